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
