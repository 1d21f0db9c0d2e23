"""A class made by ``frozen`` is one made by ``dataclass``, whatever it is given."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace
from inspect import signature
from typing import TYPE_CHECKING, Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.frozen import frozen
from graders.syntax.tree import Node, Unit

if TYPE_CHECKING:
    from collections.abc import Callable


class Two:
    one: int
    two: int = field(default=2, compare=False)


class Three:
    one: int
    two: int = 2
    three: int = 3


class Four:
    one: int
    two: int
    three: int
    four: int = field(default=4, repr=False)


OWN = ("__dict__", "__weakref__")
"""What every class has of its own."""


def _again(kind: type) -> type:
    """Give a class of the same text, since a dataclass changes the one that it is given."""
    return type(kind.__name__, (), {name: each for name, each in vars(kind).items() if name not in OWN})


def _made(kind: type, *given: int, **named: int) -> object:
    """Make a value; give it as it shows itself with all that it holds, or that it cannot be made."""
    try:
        value = kind(*given, **named)
    except TypeError:
        return None
    return repr(value), [getattr(value, each.name) for each in fields(value)]


plainly: Callable[[type], type] = dataclass(frozen=True, slots=True)
KINDS: list[tuple[type, type]] = [(frozen(_again(kind)), plainly(_again(kind))) for kind in (Two, Three, Four)]


@pytest.mark.parametrize(("quick", "plain"), KINDS)
@given(
    given=st.lists(st.integers(), max_size=5),
    named=st.dictionaries(st.sampled_from(("one", "two", "three", "four", "first")), st.integers(), max_size=4),
)
def test_it_takes_what_a_dataclass_takes(quick: type, plain: type, given: list[int], named: dict[str, int]) -> None:
    assert _made(quick, *given, **named) == _made(plain, *given, **named)


@pytest.mark.parametrize("kind", [*get_args(Node), Unit])
def test_nodes_are_dataclasses_in_all_else(kind: Any) -> None:  # noqa: ANN401 - any of the classes
    names = [each.name for each in fields(kind)]
    assert list(signature(kind).parameters) == names
    node = kind(**dict.fromkeys(names, 7))
    other = replace(node, **{names[0]: 8})
    assert (getattr(other, names[0]), other == node, hash(other) == hash(node)) == (8, False, False)
    assert pickle.loads(pickle.dumps(node)) == node  # noqa: S301 - it was written a moment ago
    with pytest.raises(FrozenInstanceError):
        node.span = None
