"""The tables of cases: for every check and every form, the verdicts and the words that go with them."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pytest
import yaml

from graders.checks import CHECKS, judge, with_names
from graders.form import FORMS
from graders.syntax import OPEN, Vocabulary, parse
from graders.syntax.tree import variables
from graders.words import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from _pytest.mark import ParameterSet

    from graders.exercise import Option
    from graders.syntax.tree import Node
    from graders.verdict import Verdict

CASES = Path(__file__).parents[1] / "cases"

Row: TypeAlias = "dict[str, str | list[str] | dict[str, str | int | bool]]"


def rows(kind: str, names: Mapping[str, object]) -> list[ParameterSet]:
    found = []
    for name in names:
        table: list[Row] = yaml.safe_load((CASES / kind / f"{name}.yaml").read_text(encoding="utf-8"))
        found += [pytest.param(name, row, id=f"{name}: {row['law']}") for row in table]
    return found


def judged(
    row: Row,
    check: str,
    form: tuple[str, ...],
    *,
    known: dict[Node, Verdict] | None = None,
    outcome_only: bool = False,
) -> Verdict:
    key = parse(str(row["key"]), with_names(OPEN, CHECKS[check].names))
    options = row.get("options", {})
    assert isinstance(options, dict)
    given = tuple((name, option(value)) for name, value in options.items())
    vocabulary = Vocabulary(variables(key))
    return judge(
        key,
        str(row["response"]),
        vocabulary=vocabulary,
        check=check,
        form=form,
        options=given,
        known=known,
        outcome_only=outcome_only,
    )


def option(value: str | int | bool) -> Option:  # noqa: FBT001 - options may be truth values
    is_fraction = isinstance(value, str) and value.replace("/", "").isdecimal()
    return Fraction(value) if is_fraction else value


def said(verdict: Verdict) -> str:
    return str(verdict.error or " ".join(words().render(message) for message in verdict.messages))


@pytest.mark.parametrize(("check", "row"), rows("checks", CHECKS))
def test_a_check_gives_the_verdict_of_its_table(check: str, row: Row) -> None:
    verdict = judged(row, check, tuple(row.get("form", ())))
    assert (str(verdict.outcome), said(verdict)) == (row["verdict"], row.get("says", ""))


@pytest.mark.parametrize(("check", "row"), rows("checks", CHECKS))
def test_the_outcome_is_the_same_where_nothing_else_is_asked_and_where_it_is_known(check: str, row: Row) -> None:
    known: dict[Node, Verdict] = {}
    form = tuple(row.get("form", ()))
    first, second = (judged(row, check, form, known=known, outcome_only=True) for _ in range(2))
    assert str(first.outcome) == row["verdict"]
    assert first.outcome is second.outcome
    assert first.error is not None or first is second


@pytest.mark.parametrize(("form", "row"), rows("forms", FORMS))
def test_a_form_gives_the_verdict_of_its_table(form: str, row: Row) -> None:
    verdict = judged(row, "equivalent", (form,))
    assert (str(verdict.outcome), said(verdict)) == (row["verdict"], row.get("says", ""))
