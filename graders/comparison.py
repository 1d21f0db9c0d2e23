"""One response beside one key, as tools ask for it: what is compared and how, and the answer as JSON.

Comparison -> Key -> Verdict -> {"verdict": "correct", "score": "1", "evidence": "proved", ...}
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from graders.checks import CHECKS, judge, option_problems
from graders.equivalence.decision import Equal, Gap, Members, Place, Point, Shape, Undecided, evidence
from graders.feedback import feedback
from graders.form import FORMS
from graders.syntax import Vocabulary, parse, to_text
from graders.syntax.tree import Text, variables
from graders.words import shown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from graders.equivalence.decision import Decision, Witness
    from graders.errors import Problem
    from graders.exercise import Option
    from graders.syntax.parser import Notation
    from graders.syntax.tree import Node
    from graders.verdict import Outcome, Verdict
    from graders.words import Words

Json: TypeAlias = "dict[str, object]"

NOTATIONS: Mapping[str, Notation] = MappingProxyType({"plain": "plain", "latex": "latex", "auto": "auto"})
"""How a key may be written, by the names that tools use; ``auto`` recognises LaTeX by its commands."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is asked: two texts, the check and the forms by name, the check's options, and further variables."""

    key: str
    response: str
    check: str = "equivalent"
    form: tuple[str, ...] = ()
    options: tuple[tuple[str, Option], ...] = ()
    variables: tuple[str, ...] = ()
    key_notation: str = "plain"

    def faults(self) -> Iterator[str]:
        """Say what cannot be asked: names that nobody knows, and options that do not fit."""
        yield from unknown("check", self.check, CHECKS)
        for form in self.form:
            yield from unknown("form", form, FORMS)
        yield from unknown("notation", self.key_notation, NOTATIONS)
        if self.check in CHECKS:
            yield from told(option_problems(self.check, self.options, self.form))


def told(problems: Iterable[Problem]) -> Iterator[str]:
    """Say problems in one sentence each; they stand in no file."""
    return (f"{problem.message}, {problem.remedy}" if problem.remedy else problem.message for problem in problems)


def unknown(kind: str, name: str, known: Collection[str]) -> Iterator[str]:
    """Say that a name is not known, and which one is probably meant or which there are."""
    if name not in known:
        from difflib import get_close_matches

        near = get_close_matches(name, known, n=1)
        remedy = f"did you mean {near[0]}?" if near else f"there are: {', '.join(sorted(known))}"
        yield f"unknown {kind} {name}, {remedy}"


def option_value(text: str) -> Option:
    """Read the value of an option: a truth value, a number, or else words.

    >>> option_value("true"), option_value("0.05"), option_value("required")
    (True, Fraction(1, 20), 'required')
    """
    if text in ("true", "false"):
        return text == "true"
    from fractions import Fraction

    try:
        number = Fraction(text)
    except (ValueError, ZeroDivisionError):
        return text
    return int(number) if number.denominator == 1 else number


@dataclass(frozen=True, slots=True)
class Key:
    """A key that was read, and the names that a response may use beside it."""

    node: Node
    vocabulary: Vocabulary


def read_key(comparison: Comparison) -> Key:
    """Read the key of a comparison without faults.

    Any name in it is a variable, and a response may use these and the declared ones.
    """
    names = frozenset(comparison.variables) | CHECKS[comparison.check].names
    if CHECKS[comparison.check].words:
        return Key(Text(comparison.key), Vocabulary(names))
    node = parse(comparison.key, Vocabulary(names, open=True), NOTATIONS[comparison.key_notation])
    return Key(node, Vocabulary(names | variables(node)))


def compare(comparison: Comparison, key: Key) -> Verdict:
    """Judge the response of a comparison without faults; its key was read before.

    Raises ``AuthorError`` where an option cannot be used beside this key.
    """
    return judge(
        key.node,
        comparison.response,
        vocabulary=key.vocabulary,
        check=comparison.check,
        form=comparison.form,
        options=comparison.options,
    )


def answer(verdict: Verdict, response: str, words: Words) -> Json:
    """Write a verdict as the fields that tools rely on; ``message`` is what a student is told."""
    decision = verdict.decision
    return {
        "verdict": verdict.outcome.value,
        "score": str(verdict.score),
        "evidence": "none" if decision is None else evidence(decision),
        "by": _method(decision),
        "message": " ".join(words.render(reason) for reason in feedback(verdict, response)),
        "read_as": None if verdict.read_as is None else to_text(verdict.read_as),
        "witness": _witness(decision),
    }


def unanswered(outcome: Outcome, why: str) -> Json:
    """Answer what nothing was decided of, with the same fields."""
    return {
        "verdict": outcome.value,
        "score": "0",
        "evidence": "none",
        "by": "",
        "message": why,
        "read_as": None,
        "witness": None,
    }


def _method(decision: Decision | None) -> str:
    """Name the method of a decision; where nothing was decided there is none."""
    return "" if decision is None or isinstance(decision, Undecided) else decision.by


def _witness(decision: Decision | None) -> Json | None:
    if decision is None or isinstance(decision, (Equal, Undecided)) or decision.witness is None:
        return None
    return witness_fields(decision.witness)


def witness_fields(witness: Witness) -> Json:
    """Write a witness as an object whose ``kind`` says which fields it has."""
    match witness:
        case Gap(digits=digits, key=key, response=response):
            return {"kind": "gap", "digits": digits, "key": key, "response": response}
        case Point(at=at, key=key, response=response):
            return {"kind": "point", "at": dict(at), "key": key, "response": response}
        case Place(indices=indices, inner=inner):
            return {
                "kind": "place",
                "indices": list(indices),
                "inner": None if inner is None else witness_fields(inner),
            }
        case Shape(key=key, response=response):
            return {"kind": "shape", "key": key, "response": response}
        case Members(missing=missing, extra=extra):
            return {
                "kind": "members",
                "missing": [shown(node, "text") for node in missing],
                "extra": [shown(node, "text") for node in extra],
            }
