"""Several attempts at an exercise: judged by what stood then, hints in their order, and no key before its time."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction

import pytest

from graders.assignment import Assignment, Item, Student
from graders.exercise import Derived, Exercise, Hint, MalRule, Parameter, Part, Policy
from graders.grading import GradedExercise, GradedSubmission, as_assigned, grade_exercise, grade_submission
from graders.issued import Handout, IssuedVariant
from graders.kept import Source, from_line, kept, to_line
from graders.press import press
from graders.report import Format, student_report
from graders.submission import Submission
from graders.syntax import parse, to_text
from graders.variant import make_variant

QUARTER = Fraction(1, 4)
DISTANCE = Exercise(
    id="t/distance",
    title="Distance",
    question="How far is {{ a }} from {{ b }}?",
    parts=(
        Part("difference", "The difference", parse("d"), hints=(Hint("Take {{ b }} from {{ a }}.", 1),)),
        Part(
            "distance",
            "The distance",
            parse("distance"),
            Fraction(4),
            form=("simplified",),
            malrules=(MalRule(parse("dot(d, d)"), "Take the root.", Fraction(1, 2)),),
            hints=(Hint("First $\\mathbf{a} - \\mathbf{b}$.", 1, QUARTER), Hint("Then its length.", 2, QUARTER)),
        ),
    ),
    given=(Parameter("a", parse("vector(3, -9..9)")), Parameter("b", parse("vector(3, -9..9)"))),
    derive=(Derived("d", parse("a - b")), Derived("distance", parse("norm(d)"))),
    follow_through=Fraction(1),
    attempts=Policy(most=3, penalty=Fraction(1, 8), counts="best"),
)
VARIANT = make_variant(DISTANCE, 3, (("a", parse("(-1, 4, 2)")), ("b", parse("(3, 0, -2)"))))
ADA = Student("ada", "Ada")
PRESS = press()


def graded(*rounds: dict[str, str], exercise: Exercise = DISTANCE) -> GradedExercise:
    return grade_exercise(exercise, VARIANT, rounds[-1], earlier=rounds[:-1])


def submitted(*rounds: dict[str, str], final: bool = False) -> GradedSubmission:
    responses = [((DISTANCE.id, tuple(each.items())),) for each in rounds]
    submission = Submission("ada", responses[-1], earlier=tuple(responses[:-1]))
    assignment = Assignment("Set", "s", (Item(DISTANCE.id),), final=final)
    return grade_submission(assignment, {DISTANCE.id: DISTANCE}, ADA, {DISTANCE.id: VARIANT}, submission)


def outcomes(exercise: GradedExercise, part: int) -> list[tuple[str, str]]:
    return [(each.response, each.verdict.outcome.value) for each in exercise.parts[part].attempts]


def test_what_stays_the_same_or_is_left_out_is_no_new_attempt() -> None:
    found = graded({"distance": "7"}, {"distance": " 7 ", "difference": "(1, 1, 1)"}, {"distance": ""})
    assert outcomes(found, 1) == [("7", "incorrect")]
    assert outcomes(found, 0) == [("(1, 1, 1)", "incorrect")]


def test_a_box_that_was_never_answered_has_one_empty_attempt_that_spends_nothing() -> None:
    found = graded({}, {})
    assert outcomes(found, 0) == [("", "unreadable")]
    assert (found.parts[0].marking.spent, found.parts[0].marking.left) == (0, 3)


def test_an_earlier_attempt_has_its_authors_credit_and_follow_through_by_what_stood_then() -> None:
    found = graded(
        {"difference": "(2, 4, 0)", "distance": "√20"},
        {"difference": "(-4, 4, 4)", "distance": "48"},
        {"distance": "4√3"},
    )
    assert outcomes(found, 1) == [("√20", "partly_correct"), ("48", "partly_correct"), ("4√3", "correct")]
    assert [each.verdict.score for each in found.parts[1].attempts] == [Fraction(1, 2), Fraction(1, 2), 1]


def test_penalties_and_hints_are_taken_exactly() -> None:
    found = graded({"distance": "7"}, {"distance": "8"}, {"distance": "4√3"}).parts[1]
    assert (found.mark, found.marking.taken) == (Fraction(4) * QUARTER, Fraction(3, 4))


def test_the_next_hint_is_given_when_its_time_has_come_and_not_before() -> None:
    first, last = "First $\\mathbf{a} - \\mathbf{b}$.", "Then its length."
    assert graded({"distance": "√("}).parts[1].hints == ()
    assert graded({"distance": "7"}).parts[1].hints == (first,)
    assert graded({"distance": "7"}, {"distance": "√("}).parts[1].hints == (first,)
    assert graded({"distance": "7"}, {"distance": "8"}).parts[1].hints == (first, last)
    assert graded({"distance": "7"}, {"distance": "8"}, {"distance": "9"}).parts[1].hints == ()
    assert graded({"distance": "7"}, {"distance": "4√3"}).parts[1].hints == ()


def test_a_hint_has_the_values_of_the_variant() -> None:
    assert graded({"difference": "(1, 1, 1)"}).parts[0].hints == ("Take (3, 0, -2) from (-1, 4, 2).",)


def test_an_assignments_policy_replaces_that_of_the_exercises() -> None:
    policy = Policy(hints=False, penalty=QUARTER)
    assignment = Assignment("Set", "s", (), attempts=policy)
    exercise = as_assigned(DISTANCE, assignment)
    found = graded({"distance": "7"}, {"distance": "4√3"}, exercise=exercise).parts[1]
    assert (found.mark, found.hints) == (Fraction(3), ())
    assert as_assigned(exercise, replace(assignment, final=True)).attempts == replace(policy, open=False)


TELLING = ("6", "(1, 4, 4)", "(-4, 4, -4)", "2√12", "√48", "6.93", "x", "√(", "(1, 2)")
"""Answers on which feedback would tell the key: digits, components, the repair of a form."""


@pytest.mark.parametrize("format", ["html", "md", "json"])
@pytest.mark.parametrize("response", TELLING)
def test_no_report_tells_a_key_while_its_student_may_try_again(response: str, format: Format) -> None:
    typed = {"difference": response, "distance": response}
    page = student_report(submitted(typed), format, PRESS)
    told = page.replace(response, "")
    values = [to_text(value) for _, value in VARIANT.derived]
    assert values == ["(-4, 4, 4)", "4*sqrt(3)"]
    for key in (*values, "4√3", "4 \\sqrt{3}", "4\\sqrt{3}", "6.928", "msqrt"):
        shown = key in (to_text(parse(response)) if response not in ("x", "√(") else "") or key == "msqrt"
        assert shown or key not in told
    assert "Worked solution" not in page or format == "json"
    if format == "json":
        exercise = json.loads(page)["exercises"][0]
        assert exercise["solution"] == []
        assert {part["key"] for part in exercise["parts"]} == {None}


@pytest.mark.parametrize("format", ["html", "md", "json"])
def test_keys_and_solution_come_when_nothing_can_be_tried_again(format: Format) -> None:
    for found in (
        submitted({"difference": "(-4, 4, 4)", "distance": "4√3"}),
        submitted({"difference": "x"}, final=True),
        submitted(*({"difference": f"({n}, 0, 0)", "distance": f"{n}"} for n in range(3))),
    ):
        assert not found.exercises[0].is_open
        page = student_report(found, format, PRESS)
        assert "4*sqrt(3)" in page or "4\\sqrt{3}" in page or "4 \\sqrt{3}" in page


def test_what_is_kept_can_be_read_and_graded_again() -> None:
    rounds = ({"difference": "(2, 4, 0)", "distance": "√20"}, {"distance": "√("}, {"difference": "(-4, 4, 4)"})
    once = submitted(*rounds)
    given = IssuedVariant(DISTANCE.id, 3, (("a", "(-1, 4, 2)"), ("b", "(3, 0, -2)")), VARIANT.digest, "")
    line = to_line(kept(once, Handout(ADA, (given,)), {DISTANCE.id: DISTANCE}, Source("ada.yaml")))
    again = from_line(line)
    assert to_line(again) == line
    assignment = Assignment("Set", "s", (Item(DISTANCE.id),))
    twice = grade_submission(assignment, {DISTANCE.id: DISTANCE}, ADA, {DISTANCE.id: VARIANT}, again.submission)
    assert [part.marking for part in twice.exercises[0].parts] == [part.marking for part in once.exercises[0].parts]
    assert twice.mark == once.mark == again.mark
