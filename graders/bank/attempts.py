"""What files say of hints and attempts: policies and hints, in order, and none that shows a key."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graders.bank.document import Document, Scalar, Way
from graders.errors import ResponseError
from graders.exercise import Hint, Policy
from graders.stretches import VALUE
from graders.syntax import Vocabulary, parse
from graders.syntax.tree import Variable
from graders.value.exact import substituted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from graders.bank.model import AttemptsFields, HintFields
    from graders.errors import Problem
    from graders.syntax.tree import Node

COUNT = re.compile("[1-9][0-9]{0,3}")


def policy(fields: AttemptsFields | None) -> Policy | None:
    """Give the policy that a file has, if it has one."""
    return None if fields is None else Policy(fields.most, fields.penalty, fields.counts, fields.hints)


def hints(ladder: Sequence[HintFields]) -> tuple[Hint, ...]:
    """Give hints with the numbers of wrong attempts after which they are given."""
    found: list[Hint] = []
    for fields in ladder:
        after = fields.after or (found[-1].after + 1 if found else 1)
        found.append(Hint(fields.say.strip(), after, fields.cost))
    return tuple(found)


def hint_ways(document: Document) -> Iterator[Way]:
    """Yield the ways to every hint's text."""
    for ladder in _ladders(document):
        for way in document.below(ladder):
            yield way if isinstance(document.at(way), Scalar) else (*way, "say")


def hint_problems(document: Document, trees: Mapping[Way, Node]) -> Iterator[Problem]:
    """Report hints that are given before those above them, and those that tell an answer."""
    for ladder in _ladders(document):
        yield from _out_of_order(document, ladder)
    answers = _Answers(document, trees)
    for way in hint_ways(document):
        yield from answers.told_by(way)


def _ladders(document: Document) -> Iterator[Way]:
    yield ("hints",)
    yield from ((*part, "hints") for part in document.below(("parts",)))


def _out_of_order(document: Document, ladder: Way) -> Iterator[Problem]:
    before = 0
    for way in document.below(ladder):
        value = document.at((*way, "after"))
        after = int(value.text) if isinstance(value, Scalar) and COUNT.fullmatch(value.text) else before + 1
        if after < before:
            message = f"is given after {after} wrong attempts, the hint above it after {before}"
            yield document.problem((*way, "after"), message, "put the hints into the order in which they are given")
        before = max(after, before)


class _Answers:
    """The answers of an exercise's parts, as formulas in what is given."""

    def __init__(self, document: Document, trees: Mapping[Way, Node]) -> None:
        self.document = document
        self.derived: dict[str, Node] = {}
        for name in document.names(("derive",)):
            if ("derive", name) in trees:
                self.derived[name] = substituted(trees["derive", name], self.derived)
        self.vocabulary = Vocabulary(frozenset((*document.names(("given",)), *self.derived)), open=True)
        keys = ((part, trees.get((*part, "key"))) for part in document.below(("parts",)))
        given = document.names(("given",))
        self.keys = {
            substituted(key, self.derived): part
            for part, key in keys
            if key is not None and not (isinstance(key, Variable) and key.name in given)
        }

    def told_by(self, way: Way) -> Iterator[Problem]:
        """Report the values in a text that are an answer, by its name or by a formula for it."""
        value = self.document.at(way)
        if not isinstance(value, Scalar):
            return
        for found in re.finditer(VALUE, value.text):
            try:
                tree = parse(found["value"], self.vocabulary)
            except ResponseError:
                continue
            part = self.keys.get(substituted(tree, self.derived))
            if part is not None:
                message = f"{found[0]} shows the answer to parts[{part[-1]}]"
                yield self.document.problem(way, message, "take it out of the hint", character=found.start())
