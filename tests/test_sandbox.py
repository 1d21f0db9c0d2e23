"""Templates see what Jinja's own sandbox lets them see, however often they ask."""

from __future__ import annotations

import pytest
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from graders.sandbox import Sandbox
from graders.syntax import parse

SEEN = [parse("4*sqrt(3)"), [1, 2], {"a": 1}, {1}, "text", len, parse, (n for n in "ab"), 3, str]
NAMES = ["factors", "append", "update", "add", "pop", "upper", "__class__", "_mro", "mro", "gi_frame", "__globals__"]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_safe_where_it_is_for_jinja(name: str) -> None:
    ours, jinjas = Sandbox(), ImmutableSandboxedEnvironment()
    for _ in range(2):
        assert [ours.is_safe_attribute(seen, name, None) for seen in SEEN] == [
            jinjas.is_safe_attribute(seen, name, None) for seen in SEEN
        ]


@pytest.mark.parametrize("text", ["{{ items.append(3) }}", "{{ items.__class__.__mro__ }}", "{{ items.clear() }}"])
def test_nothing_is_changed_and_nothing_private_is_seen(text: str) -> None:
    items, page = [1, 2], Sandbox().from_string(text)
    for _ in range(2):
        with pytest.raises(SecurityError):
            page.render(items=items)
    assert items == [1, 2]


def test_what_is_lent_is_called_with_what_the_template_gives_and_nothing_of_jinjas() -> None:
    sandbox = Sandbox()
    sandbox.lend(twice=lambda text, **named: f"{text}{text}{named}", items=[1])
    page = sandbox.from_string("{% for each in ['a'] %}{{ twice(each, by=1) }}{% endfor %}{{ items.count(1) }}")
    assert page.render() == "aa{'by': 1}1"


@pytest.mark.parametrize("name", NAMES)
def test_an_attribute_is_seen_again_as_it_was_seen_first(name: str) -> None:
    for seen in SEEN:
        ours, jinjas = Sandbox(), ImmutableSandboxedEnvironment()
        assert [repr(type(ours.getattr(seen, name))) for _ in range(3)] == [repr(type(jinjas.getattr(seen, name)))] * 3


def test_a_text_is_not_formatted_by_its_own_method_however_often_it_is_asked() -> None:
    page = Sandbox().from_string("{{ text.format(secret) }}")
    assert [page.render(text="<{0.__class__}>", secret=parse("1")) for _ in range(3)] == ["<>"] * 3
