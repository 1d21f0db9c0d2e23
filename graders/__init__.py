"""Exercises in YAML to variants, proved verdicts, feedback that names the mistake, and reports.

The house in reading order.  A module imports only from those above it; a test keeps that true.

    errors       whose fault an error is: the author's, the student's or ours
    shipped      where exercises and templates are found, in a checkout and in an installed wheel

The mathematics, which knows nothing of exercises:

    syntax       text to tree and back: the one language of students, authors and mal-rules
    value        what a tree means: exact values, rigorous balls, separation bounds
    equivalence  equal, different or undecided, with the proof

The story:

    verdict      the verdict on one response, and its reasons as keys
    exercise     a family of questions, as its author means it
    variant      the values of the parameters for one student, and what follows from them
    question     what a student sees of a variant; it has no field for a key
    submission   what came back, exactly as typed
    assignment   which exercises, for how many points, for whom
    words        message keys to sentences, in text, HTML and Markdown
    typeset      LaTeX in authors' prose to MathML and to plain text
    prose        authors' Markdown to HTML and to plain text

The outside:

    files        writing files whole or not at all
"""

__version__ = "0.1.0"
