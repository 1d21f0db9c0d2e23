"""Letters that stay letters, and decimal commas."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from graders.bank import load_assignment, load_exercise
from graders.errors import AuthorError
from graders.grading import as_assigned, grade_exercise
from graders.space import pinned_variant
from graders.verdict import Outcome

if TYPE_CHECKING:
    from pathlib import Path

POWER = """\
title: Derivative of a power
variables: [x]
given: {n: 2..9, a: 2..5}
pinned: {one: {n: 3, a: 2}}
derive:
  f: a*x^n
  slope: a*n*x^(n - 1)
question: Differentiate $f(x) = {{ f }}$.
parts:
  - {id: slope, ask: The derivative, key: slope, check: derivative, options: {variable: x}}
"""

HALF = """\
title: Half of a number
given: {n: 1..9}
pinned: {seven: {n: 7}}
decimal_comma: COMMA
question: What is half of {{ n }}?
parts:
  - {id: half, ask: Its half, key: n/2}
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "exercises" / "topic" / "name.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("response", "outcome"),
    [
        ("6x²", Outcome.CORRECT),
        ("6x*x", Outcome.CORRECT),
        ("2x^3", Outcome.INCORRECT),
        ("6y²", Outcome.INCORRECT),
        ("6x^", Outcome.UNREADABLE),
    ],
)
def test_keys_and_answers_may_use_the_variables_of_an_exercise(tmp_path: Path, response: str, outcome: Outcome) -> None:
    exercise = load_exercise(written(tmp_path, POWER))
    graded = grade_exercise(exercise, pinned_variant(exercise, "one"), {"slope": response})
    assert graded.parts[0].verdict.outcome is outcome


@pytest.mark.parametrize("name", ["sin", "n", "2x"])
def test_what_has_a_meaning_already_cannot_be_a_variable(tmp_path: Path, name: str) -> None:
    with pytest.raises(AuthorError, match=r"(?s)variables\[0\]: .* cannot be a variable here"):
        load_exercise(written(tmp_path, POWER.replace("[x]", f"[{name}]")))


@pytest.mark.parametrize(("comma", "mark"), [("true", 1), ("false", 0)])
def test_a_comma_is_a_decimal_one_where_the_exercise_says_so(tmp_path: Path, comma: str, mark: int) -> None:
    exercise = load_exercise(written(tmp_path, HALF.replace("COMMA", comma)))
    graded = grade_exercise(exercise, pinned_variant(exercise, "seven"), {"half": "3,5"})
    assert graded.mark == Fraction(mark)


def test_a_comma_is_a_decimal_one_where_the_assignment_says_so(tmp_path: Path) -> None:
    exercise = load_exercise(written(tmp_path, HALF.replace("COMMA", "false")))
    path = tmp_path / "set.yaml"
    path.write_text("{title: Set, seed: 1, decimal_comma: true, exercises: [topic/name]}\n", encoding="utf-8")
    exercise = as_assigned(exercise, load_assignment(path))
    assert grade_exercise(exercise, pinned_variant(exercise, "seven"), {"half": "3,5"}).mark == 1
