"""Where commands write: data to stdout, everything else to stderr; tables and progress bars only on a terminal."""

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TextIO

from tuinews.model.text import safe_block, safe_text
from tuinews.model.url import hide_logins, redact

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

_RAW_CONTROLS = {code: f"\\u{code:04x}" for code in (*range(0x7F, 0xA0), 0x2028, 0x2029)}
"""Control characters that JSON allows and a terminal would obey."""
_RAW_CONTROL = re.compile(f"[{''.join(map(chr, _RAW_CONTROLS))}]")

_ADDRESS = re.compile(r'"(?:[a-z_]+:)?[A-Za-z][A-Za-z0-9+.-]*://(?:[^"\\]|\\.)*"|"[^\s/:@"\\]+:[^\s@"\\]+@[^\s"\\]+"')
"""A text of JSON that begins as an address, or as a query for one; what publishers wrote about addresses does not."""

Advance = Callable[[int, int, str], None]
"""Moves a progress bar: done, total, and the text beside it."""


UNCHANGED = "Nothing changed: it is so already."
"""What a change says that changes nothing, so that there is nothing to be taken back."""


class TableColumn(NamedTuple):
    """A table's column on a terminal."""

    title: str
    style: str = ""
    flexible: bool = False
    """Whether it takes the width that the others leave."""
    limit: int | None = None
    """Most cells that it may take."""
    justify: Literal["left", "right"] = "left"


class Output:
    """A command's two streams, and the one way to them: nothing is printed with a password in an address.

    Messages are without keys and tokens as well; in data these stay, since an address would lead nowhere without them.
    """

    def __init__(self, out: TextIO, err: TextIO, *, plain: bool = False) -> None:
        self._out = out
        self._err = err
        self._plain = plain
        self.linear = False
        """Whether all is said in lines that are heard: rows as sentences with nothing cut, and no bar that moves."""
        for stream in (out, err):
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="replace")  # an old locale loses a letter, never the run

    @property
    def on_terminal(self) -> bool:
        """Whether stdout is a terminal."""
        return self._out.isatty()

    @property
    def shows_tables(self) -> bool:
        """Whether rows are for somebody who reads them now, not for a script."""
        return self.linear or self.on_terminal

    @property
    def width(self) -> int:
        """Columns of the terminal; 80 when there is none."""
        from shutil import get_terminal_size

        return get_terminal_size((80, 24)).columns

    def line(self, text: str) -> None:
        """Write text and a line feed to stdout."""
        self.publication(redact(text))

    def publication(self, text: str) -> None:
        """Write text and a line feed to stdout, with the publisher's words as they are."""
        self._out.write(f"{safe_block(text)}\n")

    def path(self, path: Path) -> None:
        """Write a path to stdout; a script gets its very bytes, also where they are no text."""
        try:
            str(path).encode()
        except UnicodeEncodeError:
            if not self.on_terminal:
                self.data(os.fsencode(path) + b"\n")
                return
        self.line(str(path))

    def data(self, data: bytes) -> None:
        """Write bytes to stdout."""
        self._out.flush()
        self._out.buffer.write(data)
        self._out.buffer.flush()

    def note(self, text: str) -> None:
        """Write one line to stderr; where that cannot be done, the command goes on all the same."""
        with suppress(OSError):
            self._err.write(f"{safe_text(redact(text))}\n")

    def remark(self, text: str) -> None:
        """Write one line to stderr for somebody who waits there; nothing where it is no terminal."""
        if self._err.isatty():
            self.note(text)

    def prompt(self, text: str) -> None:
        """Write a question to stderr without a line feed."""
        self._out.flush()
        self._err.write(safe_text(redact(text)) + " ")
        self._err.flush()

    def json(self, value: Any) -> None:
        """Write one JSON document to stdout: indented on a terminal, else on one line."""
        self._out.write(f"{self._encode(value, indent=2 if self.on_terminal else None)}\n")

    def json_line(self, value: Any) -> None:
        """Write one JSON object as a line, and flush it."""
        self._out.write(f"{self._encode(value)}\n")
        self._out.flush()

    def json_publication(self, value: Any, *, alone: bool = False) -> None:
        """Write JSON with the publisher's words as they are: one document if `alone`, else a line, and flush it."""
        indent = 2 if alone and self.on_terminal else None
        self._out.write(f"{self._encode(value, indent, _hide_in_addresses)}\n")
        self._out.flush()

    def json_rows(self, rows: Iterable[Any]) -> None:
        """Write a JSON list, row by row."""
        with self.json_list() as add:
            for row in rows:
                add(row)

    @contextmanager
    def json_list(self, *, lines: bool = False) -> Iterator[Callable[[Any], None]]:
        """Write a JSON list row by row, so that a long one is never in memory as a whole.

        With `lines`, each row is a document and a line of its own instead.
        """
        encode = self._encoder(None)
        written = False

        def add(row: Any) -> None:
            nonlocal written
            before, after = ("", "\n") if lines else (",\n" if written else "[", "")
            self._out.write(f"{before}{encode(row)}{after}")
            written = True

        yield add
        if not lines:
            self._out.write("]\n" if written else "[]\n")

    def rows(self, columns: Sequence[TableColumn], rows: Iterable[Sequence[str]]) -> None:
        """Write a table: aligned and cut on a terminal, sentences if linear, else lines with tabs without a head."""
        if self.linear:
            for row in rows:
                self._out.write(f"{_say_row(columns, row)}\n")
            return
        if self.on_terminal:
            self._table(columns, rows)
            return
        for row in rows:
            self._out.write("\t".join(safe_text(hide_logins(cell), 4_096) for cell in row) + "\n")

    @contextmanager
    def progress(self, *, doing: str = "", hidden: bool = False) -> "Iterator[Advance]":
        """Show a progress bar on stderr, if that is a terminal; it appears when it first moves.

        If linear, there is a line with what is being done instead, `doing`.
        """
        if self.linear and doing and not hidden:
            self.note(f"{doing} …")
        if hidden or self.linear or not self._err.isatty():
            yield _stand_still
            return
        bar: Progress | None = None

        def advance(done: int, total: int, text: str) -> None:
            nonlocal bar
            if bar is None:
                bar = self._bar()
                bar.start()
            bar.update(bar.task_ids[0], completed=done, total=total, description=safe_text(redact(text)))

        try:
            yield advance
        finally:
            if bar is not None:
                bar.stop()

    def _encode(self, value: Any, indent: int | None = None, hide: Callable[[str], str] = hide_logins) -> str:
        return self._encoder(indent, hide)(value)

    def _encoder(self, indent: int | None, hide: Callable[[str], str] = hide_logins) -> Callable[[Any], str]:
        """Return what makes JSON that no terminal obeys; in ASCII where the stream can encode nothing else."""
        unicode = (self._out.encoding or "").lower().replace("-", "").startswith("utf")
        encode = json.JSONEncoder(ensure_ascii=not unicode, indent=indent).encode

        def encode_safely(value: Any) -> str:
            text = encode(value)
            # asked in this order, since each takes longer than all before it
            if not text.isprintable() and _RAW_CONTROL.search(text):
                text = text.translate(_RAW_CONTROLS)
            return hide(text)

        return encode_safely

    def _console(self, file: TextIO) -> "Console":
        """Return a Rich console; without colours it writes no escape sequences."""
        from rich.console import Console

        return Console(file=file, color_system=None if self._plain else "auto", highlight=False)

    def _bar(self) -> "Progress":
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        console = self._console(self._err)
        look = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}", markup=False))
        bar = Progress(*look, console=console, transient=True)
        bar.add_task("", total=None)
        return bar

    def _table(self, columns: Sequence[TableColumn], rows: Iterable[Sequence[str]]) -> None:
        from rich.table import Table
        from rich.text import Text

        table = Table(box=None, pad_edge=False, header_style="dim", expand=any(column.flexible for column in columns))
        for column in columns:
            table.add_column(
                Text(column.title),
                style=column.style,
                justify=column.justify,
                max_width=column.limit,
                ratio=1 if column.flexible else None,
                overflow="ellipsis",
                no_wrap=True,
            )
        for row in rows:
            table.add_row(*(Text(safe_text(hide_logins(cell)), overflow="ellipsis", no_wrap=True) for cell in row))
        self._console(self._out).print(table)


_SIGNS = {"●": "Unread", "○": "Read", "★": "starred", "-": "none"}
"""What the signs in cells mean that are made of nothing else."""


def _say_row(columns: Sequence[TableColumn], row: Sequence[str]) -> str:
    """Return a row as sentences, each cell behind its column's title; empty cells are left out."""
    said = []
    for at, cell in enumerate(row):
        title = {"#": "number"}.get(columns[at].title, columns[at].title) if at < len(columns) else ""
        text = safe_text(hide_logins(cell), 4_096).strip()
        if text and not set(text) - _SIGNS.keys():
            text = ", ".join(_SIGNS[sign] for sign in text)
        if text:
            stop = "" if text.endswith((".", "!", "?", "…")) else "."
            said.append(f"{title[:1].upper()}{title[1:]}: {text}{stop}" if title else f"{text}{stop}")
    return " ".join(said)


def _hide_in_addresses(text: str) -> str:
    """Return JSON without logins in what is an address; what was written about addresses stays."""
    return _ADDRESS.sub(lambda found: hide_logins(found[0]), text) if "@" in text else text


def _stand_still(_done: int, _total: int, _text: str) -> None:
    """Show no progress."""
