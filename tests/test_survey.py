"""An exercise laid open to its author."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from graders.bank import load_exercise, shipped
from graders.candidates import candidates
from graders.census import coincidences
from graders.exercise import Exercise, MalRule
from graders.press import press
from graders.survey import Broken, Specimen, survey
from graders.syntax import Vocabulary, parse, to_text

if TYPE_CHECKING:
    from pathlib import Path

DISTANCE = load_exercise(shipped("exercises") / "embeddings/euclidean-distance.yaml")
TIMES = load_exercise(shipped("exercises") / "probability/sample-statistics.yaml")
ONE_HOT = load_exercise(shipped("exercises") / "embeddings/one-hot-distance.yaml")


def test_a_small_exercise_is_shown_whole_and_a_large_one_by_a_fair_sample() -> None:
    small, large = survey(ONE_HOT, 100), survey(DISTANCE, 20)
    assert small.is_whole
    assert len(small.specimens) == 68
    assert not large.is_whole
    assert len(large.specimens) == 20
    assert large == survey(DISTANCE, 20)


def test_variants_stand_in_the_order_of_their_hardness() -> None:
    hardness = [each.hardness for each in survey(DISTANCE, 30).specimens if isinstance(each, Specimen)]
    assert hardness == sorted(hardness)


def test_a_variant_shows_keys_and_what_each_malrule_gives() -> None:
    (lecture, _) = survey(DISTANCE, 1).pinned
    assert isinstance(lecture, Specimen)
    found = [
        (part.part, to_text(part.key), [to_text(one.value) for one in part.mistaken if one.value is not None])
        for part in lecture.keys
    ]
    assert found == [("difference", "(-4, 4, 4)", []), ("distance", "4*sqrt(3)", ["48"])]


def test_what_a_malrule_gives_has_the_unit_that_is_asked() -> None:
    (lecture, _) = survey(TIMES, 1).pinned
    assert isinstance(lecture, Specimen)
    (mean, *_) = lecture.keys
    assert to_text(mean.key) == "42 ms"
    assert [to_text(one.value) for one in mean.mistaken if one.value is not None] == ["43 ms"]


def test_a_pinned_variant_on_which_a_wrong_method_scores_is_marked() -> None:
    names = Vocabulary(frozenset("abd"))
    rule = MalRule(parse("4*norm(d)/4", names), "No.")
    parts = (DISTANCE.parts[0], replace(DISTANCE.parts[1], malrules=(rule,)))
    found = survey(replace(DISTANCE, parts=parts, discriminating=False), 3)
    keyed = [part for each in found.pinned if isinstance(each, Specimen) for part in each.keys]
    assert [one.is_key for part in keyed for one in part.mistaken] == [True, True]
    assert "which is the answer" in press().page("survey.html", survey=found)


def test_a_variant_that_cannot_be_worked_out_says_why_and_harms_no_other(tmp_path: Path) -> None:
    home = tmp_path / "own"
    home.mkdir()
    home.joinpath("quotient.yaml").write_text(
        "title: Q\ngiven: {a: 0..2}\nderive: {q: 1/a}\nquestion: 'Invert {{ a }}.'\nparts: [{id: q, ask: It, key: q}]\n"
    )
    found = survey(load_exercise(home / "quotient.yaml"), 10)
    assert sorted(isinstance(each, Broken) for each in found.specimens) == [False, False, True]
    page = press().page("survey.html", survey=found)
    assert "1/a has no value for a = 0: division by zero" in page


def test_the_share_of_every_malrule_is_told_among_what_the_conditions_leave() -> None:
    names = Vocabulary(frozenset("abd"))
    own = replace(DISTANCE.parts[1], malrules=(MalRule(parse("norm(a)", names), "No."), *DISTANCE.parts[1].malrules))
    first, second = coincidences(candidates(replace(DISTANCE, parts=(own,))))
    assert 0 < first.found < first.examined
    assert (second.found, second.trap.path) == (0, "parts[0].malrules[1]")
    assert str(second) == f"dot(d, d) leads to the key on 0 of {second.examined} (0.0 %)"


@pytest.mark.parametrize("exercise", [DISTANCE, ONE_HOT], ids=lambda each: each.id)
def test_the_page_needs_nothing_from_outside(exercise: Exercise) -> None:
    page = press().page("survey.html", survey=survey(exercise, 5))
    assert "http" not in page.replace("http-equiv", "").replace("http://www.w3.org/1998/Math/MathML", "")
    assert "<script" not in page
