"""A plugin of pytest: a repository with submissions is graded by plain ``pytest``, one test a part.

    [tool.pytest.ini_options]
    graders_assignment = "sheet7.yaml"

Every ``answers.yaml`` or ``answers.json`` that pytest comes across is then a file of tests.  A part that is left
blank is skipped, one that waits for a person is expected to fail, and what fails says what the student is told.
What is wrong with a file is a failing test of that file, so that all others are graded.  A submission is graded
when the first of its tests runs: what is not chosen costs nothing.
Without ``graders_assignment`` the plugin does nothing, and imports nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

from graders.errors import AuthorError, GradersError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from graders.batch.papers import Paper
    from graders.batch.roll import Roll
    from graders.batch.work import Answer, Desk
    from graders.errors import Problem
    from graders.kept import KeptPart
    from graders.words import Words

ASSIGNMENT = "graders_assignment"
ISSUED = "graders_issued"
NAMES = frozenset(("answers.yaml", "answers.yml", "answers.json"))


@dataclass(frozen=True, slots=True)
class Course:
    """What all submissions of one run of pytest share; there may be several classes, each with its record."""

    path: Path
    desk: Desk
    words: Words
    rolls: dict[Path, Roll] = field(default_factory=dict)

    def roll(self, file: Path) -> Roll:
        """Open a record, or find it open: who has handed in already is known from one submission to the next."""
        if file not in self.rolls:
            from graders.batch.roll import Roll
            from graders.record import read_record

            self.rolls[file] = Roll(read_record(file))
        return self.rolls[file]


COURSE = pytest.StashKey[Course]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer the settings."""
    parser.addini(ASSIGNMENT, "the assignment whose submissions are graded", type="string", default="")
    parser.addini(ISSUED, "the record of who was asked what, if it is not near the submissions", "string", default="")


def pytest_configure(config: pytest.Config) -> None:
    """Name the marker that every part has."""
    config.addinivalue_line("markers", "graders: a part of a student's submission, graded")


def pytest_sessionstart(session: pytest.Session) -> None:
    """Read the assignment and its exercises, once; what is wrong with them is no student's mistake and ends the run."""
    config = session.config
    if named := config.getini(ASSIGNMENT):
        try:
            config.stash[COURSE] = _opened(config.rootpath / named)
        except (AuthorError, OSError) as error:
            message = f"{ASSIGNMENT}: {error}"
            raise pytest.UsageError(message) from error


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> SubmissionFile | None:
    """Take submissions, if there is an assignment."""
    if file_path.name.casefold() not in NAMES or COURSE not in parent.config.stash:
        return None
    collected: SubmissionFile = SubmissionFile.from_parent(parent, path=file_path)
    return collected


class SubmissionFile(pytest.File):
    """One submission."""

    answer: Answer | None = None

    def collect(self) -> Iterator[pytest.Item]:
        """Give a test for every part, and one for what is wrong with the file."""
        from graders.batch.incoming.folders import from_file
        from graders.batch.papers import Rejected

        course = self.config.stash[COURSE]
        try:
            roll = course.roll(_record(self.config, self.path))
        except AuthorError as error:
            yield FileTest.from_parent(self, name="file", problems=error.problems)
            return
        home = self.config.rootpath if self.path.is_relative_to(self.config.rootpath) else None
        paper = roll.admit(from_file(self.path, home))
        boxes = {} if isinstance(paper, Rejected) else _boxes(paper, course.desk)
        if problems := paper.problems if isinstance(paper, Rejected) else _odd(paper, boxes):
            yield FileTest.from_parent(self, name="file", problems=problems)
        for exercise, parts in boxes.items():
            for part in parts:
                yield PartTest.from_parent(self, name=f"{exercise}:{part}", paper=paper)

    def graded(self, paper: Paper) -> Answer:
        """Grade it when the first of its tests runs."""
        if self.answer is None:
            self.answer = self.config.stash[COURSE].desk.answer(paper)
        return self.answer


class NotPassedError(GradersError):
    """A part that did not earn all its points, or a file with problems; its text is all that is shown."""


class OwnText(pytest.Item):
    """A test whose failure is told in words of ours, and shows nothing of how it was found out."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - pytest's own
        """Mark it."""
        super().__init__(**kwargs)
        self.add_marker(pytest.mark.graders)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:  # noqa: ANN401 - pytest's own
        """Show the text."""
        return str(excinfo.value) if isinstance(excinfo.value, NotPassedError) else super().repr_failure(excinfo, style)


class FileTest(OwnText):
    """What is wrong with a file: it cannot be graded, or something in it had to be guessed or left out."""

    def __init__(self, *, problems: Sequence[Problem], **kwargs: Any) -> None:  # noqa: ANN401 - pytest's own
        """Keep the problems."""
        super().__init__(**kwargs)
        self.problems = tuple(problems)

    def runtest(self) -> None:
        """Fail."""
        raise _failed(self.problems)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Say where the first of them is."""
        return self.path, max(0, self.problems[0].line - 1), self.nodeid


class PartTest(OwnText):
    """One part: it passes if it is correct."""

    parent: SubmissionFile

    def __init__(self, *, paper: Paper, **kwargs: Any) -> None:  # noqa: ANN401 - pytest's own
        """Keep what is to be graded."""
        super().__init__(**kwargs)
        self.paper = paper
        self.exercise, _, self.part = self.name.rpartition(":")
        rounds = (*paper.submission.before(self.exercise), paper.submission.of(self.exercise))
        if not any(texts.get(self.part, "").strip() for texts in rounds):
            self.add_marker(pytest.mark.skip(reason="blank"))

    def runtest(self) -> None:
        """Pass, or fail with what the student is told."""
        from graders.batch.papers import Rejected

        answer = self.parent.graded(self.paper)
        if isinstance(answer, Rejected):
            raise _failed(answer.problems)
        title, part = next(
            (exercise.title, part)
            for exercise, part in answer.kept.boxes
            if (exercise.exercise, part.part) == (self.exercise, self.part)
        )
        self.user_properties.extend((("mark", str(part.mark)), ("points", str(part.points))))
        match part.standing:
            case "correct":
                return
            case "needs_review":
                pytest.xfail(f"needs review: {self.told(part)}")
            case _:
                self.fail(title, part)

    def fail(self, title: str, part: KeptPart) -> NoReturn:
        """Fail with the answer and what the student is told."""
        from graders.words import visible

        headline = f"{title}, {part.part}: {part.verdict.replace('_', ' ')}, {part.mark} of {part.points}"
        message = f"{headline}\n\n    {visible(part.response[:500])}\n\n{self.told(part)}"
        raise NotPassedError(message)

    def told(self, part: KeptPart) -> str:
        """Write what the student is told."""
        from graders.export.export import told

        return told(part, self.config.stash[COURSE].words)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Say where the answer stands."""
        line = self.paper.submission.line(self.exercise, self.part)
        return self.path, max(0, line - 1), f"{self.paper.handout.student.id} {self.name}"


def _boxes(paper: Paper, desk: Desk) -> dict[str, tuple[str, ...]]:
    """Give the parts of every exercise on a paper that the assignment has; answers to others are odd."""
    given = (each.exercise for each in paper.handout.variants if each.exercise in desk.exercises)
    return {name: tuple(part.id for part in desk.exercises[name].parts) for name in given}


def _odd(paper: Paper, boxes: Mapping[str, Collection[str]]) -> tuple[Problem, ...]:
    """Give what was odd about a file that is graded all the same."""
    from graders.submission import strays

    return (*paper.submission.problems, *strays(paper.submission, boxes))


def _failed(problems: Sequence[Problem]) -> NotPassedError:
    from graders.words import visible

    return NotPassedError("\n".join(visible(str(problem)) for problem in problems))


def _record(config: pytest.Config, file: Path) -> Path:
    """Find the record: the one that is named, or one near the submission, near what is graded, or the assignment."""
    from graders.cli.sources import find_record

    if named := config.getini(ISSUED):
        return config.rootpath / str(named)
    places = (config.invocation_params.dir / each.partition("::")[0] for each in config.args)
    near = (file, *(place for place in places if place.exists()))
    return find_record(config.stash[COURSE].path, near, remedy=f"name it as {ISSUED} in pytest.ini")


def _opened(path: Path) -> Course:
    from graders.batch.work import Desk, Order
    from graders.cli.sources import problem_set
    from graders.words import words

    assignment, exercises = problem_set(path)
    return Course(path, Desk(Order(assignment, tuple(exercises.items()))), words(assignment.lang))
