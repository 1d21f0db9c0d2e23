"""JSON lines in, JSON lines out."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest

from graders.batch.lines import LONGEST, answers, lines_of
from graders.comparison import Comparison, Key, compare, read_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graders.verdict import Verdict

FIELDS = ["id", "verdict", "score", "evidence", "by", "message", "read_as", "witness"]


def answered(*asked: object) -> list[dict[str, object]]:
    """Answer lines that are given as objects or as raw bytes."""
    raw = (each if isinstance(each, bytes) else json.dumps(each).encode() for each in asked)
    return [json.loads(line) for line in answers(line + b"\n" for line in raw)]


def message(*asked: object) -> object:
    """Give what the only answer says, which is that the line cannot be used."""
    (answer,) = answered(*asked)
    assert answer["verdict"] == "unreadable"
    assert answer["score"] == "0"
    return answer["message"]


def test_every_answer_has_the_fields_of_the_contract() -> None:
    asked = [{"id": 1, "key": "1", "response": "1"}, {"id": 2, "key": "1", "response": "("}, {"id": 3}, b"?"]
    assert [list(answer) for answer in answered(*asked)] == [FIELDS] * 4


def test_a_proof_is_told_with_its_figures() -> None:
    (answer,) = answered({"id": "a", "key": "4*sqrt(3)", "response": "√48"})
    assert answer["id"] == "a"
    assert (answer["verdict"], answer["score"], answer["evidence"]) == ("correct", "1", "proved")
    assert str(answer["by"]).startswith("separation bound, ")
    assert (answer["read_as"], answer["witness"]) == ("sqrt(48)", None)


def test_credit_for_another_form_is_an_exact_fraction() -> None:
    (answer,) = answered({"key": "1/2", "response": "0.5", "form": ["exact"]})
    assert (answer["verdict"], answer["score"]) == ("partly_correct", "1/2")


def test_a_difference_has_its_witness() -> None:
    (answer,) = answered({"key": "[1; 2]", "response": "[1; 3]"})
    assert answer["witness"] == {
        "kind": "place",
        "indices": [2],
        "inner": {"kind": "gap", "digits": 0, "key": "2.00000", "response": "3.00000"},
    }


def test_answers_come_in_the_order_of_the_lines() -> None:
    asked = [{"id": number, "key": "2", "response": str(number % 3)} for number in range(40)]
    assert [answer["id"] for answer in answered(*asked)] == list(range(40))


def test_lines_are_answered_as_they_come() -> None:
    seen: list[int] = []

    def coming() -> Iterator[bytes]:
        for number in range(3):
            seen.append(number)
            yield b'{"key": "1", "response": "1"}\n'

    going = answers(coming())
    next(going)
    assert seen == [0]


def test_a_line_that_cannot_be_used_does_not_stop_the_batch() -> None:
    good = {"id": 9, "key": "1", "response": "1"}
    assert [answer["verdict"] for answer in answered(good, b"{", good)] == ["correct", "unreadable", "correct"]


def test_lines_of_white_space_are_passed_over() -> None:
    assert len(answered(b"", b"  ", {"key": "1", "response": "1"}, b"\t")) == 1


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b"{", "the line is no JSON: Expecting property name enclosed in double quotes at character 2"),
        (b"[1]", 'the line is no JSON object, write {"key": "...", "response": "..."}'),
        (b'{"key": "\xff"}', "the line is no UTF-8: invalid start byte at byte 10"),
        (
            b'{"id": ' + b"1" * 5000 + b"}",
            "the line is no JSON that can be read: a number is too long or the nesting too deep",
        ),
        (b"[" * 100_000, "the line is no JSON that can be read: a number is too long or the nesting too deep"),
        (b" " * LONGEST + b"x", f"the line has more than {LONGEST} bytes"),
    ],
    ids=["cut off", "no object", "no UTF-8", "long number", "deep", "long"],
)
def test_what_is_no_object_is_answered_without_an_id(line: bytes, why: str) -> None:
    (answer,) = answered(line)
    assert (answer["id"], answer["message"]) == (None, why)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({}, "key is missing; response is missing"),
        ({"key": 4, "response": None}, "key must be a text between quotes; response is missing"),
        ({"key": "4", "response": "4", "form": "exact"}, 'form must be a list of texts, such as ["x", "y"]'),
        ({"key": "4", "response": "4", "variables": [1]}, 'variables must be a list of texts, such as ["x", "y"]'),
        ({"key": "4", "response": "4", "options": []}, None),
        ({"key": "4", "response": "4", "options": [1]}, 'options must be an object, such as {"notation": "plain"}'),
        (
            {"key": "4", "response": "4", "options": {"notation": []}},
            "options.notation must be a text, a number, true or false",
        ),
        ({"key": "4", "response": "4", "check": "equivalnt"}, "unknown check equivalnt, did you mean equivalent?"),
        ({"key": "4", "response": "4", "form": ["exat"]}, "unknown form exat, did you mean exact?"),
        ({"key": "4", "response": "4", "key_notation": "plan"}, "unknown notation plan, did you mean plain?"),
        ({"key": "4", "response": "4", "check": None, "form": None, "options": None, "key_notation": "plain"}, None),
    ],
)
def test_every_fault_of_a_line_is_told_at_once(fields: dict[str, object], why: str | None) -> None:
    (answer,) = answered({"id": "x", **fields})
    assert answer["id"] == "x"
    assert (answer["verdict"], answer["message"]) == ("unreadable", why) if why else answer["verdict"] == "correct"


def test_a_key_may_be_latex() -> None:
    asked = {"key": r"4\sqrt{3}", "key_notation": "latex", "response": "√48"}
    assert [answer["verdict"] for answer in answered(asked)] == ["correct"]


def test_an_option_that_cannot_be_used_beside_the_key_is_told() -> None:
    said = message({"key": "x", "response": "x", "options": {"domain": "x >"}})
    assert str(said).startswith("the domain cannot be read: ")


def test_an_unreadable_key_is_told_as_the_keys_fault() -> None:
    said = message({"key": "4√", "response": "4"})
    assert str(said).startswith("the key cannot be read: the end at character 3: ")


def test_the_names_of_the_key_and_the_declared_ones_may_be_used() -> None:
    asked = [{"key": "speed", "response": "time"}, {"key": "speed", "response": "time", "variables": ["time"]}]
    assert [answer["verdict"] for answer in answered(*asked)] == ["unreadable", "incorrect"]


def test_half_a_character_comes_back_as_an_escape() -> None:
    (line,) = answers([rb'{"id": "\ud800", "key": "1", "response": "\ud800"}'])
    assert line.isascii()
    assert json.loads(line)["id"] == "\ud800"


@pytest.mark.parametrize("name", [[1], {"a": 1}, None])
def test_an_id_that_is_no_plain_value_is_not_repeated(name: object) -> None:
    (answer,) = answered({"id": name, "key": "1", "response": "1"})
    assert answer["id"] is None


def test_a_number_that_json_does_not_know_is_not_written() -> None:
    (line,) = answers([b'{"id": NaN, "key": "1", "response": "1"}'])
    assert b"NaN" not in line


@pytest.mark.parametrize("crash", [RecursionError(), MemoryError("no room"), ZeroDivisionError("in our own code")])
def test_a_crash_goes_to_review_and_harms_no_other_line(
    crash: Exception, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def crashing(comparison: Comparison, key: Key) -> Verdict:
        if comparison.response == "666":
            raise crash
        return compare(comparison, key)

    monkeypatch.setattr("graders.batch.lines.compare", crashing)
    asked = [{"id": number, "key": "1", "response": number} for number in ("1", "666", "1")]
    first, crashed, last = answered(*asked)
    assert (first["verdict"], last["verdict"]) == ("correct", "correct")
    assert (crashed["verdict"], crashed["id"]) == ("needs_review", "666")
    assert type(crash).__name__ in str(crashed["message"])
    assert "A bug in graders" in caplog.text


def test_a_key_is_read_once_for_a_whole_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    reads: list[str] = []

    def counted(comparison: Comparison) -> Key:
        reads.append(comparison.key)
        return read_key(comparison)

    monkeypatch.setattr("graders.batch.lines.read_key", counted)
    answered(*({"key": "4√3", "response": str(number)} for number in range(5)))
    assert reads == ["4√3"]


def test_of_a_line_that_is_too_long_only_the_beginning_is_kept() -> None:
    stream = io.BytesIO(b"x" * (3 * LONGEST) + b"\nshort\n")
    assert [len(line) for line in lines_of(stream)] == [LONGEST + 1, 6]


def test_hostile_answers_are_answered_at_once() -> None:
    hostile = ["9^9^9^9", "(" * 10_000, "x" * 200_000, "√" * 5_000, "-" * 9_000 + "1", "1/(2-2)", "9" * 9_000]
    assert len(answered(*({"key": "4", "response": text} for text in hostile))) == len(hostile)
