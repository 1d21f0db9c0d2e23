"""Templates see what Jinja's own sandbox lets them see, though less is asked."""

from __future__ import annotations

import re
from collections import deque

import pytest
from jinja2 import Environment, StrictUndefined
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from graders.sandbox import DOUBTFUL, Sandbox
from graders.syntax import parse
from graders.verdict import message


class Set(str):
    """A text that says how it is set."""

    __slots__ = ()

    def __html__(self) -> str:
        """Give it as HTML."""
        return f"<em>{self}</em>"


SEEN = (parse("4*sqrt(3)"), [1, 2], {"a": 1}, {1}, deque([1]), "text", len, parse, (n for n in "ab"), 3, str, "".strip)


def seen(environment: Environment, value: object, name: str) -> str:
    try:
        page = environment.from_string(f"{{{{ value.{name} }}}}").render(value=value)
    except SecurityError as error:
        return str(error)
    return re.sub("0x[0-9a-f]+", "0x", page)


@pytest.mark.parametrize("value", SEEN, ids=lambda value: type(value).__name__)
def test_every_attribute_is_seen_or_refused_as_by_jinja(value: object) -> None:
    ours, jinjas = Sandbox(), ImmutableSandboxedEnvironment()
    names = dir(value)
    assert [seen(ours, value, name) for name in names] == [seen(jinjas, value, name) for name in names]


@pytest.mark.parametrize("text", ["{{ items.append(3) }}", "{{ items.__class__.__mro__ }}", "{{ items.clear() }}"])
def test_nothing_is_changed_and_nothing_private_is_seen(text: str) -> None:
    items, page = [1, 2], Sandbox().from_string(text)
    for _ in range(2):
        with pytest.raises(SecurityError):
            page.render(items=items)
    assert items == [1, 2]


@pytest.mark.parametrize("value", [*SEEN, Markup("<b>"), "<b> & 'c'", Set("<i>"), None])
def test_every_value_is_put_into_a_page_as_by_jinja(value: object) -> None:
    text = "{{ value }}{% macro set(each) %}<{{ each }}>{% endmacro %}{{ set(value) }}{{ '<' ~ value }}"
    ours, jinjas = (kind(autoescape=True).from_string(text) for kind in (Sandbox, ImmutableSandboxedEnvironment))
    assert ours.render(value=value) == jinjas.render(value=value)


def test_what_is_lent_is_called_with_what_the_template_gives_and_nothing_of_jinjas() -> None:
    sandbox = Sandbox()
    sandbox.lend(twice=lambda text, **named: f"{text}{text}{named}", items=[1])
    page = sandbox.from_string("{% for each in ['a'] %}{{ twice(each, by=1) }}{% endfor %}{{ items.count(1) }}")
    assert page.render() == "aa{'by': 1}1"


def test_arguments_that_come_as_a_list_are_given_too() -> None:
    sandbox = Sandbox()
    sandbox.lend(joined=lambda *texts, **named: f"{texts}{named}")
    page = sandbox.from_string("{{ joined(*['a', 'b'], **{'by': 1}) }}")
    assert page.render() == "('a', 'b'){'by': 1}"


def test_a_name_that_is_not_lent_is_an_error() -> None:
    sandbox = Sandbox(undefined=StrictUndefined)
    sandbox.lend(say=lambda key: key)
    with pytest.raises(UndefinedError, match="'tell' is undefined"):
        sandbox.from_string("{{ say(1) }}{{ tell(1) }}").render()


def test_what_a_value_lacks_is_an_error() -> None:
    page = Sandbox(undefined=StrictUndefined).from_string("{{ told.kye }}")
    with pytest.raises(AttributeError, match="kye"):
        page.render(told=message("blank"))


def test_names_of_ours_are_not_doubtful() -> None:
    assert DOUBTFUL.isdisjoint(("mark", "parts", "strip", "index", "count", "items", "verdict", "feedback"))


def test_a_text_is_not_formatted_by_its_own_method_however_often_it_is_asked() -> None:
    page = Sandbox().from_string("{{ text.format(secret) }}")
    assert [page.render(text="<{0.__class__}>", secret=parse("1")) for _ in range(3)] == ["<>"] * 3
