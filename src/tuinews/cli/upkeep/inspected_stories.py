"""`inspect stories`: how articles on lines of JSON would be grouped into stories, as they arrive."""

import json
import zlib
from collections.abc import Sequence
from typing import Any

from tuinews.cli.output import Output
from tuinews.cli.upkeep.inspected_files import RefusedError, read_file
from tuinews.engine.stories.grouper import FOLDED, GROUPED, WINDOW, StoryGrouper
from tuinews.engine.stories.memory_index import MemoryIndex
from tuinews.engine.stories.placement import StoryEntry
from tuinews.model.clock import from_iso
from tuinews.model.error import TuinewsError, UsageError
from tuinews.model.language import tr

STORIES = "stories"
"""The kind of file, as it is said on the command line."""


def inspect_stories(output: Output, files: Sequence[str], *, folded: bool) -> int:
    """Print `{"id", "story"}` for each article of the files, in their order; a story is named by its first article.

    Raises:
        TuinewsError: a file or a line of it cannot be read; nothing is printed then.
        UsageError: there is no file.
    """
    if not files:
        raise UsageError(tr("Say which file of articles to group: inspect stories FILE.jsonl."))
    names: list[Any] = []
    entries: list[StoryEntry] = []
    for file in files:
        for number, line in enumerate(_read_lines(file), 1):
            if line.strip():
                name, entry = _read_article(line, len(entries), tr("Line {number} of {file}", number=number, file=file))
                names.append(name)
                entries.append(entry)
    index = MemoryIndex(WINDOW)
    StoryGrouper(index, GROUPED if not folded else FOLDED).place_all(entries)
    with output.json_list(lines=True) as add:
        for number, story in index.read_stories().items():
            add({"id": names[number], "story": names[story]})
    return 0


def _read_lines(file: str) -> list[bytes]:
    try:
        return read_file(file).split(b"\n")
    except RefusedError as error:
        raise TuinewsError(str(error)) from error
    except (OSError, EOFError, zlib.error) as error:
        raise TuinewsError(
            tr("{file} cannot be read: {getattr}.", file=file, getattr=getattr(error, "strerror", None) or error)
        ) from error


def _read_article(line: bytes, number: int, where: str) -> tuple[Any, StoryEntry]:
    """Return an article's id and what the grouping has to know of it."""
    wanted = tr(
        'an article is an object like {"id": "1", "title": "…", "text": "…", "published": "2026-03-01T12:00:00Z"}'
    )
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise TuinewsError(tr("{where} is no JSON: {wanted}.", where=where, wanted=wanted)) from error
    name = value.get("id") if isinstance(value, dict) else None
    if not isinstance(name, str | int):
        raise TuinewsError(tr("{where} has no id: {wanted}.", where=where, wanted=wanted))
    texts = {key: text for key, text in value.items() if isinstance(text, str)}
    return name, StoryEntry(
        number,
        texts.get("source", ""),
        texts.get("title", ""),
        texts.get("text", ""),
        from_iso(texts.get("published")),
        texts.get("lang", ""),
        texts.get("url", ""),
    )
