"""An article as one whole text: masthead, body, and what else to read."""

from datetime import UTC, datetime

from tuinews.article.write.markdown import to_markdown
from tuinews.article.write.text import to_text
from tuinews.model.clock import LATEST, Instant
from tuinews.model.entry import Article, Entry
from tuinews.model.text import SafeText, safe_text


def facts(entry: Entry) -> tuple[str, ...]:
    """Who says it, where and when, and how long it takes to read; what is unknown is left out."""
    moment = entry.moment if entry.published is None else entry.published
    when = local_time(moment)
    minutes = f"{entry.minutes} min" if entry.minutes else ""
    people = dict.fromkeys((entry.feed, entry.source, entry.author, entry.agency, entry.place))
    return tuple(part for part in (*people, when, minutes) if part)


def local_time(moment: Instant) -> str:
    """A moment where the reader is, with the zone's offset: `2026-11-14 07:42 +0200`."""
    clamped = max(0, min(LATEST, moment))
    return datetime.fromtimestamp(clamped, UTC).astimezone().strftime("%Y-%m-%d %H:%M %z")


def text_article(article: Article, width: int) -> str:
    """The article as text for a terminal `width` columns wide."""
    entry = article.entry
    parts = [_wrapped(entry.title or "(without a title)", width), _wrapped(" · ".join(facts(entry)), width)]
    if labels := tags_of(entry):
        parts.append(_wrapped(" ".join(f"#{tag}" for tag in labels), width))
    parts.append(entry.url)
    masthead = "\n".join(part for part in parts if part)
    body = to_text(article.document, width).strip("\n")
    return "\n\n".join(part for part in (masthead, body, *_lists(entry, width)) if part)


def markdown_article(article: Article) -> str:
    """The article as a Markdown document."""
    entry = article.entry
    parts = [f"# {_inert(entry.title)}", f"*{_inert(' · '.join(facts(entry)))}*"]
    if entry.url:
        parts.append(f"<{entry.url}>")
    if labels := tags_of(entry):
        parts.append("Tags: " + ", ".join(_inert(tag) for tag in labels))
    parts.append(to_markdown(article.document).strip("\n"))
    if entry.related:
        links = "\n".join(f"- [{_inert(link.title or link.url)}](<{link.url}>)" for link in entry.related)
        parts.append(f"## Read also\n\n{links}")
    return "\n\n".join(part for part in parts if part)


def tags_of(entry: Entry) -> tuple[SafeText, ...]:
    """The user's own tags, then the publisher's, each once."""
    return tuple(dict.fromkeys((*entry.user_tags, *entry.tags)))


def _lists(entry: Entry, width: int) -> tuple[str, ...]:
    related = [f"{_item(link.title or 'link', width)}\n  {link.url}" for link in entry.related]
    files = [f"- {file.url}" + (f" ({file.type})" if file.type else "") for file in entry.enclosures]
    told = [_item(f"{fact.name}: {fact.value}", width) for fact in entry.facts]
    lists = (("Read also", related), ("Files", files), ("Details", told))
    return tuple("\n".join([heading, *lines]) for heading, lines in lists if lines)


def _item(text: str, width: int) -> str:
    return "- " + _wrapped(text, width - 2).replace("\n", "\n  ")


def _wrapped(text: str, width: int) -> str:
    """The text in lines of at most `width` cells, set as the body is."""
    from tuinews.model.document import Document, Paragraph, Span

    return to_text(Document((Paragraph((Span(safe_text(text)),)),)), width).strip("\n")


def _inert(text: str) -> str:
    """The text as Markdown that is only text."""
    from tuinews.model.document import Document, Paragraph, Span

    return to_markdown(Document((Paragraph((Span(safe_text(text)),)),))).strip()
