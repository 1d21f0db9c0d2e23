"""How long, how deep and how large a text may be: far beyond what a person types, and cheap to refuse."""

LENGTH = 5_000
"""Characters of a text."""

TOKENS = 2_000
"""Numbers, names, operators and brackets."""

DEPTH = 80
"""Expressions inside one another while reading: brackets, exponents, signs and roots each count one."""

HEIGHT = 40
"""Nodes above one another in the tree.  Written out again, each takes at most two of ``DEPTH``."""

DIGITS = 1_000
"""Digits of one number."""

EXPONENT = 9_999
"""The power of ten in scientific notation, either sign."""

WORD = 64
"""Letters of one name."""

REPAIR = 80
"""Characters of a text that is suggested instead of one that cannot be read."""
