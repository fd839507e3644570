"""Targets: what can be opened from an article (tags, links, related articles, files, page, footnotes), each once."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from tuinews.model.document import Block, Document, Image, inlines, links
from tuinews.model.entry import Entry
from tuinews.model.ids import EntryId
from tuinews.model.text import SafeText
from tuinews.model.url import host_to_show, is_web, resolve
from tuinews.ui.paint.article.hints import KEPT_LETTERS
from tuinews.ui.paint.text.runs import NOWHERE
from tuinews.ui.paint.text.safe import safe_line

TargetKind = Literal["link", "related", "entry", "tag", "footnote"]

_ADDRESS = re.compile(
    r"\s*(https?:/{0,2}|www\.)?([\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,})(?::\d+)?(?:([/?#])\S*)?\s*", re.IGNORECASE
)
"""Matches words that look like an address as a whole. Groups: the beginning, the host, the character after it."""

_HOSTLIKE = (".com", ".org", ".net", ".gov", ".edu")
"""Ends of words that are hosts, rather than the name of a file or a program."""

FOOTNOTE = "#fn-"
"""How the address of a footnote inside the document begins."""


class Target(NamedTuple):
    """Something that can be opened; a `tag` has no address, a `footnote` is in the article itself.

    A `related` article is one that the publisher names, an `entry` one that the library found.
    """

    kind: TargetKind
    text: SafeText
    href: str = ""
    entry_id: EntryId | None = None
    """The entry with this address, if the library has it."""

    @property
    def key(self) -> str:
        """What it is found by among those of its kind."""
        return str(self.entry_id) if self.kind == "entry" else self.href or self.text


@dataclass(frozen=True, slots=True)
class TargetTable:
    """An article's targets in reading order (footnotes last), found again by kind and address."""

    targets: tuple[Target, ...] = ()
    indexes: Mapping[tuple[TargetKind, str], int] = field(default_factory=dict)
    """Index into `targets` by kind and key."""
    tags: int = 0
    """How many tags come first."""

    def index(self, kind: TargetKind, key: str) -> int:
        """The target's index, or `NOWHERE`."""
        return self.indexes.get((kind, key), NOWHERE)

    def number(self, index: int) -> int:
        """The number shown beside a link of the body, counted from 1."""
        return index + 1 - self.tags

    def assign_letters(self) -> dict[int, str]:
        """The letters of the articles in the foot, by their indexes: the first ones have one for good."""
        listed = (index for index, target in enumerate(self.targets) if target.kind in {"related", "entry"})
        return dict(zip(listed, KEPT_LETTERS, strict=False))


def make_table(targets: Iterable[Target]) -> TargetTable:
    """The table of these targets, each of them once, in the same order."""
    found: dict[tuple[TargetKind, str], Target] = {}
    for target in targets:
        found.setdefault((target.kind, target.key), target)
    tags = sum(target.kind == "tag" for target in found.values())
    return TargetTable(tuple(found.values()), {key: n for n, key in enumerate(found)}, tags)


def link_targets(document: Document) -> Iterator[Target]:
    """The links of the text."""
    for link in links(document):
        yield Target("link", safe_line(link.title), link.href)


def picture_targets(blocks: Iterable[Block]) -> Iterator[Target]:
    """The pictures among the blocks that lead nowhere else: to themselves."""
    for block in blocks:
        if isinstance(block, Image) and block.url and not block.href:
            yield Target("link", safe_line(block.alt) or SafeText("picture"), block.url)


def footnote_targets(blocks: Iterable[Block]) -> Iterator[Target]:
    """The footnotes that the blocks refer to."""
    for block in blocks:
        for inline in inlines(block):
            for span in inline:
                if span.href.startswith(FOOTNOTE):
                    yield Target("footnote", safe_line(span.text), span.href)


def describe_address(href: str, width: int = 40) -> SafeText:
    """The host of an address, cut to `width` characters; the address itself when it has no host.

    A long host loses its beginning: its end says who owns it.
    """
    host = host_to_show(href) if is_web(href) else ""
    if host:
        return SafeText(host if len(host) <= width else f"…{host[1 - width :]}")
    return safe_line(href)


def find_claimed_host(target: Target) -> str:
    """The host that a link's words name when it is not the real one, else `""`."""
    found = _ADDRESS.fullmatch(target.text)
    if found is None or not (found[1] or found[3] or found[2].lower().endswith(_HOSTLIKE)):
        return ""
    real, said = (
        host_to_show(address).lower().removeprefix("www.").rstrip(".")
        for address in (target.href, f"http://{found[2]}")
    )
    same = real == said or real.endswith(f".{said}") or said.endswith(f".{real}")
    return said if said and real and not same else ""


def entry_title(entry: Entry) -> SafeText:
    """The entry's title made safe, or its address where it has none."""
    return safe_line(entry.title) or safe_line(entry.url)


def file_name(url: str) -> SafeText:
    """The last part of an address without its query, for naming a file."""
    return safe_line(url.partition("?")[0].rstrip("/").rpartition("/")[2]) or safe_line(host_to_show(url))


def terminal_link(href: str) -> str:
    """The address if it may be given to the terminal as a hyperlink (OSC 8), else `""`.

    Only http and https, and only printable ASCII: a control character would end the sequence and begin another.
    """
    address = resolve("", href)
    if is_web(address) and address.isascii() and address.isprintable():
        return address
    return ""
