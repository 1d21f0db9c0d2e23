"""What a parameter can be: finite domains, read from the one language, whose members have numbers.

members      one value: number, words, vector or matrix
kinds        the domains, one by one and in columns
reading      the language of domains to domains
"""

from graders.domains.kinds import Domain, Entries, Members, Progression
from graders.domains.members import Shape, cells_of, identity, names, pattern, rational, shape_of
from graders.domains.reading import DomainError, domain

__all__ = [
    "Domain",
    "DomainError",
    "Entries",
    "Members",
    "Progression",
    "Shape",
    "cells_of",
    "domain",
    "identity",
    "names",
    "pattern",
    "rational",
    "shape_of",
]
