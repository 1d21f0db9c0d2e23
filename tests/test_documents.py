"""What the documents show exists: commands, options, files and links."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from graders import cli

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
DOCUMENTS = (ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md")))
FOLDERS = "bench|docs|exercises|graders|templates|tests"

each_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))


@each_document
def test_every_command_that_is_shown_exists(document: Path) -> None:
    known = {"make": _targets(), "graders": frozenset(cli.COMMANDS)}
    assert [line for line, program, command in _commands_shown(document) if command not in known[program]] == []


@each_document
def test_every_option_that_is_shown_exists(document: Path) -> None:
    unknown = [
        line
        for line, program, command in _commands_shown(document)
        if program == "graders" and not set(re.findall(r"(?<!\S)--[a-z-]+", line)) <= _options(command)
    ]
    assert unknown == []


@each_document
def test_every_file_that_is_named_exists(document: Path) -> None:
    named = re.findall(rf"`((?:{FOLDERS})/[\w./-]*)`", _read(document))
    assert [path for path in named if not any(ROOT.glob(_pattern(path)))] == []


def _pattern(path: str) -> str:
    """Let a name in capitals stand for any: `exercises/TOPIC/NAME.yaml` is one of the shipped exercises."""
    return re.sub(r"\b[A-Z]+\b", "*", path).removesuffix("/")


@each_document
def test_every_link_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\((?!https?:|mailto:|#)([^)\s#]+)", _read(document))
    assert [link for link in links if not (document.parent / link).exists()] == []


def _commands_shown(document: Path) -> Iterator[tuple[str, str, str]]:
    """Find the lines of code that run a command: the line, the program and its first argument."""
    for code in re.findall(r"```.*?```|`[^`\n]+`", _read(document).replace("\\\n", " "), re.DOTALL):
        for found in re.finditer(r"^`?(?:\$ )?(graders|make) ([a-z]+)\b.*$", code, re.MULTILINE):
            yield found[0], found[1], found[2]


def _read(document: Path) -> str:
    return document.read_text(encoding="utf-8")


def _targets() -> frozenset[str]:
    return frozenset(re.findall(r"^([a-z]+):", _read(ROOT / "Makefile"), re.MULTILINE))


def _options(name: str) -> set[str]:
    command = cli.graders.get_command(click.Context(cli.graders), name)
    return {"--help", *(option for parameter in command.params for option in parameter.opts)} if command else set()
