"""A dictionary that lies on the disk once it is large, so that what is known of a class takes no memory.

It is a private file of SQLite without a name: a small one never leaves the memory, a large one goes to where the system
keeps temporary files (``TMPDIR`` says where), and nothing is left of it when the program ends, or is killed.
"""

from __future__ import annotations

import marshal
from collections.abc import ItemsView, Iterator, MutableMapping, ValuesView
from typing import Any, Final, TypeVar, cast, overload

from graders.errors import AuthorError, Problem

Key = TypeVar("Key", int, str)
Value = TypeVar("Value")
Other = TypeVar("Other")

MISSING: Final = object()

CACHE = 512
"""KiB of a shelf that stay in memory."""

SETTINGS = ("journal_mode = OFF", f"cache_size = -{CACHE}", "locking_mode = EXCLUSIVE", "temp_store = FILE")
"""Nobody else reads it and nobody reads it again, so that nothing is done to keep it whole."""

PUT = "INSERT OR REPLACE INTO shelf VALUES (?, ?)"
ADD = "INSERT OR IGNORE INTO shelf VALUES (?, ?)"


class Shelf(MutableMapping[Key, Value]):
    """A dictionary of plain values: numbers, texts, bytes, ``None``, and tuples of them; its order is that of the keys.

    >>> shelf = Shelf()
    >>> shelf["emmy"], shelf["ada"] = (1, "√48"), (2, "7")
    >>> list(shelf.items()), "sofia" in shelf
    ([('ada', (2, '7')), ('emmy', (1, '√48'))], False)
    """

    __slots__ = ("_base", "_one")

    def __init__(self) -> None:
        """Begin with nothing on it."""
        import sqlite3

        self._base = sqlite3.connect("", isolation_level=None)
        for setting in SETTINGS:
            self._base.execute(f"PRAGMA {setting}")
        self._base.execute("CREATE TABLE shelf (key PRIMARY KEY, value) WITHOUT ROWID")
        self._base.execute("BEGIN")  # one for all: every change by itself would take longer
        self._one = self._base.cursor()

    def __del__(self) -> None:
        """Close the file, which is gone then."""
        base = getattr(self, "_base", None)  # where it could not be opened there is none
        if base is not None:
            base.close()

    def __getitem__(self, key: Key) -> Value:
        """Take one entry."""
        found = self.get(key, MISSING)
        if found is MISSING:
            raise KeyError(key)
        return cast("Value", found)

    @overload
    def get(self, key: Key, /) -> Value | None: ...
    @overload
    def get(self, key: Key, /, default: Value | Other) -> Value | Other: ...
    def get(self, key: Key, /, default: object = None) -> object:
        """Take one entry, or something else if there is none."""
        found = self._one.execute("SELECT value FROM shelf WHERE key = ?", (_written(key),)).fetchone()
        return marshal.loads(found[0]) if found else default  # noqa: S302 - these bytes never come from outside

    def setdefault(self, key: Key, default: Value, /) -> Value:
        """Take one entry, or put it where there is none and give back what was put: that is one step and not two."""
        return default if self._changed(ADD, key, default) else self[key]

    def __setitem__(self, key: Key, value: Value) -> None:
        """Put one entry."""
        self._changed(PUT, key, value)

    def _changed(self, how: str, key: Key, value: Value) -> int:
        """Change one entry, and count what was changed."""
        plain = marshal.dumps(cast("Any", value))
        try:
            return self._one.execute(how, (_written(key), plain)).rowcount
        except self._base.OperationalError as error:
            remedy = "make room there, or name another folder as TMPDIR"
            raise AuthorError((Problem(f"temporary files cannot be written: {error}", remedy=remedy),)) from error

    def __delitem__(self, key: Key) -> None:
        """Take one entry away."""
        if not self._one.execute("DELETE FROM shelf WHERE key = ?", (_written(key),)).rowcount:
            raise KeyError(key)

    def __contains__(self, key: object) -> bool:
        """Look whether there is an entry, and do not take it."""
        return self._one.execute("SELECT 1 FROM shelf WHERE key = ?", (_written(key),)).fetchone() is not None

    def __iter__(self) -> Iterator[Key]:
        """Give the keys in their order; nothing may be put or taken meanwhile."""
        return (_read(key) for (key,) in self._base.execute("SELECT key FROM shelf ORDER BY key"))

    def items(self) -> ItemsView[Key, Value]:
        """Give the entries in the order of the keys, as they stand one behind the other."""
        return _Items(self)

    def values(self) -> ValuesView[Value]:
        """Give the values in the order of the keys."""
        return _Values(self)

    def pairs(self) -> Iterator[tuple[Key, Value]]:
        """Read all entries, once."""
        for key, value in self._base.execute("SELECT key, value FROM shelf ORDER BY key"):
            yield _read(key), cast("Value", marshal.loads(value))  # noqa: S302 - these bytes never come from outside

    def __len__(self) -> int:
        """Count the entries, one by one."""
        (count,) = self._one.execute("SELECT count(*) FROM shelf").fetchone()
        return int(count)


class _Items(ItemsView[Key, Value]):
    """The entries of a shelf, which is not asked for each of them."""

    _mapping: Shelf[Key, Value]

    def __iter__(self) -> Iterator[tuple[Key, Value]]:
        return self._mapping.pairs()


class _Values(ValuesView[Value]):
    """The values of a shelf, in the same way."""

    _mapping: Shelf[Any, Value]

    def __iter__(self) -> Iterator[Value]:
        return (value for _, value in self._mapping.pairs())


def _written(key: object) -> object:
    """Write a text as bytes, in which half a character that somebody typed has a place too; they sort as it does."""
    return key.encode("utf-8", "surrogatepass") if isinstance(key, str) else key


def _read(key: Any) -> Any:  # noqa: ANN401 - of whichever kind the keys are
    return key.decode("utf-8", "surrogatepass") if isinstance(key, bytes) else key
