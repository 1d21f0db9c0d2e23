"""Trees to text that reads back as the same tree: plain, LaTeX and MathML, with no bracket too many.

One walk decides where brackets stand; three writers know how each sign is written.  For every tree that
the parser can give, ``parse(to_text(tree)) == tree`` and ``parse(to_latex(tree)) == tree``.
"""

from __future__ import annotations

from html import escape

from graders.syntax.show.latex import LatexWriter
from graders.syntax.show.mathml import MathmlWriter
from graders.syntax.show.plain import PlainWriter
from graders.syntax.tree import Decimal, Node

__all__ = ["to_latex", "to_mathml", "to_text"]


def to_text(node: Node) -> str:
    """Write a tree as one would type it: ``4*sqrt(3)``."""
    return node.written if isinstance(node, Decimal) else PlainWriter().write(node)


def to_latex(node: Node) -> str:
    r"""Write a tree in LaTeX, without dollar signs: ``4 \sqrt{3}``."""
    return LatexWriter().write(node)


def to_mathml(node: Node, *, display: bool = False) -> str:
    """Write a tree as a whole ``<math>`` element, with its plain text for readers that show no MathML."""
    kind = ' display="block"' if display else ""
    return f'<math{kind} alttext="{escape(to_text(node))}">{MathmlWriter().write(node)}</math>'
