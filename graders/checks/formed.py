"""The forms that are asked, judged where the value is right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.form import FORMS, OpenError
from graders.verdict import Outcome, message, needs_review, partly_correct

if TYPE_CHECKING:
    from graders.checks.check import Asked
    from graders.verdict import Verdict


def formed(verdict: Verdict, asked: Asked) -> Verdict:
    """Give the credit for a right value in the wrong form where a form is missed, and say how to mend it.

    Where a form could not be judged, a person has to look.
    """
    response = verdict.read_as
    if verdict.outcome is not Outcome.CORRECT or response is None or not asked.form:
        return verdict
    try:
        faults = [FORMS[name](response, asked.words("variable")) for name in asked.form]
    except OpenError as error:
        return needs_review(response, verdict.decision, message("form.open", reason=str(error)))
    missed = [fault for fault in faults if fault is not None]
    if not missed:
        return verdict
    return partly_correct(response, asked.form_credit, verdict.decision, *verdict.messages, *missed)
