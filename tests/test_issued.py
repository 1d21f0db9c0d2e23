"""What was issued stays: recorded, kept, looked up again, and noticed when it no longer fits."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graders.assignment import Assignment, Item, Student
from graders.errors import AuthorError
from graders.exercise import Exercise, Parameter, Part
from graders.issued import Archive, Issued, issue
from graders.record import from_json, read_record, to_json
from graders.syntax import parse, to_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ADA, EMMY, SOFIA = (Student(name.lower(), name) for name in ("Ada", "Emmy", "Sofia"))
ASSIGNMENT = Assignment("Set", "seed", (Item("t/one"), Item("t/two", Fraction(3))))


def exercise(name: str, **given: str) -> Exercise:
    """Make an exercise of which only the parameters matter."""
    parameters = tuple(Parameter(each, parse(domain)) for each, domain in given.items())
    question = ", ".join(f"{{{{ {each} }}}}" for each in given) or "Question"
    return Exercise(name, "Title", question, (Part("a", "Ask", parse("1")),), parameters, digest=f"text of {name}")


EXERCISES = {"t/one": exercise("t/one", a="vector(2, -5..5)"), "t/two": exercise("t/two", x="1..9", y="1..9")}


def values(issued: Issued, student: Student) -> dict[str, dict[str, str]]:
    """Give what a student was given."""
    (handout,) = (each for each in issued.handouts if each.student == student)
    return {each.exercise: dict(each.values) for each in handout.variants}


def looked_up(
    issued: Issued, student: Student, exercises: Mapping[str, Exercise] = EXERCISES
) -> dict[str, dict[str, str]]:
    """Look up what a student was given."""
    found = Archive(issued, ASSIGNMENT, exercises).variants(student)
    return {name: {each: to_text(value) for each, value in variant.values} for name, variant in found.items()}


def problems(error: pytest.ExceptionInfo[AuthorError]) -> list[str]:
    """Write an error's problems."""
    return [str(problem) for problem in error.value.problems]


def test_no_two_students_are_given_the_same_variant() -> None:
    class_of_forty = tuple(Student(f"s{number}", f"Student {number}") for number in range(40))
    issued = issue(ASSIGNMENT, EXERCISES, class_of_forty)
    for name in EXERCISES:
        given = [str(values(issued, student)[name]) for student in class_of_forty]
        assert len(set(given)) == len(class_of_forty)


def test_the_same_class_is_given_the_same_again() -> None:
    assert issue(ASSIGNMENT, EXERCISES, (ADA, EMMY)) == issue(ASSIGNMENT, EXERCISES, (ADA, EMMY))


def test_another_seed_gives_something_else() -> None:
    other = replace(ASSIGNMENT, seed="another")
    assert (
        issue(ASSIGNMENT, EXERCISES, (ADA, EMMY, SOFIA)).handouts
        != issue(other, EXERCISES, (ADA, EMMY, SOFIA)).handouts
    )


def test_who_has_been_given_something_keeps_it_when_the_class_changes() -> None:
    before = issue(ASSIGNMENT, EXERCISES, (ADA, EMMY))
    after = issue(ASSIGNMENT, EXERCISES, (SOFIA, EMMY, ADA), before)
    assert values(after, ADA) == values(before, ADA)
    assert values(after, EMMY) == values(before, EMMY)
    assert tuple(after.students) == (SOFIA, EMMY, ADA)
    for name in EXERCISES:
        assert values(after, SOFIA)[name] not in (values(before, ADA)[name], values(before, EMMY)[name])


def test_an_id_is_the_same_however_it_is_typed() -> None:
    before = issue(ASSIGNMENT, EXERCISES, (ADA,))
    shouting = Student("ADA", "Ada")
    assert values(issue(ASSIGNMENT, EXERCISES, (shouting,), before), shouting) == values(before, ADA)


def test_who_has_left_the_class_stays_in_the_record() -> None:
    before = issue(ASSIGNMENT, EXERCISES, (ADA, EMMY))
    assert values(issue(ASSIGNMENT, EXERCISES, (EMMY,), before), ADA) == values(before, ADA)


def test_an_exercise_that_was_added_later_is_given_to_everybody() -> None:
    first = replace(ASSIGNMENT, items=ASSIGNMENT.items[:1])
    before = issue(first, EXERCISES, (ADA, EMMY))
    after = issue(ASSIGNMENT, EXERCISES, (ADA, EMMY), before)
    assert values(after, ADA)["t/one"] == values(before, ADA)["t/one"]
    assert values(after, ADA)["t/two"] != values(after, EMMY)["t/two"]


def test_where_nothing_varies_everybody_is_given_the_same() -> None:
    fixed = {"t/one": exercise("t/one"), "t/two": exercise("t/two")}
    before = issue(ASSIGNMENT, fixed, (ADA,))
    after = issue(ASSIGNMENT, fixed, (ADA, EMMY), before)
    assert values(after, EMMY) == values(before, ADA) == {"t/one": {}, "t/two": {}}


def test_every_exercise_with_too_few_variants_is_named() -> None:
    few = {"t/one": exercise("t/one", x="1..2"), "t/two": exercise("t/two", x="1..2")}
    with pytest.raises(AuthorError) as error:
        issue(ASSIGNMENT, few, (ADA, EMMY, SOFIA))
    assert {problem.file for problem in error.value.problems} == {"t/one", "t/two"}


def test_a_record_is_read_as_it_was_written() -> None:
    issued = issue(ASSIGNMENT, EXERCISES, (ADA, EMMY))
    assert from_json(to_json(issued)) == issued


SHAPES: Mapping[str, Callable[[dict[str, object]], str]] = {
    "as it was written": lambda record: to_json(from_json(json.dumps(record))),
    "on one line": json.dumps,
    "in another order": lambda record: json.dumps(dict(reversed(record.items())), indent=4),
    "with something else": lambda record: json.dumps({"more": [12], **record, "most": 1}),
    "with its students twice": lambda record: f'{{"students": [], {json.dumps(record)[1:]}',
}
"""How a record may have been written again; what it says is the same."""


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("piece", [1, 7, 1 << 16])
def test_a_record_is_read_piece_by_piece_however_it_was_written(
    shape: str, piece: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graders.json_pieces.PIECE", piece)
    issued = issue(ASSIGNMENT, EXERCISES, (ADA, EMMY, Student("s", 'Ü√{["')))
    path = tmp_path / "issued.json"
    path.write_text(SHAPES[shape](json.loads(to_json(issued))), encoding="utf-8")
    found = read_record(path)
    assert replace(found, file="") == issued
    assert [found.handouts[place] for place in (0, -1)] == [issued.handouts[0], issued.handouts[-1]]
    assert found.handouts[1:] == tuple(issued.handouts[1:])


FAULTS: Mapping[str, Callable[[str], str]] = {
    "cut off": lambda text: text[: len(text) // 2],
    "cut off at its end": lambda text: text.rstrip()[:-1],
    "with more behind it": lambda text: f"{text}]",
    "without a comma": lambda text: text.replace("},", "}", 1),
    "with a comma too many": lambda text: text.replace("]}", ",]}"),
    "without a name": lambda text: text.replace('"id":', "7:", 1),
    "without a field": lambda text: text.replace('"digest"', '"digits"'),
    "with a number that never ends": lambda text: text.replace("]}", f", {'7' * 5000}]}}"),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("piece", [7, 1 << 16])
def test_a_fault_in_a_record_is_told_as_if_it_were_read_as_a_whole(
    fault: str, piece: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("graders.json_pieces.PIECE", piece)
    text = FAULTS[fault](json.dumps(json.loads(to_json(issue(ASSIGNMENT, EXERCISES, (ADA, EMMY))))))
    Path("issued.json").write_text(text, encoding="utf-8")
    with pytest.raises(AuthorError) as whole:
        from_json(text, "issued.json")
    with pytest.raises(AuthorError) as by_piece:
        read_record(Path("issued.json"))
    assert problems(by_piece) == problems(whole)


def test_what_was_issued_is_looked_up_again() -> None:
    issued = issue(ASSIGNMENT, EXERCISES, (ADA, EMMY))
    assert looked_up(from_json(to_json(issued)), EMMY) == values(issued, EMMY)


def test_what_was_issued_counts_also_when_the_exercise_has_changed() -> None:
    issued = issue(ASSIGNMENT, EXERCISES, (ADA,))
    changed = {**EXERCISES, "t/one": replace(exercise("t/one", a="vector(2, 0..1)"), digest="another text")}
    assert looked_up(issued, ADA, changed) == values(issued, ADA)


def test_a_changed_exercise_is_noticed_and_said() -> None:
    issued = replace(issue(ASSIGNMENT, EXERCISES, (ADA,)), file="issued.json")
    changed = {**EXERCISES, "t/one": replace(EXERCISES["t/one"], digest="another text")}
    assert Archive(issued, ASSIGNMENT, EXERCISES).changes() == ()
    (change,) = Archive(issued, ASSIGNMENT, changed).changes()
    assert str(change) == (
        "issued.json: t/one has changed since it was issued, "
        "the values that were issued are graded, with the exercise's present key"
    )


def test_parameters_that_no_longer_fit_cannot_be_graded() -> None:
    issued = replace(issue(ASSIGNMENT, EXERCISES, (ADA,)), file="issued.json")
    changed = {**EXERCISES, "t/two": replace(exercise("t/two", x="1..9"), digest="another text")}
    with pytest.raises(AuthorError) as error:
        looked_up(issued, ADA, changed)
    assert problems(error) == ["issued.json ada.t/two: was issued with x, y, and now has x, put the parameters back"]


@pytest.mark.parametrize("field", ["values", "digest"])
def test_an_altered_record_is_noticed(field: str) -> None:
    record = json.loads(to_json(issue(ASSIGNMENT, EXERCISES, (ADA,))))
    variant = record["students"][0]["variants"]["t/two"]
    variant["number"] = (variant["number"] + 1) % 81
    variant[field] = {"x": "1", "y": "1"} if field == "values" else "0" * 64
    with pytest.raises(AuthorError) as error:
        looked_up(from_json(json.dumps(record), "issued.json"), ADA)
    assert problems(error) == [
        "issued.json ada.t/two: the record was altered: values, number and digest do not belong together, restore it"
    ]


def test_an_exercise_that_was_never_issued_is_named_with_the_remedy() -> None:
    issued = issue(replace(ASSIGNMENT, items=ASSIGNMENT.items[:1]), EXERCISES, (ADA,))
    with pytest.raises(AuthorError) as error:
        looked_up(issued, ADA)
    assert problems(error) == ["ada.t/two: was never issued, run graders generate again"]


def test_the_record_of_another_seed_is_refused() -> None:
    issued = replace(issue(ASSIGNMENT, EXERCISES, (ADA,)), file="issued.json")
    other = replace(ASSIGNMENT, seed="another")
    for work in (lambda: issue(other, EXERCISES, (ADA,), issued), lambda: Archive(issued, other, EXERCISES)):
        with pytest.raises(AuthorError) as error:
            work()
        (problem,) = error.value.problems
        assert problem.message == '"Set" was issued with the seed seed, "Set" has another'
        assert (problem.file, problem.remedy) == ("issued.json", "put the seed back, or use another folder")


RESTORE = "restore the file as graders generate wrote it"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "issued.json:1:2: no JSON: Expecting property name enclosed in double quotes"),
        ("[" * 100_000, "issued.json: no JSON that can be read"),
        ("[]", 'issued.json: the field "graders" is missing or of another kind'),
        (
            '{"graders": "report", "schema": 1}',
            "issued.json: is no record of what was issued, or one of another version",
        ),
        (
            '{"graders": "issued", "schema": 2}',
            "issued.json: is no record of what was issued, or one of another version",
        ),
        ('{"graders": "issued", "schema": 1}', 'issued.json: the field "assignment" is missing or of another kind'),
    ],
)
def test_what_is_no_record_is_said_to_be_none(
    text: str, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("issued.json").write_text(text, encoding="utf-8")
    with pytest.raises(AuthorError) as whole:
        from_json(text, "issued.json")
    with pytest.raises(AuthorError) as by_piece:
        read_record(Path("issued.json"))
    assert problems(whole) == problems(by_piece) == [f"{why}, {RESTORE}"]
