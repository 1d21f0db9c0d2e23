"""``graders generate``: a sheet, a file to fill in, and the record."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Ran

    Graders = Callable[..., Ran]

GENERATE = ("generate", "set.yaml", "--roster", "class.csv", "--out", "sheets")

BROKEN = """\
class.csv:1:1: there is no column "name", begin the file with the line "id,name"; found: id, nam
set.yaml:2:1 sed: unknown field, did you mean "seed"?
set.yaml:3:13 exercises[0]: there is no exercise "embeddings/inner-produt", did you mean "embeddings/inner-product"?
"""


def files(folder: Path) -> list[str]:
    """Name every file below a folder."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_every_student_gets_a_sheet_and_a_file_to_fill_in(graders: Graders, course: Path) -> None:
    ran = graders(*GENERATE)
    assert (ran.code, ran.out, ran.err) == (0, "3 sheets in sheets\n", "")
    each = ("answers.yaml", "sheet.html", "sheet.md")
    assert files(course / "sheets") == sorted(
        ["issued.json", *(f"{student}/{name}" for student in ("ada", "emmy", "sofia") for name in each)]
    )


def test_the_first_time_a_class_key_is_made_that_only_its_owner_can_read(graders: Graders, course: Path) -> None:
    key = course / "class.key"
    key.unlink()
    ran = graders(*GENERATE)
    assert ran.out == "made class.key, which must stay secret and is needed to issue more\n3 sheets in sheets\n"
    assert key.stat().st_mode & 0o777 == 0o600
    assert "Keep it secret" in key.read_text()
    before = (key.read_bytes(), (course / "sheets/issued.json").read_bytes())
    assert graders(*GENERATE).out == "3 sheets in sheets\n"
    assert (key.read_bytes(), (course / "sheets/issued.json").read_bytes()) == before


def test_no_class_key_is_made_when_nothing_is_issued(graders: Graders, course: Path) -> None:
    (course / "class.key").unlink()
    (course / "class.csv").write_text("id,nam\n")
    assert graders(*GENERATE).code == 1
    assert not (course / "class.key").exists()


@pytest.mark.parametrize("target", ["", "gone", "class.key", "/dev/zero"])
def test_what_has_the_name_of_a_class_key_and_is_none_is_told_with_a_remedy(
    graders: Graders, course: Path, target: str
) -> None:
    key = course / "class.key"
    key.unlink()
    key.symlink_to(target) if target else key.mkdir()
    ran = graders(*GENERATE)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("class.key: is no class key, restore it, or take it away")
    assert not (course / "sheets").exists()


def test_a_class_key_that_others_can_read_is_told(graders: Graders, course: Path) -> None:
    (course / "class.key").chmod(0o644)
    assert graders(*GENERATE).err == "class.key: others can read this secret; chmod 600 class.key\n"


def test_without_a_class_key_it_is_said_that_the_seed_alone_decides(graders: Graders, course: Path) -> None:
    (course / "class.key").unlink()
    ran = graders(*GENERATE, "--by-seed")
    assert ran.err == "Drawn by the seed alone: whoever knows it can work out everybody's questions.\n"
    assert not (course / "class.key").exists()
    graders(*GENERATE)
    assert not (course / "class.key").exists()


def test_another_class_key_issues_no_more_papers(graders: Graders, course: Path) -> None:
    graders(*GENERATE)
    (course / "class.key").write_text("0f" * 32)
    ran = graders(*GENERATE)
    assert ran.code == 1
    assert "this is another class key, restore class.key beside the assignment, or use another folder" in ran.err


def test_pools_and_shared_parameters_come_from_the_assignments_file(graders: Graders, course: Path) -> None:
    (course / "set.yaml").write_text(
        "title: Set\nseed: x\norder: shuffled\nexercises:\n"
        "  - share: [a, b]\n"
        "    exercises: [embeddings/euclidean-distance, embeddings/cosine-similarity]\n"
        "  - {pick: 1, of: [embeddings/inner-product, embeddings/one-hot-distance], points: 3}\n"
    )
    graders(*GENERATE, "--format", "json")
    for student in json.loads((course / "sheets/issued.json").read_text())["students"]:
        given = student["variants"]
        values = [given[f"embeddings/{name}"]["values"] for name in ("euclidean-distance", "cosine-similarity")]
        assert values[0] == values[1]
        sheet = json.loads((course / f"sheets/{student['id']}/sheet.json").read_text())
        assert [question["exercise"] for question in sheet["questions"]] == list(given)
        assert len(given) == 3
    ran = graders("grade", "set.yaml", "sheets", "--out", "graded", "--report", "json")
    assert ran.code == 0, ran.err
    report = json.loads((course / "graded/ada/report.json").read_text())
    assert report["points"] == "11"


NAMES = ("Zoë, the 1st", "a/b", "../up", "😀", "a b", "con", "A.B", "x" * 100, "%41", "ａｄａ")


def test_whatever_students_are_called_everybody_has_a_folder_inside(graders: Graders, course: Path) -> None:
    rows = "".join(f'"{name}","{name}"\n' for name in NAMES)
    (course / "class.csv").write_text(f"id,name\n{rows}", encoding="utf-8")
    before = {path for path in course.rglob("*") if path.is_file()}
    ran = graders(*GENERATE, "--format", "md")
    assert (ran.code, ran.err) == (0, "")
    written = {path for path in course.rglob("*") if path.is_file()} - before
    assert all(path.is_relative_to(course / "sheets") for path in written)
    assert len([path for path in written if path.name == "sheet.md"]) == len(NAMES)


def test_sheets_are_written_in_the_formats_that_are_asked(graders: Graders, course: Path) -> None:
    graders(*GENERATE, "--format", "json")
    assert files(course / "sheets" / "ada") == ["answers.yaml", "sheet.json"]


def test_no_two_students_are_asked_the_same(graders: Graders, course: Path) -> None:
    graders(*GENERATE)
    assert len({(course / "sheets" / name / "sheet.md").read_text() for name in ("ada", "emmy", "sofia")}) == 3


def test_a_sheet_shows_the_points_that_the_assignment_gives(graders: Graders, course: Path) -> None:
    graders(*GENERATE, "--format", "json")
    questions = json.loads((course / "sheets/ada/sheet.json").read_text())["questions"]
    assert [[part["points"] for part in question["parts"]] for question in questions] == [["1", "2"], ["4"]]


def test_no_sheet_holds_a_key(graders: Graders, course: Path) -> None:
    graders(*GENERATE, "--format", "json")
    sheet = json.loads((course / "sheets/ada/sheet.json").read_text())
    parts = [part for question in sheet["questions"] for part in question["parts"]]
    assert {name for part in parts for name in part} == {"part", "ask", "points", "form"}


def test_the_same_command_writes_the_same_again(graders: Graders, course: Path) -> None:
    graders(*GENERATE)
    before = {name: (course / "sheets" / name).read_bytes() for name in files(course / "sheets")}
    graders(*GENERATE)
    assert {name: (course / "sheets" / name).read_bytes() for name in files(course / "sheets")} == before


def test_a_late_student_is_added_and_nobody_elses_sheet_changes(graders: Graders, course: Path) -> None:
    graders(*GENERATE)
    before = (course / "sheets/ada/sheet.md").read_bytes()
    roster = course / "class.csv"
    roster.write_text(roster.read_text().replace("id,name\n", "id,name\nmaryam,Maryam Mirzakhani\n"))
    ran = graders(*GENERATE)
    assert ran.out == "4 sheets in sheets\n"
    assert (course / "sheets/ada/sheet.md").read_bytes() == before
    assert (course / "sheets/maryam/answers.yaml").exists()


def test_a_file_with_answers_is_left_as_it_is(graders: Graders, course: Path) -> None:
    graders(*GENERATE)
    answers = course / "sheets/ada/answers.yaml"
    filled = answers.read_text().replace("distance:\n", "distance: √48\n")
    answers.write_text(filled)
    ran = graders(*GENERATE)
    assert ran.err == "sheets/ada/answers.yaml: has answers and is left as it is\n"
    assert answers.read_text() == filled


def test_problems_of_all_files_come_at_once_and_nothing_is_written(graders: Graders, course: Path) -> None:
    (course / "set.yaml").write_text("title: Set\nsed: x\nexercises: [embeddings/inner-produt]\n")
    (course / "class.csv").write_text("id,nam\nada,Ada\n")
    ran = graders(*GENERATE)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == BROKEN
    assert not (course / "sheets").exists()


def test_a_class_that_is_too_large_for_an_exercise_is_told_so_and_nothing_is_written(
    graders: Graders, course: Path
) -> None:
    (course / "set.yaml").write_text("title: Set\nseed: x\nexercises: [embeddings/one-hot-distance]\n")
    (course / "class.csv").write_text("id,name\n" + "".join(f"s{number},S\n" for number in range(100)))
    ran = graders(*GENERATE)
    assert ran.code == 1
    assert "only 68 variants" in ran.err
    assert not (course / "sheets").exists()


def test_a_broken_text_that_is_met_while_writing_leaves_nothing_behind(graders: Graders, course: Path) -> None:
    home = course / "exercises" / "own"
    home.mkdir(parents=True)
    home.joinpath("bad.yaml").write_text(
        'title: Bad\nquestion: "$\\\\frac{1}$"\nparts: [{id: a, ask: What?, key: 1}]\n', encoding="utf-8"
    )
    (course / "set.yaml").write_text("title: Set\nseed: x\nexercises: [own/bad]\n")
    ran = graders(*GENERATE)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err != ""
    assert not (course / "sheets").exists()


def test_a_folder_that_is_a_file_is_refused(graders: Graders, course: Path) -> None:
    (course / "sheets").write_text("mine")
    ran = graders(*GENERATE)
    assert (ran.code, ran.err) == (1, "sheets: is a file, give the path of a folder\n")


def test_a_link_that_leads_outside_is_not_followed(graders: Graders, course: Path) -> None:
    (course / "elsewhere").mkdir()
    (course / "sheets").mkdir()
    (course / "sheets/emmy").symlink_to(course / "elsewhere", target_is_directory=True)
    ran = graders(*GENERATE)
    assert ran.code == 1
    assert "sheets/emmy/answers.yaml: lies outside, a link leads there; take it away" in ran.err
    assert files(course / "elsewhere") == files(course / "sheets") == []


@pytest.mark.parametrize(
    "words",
    [
        ("generate", "none.yaml", "--roster", "class.csv", "--out", "sheets"),
        ("generate", "set.yaml", "--roster", "none.csv", "--out", "sheets"),
        ("generate", "set.yaml", "--out", "sheets"),
        ("generate", "set.yaml", "--roster", "class.csv"),
        ("generate", "set.yaml", "--roster", "class.csv", "--out", "sheets", "--format", "pdf"),
    ],
)
@pytest.mark.usefixtures("course")
def test_a_mistake_in_the_command_ends_with_4(graders: Graders, words: tuple[str, ...]) -> None:
    assert graders(*words).code == 4


def test_students_get_folders_of_their_own_whatever_their_ids(graders: Graders, course: Path) -> None:
    (course / "class.csv").write_text("id,name\n../evil,Eve\ncon,Con\nissued.json,Issa\nÉvariste,É\n", encoding="utf-8")
    assert graders(*GENERATE).code == 0
    assert sorted(path.name for path in (course / "sheets").iterdir()) == sorted(
        ["%2E.%2Fevil", "%63on", "Évariste", "issued%2Ejson", "issued.json"]
    )
