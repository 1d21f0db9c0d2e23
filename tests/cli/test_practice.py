"""``graders practice``: what is typed is answered line by line, until somebody has had enough."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from graders.cli.session import written
from tests.hostile.texts import ODD, SLY
from tests.strategies import nodes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from graders.syntax.tree import Node
    from tests.cli.conftest import Ran

    Session = Callable[..., Ran]

EXERCISE = """\
title: Double
given: {x: 3..99}
pinned: {seven: {x: 7}}
attempts: {most: 3, penalty: 1/4}
derive: {y: 2x}
question: What is $2 \\cdot {{ x }}$?
parts:
  - id: twice
    ask: The double
    key: y
    hints:
      - {say: "Add {{ x }} to itself.", after: 1}
      - {say: "It is even.", after: 2, cost: 1/4}
solution: "{{ steps }}"
"""


@pytest.fixture
def session(graders: Callable[..., Ran], course: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    """Practise with a few lines of typing."""
    (course / "exercises/own").mkdir(parents=True)
    (course / "exercises/own/double.yaml").write_text(EXERCISE, encoding="utf-8")

    def practise(*lines: str, variant: tuple[str, ...] = ("--variant", "seven")) -> Ran:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        return graders("practice", "own/double", *variant)

    return practise


def test_a_right_answer_ends_the_part_and_the_solution_follows(session: Session) -> None:
    ran = session("7 + 7")
    assert ran.code == 0
    assert "What is 2 · 7?" in ran.out
    assert "✓ Correct" in ran.out
    assert "1 of 1 points" in ran.out
    assert "y = 2x = 2 · 7 = 14" in ran.out


def test_hints_come_when_they_are_due_and_cost_what_they_cost(session: Session) -> None:
    out = session(":hint", "15", ":hint", "16", ":hint", "14").out
    parts = out.split("> ")
    assert "The next hint comes after 1 more answer that is not right." in parts[1]
    assert "Hint: Add 7 to itself." in parts[2]
    assert "Hint: It is even." not in parts[2]
    assert "Add 7 to itself." in parts[3]
    assert "Hint: It is even." in parts[4]
    assert "It is even." in parts[5]
    assert "¼ of 1 points" in parts[6]


def test_what_cannot_be_read_costs_nothing(session: Session) -> None:
    ran = session("√(", "2 +", "14")
    assert ran.out.count("? Could not be read") == 2
    assert "  √(\n   ^\n" in ran.out
    assert "1 of 1 points" in ran.out


def test_no_answer_is_taken_after_the_last_attempt(session: Session) -> None:
    ran = session("1", "2", "3", "14")
    assert ran.out.count("✗ Not correct") == 3
    assert "0 of 1 points" in ran.out


@pytest.mark.parametrize("lines", [(), ("1",), (":quit",), ("", "1", ":quit")])
def test_the_end_of_the_input_and_a_wish_end_the_session(session: Session, lines: tuple[str, ...]) -> None:
    ran = session(*lines)
    assert ran.code == 0
    assert "of 1 points" not in ran.out


def test_an_answer_may_be_shown_or_passed_over(session: Session) -> None:
    assert "  14\n" in session(":show").out
    assert "0 of 1 points" in session(":skip").out


def test_one_variant_follows_the_other_and_a_seed_draws_the_same_again(session: Session) -> None:
    lines = (":skip", "y", ":skip", "n")
    first, again = (session(*lines, variant=("--seed", "class")).out for _ in range(2))
    assert first == again
    assert first.count("Worked solution") == 2
    posed = [line for line in first.splitlines() if line.startswith("What is")]
    assert len(set(posed)) == 2


def test_what_a_terminal_would_obey_is_not_written_back(session: Session) -> None:
    assert "\x1b[2J" not in session("\x1b[2J√(", "14").out


@pytest.mark.parametrize("variant", [("--variant", "nobody"), ("--variant", "5000")])
def test_a_variant_that_is_none_ends_with_4(session: Session, variant: tuple[str, ...]) -> None:
    assert session(variant=variant).code == 4


def test_nothing_that_is_typed_ends_the_session_or_is_heeded_by_the_terminal(
    graders: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = [" ".join(text.split()) for text in (*SLY[:9], *ODD, "[[1, 2], [3, 4]]^T")]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join([*typed, "4√3"])))
    ran = graders("practice", "embeddings/euclidean-distance", "--variant", "lecture")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.replace("\n", "").isprintable()
    assert ran.out.count("> ") > len(typed)


@given(nodes())
def test_all_mathematics_can_be_written_on_a_line(node: Node) -> None:
    assert "\n" not in written(node)
