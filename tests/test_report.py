"""Pages: whole snapshots, and the laws that keep them readable, harmless and silent about keys."""

from __future__ import annotations

import json
import os
import re
from dataclasses import replace
from fractions import Fraction
from html.parser import HTMLParser
from itertools import pairwise
from math import comb
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graders.assignment import Assignment, Item, Student
from graders.errors import AuthorError, Problem
from graders.exercise import Derived, Exercise, MalRule, Parameter, Part
from graders.gradebook import LOOKED_AT, STANDINGS, Row, gradebook_csv
from graders.grading import GradedSubmission, grade_submission
from graders.issued import Handout, IssuedVariant
from graders.kept import Source, kept, row, to_line
from graders.press import Press, letter, press
from graders.question import Question, pose
from graders.report import SUMMARIES, WRITTEN, Format, class_summary, sheet, student_report
from graders.shipped import shipped
from graders.statistics import summarised
from graders.statistics.variants import Group, Oddity
from graders.submission import Submission
from graders.syntax import parse, to_text
from graders.variant import make_variant
from graders.words import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graders.statistics import Summary

FORMATS: tuple[Format, ...] = get_args(Format)
SNAPSHOTS = Path(__file__).parent / "snapshots"

VECTORS = (Parameter("a", parse("vector(3, -5..5)")), Parameter("b", parse("vector(3, -5..5)")))
DISTANCE = Exercise(
    id="embeddings/distance",
    title="Euclidean distance",
    question=r"Find $d(\boldsymbol a, \boldsymbol b)$ for $\boldsymbol a = {{ a }}$ and $\boldsymbol b = {{ b }}$.",
    parts=(
        Part("difference", r"The difference $\boldsymbol a - \boldsymbol b$", parse("d")),
        Part(
            "distance",
            r"The distance $\|\boldsymbol a - \boldsymbol b\|_2$",
            parse("distance"),
            Fraction(2),
            form=("exact",),
            malrules=(MalRule(parse("q"), "You stopped before the square root: $d^2 = {{ q }}$.", Fraction(1, 2)),),
        ),
    ),
    given=VECTORS,
    derive=(Derived("d", parse("a - b")), Derived("q", parse("dot(d, d)")), Derived("distance", parse("sqrt(q)"))),
    solution="First the difference, then its length:\n\n{{ steps }}\n\nAs in the *lecture*.",
)
INNER = Exercise(
    id="embeddings/inner-product",
    title="Inner product",
    question="Find the inner product of {{ a }} and {{ b }}.",
    parts=(Part("product", r"The inner product $\langle \boldsymbol a, \boldsymbol b \rangle$", parse("p")),),
    given=VECTORS,
    derive=(Derived("p", parse("dot(a, b)")),),
)
EXERCISES = {exercise.id: exercise for exercise in (DISTANCE, INNER)}
ASSIGNMENT = Assignment("Embeddings & distances", "7", (Item(DISTANCE.id), Item(INNER.id, Fraction(1, 2))))
VALUES = (("a", parse("(-1, 4, 2)")), ("b", parse("(3, 0, -2)")))
ISSUED = {name: make_variant(exercise, 17, VALUES) for name, exercise in EXERCISES.items()}
CLASS = {
    Student("ada", "Ada Lovelace"): ("(-4, 4, 4)", "√48", "-7"),
    Student("emmy", "Emmy Noether"): ("(-4, 4, -4)", "6.93", "-7"),
    Student("kurt", "Kurt <Gödel>"): ("(1, 2)", "48", "=1+1"),
    Student("sonja", "Соня"): ("<script>alert(1)</script>", "4√", ""),
    Student("=omar", "عمر"): ("1/0", "√48\u202e`|*", "7"),
}


def graded(student: Student, responses: Sequence[str]) -> GradedSubmission:
    texts = iter(responses)
    boxes = tuple(
        (name, tuple((part.id, next(texts)) for part in exercise.parts)) for name, exercise in EXERCISES.items()
    )
    problems = (Problem("this line belongs to no answer", "sonja.yaml", 3),) if student.id == "sonja" else ()
    submission = Submission(student.id, boxes, f"{student.id}.yaml", problems)
    return grade_submission(ASSIGNMENT, EXERCISES, student, ISSUED, submission)


def questions() -> tuple[Question, ...]:
    return tuple(pose(exercise, ISSUED[name]) for name, exercise in EXERCISES.items())


def rows() -> Iterator[Row]:
    return (line_of(graded(student, responses)) for student, responses in CLASS.items())


def class_of() -> Summary:
    return summarised(ASSIGNMENT.title, rows())


def line_of(submission: GradedSubmission) -> Row:
    given = tuple(IssuedVariant(name, each.number, (), each.digest, "") for name, each in ISSUED.items())
    return row(to_line(kept(submission, Handout(submission.student, given), EXERCISES, Source("answers.yaml"))))


PRESS = press()


def every_page(format: Format, printing: Press = PRESS) -> dict[str, str]:
    student = Student("ada", "Ada Lovelace")
    reports = {
        f"report-{letter(place)}": student_report(graded(*each), format, printing)
        for place, each in enumerate(CLASS.items(), start=1)
    }
    reports["sheet"] = sheet(ASSIGNMENT, student, questions(), format, printing)
    if format in SUMMARIES:
        links = {"ada": "ada/report.html"}
        reports["class"] = "".join(class_summary(summarised(ASSIGNMENT.title, rows()), format, printing, links=links))
    return reports


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return every_page("html")


# Whole pages: SNAPSHOTS=write pytest tests/test_report.py writes them anew, for the eye to judge


@pytest.mark.parametrize("format", FORMATS)
def test_every_page_is_as_it_was_when_it_was_last_looked_at(format: Format) -> None:
    for name, page in every_page(format).items():
        assert_snapshot(f"{name}.{format}", page)


def test_the_gradebook_is_as_it_was_when_it_was_last_looked_at() -> None:
    assert_snapshot("gradebook.csv", "".join(gradebook_csv(list(rows()))))


def assert_snapshot(name: str, page: str) -> None:
    file = SNAPSHOTS / name
    page = STYLE.sub("<style></style>", page)
    if os.environ.get("SNAPSHOTS") == "write":
        file.parent.mkdir(exist_ok=True)
        file.write_text(page, encoding="utf-8")
    assert page == file.read_text(encoding="utf-8")


STYLE = re.compile("<style>.*?</style>", re.DOTALL)


def test_a_page_is_the_same_every_time(pages: dict[str, str]) -> None:
    assert every_page("html") == pages == every_page("html", press())


# HTML


class Outline(HTMLParser):
    """The elements of a page with their attributes, its text, and whether it is well nested."""

    VOID = frozenset(("meta", "br", "hr", "path", "circle", "rect", "line", "input"))

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.open: list[str] = []
        self.slips: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attributes)))
        if len(dict(attributes)) != len(attributes):
            self.slips.append(f"an attribute twice in {tag}")
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attributes)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.slips.append(f"</{tag}> out of turn at {self.getpos()}")

    def handle_data(self, text: str) -> None:
        if self.open and self.open[-1] != "style":
            self.text += text

    def all(self, attribute: str) -> list[str]:
        return [value for _, attributes in self.elements if (value := attributes.get(attribute)) is not None]


def test_every_page_is_well_nested(pages: dict[str, str]) -> None:
    outlines = {name: Outline(page) for name, page in pages.items()}
    assert {name: outline.slips + outline.open for name, outline in outlines.items()} == {name: [] for name in pages}


def test_every_page_says_its_language_and_fits_a_phone(pages: dict[str, str]) -> None:
    for page in pages.values():
        elements = Outline(page).elements
        assert ("html", {"lang": "en"}) in elements
        assert ("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}) in elements


def test_no_page_asks_for_anything_outside_itself(pages: dict[str, str]) -> None:
    for page in pages.values():
        outline = Outline(page)
        names = {tag for tag, _ in outline.elements}
        assert not names & {"script", "link", "img", "iframe", "object", "embed", "base", "form", "audio", "video"}
        assert not outline.all("src")
        assert not outline.all("onclick")
        assert all(address.startswith("#") or address == "ada/report.html" for address in outline.all("href"))
        assert "url(" not in page
        assert "@import" not in page


def test_headings_are_in_order(pages: dict[str, str]) -> None:
    for page in pages.values():
        levels = [int(tag[1]) for tag, _ in Outline(page).elements if re.fullmatch("h[1-6]", tag)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_id_is_one_and_every_reference_leads_to_one(pages: dict[str, str]) -> None:
    for page in pages.values():
        outline = Outline(page)
        ids = outline.all("id")
        references = [address[1:] for address in outline.all("href") if address.startswith("#")]
        assert len(set(ids)) == len(ids)
        assert {*references, *outline.all("aria-labelledby")} <= set(ids)


def test_a_verdict_is_told_by_a_word_and_a_sign_and_not_by_colour_alone(pages: dict[str, str]) -> None:
    verdicts = re.findall('<p class="verdict">(.*?)</p>', "".join(pages.values()))
    assert len(verdicts) == 3 * len(CLASS)
    assert all(
        re.match(r'<svg class="icon \w+".*</svg> <span class="word">[A-Z][a-z ]+</span>', each) for each in verdicts
    )


def luminance(colour: str) -> float:
    shares = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def palettes() -> list[dict[str, str]]:
    style = shipped("templates").joinpath("html", "style.css").read_text(encoding="utf-8")
    light, dark = (
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", part))
        for part in re.findall(r":root \{(.*?)\}", style, re.DOTALL)[:2]
    )
    return [light, light | dark]


@pytest.mark.parametrize("palette", palettes(), ids=["light", "dark"])
def test_every_colour_of_text_stands_out_enough(palette: dict[str, str]) -> None:
    inks = ["ink", "quiet", "link", *STANDINGS]
    pairs = [(ink, paper) for ink in inks for paper in ("paper", "leaf")] + [("ink", "marked")]
    assert {
        pair: round(contrast(palette[pair[0]], palette[pair[1]]), 2)
        for pair in pairs
        if contrast(palette[pair[0]], palette[pair[1]]) < 4.5
    } == {}


# What students type


ODD = st.text(st.one_of(st.sampled_from("<>&\"'`$\\|*_[](){}√-^/ \n\u202e\ud8001x"), st.characters()), max_size=30)
EVERY_PAGE_HAS = """html head meta title style body header main footer nav section article details summary div
    h1 h2 h3 p ol ul li dl dt dd a span strong em bdi pre mark code svg path circle
    math mrow mi mn mo mtext msup msub msubsup mfrac msqrt mroot mtable mtr mtd"""


@settings(max_examples=25)
@given(ODD.filter(str.strip))
def test_a_response_is_shown_as_written_and_never_becomes_markup(response: str) -> None:
    submission = graded(Student("ada", "Ada"), (response, response, response))
    page = Outline(student_report(submission, "html", PRESS))
    assert page.slips == []
    assert {tag for tag, _ in page.elements} <= set(EVERY_PAGE_HAS.split())
    assert page.text.count(visible(response.strip())) >= 3


@settings(max_examples=25)
@given(ODD.filter(str.strip))
def test_the_json_report_has_every_response_exactly(response: str) -> None:
    submission = graded(Student(response, response), (response, response, response))
    report = json.loads(student_report(submission, "json", PRESS).encode())
    assert report["student"] == {"id": response, "name": response}
    assert [part["response"] for part in report["exercises"][0]["parts"]] == [response, response]


@settings(max_examples=25)
@given(ODD.filter(str.strip))
def test_every_format_of_every_page_can_be_written_to_a_file(text: str) -> None:
    student = Student(text, text)
    submission = graded(student, (text, text, text))
    for format in FORMATS:
        student_report(submission, format, PRESS).encode()
        sheet(ASSIGNMENT, student, questions(), format, PRESS).encode()
        if format in SUMMARIES:
            "".join(class_summary(summarised("Embeddings", [line_of(submission)]), format, PRESS)).encode()


@pytest.mark.parametrize("response", ["1+" * 4000 + "1", "x" * 20_000, "(" * 10_000, "9" * 900])
def test_a_long_response_does_not_make_a_long_page(response: str) -> None:
    page = student_report(graded(Student("ada", "Ada"), (response, response, response)), "html", PRESS)
    assert len(page) < 40_000


def test_an_unreadable_response_is_shown_with_the_place_marked(pages: dict[str, str]) -> None:
    assert '<bdi>4√<mark> </mark></bdi>\n<span class="caret" aria-hidden="true">  ^</span></pre>' in pages["report-d"]
    assert "<bdi>&lt;<mark>script</mark>&gt;alert(1)&lt;/script&gt;</bdi>" in pages["report-d"]


# Keys


@pytest.mark.parametrize("format", FORMATS)
def test_no_sheet_holds_a_key(format: Format) -> None:
    page = sheet(ASSIGNMENT, Student("ada", "Ada Lovelace"), questions(), format, PRESS)
    keys = {to_text(value) for variant in ISSUED.values() for _, value in variant.derived}
    assert keys == {"(-4, 4, 4)", "48", "4*sqrt(3)", "-7"}
    assert not any(key in page for key in keys - {"-7"})
    assert not re.search(r"[-−]7\b", page)


def test_every_way_of_typing_on_a_sheet_can_be_read() -> None:
    assert [to_text(parse(text)) for text in WRITTEN] == [
        "sqrt(20)", "sqrt(20)", "2*sqrt(5)", "-3/sqrt(14)", "2^5", "(1, 0, -2)",
    ]  # fmt: skip


# Marks and solutions


def test_marks_are_exact_in_json() -> None:
    report = json.loads(student_report(graded(Student("kurt", "Kurt"), ("(1, 2)", "48", "-7")), "json", PRESS))
    assert (report["mark"], report["points"]) == ("3/2", "7/2")
    assert [part["mark"] for part in report["exercises"][0]["parts"]] == ["0", "1"]


def test_the_worked_lines_stand_where_the_solution_says(pages: dict[str, str]) -> None:
    solution = pages["report-a"].partition("<details>")[2].partition("</details>")[0]
    places = [solution.index(text) for text in ("First the difference", 'class="worked"', "As in the <em>lecture</em>")]
    assert places == sorted(places)


def test_an_authors_broken_latex_is_reported_with_its_exercise() -> None:
    question = Question("topic/name", "Title", r"Find $\frac{1$.", ())
    with pytest.raises(AuthorError) as caught:
        sheet(ASSIGNMENT, Student("ada", "Ada"), [question], "html", PRESS)
    assert caught.value.problems[0].file == "topic/name"


def test_a_class_without_students_has_a_page() -> None:
    for format in FORMATS:
        if format in SUMMARIES:
            assert "Embeddings" in "".join(class_summary(summarised("Embeddings", ()), format, PRESS))


@pytest.mark.parametrize(("format", "mark"), [("html", "Step 1: from here on"), ("md", "✗ Step 1: from here on")])
def test_the_step_where_the_path_was_left_is_marked_in_words_with_what_was_answered(format: Format, mark: str) -> None:
    page = student_report(graded(Student("emmy", "Emmy"), ("(-4, 4, -4)", "√48", "-7")), format, PRESS)
    solution = page[page.index("<details>") : page.index("</details>")]
    assert solution.count(mark) == 1
    assert "(-4, 4, -4)" in solution
    assert "from here on" not in page[page.index("</details>") :]


def test_json_names_the_parts_that_left_the_path_at_a_step() -> None:
    page = student_report(graded(Student("emmy", "Emmy"), ("(-4, 4, -4)", "√48", "-7")), "json", PRESS)
    lines = json.loads(page)["exercises"][0]["solution"]
    assert {line["name"]: line["left_by"] for line in lines if line["left"]} == {"d": ["difference"]}


def test_a_chance_that_is_too_long_to_write_is_rounded_up() -> None:
    def written(chance: Fraction) -> str:
        odd = Oddity("t/e", "p", 1, Group(8_000), Group(8_000, 8_000), chance)
        page = "".join(class_summary(replace(class_of(), odd=(odd,)), "json", PRESS))
        return str(json.loads(page)["variants"]["odd"][0]["chance"])

    assert written(Fraction(2, comb(16_000, 8_000))) == f"1/{10**50}"
    assert written(Fraction(2, comb(1_600, 800))) == str(Fraction(2, comb(1_600, 800)))


@pytest.mark.parametrize("format", sorted(SUMMARIES - {"json"}))
def test_the_page_of_a_class_needs_of_each_student_only_what_a_person_has_to_look_at(format: Format) -> None:
    brief = summarised(ASSIGNMENT.title, rows(), whole=False)
    assert list(class_summary(brief, format, PRESS)) == list(class_summary(class_of(), format, PRESS))
    assert list(gradebook_csv(brief.rows)) == list(gradebook_csv(list(rows())))
    assert {box.standing for row in brief.rows for box in row.boxes} <= set(LOOKED_AT)
    assert sum(len(row.boxes) for row in brief.rows) < sum(len(row.boxes) for row in rows())
