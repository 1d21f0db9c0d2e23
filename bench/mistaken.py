"""Mistakes made by machine: slips of the catalogue, and wrong answers that no rule of the catalogue makes.

Slips are made at random: every rule as often as any other, every slip as often as any other, and as often as the
catalogue holds them to be made.
Beside them stand random values of the answer's kind, two slips together, and a digit of the right answer
dropped, doubled or swapped.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from graders.errors import AuthorError, UndefinedError
from graders.exercise import Derived
from graders.malrules.catalogue import NUMBERS
from graders.malrules.mistakes import Mistake, Mistakes
from graders.malrules.places import put_at, rewritings
from graders.solution import shown_key
from graders.syntax import to_text
from graders.syntax.tree import Call, Integer, Negative, children, rebuilt, variables, walk
from graders.value.decimals import rounded_decimals
from graders.value.exact import reduced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from random import Random

    from graders.exercise import Exercise, Part
    from graders.malrules.slips import Slip
    from graders.syntax.tree import Node
    from graders.variant import Variant

TRIES = 8
"""Of every kind of mistake so many a part and variant."""

FIGURES = 6
"""To so many significant figures a number is typed where a check has a tolerance."""


LEAST = 10
"""Random numbers go at least so far."""


class Made(NamedTuple):
    """A wrong answer as it is typed, and the rules by which it came about, none for a mistake that no rule makes."""

    typed: str
    rules: frozenset[str] = frozenset()
    mistake: Mistake | None = None


def typed(part: Part, answer: Node) -> str:
    """Write an answer as one does in the end: worked out, and rounded where the part asks for it."""
    own_unit = part.check == "quantity" and variables(answer)
    options = tuple(option for option in part.options if not (own_unit and option[0] == "unit"))
    asked = replace(part, key=answer, options=options)
    rounded = rounded_decimals(answer, figures=FIGURES) if part.check == "numeric" else shown_key(asked, NOTHING)
    return to_text(reduced(answer) if rounded is None or rounded is answer else rounded)


NOTHING: Mapping[str, Node] = MappingProxyType({})


def single_slips(mistakes: Mistakes, part: Part, random: Random) -> Iterator[Made]:
    """Make every slip of the catalogue as often as any other."""
    found = list(mistakes.table(part).mistakes)
    yield from _made(mistakes, part, random.sample(found, min(TRIES, len(found))))


def any_rule(mistakes: Mistakes, part: Part, random: Random) -> Iterator[Made]:
    """Break every rule of the catalogue as often as any other, somewhere."""
    by_rule: dict[str, list[Mistake]] = {}
    for mistake in mistakes.table(part).mistakes:
        by_rule.setdefault(mistake.slips[0].rule.name if mistake.slips else "", []).append(mistake)
    rules = random.sample(sorted(by_rule), min(TRIES, len(by_rule)))
    yield from _made(mistakes, part, [random.choice(by_rule[rule]) for rule in rules])


def likely_slips(mistakes: Mistakes, part: Part, random: Random) -> Iterator[Made]:
    """Make slips as often as the catalogue holds them to be made."""
    found = list(mistakes.table(part).mistakes)
    weights = [one.weight for one in found]
    yield from _made(mistakes, part, random.choices(found, weights, k=TRIES) if found else ())


def _made(mistakes: Mistakes, part: Part, chosen: Iterable[Mistake]) -> Iterator[Made]:
    for mistake in chosen:
        try:
            answer = typed(part, mistakes.answer(part, mistake))
        except UndefinedError:
            continue
        yield Made(answer, frozenset(mistake.name.split()), mistake)


def random_values(mistakes: Mistakes, part: Part, random: Random) -> Iterator[Made]:
    """Put random numbers in the place of the key's: of both signs, up to twice its largest and at least to 10."""
    key = mistakes.course(part).key
    top = max([LEAST, *(2 * node.value for node in walk(key) if isinstance(node, Integer))])
    for _ in range(TRIES):
        try:
            yield Made(typed(part, _random(key, top, random)))
        except UndefinedError:
            continue


def _random(node: Node, top: int, random: Random) -> Node:
    match node:
        case Integer():
            number = random.randint(-top, top)
            return Integer(number) if number >= 0 else Negative(Integer(-number))
        case Negative(argument=inside):
            return _random(inside, top, random)
        case Call(name="sqrt", arguments=(Integer(),)):
            return Call("sqrt", (Integer(random.randint(2, top)),))
        case _:
            below = children(node)
            return rebuilt(node, tuple(_random(part, top, random) for part in below)) if below else node


def two_slips(mistakes: Mistakes, part: Part, random: Random) -> Iterator[Made]:
    """Make a slip in one step, and another in a later step or at another place of the same."""
    way = mistakes.course(part)
    first = [(slip, after) for step in way.steps for slip, after in mistakes.slips(part, step.name)]
    for slip, _ in random.sample(first, min(TRIES, len(first))):
        names = [step.name for step in way.steps]
        later = names[names.index(slip.step) + 1 :]
        try:
            changed = _second_slip(mistakes, part, slip, random.choice([slip.step, *later]), random)
            answer = "" if changed is None else typed(part, changed[0])
        except (AuthorError, UndefinedError):
            continue
        if changed is not None:
            yield Made(answer, frozenset((slip.rule.name, changed[1])))


def _second_slip(mistakes: Mistakes, part: Part, first: Slip, step: str, random: Random) -> tuple[Node, str] | None:
    """Make the second slip on what the first one left."""
    if step == first.step:
        again = [one for one in rewritings(first.tree, NUMBERS) if one.path is not None]
        if not again:
            return None
        chosen = random.choice(again)
        again_wrong = put_at(first.tree, chosen.path or (), chosen.new)
        return mistakes.course(part).exact({step: again_wrong}), chosen.rule.name
    there = _left_with(mistakes, first.step, first.tree)
    if step not in {one.name for one in there.course(part).steps}:
        return None
    slips = there.slips(part, step)
    if not slips:
        return None
    slip, _ = random.choice(slips)
    return there.course(part).exact({step: slip.tree}), slip.rule.name


def _left_with(mistakes: Mistakes, name: str, tree: Node) -> Mistakes:
    """Give the mistakes on what a slip left."""
    derive = mistakes.exercise.derive
    steps = tuple(Derived(name, reduced(tree)) if step.name == name else step for step in derive)
    exercise: Exercise = replace(mistakes.exercise, derive=steps)
    variant: Variant = replace(mistakes.variant, steps=steps)
    return Mistakes(exercise, variant, frozenset((name,)))


def transcriptions(mistakes: Mistakes, part: Part, random: Random) -> Iterator[Made]:
    """Drop, double or swap a digit of the right answer."""
    text = typed(part, mistakes.course(part).value)
    places = [place for place, sign in enumerate(text) if sign.isdigit()]
    for place in random.choices(places, k=TRIES) if places else ():
        change = random.choice((_dropped, _doubled, _swapped))
        yield Made(change(text, place))


def _dropped(text: str, place: int) -> str:
    return text[:place] + text[place + 1 :]


def _doubled(text: str, place: int) -> str:
    return text[: place + 1] + text[place:]


def _swapped(text: str, place: int) -> str:
    return text[:place] + text[place : place + 2][::-1] + text[place + 2 :]


if TYPE_CHECKING:
    Make = Callable[[Mistakes, Part, Random], Iterator[Made]]

KINDS: Mapping[str, Make] = MappingProxyType(
    {
        "any rule": any_rule,
        "any slip": single_slips,
        "slips as held": likely_slips,
        "random": random_values,
        "two slips": two_slips,
        "a digit": transcriptions,
    }
)
