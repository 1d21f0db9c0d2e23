"""Exercise files that are in order: what is read of them, exactly, and that they do what they promise."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.bank import find, load_bank, load_exercise, shipped
from graders.bank.document import Scalar
from graders.bank.parts import option
from graders.errors import AuthorError, Problem
from graders.exercise import Derived, Example, Exercise, MalRule, Option, Parameter, Part, Pinned
from graders.explanation import mistakes_told
from graders.grading import grade_exercise
from graders.malrules.catalogue import CATALOGUE
from graders.question import pose
from graders.syntax import Vocabulary, parse, to_text
from graders.syntax.tree import Listing
from graders.variant import Variant, make_variant

if TYPE_CHECKING:
    from collections.abc import Iterator

LECTURE = shipped("exercises") / "embeddings"
BANK = load_bank(shipped("exercises"))
NAMES = ("cosine-similarity", "euclidean-distance", "inner-product", "one-hot-distance")


def exercise(folder: Path, text: str) -> Exercise:
    path = folder / "topic" / "name.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(dedent(text), encoding="utf-8")
    return load_exercise(path)


def pinned(family: Exercise, name: str) -> Variant:
    values = {pin.name: pin.values for pin in family.pinned}[name]
    return make_variant(family, -1, values)


def test_every_field_of_a_file_is_in_the_exercise(tmp_path: Path) -> None:
    found = exercise(
        tmp_path,
        """\
        title: T
        source: S
        tags: [x, y]
        given:
          a: vector(2, -5..5)
        where:
          - a != (0, 0)
        pinned:
          one: {a: [1, -2]}
        derive:
          q: dot(a, a)
        question: About {{ a }}.
        parts:
          - id: p
            ask: A
            key: q
            points: 0.5
            check: equivalent
            form: [exact]
            form_credit: 1/3
            options: {notation: plain}
            malrules:
              - {when: -q, say: No., credit: 1/4}
        solution: So {{ steps }}
        examples:
          - variant: one
            responses: {p: 5.0}
            verdicts: {p: correct}
        """,
    )
    own = Vocabulary(frozenset(("a", "q")))
    rule = MalRule(parse("-q", own), "No.", Fraction(1, 4))
    options = (("notation", "plain"),)
    assert found == Exercise(
        id="topic/name",
        title="T",
        question="About {{ a }}.",
        parts=(
            Part("p", "A", parse("q", own), Fraction(1, 2), "equivalent", ("exact",), Fraction(1, 3), options, (rule,)),
        ),
        given=(Parameter("a", parse("vector(2, -5..5)")),),
        where=(parse("a != (0, 0)", own),),
        derive=(Derived("q", parse("dot(a, a)", own)),),
        pinned=(Pinned("one", (("a", parse("(1, -2)")),)),),
        solution="So {{ steps }}",
        examples=(Example("one", (("p", "5.0"),), (("p", "correct"),)),),
        source="S",
        tags=("x", "y"),
        digest=found.digest,
    )


def test_what_may_be_left_out_has_a_plain_meaning(tmp_path: Path) -> None:
    found = exercise(tmp_path, "title: T\nquestion: Q\nparts: [{id: p, ask: A, key: 1}]")
    assert found.parts == (Part("p", "A", parse("1")),)
    assert (found.solution, found.given, found.examples) == ("{{ steps }}", (), ())


@pytest.mark.parametrize("text", ["-7", "0.50", "1e3", "007", "1/2", "12:30", "{1, 2}", "[1, 2]", "(1, 2)", "true"])
def test_a_key_is_read_from_the_text_that_stands_there(tmp_path: Path, text: str) -> None:
    found = exercise(tmp_path, f"title: T\nquestion: Q\nparts:\n  - id: p\n    ask: A\n    key: {text}\n")
    assert found.parts[0].key == parse(text, Vocabulary())


@pytest.mark.parametrize(
    ("text", "style", "value"),
    [
        ("3", "", 3),
        ("-3", "", -3),
        ("0.01", "", Fraction(1, 100)),
        ("1/3", "", Fraction(1, 3)),
        ("1e-6", "", Fraction(1, 1_000_000)),
        ("true", "", True),
        ("yes", "", "yes"),
        ("x", "", "x"),
        ("7", '"', "7"),
    ],
)
def test_an_option_is_a_number_or_a_truth_value_unless_it_is_quoted(text: str, style: str, value: Option) -> None:
    assert option(Scalar(text, 0, len(text), style)) == value


def test_points_are_exact(tmp_path: Path) -> None:
    parts = "".join(f"  - {{id: p{k}, ask: A, key: 1, points: {text}}}\n" for k, text in enumerate(("0.1", "1/3", "2")))
    found = exercise(tmp_path, f"title: T\nquestion: Q\nparts:\n{parts}")
    assert [part.points for part in found.parts] == [Fraction(1, 10), Fraction(1, 3), Fraction(2)]


def test_letters_that_name_constants_may_name_parameters(tmp_path: Path) -> None:
    found = exercise(
        tmp_path,
        """\
        title: T
        question: Place {{ i }} of {{ n }}.
        given: {n: 3..6, i: 1..6}
        where:
          - i <= n
        derive:
          e_i: one_hot(n, i)
        parts:
          - {id: p, ask: A, key: e_i}
        pinned:
          one: {n: 3, i: 2}
        """,
    )
    assert [to_text(value) for _, value in pinned(found, "one").derived] == ["(0, 1, 0)"]


def test_a_digest_does_not_depend_on_the_system_that_saved_the_file(tmp_path: Path) -> None:
    text = (LECTURE / "inner-product.yaml").read_bytes()
    other = tmp_path / "embeddings" / "inner-product.yaml"
    other.parent.mkdir()
    other.write_bytes(b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n"))
    assert load_exercise(other) == load_exercise(LECTURE / "inner-product.yaml")


def test_the_shipped_exercises_are_those_of_the_lecture() -> None:
    bank = load_bank(shipped("exercises"))
    assert {f"embeddings/{name}" for name in NAMES} <= set(bank)
    assert [found.id for found in bank.values()] == list(bank)


@pytest.mark.parametrize("name", NAMES)
def test_an_exercise_is_found_by_id_and_by_path(name: str) -> None:
    path = LECTURE / f"{name}.yaml"
    assert find(f"embeddings/{name}").absolute() == find(path) == path
    assert load_exercise(path).id == f"embeddings/{name}"


@pytest.mark.parametrize("family", BANK.values(), ids=BANK)
def test_every_example_gets_its_verdicts(family: Exercise) -> None:
    assert {example.variant for example in family.examples} == {one.name for one in family.pinned}
    for example in family.examples:
        graded = grade_exercise(family, pinned(family, example.variant), dict(example.responses))
        found = {part.part: str(part.verdict.outcome) for part in graded.parts if part.part in dict(example.verdicts)}
        assert found == dict(example.verdicts), example.responses


@pytest.mark.parametrize("family", BANK.values(), ids=BANK)
def test_every_example_is_told_the_mistake_that_it_names(family: Exercise) -> None:
    for example in family.examples:
        if example.mistakes:
            graded = grade_exercise(family, pinned(family, example.variant), dict(example.responses))
            told = {part.part: mistakes_told(family.part(part.part), part.verdict) for part in graded.parts}
            assert {name: told[name] for name, _ in example.mistakes} == {
                name: () if wanted == "none" else (wanted,) for name, wanted in example.mistakes
            }


def test_examples_name_mistakes_in_every_topic_by_the_catalogue_and_by_own_rules() -> None:
    named = {(name.partition("/")[0], each) for name, one in BANK.items() for each in expected(one)}
    rules = {rule.name for rule in CATALOGUE}
    assert {topic for topic, each in named if each in rules} == {name.partition("/")[0] for name in BANK}
    assert len([each for _, each in named if each not in rules]) > 5


def expected(family: Exercise) -> Iterator[str]:
    for example in family.examples:
        yield from (wanted for _, wanted in example.mistakes)


@pytest.mark.parametrize("name", NAMES)
def test_every_exercise_shows_what_is_right_what_is_wrong_and_what_cannot_be_read(name: str) -> None:
    family = load_exercise(LECTURE / f"{name}.yaml")
    verdicts = {verdict for example in family.examples for _, verdict in example.verdicts}
    assert {"correct", "incorrect", "partly_correct", "unreadable"} <= verdicts
    assert sum(len(part.malrules) for part in family.parts) == 1


@pytest.mark.parametrize(
    ("name", "variant", "values"),
    [
        ("euclidean-distance", "lecture", {"d": "(-4, 4, 4)", "distance": "4*sqrt(3)"}),
        ("euclidean-distance", "example", {"d": "(1, -3, 4)", "distance": "sqrt(26)"}),
        ("inner-product", "lecture", {"p": "-7"}),
        ("inner-product", "example", {"p": "-3"}),
        ("cosine-similarity", "lecture", {"p": "-7", "n_a": "sqrt(21)", "n_b": "sqrt(13)", "cosine": "-7/sqrt(273)"}),
        ("cosine-similarity", "example", {"p": "-3", "n_a": "sqrt(14)", "n_b": "sqrt(6)", "cosine": "-3/(2*sqrt(21))"}),
        ("one-hot-distance", "lecture", {"e_i": "(1, 0, 0, 0)", "e_j": "(0, 0, 1, 0)", "distance": "sqrt(2)"}),
    ],
)
def test_the_solutions_are_those_of_the_lecture(name: str, variant: str, values: dict[str, str]) -> None:
    family = load_exercise(LECTURE / f"{name}.yaml")
    found = {step: to_text(value) for step, value in pinned(family, variant).derived}
    assert found | values == found


@pytest.mark.parametrize("name", NAMES)
def test_a_question_is_posed_without_a_gap(name: str) -> None:
    family = load_exercise(LECTURE / f"{name}.yaml")
    question = pose(family, pinned(family, "lecture"))
    assert "{{" not in question.text + "".join(ask.text for ask in question.asks)


SLIPS = st.text(st.sampled_from("\t\n '\"[]{}|>#:,-?&*!%@`\\$a1.(√^"), max_size=3)


@given(st.sampled_from(NAMES), st.data(), SLIPS, st.integers(0, 12))
def test_a_slip_of_the_keyboard_is_a_problem_or_nothing(name: str, drawn: st.DataObject, slip: str, lost: int) -> None:
    text = (LECTURE / f"{name}.yaml").read_text(encoding="utf-8")
    place = drawn.draw(st.integers(0, len(text)))
    problems: tuple[Problem, ...] = ()
    with TemporaryDirectory() as folder:
        try:
            exercise(Path(folder), text[:place] + slip + text[place + lost :])
        except AuthorError as error:
            problems = error.problems
    assert all(problem.message and problem.line for problem in problems)


def test_a_pinned_vector_is_written_as_variants_are() -> None:
    family = load_exercise(LECTURE / "euclidean-distance.yaml")
    brackets = {
        (value.opening, value.closing) for pin in family.pinned for _, value in pin.values if isinstance(value, Listing)
    }
    assert brackets == {("(", ")")}
