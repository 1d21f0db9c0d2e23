"""Follow-through: a later part judged by the student's own earlier answers, so that one mistake counts once.

Parts form a graph through ``derive``: a part that asks for a step is earlier than every part whose key rests
on that step.  Where an earlier answer is wrong, the later key is worked out anew from it.

A guard keeps a mistake from making the rest trivial: own answers that are zero, one or of another kind than
the right ones, or that make the later answer so, or leave no root in it where there is one, earn no credit.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graders.equivalence.kinds import kind_of
from graders.errors import AuthorError, UndefinedError
from graders.exercise import Derived, steps_to
from graders.syntax.tree import Call, Integer, Negative, Power, Quotient, Variable, variables, walk
from graders.value.components import entries, is_vector
from graders.value.exact import reduced, substituted
from graders.value.rationals import rational

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graders.exercise import Exercise, Part
    from graders.syntax.tree import Node
    from graders.variant import Variant


@dataclass(frozen=True, slots=True)
class Own:
    """A part as it stands on a student's own earlier answers.

    ``exercise`` and ``variant`` have the answers to ``parts`` in the place of ``steps``; ``key`` is what would
    be right then, ``trivial`` whether the guard holds it too easy to count.
    """

    exercise: Exercise
    variant: Variant
    parts: tuple[str, ...]
    steps: frozenset[str]
    key: Node
    trivial: bool


def asks_for(exercise: Exercise, part: Part) -> str | None:
    """Name the step that a part asks for, by name or by its formula; ``None`` where it asks for something else."""
    for step in exercise.derive:
        if part.key in (Variable(step.name), step.formula):
            return step.name
    return None


def rests_on(exercise: Exercise, part: Part) -> frozenset[str]:
    """Give the steps that lead to a part's key, its own left out."""
    own = asks_for(exercise, part)
    names = variables(part.key) if own is None else {own}
    return frozenset(step.name for step in steps_to(names, exercise.derive) if step.name != own)


def standing_on(exercise: Exercise, variant: Variant, part: Part, answers: Mapping[str, Node]) -> Own | None:
    """Work a part's key out from own answers to earlier parts; ``None`` where it rests on none of them.

    ``answers`` are wrong answers that could be read, by their parts' ids.
    """
    earlier = rests_on(exercise, part)
    asked = {name: asks_for(exercise, exercise.part(name)) for name in answers if name != part.id}
    own = {step: answers[name] for name, step in asked.items() if step is not None and step in earlier}
    if not own:
        return None
    steps = tuple(Derived(step.name, own.get(step.name, step.formula)) for step in exercise.derive)
    there = replace(variant, steps=steps)
    try:
        key = reduced(substituted(part.key, there.environment))
    except (AuthorError, UndefinedError):
        return None
    parts = tuple(name for name, step in asked.items() if step in own)
    right = reduced(substituted(part.key, variant.environment))
    trivial = is_easier(key, right) or any(is_trivial(own[name], variant.environment[name]) for name in own)
    return Own(replace(exercise, derive=steps), there, parts, frozenset(own), key, trivial)


def is_easier(own: Node, right: Node) -> bool:
    """Tell whether an answer takes less to arrive at than the right one: a trivial one, or no root to simplify.

    >>> from graders.syntax import parse
    >>> [is_easier(parse(own), parse("4*sqrt(3)")) for own in ("2*sqrt(5)", "5", "0")]
    [False, True, True]
    """
    return is_trivial(own, right) or (_has_root(right) and not _has_root(own))


def is_trivial(own: Node, right: Node) -> bool:
    """Tell whether a value leaves less to do than the right one: of another kind, or zero or one.

    >>> from graders.syntax import parse
    >>> [is_trivial(parse(own), parse("(-4, 4, 4)")) for own in ("(4, 4, 4)", "(0, 0, 0)", "(1, 0, 0)", "4")]
    [False, True, True, True]
    """
    try:
        own, right = reduced(own), reduced(right)
    except UndefinedError:
        return True
    if is_vector(own) and is_vector(right) and len(entries(own)) == len(entries(right)):
        return _nonzero(own) < min(2, _nonzero(right))
    return kind_of(own) != kind_of(right) or (_is_plain(own) and not _is_plain(right))


def _nonzero(vector: Node) -> int:
    """Count the components that are not 0."""
    return sum(rational(item) != 0 for item in entries(vector))


def _is_plain(number: Node) -> bool:
    """Tell whether a number is 0, 1 or -1: what falls out of sums and products."""
    return number in (Integer(0), Integer(1), Negative(Integer(1)))


def _has_root(number: Node) -> bool:
    """Tell whether a reduced number kept a root."""
    return any(
        isinstance(node, Call) or (isinstance(node, Power) and isinstance(node.exponent, Quotient))
        for node in walk(number)
    )
