# ruff: noqa: RUF001  the signs of many scripts are the very matter here
"""Reads who publishes a site from the footer of its pages."""

import re

from tuinews.article.dom import Node, elements, lines_of, names_of, short_words
from tuinews.model.parsed import Imprint
from tuinews.model.text import EMPTY, SafeText, safe_text

_FOOTER = re.compile(r"(?:^|[\s_-])(?:footer|site-?info|colophon|imprint|impressum)(?=$|[\s_-])")
_TAGLINE = re.compile(r"(?:^|[\s_-])(?:tagline|slogan|site-?description|blog-?description)(?=$|[\s_-])")
_EDITOR = re.compile(
    r"(?:(?:chief|managing|executive|responsible) editor|editor(?:[- ]in[- ]chief)?|chefredakt(?:eur|eurin|ion|ör|ør)|"
    r"verantwortlich(?: i\. ?s\. ?d\. ?p\.)?|rédact(?:eur|rice) en chef|direct(?:eur|rice) de (?:la )?publication|"
    r"director(?:a)?(?: responsable)?|direttore(?: responsabile)?|hoofdredacteur|ansvarlig redaktør|ansvarig utgivare|"
    r"päätoimittaja|redaktor naczelny|šéfredaktor|главный редактор|головний редактор|γενικ\w+ διευθυντ\w+|"
    r"genel yayın yönetmeni|رئيس التحرير|سردبیر|प्रधान सम्पादक|सम्पादक|संपादक|编辑|总编辑|編集長|편집인|발행인)"
    r"\s*[:\uff1a]\s*(?P<name>[^:|]{3,60})",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"©|\bcopyright (?:©|\d{4}|by\b)|\(c\) ?\d{4}", re.IGNORECASE)
_OFFER = re.compile(
    r"©|copyright|rights|rechte|droits|derechos|diritti|subscribe|newsletter|sign up|download|follow|folgen|suivez|"
    r"sígue|seguici|abonn|contact|kontakt|imprint|impressum|privacy|cookie|about|join|\bapp\b|share|need help",
    re.IGNORECASE,
)
_MAIL = re.compile(r"\b[\w.+-]{1,60}@[\w-]{1,60}(?:\.[\w-]{2,30}){1,4}\b")
_LONGEST, _TAGLINE_WORDS = 200, range(3, 16)


def read_imprint(root: Node) -> Imprint:
    """What a page's footers say of its publisher; what they do not say is empty."""
    footers = _footers(root)
    lines = [line for footer in footers for line in lines_of(footer) if 0 < len(line) <= _LONGEST]
    parts = [part.strip() for line in lines for part in line.split("|")]
    return Imprint(
        tagline=_tagline(root, footers),
        editor=next((safe_text(found["name"]) for line in lines if (found := _EDITOR.match(line))), EMPTY),
        copyright=next((safe_text(part) for part in parts if _COPYRIGHT.search(part) and len(part) > 4), EMPTY),
        contact=_contact(footers, lines),
    )


def _footers(root: Node) -> list[Node]:
    """The outermost elements that are footers of the page, and of no article."""
    found: list[Node] = []
    taken: set[Node] = set()
    for node in elements(root, "footer", "div", "section"):
        if node in taken or not (node.tag == "footer" or _FOOTER.search(names_of(node))):
            continue
        taken.update(node.iterdescendants())
        if next(node.iterancestors("article", "main", "figure", "blockquote"), None) is None:
            found.append(node)
    return found


def _tagline(root: Node, footers: list[Node]) -> SafeText:
    """The site's motto: what is called so, else the bold line that a footer begins with."""
    called = [node for node in elements(root, "p", "div", "span", "h2", "h3") if _TAGLINE.search(names_of(node))]
    bold = [first for footer in footers if (first := next(footer.iter("strong", "b"), None)) is not None]
    for node in (*called, *bold):
        words = short_words(node, _LONGEST)
        if len(words.split()) in _TAGLINE_WORDS and next(node.iter("a"), None) is None and not _is_label(words):
            return safe_text(words)
    return EMPTY


def _is_label(words: str) -> bool:
    """Whether a line of a footer announces or offers something, rather than saying what the site is."""
    return words.endswith((":", "!")) or _OFFER.search(words) is not None or any(sign.isdigit() for sign in words)


def _contact(footers: list[Node], lines: list[str]) -> SafeText:
    for footer in footers:
        for link in elements(footer, "a"):
            href = (link.get("href") or "").strip()
            if href.lower().startswith("mailto:") and (found := _MAIL.search(href)):
                return safe_text(found.group())
    return next((safe_text(found.group()) for line in lines if (found := _MAIL.search(line))), EMPTY)
