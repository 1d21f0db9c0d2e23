"""Forms: what an author may ask of how an answer is written, judged on the tree as it was typed."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from graders.form.exact import exact

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graders.form.form import Form

FORMS: Mapping[str, Form] = MappingProxyType({"exact": exact})
"""Every form by the name that authors use."""

__all__ = ["FORMS"]
