"""Frozen dataclasses that are made in little time: trees are taken apart and made anew by the thousand.

The ``__init__`` of a frozen dataclass has ``object`` set each field by its name, since the class itself refuses.  Every
slot can set its own field, without being looked up.
"""

from __future__ import annotations

from dataclasses import MISSING, dataclass, field, fields
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar, cast, dataclass_transform

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import FunctionType

Kind = TypeVar("Kind")

Setter: TypeAlias = "Callable[[object, Any], None]"


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(kind: type[Kind]) -> type[Kind]:
    """Make a class of two to four fields into what ``dataclass(frozen=True, slots=True)`` makes of it.

    >>> @frozen
    ... class Point:
    ...     x: int
    ...     y: int = 0
    >>> Point(1), Point(y=3, x=2)
    (Point(x=1, y=0), Point(x=2, y=3))
    """
    made = cast("Any", dataclass(frozen=True, slots=True)(kind))
    each = fields(made)
    init = cast("FunctionType", _MADE_OF[len(each)](*[getattr(made, one.name).__set__ for one in each]))
    init.__code__ = init.__code__.replace(co_varnames=("self", *[one.name for one in each]))
    init.__defaults__ = tuple(one.default for one in each if one.default is not MISSING)
    init.__annotations__ = made.__init__.__annotations__
    init.__name__, init.__qualname__ = "__init__", f"{made.__qualname__}.__init__"
    made.__init__ = init
    return cast("type[Kind]", made)


def _of_two(one: Setter, two: Setter) -> Callable[..., None]:
    def init(self: object, first: object, second: object) -> None:
        one(self, first)
        two(self, second)

    return init


def _of_three(one: Setter, two: Setter, three: Setter) -> Callable[..., None]:
    def init(self: object, first: object, second: object, third: object) -> None:
        one(self, first)
        two(self, second)
        three(self, third)

    return init


def _of_four(one: Setter, two: Setter, three: Setter, four: Setter) -> Callable[..., None]:
    def init(self: object, first: object, second: object, third: object, fourth: object) -> None:
        one(self, first)
        two(self, second)
        three(self, third)
        four(self, fourth)

    return init


_MADE_OF: Mapping[int, Callable[..., Callable[..., None]]] = MappingProxyType({2: _of_two, 3: _of_three, 4: _of_four})
"""What sets so many fields; their names are put in for each class."""
