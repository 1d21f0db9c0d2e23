"""``graders check``: one response beside one key, or a batch of them."""

from __future__ import annotations

import sys
from types import MappingProxyType
from typing import TYPE_CHECKING, BinaryIO

import click

from graders.cli.commands import Typed
from graders.comparison import Comparison, answer, compare, read_key, told
from graders.errors import AuthorError, ResponseError
from graders.feedback import feedback
from graders.syntax import to_text
from graders.verdict import Outcome
from graders.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graders.exercise import Option
    from graders.verdict import Verdict
    from graders.words import Words

CODES: Mapping[Outcome, int] = MappingProxyType(
    {
        Outcome.CORRECT: 0,
        Outcome.PARTLY_CORRECT: 1,
        Outcome.INCORRECT: 1,
        Outcome.UNREADABLE: 2,
        Outcome.NEEDS_REVIEW: 3,
    }
)
"""How the command ends on each verdict."""

COLOURS: Mapping[Outcome, str] = MappingProxyType(
    {
        Outcome.CORRECT: "green",
        Outcome.PARTLY_CORRECT: "yellow",
        Outcome.INCORRECT: "red",
        Outcome.UNREADABLE: "magenta",
        Outcome.NEEDS_REVIEW: "cyan",
    }
)


@click.command("check", cls=Typed, short_help="Compare a response with a key, or a batch of them.")
@click.argument("key", required=False)
@click.argument("response", required=False)
@click.option("--check", "check", metavar="NAME", default="equivalent", show_default=True, help="The answer test.")
@click.option("--form", metavar="NAME", multiple=True, help="A form that is asked as well, such as exact.")
@click.option("--option", "options", metavar="NAME=VALUE", multiple=True, help="An option of the check.")
@click.option("--variables", metavar="x,y", default="", help="Names that a response may use beside those of the key.")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as one line of JSON.")
@click.option("--batch", metavar="FILE|-", type=click.File("rb"), help="JSON lines in, JSON lines out.")
def command(  # noqa: PLR0913 - one parameter for each option
    *,
    key: str | None,
    response: str | None,
    check: str,
    form: tuple[str, ...],
    options: tuple[str, ...],
    variables: str,
    as_json: bool,
    batch: BinaryIO | None,
) -> int:
    """Say whether RESPONSE means the same as KEY, how that was proved, and what to do about it.

      graders check "4*sqrt(3)" "√48"
      graders check "4*sqrt(3)" "6.93" --form exact
      graders check "(-4, 4, 4)" "[-4; 4; 4]"
      graders check "-7/sqrt(273)" "-√273/39"

    The command ends with 0 correct, 1 not correct or only in part, 2 unreadable, 3 needs review, 4 usage.

    A batch has one JSON object a line, and is answered line by line in the same order:

      {"id": 1, "key": "4*sqrt(3)", "response": "√48"}
      {"id": 2, "key": "x", "response": "y", "variables": ["y"], "form": ["exact"]}

    A line that cannot be used is answered as unreadable and the batch goes on; empty lines are passed over.
    """
    if batch is not None:
        _refuse_beside_batch()
        return _answer_batch(batch)
    if key is None or response is None:
        raise click.UsageError("both KEY and RESPONSE are needed, or --batch FILE")
    names = tuple(name.strip() for name in variables.split(",") if name.strip())
    comparison = Comparison(key, response, check, form, tuple(map(_option, options)), names, key_notation="auto")
    faults = tuple(comparison.faults())
    if faults:
        raise click.UsageError("\n".join(faults))
    verdict = _verdict(comparison)
    sentences = words()
    if as_json:
        import json

        click.echo(json.dumps({"id": None, **answer(verdict, response, sentences)}, ensure_ascii=False))
    else:
        click.echo("\n".join(_told(verdict, response, sentences)))
    return CODES[verdict.outcome]


def _refuse_beside_batch() -> None:
    """Refuse what a batch would not heed: every line of it says these things itself."""
    context = click.get_current_context()
    unset = click.core.ParameterSource.DEFAULT
    for parameter in context.command.params:
        source = context.get_parameter_source(parameter.name or "")
        if parameter.name not in ("batch", "as_json") and source not in (None, unset):
            raise click.UsageError(f"{parameter.get_error_hint(context)} cannot stand beside --batch")


def _answer_batch(batch: BinaryIO) -> int:
    """Answer every line as soon as it came in."""
    from graders.batch.lines import answers, lines_of

    out = sys.stdout.buffer
    for line in answers(lines_of(batch)):
        out.write(line)
        out.flush()
    return 0


def _option(text: str) -> tuple[str, Option]:
    """Read ``name=value``."""
    from graders.comparison import option_value

    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise click.UsageError(f"--option {text}: write NAME=VALUE")
    return name.strip(), option_value(value)


def _verdict(comparison: Comparison) -> Verdict:
    try:
        key = read_key(comparison)
    except ResponseError as error:
        raise click.UsageError(f"KEY cannot be read\n\n{error.pointed()}") from error
    try:
        return compare(comparison, key)
    except AuthorError as error:
        raise click.UsageError("\n".join(told(error.problems))) from error


def _told(verdict: Verdict, response: str, sentences: Words) -> Iterator[str]:
    """Say the verdict, how the response was read, how that was proved, and what to do."""
    yield click.style(_headline(verdict, response, sentences), fg=COLOURS[verdict.outcome], bold=True)
    if verdict.error is not None and response.strip():
        yield verdict.error.pointed()
        return
    if verdict.read_as is not None:
        yield f"Read as {to_text(verdict.read_as)}"
    for reason in feedback(verdict, response):
        yield sentences.render(reason)


def _headline(verdict: Verdict, response: str, sentences: Words) -> str:
    if not response.strip():
        return sentences.say("outcome.blank")
    name = sentences.say(f"outcome.{verdict.outcome}")
    return f"{name}, {verdict.score} of the points" if verdict.outcome is Outcome.PARTLY_CORRECT else name
