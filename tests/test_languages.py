"""Languages: nothing that a class is shown is wired to one of them."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import get_args

import pytest

from graders.bank.model import AssignmentFields
from graders.blank import blank
from graders.press import press, press_with
from graders.report import Format
from graders.shipped import shipped
from graders.words import words
from tests.test_report import ASSIGNMENT, CLASS, EXERCISES, every_page, questions
from tests.wordless import wordless, wordless_with_prose, words_of

LANGUAGES = [file.stem for file in sorted(shipped("templates").joinpath("messages").glob("*.toml"))]
PAGES: tuple[Format, ...] = ("html", "md", "txt", "tex")

FUNCTIONS = frozenset({"dot", "sqrt", "norm", "student", "answers", "distance"})
"""What is typed or computed with, in every language, and the names of a file's fields."""


LONG = 8
"""How many letters of a sentence cannot be another language's by chance."""


class Shown(HTMLParser):
    """What a reader of an HTML page sees or is told: its text, and the labels of pictures and links."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.hidden = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.hidden = tag == "style"
        self.text += (value for name, value in attributes if name in ("aria-label", "title") and value)

    def handle_endtag(self, _: str) -> None:
        self.hidden = False

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.text.append(data)


def seen(page: str, format: Format) -> str:
    """Give what a reader sees of a page."""
    if format == "html":
        shown = Shown()
        shown.feed(page)
        return " ".join(shown.text)
    if format == "md":
        return re.sub(r"\]\([^)]*\)|\$\$[^$]*\$\$|\$[^$]*\$|</?\w+>", " ", page)
    if format == "tex":
        body = page.partition("\\begin{document}")[2]
        plain = re.sub(r"\\(?:begin|end)\{[a-z*]+\}(?:\{\w+\})?|\$[^$]*\$|\\[a-zA-Z]+\*?|U\+[0-9A-F]+", " ", body)
        return re.sub(r"\d+em", " ", plain)
    return page


def content() -> set[str]:
    """Give the words of what is no sentence of ours: exercises, students, and what they typed."""
    theirs = [ASSIGNMENT.title, *FUNCTIONS]
    for exercise in EXERCISES.values():
        theirs += [exercise.id, exercise.title, exercise.question, exercise.solution]
        theirs += [text for part in exercise.parts for text in (part.id, part.ask, *(one.say for one in part.malrules))]
    for student, responses in CLASS.items():
        theirs += [student.id, student.name, *responses]
    return words_of(" ".join(theirs))


@pytest.mark.parametrize("format", PAGES)
def test_in_a_language_without_words_no_page_has_any(format: Format) -> None:
    allowed = content() | {"yaml"}
    for name, page in every_page(format, press_with(*wordless_with_prose())).items():
        assert sorted(words_of(seen(page, format)) - allowed) == [], name


def test_in_a_language_without_words_the_file_to_fill_in_has_none() -> None:
    student = next(iter(CLASS))
    page = blank(ASSIGNMENT, student, questions(), str, wordless())
    assert words_of(page) <= content()


@pytest.mark.parametrize("format", get_args(Format))
def test_no_english_sentence_is_left_on_a_german_page(format: Format) -> None:
    sentences = words("en").sentences.values()
    literals = {part.strip() for text in sentences for part in re.split(r"\{[^}]*\}|`[^`]*`", text) if len(part) > LONG}
    pages = every_page(format, press("de")).items()
    found = {(name, part) for name, page in pages for part in literals if part in seen(page, format)}
    assert found == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_says_in_which_language_it_is(lang: str) -> None:
    assert all(f'<html lang="{lang}">' in page for page in every_page("html", press(lang)).values())


def test_an_assignment_may_be_in_every_language_that_there_is() -> None:
    assert sorted(get_args(AssignmentFields.model_fields["lang"].annotation)) == LANGUAGES
