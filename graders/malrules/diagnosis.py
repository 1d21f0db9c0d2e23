"""A wrong answer explained by the mistakes that lead to it: found by value, proved, and weighed against chance."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from math import sqrt
from typing import TYPE_CHECKING

from graders.checks import CHECKS
from graders.checks.check import Asked
from graders.checks.equivalent import rounded_digits
from graders.checks.measured import quantity
from graders.equivalence import Equal, decide
from graders.errors import UndefinedError
from graders.malrules.chance import ENOUGH, NAME, RIVALS, TRUE_ENOUGH, TWICE_ENOUGH, Guesses, like
from graders.malrules.elsewhere import Elsewhere
from graders.malrules.lookup import VARIED, names_alone, saying, share_said
from graders.malrules.mistakes import Mistake, Mistakes, Table, margin, table
from graders.malrules.pairs import TOGETHER, pairs
from graders.malrules.rule import WEIGHTS
from graders.malrules.slips import FORMULA_STAGE
from graders.malrules.worth import flattened
from graders.syntax.tree import Decimal, Negative, variables
from graders.value.effort import Effort, SpentError, limited
from graders.verdict import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from graders.exercise import Exercise, Option, Part
    from graders.malrules.worth import Worth
    from graders.syntax.tree import Node
    from graders.variant import Variant

EXACT = frozenset(("equivalent", "same_form", "identical", "same_type", "derivative", "set", "at_least"))
"""Checks for which a mistake explains a response that is equal to what it leads to."""

NEAR = frozenset(("numeric", "significant_figures", "decimal_places"))
"""Checks for which it is enough that the check accepts what the mistake leads to."""

DIAGNOSED = EXACT | NEAR | VARIED
"""Checks of which wrong answers are explained; those that take many answers accept what a mistake leads to."""

MOST_WEIGHT = max(WEIGHTS.values())

LONGEST = 1000.0
"""Bits of an answer that are reckoned with; floats end soon after, and chance explains none of these anyway."""

SHARE = 20_000
"""The effort for all mistakes that may have led to a response: sixteen times what any one in the exercises takes."""

MOST_COMPARED = 6
"""So many mistakes of one value are compared; there are hardly ever more."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The likeliest mistake, whether it is named outright, and the decimals to which its answer was rounded."""

    mistake: Mistake
    certain: bool
    digits: int | None = None


@dataclass(frozen=True, slots=True)
class Proved:
    """A mistake that is proved to lead to a response, it and those of the same float, and decimals if rounded."""

    mistake: Mistake
    rivals: Sequence[Mistake]
    digits: int | None


@dataclass(frozen=True)
class Diagnostics:
    """Finds the mistakes behind the wrong answers to one variant; what it works out once is kept."""

    mistakes: Mistakes

    @cached_property
    def pairs(self) -> dict[str, Table]:
        """The tables of two slips that were built so far."""
        return {}

    @cached_property
    def guesses(self) -> dict[str, Guesses]:
        """What guesses are like, for the parts asked for so far."""
        return {}

    @cached_property
    def elsewhere(self) -> Elsewhere:
        """The same mistakes with other numbers."""
        return Elsewhere(self.mistakes)

    def standing_on(self, exercise: Exercise, variant: Variant, given: frozenset[str]) -> Diagnostics:
        """Find mistakes that were made with a student's own answers, which stand there as ``given`` steps."""
        return Diagnostics(Mistakes(exercise, variant, given, self.mistakes.right, beside=self.mistakes))

    def explained(self, part: Part, response: Node) -> Diagnosis | None:
        """Find the mistake that leads to a wrong response; ``None`` where chance explains it as well."""
        return next((found for found in self.looks(part, response) if found is not None), None)

    def looks(self, part: Part, response: Node) -> Iterator[Diagnosis | None]:
        """Look for one slip behind a wrong response, and then for two, where one does not lead to it."""
        found = self.mistakes.lookup(part).of_tree(response) if part.check in DIAGNOSED else None
        if found is None or not (whole := self.mistakes.table(part).weight):
            return
        left, size = Effort(SHARE), 2 ** min(self._bits(part, response, found), LONGEST)
        proved = self._once(part, response, found, left)
        yield None if proved is None else self._weighed(part, response, proved, size, left)
        if proved is None and TOGETHER * MOST_WEIGHT**2 / whole**2 * size >= TWICE_ENOUGH:
            yield self._twice(part, response, found, size / whole, left)

    def _once(self, part: Part, response: Node, found: Worth, left: Effort) -> Proved | None:
        """Look for one slip that leads to a response as it stands, or else to what was rounded or is off a little."""
        single = self.mistakes.table(part)
        for reach in (margin(found.key), _reach(part, response, found)):
            near = single.near(found.shape, found.key - reach, found.key + reach) if reach else ()
            proved = self._proved(part, response, near, left)
            if proved is not None:
                return proved
        return None

    def _twice(self, part: Part, response: Node, found: Worth, scale: float, left: Effort) -> Diagnosis | None:
        """Look for two slips, where an answer says enough to tell them from chance, and is of the key's shape."""
        right = self.mistakes.lookup(part).of_tree(self.mistakes.course(part).value)
        if right is not None and right.shape != found.shape:
            return None
        reach = margin(found.key)
        near = self._pairs_of(part).near(found.shape, found.key - reach, found.key + reach)
        proved = self._proved(part, response, near, left)
        if proved is None or proved.mistake.weight * scale < TWICE_ENOUGH:
            return None
        others = sum(one.weight for one in proved.rivals) - proved.mistake.weight
        return Diagnosis(proved.mistake, certain=proved.mistake.weight >= RIVALS * others)

    def _pairs_of(self, part: Part) -> Table:
        if part.id not in self.pairs:
            self.pairs[part.id] = table(list(pairs(self.mistakes, part)))
        return self.pairs[part.id]

    def _proved(self, part: Part, response: Node, near: Sequence[Mistake], left: Effort) -> Proved | None:
        """Find the likeliest mistake that is proved to lead to a response, with those of the same float."""
        for mistake in _likeliest_first(near)[:MOST_COMPARED]:
            is_proved, digits = self._leads(part, mistake, response, left)
            if is_proved:
                reach = margin(mistake.worth.key)
                rivals = [one for one in near if abs(one.worth.key - mistake.worth.key) <= reach]
                return Proved(mistake, rivals, digits)
        return None

    def _leads(self, part: Part, mistake: Mistake, response: Node, left: Effort) -> tuple[bool, int | None]:
        """Tell whether a mistake is proved to lead to a response, and to how many decimals that was rounded then."""
        try:
            with limited(left):
                tree = self.mistakes.answer(part, mistake)
                digits = rounded_digits(tree, response)
                is_led = digits is not None or (_in_its_unit(mistake, tree, response) and _fits(part, tree, response))
        except (UndefinedError, SpentError):  # floats forgive what trees do not
            return False, None
        return is_led, digits

    def _bits(self, part: Part, response: Node, found: Worth) -> float:
        """Give the bits of a response, or of what it says where the check takes many answers for one another."""
        guesses = self._guesses(part)
        said = saying(part, response, self.mistakes.course(part).key)
        typed = guesses.bits(response)
        bits = typed if said is response else min(typed, guesses.bits(said))
        return bits * share_said(found, response) - NAME * names_alone(response)

    def _guesses(self, part: Part) -> Guesses:
        if part.id not in self.guesses:
            way = self.mistakes.course(part)
            largest = 1.0 if way.worth is None else max(map(abs, way.worth.numbers), default=1.0)
            self.guesses[part.id] = like(way.key, scale=largest, rounded=part.check in NEAR)
        return self.guesses[part.id]

    def _weighed(self, part: Part, response: Node, proved: Proved, size: float, left: Effort) -> Diagnosis | None:
        """Weigh the likeliest mistake against chance, and against others with the same answer."""
        likeliest, rivals = proved.mistake, proved.rivals
        enough = TRUE_ENOUGH if likeliest.slips and likeliest.is_fact else ENOUGH
        if self.mistakes.table(part).share(likeliest) * size < enough:
            return None
        same = [one for one in rivals[:MOST_COMPARED] if self._is_one(part, likeliest, one)]
        others = sum(one.weight for one in rivals) - sum(one.weight for one in same)
        certain = likeliest.weight >= RIVALS * others
        worded = min(same, key=_wording)
        named = worded if worded is likeliest or self._leads(part, worded, response, left)[0] else likeliest
        return Diagnosis(named, certain=certain, digits=proved.digits)

    def _is_one(self, part: Part, first: Mistake, second: Mistake) -> bool:
        return first is second or self.elsewhere.is_one(part, first, second)


def _likeliest_first(near: Sequence[Mistake]) -> Sequence[Mistake]:
    """Put mistakes in the stated order, but count together what one rule makes the same in several places."""
    together = Counter[tuple[str, float]]()
    for one in near:
        together[one.name, round(one.worth.key, 9)] += one.weight  # type: ignore[assignment]
    return sorted(near, key=lambda one: (-together[one.name, round(one.worth.key, 9)], *one.rank))


def _wording(mistake: Mistake) -> tuple[int, ...]:
    """Order the wordings of one mistake by how much they say.

    A step says more than the whole answer, its formula more than the numbers in it, the whole formula more
    than a part, and a common rule more than a rare one.
    """
    if not mistake.slips:
        return (1,)
    first = mistake.slips[0]
    return not first.number, first.stage != FORMULA_STAGE, len(first.path or ()), -first.rule.weight, mistake.place


def _in_its_unit(mistake: Mistake, tree: Node, response: Node) -> bool:
    """Tell whether a mistake with a unit has led to the very unit of a response."""
    if not any(slip.rule.stage == "unit" for slip in mistake.slips):
        return True
    wrong, given = quantity(tree), quantity(response)
    return wrong is not None and given is not None and wrong.unit == given.unit


def _fits(part: Part, tree: Node, response: Node) -> bool:
    """Tell whether a response would be right if a tree were the key."""
    if part.check in EXACT:
        return isinstance(decide(tree, response), Equal)
    if part.check in VARIED and isinstance(decide(tree, response), Equal):
        return True
    asked = Asked(options=_options_for(part, tree), outcome_only=True)
    outcome = CHECKS[part.check].judge(tree, response, asked).outcome
    return outcome is Outcome.CORRECT or (part.check in VARIED and outcome is Outcome.PARTLY_CORRECT)


def _options_for(part: Part, tree: Node) -> tuple[tuple[str, Option], ...]:
    """Give the options of a part, but for the unit where a mistake comes with one of its own."""
    if part.check != "quantity" or not variables(tree):
        return part.options
    return tuple((name, value) for name, value in part.options if name != "unit")


def _reach(part: Part, response: Node, found: Worth) -> float:
    """Give how far a mistake's value may be from a response that was rounded, or that may be off a little."""
    if part.check in VARIED:
        return _reach_of_quantity(dict(part.options), found) if part.check == "quantity" else 0.0
    _, leaves = flattened(response)
    halves = (sqrt(place) * _half(leaf) for place, leaf in enumerate(leaves, 1))
    options = dict(part.options) if part.check in NEAR else {}
    return sum(halves) + _tolerated(options, found)


def _tolerated(options: Mapping[str, Option], found: Worth) -> float:
    relative, absolute = (float(options.get(name, 0)) for name in ("rtol", "atol"))
    return absolute + relative * abs(found.key) * 2


def _reach_of_quantity(options: Mapping[str, Option], found: Worth) -> float:
    """Allow for as many significant figures as are asked, in whatever unit."""
    digits = options.get("digits")
    figures = 0.0 if digits is None else abs(found.key) * 10.0 ** (1 - int(digits))
    return figures + _tolerated(options, found)


def _half(leaf: Node) -> float:
    """Give half a unit of the last digit of a decimal, 0 for what is none."""
    number = leaf.argument if isinstance(leaf, Negative) else leaf
    if not isinstance(number, Decimal) or "e" in number.written:
        return 0.0
    return 0.5000001 * 10.0 ** -len(number.written.partition(".")[2])
