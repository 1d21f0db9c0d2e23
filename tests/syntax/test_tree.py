"""Trees are values: nothing changes them, and what is put together again from its own parts is the same."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from typing import get_args

import pytest
from hypothesis import given

from graders.syntax.tree import LEAVES, Node, Unit, children, rebuilt, walk
from tests.strategies import nodes


@pytest.mark.parametrize("kind", [*get_args(Node), Unit])
def test_no_node_can_be_changed(kind: type[Node]) -> None:
    node = kind.__new__(kind)
    with pytest.raises(FrozenInstanceError):
        node.span = None  # type: ignore[misc, assignment]


@given(nodes())
def test_what_is_rebuilt_of_its_own_children_is_the_same(tree: Node) -> None:
    for node in walk(tree):
        again = rebuilt(node, children(node))
        assert again == node
        assert again.span == node.span
        assert not children(node) or type(node) not in LEAVES
