"""Shares of points, as one types them."""

from __future__ import annotations

from fractions import Fraction

import click


class Share(click.ParamType[Fraction]):
    """A share of the points: ``60%``, ``0.6`` or ``3/5``."""

    name = "share"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Fraction:
        """Read it exactly."""
        text = str(value).strip()
        if "e" in text.casefold():  # an exponent stands for more digits than there is room
            self.fail(f"{text} is no share, write 60% or 0.6", param, ctx)
        try:
            share = Fraction(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
        except (ValueError, ZeroDivisionError):
            self.fail(f"{text} is no share, write 60% or 0.6", param, ctx)
        if not 0 <= share <= 1:
            self.fail(f"{text} is not between 0 and 1, write 60% or 0.6", param, ctx)
        return share
