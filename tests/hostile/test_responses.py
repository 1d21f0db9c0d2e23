"""Hostile responses: none hangs, none runs, none passes for the key, and none harms another."""

from __future__ import annotations

import tracemalloc
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graders.api import check, generate, grade, load
from graders.press import press
from graders.report import student_report
from graders.verdict import Outcome
from tests.cost import calls
from tests.hostile.texts import ASKED, COSTLY, GROWING, ODD, POSING, SLY, TEXTS

if TYPE_CHECKING:
    from graders.exercise import Exercise
    from graders.press import Press
    from graders.variant import Variant

MOST_CALLS = 150_000
"""What a response may cost, in calls of functions: some 15 ms.  `python -m bench hostile` has the times."""

MEGABYTES = 64

KEYS = ("4*sqrt(3)", "(1, 2, 3)", "x^2 + 1", "{1, 2}", "sin(x)^2")


def named(text: str) -> str:
    """Name a text in reports of pytest."""
    return ascii(text[:24])


@pytest.mark.parametrize("text", TEXTS, ids=named)
def test_a_hostile_response_costs_no_more_than_others(text: str) -> None:
    for key in KEYS:
        assert calls(partial(check, key, text)) < MOST_CALLS, key


@pytest.mark.parametrize("text", GROWING, ids=named)
def test_a_growing_response_costs_no_more_beside_any_check(text: str) -> None:
    for name, key in ASKED:
        assert calls(partial(check, key, text, check=name)) < 2 * MOST_CALLS, (name, key)


@pytest.mark.parametrize("text", COSTLY, ids=named)
def test_a_costly_response_takes_little_memory(text: str) -> None:
    tracemalloc.start()
    try:
        check("4*sqrt(3)", text)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < MEGABYTES << 20


@pytest.mark.parametrize("text", [text for text in TEXTS if text.strip() != "√48"], ids=named)
def test_no_hostile_response_is_right(text: str) -> None:
    assert check("31*sqrt(7)", text).outcome is not Outcome.CORRECT


@pytest.mark.parametrize("text", [*POSING, *SLY, *ODD], ids=named)
def test_no_name_reaches_the_key(text: str) -> None:
    exercise, variant = lecture()
    graded = grade(exercise, variant, {part.id: text for part in exercise.parts})
    assert graded.mark == Fraction(0)


def lecture() -> tuple[Exercise, Variant]:
    """Give an exercise, and a variant of it."""
    exercise = load("embeddings/euclidean-distance")
    return exercise, generate(exercise, pinned="lecture").variant


@pytest.fixture(scope="module")
def printing() -> Press:
    """Read the templates once."""
    return press()


@pytest.mark.parametrize("text", [*SLY, *ODD, *COSTLY[:12]], ids=named)
def test_no_hostile_response_is_markup_or_a_template_on_any_page(printing: Press, text: str) -> None:
    from graders.assignment import Student
    from graders.grading import GradedSubmission

    exercise, variant = lecture()
    graded = grade(exercise, variant, {"distance": text})
    submission = GradedSubmission(Student("ada", text[:50]), "Set", (graded.exercise,))
    page = student_report(submission, "html", printing)
    assert "<script" not in page
    assert "<img src=x" not in page
    assert 'href="javascript' not in page
    assert "{{ 7*7 }}" not in text or "{{ 7*7 }}" in page
    assert not {"\x00", "\x1b", "\u202e"} & set(page)
    assert student_report(submission, "md", printing).encode()
    assert student_report(submission, "json", printing).encode()


PIECES = st.sampled_from(
    ["√", "sqrt(", "(", ")", "[", "]", "{", "}", "|", "^", "!", "/", "-", ",", ";", ":", "=", "<", "..", "\\frac{",
     "9", "9^9", "1e9", "x", "a", "pi", "sin", "log", "i", "e", "mod", " ", "\n", "∞", "²", "₃", "\u202e", "\x00", "'"]
)  # fmt: skip


@settings(max_examples=200)
@given(st.one_of(st.lists(PIECES, max_size=60).map("".join), st.text(max_size=200)), st.sampled_from(KEYS))
def test_no_text_at_all_raises_or_costs_much(text: str, key: str) -> None:
    assert calls(partial(check, key, text)) < MOST_CALLS
