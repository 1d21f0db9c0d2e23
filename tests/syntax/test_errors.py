"""What is said about a text that cannot be read: the place, what was found, what was expected, and a repair."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graders.errors import ResponseError, Span
from graders.syntax import OPEN, Vocabulary, limits, parse
from tests.syntax.tables import READINGS, REFUSALS, Reading, Refusal

ONLY_X = Vocabulary(frozenset("x"))


def refused(text: str, vocabulary: Vocabulary = ONLY_X) -> ResponseError:
    with pytest.raises(ResponseError) as caught:
        parse(text, vocabulary)
    return caught.value


def refusal(text: str, vocabulary: Vocabulary) -> ResponseError | None:
    try:
        parse(text, vocabulary)
    except ResponseError as error:
        return error
    return None


@pytest.mark.parametrize("row", REFUSALS, ids=str)
def test_the_whole_message_teaches(row: Refusal) -> None:
    assert refused(row.typed).pointed() == f"{row.typed}\n{row.place}\n{row.says}"


@pytest.mark.parametrize("row", REFUSALS, ids=str)
def test_a_repair_can_be_read(row: Refusal) -> None:
    repair = refused(row.typed).repair
    if repair:
        parse(repair, ONLY_X)


def test_an_unclosed_bracket_is_pointed_at_from_where_it_opens_to_where_its_end_was_missed() -> None:
    assert refused("2*(3+4").span == Span(2, 6)
    assert refused("(1, (2; 3)").span == Span(0, 10)


def test_names_of_the_question_are_offered_and_others_told_apart() -> None:
    error = refused("speeed + 1", Vocabulary(frozenset({"speed", "time"})))
    assert (error.expected, error.repair) == ("a name of this question (speed, time) or a function", "speed + 1")
    assert refused("squroot(2)", Vocabulary()).expected == "a number or a function such as sqrt"


def test_a_comma_in_a_row_of_digits_is_refused_where_commas_are_decimal() -> None:
    error = refused("(1,2,3)", Vocabulary(decimal_comma=True))
    assert error.pointed() == (
        "(1,2,3)\n ~~~~^\nmore than one comma in a row of digits at character 2: a ; between the parts of an answer"
    )
    assert refused("1,234,5", Vocabulary(decimal_comma=True)).found == "more than one comma in a row of digits"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("1" * 6000, "a text of 6000 characters", id="length"),
        pytest.param("1+" * 1500 + "1", "a text of very many signs", id="tokens"),
        pytest.param("9" * 2000, "a number of very many digits", id="digits"),
        pytest.param("1e123456", "a number of very many digits", id="exponent"),
        pytest.param("(" * 200 + "1" + ")" * 200, "expressions inside one another very deeply", id="depth"),
        pytest.param("√" * 200 + "1", "roots inside one another very deeply", id="roots"),
        pytest.param("2" + "^2" * 200, "expressions inside one another very deeply", id="towers"),
        pytest.param("1" + "/2" * 200, "expressions inside one another very deeply", id="height"),
        pytest.param("x" + "!%" * 50, "expressions inside one another very deeply", id="signs behind"),
    ],
)
def test_what_is_too_large_is_refused_with_its_reason(text: str, found: str) -> None:
    assert refused(text).found == found


def test_a_long_text_is_drawn_as_the_window_around_the_place() -> None:
    line, carets, _ = refused("1+" * 60 + "*2+" + "1+" * 60 + "1").pointed().split("\n")
    assert (line[0], line[-1]) == ("…", "…")
    assert len(line) == 74
    assert line[carets.index("^")] == "*"


texts = st.text(
    st.sampled_from("0123456789.,;xyeπ√()[]{}<>|‖+-*/^!%°'=≠_²⁻ⁿᵀ \t\"&U∪∞½") | st.characters(), max_size=30
)


@settings(max_examples=400, derandomize=True, deadline=None)
@given(texts, st.sampled_from((OPEN, ONLY_X, Vocabulary(frozenset({"e", "x_1"}), decimal_comma=True))))
def test_no_text_raises_anything_but_a_response_error(text: str, vocabulary: Vocabulary) -> None:
    error = refusal(text, vocabulary)
    if error is not None:
        assert 0 <= error.span.start <= error.span.end <= len(text)
        assert str(error) in error.pointed()


@settings(max_examples=400, derandomize=True, deadline=None)
@given(st.sampled_from(READINGS), st.data())
def test_a_slip_in_a_readable_text_raises_nothing_else_either(row: Reading, draw: st.DataObject) -> None:
    start = draw.draw(st.integers(0, len(row.typed)))
    end = draw.draw(st.integers(start, len(row.typed)))
    slipped = row.typed[:start] + draw.draw(texts) + row.typed[end:]
    error = refusal(slipped, row.vocabulary)
    assert error is None or len(error.repair) <= limits.REPAIR
