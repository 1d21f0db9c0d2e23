"""Documents: every check and form has its page and its table of cases, and no page speaks of what does not exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from graders.checks import CHECKS, option_problems
from graders.checks.options import FORM_OPTIONS
from graders.form import FORMS

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "docs" / "checks"
CASES = ROOT / "tests" / "cases"


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_every_check_has_a_page_and_a_table_and_nothing_else_has() -> None:
    assert {path.stem for path in PAGES.glob("*.md")} == set(CHECKS)
    assert {path.stem for path in (CASES / "checks").glob("*.yaml")} == set(CHECKS)


def test_every_form_has_a_section_and_a_table_and_nothing_else_has() -> None:
    assert re.findall(r"^## (\w+)$", text(ROOT / "docs" / "forms.md"), re.MULTILINE) == list(FORMS)
    assert {path.stem for path in (CASES / "forms").glob("*.yaml")} == set(FORMS)


@pytest.mark.parametrize("check", CHECKS)
def test_a_page_says_what_is_accepted_proved_and_reviewed_and_names_every_option(check: str) -> None:
    page = text(PAGES / f"{check}.md")
    headings = re.findall(r"^## (.+)$", page, re.MULTILINE)
    assert page.startswith(f"# {check}\n")
    assert {"Accepts", "Proves", "Asks for review", "Options"} <= set(headings)
    assert [option.name for option in CHECKS[check].options if f"- `{option.name}`" not in page] == []


@pytest.mark.parametrize("check", CHECKS)
def test_the_part_on_a_page_is_one_that_an_author_may_write(check: str) -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", text(PAGES / f"{check}.md"), re.DOTALL)
    (part,) = yaml.safe_load(example)
    named = part.get("check", "equivalent")
    options = tuple((name, 1 if isinstance(value, float) else value) for name, value in part.get("options", {}).items())
    assert named == check
    assert option_problems(check, options) == ()


@pytest.mark.parametrize("form", FORM_OPTIONS)
def test_a_form_with_options_says_so(form: str) -> None:
    introduction = text(ROOT / "docs" / "forms.md").partition("\n## ")[0]
    assert f"`{form}`" in introduction
    assert all(f"`{option.name}`" in introduction for option in FORM_OPTIONS[form])
