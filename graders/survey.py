"""An exercise before it is used: every variant, or a fair sample of them, for its author to approve at a glance.

For each variant the question as it is shown, every key, what each of the author's mal-rules would give, the
worked solution, and how hard it is; for the whole, how many variants there are and what rejects the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graders.candidates import candidates
from graders.census import coincidences, rejections
from graders.errors import AuthorError, UndefinedError
from graders.evenness import Spread, measures, sample
from graders.pitfalls import with_pitfalls
from graders.question import STEPS, fill, pose, values_in
from graders.solution import measured, shown_key, unit_of, worked
from graders.space import pinned_variant, questions
from graders.trap import taken_for
from graders.value.exact import reduced, substituted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graders.census import Coincidence, Count, Rejection
    from graders.exercise import Exercise, Part
    from graders.question import Question
    from graders.solution import Line
    from graders.syntax.tree import Node
    from graders.variant import Variant


@dataclass(frozen=True, slots=True)
class Mistaken:
    """What a mal-rule of a part gives: nothing where it has no value; ``is_key`` where a wrong method scores."""

    when: Node
    value: Node | None
    is_key: bool


@dataclass(frozen=True, slots=True)
class Keyed:
    """A part's key, and what its mal-rules give."""

    part: str
    ask: str
    key: Node
    mistaken: tuple[Mistaken, ...]


@dataclass(frozen=True, slots=True)
class Specimen:
    """One variant laid open; ``name`` is that of a pinned one."""

    name: str
    variant: Variant
    question: Question
    keys: tuple[Keyed, ...]
    solution: tuple[Line, ...]
    solution_text: str
    hardness: int
    error: None = None


@dataclass(frozen=True, slots=True)
class Broken:
    """A variant that cannot be posed or worked out, and why."""

    name: str
    variant: Variant
    error: AuthorError


@dataclass(frozen=True, slots=True)
class Survey:
    """An exercise laid open; ``is_whole`` tells that no variant is missing."""

    exercise: Exercise
    count: Count
    rejections: tuple[Rejection, ...]
    coincidences: tuple[Coincidence, ...]
    pinned: tuple[Specimen | Broken, ...]
    specimens: tuple[Specimen | Broken, ...]

    @property
    def is_whole(self) -> bool:
        """Tell whether every variant is there."""
        return self.count.is_exact and self.count.least <= len(self.specimens)

    @property
    def spread(self) -> Spread | None:
        """How hard the variants are, from the easiest to the hardest."""
        found = sorted(each.hardness for each in self.specimens if isinstance(each, Specimen))
        return Spread(tuple(found)) if found else None


def survey(exercise: Exercise, most: int) -> Survey:
    """Lay an exercise open: its pinned variants, and as many others as are asked for, the easiest first."""
    space = candidates(exercise)
    drawn = [specimen(exercise, variant) for variant in sample(exercise, most)]
    drawn.sort(key=lambda each: (_hardness(each), each.variant.number))
    pinned = (specimen(exercise, pinned_variant(exercise, one.name), one.name) for one in exercise.pinned)
    rejected = tuple(one for one in rejections(space) if one.constraint not in space.traps)
    return Survey(
        exercise,
        questions(exercise),
        rejected,
        coincidences(with_pitfalls(exercise, space)),
        tuple(pinned),
        tuple(drawn),
    )


def _hardness(each: Specimen | Broken) -> int:
    return each.hardness if isinstance(each, Specimen) else -1


def specimen(exercise: Exercise, variant: Variant, name: str = "") -> Specimen | Broken:
    """Lay one variant open."""
    try:
        environment = variant.environment
        question = pose(exercise, variant)
        asks = {ask.part: ask.text for ask in question.asks}
        keys = tuple(_keyed(part, environment, asks[part.id]) for part in exercise.parts)
        text = fill(exercise.solution, values_in(exercise, variant), STEPS, file=exercise.id, path="solution")
        hardness = measures(exercise, variant).hardness
        return Specimen(name, variant, question, keys, worked(exercise, variant), text, hardness)
    except AuthorError as error:
        return Broken(name, variant, error)


def _keyed(part: Part, environment: Mapping[str, Node], ask: str) -> Keyed:
    key = substituted(part.key, environment)
    return Keyed(part.id, ask, shown_key(part, environment), tuple(_mistaken(part, environment, key)))


def _mistaken(part: Part, environment: Mapping[str, Node], key: Node) -> Iterator[Mistaken]:
    for rule in part.malrules:
        try:
            value = reduced(substituted(rule.when, environment))
        except UndefinedError:
            yield Mistaken(rule.when, None, is_key=False)
        else:
            yield Mistaken(rule.when, measured(value, unit_of(part)), is_key=taken_for(value, key, part))
