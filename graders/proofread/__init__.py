"""An exercise judged over its variants before a student sees it.

    manuscript  the exercise, its text, and a sample of its variants
    variety     are there variants enough, and what leaves the others out
    unused      names that lead to nothing, and parameters that a question hides
    texts       can every text be filled in
    mistakes    mal-rules that lead to the key, to nothing, or where another leads
    examples    do the exercise's own tests hold
    trials      answers made up of the key and judged: rewriting, misses
    finding     what is found, how grave it is, and why

``proofread`` reads the file and looks for all of it.
"""

from __future__ import annotations

from graders.proofread.finding import RULES, Finding, Gravity, Proof
from graders.proofread.reading import proofread

__all__ = ["RULES", "Finding", "Gravity", "Proof", "proofread"]
