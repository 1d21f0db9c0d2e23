"""The sandbox in which templates run: they see values and change none, and what they may see is decided once a kind."""

from __future__ import annotations

from typing import Any

from jinja2.sandbox import ImmutableSandboxedEnvironment


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, which asks of every attribute anew whether it is safe; it depends on the class and the name.

    A page asks some hundred times.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 - whatever Jinja's takes
        """Begin with nothing decided."""
        super().__init__(*arguments, **options)
        self._decided: dict[tuple[type, str], bool] = {}

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        """Tell whether a template may see an attribute; those of classes are not remembered."""
        if isinstance(obj, type):
            return super().is_safe_attribute(obj, attr, value)
        asked = (type(obj), attr)
        if asked not in self._decided:
            self._decided[asked] = super().is_safe_attribute(obj, attr, value)
        return self._decided[asked]
