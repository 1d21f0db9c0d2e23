"""Whether there are variants enough, and what leaves the others out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.census import coincidences, rejections
from graders.pitfalls import SELDOM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graders.candidates import Candidates
    from graders.census import Count, Rejection
    from graders.proofread.finding import Finding
    from graders.proofread.manuscript import Manuscript

CLASS = 30
"""So many students there are in a small class."""


def variety(manuscript: Manuscript, space: Candidates, found: Count) -> Iterator[Finding]:
    """Report a space that is empty or small, and conditions that reject all or nothing."""
    rejected = rejections(space) if space.domains else ()
    if not found.most:
        yield from _empty(manuscript, rejected, found)
    elif found.is_exact and found.most < CLASS:
        number = "only one variant" if found.most == 1 else f"only {found.most} different questions"
        remedy = "widen the domains or loosen where" if space.domains else "let something vary under given"
        yield manuscript.finding("few-variants", "given", number, remedy)
    for one in rejected:
        if not one.rejected and one.constraint not in space.traps and _is_asked(one) and one.examined == one.size:
            yield manuscript.finding("idle-condition", one.constraint.path, f"{one}", "mend it or take it out")
    for coincidence in coincidences(space):
        if found.most and coincidence.found * SELDOM > coincidence.examined:
            message = f"{coincidence}; such variants are left out"
            remedy = "mend the mal-rule, or exclude by where what makes them equal"
            yield manuscript.finding("leaves-out", f"{coincidence.trap.path}.when", message, remedy)


def _is_asked(rejection: Rejection) -> bool:
    """Tell what an author demands from what a domain's word implies."""
    return rejection.constraint.path.startswith("where")


def _empty(manuscript: Manuscript, rejected: tuple[Rejection, ...], found: Count) -> Iterator[Finding]:
    remedy = "widen the domains or loosen where"
    yield manuscript.finding("no-variants", "given", f"none of {found.size} candidates is a variant", remedy)
    for one in rejected:
        if one.rejected == one.examined:
            yield manuscript.finding("no-variants", one.constraint.path, str(one), "loosen it")
