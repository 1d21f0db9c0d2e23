"""What one change leads to is what the whole changed tree is worth."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from graders.malrules.mistakes import close
from graders.malrules.places import nodes, put_at
from graders.malrules.tally import Tally
from graders.malrules.worth import NOWHERE, slowly
from graders.syntax.tree import Integer, Node
from tests.value.test_floats import joined, small, square, vector

trees = st.recursive(st.one_of(small, vector, square), joined, max_leaves=6)


@settings(max_examples=150)
@given(trees, trees, st.randoms(use_true_random=False))
def test_a_change_is_followed_up_to_the_root(tree: Node, new: Node, random: object) -> None:
    path, _ = random.choice(list(nodes(tree)))  # type: ignore[attr-defined]
    found, whole = Tally(tree, {}, NOWHERE).changed(path, new), slowly(put_at(tree, path, new))
    if found is not None and whole is not None:
        assert found.shape == whole.shape
        assert all(
            abs(one - other) <= 1e-8 * (1 + abs(other)) for one, other in zip(found.numbers, whole.numbers, strict=True)
        )


def test_a_value_that_is_known_is_taken() -> None:
    found = Tally(Integer(3), {}, NOWHERE).changed((), Integer(4), 5.0)
    assert found is not None
    assert close(found.key, 5)
