"""Reads the title of a page: its headline, compared with what the page says for machines."""

import re

from tuinews.article.dom import Node, elements, names_of, words_of
from tuinews.article.page.structured_data import Object, first_meta, strings
from tuinews.model.text import SafeText, fold, safe_text

_SEPARATOR = re.compile(r"\s+[|·•»\u203a\u2013—:-]+\s+|\s*[|»\u203a]\s*|\s+::\s+")
_HEADLINE_NAME = re.compile(
    r"(?:^|[\s_-])(?:headline|entry-?title|post-?title|article-?title|story-?title|page-?title|title)(?=$|[\s_-])"
)
_LONGEST = 300


def read_title(root: Node, found: dict[str, list[str]], articles: list[Object], site: str, hint: str) -> SafeText:
    """The article's title; `hint` is the feed's."""
    whole = words_of(head) if (head := next(root.iter("title"), None)) is not None else ""
    shared = first_meta(found, "og:title", "twitter:title", "dc.title", "parsely-title", "headline")
    linked = [text for thing in articles for text in strings(thing.get("headline") or thing.get("name"))]
    seen = [text for text in _headlines(root) if fold(text) != fold(site)]
    sure = [fold(text) for text in (hint, shared, *linked[:1]) if text]
    confirmed = [text for text in seen if any(_agrees(fold(text), other) for other in sure)]
    if not confirmed:
        # a page's title begins with the article's and ends with the site's
        agreeing = (text for text in seen if _agrees(fold(text), fold(whole)))
        confirmed = sorted(agreeing, key=lambda text: not fold(whole).startswith(fold(text)))
    fallbacks = (without_site(shared, site), *linked[:1], *seen[:1], without_site(whole, site))
    return safe_text(next((text for text in (*confirmed[:1], *fallbacks) if text), ""))


def without_site(title: str, site: str) -> str:
    """The title without the site's name at one of its ends."""
    parts = _SEPARATOR.split(title)
    if len(parts) < 2:
        return title.strip()
    if site:
        kept = [part for part in parts if fold(part) != fold(site)]
        if len(kept) < len(parts) and kept:
            ends = (parts[0], parts[-1])
            if fold(ends[1]) == fold(site):
                return title[: title.rfind(ends[1])].rstrip(" |·•»\u203a\u2013—:-").strip()
            if fold(ends[0]) == fold(site):
                return title[len(ends[0]) :].lstrip(" |·•»\u203a\u2013—:-").strip()
    longest = max(parts, key=len)
    return longest.strip() if len(longest) > 0.5 * len(title) else title.strip()


def _agrees(seen: str, known: str) -> bool:
    """Whether a headline is the title that is known, or most of it, or the other way round."""
    if len(seen) < 4:
        return False
    return (seen in known and len(seen) > 0.3 * len(known)) or (known in seen and len(known) > 0.5 * len(seen))


def _headlines(root: Node) -> list[str]:
    """What stands on the page as a headline, the likeliest first."""
    first = [words_of(node) for node in elements(root, "h1")]
    named = [words_of(node) for node in elements(root, "h2", "h3", "div", "p", "span", "a") if _is_named(node)][:10]
    others = [words_of(node) for node in elements(root, "h2")][:5]
    return [text for text in (*first, *named, *others) if 0 < len(text) <= _LONGEST]


def _is_named(node: Node) -> bool:
    return "headline" in (node.get("itemprop") or "") or (
        node.tag in {"h2", "h3"} and bool(_HEADLINE_NAME.search(names_of(node)))
    )
