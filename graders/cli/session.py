"""A session of practice: questions posed, answers taken and told about, until the last part or the last wish."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import count
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import click

from graders.bank import find, load_exercise
from graders.cli.question import solution
from graders.errors import AuthorError, GradersError
from graders.exercise import Policy
from graders.feedback import PROOFS
from graders.grading import grade_exercise
from graders.press import mixed
from graders.prose import Prose
from graders.question import pose
from graders.solution import shown_key
from graders.space import named_variant, variant_for
from graders.syntax import to_mathml
from graders.typeset import mathml_to_text
from graders.verdict import Outcome
from graders.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graders.exercise import Exercise
    from graders.grading import GradedExercise, GradedPart
    from graders.question import Ask
    from graders.syntax.tree import Node
    from graders.variant import Variant
    from graders.verdict import Message
    from graders.words import Words

FREE = Policy(counts="best")
"""How often one may try where the author says nothing: as often as one likes, at no cost."""

SIGNS: Mapping[Outcome, tuple[str, str]] = MappingProxyType(
    {
        Outcome.CORRECT: ("✓", "green"),
        Outcome.PARTLY_CORRECT: ("◐", "yellow"),
        Outcome.INCORRECT: ("✗", "red"),
        Outcome.UNREADABLE: ("?", "magenta"),
        Outcome.NEEDS_REVIEW: ("…", "cyan"),
    }
)


class Wish(Enum):
    """What may be typed instead of an answer."""

    HINT = ":hint"
    SKIP = ":skip"
    SHOW = ":show"
    QUIT = ":quit"


class EndedError(GradersError):
    """Somebody has had enough."""


def practise(name: str, chosen: str | None, seed: str | None, lang: str) -> int:
    """Pose variants until somebody has had enough."""
    try:
        exercise = load_exercise(find(name, (Path("exercises"),)))
    except AuthorError as error:
        raise click.UsageError(str(error)) from error
    exercise = replace(exercise, attempts=replace(exercise.attempts or FREE, open=True))
    sentences = words(lang)
    try:
        for variant in drawn(exercise, chosen, seed):
            Paper(exercise, variant, sentences).work_through()
            if chosen is not None or not _more():
                break
    except EndedError:
        click.echo()
    return 0


def drawn(exercise: Exercise, chosen: str | None, seed: str | None) -> Iterator[Variant]:
    """Give the variant that is asked for, or one after the other."""
    if chosen is not None:
        try:
            yield named_variant(exercise, chosen)
        except AuthorError as error:
            raise click.UsageError(str(error)) from error
        return
    seed = secrets.token_hex(8) if seed is None else seed
    yield from (variant_for(exercise, seed=seed, index=index) for index in count())


def _more() -> bool:
    return typed("Another one? [y/n] ").lower() in ("y", "yes", "j", "ja")


def typed(prompt: str) -> str:
    """Take a line; the end of the input is the end of the session."""
    try:
        return click.prompt(prompt, prompt_suffix="", default="", show_default=False).strip()
    except click.Abort:
        raise EndedError from None


@dataclass
class Paper:
    """One variant being worked on; ``rounds`` has what stood in the boxes after every answer."""

    exercise: Exercise
    variant: Variant
    words: Words
    prose: Prose = field(default_factory=Prose)
    rounds: list[dict[str, str]] = field(default_factory=list)

    def work_through(self) -> None:
        """Pose the question and its parts, then show the solution."""
        question = pose(self.exercise, self.variant)
        click.echo()
        click.secho(question.title, bold=True)
        click.echo()
        click.echo(self.prose.plain(question.text))
        for ask in question.asks:
            self.ask(ask)
        self.close()

    def ask(self, ask: Ask) -> None:
        """Take answers to one part until it is right, given up, or out of attempts."""
        click.echo()
        wanted = f" [{', '.join(self.words.say(f'asked.{form}') for form in ask.form)}]" if ask.form else ""
        click.secho(self.prose.plain(ask.text) + wanted, bold=True)
        part = None
        while part is None or part.marking.open:
            text = typed("> ")
            match text:
                case "":
                    click.secho(f"  an answer, or {', '.join(wish.value for wish in Wish)}", dim=True)
                case Wish.HINT.value:
                    self.hint(ask, part)
                case Wish.SKIP.value:
                    return
                case Wish.SHOW.value:
                    key = shown_key(self.exercise.part(ask.part), self.variant.environment)
                    click.secho(f"  {written(key)}", fg="green")
                    return
                case Wish.QUIT.value:
                    raise EndedError
                case _:
                    part = self.take(ask, text, part)

    def take(self, ask: Ask, text: str, before: GradedPart | None) -> GradedPart:
        """Grade an answer, and say what there is to say of it."""
        self.rounds.append({**(self.rounds[-1] if self.rounds else {}), ask.part: text})
        part = next(part for part in self.graded().parts if part.part == ask.part)
        for line in self.told(part):
            click.echo(f"  {line}")
        known = 0 if before is None else len(before.hints)
        for hint in part.hints[known:]:
            click.secho(f"  Hint: {self.prose.plain(hint)}", fg="blue")
        return part

    def told(self, part: GradedPart) -> Iterator[str]:
        """Say how an answer was read and judged, and why."""
        sign, colour = SIGNS[part.verdict.outcome]
        if part.verdict.read_as is not None:
            yield click.style(f"{self.words.say('part.read_as')} {written(part.verdict.read_as)}", dim=True)
        elif part.verdict.error is not None:
            yield from part.verdict.error.pointed().splitlines()[:2]
        yield click.style(f"{sign} {self.words.say(f'outcome.{part.verdict.outcome}')}", fg=colour)
        for message in sorted(part.feedback, key=is_proof):
            yield click.style(self.words.render(message), dim=is_proof(message))

    def hint(self, ask: Ask, part: GradedPart | None) -> None:
        """Repeat the hints that were given, or say when there will be one."""
        hints = self.exercise.part(ask.part).hints
        given = () if part is None else part.hints
        for hint in given:
            click.secho(f"  {self.prose.plain(hint)}", fg="blue")
        if len(given) < len(hints):
            after = hints[len(given)].after - (0 if part is None else part.marking.wrong)
            answers = "1 more answer that is not right" if after == 1 else f"{after} more answers that are not right"
            click.secho(f"  The next hint comes after {answers}.", dim=True)
        elif not given:
            click.secho("  There is no hint for this part.", dim=True)

    def graded(self) -> GradedExercise:
        """Grade what stands in the boxes, after all that stood there before."""
        responses = self.rounds[-1] if self.rounds else {}
        return grade_exercise(self.exercise, self.variant, responses, earlier=self.rounds[:-1])

    def close(self) -> None:
        """Say what it came to, and show the solution."""
        graded = self.graded()
        total = self.words.say("report.total", mark=mixed(graded.mark), points=mixed(graded.points))
        click.secho(f"\n{total}\n", bold=True)
        click.secho(f"{self.words.say('report.solution')}\n", bold=True)
        for line in solution(self.exercise, self.variant, self.prose, written):
            click.echo(line)
        click.echo()


def is_proof(message: Message) -> bool:
    """Tell whether a message says how something was decided, which comes last."""
    return message.key in PROOFS


def written(node: Node) -> str:
    """Write mathematics on one line as by hand: ``4√3``, ``x²/(x + 1)``."""
    return mathml_to_text(to_mathml(node))
