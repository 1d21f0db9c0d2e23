"""One number in as many spellings as a class finds."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from graders.checks import judge
from graders.syntax import Vocabulary, parse
from graders.verdict import Outcome

TABLE = yaml.safe_load((Path(__file__).parents[1] / "cases" / "spellings.yaml").read_text("utf-8"))
RIGHT = [(row["key"], str(typed)) for row in TABLE for typed in row["right"]]
WRONG = [(row["key"], str(typed)) for row in TABLE for typed in row["wrong"]]


@pytest.mark.parametrize(("key", "typed"), RIGHT)
def test_every_spelling_of_the_answer_is_accepted_and_proved(key: str, typed: str) -> None:
    verdict = judge(parse(key), typed, vocabulary=Vocabulary(frozenset(("d",))))
    assert verdict.outcome is Outcome.CORRECT, verdict


@pytest.mark.parametrize(("key", "typed"), WRONG)
def test_what_looks_like_it_is_not_accepted(key: str, typed: str) -> None:
    verdict = judge(parse(key), typed, vocabulary=Vocabulary(frozenset(("d",))))
    assert verdict.outcome is Outcome.INCORRECT, verdict
