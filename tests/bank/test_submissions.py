"""Submissions: every answer verbatim, and no answer at another's cost."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graders.bank import load_submission, read_submission
from graders.bank.lines import read_lines
from graders.bank.submissions import MOST
from graders.errors import AuthorError
from graders.submission import Submission, strays
from tests.cost import calls

if TYPE_CHECKING:
    from pathlib import Path

EUCLID, PRODUCT = "embeddings/euclidean-distance", "embeddings/inner-product"
FORM = """\
student: ada
answers:
  embeddings/euclidean-distance:
    difference: {}
    distance: {}
  embeddings/inner-product:
    product: {}
"""


def typed(*answers: str) -> Submission:
    return read_submission(FORM.format(*answers), "ada.yaml")


def answers(found: Submission) -> tuple[str, str, str]:
    return (
        found.response(EUCLID, "difference"),
        found.response(EUCLID, "distance"),
        found.response(PRODUCT, "product"),
    )


VERBATIM = (
    "(-4, 4, 4)", "[1, 2]", "[ 1,2 ]", "{1,2}", "{}", "0.50", "-7", "+7", "yes", "No", "1e3", "~", "null", "0x1F",
    "1_000", "12:30:45", "2024-01-01", "√48", "4√3", "x = 5", "f'(x)", "5!", "50%", "\\frac{1}{2}", "a*b",
    "[[1, 2], [3, 4]]", "<1, 2>", "(1; 2)", "3,5", "$x$", "--", "=", "<<", "---", "...", "a#b", "“√48”", "🎉",
)  # fmt: skip


@pytest.mark.parametrize("text", VERBATIM)
def test_what_yaml_can_read_is_kept_verbatim_and_silently(text: str) -> None:
    found = typed(text, "√48", "-7")
    assert answers(found) == (text, "√48", "-7")
    assert found.problems == ()


HOSTILE = (
    "|x|", "|", "||", "|-7", ">3", "> 3", "*x", "&x", "@", "%", "!x", "`", '"', "'", "[1, 2)", "(1, 2]", "]0, 1[",
    "{", "}", "[", "]", "-", "- 7", "? x", "?", ":", "a: b", "x :", ",", '"a" b', "'a' b", "!!int 5", "%TAG x",
    "[" * 5000, "{" * 5000,
)  # fmt: skip


@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize("text", HOSTILE)
def test_what_yaml_cannot_read_is_kept_verbatim_too(text: str, place: int) -> None:
    row = ["(-4, 4, 4)", "√48", "-7"]
    row[place] = text
    assert answers(typed(*row)) == tuple(row)


@given(
    st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from(" \t'\"[]{}|>#:,-?&*!%@`\\"), max_size=12),
    st.integers(0, 2),
)
@example(text="'", place=0)
@example(text="| # x", place=2)
def test_no_answer_changes_another(text: str, place: int) -> None:
    row = ["(-4, 4, 4)", "√48", "-7"]
    row[place] = text
    found = answers(typed(*row))
    others = [answer for at, answer in enumerate(found) if at != place]
    assert others == [answer for at, answer in enumerate(row) if at != place]


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_any_text_is_read_or_refused_for_want_of_a_student(text: str) -> None:
    found = read_submission(f"student: ada\nanswers:\n  a/b:\n{text}")
    assert found.student


PLAIN = st.sampled_from([text for text in VERBATIM if not text.startswith(("-", ".", "=")) or text == "-7"])


@given(PLAIN, PLAIN, PLAIN)
def test_reading_by_lines_agrees_with_yaml_where_both_can_read(one: str, two: str, three: str) -> None:
    text = FORM.format(one, two, three)
    found = read_lines(text, "ada.yaml")
    assert found.problems == ()
    assert tuple(answer.text for answer in found.answers) == answers(typed(one, two, three))


SHOWN = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn")), max_size=20)


@given(st.dictionaries(st.sampled_from("abc"), SHOWN), st.booleans())
def test_json_is_read_as_json_has_it(parts: dict[str, str], escaped: bool) -> None:  # noqa: FBT001 - drawn
    text = json.dumps({"student": "ada", "answers": {"topic/name": parts}}, indent="\t", ensure_ascii=escaped)
    found = read_submission(text, "ada.json")
    assert dict(found.responses[0][1]) == {name: answer.strip() for name, answer in parts.items()}


def test_escapes_cannot_bring_in_what_cannot_be_shown() -> None:
    text = r'{"student": "ada", "answers": {"a/b": {"x": "\u001b[31m", "y": "\ud800", "z": "\ud835\udd38"}}}'
    assert read_submission(text).responses == (("a/b", (("x", "�[31m"), ("y", "�"), ("z", "𝔸"))),)
    assert answers(typed(r'"\x1b[31m"', r'"\uD800"', r'"\u221A"')) == (r"\x1b[31m", r"\uD800", "√")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('{"student": "ada", "answers": {"a/b": {"x": "3"}', "no JSON: a , is missing"),
        ('{"student": "ada", "answers": [[[[', "no JSON: a value is missing"),
        ('{"student": "ada", "attempts": [{"a/b": "x"}]}', "the answers are not by exercise and part"),
        ('{"student": "ada", "answers": "x"}', "the answers are not by exercise and part"),
        ('{"answers": {"a/b": {"x": "3"}}}', "no student is named"),
    ],
)
def test_json_on_one_line_is_not_read_by_lines(line: str, told: str) -> None:
    with pytest.raises(AuthorError) as refused:
        read_submission(line, "all.jsonl:7")
    assert [problem.message for problem in refused.value.problems] == [told]
    assert read_submission('{"student": "ada"}').student == "ada"


def test_lines_of_an_answer_end_alike_whatever_wrote_them() -> None:
    text = r'{"student": "ada", "answers": {"a/b": {"x": "1\r\n+ 2\r\n"}}}'
    assert read_submission(text).responses == (("a/b", (("x", "1\n+ 2"),)),)


def test_numbers_and_lists_of_json_are_kept_verbatim() -> None:
    text = '{"student": "ada", "answers": {"a/b": {"x": 0.50, "y": [1,  2], "z": null, "w": "\\u221a48"}}}'
    assert read_submission(text).responses == (("a/b", (("x", "0.50"), ("y", "[1,  2]"), ("z", ""), ("w", "√48"))),)


def test_a_capital_that_a_keyboard_puts_costs_no_answer() -> None:
    found = read_submission("Student: ada\nAnswers:\n  plane/distance:\n    distance: √48\n", "answers.yaml")
    assert (found.student, found.response("plane/distance", "distance"), found.problems) == ("ada", "√48", ())


def test_blank_boxes_are_empty_texts() -> None:
    found = typed("", "~", '""')
    assert answers(found) == ("", "~", "")
    assert found.problems == ()


def test_quotes_are_not_part_of_an_answer_and_comments_neither() -> None:
    assert answers(typed('"√48"', "'√48'  # exact", "√48 # exact")) == ("√48", "√48", "√48")


def test_an_answer_may_take_several_lines() -> None:
    row = ("[[1, 2],\n      [3, 4]]", "|\n      first\n      second", "1 +\n      2")
    assert answers(typed(*row)) == ("[[1, 2],\n      [3, 4]]", "first\nsecond", "1 + 2")


def test_every_answer_knows_its_line() -> None:
    found = typed("1", "2", "3")
    assert (found.line(EUCLID), found.line(EUCLID, "distance"), found.line(PRODUCT, "product")) == (3, 5, 7)
    assert found.line("no/such") == 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_encodings_of_common_editors_are_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "ada.yaml"
    path.write_bytes(FORM.format("(-4, 4, 4)", "√48", "−7").replace("\n", "\r\n").encode(encoding))
    assert answers(load_submission(path)) == ("(-4, 4, 4)", "√48", "−7")


def test_bytes_of_another_encoding_cost_only_their_own_answer(tmp_path: Path) -> None:
    path = tmp_path / "ada.yaml"
    path.write_bytes(FORM.format("(-4, 4, 4)", "4·3", "-7").encode("latin-1"))
    found = load_submission(path)
    assert answers(found) == ("(-4, 4, 4)", "4�3", "-7")
    assert [problem.line for problem in found.problems] == [5]


def test_exercises_and_parts_that_do_not_exist_are_reported_with_their_line() -> None:
    text = (
        "student: ada\nanswers:\n"
        "  embeddings/inner-produkt:\n    product: 1\n"
        "  embeddings/inner-product:\n    prodct: 2\n"
    )
    found = strays(read_submission(text, "ada.yaml"), {PRODUCT: ["product"], EUCLID: ["difference", "distance"]})
    assert "\n".join(map(str, found)) == (
        "ada.yaml:3 answers.embeddings/inner-produkt: unknown exercise embeddings/inner-produkt, its answers are not"
        ' graded, did you mean "embeddings/inner-product"?\n'
        "ada.yaml:6 answers.embeddings/inner-product.prodct: unknown part prodct, its answers are not graded,"
        ' did you mean "product"?'
    )


@pytest.mark.parametrize(
    "body",
    [
        "  x: @\n" * 20_000,
        "  x: @\n" + "   y\n" * 40_000,
        "  x: " + "[{" * 100_000,
        "  x: " + '"\\' * 100_000,
        "  x: @" + ",1" * 100_000,
        "\t" * 200_000,
    ],
)
def test_a_file_is_read_in_few_steps_whatever_is_in_it(body: str) -> None:
    text = f"student: ada\nanswers:\n a/b:\n{body}"
    assert read_submission(text).student == "ada"
    assert calls(partial(read_submission, text)) < 20 * len(text)


# Several attempts

ATTEMPTS = """\
student: ada
attempts:
  - embeddings/euclidean-distance: {difference: "(1, 1, 1)", distance: 48}
  - embeddings/euclidean-distance:
      distance: √48
    embeddings/inner-product:
      product: -7
"""
ROUNDS = (
    ((EUCLID, (("difference", "(1, 1, 1)"), ("distance", "48"))),),
    ((EUCLID, (("distance", "√48"),)), (PRODUCT, (("product", "-7"),))),
)
STANDING = ((EUCLID, (("difference", "(1, 1, 1)"), ("distance", "√48"))), (PRODUCT, (("product", "-7"),)))


def test_attempts_are_listed_from_the_first_to_the_last() -> None:
    found = read_submission(ATTEMPTS, "ada.yaml")
    assert (found.earlier, found.responses, found.problems) == (ROUNDS[:1], STANDING, ())


def test_answers_beside_attempts_are_the_last_of_them() -> None:
    found = read_submission(f"{ATTEMPTS}answers:\n  {PRODUCT}: {{product: 7}}\n", "ada.yaml")
    assert found.earlier == ROUNDS
    assert found.response(PRODUCT, "product") == "7"


def test_attempts_are_read_line_by_line_where_they_are_no_yaml() -> None:
    found = read_submission(ATTEMPTS.replace("√48", "*48"), "ada.yaml")
    assert [problem.line for problem in found.problems] == [5]
    assert (found.earlier, found.response(EUCLID, "distance")) == (ROUNDS[:1], "*48")


def test_attempts_in_json_are_those_in_yaml() -> None:
    rounds = [{exercise: dict(parts) for exercise, parts in responses} for responses in ROUNDS]
    found = read_submission(json.dumps({"student": "ada", "attempts": rounds}), "ada.json")
    assert (found.earlier, found.responses, found.problems) == (ROUNDS[:1], STANDING, ())


def test_of_very_many_attempts_the_first_are_graded_and_the_file_says_so() -> None:
    rounds = [{PRODUCT: {"product": str(place)}} for place in range(MOST + 5)]
    found = read_submission(json.dumps({"student": "ada", "attempts": rounds}), "ada.json")
    assert (len(found.earlier), found.response(PRODUCT, "product")) == (MOST - 1, str(MOST - 1))
    assert [problem.message for problem in found.problems] == [
        "there are more than 100 attempts, those after them are not graded"
    ]


def test_unknown_names_are_told_of_every_attempt_once() -> None:
    found = strays(read_submission(ATTEMPTS, "ada.yaml"), {EUCLID: ["distance"]})
    assert [problem.message for problem in found] == [
        "unknown part difference, its answers are not graded",
        "unknown exercise embeddings/inner-product, its answers are not graded",
    ]
