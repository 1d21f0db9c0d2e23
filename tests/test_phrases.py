"""What the mathematics says: in English where it is said, and in every other language by its template."""

from __future__ import annotations

import pickle
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.phrases import Phrase, joined, phrase, said
from graders.shipped import shipped
from graders.syntax.names import FUNCTIONS
from graders.words import words
from tests.spoken import forgotten, spoken
from tests.syntax.tables import REFUSALS, Refusal
from tests.syntax.test_errors import refused
from tests.wordless import wordless, words_of

BARE = wordless()
LANGUAGES = [file.stem for file in sorted(shipped("templates").joinpath("phrases").glob("*.toml"))]
GERMAN = words("de")


def fields_of(template: str) -> set[str]:
    try:
        return {name for _, name, _, _ in Formatter().parse(template) if name and name.isidentifier()}
    except ValueError:
        return set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_phrase_is_translated_and_no_translation_is_left_over(lang: str) -> None:
    table, found = set(words(lang).phrases), spoken()
    assert (sorted(found - table), sorted(table - found)) == ([], [])


def test_every_language_but_english_has_its_phrases() -> None:
    sentences = {file.stem for file in shipped("templates").joinpath("messages").glob("*.toml")}
    assert sentences - {"en"} == set(LANGUAGES)


def test_phrases_with_fields_keep_their_templates() -> None:
    """An f-string forgets what it was made of, and no other language can say it: ``phrase("a {sign}", sign=...)``."""
    assert not list(forgotten())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_translation_mentions_the_fields_of_its_template(lang: str) -> None:
    table = words(lang).phrases
    assert {said: fields_of(said) for said in table} == {said: fields_of(text) for said, text in table.items()}


def test_a_phrase_is_its_english_text() -> None:
    assert phrase("the sign {sign}", sign="#") == "the sign #"
    assert phrase("{bits} bits at {points} points", bits=200, points=12) == "200 bits at 12 points"


def test_a_phrase_is_said_in_another_language_with_what_was_typed_left_alone() -> None:
    assert GERMAN.phrase(phrase("the sign {shown}", shown="#")) == "das Zeichen #"
    assert GERMAN.phrase("division by zero") == "Division durch null"
    assert GERMAN.phrase("an answer that nobody foresaw") == "an answer that nobody foresaw"


def test_phrases_inside_phrases_are_said_too() -> None:
    assert GERMAN.phrase(phrase("no value: {why}", why=said("division by zero"))) == "kein Wert: Division durch null"
    assert GERMAN.phrase(joined(("exact rational arithmetic", phrase("separation bound, {bits} bits", bits=49)))) == (
        "exakte Rechnung mit Brüchen; Trennungsschranke, 49 Bit"
    )


def test_what_was_typed_is_never_taken_for_a_phrase() -> None:
    assert GERMAN.phrase(phrase("the unknown name {shown}", shown="nothing")) == "der unbekannte Name nothing"


def test_joined_phrases_are_said_once_each() -> None:
    assert joined(("a tab", "a tab", "a size")) == "a tab; a size"
    assert joined(()) == ""


@given(st.text())
def test_a_phrase_travels_whole_whatever_was_typed(typed: str) -> None:
    here = phrase("the unknown name {shown}", shown=typed)
    there = pickle.loads(pickle.dumps(here))  # noqa: S301 - it was written a moment ago
    assert isinstance(there, Phrase)
    assert (there, GERMAN.phrase(there)) == (here, f"der unbekannte Name {typed}")


COMMANDS = frozenset({"boxed", "frac", "sqrt", "lim", "not", "right", "left", "end", "begin", "dx", "to", *FUNCTIONS})


@pytest.mark.parametrize("row", REFUSALS, ids=str)
def test_nothing_about_an_unreadable_text_is_wired_to_a_language(row: Refusal) -> None:
    """In a language without words, only what was typed and what is typed in every language is left."""
    error = refused(row.typed)
    left = words_of(BARE.phrase(error.found)) | words_of(BARE.phrase(error.expected))
    assert left <= words_of(row.typed) | words_of(error.repair) | COMMANDS
