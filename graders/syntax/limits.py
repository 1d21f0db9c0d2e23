"""How long, how deep and how large a text may be: far beyond what a person types, and cheap to refuse."""

LENGTH = 10_000
"""Characters of a text."""

DEPTH = 80
"""Expressions inside one another: brackets, exponents, signs and roots each count one."""

TOKENS = 3_000
"""Numbers, names, operators and brackets."""

DIGITS = 1_000
"""Digits of one number."""

EXPONENT = 9_999
"""The power of ten in scientific notation, either sign."""

WORD = 64
"""Letters of one name."""
