"""The one table of functions, constants and letters: how they are spelled, applied and typeset.

Every other module asks here.  A function's ``name`` is the one that trees carry; ``spellings`` are what
else is read as it, upper and lower case alike.  Calls without brackets, as in ``sin 2x``, are read for
the functions marked ``prefix``.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

MANY = 1000
"""The arity of functions that take as many arguments as one likes."""


@dataclass(frozen=True, slots=True)
class Function:
    """A function's row: ``domain`` in words, ``latex`` its operator name.

    It takes from ``least`` to ``most`` arguments, but ``never`` some numbers in between: a sum has both
    bounds or none.
    """

    name: str
    least: int
    most: int
    domain: str
    spellings: tuple[str, ...] = ()
    latex: str = ""
    prefix: bool = False
    never: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """A constant's row: spellings that are read as it, and how it is written in text, LaTeX and MathML."""

    name: str
    meaning: str
    spellings: tuple[str, ...] = ()
    latex: str = ""
    sign: str = ""


def _over(name: str, domain: str, *spellings: str, never: tuple[int, ...]) -> Function:
    return Function(name, 1, 4, domain, spellings, never=never)


def _elementary(name: str, domain: str, *spellings: str, latex: str = "") -> Function:
    return Function(name, 1, 1, domain, spellings, latex or f"\\operatorname{{{name}}}", prefix=True)


REAL = "real or complex numbers"

ELEMENTARY = (
    _elementary("sqrt", "numbers; real from 0 on", "squareroot", "sqroot"),
    Function("root", 1, 2, "a number and the index of the root, 2 unless given", ("nthroot", "surd")),
    Function("cbrt", 1, 1, "real numbers: the real cube root", ("cuberoot",), prefix=True),
    _elementary("exp", REAL, latex="\\exp"),
    _elementary("ln", "numbers but 0; real above 0", "loge", latex="\\ln"),
    Function("log", 1, 2, "a number but 0, and the base, e unless given", (), "\\log", prefix=True),
    _elementary("lg", "numbers but 0: the decimal logarithm"),
    _elementary("sin", REAL, "sen", "sine", latex="\\sin"),
    _elementary("cos", REAL, latex="\\cos"),
    _elementary("tan", "numbers but odd multiples of pi/2", "tg", "tangent", latex="\\tan"),
    _elementary("cot", "numbers but multiples of pi", "cotan", "ctg", "cotg", latex="\\cot"),
    _elementary("sec", "numbers but odd multiples of pi/2", latex="\\sec"),
    _elementary("csc", "numbers but multiples of pi", "cosec", latex="\\csc"),
    _elementary("arcsin", "numbers; real from -1 to 1", "asin", "arsin", "arcsine", latex="\\arcsin"),
    _elementary("arccos", "numbers; real from -1 to 1", "acos", "arcos", "arccosine", latex="\\arccos"),
    _elementary("arctan", REAL, "atan", "arctg", "artan", "arctangent", latex="\\arctan"),
    _elementary("arccot", "numbers but 0 give arctan(1/x)", "acot", "arccotan", "acotan", "arcctg"),
    _elementary("arcsec", "numbers; real outside -1 to 1", "asec"),
    _elementary("arccsc", "numbers; real outside -1 to 1", "acsc", "arccosec", "acosec"),
    _elementary("sinh", REAL, latex="\\sinh"),
    _elementary("cosh", REAL, latex="\\cosh"),
    _elementary("tanh", REAL, latex="\\tanh"),
    _elementary("coth", "numbers but 0", "cotanh", latex="\\coth"),
    _elementary("sech", REAL),
    _elementary("csch", "numbers but 0", "cosech"),
    _elementary("arsinh", REAL, "asinh", "arcsinh", "argsinh"),
    _elementary("arcosh", "numbers; real from 1 on", "acosh", "arccosh", "argcosh"),
    _elementary("artanh", "numbers; real between -1 and 1", "atanh", "arctanh", "argtanh"),
    _elementary("arcoth", "numbers; real outside -1 to 1", "acoth", "arccoth", "arccotanh", "acotanh"),
    _elementary("arsech", "numbers; real above 0 up to 1", "asech", "arcsech"),
    _elementary("arcsch", "numbers but 0", "acsch", "arccsch", "arccosech", "acosech"),
    _elementary("sinc", "numbers: sin(x)/x, and 1 at 0"),
    Function("atan2", 2, 2, "two real numbers y, x: the angle of the point (x, y)", ("arctan2",)),
    _elementary("gamma_function", "numbers but 0, -1, -2, ...", "gammafunction", latex="\\Gamma"),
)

NUMBERS = (
    Function("abs", 1, 1, "a number", ("absolute", "modulus")),
    _elementary("sign", "a real number", "sgn", "signum"),
    Function("re", 1, 1, "a complex number", ("realpart",), "\\operatorname{Re}", prefix=True),
    Function("im", 1, 1, "a complex number", ("imagpart",), "\\operatorname{Im}", prefix=True),
    _elementary("arg", "a complex number but 0", latex="\\arg"),
    Function("conj", 1, 1, "a complex number", ("conjugate",)),
    Function("floor", 1, 1, "a real number"),
    Function("ceil", 1, 1, "a real number", ("ceiling",)),
    Function("round", 1, 2, "a real number, and how many decimal places", ()),
    Function("factorial", 1, 1, "a whole number from 0 on"),
    Function("double_factorial", 1, 1, "a whole number from 0 on", ("factorial2",)),
    Function("binomial", 2, 2, "two whole numbers", ("choose", "comb", "ncr", "binom")),
    Function("min", 1, MANY, "real numbers, or a vector", ("minimum",), "\\min"),
    Function("max", 1, MANY, "real numbers, or a vector", ("maximum",), "\\max"),
    Function("gcd", 1, MANY, "whole numbers or polynomials", ("ggt",), "\\gcd"),
    Function("lcm", 1, MANY, "whole numbers or polynomials", ("kgv",)),
    Function("mod", 2, 2, "two real numbers, the second not 0"),
    Function("percent", 1, 1, "a number: its hundredth"),
    Function("degree", 1, 1, "a number: an angle in degrees"),
    Function("is_square", 1, 1, "a whole number"),
    Function("is_integer", 1, 1, "a number"),
    Function("is_prime", 1, 1, "a whole number"),
    Function("is_squarefree", 1, 1, "a whole number"),
    Function("divides", 2, 2, "two whole numbers"),
)

LINEAR_ALGEBRA = (
    Function("vector", 1, 2, "for parameters: how many components, and the domain of each"),
    Function("matrix", 1, 3, "for parameters: rows, columns, and the domain of each entry"),
    Function("one_hot", 2, 2, "a size and a place from 1: the vector with 1 there and 0 elsewhere", ("onehot",)),
    Function("component", 2, 3, "a vector or matrix and the place, counted from 1", ("entry",)),
    Function("row", 2, 2, "a matrix and the number of the row, counted from 1"),
    Function("column", 2, 2, "a matrix and the number of the column, counted from 1"),
    Function("identity", 1, 1, "a size", ("eye",)),
    Function("dot", 2, 2, "two vectors of the same size", ("inner", "innerproduct")),
    Function("cross", 2, 2, "two vectors of size 3"),
    Function("norm", 1, 1, "a vector", ("magnitude",)),
    Function("det", 1, 1, "a square matrix", ("determinant",), "\\det"),
    Function("transpose", 1, 1, "a matrix or vector"),
    Function("inverse", 1, 1, "a square matrix with a determinant but 0", ("inv",)),
    Function("trace", 1, 1, "a square matrix", ("tr",)),
    Function("rank", 1, 1, "a matrix"),
    Function("dimension", 1, 1, "a vector: how many components it has", ("dim",), "\\dim"),
)

GEOMETRY = (
    Function("hadamard", 2, 2, "two vectors or matrices of the same size: multiplied component by component"),
    Function("outer", 2, 2, "two vectors: the matrix of all products, a row for each component of the first"),
    Function("normalize", 1, 1, "a vector but 0: the vector of length 1 in its direction; a matrix row by row"),
    Function("project", 2, 2, "two vectors, the second not 0: the part of the first along the second", ("proj",)),
    Function("cosine_similarity", 2, 2, "two vectors but 0: the cosine of the angle between them", ("cossim",)),
    Function("angle", 2, 2, "two vectors but 0: the angle between them, from 0 to pi"),
    Function("diagonal", 1, 1, "a vector: the matrix with it on the diagonal; a matrix: the vector of its diagonal"),
    Function("concat", 2, MANY, "vectors and numbers: one vector of all their components in order"),
    Function("rows", 1, MANY, "vectors of the same size: the matrix with these rows"),
    Function("columns", 1, MANY, "vectors of the same size: the matrix with these columns"),
)

NETWORKS = (
    _elementary("sigmoid", "numbers: 1/(1 + exp(-x))", "logistic"),
    _elementary("relu", "real numbers: max(0, x)"),
    Function("softmax", 1, 1, "a vector: every exp(x) over the sum of them; a matrix row by row"),
    Function("argmax", 1, MANY, "a vector: the place of its largest component from 1, the first of equal ones"),
    Function("argmin", 1, MANY, "a vector: the place of its smallest component from 1, the first of equal ones"),
)

STATISTICS = (
    Function("mean", 1, MANY, "a vector or numbers: their sum over how many they are", ("average",)),
    Function("median", 1, MANY, "a vector or numbers: the one in the middle, or half the sum of the two there"),
    Function("variance", 1, MANY, "a vector or numbers: the mean square of the distances from the mean"),
    Function("sample_variance", 1, MANY, "a vector or numbers, two at least: divided by one less than they are"),
    Function("std", 1, MANY, "a vector or numbers: the root of the variance", ("stdev",)),
    Function("sample_std", 1, MANY, "a vector or numbers, two at least: the root of the sample variance"),
    Function("covariance", 2, 2, "two vectors of the same size: the mean product of the distances from the means"),
    Function("sample_covariance", 2, 2, "two vectors of the same size: divided by one less than there are pairs"),
    Function("correlation", 2, 2, "two vectors of the same size that are not constant"),
)

PARAMETERS = (
    Function("choice", 1, MANY, "for parameters: the values to choose from"),
    Function("progression", 3, 3, "for parameters: the first value, the last one, and the step between two"),
    Function("arrangement", 2, MANY, "for parameters: how many, and of which things: in some order, each once"),
    Function("permutation", 1, MANY, "for parameters: a size, or the things themselves: all of them in some order"),
    Function("selection", 2, MANY, "for parameters: how many, and of which things: as a set"),
    Function("symmetric", 2, 2, "for parameters: a size, and the domain of each entry"),
    Function("invertible", 2, 2, "for parameters: a size, and the domain of each entry"),
    Function("unimodular", 2, 2, "for parameters: a size, and the domain of the entries of its triangular factors"),
    Function("orthogonal", 1, 2, "for parameters: a size, and the domain from which rotations are made"),
    Function("of_rank", 4, 4, "for parameters: the rank, rows, columns, and the domain of the factors' entries"),
    Function("with_roots", 2, MANY, "for parameters: a variable, and the roots of the polynomial"),
)

CALCULUS = (
    Function("diff", 1, 3, "an expression, the variable, and how often", ("derivative", "differentiate")),
    _over("integrate", "an expression, the variable, and both bounds or none", "integral", "int", never=(3,)),
    Function("limit", 3, 3, "an expression, the variable, and where it goes", ("lim",)),
    _over("sum", "a vector; or an expression, the index, its first and its last value", "summation", never=(2, 3)),
    _over("product", "a vector; or an expression, the index, its first and its last value", "prod", never=(2, 3)),
)

SETS_AND_LOGIC = (
    Function("union", 2, MANY, "sets"),
    Function("intersection", 2, MANY, "sets", ("intersect",)),
    Function("set_difference", 2, 2, "sets", ("setminus",)),
    Function("piecewise", 1, MANY, "values with their conditions"),
    Function("implies", 2, 2, "statements"),
    Function("iff", 2, 2, "statements"),
    Function("xor", 2, 2, "statements"),
)

CONSTANTS = (
    Named("pi", "the circle's circumference by its diameter", ("π", "Pi"), "\\pi", "π"),
    Named("tau", "two pi", ("τ",), "\\tau", "τ"),
    Named("e", "Euler's number", ("ℯ",), "e", "e"),
    Named("i", "the imaginary unit", ("I", "ⅈ"), "i", "i"),
    Named("oo", "infinity", ("inf", "infinity", "infty", "∞"), "\\infty", "∞"),
    Named("undefined", "a value that is not defined", ("undef", "nan", "dne"), "\\text{undefined}", "undefined"),
    Named("true", "a statement that holds", ("all",), "\\text{true}", "true"),
    Named("false", "a statement that does not hold", (), "\\text{false}", "false"),
    Named("none", "no solution", ("nosolution",), "\\text{none}", "none"),
    Named("emptyset", "the set without members", ("∅",), "\\emptyset", "∅"),
    Named("Naturals", "the whole numbers from 1 on", ("ℕ",), "\\mathbb{N}", "ℕ"),
    Named("Integers", "the whole numbers", ("ℤ",), "\\mathbb{Z}", "ℤ"),
    Named("Rationals", "the fractions", ("ℚ",), "\\mathbb{Q}", "ℚ"),
    Named("Reals", "the real numbers", ("ℝ",), "\\mathbb{R}", "ℝ"),
    Named("Complexes", "the complex numbers", ("ℂ",), "\\mathbb{C}", "ℂ"),
)

GREEK_LETTERS = (
    ("alpha", "α"), ("beta", "β"), ("gamma", "γ"), ("delta", "δ"), ("epsilon", "ε"), ("varepsilon", "ϵ"),
    ("zeta", "ζ"), ("eta", "η"), ("theta", "θ"), ("vartheta", "ϑ"), ("iota", "ι"), ("kappa", "κ"),
    ("lambda", "λ"), ("mu", "μ"), ("nu", "ν"), ("xi", "ξ"), ("omicron", "ο"), ("rho", "ρ"), ("varrho", "ϱ"),
    ("sigma", "σ"), ("varsigma", "ς"), ("tau", "τ"), ("upsilon", "υ"), ("phi", "φ"), ("varphi", "ϕ"),
    ("chi", "χ"), ("psi", "ψ"), ("omega", "ω"),
    ("Gamma", "Γ"), ("Delta", "Δ"), ("Theta", "Θ"), ("Lambda", "Λ"), ("Xi", "Ξ"), ("Pi", "Π"),
    ("Sigma", "Σ"), ("Upsilon", "Υ"), ("Phi", "Φ"), ("Psi", "Ψ"), ("Omega", "Ω"),
)  # fmt: skip

GROUPS: Mapping[str, tuple[Function, ...]] = MappingProxyType(
    {
        "Elementary functions": ELEMENTARY, "Numbers": NUMBERS, "Vectors and matrices": LINEAR_ALGEBRA,
        "Directions, and vectors put together": GEOMETRY, "Networks": NETWORKS, "Statistics": STATISTICS,
        "Calculus": CALCULUS, "Sets and logic": SETS_AND_LOGIC,
    }
)  # fmt: skip
"""The functions of answers, keys and formulas, in groups with their headings."""

FUNCTIONS: Mapping[str, Function] = MappingProxyType(
    {row.name: row for rows in (*GROUPS.values(), PARAMETERS) for row in rows}
)
"""Every function by the name that trees carry."""

ELEMENTWISE = frozenset(row.name for row in FUNCTIONS.values() if row.prefix) | {"round", "floor", "ceil"}
"""Functions of numbers that are taken of vectors and matrices entry by entry; bars around a vector are its length."""

FUNCTION_SPELLINGS: Mapping[str, str] = MappingProxyType(
    {spelling: row.name for row in FUNCTIONS.values() for spelling in (*row.spellings, row.name)}
)
"""What is read as a function, in lower case, to the function's name."""

CONSTANTS_BY_NAME: Mapping[str, Named] = MappingProxyType({row.name: row for row in CONSTANTS})
"""Every constant by the name that trees carry."""

CONSTANT_SPELLINGS: Mapping[str, str] = MappingProxyType(
    {spelling: row.name for row in CONSTANTS for spelling in (*row.spellings, row.name)}
)
"""What is read as a constant, to the constant's name."""

GREEK: Mapping[str, str] = MappingProxyType({sign: name for name, sign in GREEK_LETTERS})
"""Greek letters to their names."""

GREEK_SIGNS: Mapping[str, str] = MappingProxyType(dict(GREEK_LETTERS))
"""Greek names to their letters."""

WORD_OPERATORS: Mapping[str, str] = MappingProxyType(
    {
        "and": "and", "or": "or", "not": "not", "und": "and", "oder": "or", "in": "in", "notin": "notin",
        "subset": "subset",
        "mod": "mod", "union": "union", "intersection": "intersection", "intersect": "intersection", "cup": "union",
        "cap": "intersection", "implies": "implies", "iff": "iff", "xor": "xor", "plus_minus": "±",
        "minus_plus": "∓", "deg": "°", "degrees": "°",
    }
)  # fmt: skip
"""Words that stand between or before operands, to the operator."""

PHRASES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        **dict.fromkeys(("no solution", "no solutions", "no real solution", "no real solutions"), ("constant", "none")),
        **dict.fromkeys(("keine lösung", "keine lösungen"), ("constant", "none")),
        **dict.fromkeys(("all real numbers", "all reals", "alle reellen zahlen"), ("constant", "Reals")),
        **dict.fromkeys(
            ("does not exist", "not defined", "nicht definiert", "existiert nicht"), ("constant", "undefined")
        ),
        **dict.fromkeys(("empty set", "the empty set", "leere menge", "die leere menge"), ("constant", "emptyset")),
        "not in": ("notin", "not in"),
    }
)
"""Words with spaces between them, to the kind and name of what they mean together."""
