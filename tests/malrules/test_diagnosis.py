"""A wrong answer is explained by the slip that leads to it; a right one is never met with any."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from graders.bank import load_bank, shipped
from graders.checks import CHECKS
from graders.checks.check import Asked
from graders.equivalence import Different, Equal, decide
from graders.exercise import Derived, Exercise, Parameter, Part
from graders.malrules import pairs
from graders.malrules.catalogue import CATALOGUE
from graders.malrules.diagnosis import Diagnostics
from graders.malrules.lookup import VARIED
from graders.malrules.mistakes import Mistakes
from graders.space import variant_for
from graders.syntax import Vocabulary, parse, to_text
from graders.syntax.tree import Integer, Variable
from graders.syntax.units import UNIT_NAMES
from graders.value.exact import reduced
from graders.variant import make_variant
from graders.verdict import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graders.syntax.tree import Node

RIGHT = (Outcome.CORRECT, Outcome.PARTLY_CORRECT)
CASES = Path(__file__).parents[1] / "cases" / "malrules"
TABLES = tuple(CASES / name for name in ("steps.yaml", "rules.yaml", "lookups.yaml"))
BANK = load_bank(shipped("exercises"))
BOXES = [(name, part.id) for name, exercise in BANK.items() for part in exercise.parts]


class Case(NamedTuple):
    """A solution with its numbers, an answer to its last step, and the slips that explain it."""

    mistakes: Mistakes
    answer: str
    slips: str


def entries() -> Iterator[dict[str, Any]]:
    for table in TABLES:
        yield from yaml.load(table.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - texts alone


def cases() -> Iterator[Case]:
    for entry in entries():
        values = tuple((name, parse(text)) for name, text in entry["given"].items())
        names = Vocabulary(frozenset((*entry["given"], *entry["derive"], "s", "t", "x", "y")))
        derive = tuple(Derived(name, parse(text, names)) for name, text in entry["derive"].items())
        exercise = Exercise(
            id="cases/one",
            title="",
            question="",
            parts=(part_of(entry, Variable(derive[-1].name)),),
            given=tuple(Parameter(name, Integer(0)) for name, _ in values),
            derive=derive,
        )
        for answer, slips in entry["answers"].items():
            yield Case(Mistakes(exercise, make_variant(exercise, 0, values)), answer, slips)


def part_of(entry: dict[str, Any], key: Variable) -> Part:
    options = tuple(
        (name, Fraction(value) if value.isdecimal() else value) for name, value in entry.get("options", {}).items()
    )
    return Part("last", "", key, check=entry.get("check", "equivalent"), options=options)


def named(case: Case) -> str:
    (part,) = case.mistakes.exercise.parts
    names = UNIT_NAMES if part.check == "quantity" else frozenset("Cstxy")
    found = Diagnostics(case.mistakes).explained(part, parse(case.answer, Vocabulary(names)))
    if found is None:
        return "-"
    return ", ".join(f"{slip.rule.name} @ {slip.number}" for slip in found.mistake.slips)


def shown(case: Case) -> str:
    return f"{to_text(case.mistakes.exercise.derive[-1].formula)} is not {case.answer}"


@pytest.mark.parametrize("case", list(cases()), ids=shown)
def test_a_wrong_answer_is_explained_by_its_slip(case: Case) -> None:
    assert named(case) == case.slips


def test_every_rule_has_a_case() -> None:
    shown = {word for case in cases() for slip in case.slips.split(", ") for word in slip.split(" @ ")}
    assert [rule.name for rule in CATALOGUE if rule.name not in shown] == []


@settings(max_examples=25)
@given(st.sampled_from(BOXES), st.integers(0, 40), st.randoms(use_true_random=False))
def test_every_mistake_of_the_table_is_proved_to_lead_to_its_answer_and_away_from_the_key(
    box: tuple[str, str], index: int, random: object
) -> None:
    exercise = BANK[box[0]]
    part = exercise.part(box[1])
    mistakes = Mistakes(exercise, variant_for(exercise, seed="laws", index=index))
    way = mistakes.course(part)
    known = [mistake for mistake in mistakes.table(part).mistakes if mistake.slips]
    for mistake in random.sample(known, min(8, len(known))):  # type: ignore[attr-defined]
        wrong = mistakes.answer(part, mistake)
        assert isinstance(decide(way.value, wrong), Different)
        typed = reduced(wrong)
        found = Diagnostics(mistakes).explained(part, typed)
        if found is not None:
            assert is_taken_for(part, mistakes.answer(part, found.mistake), typed)


@settings(max_examples=10)
@given(st.sampled_from(BOXES), st.integers(0, 40), st.integers(0, 20_000))
def test_fewer_pairs_of_slips_are_of_those_that_more_effort_finds(box: tuple[str, str], index: int, most: int) -> None:
    exercise = BANK[box[0]]
    mistakes = Mistakes(exercise, variant_for(exercise, seed="pairs", index=index))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pairs, "MOST_NODES", most)
        few = [pair.slips for pair in pairs.pairs(mistakes, exercise.part(box[1]))]
    assert len(few) * pairs.AROUND <= most
    every = [pair.slips for pair in pairs.pairs(mistakes, exercise.part(box[1]))]
    assert all(pair in every for pair in few)


def is_taken_for(part: Part, mistaken: Node, answer: Node) -> bool:
    """Tell whether an answer would be right if a mistake were the key."""
    if part.check not in VARIED:
        return isinstance(decide(mistaken, answer), Equal)
    options = () if part.check == "quantity" else part.options
    return CHECKS[part.check].judge(mistaken, answer, Asked(options=options)).outcome in RIGHT
