"""Whether there are variants enough, and what leaves the others out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graders.census import idle, rejections
from graders.pitfalls import SELDOM

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graders.candidates import Candidates
    from graders.census import Coincidence, Count, Rejection
    from graders.proofread.finding import Finding
    from graders.proofread.manuscript import Manuscript

CLASS = 30
"""So many students there are in a small class."""


def variety(
    manuscript: Manuscript, space: Candidates, found: Count, met: Iterable[Coincidence], *, effort: int
) -> Iterator[Finding]:
    """Report a space that is empty or small, and conditions that reject all or nothing."""
    if not manuscript.drawn and all(one.specimen.name for one in manuscript.broken):
        yield from _empty(manuscript, rejections(space, effort=effort), found)
        return
    if found.is_exact and found.most < CLASS:
        number = "only one variant" if found.most == 1 else f"only {found.most} different questions"
        remedy = "widen the domains or loosen where" if space.domains else "let something vary under given"
        yield manuscript.finding("few-variants", "given", number, remedy)
    asked = tuple(one for one in space.constraints if one.path.startswith("where"))
    for one in idle(replace(space, constraints=asked), effort=effort):
        yield manuscript.finding("idle-condition", one.constraint.path, f"{one}", "mend it or take it out")
    for coincidence in met:
        if coincidence.trap in space.traps and coincidence.found * SELDOM > coincidence.examined:
            message = f"{coincidence}; such variants are left out"
            remedy = "mend the mal-rule, or exclude by where what makes them equal"
            yield manuscript.finding("leaves-out", f"{coincidence.trap.path}.when", message, remedy)


def _empty(manuscript: Manuscript, rejected: tuple[Rejection, ...], found: Count) -> Iterator[Finding]:
    remedy = "widen the domains or loosen where"
    none = f"none of {found.size} candidates is a variant"
    rare = f"no variant found among the {found.size} candidates, there are {found.most} at the most"
    yield manuscript.finding("no-variants", "given", rare if found.most else none, remedy)
    for one in rejected:
        if one.rejected == one.examined:
            yield manuscript.finding("no-variants", one.constraint.path, str(one), "loosen it")
