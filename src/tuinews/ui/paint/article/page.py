"""An article as parts, each painted on its own: the head, every block of the body, the foot."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import tzinfo
from functools import partial
from typing import NamedTuple

from tuinews.model.clock import MINUTE
from tuinews.model.document import Block, Document, Footnote, Heading, Image, children, leaf_text, walk
from tuinews.model.entry import Article, Enclosure, Entry, Fact
from tuinews.model.url import is_web, shown_host
from tuinews.ui.paint.article.blocks import paint_block
from tuinews.ui.paint.article.frame import Frame
from tuinews.ui.paint.article.pictures import lead_of
from tuinews.ui.paint.article.targets import NOTE, Target, TargetTable, collect, file_name, own_title
from tuinews.ui.paint.text.dates import local_moment
from tuinews.ui.paint.text.graphemes import cells, clip
from tuinews.ui.paint.text.runs import BLANK, NOWHERE, SLOT, Line, Run, indent
from tuinews.ui.paint.text.safe import safe_line
from tuinews.ui.paint.text.wrap import wrap

_SHORT = 24
"""The most characters of a fact in the head."""

_TIED = "\u00a0"
"""A space at which no line breaks."""


class Part(NamedTuple):
    """A piece of an article that is painted when it is needed."""

    paint: Callable[[int], list[Line]]
    """The lines for a width in cells."""
    size: int
    """About how many characters it has, for guessing its height before it is painted."""


@dataclass(frozen=True, slots=True)
class Page:
    """An article ready to be laid out. Part 0 is the head, part n the n-th block, the last part the foot."""

    parts: tuple[Part, ...]
    table: TargetTable
    notes: Mapping[str, int] = field(default_factory=dict)
    """The part in which each note stands, by the address that leads to it."""
    pictures: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    """The addresses of the pictures in each part, where pictures are shown."""


def page_of(article: Article, zone: tzinfo | None = None, frame: Frame | None = None) -> Page:
    """The article's parts; times are told in `zone` (`None`: the machine's own)."""
    table = collect(article)
    base = replace(frame or Frame(0), table=table)
    blocks = _without_title(article)
    lead = lead_of(article) if base.gallery is not None else ""
    parts = [
        Part(lambda width: _head(article, zone, replace(base, width=width), lead), 200),
        *(Part(partial(_body_block, block, base), _size(block)) for block in blocks),
        Part(lambda width: _foot(article.entry, replace(base, width=width)), 80 * len(article.entry.related)),
    ]
    pictures = {} if base.gallery is None else _pictures(lead, blocks)
    return Page(tuple(parts), table, _notes(blocks), pictures)


def _pictures(lead: str, blocks: Sequence[Block]) -> dict[int, tuple[str, ...]]:
    found = {
        part: tuple(inner.url for inner in walk(Document((block,))) if isinstance(inner, Image) and inner.url)
        for part, block in enumerate(blocks, 1)
    }
    return {part: urls for part, urls in {0: (lead,) if lead else (), **found}.items() if urls}


def _notes(blocks: Sequence[Block]) -> dict[str, int]:
    return {
        NOTE + inner.label: part
        for part, block in enumerate(blocks, 1)
        for inner in walk(Document((block,)))
        if isinstance(inner, Footnote)
    }


def _without_title(article: Article) -> Sequence[Block]:
    """The blocks; a first heading that only repeats the title is emptied, so that the others keep their number."""
    blocks = article.document.blocks
    title = safe_line(article.entry.title).casefold()
    if blocks and isinstance(blocks[0], Heading) and leaf_text(blocks[0]).strip().casefold() == title:
        return (Heading(1, ()), *blocks[1:])
    return blocks


def _body_block(block: Block, base: Frame, width: int) -> list[Line]:
    if isinstance(block, Heading) and not block.inline:
        return []
    return [*paint_block(block, replace(base, width=width)), BLANK]


def _size(block: Block) -> int:
    """About how many characters lie in the block and those inside it; iterative, as depth is not ours to trust."""
    total, stack = 0, [block]
    while stack:
        block = stack.pop()
        total += len(leaf_text(block)) + 40
        for group in children(block):
            stack.extend(group)
    return total


def _head(article: Article, zone: tzinfo | None, frame: Frame, lead: str) -> list[Line]:
    entry = article.entry
    lines = _masthead(article, zone, frame)
    lines.append(BLANK)
    lines.extend(wrap([Run(own_title(entry) or "Untitled", "title")], frame.width))
    chips = _chips(entry, frame)
    if chips:
        lines.extend((BLANK, *chips))
    if article.notice:
        sign = f"{frame.glyphs.warning} "
        lines.append(BLANK)
        lines.extend(wrap([Run(sign + safe_line(article.notice), "notice")], frame.width))
    if lead:
        lines.extend((BLANK, *paint_block(Image(lead), frame)))
    lines.append(BLANK)
    return lines


def _masthead(article: Article, zone: tzinfo | None, frame: Frame) -> list[Line]:
    dot = Run(f"{_TIED}{frame.glyphs.dot} ", "meta")
    runs: list[Run] = []
    for run in _facts(article.entry, zone):
        tied = run._replace(text=run.text.replace(" ", _TIED)) if cells(run.text) < frame.width else run
        runs.extend((dot, tied) if runs else (tied,))
    lines = wrap(runs, frame.width)
    return [tuple(run._replace(text=run.text.replace(_TIED, " ")) for run in line) for line in lines]


def _facts(entry: Entry, zone: tzinfo | None) -> Iterator[Run]:
    """Source, agency or author, place, times, reading time: what is known of it."""
    yield Run(safe_line(entry.feed) or "Unknown source", "source")
    if entry.source and entry.source != entry.feed:
        yield Run(safe_line(entry.source), "meta")
    by = safe_line(entry.agency) or safe_line(entry.author)
    if by and by != entry.feed:
        yield Run(by, "meta")
    if entry.dateline:
        yield Run(safe_line(entry.dateline), "meta")
    yield Run(local_moment(entry.moment if entry.published is None else entry.published, zone), "meta")
    if entry.published is not None and entry.updated is not None and entry.updated - entry.published >= MINUTE:
        yield Run(f"updated {local_moment(entry.updated, zone)}", "meta")
    if entry.minutes:
        yield Run(f"{entry.minutes} min", "meta")
    for fact in _short(entry):
        yield Run(f"{safe_line(fact.name)} {safe_line(fact.value)}", "meta")


def _short(entry: Entry) -> list[Fact]:
    """The facts that fit among those of the head: an episode does, one of many chapters and an address do not."""
    often = Counter(fact.name for fact in entry.facts)
    return [
        fact for fact in entry.facts if often[fact.name] == 1 and len(fact.value) <= _SHORT and not is_web(fact.value)
    ]


def _chips(entry: Entry, frame: Frame) -> list[Line]:
    """The tags, each whole on one line; a tag wider than the room is cut."""
    lines: list[list[Run]] = []
    used = 0
    own = {safe_line(tag) for tag in entry.user_tags}
    for tag in dict.fromkeys(safe_line(tag) for tag in (*entry.tags, *entry.user_tags)):
        if not tag:
            continue
        target = frame.table.index("tag", tag)
        word = clip(tag, frame.width - 3, frame.glyphs.ellipsis)
        style = "chip own" if tag in own else "chip"
        chip = [Run(" ", f"{style} {SLOT}", target), Run(f"#{word} ", style, target)]
        room = cells(word) + 3
        if not lines or used + 1 + room > frame.width:
            lines.append([])
            used = 0
        if used:
            lines[-1].append(Run(" ", "text"))
        lines[-1].extend(chip)
        used += room + (1 if used else 0)
    return [tuple(line) for line in lines]


def _foot(entry: Entry, frame: Frame) -> list[Line]:
    lines: list[Line] = []
    if entry.related:
        letters = frame.table.lasting()
        way = f"{frame.opens} and the letter opens" if frame.opens else ""
        lines.extend((_label("READ ALSO", frame, way), BLANK))
        seen = dict.fromkeys(frame.table.index("related", related.url) for related in entry.related)
        for target in (n for n in seen if n != NOWHERE):
            lines.extend(_related(frame.table.targets[target], target, letters.get(target, ""), frame))
        lines.append(BLANK)
    short = _short(entry)
    told = [fact for fact in entry.facts if fact not in short]
    if told:
        lines.extend((_label("DETAILS", frame), BLANK))
        for fact in told:
            lines.extend(_detail(fact, frame))
        lines.append(BLANK)
    if entry.enclosures:
        lines.extend((_label("FILES", frame), BLANK))
        for enclosure in entry.enclosures:
            lines.extend(_file(enclosure, frame))
        lines.append(BLANK)
    if entry.url:
        target = frame.table.index("link", entry.url)
        mark = Run(f"{frame.glyphs.away}", f"sign {SLOT}", target)
        address = wrap([Run(safe_line(entry.url), "address", target)], max(1, frame.width - 2))
        lines.extend(indent(address, (mark, Run(" ", "address")), (Run("  ", "address"),)))
    return lines


def _label(text: str, frame: Frame, way: str = "") -> Line:
    """A heading of the foot: `way` says on the right how to go on from there, where there is room."""
    said = f" {way}" if cells(text) + cells(way) + 6 <= frame.width else ""
    rest = max(0, frame.width - cells(text) - 1 - cells(said))
    return (Run(text, "label"), Run(" " + frame.glyphs.rule * rest if rest > 0 else "", "rule"), Run(said, "small"))


def _related(target: Target, index: int, letter: str, frame: Frame) -> list[Line]:
    """A related article: its letter, whether it is at hand, its title and, where it leads away, its host."""
    cached = target.entry_id is not None
    sign = frame.glyphs.unread if cached else frame.glyphs.read
    title = target.text or safe_line(target.href)
    runs = [Run(title, "related", index)]
    host = shown_host(target.href)
    if host and not cached:
        runs.append(Run(f" {safe_line(host)}", "small", index))
    first = (
        Run(f"[{letter}]" if letter else "   ", f"number {SLOT}", index),
        Run(f" {sign} ", "cached" if cached else "uncached", index),
    )
    return indent(wrap(runs, max(1, frame.width - 6)), first, (Run("      ", "related"),))


def _detail(fact: Fact, frame: Frame) -> list[Line]:
    index = frame.table.index("link", fact.value)
    value = Run(safe_line(fact.value), "text" if index == NOWHERE else "address", index)
    sign = Run(frame.glyphs.dot, "sign") if index == NOWHERE else Run(frame.glyphs.away, f"sign {SLOT}", index)
    lines = wrap([Run(f"{safe_line(fact.name)} ", "small"), value], max(1, frame.width - 2))
    return indent(lines, (sign, Run(" ", "text")), (Run("  ", "text"),))


def _file(enclosure: Enclosure, frame: Frame) -> list[Line]:
    index = frame.table.index("link", enclosure.url)
    facts = [safe_line(enclosure.type), _bytes(enclosure.length), safe_line(shown_host(enclosure.url))]
    text = f" {frame.glyphs.dot} ".join(fact for fact in facts if fact)
    sign = frame.glyphs.enclosed if enclosure.type.startswith(("audio", "video")) else frame.glyphs.page
    runs = [Run(file_name(enclosure.url), "related", index), Run(f"  {text}", "small", index)]
    first = (Run(sign, f"sign {SLOT}", index), Run(" ", "related"))
    return indent(wrap(runs, max(1, frame.width - 2)), first, (Run("  ", "related"),))


def _bytes(length: int | None) -> str:
    if not length or length < 0:
        return ""
    size = float(length)
    for unit in ("B", "kB", "MB", "GB"):
        if size < 1000 or unit == "GB":
            break
        size /= 1000
    return f"{size:.0f} {unit}" if size >= 10 or unit == "B" else f"{size:.1f} {unit}"
