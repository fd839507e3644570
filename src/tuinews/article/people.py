"""Who wrote it: names out of metadata and bylines, without what surrounds them."""

import re
from collections.abc import Iterator
from itertools import chain

from tuinews.article.dom import Node, elements, names_of, texts_of, words_of
from tuinews.article.linked import Object, item_value, items, strings
from tuinews.model.text import NAME_LIMIT, SafeText, fold, safe_text

_BY = re.compile(
    r"^\W*(?:verfasst von|un texte de|written by|posted by|published by|reported by|story by|text by|words by|"
    r"interview|by|von|par|por|di|door|av|af|kirjoittanut|autore?|author|text|texto|redacción|автор|оставил|"
    r"द्वारा|लेखक|文|記者|作者)\s*[:\uff1a]?\s+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s*(?:\||·|•|\u2013|—|\bon\b|\bam\b|\ble\b|\bpublished\b|\bupdated\b|\bposted\b|\bveröffentlicht\b|\bpublié\b|"
    r"\d{1,2}[./]\d|\d{4}|"
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\bfollow\b|\bfor the\b|\bemail\b|@|\().*$",
    re.IGNORECASE | re.DOTALL,
)
_PARTS = re.compile(r"\s*(?:[;,|/&]|\band\b|\bund\b|\bet\b|\bwith\b)\s*", re.IGNORECASE)
_NO_NAME = re.compile(
    r"https?:|www\.|\.com\b|\d|^(?:\w*admin\w*|editor|staff|guest|unknown|none|null|author|by|news desk|webmaster|"
    r"user|team|name|said|von|par|por|no author|(?:see )?full bio|cc[ -]by(?:-\w+)*|please enter.*)$|[<>{}=]",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?:|www\.|^[\w.-]+\.(?:com|de|org|net|it|fr)$|please enter|^no author|^alle beiträge")
_AUTHOR_PATH = re.compile(r"/(?:authors?|autor(?:en)?|auteurs?|profile|people|staff|by)/[^/]{3,}", re.IGNORECASE)
_BYLINE = re.compile(
    r"(?:^|[\s_-])(?:by-?line\w*|authors?|author-?names?|autor\w*|auteur|writer|post-?author|entry-?author|"
    r"article-?author|vcard|contributor-?name|"
    r"meta-?author|creator|verfasser|redakteur|signature|credits?-?author)(?=$|[\s_-])",
)
_NOT_BYLINE = re.compile(
    r"comment|bio|related|sidebar|avatar|image|photo|social|follow|teaser|card-|footer|description"
)
_LONGEST_BYLINE, _MOST_WORDS = 120, 5
_METAS = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "dc:creator",
    "byl",
    "citation_author",
    "og:author",
    "article:author_name",
)


def read_author(root: Node, found: dict[str, list[str]], articles: list[Object], site: str) -> SafeText:
    """The authors' names, parted by commas; `""` when the page names none."""
    metadata = [[text for thing in articles for text in strings(thing.get(name))] for name in ("author", "creator")]
    metas = [found.get(name, []) for name in _METAS]
    for candidates in chain(metadata, (_marked(root),), metas, _found_on(root)):
        if names := _names(candidates, site):
            return safe_text(", ".join(names), NAME_LIMIT)
    return safe_text("")


def _found_on(root: Node) -> Iterator[list[str]]:
    """What the page shows, looked for one way after the other."""
    for look in (_linked, _bylines, _lines, _extracted):
        yield look(root)


def clean_name(text: str) -> str:
    """A byline reduced to the name in it; `""` when what is left is no name."""
    name = _TAIL.sub("", _BY.sub("", " ".join(text.split()))).strip(" ,.:;-\u2013—|*")
    if not 2 < len(name) < 60 or _NO_NAME.search(name) or len(name.split()) > _MOST_WORDS:
        return ""
    return name


def _names(candidates: list[str], site: str) -> list[str]:
    names: dict[str, str] = {}
    for text in candidates[:20]:
        if _ADDRESS.search(text):
            continue
        for part in _PARTS.split(_BY.sub("", _TAIL.sub("", text)))[:8]:
            name = clean_name(part)
            if name and fold(name) != fold(site):
                names.setdefault(fold(name), name)
    return list(names.values())[:8]


def _marked(root: Node) -> list[str]:
    """Names marked up as the author's: `rel=author`, microdata."""
    texts: list[str] = []
    for node in items(root, "author"):
        name = next((item_value(inner) for inner in items(node, "name")), "")
        texts.append(name or item_value(node))
    texts += [words_of(link) for link in elements(root, "a", "span") if "author" in (link.get("rel") or "").split()]
    return [text for text in texts if len(text) < _LONGEST_BYLINE]


def _linked(root: Node) -> list[str]:
    """Links to an author's own page."""
    texts = [words_of(link) for link in elements(root, "a") if _AUTHOR_PATH.search(link.get("href") or "")]
    return [text for text in texts if 3 < len(text) < 50][:1]


def _extracted(root: Node) -> list[str]:
    """What the extractor takes for the author."""
    from copy import deepcopy

    from trafilatura.metadata import extract_author

    return [str(extract_author(deepcopy(root)) or "")]


def _bylines(root: Node) -> list[str]:
    for node in elements(
        root, "a", "span", "p", "div", "address", "li", "cite", "em", "strong", "h3", "h4", "h5", "h6"
    ):
        names = names_of(node)
        if not _BYLINE.search(names) or _NOT_BYLINE.search(names) or len(words_of(node)) >= _LONGEST_BYLINE:
            continue
        texts = _texts(node)
        if _names(texts, ""):
            return texts
    return []


def _texts(node: Node) -> list[str]:
    """The words of an element, apart where its inner elements are."""
    if all(child.tag in {"a", "br", "b", "strong", "em"} for child in node):
        return [words_of(node)]
    return [text for text in (" ".join(part.split()) for part in texts_of(node)) if text]


def _lines(root: Node) -> list[str]:
    """Short lines that begin with `By`."""
    for node in elements(root, "p", "div", "span", "strong", "em", "b", "i", "h5", "h6"):
        text = (node.text or "").strip() or (words_of(node) if len(node) == 1 else "")
        if re.match(r"(?:By|BY|Von|VON|Par|Por|POR)\s+\w", text):
            whole = words_of(node)
            if len(whole) < 80 and clean_name(whole)[:1].isupper():
                return [whole]
    return []
