"""Names that nothing uses, parameters that do not vary, and parameters that a question does not show."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graders.bank.meant import meant_domain
from graders.candidates import candidates
from graders.domains import Computed
from graders.errors import ResponseError
from graders.proofread.answers import CONSTANTS
from graders.stretches import VALUE
from graders.syntax import Vocabulary, parse, to_text
from graders.syntax.tree import Or, Sum, variables

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from graders.exercise import Exercise
    from graders.proofread.finding import Finding
    from graders.proofread.manuscript import Manuscript
    from graders.syntax.tree import Node

Names = frozenset[str]


def unused(manuscript: Manuscript) -> Iterator[Finding]:
    """Report every name that leads to nothing, and every parameter that an answer needs and a question hides."""
    exercise = manuscript.exercise
    formulas = _formulas(exercise)
    own = Vocabulary(frozenset((*exercise.variables, *formulas)), open=True)
    shown = _named(_shown(exercise), own)
    asked = shown | names_in(part.key for part in exercise.parts)
    told = _named(_told(exercise), own) | names_in(rule.when for part in exercise.parts for rule in part.malrules)
    reached = _below(asked | told | names_in(exercise.where), formulas)
    for parameter in exercise.given:
        where = f"given.{parameter.name}"
        if parameter.name not in reached:
            yield manuscript.finding("unused-parameter", where, "is not used", "take it out")
        if isinstance(parameter.domain, Sum | Or) and (meant := meant_domain(to_text(parameter.domain))) is not None:
            yield manuscript.finding("constant-parameter", where, "does not vary", f"write {meant}")
    for step in exercise.derive:
        if step.name not in _below(asked | told, formulas):
            remedy = "take it out, or use it in a key"
            yield manuscript.finding("unused-step", f"derive.{step.name}", "leads to no answer", remedy)
    for place, name in enumerate(exercise.variables):
        if name not in reached and not _is_typed(exercise, name):
            yield manuscript.finding("unused-variable", f"variables[{place}]", f"{name} is not used", "take it out")
    yield from _hidden(manuscript, shown, formulas)


def _hidden(manuscript: Manuscript, shown: Names, formulas: Mapping[str, Node]) -> Iterator[Finding]:
    """Report parameters on which a key depends although nothing that is shown does."""
    exercise = manuscript.exercise
    needed = _below(names_in(part.key for part in exercise.parts), formulas)
    seen = _worked_out(exercise, _below(shown, formulas))
    for parameter in exercise.given:
        if parameter.name in needed - seen:
            message = "an answer depends on it, and the question does not show it"
            yield manuscript.finding("hidden-parameter", f"given.{parameter.name}", message, "show it")


def _worked_out(exercise: Exercise, seen: Names) -> Names:
    """Add the parameters that are worked out of what is seen: a student can do that as well."""
    for name, drawn in candidates(exercise, discriminating=False).domains:
        if isinstance(drawn, Computed) and variables(drawn.formula) <= seen:
            seen |= {name}
    return seen


def _formulas(exercise: Exercise) -> dict[str, Node]:
    return {one.name: one.domain for one in exercise.given} | {step.name: step.formula for step in exercise.derive}


def _below(names: Names, formulas: Mapping[str, Node]) -> Names:
    """Give names and all that their formulas and domains mention."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(variables(formulas[name]) if name in formulas else ())
    return frozenset(found)


def names_in(trees: Iterable[Node]) -> Names:
    """Give the names that formulas mention."""
    return frozenset[str]().union(*map(variables, trees))


def _shown(exercise: Exercise) -> Iterator[str]:
    yield exercise.question
    yield from (part.ask for part in exercise.parts)


def _told(exercise: Exercise) -> Iterator[str]:
    yield exercise.solution
    yield from (rule.say for part in exercise.parts for rule in part.malrules)
    yield from (hint.say for part in exercise.parts for hint in part.hints)


def _named(texts: Iterable[str], own: Vocabulary) -> Names:
    """Give the names between the braces of texts; those of the exercise's own come first, ``e`` among them."""
    insides = (found["value"] for text in texts for found in re.finditer(VALUE, text))
    return frozenset[str]().union(*(_names_inside(inside, own) for inside in insides))


def _names_inside(inside: str, own: Vocabulary) -> Names:
    if inside.isidentifier():
        return frozenset((inside,))
    try:
        return variables(parse(inside, own))
    except ResponseError:
        return frozenset()


def _is_typed(exercise: Exercise, name: str) -> bool:
    """Tell whether a letter stands in what examples answer, or in an option, where it need not stand in a key."""
    typed = [text for example in exercise.examples for _, text in example.responses]
    typed += [letter for part in exercise.parts if part.check == "antiderivative" for letter in CONSTANTS]
    typed += [str(value) for part in exercise.parts for _, value in part.options]
    return any(re.search(rf"\b{re.escape(name)}\b", text) for text in typed)
