"""What is known of an exercise once holds for each student, and own answers change only what rests on them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from graders.bank import load_bank, shipped
from graders.followthrough import standing_on
from graders.malrules.diagnosis import DIAGNOSED, Diagnostics
from graders.malrules.mistakes import Mistakes
from graders.malrules.route import Routes, routes
from graders.space import variant_for
from graders.syntax.tree import Negative
from graders.value.exact import substituted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graders.exercise import Exercise, Part

BANK = load_bank(shipped("exercises"))


def followed(exercise: Exercise) -> Iterator[tuple[Part, Part]]:
    """Give the parts that rest on other parts, each with the other."""
    variant = variant_for(exercise, seed="routes", index=0)
    for later in exercise.parts:
        for other in exercise.parts:
            wrong = {other.id: Negative(substituted(other.key, variant.environment))}
            if later.check in DIAGNOSED and standing_on(exercise, variant, later, wrong) is not None:
                yield later, other


FOLLOWED = [(name, *pair) for name, exercise in BANK.items() for pair in followed(exercise)]


@settings(max_examples=40)
@given(st.sampled_from(FOLLOWED), st.integers(0, 40))
def test_steps_that_own_answers_do_not_touch_have_the_slips_of_the_right_numbers(
    row: tuple[str, Part, Part], index: int
) -> None:
    name, part, other = row
    exercise = BANK[name]
    variant = variant_for(exercise, seed="routes", index=index)
    wrong = {other.id: Negative(substituted(other.key, variant.environment))}
    own = standing_on(exercise, variant, part, wrong)
    if own is None:
        return
    right = Diagnostics(Mistakes(exercise, variant, routes=routes(exercise)))
    shared = right.standing_on(own.exercise, own.variant, own.steps).mistakes
    alone = Mistakes(own.exercise, own.variant, own.steps)
    assert [step.name for step in alone.course(part).steps if not are_alike(shared, alone, part, step.name)] == []
    assert told(shared, part) == told(alone, part)


def are_alike(one: Mistakes, other: Mistakes, part: Part, step: str) -> bool:
    return one.slips(part, step) == other.slips(part, step)


@settings(max_examples=40)
@given(st.sampled_from(sorted(BANK)), st.integers(0, 40))
def test_a_plan_that_is_kept_is_the_one_that_is_made_anew(name: str, index: int) -> None:
    exercise = BANK[name]
    make = partial(Mistakes, exercise, variant_for(exercise, seed="routes", index=index))
    kept, anew = make(routes=routes(exercise)), make(routes=Routes(exercise))
    for part in exercise.parts:
        if part.check in DIAGNOSED:
            assert told(kept, part) == told(anew, part)


def told(mistakes: Mistakes, part: Part) -> set[tuple[str, str, float, float]]:
    """Write down what a table holds."""
    return {(each.name, each.worth.shape, each.worth.key, each.weight) for each in mistakes.table(part).mistakes}
