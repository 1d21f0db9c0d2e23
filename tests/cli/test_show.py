"""``graders show``: one question, and its key for who asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graders.bank import shipped

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Ran

    Graders = Callable[..., Ran]

DISTANCE = "embeddings/euclidean-distance"


def test_a_question_is_shown_without_its_key(graders: Graders) -> None:
    ran = graders("show", DISTANCE, "--variant", "lecture")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(
        "Euclidean distance between two embeddings\nembeddings/euclidean-distance, variant 786316"
    )
    assert "[-1, 4, 2]" in ran.out
    assert "[distance, 2 points, exact]" in ran.out
    assert "key" not in ran.out
    assert "sqrt" not in ran.out


def test_an_author_sees_the_key_and_the_lectures_lines(graders: Graders) -> None:
    out = graders("show", DISTANCE, "--variant", "lecture", "--key").out
    assert "    key: (-4, 4, 4)\n" in out
    assert "    key: 4*sqrt(3)\n" in out
    assert "sqrt((-4)^2 + 4^2 + 4^2) = sqrt(16 + 16 + 16) = sqrt(48) = 4*sqrt(3)\n" in out


def test_the_first_pinned_variant_is_shown_unless_another_is_asked_for(graders: Graders) -> None:
    assert graders("show", DISTANCE).out == graders("show", DISTANCE, "--variant", "lecture").out


def test_any_variant_is_shown_by_its_number(graders: Graders) -> None:
    assert graders("show", DISTANCE, "--variant", "786316").out == graders("show", DISTANCE).out


def test_an_exercise_is_found_by_its_path(graders: Graders) -> None:
    path = shipped("exercises") / f"{DISTANCE}.yaml"
    assert graders("show", path).out == graders("show", DISTANCE).out


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (("embeddings/euclidian-distance",), 'did you mean "embeddings/euclidean-distance"?'),
        ((DISTANCE, "--variant", "lectur"), "no variant is pinned as lectur"),
        ((DISTANCE, "--variant", "9999999"), "no candidate has the number 9999999"),
        ((DISTANCE, "--variant", "0"), "candidate 0 is no variant"),
    ],
)
def test_what_does_not_exist_ends_with_4_and_says_what_does(
    graders: Graders, words: tuple[str, ...], fault: str
) -> None:
    ran = graders("show", *words)
    assert (ran.code, ran.out) == (4, "")
    assert fault in ran.err


def test_every_variant_is_shown_with_its_key_and_mistakes(graders: Graders) -> None:
    ran = graders("show", "embeddings/euclidean-distance", "--all", "--most", "3")
    assert ran.code == 0
    assert "1636292 different questions among 1771561 candidates" in ran.out
    assert "distance = 4*sqrt(3); dot(d, d) gives 48" in ran.out


def test_every_variant_stands_on_a_page(graders: Graders, course: Path) -> None:
    ran = graders("show", "embeddings/one-hot-distance", "--page", "all.html", "--most", "100")
    assert (ran.code, ran.out) == (0, "Open all.html\n")
    assert (course / "all.html").read_text(encoding="utf-8").count('<article class="specimen"') == 70


def test_all_and_one_are_not_asked_together(graders: Graders) -> None:
    ran = graders("show", "embeddings/one-hot-distance", "--all", "--variant", "lecture")
    assert ran.code == 4
    assert "--all shows every variant: leave --variant out" in ran.err
