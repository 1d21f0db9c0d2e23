"""The queue of answers that wait for a person, and any others that one asks for: gathered, shown, ruled about."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

import click

from graders.batch.journal import FILE, mentioning
from graders.batch.rulings import add_ruling, alike, load_rulings, ruling
from graders.gradebook import BLANK, decimal
from graders.verdict import Outcome
from graders.words import visible, words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from fractions import Fraction
    from pathlib import Path

    from graders.batch.rulings import Ruling, Rulings
    from graders.kept import KeptExercise, KeptPart


@dataclass(frozen=True, slots=True)
class Listed:
    """One answer, and whose it is; ``id`` stays the same from one list to the next."""

    id: str
    exercise: KeptExercise
    part: KeptPart
    students: tuple[str, ...]
    ruling: Ruling | None = None


def queue(folder: Path) -> tuple[Listed, ...]:
    """Gather the answers that wait, equal ones together, in the order of the journal.

    Those with a ruling wait no more, unless it was made beside another key than the present one.
    """
    return _together(_waiting(folder, load_rulings(folder)))


def _waiting(folder: Path, rulings: Rulings) -> Iterator[tuple[str, Listed]]:
    word = "" if rulings.all else Outcome.NEEDS_REVIEW  # without rulings, no other line has any that waits
    for student, exercise, part in _boxes(folder, word):
        found = rulings.on(exercise, part)
        is_old = found is not None and found.is_about_another(part.key)
        if is_old or (found is None and part.standing == Outcome.NEEDS_REVIEW):
            yield student, Listed(_id(exercise, part), exercise, part, (), found)


def answers(folder: Path, *, student: str = "", verdict: str = "") -> tuple[Listed, ...]:
    """Gather the answers of a student, or with a verdict, or both, with everybody who gave an equal one."""
    hers = {_id(exercise, part) for whose, exercise, part in _boxes(folder) if whose == student}
    if student and not hers:
        raise click.UsageError(f"no answer of {student} was graded; ids are those of the class list")
    return _together(_wanted(folder, hers, verdict))


def _wanted(folder: Path, hers: Collection[str], verdict: str) -> Iterator[tuple[str, Listed]]:
    rulings = load_rulings(folder)
    for student, exercise, part in _boxes(folder):
        if verdict in ("", part.standing):
            name = _id(exercise, part)
            if not hers or name in hers:
                yield student, Listed(name, exercise, part, (), rulings.on(exercise, part))


def _together(listed: Iterable[tuple[str, Listed]]) -> tuple[Listed, ...]:
    """Put equal answers together, with everybody who gave one; nothing else of an exercise is kept."""
    found: dict[str, Listed] = {}
    students: dict[str, dict[str, None]] = {}
    for student, each in listed:
        if each.id not in found:
            found[each.id] = replace(each, exercise=replace(each.exercise, parts=(), earlier=()))
        students.setdefault(each.id, {})[student] = None
    return tuple(replace(each, students=tuple(students[name])) for name, each in found.items())


def _boxes(folder: Path, word: str = "") -> Iterator[tuple[str, KeptExercise, KeptPart]]:
    """Give every box that was answered, and every attempt before the one that counts which waits.

    Lines in which a word does not stand are not looked into.
    """
    for entry in mentioning(folder / FILE, word):
        for exercise, part in entry.boxes:
            if part.standing != BLANK:
                yield entry.student.id, exercise, part
            for response, verdict, _ in part.attempts:
                if verdict == Outcome.NEEDS_REVIEW and response != part.response:
                    yield entry.student.id, exercise, _earlier(part, response)


def _earlier(part: KeptPart, response: str) -> KeptPart:
    """Give a box as it stood at an attempt of which no more is kept than what was typed."""
    return replace(part, response=response, read_as=None, verdict=Outcome.NEEDS_REVIEW.value, by="", feedback=())


def _id(exercise: KeptExercise, part: KeptPart) -> str:
    reads = "".join(part.response.split()) if part.read_as is None else alike(part.read_as)
    text = json.dumps([exercise.exercise, part.part, exercise.given.digest, reads])
    return sha256(text.encode()).hexdigest()[:8]


def show(listed: Sequence[Listed], *, as_json: bool) -> None:
    """Print answers."""
    sentences = words()
    for each in listed:
        told = " ".join(sentences.render(message) for message in each.part.feedback)
        if as_json:
            click.echo(json.dumps(_fields(each, told)))
            continue
        click.secho(f"{each.id}  {each.exercise.exercise} {each.part.part}", bold=True)
        for name, text in _lines(each, told):
            click.echo(f"    {name:8} {visible(text)}")
    if not as_json:
        click.echo(f"{len(listed)} to look at" if listed else "Nothing waits.")


def _lines(each: Listed, told: str) -> Iterator[tuple[str, str]]:
    part = each.part
    if each.exercise.given.values:
        yield "given", ", ".join(f"{name} = {value}" for name, value in each.exercise.given.values)
    yield "typed", part.response[:500]
    yield "read as", part.read_as or "-"
    yield "key", part.key
    yield "verdict", f"{part.verdict.replace('_', ' ')}, {decimal(part.mark, 2)} of {decimal(part.points, 2)}"
    yield "because", told or "-"
    yield "from", ", ".join(each.students)
    if each.ruling is not None:
        beside = f" when the key was {each.ruling.key}" if each.ruling.is_about_another(part.key) else ""
        yield "ruled", f"{each.ruling.score}{beside}{each.ruling.note and f': {each.ruling.note}'}"


def _fields(each: Listed, told: str) -> dict[str, object]:
    ruled = each.ruling
    return {
        "id": each.id,
        "exercise": each.exercise.exercise,
        "part": each.part.part,
        "given": dict(each.exercise.given.values),
        "response": each.part.response,
        "read_as": each.part.read_as,
        "key": each.part.key,
        "verdict": each.part.verdict,
        "mark": str(each.part.mark),
        "points": str(each.part.points),
        "evidence": each.part.evidence,
        "reason": each.part.by,
        "message": told,
        "students": list(each.students),
        "ruling": None if ruled is None else {"score": str(ruled.score), "note": ruled.note, "key": ruled.key},
    }


def rule(folder: Path, answer: str, score: Fraction, note: str) -> None:
    """Keep a ruling, and say how many answers it settles."""
    found = _find(folder, answer)
    told = visible(" ".join(note.split())).encode(errors="replace").decode()  # a shell passes on what is no UTF-8 too
    add_ruling(folder, ruling(found.exercise, found.part, score, told))
    click.echo(f"{_counted(found)} settled; {_next(folder)}")


def withdraw(folder: Path, answer: str) -> None:
    """Take a ruling back, and say how many answers it was about."""
    found = _find(folder, answer)
    if found.ruling is None:
        raise click.UsageError(f"there is no ruling about the answer {answer}")
    add_ruling(folder, found.ruling, withdrawn=True)
    click.echo(f"The ruling about {_counted(found)} is withdrawn; {_next(folder)}")


def _find(folder: Path, answer: str) -> Listed:
    found = next((each for each in answers(folder) if each.id == answer), None)
    if found is None:
        raise click.UsageError(f"there is no answer {answer}; graders review {folder} lists those that wait")
    return found


def _counted(found: Listed) -> str:
    return "1 answer" if len(found.students) == 1 else f"{len(found.students)} answers"


def _next(folder: Path) -> str:
    return f"graders regrade ASSIGNMENT --against {folder} --apply writes it into the marks"
