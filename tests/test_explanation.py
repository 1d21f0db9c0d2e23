"""What students are told about wrong answers; right ones are left alone, and wrong ones are never praised."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from graders.attempts import judged
from graders.bank import load_bank, shipped
from graders.bank.model import ExerciseFields
from graders.feedback import PROOFS
from graders.grading import grade_exercise
from graders.malrules.diagnosis import DIAGNOSED
from graders.malrules.mistakes import Mistakes
from graders.solution import shown_key
from graders.space import pinned_variant, variant_for
from graders.syntax import to_text
from graders.syntax.tree import SetOf
from graders.value.exact import reduced
from graders.verdict import Outcome
from graders.words import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graders.exercise import Exercise, Part
    from graders.grading import GradedExercise
    from graders.variant import Variant

TRIES = 8
"""A slip that leads to a small number may be met with silence; in so many variants one is named."""

TABLE = Path(__file__).parent / "cases" / "malrules" / "explained.yaml"
ROWS = yaml.load(TABLE.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - texts alone
BANK = load_bank(shipped("exercises"))
WORDS = words()

ABOUT_MISTAKES = ("malrule.", "diagnosis.", "follow.", "author")
PRAISE = ("equal", "accepted.", "follow.right")
POLICIES: Mapping[str, Fraction | None] = {"none": None, "words": Fraction(0), "credit": Fraction(1)}


class Case(NamedTuple):
    """A row of the table."""

    exercise: str
    answers: dict[str, str]
    told: dict[str, list[str]]
    left: list[str]
    policy: str = "words"


CASES = [Case(**row) for row in ROWS]


def share(policy: str) -> Fraction | None:
    return POLICIES[policy] if policy in POLICIES else Fraction(policy)


def told(graded: GradedExercise) -> dict[str, list[str]]:
    return {
        part.part: [
            part.verdict.outcome.value,
            *(WORDS.render(each) for each in part.feedback if each.key not in PROOFS),
        ]
        for part in graded.parts
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: " ".join((case.exercise, *case.answers.values())))
def test_students_are_told_what_the_table_says(case: Case) -> None:
    exercise = replace(BANK[case.exercise], follow_through=share(case.policy))
    graded = grade_exercise(exercise, pinned_variant(exercise, "lecture"), case.answers)
    assert told(graded) == case.told
    assert sorted(graded.left_at) == case.left


def right_answers(exercise: Exercise, variant: Variant) -> dict[str, str]:
    return {part.id: right_answer(part, variant) for part in exercise.parts}


def right_answer(part: Part, variant: Variant) -> str:
    """Write a key as one hands it in, words worked out."""
    key = shown_key(part, variant.environment)
    if part.check in ("text", "choice"):
        key = reduced(key)
        key = key.items[0] if isinstance(key, SetOf) else key
    return to_text(key).strip('"')


def respelled(part: Part, text: str, spelling: str) -> str:
    """Write a number in another way, where that is allowed."""
    is_free = part.check == "equivalent" and set(part.form) <= {"exact"}
    is_number = not text.startswith(("(", "[", "{")) and not set(text) & set("=<>")
    return spelling.format(text) if is_free and is_number else text


VARIANTS = st.tuples(st.sampled_from(sorted(BANK)), st.integers(0, 40))


@pytest.mark.parametrize("name", sorted(BANK))
def test_right_answers_to_any_exercise_are_met_with_no_mistake(name: str) -> None:
    exercise = BANK[name]
    variant = variant_for(exercise, seed="laws", index=0)
    assert_all_right(grade_exercise(exercise, variant, right_answers(exercise, variant)))


@settings(max_examples=30)
@given(VARIANTS, st.sampled_from(["{}", "0 + {}", "1*({})", "({})/1"]))
def test_a_right_answer_is_never_met_with_a_mistake(chosen: tuple[str, int], spelling: str) -> None:
    exercise = BANK[chosen[0]]
    variant = variant_for(exercise, seed="laws", index=chosen[1])
    typed = {
        name: respelled(exercise.part(name), text, spelling) for name, text in right_answers(exercise, variant).items()
    }
    assert_all_right(grade_exercise(exercise, variant, typed))


def assert_all_right(graded: GradedExercise) -> None:
    assert [part.verdict.outcome for part in graded.parts] == [Outcome.CORRECT] * len(graded.parts)
    assert [each.key for part in graded.parts for each in part.feedback if each.key.startswith(ABOUT_MISTAKES)] == []
    assert graded.left_at == {}


@pytest.mark.parametrize("name", sorted(BANK))
def test_a_slip_in_any_exercise_is_named_for_no_credit_and_never_praised(name: str) -> None:
    exercise = without_rules(BANK[name])
    assert any(assert_slips_are_named_or_met_with_silence(exercise, index) for index in range(TRIES))


def assert_slips_are_named_or_met_with_silence(exercise: Exercise, index: int) -> bool:
    """Grade a slip in each part of a variant, and tell whether one was named."""
    variant = variant_for(exercise, seed="laws", index=index)
    slips = {part.id: text for part in exercise.parts if (text := slipped(exercise, variant, part)) is not None}
    named = [assert_named_or_silent(exercise, variant, part, text) for part, text in slips.items()]
    return any(named)


def assert_named_or_silent(exercise: Exercise, variant: Variant, part: str, text: str) -> bool:
    """Grade one slip beside right answers, and tell whether it was named."""
    graded = grade_exercise(exercise, variant, {**right_answers(exercise, variant), part: text})
    assert {each.verdict.outcome for each in graded.parts if each.part != part} <= {Outcome.CORRECT}
    (box,) = (each for each in graded.parts if each.part == part)
    assert box.verdict.outcome is Outcome.INCORRECT
    assert box.mark == 0
    assert [each.key for each in box.feedback if each.key.startswith(PRAISE)] == []
    return any(each.key.startswith("malrule.") for each in box.feedback)


def without_rules(exercise: Exercise) -> Exercise:
    return replace(exercise, parts=tuple(replace(part, malrules=()) for part in exercise.parts))


def slipped(exercise: Exercise, variant: Variant, part: Part) -> str | None:
    """Make the likeliest slip whose answer can be told from the key; ``None`` where none is looked for."""
    if part.check not in DIAGNOSED:
        return None
    mistakes = Mistakes(exercise, variant)
    way = mistakes.course(part)
    for mistake in sorted(mistakes.table(part).mistakes, key=lambda one: one.rank):
        if any(slip.rule.stage == "unit" for slip in mistake.slips):  # it has a unit of its own
            continue
        wrong = mistakes.answer(part, mistake)
        text = to_text(shown_key(replace(part, key=wrong), {}))
        if judged(exercise, part, way.value, text).outcome is Outcome.INCORRECT:
            return text
    return None


NUMBERS = st.one_of(
    st.integers(-60, 60).map(str),
    st.integers(2, 120).map("sqrt({})".format),
    st.tuples(st.integers(-40, 40), st.integers(2, 400)).map(lambda pair: f"{pair[0]}/sqrt({pair[1]})"),
    st.lists(st.integers(-9, 9), min_size=2, max_size=4).map(lambda items: str(tuple(items))),
)


@settings(max_examples=60)
@given(VARIANTS, st.data())
def test_a_wrong_answer_is_never_praised_and_a_general_rule_never_pays(
    chosen: tuple[str, int], data: st.DataObject
) -> None:
    exercise = without_rules(replace(BANK[chosen[0]], follow_through=Fraction(1)))
    variant = variant_for(exercise, seed="laws", index=chosen[1])
    typed = right_answers(exercise, variant)
    part = data.draw(st.sampled_from(exercise.parts))
    typed[part.id] = data.draw(NUMBERS)
    (graded,) = (each for each in grade_exercise(exercise, variant, typed).parts if each.part == part.id)
    if graded.verdict.outcome is Outcome.INCORRECT:
        assert [each.key for each in graded.feedback if each.key.startswith(PRAISE)] == []
        assert graded.mark == 0
    else:
        assert [each.key for each in graded.feedback if each.key.startswith(ABOUT_MISTAKES)] == []


@pytest.mark.parametrize(
    ("written", "share"),
    [
        ("none", None),
        ("words", Fraction(0)),
        ("credit", Fraction(1)),
        ("1/2", Fraction(1, 2)),
        ("0.25", Fraction(1, 4)),
    ],
)
def test_a_policy_is_a_word_or_a_share(written: str, share: Fraction | None) -> None:
    fields = {"title": "T", "question": "Q", "parts": [{"id": "a", "ask": "A", "key": "1"}], "follow_through": written}
    assert ExerciseFields.model_validate(fields).follow_through == share
