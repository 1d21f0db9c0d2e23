"""What other programs read: one format a file, each from what is kept of a graded submission.

gradescope    results.json for an autograder of Gradescope
classroom50   result.json for Classroom 50
junit         JUnit XML, which every CI shows: a suite a student, a test a part
github        the summary of a job of GitHub Actions
nbgrader      CSV with the columns of nbgrader's export
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from graders.export import classroom50, github, gradescope, junit, nbgrader
from graders.export.export import ClassExport, StudentExport

if TYPE_CHECKING:
    from collections.abc import Mapping

STUDENTS: Mapping[str, StudentExport] = MappingProxyType(
    {
        "gradescope": StudentExport("results.json", gradescope.written),
        "classroom50": StudentExport("result.json", classroom50.written),
    }
)
"""Every export of one student, by its name on the command line."""

CLASSES: Mapping[str, ClassExport] = MappingProxyType(
    {
        "junit": ClassExport("junit.xml", junit.written),
        "github": ClassExport("github.md", github.written),
        "nbgrader": ClassExport("nbgrader.csv", nbgrader.written),
    }
)
"""Every export of a class, by its name on the command line."""
