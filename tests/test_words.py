"""Sentences: one for every key, none to spare, and nothing a student typed becomes markup."""

from __future__ import annotations

import ast
import re
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from graders.blank import EXAMPLES
from graders.equivalence.kinds import KINDS
from graders.errors import OurError
from graders.form import FORMS
from graders.gradebook import STANDINGS
from graders.malrules.catalogue import CATALOGUE
from graders.press import press
from graders.shipped import shipped
from graders.statistics import summarised
from graders.syntax import parse
from graders.syntax.tree import Integer, Listing
from graders.texsigns import LATIN, LETTERS
from graders.verdict import message
from graders.words import Medium, Words, code, escaped, render, visible, words

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

ROOT = Path(__file__).parents[1]
LANGUAGES = [file.stem for file in sorted(shipped("templates").joinpath("messages").glob("*.toml"))]


EMPTY = summarised("", ())

FAMILIES: Mapping[str, Collection[str]] = {
    "outcome.": STANDINGS,
    "form.": FORMS,
    "asked.": FORMS,
    "malrule.": [rule.name for rule in CATALOGUE],
    "summary.order.": [name for orders in (EMPTY.orders_of_rows, EMPTY.orders_of_items) for name, _ in orders],
}


def used_keys() -> set[str]:
    """Give every key that the package and its templates name; an open end stands for its family."""
    named: set[str] = set()
    for file in sorted((ROOT / "graders").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_bytes())):
            if isinstance(node, ast.Call) and _names_a_key(node.func):
                texts = (part.value for part in ast.walk(node.args[0]) if isinstance(part, ast.Constant))
                named |= {text for text in texts if isinstance(text, str)}
    for file in sorted(shipped("templates").rglob("*.*")):
        text = file.read_text(encoding="utf-8")
        named |= set(re.findall(r"""\bsay\(["']([\w.]+)["']""", text))
        named |= set(re.findall(r'"(summary\.[\w.]+)"', text))
    named |= {f"kind.{kind}" for kind in KINDS}
    named |= {key for key, _, _ in EXAMPLES}
    families = named & set(FAMILIES)
    return (named - families) | {f"{family}{member}" for family in families for member in FAMILIES[family]}


def test_every_kind_that_a_check_asks_for_is_told() -> None:
    calls = (node for file in (ROOT / "graders").rglob("*.py") for node in ast.walk(ast.parse(file.read_bytes())))
    shapes = (node.args for node in calls if isinstance(node, ast.Call) and ast.unparse(node.func) == "Shape")
    asked = {part.value for args in shapes for part in args if isinstance(part, ast.Constant)}
    assert asked
    assert asked <= set(KINDS)


def _names_a_key(called: ast.expr) -> bool:
    match called:
        case ast.Name(id="message") | ast.Attribute(value=ast.Name(id="words" | "sentences"), attr="say"):
            return True
        case _:
            return False


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_key_that_is_used_has_a_sentence_and_every_sentence_is_used(lang: str) -> None:
    used, there = used_keys(), set(words(lang).sentences)
    assert (sorted(used - there), sorted(there - used)) == ([], [])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sentence_mentions_the_same_fields_in_every_language(lang: str) -> None:
    def mentioned(sentence: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(sentence) if name}

    english = words("en").sentences
    assert {key: mentioned(text) for key, text in words(lang).sentences.items()} == {
        key: mentioned(text) for key, text in english.items()
    }


OPPOSITE = parse("-x")


@pytest.mark.parametrize(
    ("medium", "expected"),
    [
        ("text", "The value is -x, <b>."),
        (
            "html",
            'The value is <math alttext="-x"><mrow><mo form="prefix">−</mo><mi>x</mi></mrow></math>, &lt;b&gt;.',
        ),
        ("markdown", r"The value is $-x$, \<b\>."),
        ("latex", r"The value is $-x$, <b>."),
    ],
)
def test_a_field_is_set_as_its_type_and_medium_want_it(medium: Medium, expected: str) -> None:
    own = Words("en", {"k": "The value is {x}, {y}."}, escaped)
    assert own.render(message("k", x=OPPOSITE, y="<b>"), medium) == expected


@pytest.mark.parametrize(
    ("sentence", "medium", "expected"),
    [
        ("{n:digit|digits}", "text", "1 digit"),
        ("{m:digit|digits}", "text", "3/2 digits"),
        ("{m:strong}", "text", "3/2"),
        ("{m:strong}", "html", "<strong>3/2</strong>"),
        ("{m:strong}", "markdown", "**3/2**"),
        ("{m:strong}", "latex", r"\textbf{3/2}"),
        ("{z}", "text", "-2"),
        ("{z}", "html", "−2"),
        ("{s:code}", "text", "a`b|<"),
        ("{s:code}", "html", "<code>a`b|&lt;</code>"),
        ("{s:code}", "markdown", "``a`b|<``"),
        ("{s:code}", "latex", r"\texttt{a\textasciigrave{}b|<}"),
        ("Type `√48` & go", "text", "Type √48 & go"),
        ("Type `√48` & go", "html", "Type <code>√48</code> &amp; go"),
        ("Type `√48` & go", "markdown", "Type `√48` & go"),
        ("Type `√48` & go", "latex", r"Type \texttt{\ensuremath{\surd}48} \& go"),
    ],
)
def test_a_sentence_says_how_its_fields_are_written(sentence: str, medium: Medium, expected: str) -> None:
    own = Words("en", {"k": sentence}, escaped)
    assert own.say("k", medium, n=1, m=Fraction(3, 2), z=-2, s="a`b|<") == expected


@pytest.mark.parametrize("medium", ["text", "html", "markdown", "latex"])
def test_a_sentence_shows_no_more_than_somebody_reads(medium: Medium) -> None:
    told = message("space.outside", part=Listing(tuple(map(Integer, range(4_000)))))
    assert escaped("…", medium) in words().render(told, medium)
    assert len(words().render(told, medium)) < 200


def test_authors_prose_is_set_by_whoever_can_set_it() -> None:
    own = Words("en", {"k": "{text:prose}"}, lambda text, medium: f"{medium}: {text}")
    assert own.say("k", "html", text="See $x$") == "html: See $x$"


def test_a_key_without_a_sentence_is_our_error() -> None:
    with pytest.raises(OurError, match="no sentence for nowhere"):
        render(message("nowhere"))


def test_a_message_without_a_field_of_its_sentence_is_our_error() -> None:
    with pytest.raises(OurError, match="mentions by, which the message lacks"):
        render(message("equal"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("√48 − é ∛", "√48 − é ∛"),
        ("a\nb\tc\u00a0d", "a⏎b c d"),
        ("a\u202eb\x00c\ud800", "a⟨U+202E⟩b⟨U+0000⟩c⟨U+D800⟩"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_what_would_not_print_is_shown_by_its_number(text: str, expected: str) -> None:
    assert visible(text) == expected


TEXTS = st.text(st.one_of(st.sampled_from("<>&\"'`*_[]()#+-.!|$\\~=1a \n\r\t\u202e\ud800\0"), st.characters()))


class Read(HTMLParser):
    """What a browser would show, and which elements it would make."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.elements: list[str] = []

    def handle_starttag(self, tag: str, _: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def read(page: str) -> Read:
    reader = Read()
    reader.feed(page)
    reader.close()
    return reader


@given(TEXTS)
def test_no_text_becomes_markup_in_html(text: str) -> None:
    assert read(escaped(text, "html")).elements == []
    assert read(escaped(text, "html")).text == visible(text)
    assert read(code(text, "html")).elements == ["code"]


@given(TEXTS)
def test_no_text_becomes_markup_in_markdown(text: str) -> None:
    page = read(MarkdownIt("gfm-like", {"linkify": False}).render(escaped(text, "markdown")))
    assert set(page.elements) <= {"p"}
    assert page.text.split() == visible(text).split()


@given(TEXTS)
def test_typed_text_stays_typed_text_in_markdown(text: str) -> None:
    page = read(MarkdownIt("commonmark").render(f"You wrote: {code(text, 'markdown')}"))
    assert page.elements == ["p", "code"]
    assert page.text.split() == ["You", "wrote:", *visible(text).split()]


@given(TEXTS)
def test_no_text_becomes_a_command_in_latex(text: str) -> None:
    """What stands between the commands that we write is plain: no brace without its partner, no sign of LaTeX's own."""
    plain = re.sub(r"\\(?:[{}$&#%_]|[a-zA-Z]+(?:\[3\]|\[4\])?(?:\{\})?|\|)", "", escaped(text, "latex"))
    plain = re.sub(r"\{\}", "", plain)
    assert not re.search(r"[\\$&#%~]", plain)
    assert plain.count("{") == plain.count("}")


@given(st.text(st.characters(min_codepoint=0x20, categories=["L", "N", "S", "P"])))
def test_every_latex_knows_every_sign(text: str) -> None:
    """Signs beyond Latin stand only inside the command that says their numbers."""
    left = re.sub(r"\\unicodesign\{.\}\{[0-9A-F]{4,6}\}", "", escaped(text, "latex"))
    assert all(sign.isascii() or sign in LETTERS or ord(sign) in LATIN for sign in left)


@pytest.mark.parametrize("medium", ["text", "html", "markdown", "latex"])
def test_what_an_author_says_is_shown_as_typed_where_its_latex_cannot_be_set(medium: Medium) -> None:
    said = press("en").words.render(message("author", text=r"no $x^$ and $\frobnicate$"), medium)
    assert "frobnicate" in said
