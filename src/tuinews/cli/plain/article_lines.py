"""An article as it is heard: what each thing is comes before it, and all that it leads to has one numbering."""

from collections.abc import Iterator
from typing import NamedTuple

from tuinews.article.write.masthead import UNTITLED, local_time, tags_of
from tuinews.article.write.text import to_text
from tuinews.model.document import Document, Paragraph, Span, links
from tuinews.model.entry import Article, Entry
from tuinews.model.language import tr
from tuinews.model.text import SafeText, safe_text


class Destination(NamedTuple):
    """What an article leads to."""

    kind: str
    """What it is, as it is said before its name."""
    name: str
    url: str


def find_destinations(article: Article) -> tuple[Destination, ...]:
    """Return what an article leads to, in the order of its numbers: the links as its text numbers them come first."""
    return (
        *(Destination(tr("Link"), link.title or link.href, link.href) for link in links(article.document)),
        *_others(article),
    )


def _others(article: Article) -> Iterator[Destination]:
    """Give what it leads to besides the links in its text, which is numbered on after these."""
    entry = article.entry
    for link in entry.related:
        yield Destination(tr("Read also"), link.title or link.url, link.url)
    for file in entry.enclosures:
        yield Destination(tr("Enclosure"), f"{file.type or tr('unknown kind')}, {file.url}", file.url)
    if entry.url:
        yield Destination(tr("The article's own page"), "", entry.url)


def describe(destination: Destination) -> str:
    """Return what it is and what it is called, without a full stop."""
    return f"{destination.kind}: {destination.name}" if destination.name else destination.kind


def article_lines(article: Article, width: int) -> str:
    """Return the article: its title, its facts behind their labels, its text, and what else it leads to by numbers."""
    entry = article.entry
    masthead = "\n".join(
        (_wrap(entry.title or UNTITLED, width), _wrap(" ".join(_facts(article)), width), *filter(None, (entry.url,)))
    )
    body = to_text(article.document, width).strip("\n")
    note = (
        "\n".join(_wrap(line, width) for line in tr("Your note: {note}", note=entry.note).split("\n"))
        if entry.note
        else ""
    )
    details = "\n".join(_wrap(_sentence(fact.name, fact.value), width) for fact in entry.facts)
    first = len(links(article.document)) + 1
    rest = "\n".join(
        _wrap(f"[{number}] {describe(other)}", width)
        for number, other in enumerate(_others(article), first)
        if other.name  # its own page is told above
    )
    return "\n\n".join(part for part in (masthead, note, body, details, rest) if part)


def _facts(article: Article) -> Iterator[str]:
    entry = article.entry
    labelled = (
        (tr("Feed"), entry.feed),
        (tr("Source"), entry.source if entry.source != entry.feed else ""),
        (tr("By"), entry.author),
        (tr("Agency"), entry.agency),
        (tr("Place"), entry.dateline),
        (tr("Date"), local_time(entry.moment if entry.published is None else entry.published)),
        (tr("Length"), tr("{minutes} min", minutes=entry.minutes) if entry.minutes else ""),
        (tr("Tags"), ", ".join(tags_of(entry))),
        (tr("Marks"), ", ".join(marks_of(entry))),
        (tr("Text"), tr("of the page") if article.full_text else tr("of the feed")),
    )
    return (_sentence(label, value) for label, value in labelled if value)


def marks_of(entry: Entry) -> Iterator[str]:
    """Give the entry's marks as words."""
    yield "read" if entry.read else "unread"
    if entry.starred:
        yield "starred"
    if entry.later:
        yield tr("for later")


def _sentence(label: str, value: str) -> str:
    return f"{label}: {value}" if value.endswith((".", "!", "?", "…")) else f"{label}: {value}."


def _wrap(text: str, width: int) -> str:
    return to_text(Document((Paragraph((Span(SafeText(safe_text(text))),)),)), width).strip("\n")
