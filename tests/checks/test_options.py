"""Options: what an author is told of those that a check does not have or cannot use."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from graders.checks import CHECKS, judge, option_problems
from graders.checks.options import FORM_OPTIONS, READING
from graders.errors import AuthorError
from graders.form import FORMS
from graders.syntax import Vocabulary, parse

if TYPE_CHECKING:
    from graders.exercise import Option


@pytest.mark.parametrize(
    ("check", "form", "options", "problems"),
    [
        ("equivalent", (), (), []),
        ("equivalent", (), (("domain", "x > 0"), ("notation", "latex")), []),
        (
            "equivalent",
            (),
            (("notation", "tex"),),
            ["options.notation: option notation cannot be tex, give plain or latex"],
        ),
        (
            "equivalent",
            (),
            (("variable", "x"),),
            ["options.variable: unknown option variable, there are: notation, domain"],
        ),
        ("equivalent", ("factored",), (("variable", "x"),), []),
        (
            "equivalent",
            ("factored",),
            (("variable", 2),),
            [
                (
                    "options.variable: option variable cannot be 2, give the name of a variable: "
                    "the variable that it is about"
                )
            ],
        ),
        ("numeric", (), (("rtol", Fraction(1, 20)),), []),
        ("numeric", (), (("rtoll", Fraction(1, 20)),), ["options.rtoll: unknown option rtoll, did you mean rtol?"]),
        (
            "numeric",
            (),
            (("rtol", Fraction(-1)),),
            [
                (
                    "options.rtol: option rtol cannot be -1, give a number from 0 on: "
                    "the tolerance as a share of the answer, such as 0.05"
                )
            ],
        ),
        (
            "significant_figures",
            (),
            (),
            [
                (
                    "options: option digits is missing, "
                    "give a whole number up to 1000: how many significant figures are asked"
                )
            ],
        ),
        (
            "decimal_places",
            (),
            (("digits", Fraction(5, 2)),),
            [
                (
                    "options.digits: option digits cannot be 5/2, "
                    "give a whole number up to 1000: how many decimal places are asked"
                )
            ],
        ),
        (
            "significant_figures",
            (),
            (("digits", 999_999_999),),
            [
                (
                    "options.digits: option digits cannot be 999999999, "
                    "give a whole number up to 1000: how many significant figures are asked"
                )
            ],
        ),
        (
            "antiderivative",
            (),
            (("constant", "sometimes"),),
            ["options.constant: option constant cannot be sometimes, give required or any or absent"],
        ),
        (
            "text",
            (),
            (("case", "yes"),),
            ["options.case: option case cannot be yes, give true or false: whether upper and lower case count"],
        ),
    ],
)
def test_options_that_cannot_be_used_are_told(
    check: str, form: tuple[str, ...], options: tuple[tuple[str, Option], ...], problems: list[str]
) -> None:
    assert [str(problem) for problem in option_problems(check, options, form)] == problems


def test_no_response_is_judged_with_options_that_cannot_be_used() -> None:
    with pytest.raises(AuthorError, match="option digits is missing"):
        judge(parse("1"), "1", vocabulary=Vocabulary(), check="significant_figures")


def test_functions_are_compared_at_real_points_and_no_domain_says_otherwise() -> None:
    names = Vocabulary(frozenset("z"))
    with pytest.raises(AuthorError, match=r"options\.domain: Complexes is no domain"):
        judge(parse("z", names), "z", vocabulary=names, options=(("domain", "z in Complexes"),))


def test_a_domain_that_cannot_be_read_is_the_authors_to_mend() -> None:
    with pytest.raises(AuthorError, match=r"options\.domain: the domain cannot be read"):
        judge(parse("1"), "1", vocabulary=Vocabulary(), options=(("domain", "x >"),))


def test_no_option_has_two_meanings_in_one_check() -> None:
    for check in CHECKS.values():
        names = [option.name for option in (*check.options, *READING)]
        assert len(set(names)) == len(names)


def test_only_forms_that_exist_have_options() -> None:
    assert set(FORM_OPTIONS) <= set(FORMS)
