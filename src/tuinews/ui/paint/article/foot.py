"""What stands below an article's text. A section is a function here and a row of `FOOT`."""

from collections.abc import Iterator

from tuinews.model.entry import Article, Enclosure, Fact
from tuinews.model.language import tr, tr_later
from tuinews.model.url import host_to_show, is_web
from tuinews.ui.paint.article.also_in import paint_also_in, targets_also_in
from tuinews.ui.paint.article.frame import Frame
from tuinews.ui.paint.article.head import short_facts
from tuinews.ui.paint.article.listed import paint_listed
from tuinews.ui.paint.article.near import paint_near, targets_near
from tuinews.ui.paint.article.section import Section
from tuinews.ui.paint.article.targets import Target, entry_title, file_name
from tuinews.ui.paint.text.runs import NOWHERE, SLOT, Line, Run, indent
from tuinews.ui.paint.text.safe import safe_line
from tuinews.ui.paint.text.wrap import wrap

CACHED = tr_later("at hand")
"""The word for what opens without asking anybody."""


def _paint_related(article: Article, frame: Frame) -> list[Line]:
    """Articles that the publisher names as related, each once."""
    indexes = dict.fromkeys(frame.table.index("related", related.url) for related in article.entry.related)
    return [
        line
        for index in indexes
        if index != NOWHERE
        for line in _paint_related_article(frame.table.targets[index], index, frame)
    ]


def _paint_related_article(target: Target, index: int, frame: Frame) -> list[Line]:
    """A related article: its letter, whether it is at hand, its title and, where it leads away, its host."""
    cached = target.entry_id is not None
    sign = frame.glyphs.cached if cached else frame.glyphs.uncached
    title = target.text or safe_line(target.href)
    runs = [Run(title, "related", index)]
    host = host_to_show(target.href)
    if cached or host:
        runs.append(Run(f" {frame.glyphs.dot} {tr(CACHED) if cached else safe_line(host)}", "small", index))
    return paint_listed([runs], index, frame, sign=sign, at_hand=cached)


def _find_related_targets(article: Article) -> Iterator[Target]:
    for related in article.entry.related:
        yield Target("related", safe_line(related.title), related.url, related.entry_id)


def _letters(frame: Frame) -> str:
    return tr("{opens} and the letter opens", opens=frame.opens) if frame.opens else ""


def _details(article: Article, frame: Frame) -> list[Line]:
    """What the publisher says of the article that does not fit into the masthead."""
    short = short_facts(article.entry)
    return [line for fact in article.entry.facts if fact not in short for line in _detail(fact, frame)]


def _detail(fact: Fact, frame: Frame) -> list[Line]:
    index = frame.table.index("link", fact.value)
    value = Run(safe_line(fact.value), "text" if index == NOWHERE else "address", index)
    sign = Run(frame.glyphs.dot, "sign") if index == NOWHERE else Run(frame.glyphs.away, f"sign {SLOT}", index)
    lines = wrap([Run(f"{safe_line(fact.name)} ", "small"), value], max(1, frame.width - 2))
    return indent(lines, (sign, Run(" ", "text")), (Run("  ", "text"),))


def _detail_targets(article: Article) -> Iterator[Target]:
    for fact in article.entry.facts:
        if is_web(fact.value):
            yield Target("link", safe_line(fact.value), fact.value)


def _files(article: Article, frame: Frame) -> list[Line]:
    """Files that come with the article."""
    return [line for enclosure in article.entry.enclosures for line in _file(enclosure, frame)]


def _file(enclosure: Enclosure, frame: Frame) -> list[Line]:
    index = frame.table.index("link", enclosure.url)
    facts = [safe_line(enclosure.type), _bytes(enclosure.length), safe_line(host_to_show(enclosure.url))]
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


def _file_targets(article: Article) -> Iterator[Target]:
    for enclosure in article.entry.enclosures:
        yield Target("link", file_name(enclosure.url), enclosure.url)


def _address(article: Article, frame: Frame) -> list[Line]:
    """The address of the article's own page."""
    url = article.entry.url
    if not url:
        return []
    index = frame.table.index("link", url)
    mark = Run(f"{frame.glyphs.away}", f"sign {SLOT}", index)
    address = wrap([Run(safe_line(url), "address", index)], max(1, frame.width - 2))
    return indent(address, (mark, Run(" ", "address")), (Run("  ", "address"),))


def _address_targets(article: Article) -> Iterator[Target]:
    if article.entry.url:
        yield Target("link", entry_title(article.entry), article.entry.url)


FOOT = (
    Section("related", _paint_related, _find_related_targets, "READ ALSO", _letters),
    Section("also-in", paint_also_in, targets_also_in, "ALSO IN", _letters),
    Section("near", paint_near, targets_near, "RELATED", _letters),
    Section("details", _details, _detail_targets, "DETAILS"),
    Section("files", _files, _file_targets, "FILES"),
    Section("address", _address, _address_targets),
)
