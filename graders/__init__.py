"""Exercises in YAML to variants, proved verdicts, feedback that names the mistake, and reports.

The house in reading order.  A module imports only from those above it; a test keeps that true.

    phrases      what the mathematics says in English, and other languages translate
    errors       whose fault an error is: the author's, the student's or ours
    frozen       values that nothing changes, made in little time
    leftovers    when Python looks for what nobody needs any more
    shipped      where exercises and templates are found, in a checkout and in an installed wheel
    files        writing files whole or not at all
    json_pieces  JSON that is too long to be held as a whole
    shelf        a dictionary that lies on the disk once it is large

The mathematics, which knows nothing of exercises:

    syntax       text to tree and back: the one language of students, authors and mal-rules
    value        what a tree means: exact values, rigorous balls, separation bounds
    equivalence  equal, different or undecided, with the proof
    verdict      the verdict on one response, and its reasons as keys
    form         how a response is written: one predicate a file
    checks       the answer tests that an author may name: one a file

The story:

    exercise     a family of questions, as its author means it
    variant      the values of the parameters for one student, and what follows from them
    stretches    authors' texts, cut at the places where values go
    question     what a student sees of a variant; it has no field for a key
    solution     every step worked out with the numbers of the variant
    malrules     known mistakes, the author's and those of the catalogue, found by what they lead to
    likeness     when two variants are the same: when their questions look the same
    domains      what a parameter may be: the finite sets of values that authors write
    parameters   the values of all parameters together, by number
    constraint   what every variant must satisfy, on whole columns of candidates at once
    apart        two formulas that differ at one point
    trap         a mal-rule that leads to the key, as a condition
    permutation  a keyed order of the numbers below any bound
    permuted     the same for many numbers at once
    candidates   all that the domains allow, and which of them the constraints leave
    census       how many variants there are, and what each constraint rejects
    pitfalls     general mistakes that must not lead to a key
    evenness     how hard a variant is, and which are about equally hard
    space        the variants in the order in which a seed gives them out
    assignment   which exercises, for how many points, for whom
    survey       an exercise laid open to its author: variants with keys, mistakes and solutions
    classkey     the secret without which nobody can work out another's paper
    dealing      who is given which variant of an exercise
    sharing      exercises that share parameters, drawn as one
    papers       which exercises a student's paper has, and in which order
    submission   what came back, exactly as typed
    issued       what every student was given, and how it is given out
    handouts     what the students of a large class were given, on the disk
    record       the file that says so
    bank         files of YAML, JSON and CSV to all of these, with every problem at once
    catalogue    what exercises there are, by topic, each with a variant
    followthrough  a later part judged by the student's own earlier answers
    explanation  why the wrong answers to an exercise are wrong
    attempts     the attempts at an exercise, each judged and explained
    marking      verdicts to marks: penalties, hints, and which attempt counts
    feedback     a verdict to what the student is told, as keys
    grading      the whole path on one page: variant and submission to graded submission
    gradebook    many graded submissions as tables
    statistics   how a class did: items, mistakes, variants, counted in one pass
    kept         what is kept of a graded submission, on one line of JSON
    texsigns     signs that LaTeX would not print as they are
    words        keys to sentences, in text, HTML and Markdown
    typeset      LaTeX in authors' prose to MathML and to plain text
    manuscript   authors' Markdown to LaTeX
    prose        authors' Markdown to HTML and to plain text
    proofread    an exercise judged over its variants before a student sees it
    sandbox      where templates run
    press        what pages are printed with
    report       the pages: question sheets, reports, the summary of a class
    blank        the submission file that comes with a question sheet, to be filled in

The outside:

    comparison   one response against one key, as ``graders check`` is asked
    batch        many at a time, each on its own
    export       what other programs read: one format a file
    api          what notebooks and other graders call: load, generate, check, grade
    preview      an exercise on a page of this machine, while it is being written
    cli          the command line: one file a command
    pytest_plugin   a repository of submissions, graded by plain pytest
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graders.api import check, generate, grade, load

__all__ = ["check", "generate", "grade", "load"]

__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """Import what notebooks call when it is first called for, so that ``import graders`` costs nothing."""
    if name not in __all__:
        message = f"module 'graders' has no attribute {name!r}"
        raise AttributeError(message)
    from importlib import import_module

    return getattr(import_module("graders.api"), name)


def __dir__() -> list[str]:
    """Offer to whoever completes names what can be called, though it is not imported yet."""
    return sorted({*globals(), *__all__})
