"""Text to tree and back: the one mathematical language of students, authors and mal-rules."""

from graders.syntax.parser import parse
from graders.syntax.show import to_latex, to_mathml, to_text
from graders.syntax.vocabulary import OPEN, Vocabulary

__all__ = ["OPEN", "Vocabulary", "parse", "to_latex", "to_mathml", "to_text"]
