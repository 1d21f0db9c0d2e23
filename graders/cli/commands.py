"""Commands as ours are: help as it is laid out, and arguments that may be mathematics."""

from __future__ import annotations

import re
from inspect import cleandoc
from itertools import takewhile
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

OPTION = re.compile(r"--[a-z][a-z-]+")


class Taught(click.Command):
    """A command whose help keeps its lines, since most of it is examples."""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the docstring as it stands."""
        del ctx
        formatter.write_paragraph()
        for line in cleandoc(self.help or "").splitlines():
            formatter.write(f"  {line}".rstrip() + "\n")


class Typed(Taught):
    """A command that takes what begins with a minus sign for an argument, unless it reads like an option.

    ``-7`` and ``-√273/39`` are arguments.  Two minus signs and a word are an option, known or misspelt;
    whatever follows ``--`` is an argument.
    """

    ignore_unknown_options = True

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Refuse misspelt options, which would else be taken for arguments."""
        known = [name for parameter in self.get_params(ctx) for name in parameter.opts]
        for name in _options(args):
            if name not in known:
                from difflib import get_close_matches

                raise click.NoSuchOption(name, possibilities=get_close_matches(name, known), ctx=ctx)
        return super().parse_args(ctx, args)


def _options(arguments: list[str]) -> Iterator[str]:
    for argument in takewhile(lambda argument: argument != "--", arguments):
        found = OPTION.match(argument)
        if found and argument[found.end() :][:1] in ("", "="):
            yield found[0]
