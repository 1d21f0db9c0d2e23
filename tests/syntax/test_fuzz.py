"""A few thousand texts that nobody would type; ``tests/syntax/fuzz.py`` tries millions."""

from __future__ import annotations

from itertools import islice
from random import Random

import pytest

from tests.syntax.fuzz import VOCABULARIES, fault, texts


@pytest.mark.parametrize("seed", range(4))
def test_any_text_is_read_or_refused_and_what_is_shown_is_read_alike(seed: int) -> None:
    tried = islice(texts(Random(seed)), 2_000)  # noqa: S311 - no secret
    assert [(text, wrong) for text in tried if (wrong := fault(text, VOCABULARIES[seed]))] == []
