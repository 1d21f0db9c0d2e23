"""One question written for a terminal, with the key and the worked solution for its author."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from graders.bank import find, load_exercise
from graders.errors import AuthorError
from graders.prose import Prose
from graders.question import STEPS, fill, pose, values_in
from graders.solution import shown_key, worked
from graders.space import first_variant, named_variant
from graders.syntax import to_text
from graders.variant import written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from graders.exercise import Exercise
    from graders.question import Ask
    from graders.syntax.tree import Node
    from graders.variant import Variant


def shown(name: str, chosen: str | None, *, with_key: bool) -> Iterator[str]:
    """Yield the lines."""
    try:
        path = find(name)
    except AuthorError as error:
        raise click.UsageError(str(error)) from error
    exercise = load_exercise(path)
    variant = choose(exercise, chosen)
    question, prose = pose(exercise, variant), Prose()
    yield click.style(exercise.title, bold=True)
    yield f"{exercise.id}, variant {variant.number}" + (f": {written(variant.values)}" if variant.values else "")
    yield ""
    yield prose.plain(question.text)
    for ask in question.asks:
        yield ""
        yield f"{prose.plain(ask.text)} [{asked(ask)}]"
        if with_key:
            key = shown_key(exercise.part(ask.part), variant.environment)
            yield click.style(f"    key: {to_text(key)}", fg="green")
    if with_key:
        yield ""
        yield click.style("Worked solution", bold=True)
        yield ""
        yield from solution(exercise, variant, prose)


def asked(ask: Ask) -> str:
    """Say under which name an answer is given, what it is worth, and in which form it is wanted."""
    points = f"{ask.points} {'point' if ask.points == 1 else 'points'}"
    return ", ".join((ask.part, points, *ask.form))


def choose(exercise: Exercise, chosen: str | None) -> Variant:
    """Find the variant that is asked for by name or number; else the first pinned one, else any."""
    if chosen is None:
        return first_variant(exercise)
    try:
        return named_variant(exercise, chosen)
    except AuthorError as error:
        raise click.UsageError(str(error)) from error


def solution(
    exercise: Exercise, variant: Variant, prose: Prose, write: Callable[[Node], str] = to_text
) -> Iterator[str]:
    """Write the worked solution: the author's text with the worked lines in it."""
    text = fill(exercise.solution, values_in(exercise, variant), STEPS, file=exercise.id, path="solution")
    before, steps, after = text.partition(STEPS)
    if before.strip():
        yield prose.plain(before)
        yield ""
    if steps:
        for line in worked(exercise, variant):
            chain = (write(stage) for stage in (line.formula, *line.stages))
            nearly = "" if line.nearly is None else f" ≈ {write(line.nearly)}"
            yield f"    {line.name} = " + " = ".join(dict.fromkeys(chain)) + nearly
    if after.strip():
        yield ""
        yield prose.plain(after)
