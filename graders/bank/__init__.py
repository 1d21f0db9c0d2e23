"""Files to values: exercises, assignments, class lists and submissions, with every problem at once.

    files that authors write      source -> yaml_text -> document -> shape, formulas, parts, texts -> exercises
    files that students write     yaml_text, json_text or lines -> typed -> submissions

Problems come as ``AuthorError``, with file, line, column and remedy.
"""

from graders.bank.assignments import load_assignment, load_exercises_of
from graders.bank.exercises import find, load_bank, load_exercise, load_exercises
from graders.bank.model import schema
from graders.bank.rosters import load_roster
from graders.bank.submissions import load_submission, read_submission, submission_of
from graders.shipped import shipped

__all__ = [
    "find",
    "load_assignment",
    "load_bank",
    "load_exercise",
    "load_exercises",
    "load_exercises_of",
    "load_roster",
    "load_submission",
    "read_submission",
    "schema",
    "shipped",
    "submission_of",
]
