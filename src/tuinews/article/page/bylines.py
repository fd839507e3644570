"""Who wrote it as the page shows it: elements called so, links to an author's page, lines that begin with `By`."""

import re
from collections.abc import Iterator

from tuinews.article.dom import Node, body_of, elements, lines_of, names_of, texts_of, words_of
from tuinews.article.page.person_names import clean_name, names_in
from tuinews.model.text import fold

_AUTHOR_PATH = re.compile(r"/(?:authors?|autor(?:en|es)?|auteurs?|by)/(?P<slug>[^/?#]{3,})", re.IGNORECASE)
_PERSON_PATH = re.compile(
    r"/(?:profiles?|people|staff|editors?|newsteam|redaktion)/(?P<slug>[^/?#]{3,})", re.IGNORECASE
)
_BYLINE = re.compile(
    r"(?:^|[\s_-])(?:by-?line\w*|authors?|author-?names?|autor\w*|auteurs?|writer|post-?author|entry-?author|"
    r"article-?author|vcard|contributor-?name|"
    r"meta-?author|creator|verfasser|redakteur|signature|credits?-?author)(?=$|[\s_-])",
)
_NOT_BYLINE = re.compile(
    r"comment|bio|related|sidebar|avatar|image|photo|social|follow|teaser|card-|footer|description"
)
_SIGNED = re.compile(
    r"^\W*(?:(?:written|words|story|text|posted|article|post|reported) by|verfasst von|geschrieben von|erstellt von|"
    r"ein (?:beitrag|artikel|text) von|un (?:texte|article) de|(?:escrito|publicado|texto) por|scritto da|"
    r"geschreven door|(?:text(?: (?:und|&) \w+)?|texte|texto|testo|words|authors?|autor(?:in|/in|:in|en)?|auteure?s?|"
    r"autore|autora|автор)\s*:)"
    r"\s*:?\s*(?P<names>\S.*)$|"
    r"^\W*(?:posted|published|veröffentlicht|publié|publicado|erstellt)\b.{4,45}?\b(?:by|von|par|por)\s+"
    r"(?P<after>\S.*)$",
    re.IGNORECASE,
)
_BY = re.compile(r"^\W*(?:By|BY|by|Von|VON|von|Par|PAR|par|Por|POR|por|Di|Door)\s+(?P<names>\S.*)$")
_WORD = re.compile(r"(?:[^\W\d_][\w.'\u2019-]*)\Z")
_PARTICLES = frozenset(
    (
        "von", "van", "der", "den", "de", "del", "della", "di", "da", "dos", "das", "du", "le", "la",
        "el", "al", "bin", "ibn", "ben", "zu", "zur", "und", "and", "et", "y", "e", "&", "with", "mit",
    )
)  # fmt: skip
_OUTSIDE = re.compile(r"comment|related|sidebar|footer|teaser|card-|cookie|consent|newsletter")
_SKIPPED = frozenset(
    ("h1", "h2", "script", "style", "noscript", "nav", "footer", "aside", "form", "template", "select", "svg")
)
_LONGEST, _MOST_NAMES = 120, 5


def find_bylines(root: Node) -> Iterator[list[str]]:
    """Texts with names in them, one way to look for them after the other, the surest first."""
    lines = [line for line in lines_of(body_of(root), _is_beside) if len(line) <= _LONGEST]
    yield _find_after_label(_SIGNED, lines)
    yield _find_by_name(root)
    yield _find_linked(root, _AUTHOR_PATH)
    yield _find_after_label(_BY, lines, least=2)
    yield _find_linked(root, _PERSON_PATH, least=2)


def _find_by_name(root: Node) -> list[str]:
    """What is in the first element that is called a byline and has a name in it."""
    for node in elements(
        root, "a", "span", "p", "div", "address", "li", "cite", "em", "strong", "h3", "h4", "h5", "h6"
    ):
        names = names_of(node)
        if not _BYLINE.search(names) or _NOT_BYLINE.search(names) or len(words_of(node)) >= _LONGEST:
            continue
        texts = _texts(node)
        if 0 < len(names_in(texts, "")) <= _MOST_NAMES:
            return texts
    return []


def _texts(node: Node) -> list[str]:
    """The words of an element, apart where its inner elements are; what a label announces, where it has one."""
    whole = words_of(node)
    if signed := _SIGNED.match(whole):
        return [signed["names"] or signed["after"]]
    if all(child.tag in {"a", "br", "b", "strong", "em"} for child in node):
        return [whole]
    return [text for text in (" ".join(part.split()) for part in texts_of(node)) if text]


def _find_linked(root: Node, paths: re.Pattern[str], least: int = 1) -> list[str]:
    """The name in the first link to a page of its bearer: its address has to contain the name."""
    for link in elements(root, "a"):
        if path := paths.search(link.get("href") or ""):
            name = clean_name(words_of(link))
            words = re.findall(r"\w{3,}", fold(name))
            address = re.sub(r"\W|_", "", fold(path["slug"]))
            if words and words[-1] in address and _is_names(name, least):
                return [name]
    return []


def _find_after_label(label: re.Pattern[str], lines: list[str], least: int = 1) -> list[str]:
    """The names in the first line that begins with a label and is made of names else."""
    for line in lines:
        if match := label.match(line):
            found = match.groupdict()
            names = (found["names"] or found.get("after") or "").strip()
            if _is_names(names, least):
                return [names]
    return []


def _is_names(text: str, least: int) -> bool:
    """Whether a text begins with a name: words with capitals, particles aside, at least so many."""
    first = clean_name(re.split(r"\s*(?:,|;|\||/| and | und | et | y | & )", text, maxsplit=1)[0])
    words = [word for word in first.split() if fold(word) not in _PARTICLES]
    return least <= len(words) <= 4 and all(_WORD.match(word) and not word[0].islower() for word in words)


def _is_beside(node: Node) -> bool:
    if node.tag in _SKIPPED:
        return True
    # a page's frame is often called after all that is in it
    return bool(_OUTSIDE.search(names_of(node))) and next(node.iter("h1"), None) is None
