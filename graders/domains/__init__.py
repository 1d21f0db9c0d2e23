"""What a parameter can be: finite domains, read from the one language, whose members have numbers.

members      one value: number, words, vector or matrix
kinds        progressions, members one by one, and vectors and matrices drawn entry by entry
matrices     symmetric ones, and those of a rank or with a whole inverse
orders       arrangements and selections
polynomials  with given roots
reading      the language of domains to domains
dependent    parameters that depend on earlier ones
"""

from graders.domains.dependent import Computed, Dependent, Drawn, drawn_from, valued
from graders.domains.kinds import Entries, Members, Progression
from graders.domains.members import Shape, cells_of, identity, names, pattern, rational, shape_of
from graders.domains.reading import Domain, DomainError, domain, free_names, implied

__all__ = [
    "Computed",
    "Dependent",
    "Domain",
    "DomainError",
    "Drawn",
    "Entries",
    "Members",
    "Progression",
    "Shape",
    "cells_of",
    "domain",
    "drawn_from",
    "free_names",
    "identity",
    "implied",
    "names",
    "pattern",
    "rational",
    "shape_of",
    "valued",
]
