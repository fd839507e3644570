"""Files that come with articles and are fetched to be kept."""

import mimetypes
import re
from dataclasses import dataclass
from enum import StrEnum

from tuinews.model.clock import Instant
from tuinews.model.ids import EntryId
from tuinews.model.text import EMPTY, SafeText

_ENDING = re.compile(r"\.([A-Za-z0-9]{1,5})\Z")
_NEVER = frozenset({"desktop", "exe", "com", "bat", "cmd", "scr", "lnk", "app", "js", "vbs", "jar", "msi", "hta", "sh"})
"""Endings that no file is given: a double click would run it."""


class DownloadState(StrEnum):
    """How far a download is."""

    WAITING = "waiting"
    RUNNING = "running"
    STOPPED = "stopped"
    FAILED = "failed"
    DONE = "done"
    LOST = "lost"
    """It was done, and the file is gone."""


@dataclass(frozen=True, slots=True)
class Download:
    """A file that was asked for."""

    id: int
    url: str
    entry_id: EntryId
    title: SafeText
    """The article's."""
    type: SafeText = EMPTY
    """The media type as declared."""
    length: int | None = None
    """Bytes: as declared at first, then as the server says."""
    state: DownloadState = DownloadState.WAITING
    received: int = 0
    """Bytes that are here."""
    path: str = ""
    """Where the file is, once it is whole."""
    validator: str = ""
    """The `ETag` or `Last-Modified` of the part that is here (RFC 9110, 13.1.5); `""` for none."""
    error: SafeText = EMPTY
    """Why it failed, as a sentence."""
    added: Instant = 0
    finished: Instant | None = None


def choose_ending(url: str, declared: str) -> str:
    """Return the ending of a file's name with its dot: of the address, else what its media type has; `""` for none.

    It is all that a publisher decides of the name, and never one that a desktop would run.
    """
    path = url.partition("#")[0].partition("?")[0]
    found = _ENDING.search(path)
    kind = declared.partition(";")[0].strip().lower()
    ending = f".{found[1].lower()}" if found else mimetypes.guess_extension(kind) or ""
    return "" if ending.removeprefix(".") in _NEVER else ending


def describe_size(size: int | None) -> str:
    """Return bytes in words: `4.2 MB`; `""` when they are not known."""
    if size is None:
        return ""
    if size >= 1_000_000_000:
        return f"{size / 1_000_000_000:.2f} GB"
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, size // 1_000)} kB"


def describe_progress(download: Download) -> str:
    """Return how far a download is, in words: `running, 4.2 of 12.0 MB (35 %)`."""
    whole, here = describe_size(download.length), describe_size(download.received)
    match download.state:
        case DownloadState.DONE | DownloadState.LOST:
            return f"{download.state.value}, {describe_size(download.length or download.received)}"
        case _ if not download.received:
            return f"{download.state.value}, {whole}" if whole else download.state.value
        case _ if download.length:
            share = min(100, 100 * download.received // download.length)
            return f"{download.state.value}, {here} of {whole} ({share} %)"
        case _:
            return f"{download.state.value}, {here}"
