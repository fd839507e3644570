"""The one exception tree. Failures of one feed among many are values instead (see `parsed` and `fetch`).

TuinewsError            exit 1: it could not be done
├── UsageError          exit 2: the call itself is wrong
│   ├── QueryError      a query that cannot be read
│   ├── NotFoundError   no such feed or entry
│   └── ConsentError    it would take more than was agreed to
├── RefreshRunningError a refresh runs already, here or in another process
├── ConfigError         exit 4: the config cannot be used
└── StoreError          exit 5: the store cannot be used
    ├── DamagedError    its file is damaged
    ├── StoreBusyError  another process holds it for too long
    └── StoreFullError  the disk is full
"""

import unicodedata

_SHOWN_BEFORE = 36
"""Characters of a query that are shown before the one that is wrong."""


class TuinewsError(Exception):
    """One sentence for the user: what, why, what to do."""

    exit_code = 1


class UsageError(TuinewsError):
    """The command or its arguments are wrong."""

    exit_code = 2


class QueryError(UsageError):
    """A query that cannot be read; names the position."""

    def __init__(self, sentence: str, what: str = "", position: int | None = None, text: str = "") -> None:
        super().__init__(sentence)
        self.what = what or sentence
        """What is wrong, without the position."""
        self.position = position
        """The character of the query `text` at which it is wrong, counted from 0, if that is known."""
        self.text = text

    def point_out(self) -> str:
        """Return the query and a line with a sign under what is wrong; `""` where that is not known."""
        if self.position is None:
            return ""
        start = max(0, self.position - _SHOWN_BEFORE)
        shown = " ".join(self.text[start : start + 2 * _SHOWN_BEFORE].splitlines())
        before = self.text[start : self.position]
        cells = len(before) + sum(unicodedata.east_asian_width(character) in "WF" for character in before)
        return f"  {shown}\n  {' ' * cells}^\n"


class NotFoundError(UsageError):
    """A feed or entry that the library does not have."""


class ConsentError(UsageError):
    """A change that the user has not agreed to; the text says which, and is no sentence."""

    def __init__(self, what: str, change: int, ahead: str = "") -> None:
        super().__init__(what)
        self.ahead = ahead or what
        """What will happen if the user agrees: `unsubscribe from Harbour again; its 12 articles go`."""
        self.change = change
        """The number of the change in the journal."""


class RefreshRunningError(TuinewsError):
    """A refresh runs already, in this process or in another one; what it brings appears here as well."""


class ConfigError(TuinewsError):
    """The config file cannot be used; names file, line and key."""

    exit_code = 4


class StoreError(TuinewsError):
    """The store cannot be opened, read or written."""

    exit_code = 5


class DamagedError(StoreError):
    """The store's file is damaged, or no store at all."""

    def __init__(self, sentence: str, why: str = "") -> None:
        super().__init__(sentence)
        self.why = why or sentence
        """What is wrong, without the file's name and what to do."""


class StoreBusyError(StoreError):
    """Another process kept the store locked for longer than the wait allows."""


class StoreFullError(StoreError):
    """The disk that holds the store has no room left."""
