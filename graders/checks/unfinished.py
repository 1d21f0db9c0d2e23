"""What is left to be worked out: asked for a norm, whoever writes ``norm((3, 4))`` repeats the question.

It is sent back like what cannot be read, and so costs no attempt.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.equivalence.kinds import kind_of
from graders.errors import ResponseError
from graders.phrases import phrase
from graders.syntax.tree import Call, Relation, Variable, variables, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graders.syntax.tree import Node

OPERATIONS = frozenset(
    (
        *("dot", "cross", "norm", "angle", "cosine_similarity", "project", "normalize", "hadamard", "outer"),
        *("det", "inverse", "trace", "rank", "component", "row", "column", "one_hot"),
        *("diff", "integrate", "limit", "sum", "product"),
        *("mean", "median", "variance", "std", "covariance", "correlation"),
        *("sample_variance", "sample_std", "sample_covariance", "softmax", "argmax", "argmin"),
    )
)
"""Functions that name what an exercise has worked out.  Those of numbers, such as sqrt or ln, have exact
values, and ``(1, 2)^T`` is how a column is written in a line."""


def unfinished(response: Node, key: Node, text: str) -> ResponseError | None:
    """Find an operation that a response leaves to be worked out and the key does not."""
    found = next(_operations(response), None)
    if found is None or found.name in {left.name for left in _operations(key)}:
        return None
    return ResponseError(text, found.span, phrase("{name}, left to be worked out", name=found.name), "its value")


def unsolved(response: Node, stated: Node, text: str) -> ResponseError | None:
    """Find an equation where a set is asked: ``x^2 = 1`` says of its solutions only what they solve.

    ``x = 3`` says which it is, and so does ``M = {1, -1}``.
    """
    match response:
        case Relation(operators=("=",), operands=(left, _)) if kind_of(stated) == "number" and variables(left):
            is_named = isinstance(left, Variable)
            return None if is_named else ResponseError(text, response.span, "an equation", "the set of its solutions")
        case _:
            return None


def _operations(node: Node) -> Iterator[Call]:
    for part in walk(node):
        if isinstance(part, Call) and part.name in OPERATIONS:
            yield part
