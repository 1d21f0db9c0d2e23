"""What was handed in comes as a stream, whatever it comes in, and nothing of it leads anywhere."""

from __future__ import annotations

import json
import os
import struct
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from graders.bank import submission_of
from graders.bank.source import LIMIT
from graders.batch.incoming import counted, incoming, refuse_empty
from graders.errors import AuthorError

if TYPE_CHECKING:
    from pathlib import Path

    from graders.batch.incoming.handed_in import HandedIn

BOX = "t/sum"


def given(*paths: Path) -> list[HandedIn]:
    """Read everything in paths, as a run does."""
    refuse_empty(paths)
    return list(incoming(paths))


def answers(handed: HandedIn) -> tuple[str, dict[str, str]]:
    """Read a submission: the student, and the answers to one exercise."""
    submission = submission_of(handed.raw, handed.name)
    return submission.student, dict(dict(submission.responses).get(BOX, ()))


def message(handed: HandedIn) -> str:
    """Give what is wrong with a submission that could not be taken."""
    return handed.problems[0].message


# folders


def test_submissions_are_found_at_any_depth_in_the_order_of_their_names(tmp_path: Path) -> None:
    names = ["b/answers.yaml", "a/deep/answers.json", "c/ANSWERS.YML", "c/notes.yaml", ".git/answers.yaml"]
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    found = [each.name.removeprefix(f"{tmp_path.as_posix()}/") for each in given(tmp_path)]
    assert found == ["a/deep/answers.json", "b/answers.yaml", "c/ANSWERS.YML"]
    assert counted([tmp_path]) == 3


def test_a_file_is_taken_under_any_name_and_only_once(tmp_path: Path) -> None:
    (tmp_path / "answers.yaml").touch()
    (tmp_path / "ada.yaml").touch()
    found = given(tmp_path / "ada.yaml", tmp_path, tmp_path / "ada.yaml", tmp_path)
    assert [each.name for each in found] == [f"{tmp_path}/ada.yaml", f"{tmp_path}/answers.yaml"]


def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/answers.yaml").touch()
    (tmp_path / "a/loop").symlink_to(tmp_path / "a", target_is_directory=True)
    assert len(given(tmp_path)) == 1


def test_a_folder_in_which_one_cannot_look_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ada", "emmy"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "answers.yaml").write_text(f"student: {name}\n")
    scan = os.scandir

    def refused(path: str) -> object:
        if str(path).endswith("ada"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr("os.scandir", refused)
    emmy, ada = given(tmp_path)
    assert (emmy.raw, ada.raw) == (b"student: emmy\n", b"")
    assert ada.name.endswith("/ada")
    assert message(ada) == "cannot be looked into"


def test_every_folder_without_submissions_is_named(tmp_path: Path) -> None:
    folders = [tmp_path / "a", tmp_path / "b"]
    for folder in folders:
        folder.mkdir()
    with pytest.raises(AuthorError) as error:
        refuse_empty(folders)
    assert [problem.file for problem in error.value.problems] == [folder.as_posix() for folder in folders]


# tables


def test_a_table_may_have_a_column_for_every_box(tmp_path: Path) -> None:
    file = tmp_path / "form.csv"
    file.write_text('﻿Timestamp,Student,t/sum.one,t/sum:two\nnow,ada,"(1, 2)",√48\n\nnow,emmy,,\'=1+1\n')
    ada, emmy = given(file)
    assert answers(ada) == ("ada", {"one": "(1, 2)", "two": "√48"})
    assert answers(emmy) == ("emmy", {"one": "", "two": "=1+1"})
    assert ada.name.endswith("form.csv:2")


def test_a_table_may_have_a_row_for_every_answer(tmp_path: Path) -> None:
    file = tmp_path / "long.csv"
    file.write_text("student;exercise;part;response\nada;t/sum;one;2,5\nada;t/sum;two;4\nemmy;t/sum;one;1\n")
    ada, emmy = given(file)
    assert answers(ada) == ("ada", {"one": "2,5", "two": "4"})
    assert answers(emmy) == ("emmy", {"one": "1"})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", 'there is no column "student"'),
        ("id,x\n1,2\n", 'there is no column "student"'),
        ('"student', "no CSV"),
        ("student,t/sum.one,T/Sum:one\n", 'two columns "t/sum.one"'),
        ("student,exercise,part,response,Response\n", 'two columns "response"'),
        ("student,attempt,Attempt,t/sum.one\n", 'two columns "attempt"'),
        ("student,t/sum\nada,1\n", "no column with answers"),
        ("student,exercise,part\nada,t/sum,one\n", "no column with answers"),
    ],
)
def test_what_is_no_table_is_said(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "form.csv"
    file.write_text(text)
    with pytest.raises(AuthorError, match=told):
        given(file)


BROKEN = {
    "a quote that is never closed": '"never closed',
    "a quote inside a text": '"one" two',
    "a cell without end": "a" * (LIMIT + 1),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_a_row_that_cannot_be_read_harms_no_other(broken: str, tmp_path: Path) -> None:
    file = tmp_path / "form.csv"
    file.write_text(f'student,t/sum.one\nada,"(1,\n 2)"\nemmy,{BROKEN[broken]}\nsofia,3\nkurt,"4"\n')
    found = given(file)
    assert [answers(each) for each in found if not each.problems and answers(each)[0] in ("ada", "sofia", "kurt")] == [
        ("ada", {"one": "(1,\n 2)"}),
        ("sofia", {"one": "3"}),
        ("kurt", {"one": "4"}),
    ]
    (told,) = (each for each in found if each.problems)
    assert told.name.endswith("form.csv:4")
    assert told.problems[0].line == 4
    assert told.problems[0].message.startswith("no CSV: ")


@pytest.mark.parametrize("header", ["student,exercise,part,response\n{},t/sum,one,{}", "student,t/sum.one\n{},{}"])
def test_an_answer_with_a_comma_that_has_no_quotes_is_rejected_and_not_cut(header: str, tmp_path: Path) -> None:
    file = tmp_path / "form.csv"
    line = header.partition("\n")[2]
    rows = (line.format("emmy", "(1, 2)"), line.format("ada", '"(1, 2)",,'), line.format("", "3"))
    file.write_text("\n\n" + header.format("kurt", "3") + "\n" + "\n".join(rows) + "\n")
    found = given(file)
    assert [answers(each) for each in found if not each.problems] == [
        ("kurt", {"one": "3"}),
        ("ada", {"one": "(1, 2)"}),
    ]
    told = [(each.name.rpartition(":")[2], message(each)) for each in found if each.problems]
    width = header.partition("\n")[0].count(",") + 1
    assert told == [("5", f"there are {width + 1} cells for {width} columns"), ("7", "no student is named")]


@pytest.mark.parametrize("last", ['zed,"2', 'zed,5"x', 'zed,5" '])
@pytest.mark.parametrize("first", ['ada,"1', 'ada,5"' + "x" * LIMIT])
def test_quotes_that_are_not_closed_cost_their_own_rows_however_far_apart(
    first: str, last: str, tmp_path: Path
) -> None:
    file = tmp_path / "form.csv"
    many = [f"s{number},{number}{'.' * 40}" for number in range(LIMIT // 40)]
    file.write_text("\n".join(("student,t/sum.one", first, *many, last, "kurt,4", "")))
    taken = [answers(each)[0] for each in given(file) if not each.problems]
    assert taken[: len(many)] == [line.partition(",")[0] for line in many]
    assert taken[-1] == "kurt"


@pytest.mark.parametrize("lines", [1, 3])
def test_nobody_hands_in_for_others_in_a_cell_that_is_too_large(lines: int, tmp_path: Path) -> None:
    file = tmp_path / "form.csv"
    forged = "ada,0\nemmy,0\n" + "x" * LIMIT + "\n"
    file.write_text(f'student,t/sum.one\nbob,"{forged * lines}"\nemmy,16\nada,81\n')
    found = given(file)
    (bob,) = (each for each in found if each.problems)
    assert message(bob).startswith("no CSV: a cell of more than ")
    assert bob.problems[0].line == 2
    assert [answers(each) for each in found if each is not bob] == [("emmy", {"one": "16"}), ("ada", {"one": "81"})]


# JSON lines


def test_json_lines_hold_a_submission_each_and_numbers_stay_as_typed(tmp_path: Path) -> None:
    file = tmp_path / "all.jsonl"
    file.write_text('{"student": "ada", "answers": {"t/sum": {"one": 0.50, "two": "√48"}}}\n\n{"student": "emmy"}\n')
    ada, emmy = given(file)
    assert answers(ada) == ("ada", {"one": "0.50", "two": "√48"})
    assert emmy.name.endswith("all.jsonl:3")
    assert counted([file]) == 2


def test_a_line_that_is_too_long_harms_no_other(tmp_path: Path) -> None:
    file = tmp_path / "all.jsonl"
    file.write_bytes(
        b'{"student": "' + b"a" * 3 * LIMIT + b'"}\n{"student": "emmy", "answers": {"t/sum": {"one": 1}}}\n'
    )
    long, emmy = given(file)
    assert message(long) == "is longer than 256 KiB"
    assert answers(emmy) == ("emmy", {"one": "1"})


# archives


def archive(path: Path, **members: Any) -> Path:  # noqa: ANN401 - texts or bytes
    """Pack texts or bytes under their names."""
    with ZipFile(path, "w", ZIP_DEFLATED) as packed:
        for name, text in members.items():
            packed.writestr(name, text)
    return path


def test_the_archives_of_moodle_and_canvas_are_read(tmp_path: Path) -> None:
    names = [
        "Ada Lovelace_4711_assignsubmission_file/answers.yaml",
        "bob/answers (2).yaml",
        "noetheremmy_4711_8150_answers-1.yaml",
        "noetheremmy_4711_8150_answers.yaml",
        "noetheremmy_4711_8150_answers-final.yaml",
        "__MACOSX/x/answers.yaml",
        "ada/notes.txt",
    ]
    text = "student: x\nanswers:\n  t/sum:\n    one: 2\n"
    path = archive(tmp_path / "all.zip", **dict.fromkeys(names, text))
    assert [each.name.removeprefix(f"{path}/") for each in given(path)] == names[:4]
    assert counted([path]) == 4


@pytest.mark.parametrize(
    "name", ["../answers.yaml", "a/../../answers.yaml", "/etc/answers.yaml", "..\\answers.yaml", "C:/x/answers.yaml"]
)
def test_a_name_that_leads_out_of_the_archive_is_refused_and_nothing_is_written(tmp_path: Path, name: str) -> None:
    (tmp_path / "in").mkdir()
    path = archive(tmp_path / "in/all.zip", **{name: "student: ada\n", "emmy/answers.yaml": "student: emmy\n"})
    told = {each.name: [problem.message for problem in each.problems] for each in given(path)}
    assert sorted(told.values()) == [[], ["its name leads out of the archive"]]
    assert sorted(each.name for each in tmp_path.rglob("*")) == ["all.zip", "in"]


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    zeros = b"\0" * (64 * LIMIT)
    path = archive(tmp_path / "bomb.zip", **{"a/answers.yaml": zeros, "b/answers.yaml": "student: b\n"})
    bomb, other = given(path)
    assert message(bomb) == "is larger than 256 KiB"
    assert other.problems == ()


def test_an_archive_that_lies_about_sizes_is_believed_in_nothing(tmp_path: Path) -> None:
    path = archive(tmp_path / "liar.zip", **{"a/answers.yaml": b"\0" * (8 * LIMIT)})
    raw = path.read_bytes()
    path.write_bytes(raw.replace(struct.pack("<I", 8 * LIMIT), struct.pack("<I", 10)))
    (told,) = given(path)
    assert told.problems


def test_a_damaged_member_harms_no_other(tmp_path: Path) -> None:
    path = archive(tmp_path / "all.zip", **{"a/answers.yaml": "student: a\n" * 50, "b/answers.yaml": "student: b\n"})
    raw = bytearray(path.read_bytes())
    raw[45:50] = b"\xff" * 5
    path.write_bytes(raw)
    damaged, other = given(path)
    assert message(damaged).startswith("cannot be unpacked")
    assert other.problems == ()


def test_what_is_no_archive_is_said(tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    path.write_text("no")
    with pytest.raises(AuthorError, match="no zip archive"):
        given(path)


def test_a_source_that_cannot_be_read_harms_no_other(tmp_path: Path) -> None:
    (tmp_path / "all.zip").write_text("no")
    (tmp_path / "form.csv").write_text("id,x\n1,2\n")
    (tmp_path / "answers.yaml").write_text("student: ada\n")
    told = [message(each) if each.problems else each.raw for each in given(*sorted(tmp_path.iterdir()))]
    assert told == ["no zip archive: File is not a zip file", b"student: ada\n", 'there is no column "student"']


@pytest.mark.parametrize(
    ("name", "text"), [("all.zip", b""), ("all.jsonl", b"\n \n"), ("form.csv", b"student,t/sum.one\n\n")]
)
def test_sources_without_submissions_are_refused(name: str, text: bytes, tmp_path: Path) -> None:
    (tmp_path / "answers.yaml").touch()
    path = tmp_path / name
    path.write_bytes(text)
    if path.suffix == ".zip":
        archive(path, notes="nothing")
    with pytest.raises(AuthorError, match="there are no submissions"):
        given(tmp_path / "answers.yaml", path)


def test_the_same_answers_are_the_same_whatever_they_come_in(tmp_path: Path) -> None:
    typed = {"one": "(-4, 4, 4)", "two": "√48"}
    (tmp_path / "form.csv").write_text('student,t/sum.one,t/sum.two\nada,"(-4, 4, 4)",√48\n')
    (tmp_path / "all.jsonl").write_text(json.dumps({"student": "ada", "answers": {BOX: typed}}))
    yaml = "student: ada\nanswers:\n  t/sum:\n    one: (-4, 4, 4)\n    two: √48\n"
    (tmp_path / "answers.yaml").write_text(yaml)
    archive(tmp_path / "all.zip", **{"ada/answers.yaml": yaml})
    assert [answers(each) for each in given(*sorted(tmp_path.iterdir()))] == [("ada", typed)] * 4


# several attempts in a table


@pytest.mark.parametrize(
    "text",
    [
        f"student,exercise,part,response\nada,{BOX},a,1\nada,{BOX},b,5\nada,{BOX},a,2\nemmy,{BOX},a,3\n",
        f"student,attempt,exercise,part,response\nada,2,{BOX},a,2\nada,1,{BOX},a,1\nada,1,{BOX},b,5\nemmy,1,{BOX},a,3\n",
        f"student,{BOX}.a,{BOX}.b\nada,1,5\nada,2,\nemmy,3,\n",
        f"student,attempt,{BOX}.a,{BOX}.b\nada,2,2,\nada,1,1,5\nemmy,1,3,\n",
    ],
)
def test_rows_of_a_student_that_answer_a_box_again_are_attempts(tmp_path: Path, text: str) -> None:
    (tmp_path / "form.csv").write_text(text, encoding="utf-8")
    ada, emmy = (submission_of(each.raw, each.name) for each in given(tmp_path / "form.csv"))
    assert [dict(dict(each)[BOX]) for each in ada.earlier] == [{"a": "1", "b": "5"}]
    assert (ada.response(BOX, "a"), ada.response(BOX, "b")) == ("2", "5")
    assert (emmy.earlier, emmy.response(BOX, "a")) == ((), "3")
