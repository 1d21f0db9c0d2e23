"""``graders check``: one response beside one key, in words and by its code."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Ran

    Graders = Callable[..., Ran]

USAGE = 4
USAGE_LINES = "Usage: graders check [OPTIONS] [KEY] [RESPONSE]\nTry 'graders check --help' for help.\n\nError: "


def test_a_right_answer_ends_with_0_and_says_how_it_was_proved(graders: Graders) -> None:
    ran = graders("check", "4*sqrt(3)", "√48")
    assert (ran.code, ran.err) == (0, "")
    verdict, reading, proof = ran.out.splitlines()
    assert (verdict, reading) == ("Correct", "Read as sqrt(48)")
    assert proof.startswith("Proved equal to the answer: separation bound, ")


def test_a_rounded_answer_ends_with_1_and_says_that_an_exact_one_is_asked(graders: Graders) -> None:
    ran = graders("check", "4*sqrt(3)", "6.93")
    assert ran.code == 1
    assert ran.out.startswith(
        "Not correct\nRead as 6.93\nProved different from the answer: ball arithmetic, 64 bits.\n"
    )
    assert "rounded to 2 decimals" in ran.out
    assert "exact" in ran.out


def test_a_right_value_in_another_form_than_asked_ends_with_1(graders: Graders) -> None:
    ran = graders("check", "1/2", "0.5", "--form", "exact")
    assert ran.code == 1
    assert ran.out.startswith("Partly correct, 1/2 of the points\nRead as 0.5\n")


def test_an_unreadable_answer_ends_with_2_and_a_caret_under_the_place(graders: Graders) -> None:
    ran = graders("check", "4*sqrt(3)", "4√")
    assert ran.code == 2
    first, text, caret, sentence = ran.out.splitlines()
    assert (first, text, caret) == ("Could not be read", "4√", "  ^")
    assert sentence.startswith("the end at character 3: ")


def test_no_answer_at_all_ends_with_2(graders: Graders) -> None:
    ran = graders("check", "4*sqrt(3)", " ")
    assert (ran.code, ran.out) == (2, "No answer\nNo answer was given here.\n")


def test_what_nothing_decides_ends_with_3_and_says_that_a_person_will_look(graders: Graders) -> None:
    ran = graders("check", "1/0", "1/0")
    assert ran.code == 3
    assert ran.out.startswith("Waits for review\n")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("-7/sqrt(273)", "-√273/39"), 0),
        (("-7", "-7"), 0),
        (("7", "--7"), 0),
        (("-x", "-x"), 0),
        (("--", "-7", "-7"), 0),
        (("--json", "--", "-7", "-8"), 1),
        (("-7", "--form", "exact", "-7"), 0),
        (("-7", "--", "--"), 2),
        (("-7", "-"), 2),
        ((r"\sqrt{48}", r"4\sqrt{3}"), 0),
    ],
)
def test_answers_may_begin_with_a_minus_sign(graders: Graders, words: tuple[str, ...], code: int) -> None:
    ran = graders("check", *words)
    assert (ran.code, ran.err) == (code, "")


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (("4", "4", "--form", "exat"), "unknown form exat, did you mean exact?"),
        (("4", "4", "--check", "equvalent"), "unknown check equvalent, did you mean equivalent?"),
        (("4", "4", "--option", "ntation=latex"), "unknown option ntation, did you mean notation?"),
        (("4", "4", "--option", "notation=tex"), "option notation cannot be tex, give plain or latex"),
        (("4", "4", "--option", "notation"), "--option notation: write NAME=VALUE"),
        (("4",), "both KEY and RESPONSE are needed, or --batch FILE"),
        (("4", "4", "--jsn"), "No such option '--jsn'. Did you mean '--json'?"),
        (("4", "--batch", "-"), "'[KEY]' cannot stand beside --batch"),
        (("--form", "exact", "--batch", "-"), "'--form' cannot stand beside --batch"),
    ],
)
def test_a_mistake_in_the_command_ends_with_4_and_says_what_is_meant(
    graders: Graders, words: tuple[str, ...], fault: str
) -> None:
    ran = graders("check", *words)
    assert (ran.code, ran.out) == (USAGE, "")
    assert ran.err.startswith(USAGE_LINES)
    assert _plain(fault) in _plain(ran.err)


def test_every_mistake_in_the_command_is_told_at_once(graders: Graders) -> None:
    ran = graders("check", "4", "4", "--form", "exat", "--check", "equivalnt")
    assert (
        ran.err
        == f"{USAGE_LINES}unknown check equivalnt, did you mean equivalent?\nunknown form exat, did you mean exact?\n"
    )


def test_an_unreadable_key_is_the_callers_mistake(graders: Graders) -> None:
    ran = graders("check", "4√", "4")
    assert (ran.code, ran.out) == (USAGE, "")
    assert ran.err.startswith(f"{USAGE_LINES}KEY cannot be read\n\n4√\n  ^\n")


def test_an_answer_may_use_the_names_of_the_key_and_those_that_are_declared(graders: Graders) -> None:
    assert graders("check", "speed", "time").code == 2
    assert graders("check", "speed", "time", "--variables", "time, mass").code == 1


def test_json_has_the_fields_of_the_contract(graders: Graders) -> None:
    ran = graders("check", "(1, 2)", "(1, 3)", "--json")
    assert ran.code == 1
    answer = json.loads(ran.out)
    assert list(answer) == ["id", "verdict", "score", "evidence", "by", "message", "read_as", "witness"]
    assert (answer["verdict"], answer["score"], answer["evidence"]) == ("incorrect", "0", "proved")
    assert answer["read_as"] == "(1, 3)"
    assert answer["witness"]["kind"] == "place"
    assert answer["witness"]["indices"] == [2]


def test_a_check_pays_for_no_heavy_library() -> None:
    program = (
        "import sys; from graders.cli import run; code = run(['check', '√48', '4√3']);"
        "print(code, *{name.partition('.')[0] for name in sys.modules})"
    )
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    code, *modules = shown.stdout.splitlines()[-1].split()
    heavy = {"sympy", "numpy", "pydantic", "jinja2", "yaml", "rich", "markdown_it", "latex2mathml", "logging"}
    assert code == "0"
    assert heavy & set(modules) == set()


def test_a_terminal_without_the_signs_of_mathematics_gets_escapes() -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "graders", "check", "4", "4√"],
        capture_output=True,
        check=False,
        env={"PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"},
    )
    assert shown.returncode == 2
    assert b"4\\u221a" in shown.stdout


def _plain(text: str) -> str:
    """Leave out what versions of click word differently: quotes and the sign before a suggestion."""
    return text.replace("'", "").replace(":", "").replace(".", "").replace("(", "").replace(")", "")
