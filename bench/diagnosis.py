"""How often a wrong answer is explained, and how often rightly: simulated mistakes of every shipped exercise.

Slips of the catalogue are made at random, every one as often as any other, and then as often as the catalogue
holds them to be made.  Beside them stand mistakes that the catalogue does not make: random values of the
answer's kind, two slips together, and a digit of the right answer dropped, doubled or swapped.  No mal-rule of
an author is used.

A mistake is named rightly where the rule is the one that was applied, or leads to the same answer with other
numbers too.  Outright means that nothing is left open; a guess is introduced as one.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from graders.bank import load_bank, shipped
from graders.equivalence import Different, decide
from graders.errors import AuthorError, ResponseError, UndefinedError
from graders.exercise import Derived
from graders.malrules.catalogue import NUMBERS
from graders.malrules.diagnosis import EXACT, Diagnostics
from graders.malrules.elsewhere import one_mistake
from graders.malrules.mistakes import Mistake, Mistakes
from graders.malrules.places import put_at, rewritings
from graders.space import variants
from graders.syntax import parse, to_text
from graders.syntax.tree import Call, Integer, Negative, children, rebuilt, walk
from graders.value.exact import reduced

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graders.exercise import Exercise, Part
    from graders.malrules.diagnosis import Diagnosis
    from graders.malrules.slips import Slip
    from graders.syntax.tree import Node
    from graders.variant import Variant

VARIANTS = 20
"""Of every exercise so many variants."""

TRIES = 12
"""Of every kind of mistake so many a part and variant."""

SEED = 7


class Made(NamedTuple):
    """A wrong answer, and the rules by which it came about, none for a mistake that no rule makes."""

    answer: Node
    rules: frozenset[str] = frozenset()
    mistake: Mistake | None = None


def main() -> None:
    """Measure every shipped exercise."""
    bank = load_bank(shipped("exercises"))
    times: list[float] = []
    print("What is said to simulated mistakes, in percent of the answers")
    for kind, make in KINDS.items():
        print(f"\n{kind}\n")
        print("| exercise | right | right guess | wrong | wrong guess | silent | answers |")
        print("|---|--:|--:|--:|--:|--:|--:|")
        everything = Counter[str]()
        for exercise in bank.values():
            counts = Counter(outcomes(exercise, make, times))
            everything += counts
            print(row(exercise.id, counts))
        print(row("all", everything))
    print(f"\nA wrong answer after the first of its variant takes {median(times) * 1000:.2f} ms (median).")


OUTCOMES = ("right", "right guess", "wrong", "wrong guess", "silent")


def row(name: str, counts: Counter[str]) -> str:
    """Write one line of a table."""
    total = sum(counts.values()) or 1
    return (
        f"| {name} | {' | '.join(f'{100 * counts[each] / total:.1f}' for each in OUTCOMES)} | {sum(counts.values())} |"
    )


def outcomes(exercise: Exercise, make: Make, times: list[float]) -> Iterator[str]:
    """Simulate mistakes with an exercise, and tell what was said to each."""
    random = Random(f"{SEED} {exercise.id}")  # noqa: S311 - the same for everybody
    for _, variant in zip(range(VARIANTS), variants(exercise, seed="bench"), strict=False):
        diagnostics = Diagnostics(Mistakes(exercise, variant))
        for part in exercise.parts:
            if part.check in EXACT:
                for made in list(_wrong(diagnostics, part, make(diagnostics.mistakes, part, random))):
                    started = perf_counter()
                    found = diagnostics.explained(part, made.answer)
                    times.append(perf_counter() - started)
                    yield said(diagnostics, part, made, found)


def _wrong(diagnostics: Diagnostics, part: Part, made: Iterable[Made]) -> Iterator[Made]:
    """Keep what differs from the key, as it would be read if it were typed."""
    key = diagnostics.mistakes.course(part).value
    for one in made:
        try:
            answer = parse(to_text(one.answer))
        except ResponseError:
            continue
        if isinstance(decide(key, answer), Different):
            yield one._replace(answer=answer)


def said(diagnostics: Diagnostics, part: Part, made: Made, found: Diagnosis | None) -> str:
    """Tell whether what was said is right."""
    if found is None:
        return "silent"
    names = {slip.rule.name for slip in found.mistake.slips} or {found.mistake.name}
    right = names <= made.rules or _is_one(diagnostics, part, made.mistake, found.mistake)
    return ("right" if right else "wrong") + ("" if found.certain else " guess")


def _is_one(diagnostics: Diagnostics, part: Part, made: Mistake | None, found: Mistake) -> bool:
    there = diagnostics.elsewhere
    return made is not None and there is not None and one_mistake(there, part, made, found)


def single_slips(mistakes: Mistakes, part: Part, random: Random) -> Iterator[Made]:
    """Make every slip of the catalogue as often as any other."""
    found = list(mistakes.table(part).mistakes)
    yield from _made(mistakes, part, random.sample(found, min(TRIES, len(found))))


def likely_slips(mistakes: Mistakes, part: Part, random: Random) -> Iterator[Made]:
    """Make slips as often as the catalogue holds them to be made."""
    found = list(mistakes.table(part).mistakes)
    yield from _made(mistakes, part, random.choices(found, [one.weight for one in found], k=TRIES))


def _made(mistakes: Mistakes, part: Part, chosen: Iterable[Mistake]) -> Iterator[Made]:
    for mistake in chosen:
        tree = mistakes.course(part).exact(dict(mistake.changes))
        yield Made(reduced(tree), frozenset(mistake.name.split()), mistake)


def random_values(mistakes: Mistakes, part: Part, random: Random) -> Iterator[Made]:
    """Put random numbers in the place of the key's: of both signs, up to twice its largest and at least to 10."""
    key = mistakes.course(part).key
    top = max(10, *(2 * node.value for node in walk(key) if isinstance(node, Integer)))
    for _ in range(TRIES):
        try:
            yield Made(reduced(_random(key, top, random)))
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
        except (AuthorError, UndefinedError):
            continue
        if changed is not None:
            answer, rule = changed
            yield Made(answer, frozenset((slip.rule.name, rule)))


def _second_slip(mistakes: Mistakes, part: Part, first: Slip, step: str, random: Random) -> tuple[Node, str] | None:
    """Make the second slip on what the first one left."""
    if step == first.step:
        again = [one for one in rewritings(first.tree, NUMBERS) if one.path is not None]
        if not again:
            return None
        chosen = random.choice(again)
        again_wrong = put_at(first.tree, chosen.path or (), chosen.new)
        return reduced(mistakes.course(part).exact({step: again_wrong})), chosen.rule.name
    there = _left_with(mistakes, first.step, first.tree)
    if step not in {one.name for one in there.course(part).steps}:
        return None
    slips = there.slips(part, step)
    if not slips:
        return None
    slip, _ = random.choice(slips)
    return reduced(there.course(part).exact({step: slip.tree})), slip.rule.name


def _left_with(mistakes: Mistakes, name: str, tree: Node) -> Mistakes:
    """Give the mistakes on what a slip left."""
    derive = mistakes.exercise.derive
    steps = tuple(Derived(name, reduced(tree)) if step.name == name else step for step in derive)
    exercise: Exercise = replace(mistakes.exercise, derive=steps)
    variant: Variant = replace(mistakes.variant, steps=steps)
    return Mistakes(exercise, variant, frozenset((name,)))


def transcriptions(mistakes: Mistakes, part: Part, random: Random) -> Iterator[Made]:
    """Drop, double or swap a digit of the right answer."""
    text = to_text(mistakes.course(part).key)
    places = [place for place, sign in enumerate(text) if sign.isdigit()]
    for place in random.choices(places, k=TRIES) if places else ():
        change = random.choice((_dropped, _doubled, _swapped))
        try:
            yield Made(parse(change(text, place)))
        except ResponseError:
            continue


def _dropped(text: str, place: int) -> str:
    return text[:place] + text[place + 1 :]


def _doubled(text: str, place: int) -> str:
    return text[: place + 1] + text[place:]


def _swapped(text: str, place: int) -> str:
    return text[:place] + text[place : place + 2][::-1] + text[place + 2 :]


if TYPE_CHECKING:
    from collections.abc import Callable

    Make = Callable[[Mistakes, Part, Random], Iterator[Made]]

KINDS = {
    "Single slips, each as often as any other": single_slips,
    "Single slips, as often as they are held to be made": likely_slips,
    "Random values": random_values,
    "Two slips": two_slips,
    "A digit dropped, doubled or swapped": transcriptions,
}
