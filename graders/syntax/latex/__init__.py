r"""LaTeX, as editors and textbooks write it, to the tokens of plain notation.

commands      what each command means, in tables
source        the text as signs, with its braces in pairs
names         numbers, letters, words
scripts       what is raised and lowered
fences        brackets and bars
environments  matrices, cases, lines
calculus      sums, integrals, limits, derivatives
reader        all of them, one item after the other
answer        where the formula stands in a text
reading       a whole text
"""

from graders.syntax.latex.answer import is_latex
from graders.syntax.latex.reading import latex_tokens

__all__ = ["is_latex", "latex_tokens"]
