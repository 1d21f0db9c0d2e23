"""Trees that know where everything stands."""

from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from graders.bank import schema
from graders.bank.document import Document, Fields, Scalar, Value, plain, walk
from graders.bank.json_text import read_json
from graders.bank.model import AssignmentFields
from graders.bank.yaml_text import FAST, read_yaml

TEXT = st.text(st.sampled_from("ab √𝔸'\"\\#:-\n"), max_size=12)


def x_of(document: Document) -> Scalar:
    value = document.at(("x",))
    assert isinstance(value, Scalar)
    return value


@given(TEXT, st.sampled_from(("'", '"', "|", ">", "")))
def test_every_visible_character_of_a_scalar_is_found_in_the_source(text: str, style: str) -> None:
    source = yaml.dump({"x": text}, default_style=style or None, allow_unicode=True, width=5)
    document = read_yaml(source, "f")
    value = x_of(document)
    assert value.text == (str(yaml.safe_load(source)["x"]) if value.style else value.text)
    for place, character in enumerate(value.text):
        problem = document.problem(("x",), "here", character=place)
        found = source.split("\n")[problem.line - 1][problem.column - 1 :]
        assert character in " \n" or found.startswith((character, "\\"))


@given(
    st.recursive(
        TEXT, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3), max_leaves=8
    )
)
@pytest.mark.parametrize("loader", [yaml.SafeLoader, FAST], ids=["python", "fast"])
def test_a_tree_says_what_the_text_says(loader: type, content: object) -> None:
    source = yaml.dump({"x": content}, default_style='"', allow_unicode=True)
    document = read_yaml(source, "f", loader)
    assert document.problems == ()
    assert isinstance(document.root, Fields)
    assert plain(document.root) == {"x": content}


def spans(document: Document) -> list[tuple[Value, str]]:
    assert document.root is not None
    return [(value, document.text[value.start : value.end]) for _, value in walk(document.root)]


def test_both_readers_of_yaml_give_the_same_places() -> None:
    text = "a: √48𝔸 # hi\nb: [1, {c: 2}]  \nd: '√a''b'\ne: |\n  x\n  y\nf: >\n  g\n  h\ni:\n- j\n- k: l\n"
    assert spans(read_yaml(text, "f", yaml.SafeLoader))[:5] == spans(read_yaml(text, "f", FAST))[:5]


def test_json_says_where_everything_stands() -> None:
    text = '{"a": [1, 0.50, {"b": "√"}],\n "c": true}'
    document = read_json(text, "f")
    assert [source for value, source in spans(document) if isinstance(value, Scalar)] == ["1", "0.50", '"√"', "true"]
    assert str(document.problem(("c",), "here")) == "f:2:7 c: here"


def test_the_schema_knows_every_field_of_an_exercise_and_can_be_written_as_json() -> None:
    fields = json.loads(json.dumps(schema()))["properties"]
    assert isinstance(fields, dict)
    assert {"title", "given", "where", "pinned", "derive", "question", "parts", "solution", "examples"} <= set(fields)
    assert schema(AssignmentFields)["required"] == ["title", "seed", "exercises"]
