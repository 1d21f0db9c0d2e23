"""The queue of answers that wait for a person: gathered, shown, ruled about."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

import click

from graders.batch.journal import FILE, entries
from graders.batch.rulings import add_ruling, alike, load_rulings, ruling
from graders.kept import Kept
from graders.verdict import Outcome
from graders.words import visible, words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction
    from pathlib import Path

    from graders.kept import KeptExercise, KeptPart


@dataclass(frozen=True, slots=True)
class Waiting:
    """One answer that waits, and whose it is; ``id`` stays the same from one list to the next."""

    id: str
    exercise: KeptExercise
    part: KeptPart
    students: tuple[str, ...]


def queue(folder: Path) -> tuple[Waiting, ...]:
    """Gather the answers that wait and have no ruling yet, equal ones together, in the order of the journal."""
    rulings = load_rulings(folder)
    found: dict[str, Waiting] = {}
    for entry in entries(folder / FILE):
        if not isinstance(entry, Kept):
            continue
        for exercise, part in entry.boxes:
            if part.standing == Outcome.NEEDS_REVIEW and rulings.on(exercise, part) is None:
                name = _id(exercise, part)
                students = (*found[name].students, entry.student.id) if name in found else (entry.student.id,)
                found[name] = Waiting(name, exercise, part, students)
    return tuple(found.values())


def _id(exercise: KeptExercise, part: KeptPart) -> str:
    reads = "".join(part.response.split()) if part.read_as is None else alike(part.read_as)
    text = json.dumps([exercise.exercise, part.part, exercise.given.digest, reads])
    return sha256(text.encode()).hexdigest()[:8]


def show(waiting: Sequence[Waiting], *, as_json: bool) -> None:
    """Print the queue."""
    sentences = words()
    for each in waiting:
        told = " ".join(sentences.render(message) for message in each.part.feedback)
        if as_json:
            click.echo(json.dumps(_fields(each, told)))
            continue
        click.secho(f"{each.id}  {each.exercise.exercise} {each.part.part}", bold=True)
        click.echo(f"    typed    {visible(each.part.response[:500])}")
        click.echo(f"    read as  {visible(each.part.read_as or '-')}")
        click.echo(f"    key      {visible(each.part.key)}")
        click.echo(f"    because  {visible(told)}")
        click.echo(f"    from     {visible(', '.join(each.students))}")
    if not as_json:
        click.echo(f"{len(waiting)} to look at" if waiting else "Nothing waits.")


def _fields(each: Waiting, told: str) -> dict[str, object]:
    return {
        "id": each.id,
        "exercise": each.exercise.exercise,
        "part": each.part.part,
        "response": each.part.response,
        "read_as": each.part.read_as,
        "key": each.part.key,
        "evidence": each.part.evidence,
        "reason": each.part.by,
        "message": told,
        "students": list(each.students),
    }


def rule(folder: Path, answer: str, score: Fraction, note: str) -> None:
    """Keep a ruling, and say how many answers it settles."""
    found = next((each for each in queue(folder) if each.id == answer), None)
    if found is None:
        raise click.UsageError(f"no answer {answer} waits; graders review {folder} lists those that do")
    add_ruling(folder, ruling(found.exercise, found.part, score, note))
    settled = "1 answer" if len(found.students) == 1 else f"{len(found.students)} answers"
    click.echo(f"{settled} settled; graders regrade ASSIGNMENT --against {folder} --apply writes it into the marks")
