"""Values from columns and columns from values, by name: no row is taken apart by counting."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Any, Generic, TypeVar, cast

Convert = Callable[[Any], Any]
Value = TypeVar("Value")


class Columns(Generic[Value]):
    """The columns that a value is read from, each under the name of the field that it fills."""

    def __init__(
        self,
        make: Callable[..., Value],
        expressions: Mapping[str, str],
        *,
        read: Mapping[str, Convert] | None = None,
        write: Mapping[str, Convert] | None = None,
        in_order: bool = False,
    ) -> None:
        """`expressions` are SQL by field; `read` and `write` convert what SQLite cannot hold as it is, by field.

        `in_order` says that these are all fields in their own order: rows by the thousand are then read faster.
        """
        self.make = make
        self.names = tuple(expressions)
        self.select = ", ".join(expressions.values())
        self._read = [(self.names.index(name), convert) for name, convert in (read or {}).items()]
        self._write = [(self.names.index(name), convert) for name, convert in (write or {}).items()]
        self.in_order = in_order
        self._values = attrgetter(*self.names)

    def __len__(self) -> int:
        return len(self.names)

    def value(self, row: Sequence[Any], **more: Any) -> Value:
        """Return the value of a row of `select`; `more` are fields that come from elsewhere."""
        found = list(row)
        for position, convert in self._read:
            found[position] = convert(found[position])
        if self.in_order:
            return self.make(*found, **more)
        return self.make(**dict(zip(self.names, found, strict=True)), **more)

    def row(self, value: Value) -> list[Any]:
        """Return the value's fields as they are stored, in the order of `names`; each name must be a field."""
        found = list(self._values(value))
        for position, convert in self._write:
            found[position] = convert(found[position])
        return found


def columns_of(
    make: type[Value],
    table: str,
    *,
    read: Mapping[str, Convert] | None = None,
    write: Mapping[str, Convert] | None = None,
) -> Columns[Value]:
    """Return the columns of a value whose every field is a column of that name in the table with this alias."""
    names = getattr(make, "_fields", None) or [field.name for field in fields(cast("Any", make))]
    return Columns(make, {name: f"{table}.{name}" for name in names}, read=read, write=write, in_order=True)
