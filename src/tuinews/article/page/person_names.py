"""Reads names of people in metadata and bylines, without the words around them."""

import re

from tuinews.model.text import fold

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
_PARTS = re.compile(r"\s*(?:[;,|/&]|\band\b|\bund\b|\bet\b|\bwith\b|\bim gespräch mit\b)\s*", re.IGNORECASE)
_NO_NAME = re.compile(
    r"https?:|www\.|\.com\b|\d|^(?:\w*admin\w*|editor|staff|guest|unknown|none|null|author|by|news desk|webmaster|"
    r"user|team|name|said|von|par|por|no author|(?:see )?full bio|(?:read|view|see|show|all|more|about)\b.*|"
    r"cc[ -]by(?:-\w+)*|please enter.*)$|[<>{}=]",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?:|www\.|^[\w.-]+\.(?:com|de|org|net|it|fr)$|please enter|^no author|^alle beiträge")
_MOST_WORDS = 5


def names_in(candidates: list[str], site: str) -> list[str]:
    """The names in texts, each once, without addresses and the site's own name."""
    names: dict[str, str] = {}
    for text in candidates[:20]:
        if _ADDRESS.search(text):
            continue
        for part in _PARTS.split(_BY.sub("", _TAIL.sub("", text)))[:8]:
            name = clean_name(part)
            if name and fold(name) != fold(site):
                names.setdefault(fold(name), name)
    return list(names.values())[:8]


def clean_name(text: str) -> str:
    """A byline reduced to the name in it; `""` when what is left is no name."""
    name = _TAIL.sub("", _BY.sub("", " ".join(text.split()))).strip(" ,.:;-\u2013—|*")
    if not 2 < len(name) < 60 or _NO_NAME.search(name) or len(name.split()) > _MOST_WORDS:
        return ""
    return name
