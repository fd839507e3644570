"""Reads the tags of a page from the first of many places that has any."""

import re

from tuinews.article.dom import Node, elements, names_of, words_of
from tuinews.article.page.structured_data import Object, strings
from tuinews.model.text import SafeText, fold, safe_text

LIMIT, LONGEST = 30, 60
"""Most tags of a page; most characters of a tag."""

_TAG_PATH = re.compile(
    r"(?:^|/)(?:tags?|topics?|thema|themen|schlagwort\w*|stichwort\w*|etiquetas?|temas?|sujet|theme|mots?(?:-?cles?)?|keywords?|k|"
    r"label|hashtag|tagged)[/=:-]|[?&]tag=",
    re.IGNORECASE,
)
_TAG_NAME = re.compile(
    r"(?:^|[\s_-])(?:tags?|taglist|tag-?list|tag-?links|post-?tags?|article-?tags?|entry-?tags?|topics?|keywords?|"
    r"schlagwort\w*|themen)(?=$|[\s_-])"
)
_CLOUD = re.compile(
    r"cloud|navigation|(?:^|[\s_-])(?:widget\w*|popular|trending|sidebar|menu|nav\w*|hot-?topics|share\w*|sharing|"
    r"social\w*)(?=$|[\s_-])"
)
_HEADING = re.compile(
    r"^(?:tags?|tagged(?: (?:with|as|in))?|topics?|filed under|keywords?|schlagw[oö]rter|schlagworte?|"
    r"stichw[oö]rter|themen|mots?[- ]cl[ée]s|"
    r"etiquetas|temas|tópicos|palabras clave|argomenti|labels?|теги|метки|теми|टैग्स|ट्याग|タグ|标签|標籤|태그|وسوم|"
    r"الكلمات المفتاحية|more in this topic)\s*[:\uff1a]\s*",
    re.IGNORECASE,
)
_JUNK = re.compile(
    r"^(?:tags?|topics?|themen|temas|more|mehr|home|news|all|uncategorized|allgemein|none|null|undefined|article|"
    r"featured|\d+|\W+|.{0,1})$",
    re.IGNORECASE,
)
_WHOLE_SITE = re.compile(
    r"(?:all|alle|alla|toda?s|tou(?:te)?s|tod[ao]s|tutti?|wszystkie|все|more|mehr|show|view|see)\b.{0,8}\b"
    r"(?:topics?|tags?|themen|thema|temas?|etiquetas|th[eè]mes?|sujets?|temi|argomenti|ämnen|emner|onderwerpen|темы)",
    re.IGNORECASE,
)
_MACHINE = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{12,}|(?:[\w-]+\.)+(?:com|org|net|info|de|fr|es|co\.\w\w)|"
    r"(?:day|time|wc|word ?count|page ?type|content ?type|type|subject|language|lang|section|category|nlp category|iab|"
    r"source|author|location|desk|channel|template|status|id)\s*[:=]\s*\S.*",
    re.IGNORECASE,
)
"""What a publisher's own software writes among the keywords: ids, domains, fields with their values."""

_COUNT = re.compile(r"\s*\(\d[\d.,]*(?:\s\w+)?\)\s*$")
_CLASS_TAG = re.compile(r"(?:^|\s)tag-([\w-]+)")
_EDGES = " \t#,;:•|/"
_PAGE_LISTS = frozenset(("nav", "header"))


def read_tags(root: Node, found: dict[str, list[str]], articles: list[Object], site: str) -> tuple[SafeText, ...]:
    """The tags of the page's article."""
    for candidates in (find(root) for find in _WAYS):
        if tags := _clean(candidates, site):
            return tags
    for candidates in (
        found.get("article:tag", []),
        [text for thing in articles for text in strings(thing.get("keywords"))],
        found.get("news_keywords", []),
        _class_tags(root),
        [text for name in ("parsely-tags", "sailthru.tags", "keywords") for text in found.get(name, [])],
    ):
        if tags := _clean([part for text in candidates for part in _split(text)], site):
            return tags
    return ()


def _clean(candidates: list[str], site: str) -> tuple[SafeText, ...]:
    tags: dict[str, SafeText] = {}
    for part in candidates:
        tag = safe_text(_COUNT.sub("", part).strip(_EDGES))
        if not tag or len(tag) > LONGEST or len(tag.split()) > 6 or fold(tag) == fold(site):
            continue
        if not (_JUNK.match(tag) or _WHOLE_SITE.fullmatch(tag) or _MACHINE.fullmatch(tag)):
            tags.setdefault(fold(tag), tag)
    return tuple(tags.values())[:LIMIT]


def _split(text: str) -> list[str]:
    return re.split(r"\s*[,;]\s*", text)


def _find_rel_tags(root: Node) -> list[str]:
    return [
        words_of(link)
        for link in elements(root, "a")
        if "tag" in (link.get("rel") or "").lower().split()
        and "category" not in (link.get("rel") or "").lower().split()
        and not _is_aside(link)
    ]


def _find_listed_tags(root: Node) -> list[str]:
    """Links in an element that is called tags, or that lead to a tag's page, outside of menus and clouds."""
    best: list[str] = []
    above = _above_headline(root)
    for node in elements(root, "div", "ul", "p", "section", "span", "footer", "ol", "dl", "aside"):
        if not _TAG_NAME.search(names_of(node)) or _CLOUD.search(names_of(node)) or node in above or _is_aside(node):
            continue
        links = elements(node, "a")
        if not links or len(links) > 40:
            continue
        texts = [words_of(link) for link in links]
        linked = sum(map(len, texts))
        leading = sum(1 for link in links if _TAG_PATH.search(link.get("href") or ""))
        if linked >= 0.6 * len(words_of(node)) and (
            leading >= len(links) / 2 or sum(map(len, texts)) / len(texts) < 25
        ):
            best = best or texts
    return best


def _find_announced_tags(root: Node) -> list[str]:
    """A line such as `Tags: one, two`."""
    for node in elements(root, "p", "div", "span", "li", "footer", "h4", "h5", "h6"):
        head = node.text or (node[0].text if len(node) else "") or ""
        if len(head) > 60 or not _HEADING.match(f"{head.strip()}:"):
            continue
        words = words_of(node)
        match = _HEADING.match(words)
        if match is None or len(words) > 400:
            continue
        links = [words_of(link) for link in node.iter("a")]
        return links or _split(words[match.end() :])
    return []


def _find_leading_tags(root: Node) -> list[str]:
    """Links side by side that lead to pages of tags, whatever their element is called."""
    groups: dict[Node, list[str]] = {}
    above = _above_headline(root)
    for link in elements(root, "a"):
        if _TAG_PATH.search(link.get("href") or "") and link not in above and not _is_aside(link):
            parent = link.getparent()
            outer = parent.getparent() if parent is not None and len(parent) == 1 else parent
            text = words_of(link)
            if outer is not None and text and len(words_of(outer)) < 40 * max(1, len(outer)):
                groups.setdefault(outer, []).append(text)
    # one such link among others that lead elsewhere is a part of a menu
    return next((texts for outer, texts in groups.items() if 2 * len(texts) >= sum(1 for _ in outer.iter("a"))), [])


def _above_headline(root: Node) -> set[Node]:
    """The elements that end before the headline begins, outside of what holds the article: bars of the day's topics."""
    headline = next(root.iter("h1"), None)
    if headline is None:
        return set()
    outer = {headline, *headline.iterancestors()}
    inside = {node for node in outer if node.tag in {"main", "article"}}
    above: set[Node] = set()
    for node in outer:
        if not inside.intersection(node.iterancestors()):
            above.update(inner for before in node.itersiblings(preceding=True) for inner in before.iter())
    return above


def _class_tags(root: Node) -> list[str]:
    """Tags in the class names that blog software gives to an article."""
    for node in elements(root, "article", "div"):
        if found := _CLASS_TAG.findall(node.get("class") or ""):
            return [name.replace("-", " ") for name in found]
    return []


def _is_aside(node: Node) -> bool:
    """Whether an element belongs to a menu or a cloud of all tags of the site."""
    for ancestor in node.iterancestors():
        if ancestor.tag in _PAGE_LISTS or (
            ancestor.tag not in {"body", "html"} and _CLOUD.search(ancestor.get("class") or "")
        ):
            return True
    return False


_WAYS = (_find_rel_tags, _find_listed_tags, _find_announced_tags, _find_leading_tags)
"""How tags are looked for, the surest way first."""
