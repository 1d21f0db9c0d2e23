"""Answers made up and judged: the key, other ways to write it, which must pass, and near misses, which must not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from graders.attempts import judged_with, response_vocabulary
from graders.errors import AuthorError
from graders.proofread.answers import right_answer, taken_apart
from graders.proofread.manuscript import Occurrence
from graders.proofread.misses import Sought, misses
from graders.proofread.rewriting import rewritings
from graders.solution import IN_WORDS, shown_key
from graders.syntax import to_latex, to_text
from graders.syntax.tree import Text
from graders.verdict import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graders.exercise import Part
    from graders.proofread.manuscript import Manuscript, Specimen
    from graders.proofread.misses import Slip
    from graders.proofread.rewriting import Way
    from graders.syntax import Vocabulary
    from graders.syntax.tree import Node
    from graders.verdict import Verdict

REVIEW = "give examples of it, or another check"


@dataclass(frozen=True, slots=True)
class Box:
    """A part with the names that its answers may use."""

    path: str
    part: Part
    vocabulary: Vocabulary

    def judged(self, key: Node, response: str, known: dict[Node, Verdict] | None = None) -> Verdict:
        """Judge an answer as a student's is, unless it is read as one that was judged by the key before.

        Raises ``AuthorError`` where an option cannot be used.
        """
        return judged_with(self.vocabulary, self.part, key, response, known)

    def written(self, answer: Node) -> str:
        """Write an answer as its part wants it."""
        if isinstance(answer, Text):
            return answer.value
        text = to_latex(answer) if dict(self.part.options).get("notation") == "latex" else to_text(answer)
        return text.replace(",", ";").replace(".", ",") if self.vocabulary.decimal_comma else text


def boxes(manuscript: Manuscript) -> tuple[Box, ...]:
    """Give the parts of an exercise, ready to judge."""
    exercise = manuscript.exercise
    return tuple(
        Box(f"parts[{place}]", part, response_vocabulary(exercise, part)) for place, part in enumerate(exercise.parts)
    )


MADE_UP = 40
"""On so many variants, or on all, other ways to write a part's key and near misses are tried."""

KINDS = 6
"""So many kinds of each are tried on every variant; where there are more, they take turns."""


def trials(parts: Sequence[Box], specimens: Sequence[Specimen]) -> Iterator[Occurrence | None]:
    """Judge what is made up for some variants; ``None`` stands for one that is judged as it should be.

    The key of every part is judged on every variant.  Other ways to write it and near misses, so many kinds of each,
    are judged on every variant for one part at least: parts and kinds take turns where there are variants enough.
    """
    stride = max(1, min(len(parts), len(specimens) // MADE_UP))
    for place, box in enumerate(parts):
        yield from _of_part(box, specimens, range(place % stride, len(specimens), stride))


def _of_part(box: Box, specimens: Sequence[Specimen], turns: range) -> Iterator[Occurrence | None]:
    """Judge what is made up for one part.

    On variants with the same key nothing is judged twice: no check knows more of a variant than that.
    """
    keys = [_key(box.part, specimen) for specimen in specimens]
    kinds = KINDS if len({keys[number] for number in turns}) > MADE_UP else None
    known: dict[tuple[Node, bool], tuple[Occurrence | None, ...]] = {}
    for number, (specimen, key) in enumerate(zip(specimens, keys, strict=True)):
        is_turn = number in turns
        if (key, is_turn) not in known:
            turn = Turn(turns.index(number), kinds) if is_turn else None
            known[key, is_turn] = tuple(_tried(box, specimen, key, turn))
        yield from (one and replace(one, specimen=specimen) for one in known[key, is_turn])


@dataclass(frozen=True, slots=True)
class Turn:
    """Which time it is, from 0, that answers are made up for a part, and of how many kinds; ``None`` stands for all."""

    number: int
    kinds: int | None

    def rewritings(self, answer: Node, box: Box) -> Iterator[tuple[Way, str]]:
        """Write an answer in the ways whose turn it is."""
        yield from islice(rewritings(answer, box.part, box.written, self.number * (self.kinds or 0)), self.kinds)

    def misses(self, sought: Sought) -> Iterator[tuple[Slip, Node]]:
        """Make the near misses whose turn it is."""
        yield from islice(misses(sought, self.number * (self.kinds or 0)), self.kinds)


def _key(part: Part, specimen: Specimen) -> Node:
    """Give the key that is judged by; of one that chooses among words the word, which few variants differ in."""
    return shown_key(part, specimen.environment) if part.check in IN_WORDS else specimen.key(part)


def _tried(box: Box, specimen: Specimen, key: Node, turn: Turn | None) -> Iterator[Occurrence | None]:
    answer = right_answer(box.part, key, box.vocabulary.variables)
    if answer is None:
        return
    try:
        yield from _judged(box, specimen, key, answer, turn)
    except AuthorError as error:
        for one in error.problems:
            yield Occurrence("key", f"{box.path}.{one.path}", one.message, one.remedy, specimen)


def _judged(box: Box, specimen: Specimen, key: Node, answer: Node, turn: Turn | None) -> Iterator[Occurrence | None]:
    """Judge a right answer, and where it is the part's turn, other ways to write it and near misses."""
    known: dict[Node, Verdict] = {}
    fault = _right(box, specimen, key, box.written(answer), known)
    yield fault
    if turn is None or (fault is not None and fault.code != "key-form"):
        return
    whole = taken_apart(answer)
    for way, text in turn.rewritings(whole, box):
        outcome = box.judged(key, text, known).outcome
        yield _refused(box, specimen, way if fault is None else replace(way, keeps_form=False), text, outcome)
    for slip, missed in turn.misses(Sought(whole, key, box.part)):
        text = box.written(missed)
        yield _accepted(box, specimen, slip, text, box.judged(key, text, known).outcome)


def _right(box: Box, specimen: Specimen, key: Node, text: str, known: dict[Node, Verdict]) -> Occurrence | None:
    """Judge the right answer itself."""
    verdict = box.judged(key, text, known)
    match verdict.outcome:
        case Outcome.CORRECT:
            return None
        case Outcome.PARTLY_CORRECT:
            message = f"the key {text} is not {_forms(box.part)}"
            return Occurrence(
                "key-form",
                f"{box.path}.key",
                message,
                "make it a step of derive, where it is worked out, or write it so",
                specimen,
            )
        case Outcome.NEEDS_REVIEW:
            message = f"the key {text} cannot be compared with itself"
            return Occurrence("key", f"{box.path}.key", message, "write it otherwise, or use another check", specimen)
        case Outcome.UNREADABLE:
            message = f"the key {text} cannot be read as an answer: {verdict.error}"
            return Occurrence("key", f"{box.path}.key", message, "mend the key, or name its letters", specimen)
        case Outcome.INCORRECT:
            message = f"{box.part.check} does not accept the key {text}"
            return Occurrence("key", f"{box.path}.key", message, "mend the key or its options", specimen)


def _forms(part: Part) -> str:
    return " and ".join(part.form) if part.form else f"as {part.check} asks"


def _refused(box: Box, specimen: Specimen, way: Way, text: str, outcome: Outcome) -> Occurrence | None:
    """Report a rewriting that is not taken for right; where it need not keep the form, the form may be missed."""
    if outcome is Outcome.CORRECT or (outcome is Outcome.PARTLY_CORRECT and not way.keeps_form):
        return None
    shown, path = f"{text}, the key {way.name},", f"{box.path}.key"
    if outcome is Outcome.NEEDS_REVIEW:
        return Occurrence("undecided", path, f"{shown} cannot be compared with it", REVIEW, specimen)
    message = f"{shown} is {outcome.value}"
    return Occurrence("rewriting", path, message, "mend the key, its check or its options", specimen, way.name)


def _accepted(box: Box, specimen: Specimen, slip: Slip, text: str, outcome: Outcome) -> Occurrence | None:
    """Report a near miss that is taken for right, or in part where more than the writing is wrong."""
    path = f"{box.path}.key" if box.part.check == "equivalent" else f"{box.path}.check"
    if outcome is Outcome.NEEDS_REVIEW:
        message = f"{text}, {slip.name}, cannot be told from the key"
        return Occurrence("undecided", f"{box.path}.key", message, REVIEW, specimen)
    if outcome is Outcome.CORRECT or (outcome is Outcome.PARTLY_CORRECT and not slip.of_writing):
        message = f"{text}, {slip.name}, is {outcome.value}"
        remedy = "narrow the check, its options or its tolerance"
        return Occurrence("near-miss", path, message, remedy, specimen, slip.name)
    return None
