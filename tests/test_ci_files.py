"""The files that ``docs/ci.md`` shows are whole: they can be read, and their commands do what is said."""

from __future__ import annotations

import configparser
import re
import subprocess
from pathlib import Path

import pytest
import yaml

from graders.cli import run

PAGE = (Path(__file__).parents[1] / "docs/ci.md").read_text(encoding="utf-8")
BOX = "embeddings/inner-product"


def files(kind: str) -> list[str]:
    """Give the files of one kind on the page."""
    return re.findall(rf"```{kind}\n(.*?)```", PAGE, re.DOTALL)


def commands() -> list[str]:
    """Give every command of ours on the page."""
    return [found.split(" || ")[0] for found in re.findall(r"graders (grade .*)$", PAGE, re.MULTILINE) if "--" in found]


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Lay out the repository of the page, with one student's answers."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sheet7.yaml").write_text(f"title: Sheet 7\nseed: x\nexercises: [{BOX}]\n")
    (tmp_path / "class.csv").write_text("id,name\nada,Ada\n")
    assert run(["generate", "sheet7.yaml", "--roster", "class.csv", "--out", "sheet7"]) == 0
    return tmp_path


def test_yaml_is_yaml_and_shell_is_shell() -> None:
    workflow, steps, gitlab = map(yaml.safe_load, files("yaml"))
    assert [step for step in workflow["jobs"]["grade"]["steps"] if "graders grade" in step.get("run", "")]
    assert len(steps) == 2
    assert gitlab["grade"]["artifacts"]["reports"]["junit"] == "graded/junit.xml"
    for script in files("sh"):
        subprocess.run(["bash", "-n"], input=script, encoding="utf-8", check=True)  # noqa: S607 - the shell of the system
    settings = configparser.ConfigParser()
    settings.read_string(files("ini")[0])
    assert settings["pytest"]["graders_assignment"] == "sheet7.yaml"


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize("line", commands())
def test_every_command_of_the_page_runs(line: str, tmp_path: Path) -> None:
    words = re.sub(
        r"\S+/(?=graded )", "", line.replace("/autograder/submission", "sheet7").replace(" repositories ", " sheet7 ")
    ).split()
    words = [word.replace('"$student"', "ada") for word in words]
    words = ["sheet7/issued.json" if word == "issued.json" else word for word in words]
    assert run(words) in (0, 5)
    wanted = {
        "gradescope": "ada/results.json",
        "classroom50": "ada/result.json",
        "junit": "junit.xml",
        "html": "summary.html",
    }
    for report, file in wanted.items():
        assert (tmp_path / "graded" / file).exists() == (report in words)
