"""The edge of the worker: the one place where any crash is caught, so that it harms nothing but its own answer.

A crash is a bug of ours.  It is logged with its trace, and whoever was waiting gets an answer that says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from graders.errors import AuthorError

if TYPE_CHECKING:
    from collections.abc import Callable

Answer = TypeVar("Answer")


def guarded(work: Callable[[], Answer], crashed: Callable[[str], Answer]) -> Answer:
    """Do a piece of work; where it crashes, answer instead with what ``crashed`` makes of the reason.

    Problems in an author's files are no crash and pass through.
    """
    try:
        return work()
    except AuthorError:
        raise
    except Exception as error:  # the worker's edge: nothing that one answer does may reach another
        import logging

        logging.getLogger("graders").exception("A bug in graders: please report it with this trace.")
        return crashed(f"{type(error).__name__}: {error}" if str(error) else type(error).__name__)
