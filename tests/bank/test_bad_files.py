"""Malformed files: every problem at once, with file, line, column and remedy, word for word."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from graders.bank import find, load_assignment, load_bank, load_exercise, load_roster, load_submission
from graders.bank.source import LIMIT
from graders.bank.yaml_text import FAST, read_yaml
from graders.errors import AuthorError

if TYPE_CHECKING:
    from collections.abc import Callable

    from _pytest.mark import ParameterSet

CASES = Path(__file__).parents[1] / "cases"


def table(kind: str) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = yaml.safe_load((CASES / f"bad_files_{kind}.yaml").read_text(encoding="utf-8"))
    return rows


def rows(kind: str) -> list[ParameterSet]:
    return [pytest.param(row["file"], row["problems"], id=row["law"]) for row in table(kind)]


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
    return path


def problems_of(load: Callable[[Path], object], path: Path) -> str:
    with pytest.raises(AuthorError) as caught:
        load(path)
    return str(caught.value)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(("text", "problems"), rows("exercises"))
def test_an_exercise_is_told_all_its_problems(here: Path, text: str, problems: str) -> None:
    assert problems_of(load_exercise, written(here, "topic/name.yaml", text)) == problems.rstrip("\n")


UNREADABLE = r"""
title: T
question: Q
given:
  a: vector(3, -5..5
derive:
  d: "\u00b7a +* a"
  e: |
    1 +
      (2
parts:
  - id: p
    ask: A
    key: ' 2) '
    malrules:
      - {when: 4√, say: No.}
"""


def test_mathematics_that_cannot_be_read_is_marked_where_it_stands_in_the_file(here: Path) -> None:
    with pytest.raises(AuthorError) as caught:
        load_exercise(written(here, "topic/name.yaml", UNREADABLE.lstrip()))
    marked = [(problem.path, problem.line, problem.column) for problem in caught.value.problems]
    assert marked == [
        ("given.a", 4, 12),
        ("derive.d", 6, 7),
        ("derive.e", 9, 7),
        ("parts[0].key", 13, 13),
        ("parts[0].malrules[0].when", 15, 18),
    ]
    assert all(problem.message.startswith("cannot be read: ") for problem in caught.value.problems)


@pytest.mark.parametrize(("text", "problems"), rows("yaml"))
@pytest.mark.parametrize("loader", [yaml.SafeLoader, FAST], ids=["python", "fast"])
def test_both_readers_of_yaml_say_the_same(text: str, problems: str, loader: type) -> None:
    assert "\n".join(map(str, read_yaml(text, "name.yaml", loader).problems)) == problems


@pytest.mark.parametrize(("text", "problems"), rows("assignments"))
def test_an_assignment_is_told_all_its_problems(here: Path, text: str, problems: str) -> None:
    assert problems_of(load_assignment, written(here, "set.yaml", text)) == problems.rstrip("\n")


@pytest.mark.parametrize(("text", "problems"), rows("rosters"))
def test_a_class_list_is_told_all_its_problems(here: Path, text: str, problems: str) -> None:
    assert problems_of(load_roster, written(here, "class.csv", text)) == problems.rstrip("\n")


@pytest.mark.parametrize(
    ("text", "answers", "problems"),
    [pytest.param(row["file"], row["answers"], row["problems"], id=row["law"]) for row in table("submissions")],
)
def test_a_submission_keeps_every_answer_and_is_told_what_is_odd(
    here: Path, text: str, answers: str, problems: str
) -> None:
    submission = load_submission(written(here, "ada.yaml", text))
    found = [f"{exercise} {part} = {text}" for exercise, parts in submission.responses for part, text in parts]
    assert submission.student == "ada"
    assert "\n".join(found) == answers.rstrip("\n")
    assert "\n".join(map(str, submission.problems)) == problems.rstrip("\n")


@pytest.mark.parametrize("text", ["", "answers:\n  embeddings/inner-product:\n    product: -7\n", "student:\n"])
def test_a_submission_without_a_student_cannot_be_given_to_anybody(here: Path, text: str) -> None:
    said = problems_of(load_submission, written(here, "x.yaml", text))
    assert said == 'x.yaml:1: no student is named, write "student: YOUR-ID" on the first line'


LOADERS = (load_exercise, load_assignment, load_roster, load_submission)


@pytest.mark.parametrize("load", LOADERS)
def test_a_file_that_is_not_there_says_so(here: Path, load: Callable[[Path], object]) -> None:
    assert problems_of(load, here / "none.yaml") == "none.yaml: there is no such file, give the path of a file"
    assert problems_of(load, here) == ".: is a folder, give the path of a file"


@pytest.mark.parametrize("load", LOADERS)
def test_a_huge_file_is_not_read(here: Path, load: Callable[[Path], object]) -> None:
    path = written(here, "topic/huge.yaml", "# " + "x" * LIMIT)
    assert problems_of(load, path) == "topic/huge.yaml: is larger than 256 KiB, split it, or check what it is"


@pytest.mark.parametrize("load", LOADERS[:3])
def test_bytes_that_are_not_utf_8_are_shown_where_they_stand(here: Path, load: Callable[[Path], object]) -> None:
    path = here / "x.yaml"
    path.write_bytes("title: T\nsource: Universität".encode("latin-1"))
    assert problems_of(load, path) == "x.yaml:2:18: the byte 0xE4 is not UTF-8, save the file as UTF-8"


@pytest.mark.parametrize("load", LOADERS[:3])
def test_every_control_character_is_shown_where_it_stands(here: Path, load: Callable[[Path], object]) -> None:
    said = problems_of(load, written(here, "x.yaml", "title: \x00T\nsource: \x1b[31m"))
    assert said == (
        "x.yaml:1:8: the control character U+0000, remove it\nx.yaml:2:9: the control character U+001B, remove it"
    )


def test_the_problems_of_all_files_of_a_bank_come_together(here: Path) -> None:
    written(here, "one/a.yaml", "title: T\n")
    written(here, "two/b.yaml", "question: Q\n")
    assert problems_of(load_bank, here) == (
        'one/a.yaml:1:1 question: is missing, add "question: ..."\n'
        'one/a.yaml:1:1 parts: is missing, add "parts: ..."\n'
        'two/b.yaml:1:1 title: is missing, add "title: ..."\n'
        'two/b.yaml:1:1 parts: is missing, add "parts: ..."'
    )


def test_a_file_that_is_no_exercise_by_its_place_is_not_passed_over_in_silence(here: Path) -> None:
    written(here, "topic/a.yml", "title: T\n")
    written(here, "b.yaml", "title: T\n")
    assert problems_of(load_bank, here) == (
        "b.yaml: is no exercise by its place and name, move it to TOPIC/NAME.yaml\n"
        "topic/a.yml: is no exercise by its place and name, move it to TOPIC/NAME.yaml"
    )


def test_an_exercise_is_found_by_its_id_only(here: Path) -> None:
    del here
    with pytest.raises(AuthorError) as caught:
        find("../exercises/embeddings/inner-product")
    assert str(caught.value).startswith('there is no exercise "../exercises/embeddings/inner-product"')
