# ruff: noqa: RUF001  the signs of many scripts are the very matter here
"""Finds links to articles of the same site by their shape, whatever is written over them.

A line is such a link when nearly all of its words are the link, when it reads as a title and leads to the same site.
What holds such lines and little else is a group. Between the paragraphs of a text, a group belongs to the article.
After the last one it does where it is near, and neither named nor placed as what the site shows beside every article.
"""

import re
from collections import defaultdict
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

from tuinews.article.dom import Node, text_of, words_of
from tuinews.article.related.phrases import is_sources
from tuinews.article.related.site_lists import is_of_site_by_heading, is_of_site_by_name, is_related_by_name
from tuinews.article.related.survey import Survey, holder_of
from tuinews.article.related.titles import is_title, title_of
from tuinews.model.url import canonical_url

_NO_ARTICLE = re.compile(
    r"(?:/(?:tags?|author|authors|autor\w*|category|categories|topics?|thema|themen|rubrik|search|login|log-in|signin|"
    r"subscribe|subscription\w*|newsletters?|abo|abos|account|register|signup|users?|profil\w*|privacy|contact|"
    r"about|imprint|"
    r"impressum|terms|donate|shop|cart)(?:[/?.]|$)|#comments?\b|#respond\b|sharer|/intent/|/share\b|share\.php|"
    r"[?&](?:text|url|u)=http|\.(?:jpe?g|png|gif|webp|svg|mp4|mp3|pdf|zip)(?:$|\?))",
    re.IGNORECASE,
)
_TWO_PARTS = re.compile(r"\.(?:co|com|org|net|gov|gob|gen|ac|or|ne|go|edu)\.[a-z]{2}$")
_PAGES = frozenset(("body", "html", "main"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LINES = frozenset(("p", *_HEADINGS))
_LISTS = frozenset(("ul", "ol"))
_PARTS = frozenset(("li", "td", "th", "tr", "tbody", "dd", "dt", "figcaption"))
"""Parts of lists, tables and figures: where not all of those is links, no part is a group."""


_LEAST_TEXT = 200
"""Characters of prose: by less no text is recognized, and none of its links is beside it."""

_MOST_LINKS = 0.6
"""Share of the prose: where more is in groups between paragraphs, they are what the text is about."""

_HEADING, _SUMMARY, _BESIDE = 60, 170, 30
"""Characters that may be said besides the titles: over a group, with each link, and in a line of its own."""

_PARAGRAPH = 0.35
"""Share of a paragraph or line that may be no link."""

_SEVERAL, _MOST_AFTER = 2, 12
"""Links of a group after the text: with fewer it is a button or a section, with more a list of the site's."""

_SHORTEST, _SHORTEST_WIDE, _LONGEST = 14, 8, 600
"""Characters of a link that may be a title, or a card with a title, spaces not counted."""

_LEVELS = 3
"""Elements between what holds the text and what holds the group after it as well."""

_CARD = 420
"""Characters of a card besides its title: what is longer is a section of the text under a linked heading."""


class LinkGroup(NamedTuple):
    """Links to other articles."""

    nodes: list[Node]
    """The elements that say nothing else, with their heading."""
    links: list[Node]
    """The links with titles, one for each address."""
    is_between: bool
    """Whether it stands between paragraphs of the text, and not after it."""
    is_of_site: bool
    """Whether the site shows it to everybody."""
    is_named: bool
    """Whether it is called by the name of related links."""


def find_groups(survey: Survey, base: str) -> list[LinkGroup]:
    """The groups of a tree in reading order; none where it has too little prose to tell what is beside it."""
    finder = _Finder(survey, base)
    return finder.find() if finder.links else []


class _Finder:
    """What is known of a tree while its groups are looked for."""

    def __init__(self, survey: Survey, base: str) -> None:
        self.site, self.own = _site(urlsplit(base).hostname or ""), canonical_url(base)
        self.survey = survey
        self.links: dict[Node, str] = {}
        """The links that stand alone and read as titles, with what tells their addresses apart."""
        prose = survey.find_prose()
        start = min((survey.order[line] for line in prose), default=len(survey.order))
        candidates = {
            link: key
            for link in survey.links
            if survey.order[link] > start
            if (key := self._key(link)) and survey.is_held(link)
        }
        prose = [line for line in prose if not self._is_summary(line, candidates)]
        self.holder = holder_of(self.survey, prose)
        self.prose = [] if self.holder is None else self._sort(prose, self.holder)
        self.spine = {outer for line in self.prose for outer in (line, *line.iterancestors())}
        """The elements that hold prose of the text."""
        if sum(self.survey.plain[line] for line in self.prose) >= _LEAST_TEXT:
            first = self.survey.order[self.prose[0]]
            self.links = {link: key for link, key in candidates.items() if self.survey.order[link] > first}

    def _sort(self, prose: list[Node], holder: Node) -> list[Node]:
        return sorted(
            (line for line in prose if self.survey.is_inside(line, holder)), key=self.survey.order.__getitem__
        )

    def _key(self, link: Node) -> str:
        """What tells the address of a link apart; `""` for one that is no title or leads to no article of the site."""
        length = self.survey.total[link]
        if (
            not (_SHORTEST if text_of(link).isascii() else _SHORTEST_WIDE) <= length <= _LONGEST
            or self.survey.plain[self.survey.lines[link]] > _BESIDE + _PARAGRAPH * length
        ):
            return ""
        href = (link.get("href") or "").strip()
        if href.startswith(("#", "javascript:", "mailto:", "tel:")) or _NO_ARTICLE.search(href):
            return ""
        try:
            parts = urlsplit(href)
        except ValueError:
            return ""
        if not self._is_of_site(parts) or not is_title(title_of(link)):
            return ""
        return f"{parts.path.rstrip('/')}?{parts.query}"

    def _is_of_site(self, parts: SplitResult) -> bool:
        if parts.scheme not in {"", "http", "https"} or not (parts.path.strip("/") or parts.query):
            return False
        return not parts.hostname or _site(parts.hostname) == self.site

    def _is_summary(self, line: Node, candidates: dict[Node, str]) -> bool:
        """Whether a paragraph only says what the article is about whose linked title stands before it, as cards do."""
        card = line.getparent()
        if card is None or card.tag in _PAGES or self.survey.total[card] > _CARD + self.survey.plain[line]:
            return False
        before = [
            link for link in card.iter("a") if link in candidates and self.survey.order[link] < self.survey.order[line]
        ]
        paragraphs = sum(1 for other in card.iter(line.tag) if self.survey.plain[other] >= _BESIDE)
        return len({candidates[link] for link in before}) == 1 and paragraphs == 1

    def find(self) -> list[LinkGroup]:
        """The groups of the tree in reading order."""
        titles: defaultdict[Node, dict[str, Node]] = defaultdict(dict)
        linked: defaultdict[Node, int] = defaultdict(int)
        for link, key in self.links.items():
            for outer in (link, *link.iterancestors()):
                titles[outer].setdefault(key, link)
                linked[outer] += self.survey.total[link]
        found: dict[Node, list[Node]] = {}
        groups = {node for node in titles if self._is_group(node, len(titles[node]), linked[node])}
        for link in self.links:
            node = link
            for outer in link.iterancestors():
                if outer not in groups:
                    break
                node = outer
            is_whole = node.tag not in _PARTS and (node is not link or _is_block(link))
            if is_whole and node in groups:
                found.setdefault(node, list(titles[node].values()))
        return self._judge(self._join(found))

    def _is_group(self, node: Node, titles: int, linked: int) -> bool:
        """Whether an element says little but the titles of articles."""
        if node in self.spine or node.tag in _PAGES:
            return False
        beside = self.survey.total[node] - linked
        if node.tag in _LISTS and sum(1 for item in node if self.survey.total[item]) > titles + 1:
            return False
        if node.tag == "p" or node.tag in _HEADINGS:
            return beside <= _BESIDE and beside <= _PARAGRAPH * self.survey.total[node] and not _is_sentence(node)
        return beside <= _HEADING + _SUMMARY * titles

    def _join(self, found: dict[Node, list[Node]]) -> list[tuple[list[Node], list[Node]]]:
        """Elements that follow each other as one group each, with the heading before it."""
        joined: list[tuple[list[Node], list[Node]]] = []
        for node, links in found.items():
            if joined and _previous(node) is joined[-1][0][-1] and _is_alike(node, joined[-1][0][-1]):
                joined[-1][0].append(node)
                joined[-1][1].extend(links)
            else:
                joined.append(([node], list(links)))
        for nodes, _ in joined:
            heading = _previous(nodes[0])
            if heading is not None and self._is_heading(heading, nodes):
                nodes.insert(0, heading)
        return joined

    def _is_heading(self, node: Node, group: list[Node]) -> bool:
        """Whether an element is the heading of the group after it, and not of the paragraphs after that."""
        words = words_of(node)
        if not words or len(words) > 90 or node in self.spine or next(node.iter("a"), None) is not None:
            return False
        bold = next(node.iter("strong", "b", "em"), None)
        is_bold = bold is not None and words_of(bold) == words
        if not (node.tag in _HEADINGS or is_bold or words.endswith((":", "：", "»", "→", "▼", "↓"))):
            return False
        after = _next(group[-1])
        if after is None or after not in self.spine:
            return True
        return self._is_only_one(node) and (group[0].tag not in _LINES or not node.tag.startswith("h"))

    def _is_only_one(self, node: Node) -> bool:
        """Whether no other element beside it is of the same tag and length: headings of a text are several."""
        beside = [other for other in node.itersiblings(node.tag) if other not in self.spine]
        beside += [other for other in node.itersiblings(node.tag, preceding=True) if other not in self.spine]
        return not any(self.survey.total[other] for other in beside) or node.tag not in _HEADINGS

    def _judge(self, joined: list[tuple[list[Node], list[Node]]]) -> list[LinkGroup]:
        """The groups that are beside the text: those that its last sentence announces are part of it."""
        last = self.survey.order[self.prose[-1]]
        between = [group for group in joined if self.survey.order[group[0][0]] < last]
        weight = sum(self.survey.total[node] for nodes, _ in between for node in nodes)
        if weight > _MOST_LINKS * sum(self.survey.plain[line] for line in self.prose):
            return []
        judged = []
        for nodes, links in joined:
            is_between = self.survey.order[nodes[0]] < last
            if self._is_of_text(nodes) or (is_between and (self._is_section(nodes) or _is_caption(nodes[-1], links))):
                continue
            of_site = self._is_shown_everywhere(nodes, len(links), is_between=is_between)
            judged.append(LinkGroup(nodes, links, is_between, of_site, is_related_by_name(nodes[-1])))
        return judged

    def _is_of_text(self, nodes: list[Node]) -> bool:
        """Whether a group is part of the text: its sources, or what a paragraph that ends with a colon announces."""
        before = _previous(nodes[0])
        if is_sources(words_of(nodes[0])) or (before is not None and is_sources(words_of(before))):
            return True
        if before is None or before not in self.spine:
            return False
        return words_of(before).endswith((":", "：")) and self.survey.total[before] >= _HEADING

    def _is_section(self, nodes: list[Node]) -> bool:
        """Whether a linked heading stands among the paragraphs of the text, which then go on under it."""
        parent = nodes[0].getparent()
        return nodes[-1].tag in _HEADINGS and parent in self.spine

    def _is_shown_everywhere(self, nodes: list[Node], links: int, *, is_between: bool) -> bool:
        """Whether the site shows a group beside other articles, too: its heading, its name or its place says so."""
        group = nodes[-1]
        if self._heads_site_list(nodes):
            return True
        if is_between or is_related_by_name(group):
            return is_of_site_by_name(group)
        parent = group.getparent()
        if not _SEVERAL <= links <= _MOST_AFTER or (
            parent is not self.holder and parent is not None and parent.tag in _PAGES
        ):
            return True
        headings = [heading for node in nodes for heading in node.iter(*_HEADINGS) if not _holds_link(heading)]
        return len(headings) > 1 or not self._is_near(group)

    def _heads_site_list(self, nodes: list[Node]) -> bool:
        """Whether a heading says that the site shows the group to everybody."""
        for node in nodes:
            for heading in node.iter(*_HEADINGS, "strong", "b", "span", "div", "p", "header"):
                words = words_of(heading)
                if words and not _holds_link(heading):
                    return is_of_site_by_heading(words)
        return False

    def _is_near(self, node: Node) -> bool:
        """Whether a group after the text is the article's by its place: near, and in nothing that is the site's."""
        holder = self.holder
        for outer in (node, *node.iterancestors()):
            if outer in self.spine:
                return holder is not None and self._levels(holder, outer) <= _LEVELS
            if outer.tag in {"footer", "nav", "header"} or is_of_site_by_name(outer):
                return False
            if outer.tag == "aside" and not is_related_by_name(outer) and outer.getparent() not in self.spine:
                return False
        return False

    def _levels(self, holder: Node, outer: Node) -> int:
        """How many elements lie between the holder of the text and one that holds it."""
        if outer is not holder and self.survey.is_inside(outer, holder):
            return 0
        chain = [holder, *holder.iterancestors()]
        return chain.index(outer) if outer in chain else len(chain)


def _previous(node: Node) -> Node | None:
    """The element before, past empty ones; `None` where text stands between."""
    current = node.getprevious()
    while current is not None:
        if (current.tail or "").strip():
            return None
        if words_of(current):
            return current
        current = current.getprevious()
    return None


def _next(node: Node) -> Node | None:
    """The element after, past empty ones; `None` where there is none."""
    return next((other for other in node.itersiblings() if words_of(other)), None)


def _is_alike(node: Node, other: Node) -> bool:
    """Whether two elements are parts of one list: of the same tag and class, and without headings of their own."""
    has_heading = any(not _holds_link(heading) for heading in node.iterdescendants(*_HEADINGS))
    return node.tag == other.tag and node.get("class") == other.get("class") and not has_heading


def _holds_link(node: Node) -> bool:
    """Whether an element has words of a link, or is in one."""
    return next(node.iter("a"), None) is not None or next(node.iterancestors("a"), None) is not None


def _is_block(link: Node) -> bool:
    """Whether a link stands beside blocks and not in a line of text."""
    before = link.getprevious()
    beside = (link.tail or "") + ((before.tail or "") if before is not None else "")
    parent = link.getparent()
    is_line = parent is None or parent.tag in {"p", "span", "strong", "b", "em", "li"}
    return not is_line and not beside.strip()


def _is_caption(node: Node, links: list[Node]) -> bool:
    """Whether the link of an element is in the caption of a picture, and not a card whose picture leads to the same."""
    pictures = [image for image in node.iter("img", "video", "iframe") if next(image.iterancestors("a"), None) is None]
    if len(links) > 1 or not pictures:
        return False
    return any("caption" in f"{outer.tag} {outer.get('class') or ''}".lower() for outer in links[0].iterancestors())


def _is_sentence(node: Node) -> bool:
    """Whether a line ends as sentences do: titles do not."""
    words = words_of(node)
    return words.endswith((".", "。")) and not words.endswith(("..", "…"))


def _site(host: str) -> str:
    """The part of a host that names the site: its last two labels, or three of a country's second level."""
    labels = host.lower().split(".")
    return ".".join(labels[-3 if _TWO_PARTS.search(host.lower()) else -2 :])
