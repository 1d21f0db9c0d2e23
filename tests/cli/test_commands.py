"""What all commands have in common: names, help, and how they end."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from graders import __version__
from graders.cli import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Ran

    Graders = Callable[..., Ran]


def test_help_names_every_command(graders: Graders) -> None:
    ran = graders("--help")
    assert ran.code == 0
    assert all(f"\n  {name} " in ran.out for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_every_command_teaches_with_an_example(graders: Graders, name: str) -> None:
    ran = graders(name, "--help")
    assert ran.code == 0
    assert f"\n    graders {name}" in ran.out


@pytest.mark.parametrize("name", COMMANDS)
def test_no_line_of_help_is_wider_than_a_page(graders: Graders, name: str) -> None:
    assert max(map(len, graders(name, "--help").out.splitlines())) <= 118


def test_without_a_command_the_help_is_shown(graders: Graders) -> None:
    ran = graders()
    assert ran.code in (0, 4)
    assert "Usage: graders" in ran.out + ran.err


def test_an_unknown_command_ends_with_4_and_says_which_is_meant(graders: Graders) -> None:
    ran = graders("chek", "4", "4")
    assert ran.code == 4
    assert ran.err.endswith("Error: unknown command chek, did you mean check?\n")


def test_the_version_is_the_packages(graders: Graders) -> None:
    assert graders("--version").out == f"graders, version {__version__}\n"


def test_asking_for_help_imports_nothing_heavy() -> None:
    program = (
        "import sys; from graders.cli import run; run(['--help']);"
        "print(*{name.partition('.')[0] for name in sys.modules})"
    )
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    modules = set(shown.stdout.splitlines()[-1].split())
    assert {"sympy", "numpy", "pydantic", "jinja2", "yaml", "rich"} & modules == set()


def test_a_reader_that_goes_away_ends_a_command_in_silence(tmp_path: Path) -> None:
    lines = tmp_path / "lines"
    lines.write_bytes(b'{"key": "1", "response": "1"}\n' * 20_000)
    command = [sys.executable, "-m", "graders", "check", "--batch", str(lines)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        assert running.stdout.readline().startswith(b'{"id": null, "verdict": "correct"')
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(timeout=60) == 141
