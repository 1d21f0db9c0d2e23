"""The catalogue: every general mal-rule, by what it acts on, with its pattern, the wrong one, and how often.

This is the stated order too: of mistakes that explain an answer equally well, the likelier frequency is
offered first, and within a frequency the rule that stands first here.  The sources stand in the families.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from graders.malrules.families import (
    answers,
    calculus,
    fractions,
    functions,
    matrices,
    operations,
    powers,
    roots,
    rounding,
    signs,
    units,
    vectors,
)
from graders.malrules.rule import ANY, Rule

if TYPE_CHECKING:
    from collections.abc import Mapping

CATALOGUE: tuple[Rule, ...] = (
    # signs and differences
    Rule("sign_of_component", "(-2, 3)", "(2, 3)", "Listing", signs.sign_of_component, "common", "numbers"),
    Rule("sum_for_difference", "a - b", "a + b", "Sum", signs.sum_for_difference, "common"),
    Rule("order_of_difference", "a - b", "b - a", "Sum", signs.order_of_difference, "common"),
    Rule("minus_of_minus", "2 - (-3)", "2 - 3", "Sum", signs.minus_of_minus, "common", "numbers"),
    Rule("sign_of_product", "(-2)*3", "2*3", "Product", signs.sign_of_product, "common", "numbers"),
    Rule("difference_for_sum", "a + b", "a - b", "Sum", signs.difference_for_sum, "usual"),
    Rule("smaller_from_larger", "2 - 3", "3 - 2", "Sum", signs.smaller_from_larger, "usual", "numbers"),
    Rule("bracket_sign", "a - (b + c)", "a - b + c", "Sum", signs.bracket_sign, "usual"),
    Rule("signs_of_components", "(-2, -3)", "(2, 3)", "Listing", signs.signs_of_components, "usual", "numbers"),
    Rule("leading_minus", "-a + b", "a + b", "Sum", signs.leading_minus, "usual", "numbers"),
    # operations
    Rule("term_dropped", "a + b + c", "b + c", "Sum", operations.term_dropped, "usual"),
    Rule("sum_for_product", "a*b", "a + b", "Product", operations.sum_for_product, "usual"),
    Rule("factor_dropped", "a*b", "b", "Product", operations.factor_dropped, "usual"),
    Rule("first_term_multiplied", "k*(a + b)", "k*a + b", "Product", operations.first_term_multiplied, "usual"),
    Rule("zero_times", "0*a", "a", "Product", operations.zero_times, "usual", "numbers"),
    Rule("term_twice", "a + b + c", "a + a + b + c", "Sum", operations.term_twice, "rare"),
    Rule("one_side_only", "a - b", "a", "Sum", operations.one_side_only, "rare", "formula"),
    Rule("one_for_both", "a*b", "a*a", "Product", operations.one_for_both, "rare", "formula"),
    Rule("product_for_sum", "a + b", "a*b", "Sum", operations.product_for_sum, "rare"),
    Rule("quotient_for_product", "a*b", "a/b", "Product", operations.quotient_for_product, "rare", "formula"),
    Rule("order_of_operations", "a + b*c", "(a + b)*c", "Sum", operations.order_of_operations, "rare", "formula"),
    # powers
    Rule("square_of_negative", "(-4)^2", "-4^2", "Power", powers.square_of_negative, "common"),
    Rule("power_of_sum", "(a + b)^2", "a^2 + b^2", "Power", powers.power_of_sum, "common", "formula"),
    Rule("square_forgotten", "a^2", "a", "Power", powers.square_forgotten, "usual"),
    Rule("exponent_as_factor", "a^2", "2*a", "Power", powers.exponent_as_factor, "usual"),
    Rule("negative_of_square", "-4^2", "4^2", "Negative", powers.negative_of_square, "usual"),
    Rule("middle_term_undoubled", "(a + b)^2", "a^2 + a*b + b^2", "Power", powers.middle_term_undoubled, "usual"),
    Rule("power_of_one_factor", "(a*b)^2", "a*b^2", "Power", powers.power_of_one_factor, "usual"),
    Rule("exponents_multiplied", "a^m*a^n", "a^(m*n)", "Product", powers.exponents_multiplied, "usual"),
    Rule("exponents_added", "(a^m)^n", "a^(m + n)", "Power", powers.exponents_added, "usual"),
    Rule("negative_exponent", "a^(-n)", "-a^n", "Power", powers.negative_exponent, "usual"),
    Rule("reciprocal_exponent", "a^(-n)", "a^n", "Power", powers.reciprocal_exponent, "usual"),
    Rule("fractional_exponent", "a^(1/n)", "a/n", "Power", powers.fractional_exponent, "usual"),
    Rule("zeroth_power", "a^0", "0", "Power", powers.zeroth_power, "usual"),
    Rule("sign_of_odd_power", "(-2)^3", "2^3", "Power", powers.opposite_base, "usual", "numbers"),
    Rule("exponent_off_by_one", "a^n", "a^(n - 1)", "Power", powers.exponent_off_by_one, "rare"),
    # vectors
    Rule("norm_squared", "norm(v)", "dot(v, v)", "norm", vectors.norm_squared, "common", "formula"),
    Rule("products_not_added", "dot((a, b), (c, d))", "(a*c, b*d)", "dot", vectors.products_not_added, "common", "formula"),
    Rule("taxicab", "norm((a, b))", "abs(a) + abs(b)", "norm", vectors.taxicab, "common", "formula"),
    Rule("norm_with_signs", "norm((-2, 3))", "sqrt(-2^2 + 3^2)", "norm", vectors.norm_with_signs, "usual", "formula"),
    Rule("norm_without_squares", "norm((a, b))", "sqrt(a + b)", "norm", vectors.norm_without_squares, "usual", "formula"),
    Rule("components_for_norm", "norm((a, b))", "a + b", "norm", vectors.components_for_norm, "usual", "formula"),
    Rule("norm_of_parts", "norm(u - v)", "norm(u) - norm(v)", "norm", vectors.norm_of_parts, "usual", "formula"),
    Rule("largest_component", "norm((a, b))", "max(abs(a), abs(b))", "norm", vectors.largest_component, "usual", "formula"),
    Rule("components_added", "dot((a, b), (c, d))", "a + b + c + d", "dot", vectors.components_added, "usual", "formula"),
    Rule("norms_for_dot", "dot(u, v)", "norm(u)*norm(v)", "dot", vectors.norms_for_inner_product, "usual", "formula"),
    Rule("place_off_by_one", "one_hot(n, k)", "one_hot(n, k - 1)", "one_hot component row column", vectors.place_off_by_one, "usual", "formula"),
    Rule("sums_multiplied", "dot((a, b), (c, d))", "(a + b)*(c + d)", "dot", vectors.sums_multiplied, "rare", "formula"),
    Rule("one_vector_for_both", "dot(u, v)", "dot(u, u)", "dot", vectors.one_vector_for_both, "rare", "formula"),
    Rule("root_of_inner_product", "dot(u, v)", "sqrt(dot(u, v))", "dot", vectors.root_of_inner_product, "rare", "formula"),
    Rule("pairs_shifted", "dot((a, b), (c, d))", "dot((a, b), (d, c))", "dot", vectors.pairs_shifted, "rare", "formula"),
    Rule("norm_of_mean", "norm((a, b))", "sqrt(dot((a, b), (a, b))/2)", "norm", vectors.norm_of_mean, "rare", "formula"),
    Rule("component_dropped", "(a, b, c)", "(b, c)", "Listing", vectors.component_dropped, "rare", "numbers"),
    Rule("place_as_value", "one_hot(n, k)", "k*one_hot(n, k)", "one_hot", vectors.place_as_value, "rare", "formula"),
    Rule("ones_and_zeros", "one_hot(2, 1)", "(1 - 1, 1 - 0)", "one_hot", vectors.ones_and_zeros_exchanged, "rare", "formula"),
    Rule("cross_without_turn", "cross((a, b, c), (x, y, z))", "(b*z - c*y, a*z - c*x, a*y - b*x)", "cross", vectors.cross_without_turn, "common", "formula"),
    Rule("order_of_cross_product", "cross(u, v)", "cross(v, u)", "cross", vectors.order_of_cross_product, "usual", "formula"),
    # roots
    Rule("root_forgotten", "sqrt(a)", "a", "sqrt cbrt root", roots.root_forgotten, "common"),
    Rule("root_of_sum", "sqrt(a + b)", "sqrt(a) + sqrt(b)", "sqrt", roots.root_of_sum, "common"),
    Rule("square_factor_unrooted", "sqrt(48)", "16*sqrt(3)", "sqrt", roots.square_factor_unrooted, "usual", "numbers"),
    Rule("square_factor_lost", "sqrt(48)", "sqrt(3)", "sqrt", roots.square_factor_lost, "usual", "numbers"),
    Rule("root_as_half", "sqrt(a)", "a/2", "sqrt", roots.root_as_half, "usual"),
    Rule("sum_under_root", "sqrt(a)*sqrt(b)", "sqrt(a + b)", "Product", roots.sum_under_root_of_product, "usual"),
    Rule("roots_added", "sqrt(a) + sqrt(b)", "sqrt(a + b)", "Sum", roots.roots_added, "usual"),
    Rule("square_for_other_root", "cbrt(a)", "sqrt(a)", "cbrt root", roots.square_for_other_root, "usual"),
    Rule("wrong_factor_unrooted", "sqrt(48)", "3*sqrt(4)", "sqrt", roots.factors_exchanged_under_root, "rare", "numbers"),
    Rule("root_of_first_term", "sqrt(a + b)", "sqrt(a) + b", "sqrt", roots.root_of_first_term, "rare"),
    Rule("root_of_first_factor", "sqrt(a*b)", "sqrt(a)*b", "sqrt", roots.root_of_first_factor, "rare"),
    # fractions
    Rule("quotient_upside_down", "a/b", "b/a", "Quotient", fractions.quotient_upside_down, "common"),
    Rule("denominator_dropped", "a/b", "a", "Quotient", fractions.denominator_dropped, "common"),
    Rule("divisor_dropped", "a/(b*c)", "a/c", "Quotient", fractions.divisor_dropped, "common"),
    Rule("fractions_added_across", "a/b + c/d", "(a + c)/(b + d)", "Sum", fractions.fractions_added_across, "common"),
    Rule("divided_by_first_factor", "a/(b*c)", "(a/b)*c", "Quotient", fractions.divided_by_first_factor, "usual"),
    Rule("cancelled_across_sum", "(a + b)/a", "b", "Quotient", fractions.cancelled_across_sum, "usual"),
    Rule("first_term_divided", "(a + b)/c", "a/c + b", "Quotient", fractions.first_term_divided, "usual"),
    Rule("denominator_split", "a/(b + c)", "a/b + a/c", "Quotient", fractions.denominator_split, "usual"),
    Rule("divided_without_turning", "a/(c/d)", "a*(c/d)", "Quotient", fractions.divided_without_turning, "usual"),
    Rule("product_for_quotient", "a/b", "a*b", "Quotient", fractions.product_for_quotient, "usual"),
    Rule("cross_multiplied", "(a/b)*(c/d)", "(a*d)/(b*c)", "Product", fractions.cross_multiplied, "usual"),
    Rule("percent_forgotten", "percent(a)", "a", "percent", fractions.percent_forgotten, "usual"),
    Rule("divisor_off_by_one", "a/(n - 1)", "a/n", "Quotient", fractions.divisor_off_by_one, "usual"),
    Rule("numerator_dropped", "a/b", "1/b", "Quotient", fractions.numerator_dropped, "rare"),
    Rule("percent_as_tenth", "percent(a)", "a/10", "percent", fractions.percent_as_tenth, "rare"),
    # matrices
    Rule("row_for_column", "column(m, k)", "row(m, k)", "column row", matrices.row_for_column, "common", "formula"),
    Rule("indices_exchanged", "component(m, j, k)", "component(m, k, j)", "component", matrices.indices_exchanged, "common", "formula"),
    Rule("transposed_in_product", "[a, b; c, d]*v", "transpose([a, b; c, d])*v", "Product", matrices.transposed_in_product, "common", "formula"),
    Rule("order_of_product", "[a, b; c, d]*[e, f; g, h]", "[e, f; g, h]*[a, b; c, d]", "Product", matrices.order_of_product, "common", "formula"),
    Rule("entries_multiplied", "[a, b; c, d]*[e, f; g, h]", "[a*e, b*f; c*g, d*h]", "Product", matrices.entries_multiplied, "common", "formula"),
    Rule("transpose_forgotten", "transpose(m)", "m", "transpose", matrices.transpose_forgotten, "usual", "formula"),
    Rule("determinant_added", "det([a, b; c, d])", "a*d + b*c", "det", matrices.determinant_added, "common", "formula"),
    Rule("determinant_reversed", "det([a, b; c, d])", "b*c - a*d", "det", matrices.determinant_reversed, "usual", "formula"),
    Rule("determinant_of_diagonal", "det([a, b; c, d])", "a*d", "det", matrices.determinant_of_diagonal, "usual", "formula"),
    Rule("inverse_not_divided", "inverse([a, b; c, d])", "[d, -b; -c, a]", "inverse", matrices.inverse_not_divided, "common", "formula"),
    Rule("inverse_not_exchanged", "inverse([a, b; c, d])", "[a, -b; -c, d]/det([a, b; c, d])", "inverse", matrices.inverse_not_exchanged, "usual", "formula"),
    Rule("inverse_by_entries", "inverse([a, b; c, d])", "[1/a, 1/b; 1/c, 1/d]", "inverse", matrices.inverse_by_entries, "usual", "formula"),
    Rule("inverse_multiplied", "inverse([a, b; c, d])", "det([a, b; c, d])*det([a, b; c, d])*inverse([a, b; c, d])", "inverse", matrices.inverse_multiplied, "rare", "formula"),
    Rule("other_diagonal", "trace([a, b; c, d])", "b + c", "trace", matrices.other_diagonal, "rare", "formula"),
    Rule("trace_multiplied", "trace([a, b; c, d])", "a*d", "trace", matrices.trace_multiplied, "rare", "formula"),
    # elementary functions
    Rule("degrees_for_radians", "sin(x)", "sin(degree(x))", "sin cos tan arcsin arccos arctan", functions.degrees_for_radians, "common", "formula"),
    Rule("radians_for_degrees", "degree(x)", "x", "degree", functions.radians_for_degrees, "common", "formula"),
    Rule("sine_for_cosine", "sin(x)", "cos(x)", "sin cos arcsin arccos sinh cosh", functions.sine_for_cosine, "common", "formula"),
    Rule("inverse_as_reciprocal", "arcsin(x)", "1/sin(x)", "arcsin arccos arctan", functions.inverse_as_reciprocal, "usual", "formula"),
    Rule("function_of_sum", "sin(a + b)", "sin(a) + sin(b)", "sin cos tan exp ln lg", functions.function_of_sum, "common"),
    Rule("factor_out_of_function", "sin(2*x)", "2*sin(x)", "sin cos tan exp ln lg", functions.factor_out_of_function, "usual"),
    Rule("other_logarithm", "lg(x)", "ln(x)", "ln lg log", functions.natural_for_other_logarithm, "common", "formula"),
    Rule("binary_logarithm", "ln(x)", "log(x, 2)", "ln", functions.binary_for_natural_logarithm, "usual", "formula"),
    Rule("base_exchanged", "log(x, b)", "log(b, x)", "log", functions.base_exchanged, "usual", "formula"),
    Rule("logarithm_of_product", "ln(a*b)", "ln(a)*ln(b)", "ln lg log", functions.logarithm_of_product, "usual"),
    Rule("logarithm_of_quotient", "ln(a/b)", "ln(a)/ln(b)", "ln lg log", functions.logarithm_of_quotient, "usual"),
    Rule("logarithms_divided", "ln(a)/ln(b)", "ln(a/b)", "Quotient", functions.logarithms_divided, "usual"),
    Rule("power_of_logarithm", "ln(a^n)", "ln(a)^n", "ln lg log", functions.power_of_logarithm, "usual"),
    Rule("logarithm_forgotten", "ln(x)", "x", "ln lg log", functions.logarithm_forgotten, "rare", "formula"),
    Rule("exponential_forgotten", "exp(x)", "x", "exp", functions.exponential_forgotten, "usual", "formula"),
    Rule("sign_of_exponent", "exp(-x)", "exp(x)", "exp", functions.sign_of_exponent, "common"),
    Rule("exponentials_multiplied", "exp(a)*exp(b)", "exp(a*b)", "Product", functions.exponentials_multiplied, "usual"),
    Rule("absolute_value_forgotten", "abs(x)", "x", "abs", functions.absolute_value_forgotten, "usual"),
    Rule("largest_for_smallest", "max(a, b)", "min(a, b)", "max min", functions.largest_for_smallest, "usual", "formula"),
    Rule("order_counted", "binomial(n, k)", "factorial(n)/factorial(n - k)", "binomial", functions.order_counted, "common", "formula"),
    Rule("factorial_of_rest", "binomial(n, k)", "factorial(n)/factorial(k)", "binomial", functions.factorial_of_rest_forgotten, "usual", "formula"),
    Rule("factorial_forgotten", "factorial(n)", "n", "factorial", functions.factorial_forgotten, "rare", "formula"),
    Rule("first_index_off_by_one", "sum(a*k, k, 1, n)", "sum(a*k, k, 1 + 1, n)", "sum product", functions.first_index_off_by_one, "usual", "formula"),
    Rule("last_index_off_by_one", "sum(a*k, k, 1, n)", "sum(a*k, k, 1, n - 1)", "sum product", functions.last_index_off_by_one, "usual", "formula"),
    # derivatives and integrals
    Rule("chain_rule", "diff(sin(2*x), x)", "cos(2*x)", "diff", calculus.chain_rule, "common", "formula"),
    Rule("product_rule", "diff(x*sin(x), x)", "cos(x)", "diff", calculus.product_rule, "common", "formula"),
    Rule("quotient_rule", "diff(sin(x)/x, x)", "cos(x)", "diff", calculus.quotient_rule, "common", "formula"),
    Rule("quotient_rule_reversed", "diff(sin(x)/x, x)", "-(cos(x)*x - sin(x))/x^2", "diff", calculus.quotient_rule_reversed, "common", "formula"),
    Rule("quotient_rule_unsquared", "diff(sin(x)/x, x)", "(cos(x)*x - sin(x))/x^2*x", "diff", calculus.quotient_rule_unsquared, "usual", "formula"),
    Rule("power_rule_undiminished", "diff(x^3, x)", "3*x^3", "diff", calculus.power_rule_undiminished, "common", "formula"),
    Rule("power_rule_without_factor", "diff(x^3, x)", "x^2", "diff", calculus.power_rule_without_factor, "usual", "formula"),
    Rule("power_rule_for_exponential", "diff(exp(x), x)", "x*exp(x - 1)", "diff", calculus.power_rule_for_exponential, "usual", "formula"),
    Rule("sign_of_derivative", "diff(cos(x), x)", "sin(x)", "diff", calculus.sign_of_derivative, "common", "formula"),
    Rule("constant_kept", "diff(x^3 + c, x)", "3*x^2 + c", "diff", calculus.constant_kept, "usual", "formula"),
    Rule("constant_factor_lost", "diff(c*x^3, x)", "3*x^2", "diff", calculus.constant_factor_lost, "usual", "formula"),
    Rule("not_differentiated", "diff(x^3, x)", "x^3", "diff", calculus.not_differentiated, "rare", "formula"),
    Rule("differentiated", "integrate(x^3, x)", "3*x^2", "integrate", calculus.differentiated_for_integrated, "common", "formula"),
    Rule("integral_not_divided", "integrate(x^3, x)", "x^4", "integrate", calculus.integral_not_divided, "common", "formula"),
    Rule("integral_over_old_exponent", "integrate(x^3, x)", "x^4/(4 - 1)", "integrate", calculus.integral_divided_by_old_exponent, "usual", "formula"),
    Rule("bounds_exchanged", "integrate(f, x, a, b)", "integrate(f, x, b, a)", "integrate", calculus.bounds_exchanged, "usual", "formula"),
    Rule("lower_bound_forgotten", "integrate(f, x, a, b)", "integrate(f, x, 0, b)", "integrate", calculus.lower_bound_forgotten, "usual", "formula"),
    # rounding
    Rule("rounded_early", "sqrt(48)", "6.93", "sqrt ln exp sin cos tan Quotient", rounding.rounded_early, "usual", "rounding"),
    Rule("cut_early", "sqrt(48)", "6.92", "sqrt ln exp sin cos tan Quotient", rounding.cut_early, "rare", "rounding"),
    # the whole answer
    Rule("wrong_sign", "a", "-a", ANY, answers.wrong_sign, "common", "answer"),
    Rule("order_of_components", "(a, b, c)", "(c, b, a)", ANY, answers.order_of_components, "rare", "answer"),
    Rule("reciprocal", "a", "1/a", ANY, answers.reciprocal, "rare", "answer"),
    Rule("factor_of_two", "a", "2*a", ANY, answers.factor_of_two, "rare", "answer"),
    Rule("factor_of_ten", "a", "10*a", ANY, answers.factor_of_ten, "rare", "answer"),
    Rule("factor_of_hundred", "a", "100*a", ANY, answers.factor_of_hundred, "rare", "answer"),
    Rule("answer_squared", "a", "a^2", ANY, answers.answer_squared, "rare", "answer"),
    # units
    Rule("unit_exchanged", "5*h", "5*s", ANY, units.unit_exchanged, "common", "unit"),
    Rule("converted_wrong_way", "5*h", "5/3600*s", ANY, units.converted_wrong_way, "common", "unit"),
    Rule("converted_without_power", "5*h^2", "5*3600*s^2", ANY, units.converted_without_power, "common", "unit"),
    Rule("power_of_unit", "5*m^2", "5*m", ANY, units.power_of_unit, "usual", "unit"),
    Rule("unit_upside_down", "5*m/s", "5*s/m", ANY, units.unit_upside_down, "usual", "unit"),
)  # fmt: skip
"""Every rule: name, pattern, wrong, the node it acts on, its rewriting, its frequency, its stage."""

RANK: Mapping[str, int] = MappingProxyType({rule.name: place for place, rule in enumerate(CATALOGUE)})
"""The place of every rule in the stated order."""


class Index:
    """The rules of some stages, by the kinds of nodes that they act on; two indices are never the same."""

    __slots__ = ("rules",)

    def __init__(self, *stages: str) -> None:
        """Gather them in the order of the catalogue."""
        chosen = [rule for rule in CATALOGUE if rule.stage in stages]
        kinds = {kind for rule in chosen for kind in rule.on.split()}
        self.rules = MappingProxyType(
            {kind: tuple(rule for rule in chosen if kind in rule.on.split()) for kind in kinds}
        )

    def of(self, kind: str) -> tuple[Rule, ...]:
        """Give the rules for a kind of node."""
        return self.rules.get(kind, ())


FORMULA = Index("formula", "everywhere")
"""The rules for a step's formula, by what they act on."""

NUMBERS = Index("numbers", "everywhere", "rounding")
"""The rules for a step's lines with the numbers put in."""

ROUNDING = Index("rounding")
"""The rules for numbers that earlier steps gave."""

ANSWERS: tuple[Rule, ...] = tuple(rule for rule in CATALOGUE if rule.stage == "answer")
"""The rules for a whole answer."""

UNITS: tuple[Rule, ...] = tuple(rule for rule in CATALOGUE if rule.stage == "unit")
"""The rules for the unit of a quantity."""
