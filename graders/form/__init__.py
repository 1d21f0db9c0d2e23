"""Forms: what an author may ask of how an answer is written, judged on the tree as it was typed."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from graders.form.completed_square import completed_square
from graders.form.exact import exact
from graders.form.expanded import expanded
from graders.form.factored import factored
from graders.form.form import OpenError
from graders.form.lowest_terms import lowest_terms
from graders.form.partial_fractions import partial_fractions
from graders.form.rationalized import rationalized
from graders.form.simplified import simplified
from graders.form.single_fraction import single_fraction

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graders.form.form import Form

FORMS: Mapping[str, Form] = MappingProxyType(
    {
        "exact": exact,
        "simplified": simplified,
        "lowest_terms": lowest_terms,
        "rationalized": rationalized,
        "expanded": expanded,
        "factored": factored,
        "single_fraction": single_fraction,
        "partial_fractions": partial_fractions,
        "completed_square": completed_square,
    }
)
"""Every form by the name that authors use."""

__all__ = ["FORMS", "OpenError"]
