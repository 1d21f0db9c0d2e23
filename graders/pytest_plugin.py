"""A plugin of pytest: a repository with submissions is graded by plain ``pytest``, one test a part.

    [tool.pytest.ini_options]
    graders_assignment = "sheet7.yaml"

Every ``answers.yaml`` or ``answers.json`` that pytest comes across is then a file of tests.  A part that is left
blank is skipped, one that waits for a person is expected to fail, and what fails says what the student is told.
Without ``graders_assignment`` the plugin does nothing, and imports nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

from graders.errors import AuthorError, GradersError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from graders.batch.roll import Roll
    from graders.batch.work import Desk
    from graders.kept import KeptExercise, KeptPart
    from graders.words import Words

ASSIGNMENT = "graders_assignment"
ISSUED = "graders_issued"
BLANK = "blank"
NAMES = frozenset(("answers.yaml", "answers.yml", "answers.json"))


@dataclass(frozen=True, slots=True)
class Course:
    """What all submissions of one run of pytest share."""

    roll: Roll
    desk: Desk
    words: Words


COURSE = pytest.StashKey[Course]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer the settings."""
    parser.addini(ASSIGNMENT, "the assignment whose submissions are graded", type="string", default="")
    parser.addini(ISSUED, "the record of who was asked what, if it is not near the assignment", "string", default="")


def pytest_configure(config: pytest.Config) -> None:
    """Name the marker that every part has."""
    config.addinivalue_line("markers", "graders: a part of a student's submission, graded")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> SubmissionFile | None:
    """Take submissions, if there is an assignment."""
    if file_path.name.casefold() not in NAMES or not parent.config.getini(ASSIGNMENT):
        return None
    collected: SubmissionFile = SubmissionFile.from_parent(parent, path=file_path)
    return collected


class SubmissionFile(pytest.File):
    """One submission."""

    def collect(self) -> Iterator[PartTest]:
        """Grade it, and give a test for every part."""
        from graders.batch.incoming.folders import from_file
        from graders.batch.papers import Rejected

        try:
            course = _course(self.config)
            admitted = course.roll.admit(from_file(self.path))
        except AuthorError as error:
            raise self.CollectError(str(error)) from error
        answer = admitted if isinstance(admitted, Rejected) else course.desk.answer(admitted)
        if isinstance(answer, Rejected):
            raise self.CollectError("\n".join(map(str, answer.problems)))
        for exercise, part in answer.kept.boxes:
            name = f"{exercise.exercise}:{part.part}"
            yield PartTest.from_parent(self, name=name, exercise=exercise, part=part, words=course.words)


class PartFailedError(GradersError):
    """A part that did not earn all its points."""


class PartTest(pytest.Item):
    """One part: it passes if it is correct."""

    def __init__(self, *, exercise: KeptExercise, part: KeptPart, words: Words, **kwargs: Any) -> None:  # noqa: ANN401 - pytest's own
        """Keep what was graded."""
        super().__init__(**kwargs)
        self.exercise = exercise
        self.part = part
        self.words = words
        self.add_marker(pytest.mark.graders)
        if part.standing == BLANK:
            self.add_marker(pytest.mark.skip(reason="blank"))
        self.user_properties.extend((("mark", str(part.mark)), ("points", str(part.points))))

    def runtest(self) -> None:
        """Pass, or fail with what the student is told."""
        match self.part.standing:
            case "correct":
                return
            case "needs_review":
                pytest.xfail(f"needs review: {self.told()}")
            case _:
                self.fail()

    def fail(self) -> NoReturn:
        """Fail."""
        raise PartFailedError(self.told())

    def told(self) -> str:
        """Write what the student is told."""
        return "\n".join(self.words.render(message) for message in self.part.feedback)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:  # noqa: ANN401 - pytest's own
        """Show the answer and what the student is told, and nothing of how it was found out."""
        if not isinstance(excinfo.value, PartFailedError):
            return super().repr_failure(excinfo, style)
        from graders.words import visible

        earned = f"{self.part.mark} of {self.part.points}"
        headline = f"{self.exercise.title}, {self.part.part}: {self.part.verdict.replace('_', ' ')}, {earned}"
        return f"{headline}\n\n    {visible(self.part.response[:500])}\n\n{excinfo.value}"

    def reportinfo(self) -> tuple[Path, int, str]:
        """Say where the test is."""
        return self.path, 0, self.name


def _course(config: pytest.Config) -> Course:
    """Read the assignment, its exercises and the record, once."""
    if COURSE not in config.stash:
        config.stash[COURSE] = _opened(config)
    return config.stash[COURSE]


def _opened(config: pytest.Config) -> Course:
    from graders.batch.roll import Roll
    from graders.batch.work import Desk, Order
    from graders.cli.sources import find_record, problem_set, record
    from graders.words import words

    home = config.rootpath
    path = home / config.getini(ASSIGNMENT)
    assignment, exercises = problem_set(path)
    named = config.getini(ISSUED)
    places = [home / each for each in config.args] or [home]
    issued = record(home / named if named else find_record(path, [place for place in places if place.exists()]))
    return Course(Roll(issued), Desk(Order(assignment, tuple(exercises.items()))), words(assignment.lang))
