"""The shape of an exercise file and of an assignment file, for pydantic; the JSON Schema comes from it.

The model says which fields there are and what kind of value each has.  What the mathematics in them
means is read by ``formulas.py``, from the text as the author typed it.
"""

import json
import re
from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Annotated, Literal, TypeAlias, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from graders.bank.document import Plain
from graders.checks import CHECKS
from graders.form import FORMS
from graders.verdict import Outcome

NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?|[0-9]{1,9} ?/ ?[0-9]{1,9}")
COMMA = re.compile(r"[0-9]{1,9},[0-9]{1,9}")
IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,59}")


def wrong(message: str, remedy: str) -> PydanticCustomError:
    """Make the error of a value, to be raised by a validator."""
    return PydanticCustomError("wrong", "{message}", {"message": message, "remedy": remedy})


def _words(value: Plain) -> Plain:
    if isinstance(value, str) and not value.strip():
        raise wrong("is empty", "write a text")
    return value


def _identifier(value: Plain) -> Plain:
    if isinstance(value, str) and not IDENTIFIER.fullmatch(value):
        raise wrong(f'"{value}" is no id', "use letters, digits, - and _, the first a letter, at most 60")
    return value


def _number(value: Plain) -> Fraction:
    text = value.strip() if isinstance(value, str) else ""
    if COMMA.fullmatch(text):
        raise wrong("is no number", f"write it with a point: {text.replace(',', '.')}")
    if text.startswith(("-", "−")) and NUMBER.fullmatch(text[1:]):
        raise wrong("is below 0", "leave the sign out")
    if not NUMBER.fullmatch(text) or re.search(r"/ ?0+$", text):
        raise wrong("is no number", "write one such as 2, 0.5 or 1/2")
    return Fraction(text.replace(" ", ""))


def _points(value: Plain) -> Fraction:
    if not (number := _number(value)):
        raise wrong("is worth nothing", "give more than 0 points")
    return number


def _share(value: Plain) -> Fraction:
    if (number := _number(value)) > 1:
        raise wrong("is more than everything", "give a share from 0 to 1, such as 1/2")
    return number


def _truth(value: Plain) -> bool:
    if value not in ("true", "false"):
        raise wrong("is neither true nor false", "write true or false")
    return value == "true"


def _follow_through(value: Plain) -> Fraction | None:
    """Read a policy by its name, or a share."""
    named = {"none": None, "words": Fraction(0), "credit": Fraction(1)}
    return named[value] if isinstance(value, str) and value in named else _share(value)


AS_NUMBER = WithJsonSchema(
    {"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^\d+(\.\d+)?$|^\d+ ?/ ?\d+$"}]}
)
AS_TYPED = WithJsonSchema({"type": ["string", "number", "boolean", "array", "object", "null"]})

Words: TypeAlias = Annotated[str, BeforeValidator(_words), WithJsonSchema({"type": "string", "pattern": r"\S"})]
Identifier: TypeAlias = Annotated[
    str, BeforeValidator(_identifier), WithJsonSchema({"type": "string", "pattern": f"^{IDENTIFIER.pattern}$"})
]
Points: TypeAlias = Annotated[Fraction, BeforeValidator(_points), AS_NUMBER]
Share: TypeAlias = Annotated[Fraction, BeforeValidator(_share), AS_NUMBER]
Truth: TypeAlias = Annotated[bool, BeforeValidator(_truth), WithJsonSchema({"type": "boolean"})]
FollowThrough: TypeAlias = Annotated[
    Fraction | None,
    BeforeValidator(_follow_through),
    WithJsonSchema({"anyOf": [{"enum": ["none", "words", "credit"]}, {"type": ["number", "string"]}]}),
]
Option: TypeAlias = Annotated[str, WithJsonSchema({"type": ["string", "number", "boolean"]})]
Formula: TypeAlias = Annotated[object, WithJsonSchema({"type": ["string", "number", "array", "object"]})]
"""Mathematics, whatever kind of value YAML takes it for: ``[1, 2]`` and ``-7`` are texts here."""
Typed: TypeAlias = Annotated[object, AS_TYPED]
"""A response as a student types it, whatever kind of value YAML takes it for."""


class FileFields(BaseModel):
    """Fields of a file: those that are named here and no others."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _hint(value: Plain) -> Plain:
    """Read a bare text as a hint that costs nothing."""
    return {"say": value} if isinstance(value, str) else value


def _count(value: Plain) -> int:
    if not isinstance(value, str) or not re.fullmatch(r"[1-9][0-9]{0,3}", value):
        raise wrong("is no count", "write a whole number from 1 on")
    return int(value)


Count: TypeAlias = Annotated[int, BeforeValidator(_count), WithJsonSchema({"type": "integer", "minimum": 1})]


class HintFields(FileFields):
    """A hint: what is said, after how many wrong attempts, and what it costs."""

    model_config = ConfigDict(title="hint")

    say: Words = Field(description="The hint, in Markdown with $mathematics$ and {{ values }}.")
    after: Count | None = Field(
        None, description="After how many wrong attempts it is given; one more than the hint before it unless given."
    )
    cost: Share = Field(Fraction(0), description="The share of the part's points that it takes from later attempts.")


class AttemptsFields(FileFields):
    """How several attempts are marked."""

    model_config = ConfigDict(title="attempts")

    most: Count | None = Field(None, description="How many attempts count; any number unless given.")
    penalty: Share = Field(
        Fraction(0), description="The share of the points that every wrong attempt takes from those after it."
    )
    counts: Literal["best", "last"] = Field("last", description="Which attempt counts.")
    hints: Truth = Field(default=True, description="Whether hints are given, and cost what they cost.")


Hints: TypeAlias = list[Annotated[HintFields, BeforeValidator(_hint, json_schema_input_type=str | HintFields)]]


class MalRuleFields(FileFields):
    """A known mistake: the answer that it leads to, and what is said of it."""

    model_config = ConfigDict(title="mal-rule")

    when: Formula = Field(description="The answer that the mistake leads to, in the language of keys.")
    say: Words = Field(description="What the student is told, in Markdown with $mathematics$ and {{ values }}.")
    credit: Share = Field(Fraction(0), description="The share of the part's points that it still earns.")
    id: Identifier | None = Field(None, description="A name by which examples say that it must be told.")


class PartFields(FileFields):
    """One box to fill in: what is asked, the key, and how answers are compared with it."""

    model_config = ConfigDict(title="part")

    id: Identifier = Field(
        description="The name under which an answer is given: letters, digits, - and _, the first a letter."
    )
    ask: Words = Field(description="What is asked, in Markdown with $mathematics$ and {{ values }}.")
    key: Formula = Field(description="The answer, in terms of `given` and `derive`.")
    points: Points = Field(Fraction(1), description="What a right answer is worth.")
    check: str = Field(
        "equivalent",
        description="How a response is tested against the key.",
        json_schema_extra={"enum": list(CHECKS)},
    )
    form: list[Annotated[str, WithJsonSchema({"enum": list(FORMS)})]] = Field(
        [], description="How the response must be written, beside being right."
    )
    form_credit: Share = Field(Fraction(1, 2), description="The share for a right value in another form.")
    options: dict[str, Option] = Field({}, description="Options of the check and of the forms, such as rtol: 0.05.")
    malrules: list[MalRuleFields] = Field([], description="Known mistakes; the first that fits is told.")
    hints: Hints = Field([], description="Hints, from the first that is given to the last.")


def _with_rules(schema: JsonDict) -> None:
    """Let editors offer the rules of the catalogue."""
    from graders.bank.named import known_mistakes

    schema["additionalProperties"] = {"anyOf": [{"enum": list(known_mistakes())}, {"type": "string"}]}


class ExampleFields(FileFields):
    """A test that the exercise carries: what students type, and the verdicts that it must get."""

    model_config = ConfigDict(title="example")

    variant: str = Field(description="The name of a pinned variant.")
    responses: dict[str, Typed] = Field(description="For each part's id, what a student types.")
    verdicts: dict[str, str] = Field(
        description="For each part's id, the verdict that it must get.",
        json_schema_extra={"additionalProperties": {"enum": [outcome.value for outcome in Outcome]}},
    )
    mistakes: dict[str, str] = Field(
        {},
        description="For a part's id, the mistake that is named: a rule of the catalogue, a mal-rule's id, or none.",
        json_schema_extra=_with_rules,
    )


class ExerciseFields(FileFields):
    """An exercise file."""

    model_config = ConfigDict(title="graders exercise")

    title: Words = Field(description="What the exercise is called on papers and in reports.")
    source: str = Field("", description="Where the exercise comes from.")
    tags: list[Words] = Field([], description="Words to find the exercise by.")
    variables: list[Words] = Field([], description="Letters that stay letters in keys and answers, such as x.")
    given: dict[str, Formula] = Field({}, description="What varies: a name and its finite domain, such as -5..5.")
    where: list[Formula] = Field([], description="Statements that hold in every variant, such as a != b.")
    pinned: dict[Identifier, dict[str, Formula]] = Field({}, description="Variants with a name, and all their values.")
    derive: dict[str, Formula] = Field({}, description="The solution step by step: a name and its formula.")
    question: Words = Field(description="What is asked, in Markdown with $mathematics$ and {{ values }}.")
    parts: list[PartFields] = Field(min_length=1, description="The boxes to fill in, one or more.")
    solution: Words = Field("{{ steps }}", description="The worked solution; {{ steps }} are the lines of `derive`.")
    examples: list[ExampleFields] = Field([], description="Responses and the verdicts that they must get.")
    discriminating: Truth = Field(
        default=True, description="Leave out the variants on which a mal-rule leads to the key."
    )
    decimal_comma: Truth = Field(default=False, description="Read 3,5 in an answer as a number; ; separates then.")
    even: Truth = Field(default=False, description="Give out only variants that are about equally hard.")
    follow_through: FollowThrough = Field(
        Fraction(0),
        description="What a part earns that is right on own earlier answers: none, words, credit or a share.",
    )
    hints: Hints = Field([], description="The hints of every part that has none of its own.")
    attempts: AttemptsFields | None = Field(None, title="Attempts", description="How several attempts are marked.")


def _item(value: Plain) -> Plain:
    """Read a bare id as an item without points of its own."""
    return {"exercise": value} if isinstance(value, str) else value


class ItemFields(FileFields):
    """One exercise of a pool, or of several that share parameters."""

    model_config = ConfigDict(title="item")

    exercise: Words = Field(description="The exercise's id: topic/name.")
    points: Points | None = Field(None, description="What it is worth here; the sum of its parts unless given.")


Item: TypeAlias = Annotated[ItemFields, BeforeValidator(_item, json_schema_input_type=str | ItemFields)]


class EntryFields(FileFields):
    """One exercise of an assignment, a pool of them, or some that share parameters."""

    model_config = ConfigDict(title="entry")

    exercise: Words | None = Field(None, description="The exercise's id: topic/name.")
    points: Points | None = Field(None, description="What it, or each of a pool, is worth here.")
    pick: Count | None = Field(None, description="How many exercises of a pool every student is given.")
    of: list[Annotated[ItemFields, BeforeValidator(_item, json_schema_input_type=str | ItemFields)]] = Field(
        [], description="The exercises of a pool."
    )
    share: list[Words] = Field([], description="The parameters that several exercises share.")
    exercises: list[Item] = Field([], description="The exercises that share them.")


class AssignmentFields(FileFields):
    """An assignment file."""

    model_config = ConfigDict(title="graders assignment")

    title: Words = Field(description="What the assignment is called on papers and in reports.")
    seed: Annotated[Words, WithJsonSchema({"type": ["string", "number"]})] = Field(
        description="Any text; another seed gives every student another variant."
    )
    exercises: list[Annotated[EntryFields, BeforeValidator(_item, json_schema_input_type=str | EntryFields)]] = Field(
        min_length=1, description="The exercises by their ids, one or more, with points, pools and sharing."
    )
    decimal_comma: Truth = Field(default=False, description="Read 3,5 in every answer as a number; ; separates then.")
    order: Literal["written", "shuffled"] = Field("written", description="Whether students have another order each.")
    variants: Literal["each", "same"] = Field("each", description="Whether students have another variant each.")
    even: Truth = Field(default=False, description="Give out only variants that are about equally hard.")
    attempts: AttemptsFields | None = Field(
        None, title="Attempts", description="How several attempts are marked, in the place of what the exercises say."
    )
    lang: Literal["en", "de"] = Field("en", description="The language of feedback and reports.")


def fields_at(model: type[FileFields], way: tuple[str | int, ...]) -> tuple[str, ...]:
    """Name the fields that a value may have; none where the author chooses the names.

    >>> fields_at(ExerciseFields, ("parts", 0, "malrules", 1))
    ('when', 'say', 'credit', 'id')
    """
    found: type[FileFields] | None = model
    for step in way:
        if isinstance(step, str):
            fields = found.model_fields if found else {}
            found = _inner(fields[step].annotation) if step in fields else None
    return tuple(found.model_fields) if found else ()


def _inner(annotation: object) -> type[FileFields] | None:
    """Find the model inside an annotation such as ``list[PartFields]``."""
    if isinstance(annotation, type) and issubclass(annotation, FileFields):
        return annotation
    return next(filter(None, map(_inner, get_args(annotation))), None)


def schema(model: type[FileFields] = ExerciseFields) -> dict[str, object]:
    """Give the JSON Schema of an exercise file, for editors that complete and check while one types."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **model.model_json_schema()}


def written_schema(kind: str) -> str:
    """Write the JSON Schema of a kind of file, ``exercise`` or ``assignment``, as files have it."""
    return json.dumps(schema(KINDS[kind]), indent=2, ensure_ascii=False) + "\n"


KINDS: Mapping[str, type[FileFields]] = MappingProxyType({"exercise": ExerciseFields, "assignment": AssignmentFields})
"""The files that have a schema."""
