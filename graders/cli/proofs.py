"""Exercises proofread, by several programs where there are many, and what was found on the screen or as JSON."""

from __future__ import annotations

import json
import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import click

from graders.cli.progress import followed
from graders.errors import AuthorError
from graders.proofread import proofread
from graders.proofread.finding import Gravity
from graders.proofread.selection import selected

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from graders.proofread import Finding, Proof

CLEAN, FOUND = 0, 1

COLOURS: Mapping[Gravity, str] = MappingProxyType({Gravity.ERROR: "red", Gravity.WARNING: "yellow"})


@dataclass(frozen=True, slots=True)
class Lint:
    """What is asked: which files, how many variants of each, in how many programs, and how it is told."""

    paths: tuple[str, ...]
    variants: int
    jobs: int
    is_strict: bool = False
    is_json: bool = False


def lint(order: Lint) -> int:
    """Proofread, print what was found, and give the command's code."""
    try:
        selection = selected(order.paths)
    except AuthorError as error:
        raise click.UsageError(str(error)) from error
    proofs = chain(selection.refused, _proofs(selection.exercises, order))
    found = tuple(proofs) if order.is_json else tuple(map(_shown, proofs))
    click.echo(json.dumps(as_json(found), indent=2, ensure_ascii=False) if order.is_json else _summary(found))
    errors, warnings = _counted(found)
    return FOUND if errors or (order.is_strict and warnings) else CLEAN


def _proofs(paths: Sequence[Path], order: Lint) -> Iterator[Proof]:
    read = partial(proofread, many=order.variants)
    jobs = min(order.jobs or os.cpu_count() or 1, len(paths))
    if jobs < 2:
        yield from followed(map(read, paths), lambda: len(paths), "Proofreading")
        return
    with ProcessPoolExecutor(jobs) as pool:
        yield from followed(pool.map(read, paths), lambda: len(paths), "Proofreading")


def _shown(proof: Proof) -> Proof:
    """Print what was found in one exercise, and pass it on."""
    for line in lines(proof):
        click.echo(line)
    return proof


def lines(proof: Proof) -> Iterator[str]:
    """Say what an exercise is like, and every finding with its reason and remedy."""
    verdict = _counts(proof.errors, proof.warnings) if proof.findings else "nothing to mend"
    yield click.style(proof.exercise or proof.file, bold=True) + f": {verdict}"
    if proof.count is not None:
        hardness = f", hardness {proof.spread.picture}" if proof.spread is not None else ""
        yield f"  {proof.count} different questions{hardness}"
        yield f"  {proof.tried} answers tried on {proof.sampled} variants"
    yield from dict.fromkeys(f"  left out: {one}" for one in proof.coincidences if one.found)
    for finding in proof.findings:
        yield from _told(finding)


def _told(finding: Finding) -> Iterator[str]:
    problem, gravity = finding.problem, finding.rule.gravity
    place = ":".join(str(part) for part in (problem.file, problem.line, problem.column) if part)
    path = f" {problem.path}" if problem.path else ""
    yield f"{place}:{path} " + click.style(f"{gravity.value} {finding.code}", fg=COLOURS[gravity])
    yield f"    {problem.message}"
    yield f"    why: {finding.rule.why}"
    if problem.remedy:
        yield f"    remedy: {problem.remedy}"


def _summary(proofs: Sequence[Proof]) -> str:
    errors, warnings = _counted(proofs)
    tried = sum(proof.tried for proof in proofs)
    found = _counts(errors, warnings) if errors or warnings else "nothing to mend"
    return f"{_many(len(proofs), 'file')} proofread, {tried} answers tried: {found}"


def _counted(proofs: Iterable[Proof]) -> tuple[int, int]:
    found = [(proof.errors, proof.warnings) for proof in proofs]
    return sum(errors for errors, _ in found), sum(warnings for _, warnings in found)


def _counts(errors: int, warnings: int) -> str:
    return ", ".join(_many(count, noun) for count, noun in ((errors, "error"), (warnings, "warning")) if count)


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def as_json(proofs: Iterable[Proof]) -> dict[str, object]:
    """Write everything as tools read it."""
    listed = tuple(proofs)
    errors, warnings = _counted(listed)
    return {"errors": errors, "warnings": warnings, "exercises": [_exercise(proof) for proof in listed]}


def _exercise(proof: Proof) -> dict[str, object]:
    count, spread = proof.count, proof.spread
    return {
        "file": proof.file,
        "exercise": proof.exercise,
        "variants": None if count is None else {"least": count.least, "most": count.most, "of": count.size},
        "hardness": None if spread is None else {"counts": spread.counts, "band": spread.band},
        "left_out": [
            {"path": one.trap.path, "found": one.found, "of": one.examined} for one in proof.coincidences if one.found
        ],
        "sampled": proof.sampled,
        "tried": proof.tried,
        "findings": [_finding(finding) for finding in proof.findings],
    }


def _finding(finding: Finding) -> dict[str, object]:
    problem = finding.problem
    return {
        "code": finding.code,
        "gravity": finding.rule.gravity.value,
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "path": problem.path,
        "what": problem.message,
        "why": finding.rule.why,
        "remedy": problem.remedy,
    }


def watched(order: Lint) -> int:
    """Proofread, and again what is saved, until interrupted."""
    from watchfiles import watch

    lint(order)
    folders = _folders(order)
    saves = watch(*folders, debounce=200, rust_timeout=1000, yield_on_timeout=True, raise_interrupt=True)
    for beginning, changes in enumerate(saves):
        saved = tuple(sorted(path for _, path in changes if path.endswith(".yaml") and Path(path).is_file()))
        if not beginning:
            click.echo(f"watching {_many(len(folders), 'folder')}, end with Ctrl-C")
        if saved:
            lint(Lint(saved, order.variants, 1, order.is_strict, order.is_json))
    return CLEAN


def _folders(order: Lint) -> frozenset[Path]:
    """Give the folders to watch, not the files: editors put a new file in the place of the old one."""
    selection = selected(order.paths)
    return frozenset(path.absolute().parent for path in selection.exercises)
