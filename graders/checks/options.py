"""Whether the options that an author gives are those that a check and its forms have, and of the right kind."""

from __future__ import annotations

from difflib import get_close_matches
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING

from graders.checks.check import Accepted
from graders.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from graders.checks.check import Kind
    from graders.exercise import Option

READING = (
    Accepted("notation", "words", "how responses are written", choices=("plain", "latex")),
    Accepted("domain", "words", "where the variables live, such as x > 0"),
)
"""The options of every check: how responses are read, and where they are compared."""

VARIABLE = Accepted("variable", "name", "the variable that it is about")

FORM_OPTIONS: Mapping[str, tuple[Accepted, ...]] = MappingProxyType(
    dict.fromkeys(("factored", "partial_fractions", "completed_square"), (VARIABLE,))
)
"""The options of the forms that have any."""


def problems_of(accepted: tuple[Accepted, ...], options: tuple[tuple[str, Option], ...]) -> Iterator[Problem]:
    """Report options that nobody knows, values of the wrong kind, and options that are needed and missing."""
    known = {option.name: option for option in (*accepted, *READING)}
    for name, value in options:
        if name not in known:
            yield Problem(f"unknown option {name}", path=f"options.{name}", remedy=_suggestion(name, tuple(known)))
        elif not fits(known[name], value):
            yield Problem(
                f"option {name} cannot be {_written(value)}",
                path=f"options.{name}",
                remedy=f"give {wanted(known[name])}",
            )
    for option in accepted:
        if option.needed and option.name not in dict(options):
            yield Problem(f"option {option.name} is missing", path="options", remedy=f"give {wanted(option)}")


def fits(accepted: Accepted, value: Option) -> bool:
    """Tell whether a value is of the kind that an option takes, and one of its choices."""
    if accepted.choices and value not in accepted.choices:
        return False
    return FITTING[accepted.kind](value)


def wanted(accepted: Accepted) -> str:
    """Say what an option takes."""
    return " or ".join(accepted.choices) if accepted.choices else f"{WANTED[accepted.kind]}: {accepted.meaning}"


def _is_number(value: Option) -> bool:
    return isinstance(value, (int, Fraction)) and not isinstance(value, bool) and value >= 0


def _is_name(value: Option) -> bool:
    return isinstance(value, str) and value[:1].isalpha() and value.replace("_", "").replace("'", "").isalnum()


LARGEST_COUNT = 1_000
"""The most digits that can be asked: numbers are typed with no more."""

FITTING: Mapping[Kind, Callable[[Option], bool]] = MappingProxyType(
    {
        "count": lambda value: _is_number(value) and isinstance(value, int) and value <= LARGEST_COUNT,
        "number": _is_number,
        "name": _is_name,
        "flag": lambda value: isinstance(value, bool),
        "words": lambda value: isinstance(value, str) and bool(value.strip()),
    }
)
"""Whether a value is of a kind."""

WANTED: Mapping[Kind, str] = MappingProxyType(
    {
        "count": "a whole number up to 1000",
        "number": "a number from 0 on",
        "name": "the name of a variable",
        "flag": "true or false",
        "words": "a text",
    }
)
"""What each kind is called when it is asked for."""


def _written(value: Option) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _suggestion(name: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(name, known, n=1)
    return f"did you mean {near[0]}?" if near else f"there are: {', '.join(known)}"
