"""Choices by their words: what a question says behind a letter means it, and what may mean two letters means none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graders.attempts import offering
from graders.bank import load_bank, shipped
from graders.checks.choice import offered_in
from graders.checks.offers import meant, offers
from graders.exercise import Exercise, Parameter, Part
from graders.grading import grade_exercise
from graders.space import variant_for
from graders.syntax import parse
from graders.variant import make_variant

if TYPE_CHECKING:
    from graders.verdict import Verdict

BANK = load_bank(shipped("exercises"))
CHOICES = [(name, part.id) for name, one in BANK.items() for part in one.parts if part.check == "choice"]


def worded(name: str, box: str) -> dict[str, str]:
    """Give the letters of a shipped choice with their words, where the question has them."""
    exercise = BANK[name]
    variant = variant_for(exercise, seed="words", index=0)
    options = dict(offering(exercise, variant, exercise.part(box), "in words").options)
    return dict(offers(str(options["choices"])))


WORDED = [(name, box) for name, box in CHOICES if worded(name, box)]


def verdict(name: str, box: str, response: str) -> Verdict:
    exercise = BANK[name]
    graded = grade_exercise(exercise, variant_for(exercise, seed="words", index=0), {box: response})
    return next(part.verdict for part in graded.parts if part.part == box)


@pytest.mark.parametrize(("name", "box"), WORDED)
def test_the_words_of_a_shipped_choice_are_worth_what_its_letter_is(name: str, box: str) -> None:
    for letter, words in worded(name, box).items():
        by_letter = verdict(name, box, letter)
        for typed in (words.replace("$", ""), f"{words.capitalize()}.".replace("$", ""), f"({letter}) {words}"):
            by_words = verdict(name, box, typed)
            assert (by_words.outcome, by_words.score) == (by_letter.outcome, by_letter.score), typed


def test_most_shipped_choices_have_words() -> None:
    assert len(WORDED) >= 10


def test_the_values_of_a_variant_stand_in_the_words_that_are_compared() -> None:
    ask = "Is the larger one (a) {{ n }}, (b) {{ m }}?"
    part = Part("p", ask, parse('"b"'), check="choice", options=(("choices", "a, b"),))
    exercise = Exercise("t/n", "", "", (part,), given=(Parameter("n", parse("1..9")), Parameter("m", parse("1..9"))))
    variant = make_variant(exercise, 0, (("n", parse("3")), ("m", parse("7"))))
    for response, score in (("7", 1), ("3", 0), ("b", 1), ("(b) 7", 1)):
        assert grade_exercise(exercise, variant, {"p": response}).parts[0].verdict.score == score


LETTERS = "abcd"


@settings(max_examples=60)
@given(st.lists(st.text("no yesx,$12/", min_size=1, max_size=8), min_size=2, max_size=4), st.integers(0, 3))
def test_an_answer_means_a_choice_only_if_it_means_no_other(words: list[str], place: int) -> None:
    offered = offers("\n".join(f"({letter}) {each}" for letter, each in zip(LETTERS, words, strict=False)))
    said = words[place % len(words)]
    found = meant(said, offered)
    alone = {letter: meant(said, {letter: each}) for letter, each in offered.items()}
    assert found is None or alone[found] == found
    if [each for each in offered.values() if each == offered.get(found or "")][1:]:
        assert found is None


@pytest.mark.parametrize(
    ("text", "names", "found"),
    [
        ("Is it (a) less, (b) more?", "ab", {"a": "less", "b": "more"}),
        ("- a) less\n- b) more\n\nThen go on.", "ab", {"a": "less", "b": "more"}),
        ("(1) x and (2) y: which? (a) only 2 and 1, or (b) none", "ab", {"a": "only 2 and 1", "b": "none"}),
        ("Is it (a) less, (b) more, (c) neither?", "ab", {"a": "less", "b": "more, (c) neither"}),
        ("Is it (a) less or more?", "ab", {}),
        ("Is it (a) less, (a) more?", "a", {}),
        ("For f(a) and f(b), which?", "ab", {}),
    ],
)
def test_what_is_offered_is_found_where_every_letter_stands_once(text: str, names: str, found: dict[str, str]) -> None:
    assert dict(offers(text, tuple(names))) == found


@pytest.mark.parametrize(
    ("offered", "names"),
    [("a, b, c", ("a", "b", "c")), ("(A) up (B) down", ("a", "b")), ("none, one", ("none", "one"))],
)
def test_an_option_offers_letters_with_words_or_without(offered: str, names: tuple[str, ...]) -> None:
    assert offered_in(offered) == names
