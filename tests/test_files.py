"""Writing files: whole or not at all, inside one folder, under names that every system accepts."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graders.assignment import folded
from graders.errors import AuthorError
from graders.files import LONGEST, RESERVED, folder_name, plain_path, remove_parts, write_text

if TYPE_CHECKING:
    from collections.abc import Iterator


def test_a_file_is_written_with_plain_newlines_and_its_folders(tmp_path: Path) -> None:
    path = write_text(tmp_path, "reports/ada/report.md", "√48\n4√3\n")
    assert path == tmp_path / "reports" / "ada" / "report.md"
    assert path.read_bytes() == "√48\n4√3\n".encode()


def test_a_file_that_cannot_be_written_leaves_the_old_one_and_nothing_else(tmp_path: Path) -> None:
    write_text(tmp_path, "a.txt", "old")
    with pytest.raises(UnicodeEncodeError):
        write_text(tmp_path, "a.txt", "new \ud800")
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "old"


def test_a_text_may_come_piece_by_piece_and_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    def pieces() -> Iterator[str]:
        yield "half"
        raise ZeroDivisionError

    assert write_text(tmp_path, "a.txt", iter(("o", "ld"))).read_text(encoding="utf-8") == "old"
    with pytest.raises(ZeroDivisionError):
        write_text(tmp_path, "a.txt", pieces())
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "old"


def test_what_a_writer_that_was_killed_has_left_is_removed_and_nothing_else(tmp_path: Path) -> None:
    for name in ("a/.0123456789abcdef.part", "a/0123456789abcdef.part", "a/.b.part", "a/report.html"):
        write_text(tmp_path, name, "x")
    remove_parts(tmp_path)
    assert sorted(path.name for path in tmp_path.joinpath("a").iterdir()) == [
        ".b.part",
        "0123456789abcdef.part",
        "report.html",
    ]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_a_file_may_be_read_by_whom_the_system_lets(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        path = write_text(tmp_path, "a.txt", "x")
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("name", ["../a.txt", "/a.txt", "b/../../a.txt", ".", ""])
def test_nothing_is_written_outside_the_folder(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "out"
    with pytest.raises(AuthorError) as caught:
        write_text(folder, name, "x")
    assert str(caught.value) == f"{name} lies outside {folder}, nothing is written there"
    assert list(tmp_path.iterdir()) == []


def test_a_link_does_not_lead_outside_the_folder(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "link").symlink_to(tmp_path)
    with pytest.raises(AuthorError):
        write_text(tmp_path / "out", "link/a.txt", "x")
    assert not (tmp_path / "a.txt").exists()


def test_a_plain_id_is_its_own_folder() -> None:
    assert [folder_name(text) for text in ("ada", "s-123_4", "张伟", "a.b")] == ["ada", "s-123_4", "张伟", "a.b"]


IDS = st.text(max_size=8) | st.text(st.sampled_from("aA.%/\\ -~nulcoé"), max_size=8) | st.text(min_size=60, max_size=90)


@given(IDS)
@example("..")
@example("NUL.tar.gz")
@example("com1 ")
@example("é" * 80)
def test_every_id_makes_a_name_that_every_system_accepts(text: str) -> None:
    name = folder_name(text)
    assert name
    assert len(name.encode()) <= LONGEST
    assert all(character.isalnum() or character in "-_.%" for character in name)
    assert not name.startswith(".")
    assert not name.endswith(".")
    assert name.split(".")[0].casefold() not in RESERVED


@given(IDS, IDS)
@example("a/b", "a%2Fb")
@example("nul", "%6Eul")
def test_different_ids_make_different_folders(one: str, other: str) -> None:
    if folded(one) != folded(other) and one.split() == [one] and other.split() == [other]:
        assert folder_name(one).casefold() != folder_name(other).casefold()


def test_a_path_is_shown_from_where_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert plain_path(tmp_path / "a" / "b.yaml") == plain_path(Path("a") / "b.yaml") == "a/b.yaml"
    assert plain_path(Path("/elsewhere/b.yaml")) == "/elsewhere/b.yaml"
