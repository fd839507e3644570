"""Cuts links that a phrase announces out of a tree: the heading and the links that follow, or the line as a whole."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from tuinews.article.dom import BLOCKS, Node, short_words, words_of
from tuinews.article.related import phrases
from tuinews.article.related.survey import Survey
from tuinews.article.related.titles import title_of
from tuinews.model.entry import Related
from tuinews.model.text import safe_text
from tuinews.model.url import host_to_show, is_web, resolve

_HEADINGS = frozenset(
    [
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "p",
        "strong",
        "b",
        "em",
        "i",
        "u",
        "span",
        "div",
        "a",
        "li",
        "header",
        "dt",
        "td",
        "th",
        "summary",
        "figcaption",
        "legend",
        "label",
        "section",
    ]
)
_TITLES = frozenset(("h2", "h3", "h4", "h5", "h6"))
_LINES = frozenset(("p", "li", "div", "blockquote", "aside", "h2", "h3", "h4", "h5", "h6", "strong", "b", "em", "span"))
_BODIES = frozenset(("body", "html", "article", "main"))
_SKIPPED_LINK = re.compile(
    r"(?:/(?:tags?|author|authors|autor|category|topics?|thema|rubrik|search)/|#comments?\b|#respond\b|sharer|/intent/|"
    r"whatsapp\.com|/login|/subscribe|javascript:|mailto:|/tag_|/categor[íi]a|/share\?|[?&](?:text|url|u)=http|"
    r"share\.php|"
    r"\.(?:jpe?g|png|gif|webp|mp4|mp3|pdf)(?:$|\?))",
    re.IGNORECASE,
)
_CARD, _SHORT_CARD, _BESIDE_TITLE, _LINE_LIMIT, _CLIMB, _FOLLOWING = 320, 160, 30, 500, 4, 40


class Announced(NamedTuple):
    """What a phrase announces."""

    nodes: list[Node]
    """The elements that make it up, that with the phrase first."""
    links: list[Related]
    is_promotion: bool
    """Whether the phrase stands over what the site offers to every reader."""


def cut_announced(survey: Survey, base: str, note: Callable[[Node], None]) -> Iterator[Announced]:
    """Cut every block of links that a phrase announces out of a tree; `note` is told of every element that goes."""
    for node in [node for node in survey.order if node.tag in _HEADINGS or node.tag in _LINES]:
        announces = survey.may_announce(node, phrases.LONGEST, _LINE_LIMIT)
        is_line, groups = _groups(node, is_linked=node in survey.linked) if announces else (False, [])
        if not groups or not survey.is_held(node):
            continue
        links = [] if _is_of_site(node) else [link for group in groups for link in _links(group, base, is_line=is_line)]
        yield Announced(groups, links, phrases.is_promotion(_words_before_link(node)))
        for group in groups:
            note(group)
            survey.drop(group)


def _is_of_site(node: Node) -> bool:
    """Whether an element is in the footer of the page, which is the same under all of the site's articles."""
    footer = next(node.iterancestors("footer"), None)
    return footer is not None and next(footer.iterancestors("article", "main"), None) is None


def _groups(node: Node, *, is_linked: bool) -> tuple[bool, list[Node]]:
    """The elements of the related block that begins at the node, if one does, and whether it is only a line."""
    text = words_of(node)
    if len(text) <= phrases.LONGEST and phrases.is_heading(text) and (found := _after_heading(node, text)):
        return False, found
    if is_linked and node.tag in _LINES and _is_announced_line(node, text):
        return True, [_outermost(node)]
    return False, []


def _is_announced_line(node: Node, text: str) -> bool:
    """Whether a line is `READ ALSO: title`, the title being a link or the whole being one."""
    rest = phrases.cut_phrase(text)
    before = _words_before_link(node)
    if rest is None and not before:
        rest = phrases.cut_opening(text)
    if rest is None and not (before and phrases.is_heading(before)):
        return False
    links = [link for link in node.iter("a") if link.get("href") and words_of(link)]
    linked = sum(len(words_of(link)) for link in links)
    return bool(links) and linked >= 0.75 * len(rest if rest is not None else text[len(before) :])


def _words_before_link(node: Node) -> str:
    parts = []
    for inner in node.iter():
        if inner.tag == "a":
            break
        parts.append(inner.text or "")
        if len(parts) > 20:
            break
    return " ".join(" ".join(parts).split())


def _outermost(node: Node) -> Node:
    """The largest element that says nothing but what the node says."""
    words = words_of(node)
    while (
        (parent := node.getparent()) is not None
        and parent.tag not in _BODIES
        and short_words(parent, _LINE_LIMIT) == words
    ):
        node = parent
    return node


def _after_heading(node: Node, text: str) -> list[Node]:
    head = _outermost(node)
    ambiguous = phrases.is_ambiguous(text)
    for _ in range(_CLIMB):
        following = _find_following(head, strict=ambiguous and _is_titled(node))
        if following:
            return [head, *following]
        parent = head.getparent()
        if parent is None or parent.tag in _BODIES or (head.tail or "").strip() or not _is_first(head, parent):
            return []
        if head.getnext() is not None and _is_link_list(parent, head):
            return [parent]
        head = parent
    return []


def _is_titled(node: Node) -> bool:
    """Whether the words are a heading of the page's own."""
    return any(outer.tag in _TITLES for outer in (node, *list(node.iterancestors())[:2]))


def _is_first(node: Node, parent: Node) -> bool:
    """Whether nothing is said in the parent before the node."""
    if (parent.text or "").strip():
        return False
    return all(
        not words_of(sibling) and not (sibling.tail or "").strip() for sibling in node.itersiblings(preceding=True)
    )


def _find_following(head: Node, *, strict: bool) -> list[Node]:
    """The siblings after a heading that are nothing but links to other articles."""
    if len((head.tail or "").strip(" :\uff1a\u2013—-|»>\n\t\r")) > 1:
        return []
    taken: list[Node] = []
    blank: list[Node] = []
    for sibling in head.itersiblings():
        if len(taken) > _FOLLOWING:
            break
        if not words_of(sibling):
            blank.append(sibling)
        elif _is_links(sibling, strict=strict or bool(taken and taken[-1].tag == "p" and sibling.tag != "p")):
            taken += [*blank, sibling]
            blank = []
        else:
            break
        if len((sibling.tail or "").strip(" ,;|·•\u2013-\n\t\r")) > 1:
            break
    return taken


def _is_links(node: Node, *, strict: bool) -> bool:
    """Whether an element holds links to articles and little else."""
    if node.tag in _TITLES and node.find(".//a") is None:
        return False
    words = words_of(node)
    links = _find_leading(node)
    linked = sum(len(words_of(link)) for link in links)
    titles = sum(1 for link in links if len(words_of(link)) >= 8)
    if not titles:
        return False
    if linked >= (0.8 if strict else 0.6) * len(words):
        return True
    return node.tag != "p" and not strict and _is_link_list(node)


def _is_link_list(node: Node, head: Node | None = None) -> bool:
    """Whether every part of an element is a card: a link with a title and a few words about it."""
    while len(node) == 1 and node.tag != "a" and not (node.text or "").strip():
        node = node[0]
    parts = [part for part in node if part is not head and words_of(part)]
    if not parts or (node.text or "").strip():
        return _is_card(node) if head is None else False
    return all(_is_card(part) for part in parts) and any(len(words_of(link)) >= 8 for link in node.iter("a"))


def _is_card(node: Node) -> bool:
    words = words_of(node)
    links = _find_leading(node)
    if not any(_stands_alone(link, node) for link in links):
        return False
    return len(words) <= _CARD * max(1, min(len(links), 12))


def _find_leading(node: Node) -> list[Node]:
    """The links of an element that lead to another page: tabs and buttons are links to `#`."""
    return [link for link in node.iter("a") if not (link.get("href") or "#").startswith(("#", "javascript:"))]


def _stands_alone(link: Node, card: Node) -> bool:
    """Whether a link fills a line of its own, alone or with others, as titles do, and is not a word in a sentence."""
    for outer in (link, *link.iterancestors()):
        if outer is card or outer.tag in BLOCKS:
            words, linked = words_of(outer), sum(len(words_of(other)) for other in outer.iter("a"))
            opens = len(words) <= _SHORT_CARD and words.startswith(words_of(link))
            return opens or len(words) <= 2 * linked + _BESIDE_TITLE
    return False


def _links(node: Node, base: str, *, is_line: bool) -> Iterator[Related]:
    links = list(node.iter("a"))
    is_line = is_line and len(links) == 1
    for link in links:
        href = (link.get("href") or "").strip()
        url = resolve(base, href) if href and not href.startswith("#") else ""
        if not is_web(url) or _SKIPPED_LINK.search(url) or not host_to_show(url):
            continue
        title = title_of(link, is_line=is_line)
        wide = not title.isascii() and any(ord(c) > 0x2E80 for c in title)
        if len(words_of(link) or title) >= (4 if wide else 8) and title and not phrases.is_heading(title):
            yield Related(safe_text(title), url)
