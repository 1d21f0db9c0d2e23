"""Which mistakes an example may say are named, beside the mal-rules of its part."""

from __future__ import annotations


def known_mistakes() -> tuple[str, ...]:
    """Give what an example may say is named, beside the ids of mal-rules; read only where one says so."""
    from graders.malrules.catalogue import CATALOGUE
    from graders.malrules.mistakes import NOTHING_NAMED, OTHER_PART

    return (NOTHING_NAMED, OTHER_PART, *(rule.name for rule in CATALOGUE))
