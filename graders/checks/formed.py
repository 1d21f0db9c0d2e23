"""The forms that are asked, judged where the value is right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.form import FORMS
from graders.verdict import Outcome, partly_correct

if TYPE_CHECKING:
    from graders.checks.check import Asked
    from graders.verdict import Verdict


def formed(verdict: Verdict, asked: Asked) -> Verdict:
    """Give the credit for a right value in the wrong form where a form is missed, and say how to mend it."""
    if verdict.outcome is not Outcome.CORRECT or verdict.read_as is None:
        return verdict
    faults = [FORMS[name](verdict.read_as, asked.words("variable")) for name in asked.form]
    missed = [fault for fault in faults if fault is not None]
    if not missed:
        return verdict
    return partly_correct(verdict.read_as, asked.form_credit, verdict.decision, *verdict.messages, *missed)
