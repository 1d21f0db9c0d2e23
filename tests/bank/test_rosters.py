"""Class lists as spreadsheets write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graders.assignment import Student, folded
from graders.bank import load_roster

if TYPE_CHECKING:
    from pathlib import Path

CLASS = (Student("ada", "Ada Lovelace"), Student("bob", "Bob"))


@pytest.mark.parametrize(
    "text",
    [
        "id,name\nada,Ada Lovelace\nbob,Bob\n",
        "\ufeffid;name\r\nada;Ada Lovelace\r\nbob;Bob\r\n",
        "name\tID\nAda  Lovelace\tada\nBob\t bob ",
        'mail,Id,Name\nx@y,ada,"Ada Lovelace"\n\n,bob,Bob,\n',
    ],
)
def test_a_class_list_is_read_whatever_separates_its_columns(tmp_path: Path, text: str) -> None:
    path = tmp_path / "class.csv"
    path.write_text(text, encoding="utf-8", newline="")
    assert load_roster(path) == CLASS


def test_a_student_without_a_name_is_called_by_the_id(tmp_path: Path) -> None:
    path = tmp_path / "class.csv"
    path.write_text('id,name\n0042,\n43,"Lovelace, Ada"\n', encoding="utf-8")
    assert load_roster(path) == (Student("0042", "0042"), Student("43", "Lovelace, Ada"))


def test_what_joins_letters_and_emoji_may_stand_in_a_name(tmp_path: Path) -> None:
    path = tmp_path / "class.csv"
    names = ("\N{WOMAN}\N{ZERO WIDTH JOINER}\N{PERSONAL COMPUTER} Ada", "علی\N{ZERO WIDTH NON-JOINER}رضا")
    path.write_text(f"id,name\na,{names[0]}\nb,{names[1]}\n", encoding="utf-8")
    assert tuple(student.name for student in load_roster(path)) == names


@pytest.mark.parametrize("typed", ["Ada", " ADA ", "ａｄａ"])
def test_an_id_is_the_same_however_it_is_typed_and_another_is_another(typed: str) -> None:
    assert [folded(student.id) for student in CLASS].index(folded(typed)) == 0
    assert folded(f"{typed}x") not in {folded(student.id) for student in CLASS}
    assert folded(typed) == "ada"
