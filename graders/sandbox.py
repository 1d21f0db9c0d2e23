"""The sandbox in which templates run: they see values and change none, and what they may see is decided once a kind."""

from __future__ import annotations

from functools import lru_cache
from types import BuiltinMethodType, FunctionType, MethodType
from typing import TYPE_CHECKING, Any

from jinja2.sandbox import ImmutableSandboxedEnvironment

if TYPE_CHECKING:
    from jinja2.runtime import Context


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, which asks of every attribute anew whether it is safe; it depends on the class and the name.

    A page asks some hundred times, and as often calls what it is lent.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 - whatever Jinja's takes
        """Begin with nothing decided."""
        super().__init__(*arguments, **options)
        self._decided: dict[tuple[type, str], bool] = {}
        self._lent: frozenset[int] = frozenset()

    def lend(self, **names: object) -> None:
        """Let templates use these names and no others; functions among them are called without further questions."""
        self.globals.clear()
        self.globals.update(names)
        self._lent = frozenset(id(each) for each in names.values() if isinstance(each, FUNCTIONS))

    def call(self, context: Context, called: object, /, *arguments: object, **options: object) -> object:
        """Call what a template names; what it is lent takes nothing of Jinja's own."""
        if id(called) not in self._lent:
            return super().call(context, called, *arguments, **options)
        options.pop("_loop_vars", None)
        options.pop("_block_vars", None)
        return called(*arguments, **options)  # type: ignore[operator]  # only functions are lent

    def getattr(self, obj: object, attribute: str) -> object:
        """Give an attribute that was found safe before as it is, unless it is a method."""
        if self._decided.get((type(obj), attribute)):
            try:
                value = getattr(obj, attribute)
            except AttributeError:
                return super().getattr(obj, attribute)
            if not isinstance(value, METHODS):
                return value
        return super().getattr(obj, attribute)

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        """Tell whether a template may see an attribute; those of classes are not remembered."""
        if isinstance(obj, type):
            return super().is_safe_attribute(obj, attr, value)
        asked = (type(obj), attr)
        if asked not in self._decided:
            self._decided[asked] = super().is_safe_attribute(obj, attr, value)
        return self._decided[asked]


FUNCTIONS = (FunctionType, type(lru_cache(print)))
METHODS = (MethodType, BuiltinMethodType)
