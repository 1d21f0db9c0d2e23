"""The sandbox in which templates run: they see values and change none.

Jinja asks of every attribute and of every call, each time, whether it is safe; a page has a thousand.  Nearly always
the template's own text tells: ``part.mark`` is safe whatever the part is.  So that is asked once, where a template is
made ready, and only of doubtful names anew on every page.  Nor is what was set already asked how it is set.
"""

from __future__ import annotations

from collections import deque
from functools import lru_cache
from types import FunctionType
from typing import TYPE_CHECKING

from jinja2.compiler import CodeGenerator
from jinja2.nodes import Name
from jinja2.sandbox import (
    UNSAFE_ASYNC_GENERATOR_ATTRIBUTES,
    UNSAFE_COROUTINE_ATTRIBUTES,
    UNSAFE_FUNCTION_ATTRIBUTES,
    UNSAFE_GENERATOR_ATTRIBUTES,
    UNSAFE_METHOD_ATTRIBUTES,
    ImmutableSandboxedEnvironment,
    modifies_known_mutable,
)
from markupsafe import Markup, escape

if TYPE_CHECKING:
    from jinja2.compiler import Frame
    from jinja2.nodes import Call, Expr, Getattr

CHANGEABLE: tuple[object, ...] = ([], {}, set(), deque())

DOUBTFUL = frozenset(
    (
        *UNSAFE_FUNCTION_ATTRIBUTES,
        *UNSAFE_METHOD_ATTRIBUTES,
        *UNSAFE_GENERATOR_ATTRIBUTES,
        *UNSAFE_COROUTINE_ATTRIBUTES,
        *UNSAFE_ASYNC_GENERATOR_ATTRIBUTES,
        *(name for kind in CHANGEABLE for name in dir(kind) if modifies_known_mutable(kind, name)),
        *("mro", "format", "format_map"),
    )
)
"""Public names that are unsafe, or another's, on values of some kind: what changes lists, and what shows frames."""

FUNCTIONS = (FunctionType, type(lru_cache(print)))


class Ready(CodeGenerator):
    """A template as the program that it becomes: a dot that cannot harm is Python's own, and so is a call of ours."""

    environment: Sandbox

    def visit_Getattr(self, node: Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Write how an attribute is taken."""
        if node.attr.startswith("_") or node.attr in DOUBTFUL:
            super().visit_Getattr(node, frame)
        else:
            self.visit(node.node, frame)
            self.write(f".{node.attr}")

    def visit_Call(self, node: Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: FBT001, FBT002, N802
        """Write a call; what a template is lent takes nothing of Jinja's own."""
        plain = node.dyn_args is None and node.dyn_kwargs is None
        if not (plain and isinstance(node.node, Name) and node.node.name in self.environment.lent):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        """Write how a value is put into a page."""
        if finalize.src is None and frame.eval_ctx.autoescape and not frame.eval_ctx.volatile:
            self.write("environment.escaped(")
        else:
            super()._output_child_pre(node, frame, finalize)


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, with the questions that a template's text answers asked once."""

    code_generator_class = Ready
    lent: frozenset[str] = frozenset()

    @staticmethod
    def escaped(value: object) -> Markup:
        """Escape a value for HTML, unless it was set, as most of a page is."""
        return value if type(value) is Markup else escape(value)

    def lend(self, **names: object) -> None:
        """Let templates use these names and no others; functions among them are called without further questions."""
        self.globals.clear()
        self.globals.update(names)
        self.lent = frozenset(name for name, each in names.items() if isinstance(each, FUNCTIONS))
