"""What stands above an article's text. A section is a function here and a row of `HEAD`."""

from collections import Counter
from collections.abc import Iterator

from tuinews.model.clock import MINUTE
from tuinews.model.document import Image
from tuinews.model.entry import Article, Entry, Fact
from tuinews.model.language import tr
from tuinews.model.text import UNTITLED, fold
from tuinews.model.topics.topic import pick_colour
from tuinews.model.url import is_web
from tuinews.ui.paint.article.blocks import paint_block
from tuinews.ui.paint.article.frame import Frame
from tuinews.ui.paint.article.pictures import lead_picture
from tuinews.ui.paint.article.section import Section
from tuinews.ui.paint.article.targets import Target, entry_title
from tuinews.ui.paint.text.dates import format_moment
from tuinews.ui.paint.text.graphemes import cells, clip
from tuinews.ui.paint.text.runs import BLANK, SLOT, Line, Run, indent
from tuinews.ui.paint.text.safe import safe_line
from tuinews.ui.paint.text.wrap import wrap, wrap_evenly

_SHORT = 24
"""The most characters of a fact in the masthead."""

_TIED = "\u00a0"
"""A space at which no line breaks."""


def _masthead(article: Article, frame: Frame) -> list[Line]:
    """`Harbour Post · LUSA · Lisbon · 14 Nov 2023 22:13 · 3 min`, broken between facts only, on even lines."""
    dot = Run(f"{_TIED}{frame.glyphs.dot} ", "meta")
    runs: list[Run] = []
    for run in _facts(article.entry, frame):
        tied = run._replace(text=run.text.replace(" ", _TIED)) if cells(run.text) < frame.width else run
        runs.extend((dot, tied) if runs else (tied,))
    lines = wrap_evenly(runs, frame.width)
    whole = [line[:-1] if line[-1].text.strip() == frame.glyphs.dot else line for line in lines[:-1]] + lines[-1:]
    return [tuple(run._replace(text=run.text.replace(_TIED, " ")) for run in line) for line in whole]


def _facts(entry: Entry, frame: Frame) -> Iterator[Run]:
    """Source, agency or author, dateline, times, whether it was edited, reading time: what is known of it."""
    yield Run(safe_line(entry.feed) or tr("Unknown source"), "source")
    if entry.source and entry.source != entry.feed:
        yield Run(safe_line(entry.source), "meta")
    by = safe_line(entry.agency) or safe_line(entry.author)
    if by and by != entry.feed:
        yield Run(by, "meta")
    if entry.dateline:
        yield Run(safe_line(entry.dateline), "meta")
    published = entry.moment if entry.published is None else entry.published
    yield Run(format_moment(published, frame.zone, frame.dates), "meta")
    if entry.published is not None and entry.updated is not None and entry.updated - entry.published >= MINUTE:
        yield Run(tr("updated {moment}", moment=format_moment(entry.updated, frame.zone, frame.dates)), "meta")
    if entry.edited:
        yield Run(f"{frame.glyphs.edited} {tr('edited')}", "meta")
    if entry.minutes:
        yield Run(tr("{minutes} min", minutes=entry.minutes), "meta")
    for fact in short_facts(entry):
        yield Run(f"{safe_line(fact.name)} {safe_line(fact.value)}", "meta")


def short_facts(entry: Entry) -> list[Fact]:
    """The facts that fit into the masthead: an episode does, one of many chapters and an address do not."""
    often = Counter(fact.name for fact in entry.facts)
    return [
        fact for fact in entry.facts if often[fact.name] == 1 and len(fact.value) <= _SHORT and not is_web(fact.value)
    ]


def _title(article: Article, frame: Frame) -> list[Line]:
    return wrap_evenly([Run(entry_title(article.entry) or UNTITLED, "title")], frame.width)


def _tags(article: Article, frame: Frame) -> list[Line]:
    """The tags, each whole on one line; a tag wider than the room is cut."""
    lines: list[list[Run]] = []
    used = 0
    own = {safe_line(tag) for tag in article.entry.user_tags}
    for target in dict.fromkeys(_tag_targets(article)):
        if not target.text:
            continue
        index = frame.table.index("tag", target.text)
        word = clip(target.text, frame.width - 3, frame.glyphs.ellipsis)
        tint = frame.tints.get(fold(target.text)) or pick_colour(target.text)
        style = " ".join(filter(None, ("chip", "own" if target.text in own else "", f"tint-{tint}")))
        chip = [Run(" ", f"{style} {SLOT}", index), Run(f"#{word} ", style, index)]
        room = cells(word) + 3
        if not lines or used + 1 + room > frame.width:
            lines.append([])
            used = 0
        if used:
            lines[-1].append(Run(" ", "text"))
        lines[-1].extend(chip)
        used += room + (1 if used else 0)
    return [tuple(line) for line in lines]


def _tag_targets(article: Article) -> Iterator[Target]:
    for tag in (*article.entry.tags, *article.entry.user_tags):
        yield Target("tag", safe_line(tag))


def _note(article: Article, frame: Frame) -> list[Line]:
    """What the user wrote to the article, beside a bar that says whose it is."""
    if not article.entry.note:
        return []
    lines = wrap([Run(tr("Your note"), "label")], max(1, frame.width - 2))
    for said in article.entry.note.split("\n"):
        lines += wrap([Run(safe_line(said), "quote")], max(1, frame.width - 2)) if said.strip() else [BLANK]
    bar = (Run(f"{frame.glyphs.quote} ", "bar"),)
    return indent(lines, bar, bar)


def _notice(article: Article, frame: Frame) -> list[Line]:
    """What went wrong with the article, if anything did."""
    sign = f"{frame.glyphs.warning} "
    return wrap([Run(sign + safe_line(article.notice), "notice")], frame.width) if article.notice else []


def _picture(article: Article, frame: Frame) -> list[Line]:
    """The article's own picture, where pictures are shown and the text does not show it."""
    lead = lead_picture(article) if frame.gallery is not None else ""
    return paint_block(Image(lead), frame) if lead else []


HEAD = (
    Section("masthead", _masthead),
    Section("title", _title),
    Section("tags", _tags, _tag_targets),
    Section("note", _note),
    Section("notice", _notice),
    Section("picture", _picture),
)
