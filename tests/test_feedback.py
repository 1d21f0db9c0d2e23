"""Feedback: each thing once, the proof first, and the difference named."""

from __future__ import annotations

from fractions import Fraction
from string import Formatter

import pytest

from graders.checks import judge
from graders.equivalence.decision import Different, Equal, Gap, Members, Place, Point, Shape, Witness
from graders.errors import ResponseError, Span
from graders.feedback import Excerpt, excerpt, feedback, unread, withheld, witnessed
from graders.syntax import Vocabulary, parse
from graders.verdict import Outcome, Verdict, message
from graders.words import words

WORDS = words()


def told(key: str, response: str, *form: str) -> list[str]:
    verdict = judge(parse(key), response, vocabulary=Vocabulary(), form=form)
    return [WORDS.render(each) for each in feedback(verdict, response)]


@pytest.mark.parametrize("response", ["", "  ", "\n\t"])
def test_an_empty_box_is_told_to_be_empty_and_nothing_else(response: str) -> None:
    assert told("4", response) == ["No answer was given here."]


def test_a_right_answer_is_told_how_that_was_proved() -> None:
    assert told("1/2", "2/4") == ["Proved equal to the answer: exact rational arithmetic."]


def test_a_rounded_answer_is_told_that_it_is_rounded_and_not_where_it_differs() -> None:
    assert told("sqrt(48)", "6.93", "exact")[1:] == [
        (
            "Your value is the answer rounded to 2 decimals; an exact answer is asked, "
            "for example with a root or a fraction."
        )
    ]


def test_a_wrong_component_is_named() -> None:
    assert told("(-4, 4, 4)", "(-4, 4, 5)")[1:] == [
        "Look at component 3 again.",
        "Your value is about 5, the answer about 4.",
    ]


def test_a_difference_that_has_no_place_is_told_how_it_was_found() -> None:
    assert told("x = 2", "x = 3") == ["Proved different from the answer: the two are not proportional."]


def test_a_slip_of_the_sign_is_named() -> None:
    assert told("-7/sqrt(273)", "7/sqrt(273)")[1:] == [
        "Check the signs: up to the sign, your value agrees with the answer in its leading digits."
    ]


@pytest.mark.parametrize(
    ("response", "said"),
    [
        ("3,5", ["What is asked is a number; you gave a vector with 2 components.",
                 "If you meant one number, write it with a decimal point: 3.5."]),
        ("4*3^0,5", ["What is asked is a number; you gave a vector with 2 components.",
                     "If you meant one number, write it with a decimal point: 4*3^0.5."]),
        ("(3,5)", ["What is asked is a number; you gave a vector with 2 components."]),
        ("3, 5", ["What is asked is a number; you gave a vector with 2 components."]),
        ("“7/2”", ["What is asked is a number; you gave a text between quotes."]),
        ("oo", ["What is asked is a number; you gave infinity."]),
    ],
)  # fmt: skip
def test_an_answer_of_another_kind_is_told_both_kinds(response: str, said: list[str]) -> None:
    assert told("7/2", response) == said


def test_what_could_not_be_read_is_told_with_its_place_and_repair() -> None:
    assert told("4", "(21)^(1/2") == [
        "At character 6: a ( that is never closed. Expected: ) before the end.",
        "Did you mean (21)^(1/2)?",
    ]


AGREES = "Your value agrees with the answer to about"


@pytest.mark.parametrize(
    ("witness", "expected"),
    [
        (Gap(3, "6.92820", "6.92900"), [f"{AGREES} 3 digits and then differs: 6.92900 beside 6.92820."]),
        (Gap(1, "6.9", "6.1"), [f"{AGREES} 1 digit and then differs: 6.1 beside 6.9."]),
        (Gap(0, "6.92820", "48.0000"), ["Your value is about 48, the answer about 6.9282."]),
        (Point((("x", "2"), ("y", "1")), "3", "4"), ["At x = 2, y = 1, your answer is 4 where it should be 3."]),
        (Point((("x", "2.0000000"),), "fails", "holds"), ["At x = 2, your answer holds where it should not."]),
        (Point((("x", "-1/2"),), "holds", "fails"), ["At x = -1/2, your answer does not hold where it should."]),
        (Place((2, 1), None), ["Look at row 2, column 1 again."]),
        (Shape("vector 3", "number"), ["What is asked is a vector with 3 components; you gave a number."]),
        (Shape("matrix 2 1", "set"), ["What is asked is a matrix with 2 rows and 1 column; you gave a set."]),
        (Members((parse("1"), parse("2")), ()), ["Missing: 1, 2."]),
        (Members((), (parse("sqrt(2)"),)), ["Does not belong: sqrt(2)."]),
    ],
)  # fmt: skip
def test_every_witness_has_its_words(witness: Witness, expected: list[str]) -> None:
    assert [WORDS.render(each) for each in witnessed(witness)] == expected


def test_an_answer_that_agrees_without_proof_is_not_said_to_be_proved() -> None:
    verdict = Verdict(Outcome.CORRECT, Fraction(1), decision=Equal("agreement to 1000 digits", "agreement"))
    assert feedback(verdict, "x") == (message("equal.agreement", by="agreement to 1000 digits"),)


def test_a_check_of_something_else_than_equality_is_not_said_to_prove_equality() -> None:
    decision = Equal("the distance beside the tolerance")
    verdict = Verdict(Outcome.CORRECT, Fraction(1), (message("accepted.tolerance"),), decision)
    assert [WORDS.render(each) for each in feedback(verdict, "6.9")] == [
        "Decided by the distance beside the tolerance.",
        "Within the tolerance.",
    ]


def test_an_authors_words_stand_for_the_witness() -> None:
    decision = Different("ball arithmetic, 64 bits", Gap(0, "6.9", "48"))
    verdict = Verdict(Outcome.INCORRECT, Fraction(0), (message("author", text="No root!"),), decision)
    assert [each.key for each in feedback(verdict, "48")] == ["different", "author"]


def test_a_repair_is_offered_only_where_there_is_one() -> None:
    error = ResponseError("4√", Span(2, 2), "the end", "a number")
    assert list(unread(error)) == [message("unreadable", found="the end", expected="a number", position=3)]


@pytest.mark.parametrize(
    ("text", "span", "expected"),
    [
        ("4√", Span(2, 2), Excerpt("4√", "", "")),
        ("(1 + 2", Span(0, 1), Excerpt("", "(", "1 + 2")),
        ("x" * 50 + "!" + "y" * 50, Span(50, 51), Excerpt("…" + "x" * 36, "!", "y" * 36 + "…")),
        ("z" * 500, Span(0, 500), Excerpt("", "z" * 36, "z" * 36 + "…")),
    ],
)
def test_an_excerpt_is_the_text_around_the_place(text: str, span: Span, expected: Excerpt) -> None:
    assert excerpt(text, span) == expected


HARMLESS = frozenset(
    ("accepted.least", "accepted.order", "unreadable.repair", "witness.comma", "witness.shape", "witness.thousands")
)
"""What mentions such a field and tells no answer: what is said of right ones, of the text alone, and kinds."""


def test_every_sentence_that_tells_an_answer_waits_until_nobody_tries_any_more() -> None:
    telling = {
        key
        for key, sentence in words().sentences.items()
        if {name for _, name, _, _ in Formatter().parse(sentence)} & {"key", "bound", "repair", "members"}
    }
    still = {each.key for key in telling for each in withheld((message(key),))}
    assert still - {"attempts.form"} == HARMLESS | {"antiderivative.absolute", "witness.members.extra"}
