"""The README and the tutorial are true to the letter: files are written, commands are run, outputs are compared.

A block of code whose first line names a file is that file.  In a block ``console``, every line that begins
with ``$`` is a command, and below it stands what it prints.

    python tests/test_readme.py     writes into them what the commands print now
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = (ROOT / "README.md", ROOT / "docs/authoring.md")
BLOCK = re.compile(
    r"^(?P<fence>`{3,})(?P<language>\w+)(?: (?P<file>\S+))?\n(?P<body>.*?)^(?P=fence)$", re.MULTILINE | re.DOTALL
)
TIMEOUT = 120


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_shows_what_its_commands_print(page: Path, tmp_path: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert played(text, tmp_path) == text


def played(text: str, folder: Path) -> str:
    """Give a page with what its commands print when they are run in an empty folder."""
    home = folder / "home"
    home.mkdir()
    shim = folder / "bin" / "graders"
    shim.parent.mkdir()
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m graders "$@"\n', encoding="utf-8")
    shim.chmod(0o755)
    path = os.pathsep.join((str(shim.parent), os.environ["PATH"]))
    environment = {**os.environ, "PATH": path, "LC_ALL": "C.UTF-8", "COLUMNS": "100", "PYTHONPATH": str(ROOT)}
    return BLOCK.sub(lambda block: _block(block, home, environment), text)


def _block(block: re.Match[str], home: Path, environment: dict[str, str]) -> str:
    """Write a block's file, or run its commands."""
    if block["file"]:
        file = home / block["file"]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(block["body"], encoding="utf-8")
        return block[0]
    if block["language"] != "console":
        return block[0]
    commands = [line for line in block["body"].splitlines() if line.startswith("$ ")]
    shown = "".join(f"{command}\n{_printed(command[2:], home, environment)}" for command in commands)
    return f"{block['fence']}console\n{shown}{block['fence']}"


def _printed(command: str, home: Path, environment: dict[str, str]) -> str:
    """Run a command and give what it prints, without spaces at the ends of lines."""
    ran = subprocess.run(
        ["bash", "-c", command],  # noqa: S607 - the shell of whoever follows the page
        cwd=home,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=TIMEOUT,
        check=False,
    )
    lines = (line.rstrip() for line in ran.stdout.decode().strip("\n").splitlines())
    return "".join(f"{line}\n" for line in lines)


if __name__ == "__main__":
    for written in PAGES:
        with tempfile.TemporaryDirectory() as empty:
            written.write_text(played(written.read_text(encoding="utf-8"), Path(empty)), encoding="utf-8")
