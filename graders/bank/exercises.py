"""Exercise files to exercises: one file, a folder of them, or an exercise by its name.

A file stands at ``TOPIC/NAME.yaml``, and ``TOPIC/NAME`` is the exercise's id.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from graders.bank.attempts import hint_problems, hints, policy
from graders.bank.document import Document, Way, repeated, unprintable
from graders.bank.formulas import Formulas, as_vector
from graders.bank.model import ExerciseFields
from graders.bank.parts import example_problems, options_of, part_problems
from graders.bank.shape import shaped
from graders.bank.source import digest, read_text
from graders.bank.texts import text_problems
from graders.bank.yaml_text import read_yaml
from graders.errors import AuthorError, Problem, UndefinedError
from graders.exercise import Derived, Example, Exercise, MalRule, Parameter, Part, Pinned
from graders.files import plain_path
from graders.shipped import shipped
from graders.value.exact import reduced, substituted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

HERE = Path("exercises")
"""Where authors keep their own."""

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*/[A-Za-z0-9][A-Za-z0-9_-]*")


def load_exercise(path: Path) -> Exercise:
    """Read an exercise from its file; every problem of the file is in the ``AuthorError``."""
    text = read_text(path)
    document = read_yaml(text, plain_path(path))
    if document.problems and document.root is None:
        raise AuthorError(document.problems)
    name = exercise_id(path)
    fields, misshapen = shaped(document, ExerciseFields)
    formulas = Formulas(document)
    problems = (
        *document.problems,
        *repeated(document),
        *unprintable(document),
        *_bad_id(document, name),
        *misshapen,
        *formulas.problems,
        *part_problems(document),
        *text_problems(document, formulas.names, formulas.trees),
        *hint_problems(document, formulas.trees),
        *example_problems(document),
    )
    if problems or fields is None:
        raise AuthorError(tuple(dict.fromkeys(problems)))
    exercise = _exercise(document, name, fields, formulas)
    undefined = tuple(_undefined_steps(document, exercise))
    if undefined:
        raise AuthorError(undefined)
    return exercise


def load_exercises(paths: Iterable[Path]) -> Mapping[str, Exercise]:
    """Read exercises from their files, by their ids; the problems of all files come together."""
    exercises: dict[str, Exercise] = {}
    problems: list[Problem] = []
    for path in paths:
        try:
            exercise = load_exercise(path)
        except AuthorError as error:
            problems.extend(error.problems)
        else:
            exercises[exercise.id] = exercise
    if problems:
        raise AuthorError(tuple(problems))
    return MappingProxyType(exercises)


def load_bank(folder: Path) -> Mapping[str, Exercise]:
    """Read every exercise of a folder, in the order of their ids."""
    strays = [path for path in sorted(folder.rglob("*.y*ml")) if path.suffix == ".yml" or path.parent.parent != folder]
    if strays:
        remedy = "move it to TOPIC/NAME.yaml"
        message = "is no exercise by its place and name"
        raise AuthorError(tuple(Problem(message, plain_path(path), remedy=remedy) for path in strays))
    return load_exercises(sorted(folder.glob("*/*.yaml")))


def find(name: str | Path, folders: Sequence[Path] = (HERE,)) -> Path:
    """Find an exercise's file: by the path of the file, or by its id in the folders and among the shipped ones.

    Unless folders are given it is the one named ``exercises`` where one stands.
    """
    path = Path(name)
    if path.suffix == ".yaml" and path.is_file():
        return path
    banks = (*folders, shipped("exercises"))
    wanted = path.as_posix().removesuffix(".yaml")
    if ID.fullmatch(wanted):
        for bank in banks:
            if (found := bank / f"{wanted}.yaml").is_file():
                return found
    raise AuthorError((Problem(f'there is no exercise "{name}"', remedy=nearest(wanted, banks)),))


FEW = 12
"""So many exercises are named in a message."""


def nearest(name: str, banks: Iterable[Path]) -> str:
    """Say which exercise is probably meant, or where they are."""
    names = sorted({exercise_id(path) for bank in banks for path in bank.glob("*/*.yaml")})
    likely = [known for known in names if known.rsplit("/", 1)[-1] == name.rsplit("/", 1)[-1]]
    likely.extend(get_close_matches(name, names, n=1, cutoff=0.5))
    if likely:
        return f'did you mean "{likely[0]}"?'
    return f"there are: {', '.join(names)}" if len(names) <= FEW else f"graders list shows the {len(names)} there are"


def exercise_id(path: Path) -> str:
    """Give the id that an exercise has by the place of its file."""
    whole = path.absolute()
    return f"{whole.parent.name}/{whole.stem}"


def _bad_id(document: Document, name: str) -> Iterator[Problem]:
    if not ID.fullmatch(name):
        message = f'"{name}", from the place of the file, is no id'
        yield document.problem((), message, "name folder and file with letters, digits, - and _")


def _undefined_steps(document: Document, exercise: Exercise) -> Iterator[Problem]:
    """Report steps that have no value for a pinned variant: sizes that do not fit, a division by zero."""
    for pinned in exercise.pinned:
        environment = dict(pinned.values)
        for step in exercise.derive:
            try:
                environment[step.name] = reduced(substituted(step.formula, environment))
            except UndefinedError as error:
                remedy = "mend the formula, or the values there"
                message = f"has no value for the variant {pinned.name}: {error}"
                yield document.problem(("derive", step.name), message, remedy)
                break


def _exercise(document: Document, name: str, fields: ExerciseFields, formulas: Formulas) -> Exercise:
    """Put together what was read, once all of it is in order."""
    trees = formulas.trees
    return Exercise(
        id=name,
        title=fields.title.strip(),
        question=fields.question.strip(),
        parts=tuple(_part(document, formulas, place, fields) for place in range(len(fields.parts))),
        given=tuple(Parameter(given, trees["given", given]) for given in fields.given),
        where=tuple(trees["where", place] for place in range(len(fields.where))),
        derive=tuple(Derived(step, trees["derive", step]) for step in fields.derive),
        pinned=tuple(
            Pinned(pin, tuple((given, as_vector(trees["pinned", pin, given])) for given in fields.given))
            for pin in fields.pinned
        ),
        solution=fields.solution.strip(),
        examples=tuple(
            Example(
                example.variant,
                _responses(document, place),
                tuple(example.verdicts.items()),
                tuple(example.mistakes.items()),
            )
            for place, example in enumerate(fields.examples)
        ),
        source=fields.source.strip(),
        tags=tuple(fields.tags),
        variables=tuple(fields.variables),
        decimal_comma=fields.decimal_comma,
        digest=digest(document.text),
        discriminating=fields.discriminating,
        even=fields.even,
        follow_through=fields.follow_through,
        attempts=policy(fields.attempts),
    )


def _part(document: Document, formulas: Formulas, place: int, fields: ExerciseFields) -> Part:
    way: Way = ("parts", place)
    part = fields.parts[place]
    return Part(
        id=part.id,
        ask=part.ask.strip(),
        key=formulas.trees[(*way, "key")],
        points=part.points,
        check=part.check,
        form=tuple(part.form),
        form_credit=part.form_credit,
        options=options_of(document, way),
        malrules=tuple(
            MalRule(formulas.trees[(*way, "malrules", index, "when")], rule.say.strip(), rule.credit, rule.id or "")
            for index, rule in enumerate(part.malrules)
        ),
        hints=hints(part.hints or fields.hints),
    )


def _responses(document: Document, place: int) -> tuple[tuple[str, str], ...]:
    """Give an example's responses exactly as typed."""
    way: Way = ("examples", place, "responses")
    values = ((name, document.at((*way, name))) for name in document.names(way))
    return tuple((name, document.written(value).rstrip("\n")) for name, value in values if value is not None)
