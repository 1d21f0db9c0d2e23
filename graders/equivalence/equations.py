"""Equations: the same solutions with the same multiplicities.

``a = b`` is read as a - b = 0, and ``a = 0 or b = 0`` as a b = 0.  Two equations are the same when the two
expressions are proportional: their quotient is a constant other than 0.  The constant is taken at a point
of the domain, and f = c g is then decided as an identity.

For polynomials that is all: with multiplicity and complex solutions, proportional polynomials are the only
ones with the same solutions.  It is not so for other functions (``e^x = 1`` and ``x = 0``): they are the same
real sets by ``real_sets.py``, or differ at a real solution of the one that does not solve the other, or are
left undecided.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flint import acb, fmpq

from graders.equivalence.decision import Decision, Different, Equal, Point, Undecided
from graders.equivalence.functions import is_entire
from graders.equivalence.points import points
from graders.equivalence.real_sets import decide_real_sets
from graders.equivalence.surd_roots import truth_shown
from graders.errors import UndefinedError
from graders.phrases import joined
from graders.syntax.show import to_text
from graders.syntax.tree import (
    And,
    Call,
    Constant,
    Integer,
    Negative,
    Node,
    Or,
    PlusMinus,
    Power,
    Product,
    Quotient,
    Relation,
    Sum,
    Variable,
    variables,
)
from graders.value.ball import ImpreciseError, UnevaluatedError, exactly, fraction
from graders.value.enclosure import enclosure
from graders.value.exact import substituted
from graders.value.surd import rational_tree
from graders.value.zero import Nonzero, settle, sign

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

    Decide = Callable[[Node, Node], Decision]

MOST_POINTS = 24
"""Points at which a constant is looked for."""

MOST_SOLUTIONS = 8
"""Solutions of one equation that are tried in the other."""

ENOUGH_BITS = 512
"""Bits that show that a solution is none of the other; one that takes more shows little to anybody."""

NEVER = frozenset((Constant("false"), Constant("none")))
"""What says that an equation has no real solution."""

ALL, NONE = "both sides are true for all values", "both sides are false for all values"


def decide_equations(key: Node, response: Node, decide: Decide) -> Decision | None:
    """Decide two equations, or alternatives of equations; ``None`` where a side is something else."""
    left, right = vanishing(key), vanishing(response)
    if left is None or right is None:
        return None
    if key == response and is_entire(left):
        return Equal("the same expression")
    kinds = triviality(left, decide), triviality(right, decide)
    if "" not in kinds and kinds[0] == kinds[1]:
        return Equal(ALL if kinds[0] == "true" else NONE)
    if "true" in kinds:
        return Different("one equation holds always")
    decision = Different("one equation never holds") if "false" in kinds else proportional(left, right, decide)
    sure = is_polynomial(left) and is_polynomial(right) and not {key, response} & NEVER
    return decision if sure or not isinstance(decision, Different) else _by_solutions(key, response)


def is_polynomial(node: Node) -> bool:
    """Tell whether an expression is written as a polynomial in its variables, with any constants."""
    if not variables(node):
        return True
    match node:
        case Variable():
            return True
        case Negative(argument=inner):
            return is_polynomial(inner)
        case Sum(terms=parts) | Product(factors=parts):
            return all(is_polynomial(part) for part in parts)
        case Quotient(numerator=top, denominator=below):
            return not variables(below) and is_polynomial(top)
        case Power(base=base, exponent=Integer(value=exponent)):
            return exponent >= 0 and is_polynomial(base)
        case _:
            return False


def _by_solutions(key: Node, response: Node) -> Decision:
    """Decide equations that are not proportional by their real solutions, as far as those are known."""
    names = variables(key) | variables(response)
    sets = decide_real_sets(key, response, next(iter(names))) if len(names) == 1 else None
    return sets or _differing_solution(key, response) or Undecided("equations that may still have the same solutions")


def _differing_solution(key: Node, response: Node) -> Decision | None:
    """Look for a real solution of one equation that surely is none of the other."""
    left, right = vanishing(key), vanishing(response)
    if left is None or right is None:
        return None
    names = sorted(variables(left) | variables(right))
    for solved, other, of_key in ((left, right, True), (right, left, False)):
        for part in _factors(solved):
            for name in sorted(variables(part)):
                at = _solution_of_one(part, other, name, names)
                if at is not None:
                    shown = (truth_shown(of_key), truth_shown(not of_key))
                    return Different("a solution of one equation alone", Point(at, *shown))
    return None


def _factors(node: Node) -> tuple[Node, ...]:
    return node.factors if isinstance(node, Product) else (node,)


def _solution_of_one(solved: Node, other: Node, name: str, names: list[str]) -> tuple[tuple[str, str], ...] | None:
    """Solve an expression that is linear in one variable at some values of the others; ``None`` if nothing differs."""
    if _degree(solved, name) != 1:
        return None
    for _, point in zip(range(MOST_SOLUTIONS), points(names, b"solutions"), strict=False):
        values = {variable: rational_tree(value) for variable, value in point.items()}
        start = substituted(solved, {**values, name: Integer(0)})
        slope = Sum((substituted(solved, {**values, name: Integer(1)}), Negative(start)))
        root = Negative(Quotient(start, slope))
        try:
            real = [_is_real(part) for part in (start, slope)]
            if not all(real) or not isinstance(settle(slope, most_bits=ENOUGH_BITS), Nonzero):
                continue
            there = settle(substituted(other, {**values, name: root}), most_bits=ENOUGH_BITS)
            if not isinstance(there, Nonzero):
                continue
            ball = enclosure(root, 64)
        except (UndefinedError, ImpreciseError, UnevaluatedError):
            continue
        number = to_text(rational_tree(fraction(ball))) if isinstance(ball, fmpq) else ball.str(8, radius=False)
        return tuple((variable, number if variable == name else to_text(values[variable])) for variable in names)
    return None


def _is_real(node: Node) -> bool:
    ball = enclosure(node, 64)
    return not isinstance(ball, acb) or bool(ball.imag.is_zero())


def _degree(node: Node, name: str) -> int:
    """Give 0 where a variable does not occur, 1 where it surely occurs in the first degree at most, else 2."""
    if name not in variables(node):
        return 0
    match node:
        case Variable():
            return 1
        case Negative(argument=inner):
            return _degree(inner, name)
        case Sum(terms=terms):
            return max(_degree(term, name) for term in terms)
        case Product(factors=factors):
            return min(2, sum(_degree(factor, name) for factor in factors))
        case Quotient(numerator=top, denominator=below):
            return 2 if name in variables(below) else _degree(top, name)
        case _:
            return 2


def decide_equation_systems(key: Node, response: Node, decide: Decide) -> Decision | None:
    """Decide equations joined by ``and``, each by its partner on the other side."""
    if not (isinstance(key, And) and isinstance(response, And)):
        return None
    if any(vanishing(part) is None for part in (*key.arguments, *response.arguments)):
        return None
    open_parts = list(response.arguments)
    methods: list[str] = []
    for part in key.arguments:
        for candidate in open_parts:
            decision = decide(part, candidate)
            if isinstance(decision, Equal):
                open_parts.remove(candidate)
                methods.append(decision.by)
                break
        else:
            return Undecided("equations that have no partner on the other side")
    return Undecided("equations that are left over") if open_parts else Equal(joined(methods))


def vanishing(node: Node) -> Node | None:
    """Give the expression that an equation says is zero; ``None`` for what is no equation."""
    match node:
        case Constant(name="false" | "none"):
            return Integer(1)
        case Constant(name="true"):
            return Integer(0)
        case Or(arguments=parts):
            factors = [vanishing(part) for part in parts]
            known = tuple(factor for factor in factors if factor is not None)
            return Product(known) if len(known) == len(factors) else None
        case Relation(operators=("=",), operands=(left, PlusMinus(argument=inner))):
            return Product((Sum((left, Negative(inner))), Sum((left, inner))))
        case Relation(operators=("=",), operands=(left, right)):
            return _difference(left, right)
        case _:
            return None


def _difference(left: Node, right: Node) -> Node:
    """Write a - b; |a| = |b| says a^2 - b^2 = 0."""
    match left, right:
        case Call(name="abs", arguments=(a,)), Call(name="abs", arguments=(b,)):
            return Sum((Power(a, Integer(2)), Negative(Power(b, Integer(2)))))
        case _:
            return Sum((left, Negative(right)))


def triviality(node: Node, decide: Decide) -> str:
    """Tell whether an expression is zero for all values (``true``) or a constant other than 0 (``false``)."""
    if _is_seen_to_be_something(node):
        return ""
    if isinstance(decide(Integer(0), node), Equal):
        return "true"
    return "" if variables(node) else "false"


def _is_seen_to_be_something(node: Node) -> bool:
    """Tell whether an expression in variables is seen to be real and not zero at the first point that comes."""
    names = sorted(variables(node))
    if not names:
        return False
    point = {name: exactly(value) for name, value in next(points(names, b"something")).items()}
    try:
        ball = enclosure(node, 64, point)
    except (UndefinedError, ImpreciseError, UnevaluatedError):
        return False
    return (
        ball != 0 if isinstance(ball, fmpq) else not isinstance(ball, acb) and ball.is_finite() and not ball.contains(0)
    )


def proportional(left: Node, right: Node, decide: Decide, *, positive: bool = False) -> Decision:
    """Decide whether two expressions are the same but for a constant factor, which may have to be positive."""
    names = sorted(variables(left) | variables(right))
    for at, point in enumerate(points(names, b"proportional")):
        if at >= MOST_POINTS:
            return Undecided("no point was found at which the equations can be compared")
        ratio = _ratio(left, right, {name: rational_tree(value) for name, value in point.items()}, point)
        if ratio is not None:
            if positive and not is_positive(ratio):
                return Different("the two are no positive multiples of each other")
            decision = decide(left, Product((ratio, right)))
            return Different("the two are not proportional") if isinstance(decision, Different) else decision
    return Undecided("no point")


def is_positive(node: Node) -> bool:
    """Tell whether a constant is proved to be a positive real number."""
    try:
        return sign(node) > 0
    except (UndefinedError, UnevaluatedError):
        return False


def _ratio(left: Node, right: Node, values: dict[str, Node], point: dict[str, Fraction]) -> Node | None:
    """Give f(p)/g(p) as an exact tree, where both have values there other than 0."""
    exact = {name: exactly(value) for name, value in point.items()}
    try:
        balls = [enclosure(side, 64, exact) for side in (left, right)]
    except (UndefinedError, ImpreciseError, UnevaluatedError):
        return None
    if any(ball == 0 if isinstance(ball, fmpq) else ball.contains(0) for ball in balls):
        return None
    return Quotient(substituted(left, values), substituted(right, values))
