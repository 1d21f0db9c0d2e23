"""A variant knows its values, works out what follows when asked, and can be recognised for ever."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError, replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from graders.errors import AuthorError
from graders.exercise import Derived, Exercise, Parameter
from graders.syntax import parse, to_text
from graders.syntax.tree import Text
from graders.variant import digest_of, make_variant, written

CASES = yaml.safe_load(Path(__file__).with_name("cases").joinpath("variants_digests.yaml").read_text("utf-8"))

COSINE = Exercise(
    id="embeddings/cosine-similarity",
    title="Cosine similarity",
    question="Find it.",
    parts=(),
    given=(Parameter("a", parse("vector(3, -5..5)")), Parameter("b", parse("vector(3, -5..5)"))),
    derive=(Derived("p", parse("dot(a, b)")), Derived("n", parse("norm(a)")), Derived("c", parse("p/(n*norm(b))"))),
)
LECTURE = (("a", parse("(-1, 4, 2)")), ("b", parse("(3, 0, -2)")))


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["values"]))
def test_a_digest_never_changes(case: dict[str, Any]) -> None:
    values = tuple((name, parse(text)) for name, text in case["values"].items())
    assert digest_of(case["exercise"], values) == case["digest"]


names = st.text("abcxyz_12", min_size=1, max_size=3)
texts = st.text(max_size=6).map(Text)


@given(st.lists(st.tuples(names, texts), max_size=3), st.lists(st.tuples(names, texts), max_size=3))
def test_other_values_have_another_digest(left: list[tuple[str, Text]], right: list[tuple[str, Text]]) -> None:
    same = digest_of("topic/name", tuple(left)) == digest_of("topic/name", tuple(right))
    assert same == (left == right)


def test_another_exercise_has_another_digest() -> None:
    assert digest_of("topic/name", LECTURE) != digest_of("topic/other", LECTURE)


def test_what_follows_is_exact_and_reduced_in_the_order_of_the_steps() -> None:
    variant = make_variant(COSINE, 7, LECTURE)
    assert [(name, to_text(value)) for name, value in variant.derived] == [
        ("p", "-7"),
        ("n", "sqrt(21)"),
        ("c", "-7/sqrt(273)"),
    ]
    assert variant.environment == dict(LECTURE) | dict(variant.derived)


def test_a_step_without_a_value_is_named_when_it_is_asked_for_and_not_before() -> None:
    variant = make_variant(COSINE, 7, (("a", parse("(0, 0, 0)")), ("b", parse("(3, 0, -2)"))))
    with pytest.raises(AuthorError) as caught:
        _ = variant.derived
    assert str(caught.value) == (
        "embeddings/cosine-similarity derive.c: p/(n*norm(b)) has no value for a = (0, 0, 0), b = (3, 0, -2): "
        "division by zero, exclude such values under where"
    )


def test_only_what_is_needed_is_worked_out() -> None:
    variant = make_variant(COSINE, 7, LECTURE)
    assert [name for name, _ in variant.needed({"n"})] == ["n"]
    assert variant.needed({"c"}) == variant.derived
    assert not variant.needed({"a", "no step"})


def test_a_variant_does_not_change() -> None:
    variant = make_variant(COSINE, 7, LECTURE)
    with pytest.raises(FrozenInstanceError):
        variant.number = 8  # type: ignore[misc]


def test_a_variant_survives_pickling_and_is_equal_before_and_after_it_was_worked_out() -> None:
    variant, asked = make_variant(COSINE, 7, LECTURE), make_variant(COSINE, 7, LECTURE)
    assert asked.derived
    assert variant == asked
    assert hash(variant) == hash(asked)
    for copy in (pickle.loads(pickle.dumps(variant)), pickle.loads(pickle.dumps(asked))):  # noqa: S301 - our own
        assert copy == variant
        assert copy.derived == asked.derived


def test_what_follows_is_worked_out_once() -> None:
    variant = make_variant(COSINE, 7, LECTURE)
    assert variant.derived is variant.derived


def test_a_changed_variant_has_what_follows_from_its_own_values() -> None:
    variant = make_variant(COSINE, 7, LECTURE)
    assert variant.derived
    changed = replace(variant, values=(("a", parse("(1, 0, 0)")), ("b", parse("(1, 0, 0)"))))
    assert to_text(changed.environment["c"]) == "1"


def test_values_are_written_for_a_message() -> None:
    assert written(LECTURE) == "a = (-1, 4, 2), b = (3, 0, -2)"
