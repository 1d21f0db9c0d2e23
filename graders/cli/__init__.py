"""The command line: ``graders COMMAND ...``.  One file per command, read only when the command is used.

Every command ends with one of these codes, besides those that ``graders check`` has for its verdicts:

    0    done
    1    a file has problems: all of them stand on stderr, one a line
    4    usage: an unknown option, a missing argument, a file that does not exist
    130  interrupted
    141  nobody reads the output any more
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, NoReturn

import click

from graders import __version__
from graders.cli.commands import Taught
from graders.errors import AuthorError
from graders.leftovers import look_rarely, spare_what_is_there

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

DONE = 0
PROBLEMS = 1
USAGE = 4
INTERRUPTED = 130
NOBODY_READS = 141

COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "demo": "graders.cli.demo",
        "new": "graders.cli.new",
        "lint": "graders.cli.lint",
        "list": "graders.cli.listing",
        "show": "graders.cli.show",
        "preview": "graders.cli.preview",
        "practice": "graders.cli.practice",
        "generate": "graders.cli.generate",
        "grade": "graders.cli.grade",
        "review": "graders.cli.review",
        "regrade": "graders.cli.regrade",
        "stats": "graders.cli.stats",
        "check": "graders.cli.check",
        "schema": "graders.cli.schema",
    }
)
"""Every command with its file, in the order in which one meets them; a file's ``command`` is the command."""


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run a command and leave with its code."""
    look_rarely()
    code = run(arguments)
    spare_what_is_there()
    sys.exit(code)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run a command and give its code."""
    _speak_unicode()
    try:
        code = graders.main(arguments, prog_name="graders", standalone_mode=False)
    except click.Abort:
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return USAGE
    except AuthorError as error:
        _show(map(str, error.problems))
        return PROBLEMS
    except OSError as error:
        if error.filename is None:
            raise
        _show((f"{error.filename}: {error.strerror}",))
        return PROBLEMS
    return int(code or DONE)


def _show(problems: Iterable[str]) -> None:
    """Print problems, one a line, and nothing that a terminal would heed."""
    from graders.words import visible

    for problem in problems:
        click.echo(visible(problem), err=True)


def _speak_unicode() -> None:
    """Write what a terminal's encoding lacks with escapes, and go on."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _stop_writing() -> None:
    """Let what is still to be written go nowhere, so that Python can end in silence."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())


class Commands(Taught, click.Group):
    """The commands by name; only the one that is used is imported."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands in the order of the table."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command = import_module(COMMANDS[cmd_name]).command
        return command if isinstance(command, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is asked for; of an unknown one, say which is probably meant."""
        if args[0] not in COMMANDS:
            from graders.comparison import unknown

            for fault in unknown("command", args[0], COMMANDS):
                ctx.fail(fault)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> int:
        """Run the command that is asked for."""
        try:
            code = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            _stop_writing()
            return NOBODY_READS
        return code or DONE


@click.command(cls=Commands)
@click.version_option(__version__)
def graders() -> None:
    """Exercises in YAML to variants, proved verdicts, feedback that names the mistake, and reports.

    Look around:
      graders demo
      graders list --page bank.html
      graders check "4*sqrt(3)" "√48"
      graders show embeddings/euclidean-distance --variant lecture --key

    Set and grade a problem set:
      graders generate sheet7.yaml --roster class.csv --out sheet7
      graders grade sheet7.yaml sheet7 --out graded

    Every command explains itself: graders COMMAND --help.
    """
