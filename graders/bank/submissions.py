"""Submission files to submissions: YAML or JSON as written, or line by line where it is neither.

    student: ada
    answers:
      embeddings/euclidean-distance:
        difference: (-4, 4, 4)
        distance: √48

Whoever collects several attempts writes them in the place of ``answers``, or before it, from the first to the last;
what an attempt leaves out stands as it stood:

    student: ada
    attempts:
      - embeddings/euclidean-distance: {difference: (-4, 4, 4), distance: 48}
      - embeddings/euclidean-distance: {distance: √48}

A student's file is never refused for an answer in it: what is odd is noted, with its line and a remedy.
"""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from graders.bank.document import Document, Entries, Fields, Scalar
from graders.bank.json_text import read_json
from graders.bank.lines import read_lines
from graders.bank.source import UNPRINTABLE, place, plain_lines, read_bytes
from graders.bank.typed import NAMED, Reading, Typed, typed, typed_in_braces
from graders.bank.yaml_text import read_yaml
from graders.errors import AuthorError, Problem
from graders.files import plain_path
from graders.phrases import phrase
from graders.submission import Submission

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from graders.bank.document import Value
    from graders.submission import Responses

MOST = 100
"""Attempts of one file that are graded."""

UNKNOWN = "\N{REPLACEMENT CHARACTER}"


def load_submission(path: Path) -> Submission:
    """Read a submission; only a file that cannot be opened, or names no student, is an ``AuthorError``."""
    return submission_of(read_bytes(path), plain_path(path))


def submission_of(raw: bytes, file: str = "") -> Submission:
    """Read the bytes of a submission; those that name no student are an ``AuthorError``."""
    return read_submission(_decoded(raw), file)


def read_submission(text: str, file: str = "") -> Submission:
    """Read the text of a submission; one that names no student is an ``AuthorError``."""
    text, strange = _printable(text, file)
    reading = _reading(text, file)
    if not reading.student:
        problem = Problem("no student is named", file, 1, remedy='write "student: YOUR-ID" on the first line')
        raise AuthorError((problem, *strange, *reading.problems))
    if not reading.exercises:
        missing = Problem(
            "there are no answers", file, remedy='write them below "answers:" and the name of their exercise'
        )
        strange = (*strange, missing)
    kept, repeated = _kept(reading, file)
    lines = (
        *((exercise, "", line) for exercise, line in reading.exercises),
        *((answer.exercise, answer.part, answer.line) for answer in kept),
    )
    problems = tuple(sorted((*strange, *reading.problems, *repeated), key=lambda problem: problem.line))
    rounds = [[answer for answer in kept if answer.attempt == place] for place in _attempts(kept)]
    names = [name for name, _ in reading.exercises]
    earlier = tuple(_responses((), answers) for answers in rounds[:-1])
    return Submission(reading.student, _responses(names, kept), file, problems, lines, earlier)


def _attempts(answers: tuple[Typed, ...]) -> tuple[int, ...]:
    return tuple(sorted({answer.attempt for answer in answers}))


def _responses(exercises: Iterable[str], answers: Iterable[Typed]) -> Responses:
    """Put answers together by exercise and part; of a part that is answered again, the later answer stands."""
    responses: dict[str, dict[str, str]] = {exercise: {} for exercise in exercises}
    for answer in answers:
        parts = responses.setdefault(answer.exercise, {})
        parts[answer.part] = answer.text or parts.get(answer.part, "")
    return tuple((exercise, tuple(parts.items())) for exercise, parts in responses.items())


def _decoded(raw: bytes) -> str:
    """Read bytes as UTF-8, or as the UTF-16 that some editors write; what is neither becomes ``�``."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return plain_lines(raw.decode("utf-16", "replace"))
    return plain_lines(raw.decode("utf-8-sig", "replace"))


def _printable(text: str, file: str) -> tuple[str, tuple[Problem, ...]]:
    """Put ``�`` for every character that cannot be shown, and report its line."""
    clean = UNPRINTABLE.sub(UNKNOWN, text)
    lines = [number for number, line in enumerate(clean.split("\n"), start=1) if UNKNOWN in line]
    remedy = "save the file as UTF-8 and type the answer anew"
    return clean, tuple(
        Problem(
            phrase("a character that cannot be read, shown as {unknown}", unknown=UNKNOWN), file, line, remedy=remedy
        )
        for line in lines
    )


def _reading(text: str, file: str) -> Reading:
    """Read a text by the first reader that makes sense of it."""
    readers = (read_json, read_yaml) if text.lstrip().startswith("{") else (read_yaml,)
    documents: list[Document] = []
    for read in readers:
        documents.append(read(text, file))
        if (reading := _from_tree(documents[-1])) is not None:
            return reading
    if len(readers) > 1 and "\n" not in text.strip():
        return _unread(documents)
    reading = read_lines(text, file)
    if reading.problems:
        return reading
    return Reading(reading.student, reading.exercises, reading.answers, documents[0].problems)


def _unread(documents: Sequence[Document]) -> Reading:
    """Say what is wrong with JSON, or YAML in braces, on one line, in which there are no lines to go by."""
    as_json, as_yaml = documents
    document = as_yaml if as_json.text.lstrip("{ ")[:1] != '"' else as_json
    if document.problems:
        raise AuthorError(document.problems)
    student = document.at(("student",))
    odd = [name for name in ("answers", "attempts") if document.at((name,)) is not None]
    if not isinstance(student, Scalar) or not odd:
        return Reading(student.text.strip() if isinstance(student, Scalar) else "", (), ())
    remedy = 'write "answers": {"EXERCISE": {"PART": "ANSWER"}}'
    raise AuthorError((document.problem((odd[0],), "the answers are not by exercise and part", remedy),))


def _from_tree(document: Document) -> Reading | None:
    """Read a tree, if it has the shape of a submission throughout."""
    student, rounds = document.at(("student",)), _rounds(document)
    if document.problems or not isinstance(student, Scalar) or not rounds:
        return None
    found: list[Typed] = []
    for attempt, answers in enumerate(rounds):
        for name, value in answers.pairs:
            if isinstance(value, Fields):
                found.extend(_answers(document, name.text, value, attempt))
            elif not isinstance(value, Scalar) or value.text:
                return None
        if any(_runs_on(document, value) for _, exercise in answers.pairs for value in _values(exercise)):
            return None
    named = ((name.text, place(document.text, name.start)[0]) for answers in rounds for name, _ in answers.pairs)
    exercises = tuple({name: (name, line) for name, line in reversed(tuple(named))}.values())[::-1]
    odd = tuple(_odd(document.file, answer) for answer in found if not answer.plain)
    return Reading(student.text.strip(), exercises, tuple(found), (*odd, *_too_many(document, rounds)))


def _rounds(document: Document) -> tuple[Fields, ...]:
    """Give the answers of every attempt; none where what stands there is not all answers."""
    answers, attempts = document.at(("answers",)), document.at(("attempts",))
    listed = attempts.items if isinstance(attempts, Entries) else ()
    found = (*listed, answers) if answers is not None else listed
    rounds = tuple(each for each in found if isinstance(each, Fields))
    odd = len(rounds) < len(found) or not (attempts is None or isinstance(attempts, Entries))
    return () if odd else rounds[:MOST]


def _too_many(document: Document, rounds: tuple[Fields, ...]) -> Iterator[Problem]:
    if len(rounds) == MOST and len(document.below(("attempts",))) + (document.at(("answers",)) is not None) > MOST:
        message = f"there are more than {MOST} attempts, those after them are not graded"
        yield document.problem(("attempts",), message, "collect fewer")


def _values(value: Value) -> tuple[Value, ...]:
    return tuple(found for _, found in value.pairs) if isinstance(value, Fields) else ()


def _answers(document: Document, exercise: str, parts: Fields, attempt: int) -> Iterator[Typed]:
    """Yield the answers to one exercise; in braces, commas between names only are those of YAML."""
    if parts.flow and any(found.start == found.end for found in _values(parts)):
        first = place(document.text, parts.start)[0]
        for part, answer, line in typed_in_braces(document.written(parts)):
            yield Typed(exercise, part, answer, first + line, attempt=attempt)
        return
    for name, value in parts.pairs:
        answer, plain = typed(document, value)
        yield Typed(exercise, name.text.strip(), answer, place(document.text, name.start)[0], plain, attempt)


def _runs_on(document: Document, value: Value) -> bool:
    """Tell whether YAML takes a line with a name for more of the answer above it."""
    if isinstance(value, Scalar) and value.style in ("|", ">"):
        return False
    following = document.text[value.start : value.end].split("\n")[1:]
    return any(NAMED.fullmatch(line) for line in following)


def _odd(file: str, answer: Typed) -> Problem:
    message = phrase("{answer} begins a text of several lines in YAML, it is taken as typed", answer=answer.text)
    path = f"answers.{answer.exercise}.{answer.part}"
    return Problem(message, file, answer.line, path=path, remedy="better put it between quotes")


def _kept(reading: Reading, file: str) -> tuple[tuple[Typed, ...], tuple[Problem, ...]]:
    """Choose among answers to the same part in one attempt the last that is not blank, and report the others."""
    kept: dict[tuple[int, str, str], Typed] = {}
    problems: list[Problem] = []
    for answer in reading.answers:
        place = answer.attempt, answer.exercise, answer.part
        before = kept.get(place)
        if before is not None and not answer.text:
            continue
        if before is not None and before.text not in ("", answer.text):
            message = phrase("the part is answered again, first on line {line}; this answer counts", line=before.line)
            path = f"answers.{answer.exercise}.{answer.part}"
            problems.append(Problem(message, file, answer.line, path=path, remedy="keep one of them"))
        kept[place] = answer
    return tuple(kept.values()), tuple(problems)
