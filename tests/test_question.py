"""Questions: values go into texts as their place wants them, and a key goes nowhere."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.errors import AuthorError
from graders.exercise import Derived, Exercise, Parameter, Part
from graders.prose import Prose
from graders.question import STEPS, Ask, Question, columns, fill, pose
from graders.syntax import parse, to_text
from graders.variant import make_variant

VALUES = {"a": parse("(-1, 4, 2)"), "n": parse("-3"), "h": parse("1/2"), "r": parse("4*sqrt(3)")}


def filled(text: str) -> str:
    return fill(text, VALUES)


def problems_of(text: str) -> list[str]:
    with pytest.raises(AuthorError) as caught:
        fill(text, VALUES, file="topic/name", path="question")
    return str(caught.value).splitlines()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$a = {{ a }}$", r"$a = \begin{bmatrix} -1 \\ 4 \\ 2 \end{bmatrix}$"),
        ("$${{r}}$$", r"$$4 \sqrt{3}$$"),
        ("for {{ a }}.", "for (-1, 4, 2)."),
        ("{{ r }} is typed", r"4\*sqrt(3) is typed"),
        ("type `{{ r }}`", "type `4*sqrt(3)`"),
        ("`$` and {{ h }}", "`$` and 1/2"),
        (r"\$5 for {{ n }}", r"\$5 for -3"),
        (r"$\text{\$} {{ h }}$", r"$\text{\$} \frac{1}{2}$"),
        (r"$\sqrt{{{ r }}}$", r"$\sqrt{4 \sqrt{3}}$"),
    ],
)
def test_a_value_is_latex_in_mathematics_and_typed_text_elsewhere(text: str, expected: str) -> None:
    assert filled(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$3 - {{ n }}$", r"$3 - \left(-3\right)$"),
        (r"$2 \cdot {{ n }}$", r"$2 \cdot \left(-3\right)$"),
        ("${{ n }}^2$", r"$\left(-3\right)^2$"),
        ("${{ h }}^2$", r"$\left(\frac{1}{2}\right)^2$"),
        ("$3 + {{ h }}$", r"$3 + \frac{1}{2}$"),
        ("$({{ n }})$", "$(-3)$"),
        ("${{ a }}^T$", r"${\begin{bmatrix} -1 \\ 4 \\ 2 \end{bmatrix}}^T$"),
        ("${{ a }}_2$", r"${\begin{bmatrix} -1 \\ 4 \\ 2 \end{bmatrix}}_2$"),
    ],
)
def test_a_value_gets_brackets_where_it_would_be_misread(text: str, expected: str) -> None:
    assert filled(text) == expected


def test_what_stands_between_the_braces_is_the_one_mathematical_language() -> None:
    assert filled("${{ a - a }}$ and {{ n^2 }}") == r"$\begin{bmatrix} 0 \\ 0 \\ 0 \end{bmatrix}$ and 9"


def test_steps_stand_for_the_worked_lines_where_they_are_given() -> None:
    assert fill("So:\n\n{{steps}}", VALUES, "1 + 1 = 2") == "So:\n\n1 + 1 = 2"
    assert fill("So: {{ steps }} for {{ n }}", VALUES, STEPS) == "So: {{ steps }} for -3"
    assert problems_of("{{ steps }}") == ["topic/name:1:1 question: steps has no value here, there are: a, n, h, r"]


def test_mathematics_stays_on_one_line_so_that_no_line_of_it_is_an_item_of_a_list() -> None:
    assert filled("Is\n$$\na\n- b\n= {{ h }}\n$$\nright?") == "Is\n$$ a - b = \\frac{1}{2} $$\nright?"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ dist }}", "1:1 question: dist has no value here, there are: a, n, h, r"),
        ("one\ntwo {{ aa }}", "2:5 question: aa has no value here, did you mean a?"),
        ("{{ n + }}", "1:1 question: {{ n + }} cannot be read, the end at character 4: a number, a name or an opening"),
        ("{{ a*a }}", "1:1 question: {{ a*a }} has no value, a product of two vectors that does not say which"),
        ("costs $5", r"1:7 question: $ is never closed, write \$ for a dollar sign"),
        ("$a$$b$", "1:3 question: $$ where $ is open, close it with $"),
        ("{{ a", "1:1 question: {{ without its }}, close it, or put a space between two braces of LaTeX"),
        ("{% if a %}", "1:1 question: {% has no meaning here, only {{ name }} is filled in"),
    ],
)
def test_what_cannot_be_filled_is_named_with_its_place_and_remedy(text: str, expected: str) -> None:
    assert problems_of(text)[0].startswith(f"topic/name:{expected}")


def test_all_problems_of_a_text_are_told_at_once() -> None:
    assert len(problems_of("{{ x1 }} {{ x2 }} {% a %} $")) == 4


EXERCISE = Exercise(
    id="embeddings/distance",
    title="A distance",
    question="Find the distance of ${{ a }}$ and {{ b }}.",
    parts=(
        Part("difference", "The difference of {{ a }} and {{ b }}", parse("d")),
        Part("distance", "The distance", parse("sqrt(dot(d, d))"), Fraction(2), form=("exact",)),
    ),
    given=(Parameter("a", parse("vector(2, -9..9)")), Parameter("b", parse("vector(2, -9..9)"))),
    derive=(Derived("d", parse("a - b")),),
)
VARIANT = make_variant(EXERCISE, 7, (("a", parse("(8, 1)")), ("b", parse("(1, 2)"))))


def test_a_question_has_its_values_and_its_boxes_and_nothing_else() -> None:
    assert pose(EXERCISE, VARIANT) == Question(
        "embeddings/distance",
        "A distance",
        r"Find the distance of $\begin{bmatrix} 8 \\ 1 \end{bmatrix}$ and (1, 2).",
        (
            Ask("difference", "The difference of (8, 1) and (1, 2)", Fraction(1)),
            Ask("distance", "The distance", Fraction(2), ("exact",)),
        ),
    )


def test_no_text_of_a_question_holds_a_key() -> None:
    shown = repr(pose(EXERCISE, VARIANT))
    assert not any(to_text(value) in shown for _, value in VARIANT.derived)


def with_texts(question: str, ask: str) -> Exercise:
    part = EXERCISE.parts[0]
    return Exercise(
        EXERCISE.id,
        EXERCISE.title,
        question,
        (Part(part.id, ask, part.key),),
        EXERCISE.given,
        derive=EXERCISE.derive,
    )


def test_a_question_that_would_tell_its_key_is_refused() -> None:
    leaking = with_texts("It is {{ d }}, {{ 2*d }}.", "?")
    with pytest.raises(AuthorError) as caught:
        pose(leaking, VARIANT)
    refusal = "d is a key, which a question never shows, show what it is computed from"
    assert str(caught.value).splitlines() == [
        f"embeddings/distance:1:7 question: {refusal}",
        f"embeddings/distance:1:16 question: {refusal}",
    ]


def test_the_problems_of_all_texts_of_a_question_are_told_at_once() -> None:
    with pytest.raises(AuthorError) as caught:
        pose(with_texts("{{ u }}", "{{ v }}"), VARIANT)
    assert [problem.path for problem in caught.value.problems] == ["question", "parts[0].ask"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(1, 2)", "[[1], [2]]"),
        ("dot((1, 2), (3, 4))", "dot([[1], [2]], [[3], [4]])"),
        ("[1, 2)", "[1, 2)"),
        ("2*x", "2*x"),
    ],
)
def test_vectors_in_round_brackets_are_set_as_columns(text: str, expected: str) -> None:
    assert to_text(columns(parse(text))) == expected


SIGNS = ["$", "$$", r"\$", "`", "``", "{{ h }}", "{{ h }}", "a", " ", r"\\", "*", "_"]


@given(st.lists(st.sampled_from(SIGNS)).map("".join))
def test_filling_and_setting_agree_on_what_is_mathematics(text: str) -> None:
    try:
        page = Prose().blocks(fill(f"x{text}.", {"h": parse("1/2")}))
    except AuthorError:
        return
    outside = re.sub("<math.*?</math>", "", page)
    inside = "".join(re.findall('alttext="(.*?)"', page))
    assert r"\frac" not in outside
    assert "1/2" not in inside
