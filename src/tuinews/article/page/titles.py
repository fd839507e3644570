"""Reads the title of a page: its headline, compared with what the page says for machines."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from urllib.parse import urlsplit

from tuinews.article.dom import Node, elements, names_of, texts_of, words_of
from tuinews.article.page.passages import key_of
from tuinews.article.page.structured_data import Object, first_meta, items, strings
from tuinews.model.text import SafeText, safe_text

_SEPARATOR = re.compile(
    r"\uff1a|\s*[|·•\uff5c]+\s*|\s+[»\u203a«\u2039\u2013—:~_/-]+\s+|\s+::\s+|:\s+|\s+(?=[(\[])|\s*[—]\s*|(?<=\S)[:_-](?=\S{3,40}$)"
)
_ENDS = " |·•\uff5c\u2013—:-~_/\t"
"""Signs that part a headline from what stands beside it; quotation marks are its own."""

_HEADLINE_NAME = re.compile(
    r"(?:^|[\s_-])(?:headline|entry-?title|post-?title|article-?title|story-?title|page-?title|title)(?=$|[\s_-])"
)
_KICKER_NAME = re.compile(
    r"kicker|over-?line|top-?line|over-?title|pre-?title|super-?title|sur-?titre|eyebrow|dachzeile|roof-?line|"
    r"spitzmarke|"
    r"rubrik|ante-?titulo|volanta|occhiello|vignette|pre-?head|head-?label|flag|badge|label|premium|"
    r"plus-?icon|paywall|category|section-?name|"
    r"hidden|sr-only|screen-?reader|assistive|permalink|header-?link|anchor|edit-?section"
)
_NO_WORDS = frozenset(("script", "style", "svg", "button", "noscript", "template"))
_WORD = re.compile(r"\w\S*")
_CUT_OFF = re.compile(r"\s*(?:…|\.\.\.)$")
_METAS = ("og:title", "twitter:title", "parsely-title", "sailthru.title", "cxenseparse:title", "dc.title",
          "dcterms.title", "citation_title", "headline", "title")  # fmt: skip
_LONGEST, _SHARED, _LEAST, _FEWEST_WORDS = 300, 0.5, 0.3, 3
_MOST = 1_000
"""Characters of a title that are looked at: what is longer is none."""


def read_title(
    root: Node, found: dict[str, list[str]], articles: list[Object], hint: str, houses: frozenset[str]
) -> SafeText:
    """The article's title; `hint` is the feed's, `houses` what the site is called (`site_names`).

    The page's headline is what it shows and at least one of its other titles says as well. Where none agrees, most
    titles for machines decide.
    """
    whole = next((words_of(head) for head in root.iter("title")), "")
    headline, named = (
        [text for thing in articles for text in strings(thing.get(key))][:1] for key in ("headline", "name")
    )
    shared = first_meta(found, *_METAS)
    told = [cut_site(text, houses) for text in (hint, shared, *(headline or named)) if text.strip()]
    page = cut_site(whole, houses)
    told = [_complete(text, (*told, page)) for text in told]
    named = [cut_site(text, houses) for text in named]
    seen = {text: key for text in _find_headlines(root) if (key := key_of(text)) not in houses}
    bare = [text for node in root.iter("h1") for text in _cut_kicker(node)]
    agreed = {key_of(text) for text in (*told, page)}
    ranked = chain((text for text in bare if key_of(text) in agreed), _rank(told, named, seen, page))
    return safe_text(next((text for text in ranked if key_of(text)), whole))


def cut_site(title: str, houses: Iterable[str]) -> str:
    """The title without the site's name at its ends, where that is one of the `houses` (letters and digits only)."""
    known = tuple(houses)
    title = title.strip()[:_MOST]
    matches = list(_SEPARATOR.finditer(title))
    for match, following in zip(matches, [*matches[1:], None], strict=False):
        part, last = key_of(title[match.end() : following.start() if following else None]), key_of(title[match.end() :])
        if match.start() and any(
            house in {part, last} or (last.startswith(house) and len(house) > len(last) / 2) for house in known
        ):
            return cut_site(title[: match.start()].rstrip(_ENDS), known)
    if matches and key_of(title[: matches[0].start()]) in known and key_of(title[matches[0].end() :]):
        return title[matches[0].end() :].strip()
    return title


def _rank(told: list[str], named: list[str], seen: dict[str, str], page: str) -> Iterator[str]:
    """The titles that may be the headline, the best first; `seen` has the letters and digits of what is shown."""
    for known in (*told, *named, page):
        told_key = key_of(known)
        yield from (_choose_spelling(text, known) for text, key in seen.items() if key == told_key != "")
    for known in told:
        yield from filter(None, (_find_common(text, known) for text in seen))
    whole = key_of(page)
    # a page's title begins with the article's and ends with the site's
    begun = [text for text, key in seen.items() if key in whole and len(key) > max(3, _LEAST * len(whole))]
    yield from () if told else sorted(begun, key=lambda text: not whole.startswith(seen[text]))
    keys = [key_of(text) for text in told]
    yield from (text for text, key in zip(told, keys, strict=True) if keys.count(key) > 1)
    first = list(seen)[:1]
    yield from (text for text in first if told and _is_same_matter(text, told[0]))
    yield from (*told, *first, page)


def _choose_spelling(seen: str, known: str) -> str:
    """Of two spellings of one title the shown one, unless its words are glued or its kicker is not set apart."""
    shown, told = (len(_WORD.findall(text)) + sum(map(text.count, ":|\u2013\u2014-")) for text in (seen, known))
    return known if told > shown or (told == shown and len(known.split()) < len(seen.split())) else seen


def _find_common(seen: str, known: str) -> str:
    """The headline of one that is seen and one that is known, where one holds most of the other; else `""`."""
    shown, told = key_of(seen), key_of(known)
    if len(shown) < 4 or len(told) < 4:
        return ""
    if shown in told and (len(shown) > _SHARED * len(told) or _is_first_part(seen, known)):
        return known if known.startswith(f"{seen} ") and not _SEPARATOR.match(known, len(seen)) else seen
    if told in shown and len(told) > _SHARED * len(shown):
        # what stands before the title is a kicker
        return known if shown.endswith(told) else seen
    return ""


def _is_first_part(seen: str, known: str) -> bool:
    """Whether a title is what is shown with a section or a site behind a bar or a dash."""
    match = _SEPARATOR.match(known, len(seen)) if known.startswith(seen) else None
    return match is not None and ":" not in match.group() and len(seen.split()) >= _FEWEST_WORDS


def _is_same_matter(seen: str, known: str) -> bool:
    """Whether two titles with other words are about one matter, as those for readers and for searches are."""
    shown, told = (set(re.findall(r"\w{4,}", text.casefold())) for text in (seen, known))
    return len(seen.split()) >= _FEWEST_WORDS and len(shown & told) >= _SHARED * min(len(shown), len(told)) > 0


def _complete(title: str, others: Iterable[str]) -> str:
    """The title, or another that goes on where this one is cut off by dots or by a quotation mark."""
    start = _CUT_OFF.sub("", title)
    if start == title:
        return title
    return next(
        (text for text in others if text.startswith(start) and text[len(start) :].strip()[:1] not in "….|"), title
    )


def site_names(site: str, articles: list[Object], url: str) -> frozenset[str]:
    """What the site is called, as letters and digits: by itself, its publisher, its address."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    labels = [label for label in host.split(".")[:-1] if len(label) > 2]
    publishers = (text for thing in articles for text in strings(thing.get("publisher")))
    return frozenset(key for text in (site, *publishers, host, *labels) if (key := key_of(text)))


def _find_headlines(root: Node) -> list[str]:
    """What stands on the page as a headline, the likeliest first."""
    first = [text for node in elements(root, "h1") for text in _read_texts(node)]
    named = [words_of(node) for node in (*items(root, "headline"), *filter(_is_named, root.iter("h2", "h3")))][:10]
    others = [words_of(node) for node in elements(root, "h2")][:5]
    return [text for text in (*first, *named, *others) if 0 < len(text) <= _LONGEST]


def _read_texts(headline: Node) -> Iterator[str]:
    """The words of a headline: without its kicker, with it, and each of its parts alone."""
    yield from _cut_kicker(headline)
    yield _read_words(headline, set())
    parts = [" ".join(text.split()) for text in texts_of(headline)]
    if 1 < len(parts) <= 8:
        yield from (part for part in parts if len(part.split()) >= _FEWEST_WORDS)


def _cut_kicker(headline: Node) -> Iterator[str]:
    """The words of a headline without what is called a kicker in it; nothing when it has none."""
    left_out = {inner for part in headline.iter() if _is_beside(part) for inner in part.iter()} - {headline}
    if left_out:
        yield _read_words(headline, left_out).strip(_ENDS)


def _read_words(headline: Node, left_out: set[Node]) -> str:
    """The words of a headline without those of some elements, apart where an element begins."""
    pieces: list[str] = []
    for node in headline.iter():
        if node not in left_out and node.tag not in _NO_WORDS and node.text:
            pieces.append(node.text)
        if node is not headline and node.getparent() not in left_out and node.tail:
            pieces.append(node.tail)
    return _join(pieces)


def _join(pieces: list[str]) -> str:
    """Pieces of text as one line; a space parts those that a page's style sets apart: `Live` and `Talks begin`."""
    text = ""
    for piece in pieces:
        glued = text[-1:].islower() and piece[:1].isupper()
        text += f" {piece}" if glued else piece
    return " ".join(text.split())


def _is_beside(node: Node) -> bool:
    return node.tag in _NO_WORDS or bool(node.tag != "h1" and _KICKER_NAME.search(names_of(node)))


def _is_named(node: Node) -> bool:
    return bool(_HEADLINE_NAME.search(names_of(node)))
