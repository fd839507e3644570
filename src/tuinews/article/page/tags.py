# ruff: noqa: RUF001  the signs of many scripts are the very matter here
"""Reads the tags of a page: links that it shows as such, and keywords for machines."""

import re
from collections.abc import Iterable, Iterator

from tuinews.article.dom import Node, elements, texts_of, words_of
from tuinews.article.page.structured_data import Object, items, strings
from tuinews.model.text import SafeText, fold, safe_text

LIMIT, LONGEST = 30, 60
"""Most tags of a page; most characters of a tag."""

MANY = 3
"""From so many links to tags on, the page's own choice counts."""

_TAG_PATH = re.compile(
    r"(?:^|/)(?:tags?|topics?|thema|themen|schlagwort\w*|stichwort\w*|etiquetas?|temas?|temat?[yi]?|t[eé]mata?|sujets?|"
    r"th[eè]mes?|dossiers?|mots?(?:-?cles?)?|keywords?|k|label|hashtag|tagged|tagi?|tagy|emner?|[aä]mnen?|"
    r"amne|onderwerp(?:en)?|"
    r"aihe(?:et)?|avainsana|konu(?:lar)?|etiket(?:ler)?|topik|argoment[oi]|temi|stitky?|cimke|eticheta?|"
    r"oznake?|subjects?)[/=:-]|"
    r"[?&]tag=",
    re.IGNORECASE,
)
_TAG_NAME = re.compile(
    r"(?:^|[\s_-])(?:tags?|taglist|tag-?list|tag-?links|post-?tags?|article-?tags?|entry-?tags?|topics?|keywords?|"
    r"schlagwort\w*|themen)(?=$|[\s_-])"
)
_CLOUD = re.compile(
    r"cloud|navigation|teaser|recommend|related-?(?:articles?|stories|news|posts?|content|links)|(?:^|[\s_-])(?:widget\w*|popular|trending|sidebar|menu|nav\w*|hot-?topics|share\w*|sharing|"
    r"social\w*)(?=$|[\s_-])"
)
_HEADING = re.compile(
    r"^(?:(?:related |article )?tags?|tagged(?: (?:with|as|in))?|(?:related |"
    r"more )?topics?(?: in this (?:article|story))?|filed under|"
    r"keywords?|schlagw[oö]rter|schlagworte?|stichw[oö]rter|themen|mots?[- ]cl[ée]s|sujets|thématiques|"
    r"etiquetas|etiquetado en|archivado en|temas(?: relacionados)?|tópicos|palabras clave|palavras-chave|"
    r"assuntos|argomenti|labels?|"
    r"emner|emneord|ämnen|nyckelord|onderwerpen|trefwoorden|avainsanat|aiheet|tagi|tematy|słowa kluczowe|"
    r"štítky|témata|klíčová slova|"
    r"címkék|etichete|etiketler|konular|topik|kata kunci|chủ đề|từ khóa|แท็ก|ετικέτες|теги|метки|"
    r"ключевые слова|мітки|теми|"
    r"תגיות|الوسوم|برچسب‌ها|टैग्स|ट्याग|ট্যাগ|タグ|キーワード|标签|標籤|关键词|태그|키워드|وسوم|"
    r"الكلمات المفتاحية|more in this topic)\s*[:\uff1a]\s*",
    re.IGNORECASE,
)
_JUNK = re.compile(
    r"^(?:tags?|topics?|themen|temas|more|mehr|home|news|all|none|null|undefined|article|"
    r"uncategori[sz]ed|allgemein|sin categoría|non classé|senza categoria|ohne kategorie|geen categorie|"
    r"без рубрики|未分类|"
    r"featured(?: post)?|slider|homepage|front-?page|no-?ads|paywall|post|default|\d+|\W+|[\x00-\u02ff]?)$",
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
    r"source|author|location|desk|channel|template|status|id|kw|asset|topic)\s*[:=]\s*\S.*|"
    r"(?-i:[a-z0-9]+(?:_[a-z0-9]+)+)|iab[\d-]+|[0-9a-f]{20,}|[\w-]+(?:/[\w-]+){2,}",
    re.IGNORECASE,
)
"""What a publisher's own software writes among the keywords: ids, domains, fields with their values."""

_COUNT = re.compile(r"\s*\(\d[\d.,]*(?:\s\w+)?\)\s*$")
_NUMBER = re.compile(r"\s*\(?\d[\d.,]*\)?\s*\Z")
_SEPARATOR = re.compile(r"\s*[,;|、，；،؛\n]\s*")
_METAS = ("news_keywords", "parsely-tags", "sailthru.tags", "cxenseparse:tags", "cxenseparse:recs:keywords",
"dc.subject",
          "dcterms.subject", "citation_keywords", "article:tags", "og:article:tag", "bt:keywords",
          "shareaholic:keywords")  # fmt: skip
_CLASS_TAG = re.compile(r"(?:^|\s)tag-([\w-]+)")
_EDGES = " \t#,;:•|/"
_LISTS = frozenset(("div", "ul", "p", "section", "span", "footer", "ol", "dl", "aside"))
_PAGE_LISTS = frozenset(("nav", "header"))


def read_tags(
    root: Node, named: list[tuple[Node, str]], found: dict[str, list[str]], articles: list[Object], site: str
) -> tuple[SafeText, ...]:
    """The tags of the page's article: those it shows, or the fuller ones for machines where it shows few of them.

    `named` are the elements with names.
    """
    shown = _choose_first((find(root, named) for find in _WAYS), site)
    if len(shown) >= MANY:
        told = _choose_first(_read_told(root, found, articles), site)
    else:
        told = _choose_first(
            (*_read_told(root, found, articles), _find_class_tags(root), _read_keywords(root, found, shown)), site
        )
    return told if _is_better(told, shown) else shown


def _is_better(told: tuple[SafeText, ...], shown: tuple[SafeText, ...]) -> bool:
    """Whether tags for machines are more than those shown, and go along with them where the page shows several."""
    if not shown or (len(shown) < MANY and len(told) > len(shown)):
        return True
    known = set(map(fold, told))
    return len(told) > len(shown) and all(fold(tag) in known for tag in shown)


def _read_told(root: Node, found: dict[str, list[str]], articles: list[Object]) -> Iterator[list[str]]:
    """The tags that an editor or a publisher's software wrote for machines, the likeliest to be whole first."""
    yield _split(found.get("article:tag", []))
    yield from (_split(strings(thing.get("keywords"))) for thing in articles)
    for name in _METAS:
        yield _split(found.get(name, []))
    yield _split(words_of(node) for node in items(root, "keywords") if node.tag != "meta")
    yield from ([*strings(thing.get("about")), *strings(thing.get("mentions"))] for thing in articles)


def _read_keywords(root: Node, found: dict[str, list[str]], shown: tuple[SafeText, ...]) -> list[str]:
    """The keywords for search engines; instead of what the page shows, only those that its text speaks of."""
    told = _split(found.get("keywords", []))
    if shown and told:
        words = fold(" ".join(words_of(node) for node in root.iter("p")))
        return told if 2 * sum(1 for tag in told if fold(tag) in words) >= len(told) else []
    return told


def _choose_first(places: Iterable[list[str]], site: str) -> tuple[SafeText, ...]:
    """The tags of the first place that has any."""
    return next((tags for texts in places if (tags := _clean(texts, site))), ())


def _clean(candidates: list[str], site: str) -> tuple[SafeText, ...]:
    tags: dict[str, SafeText] = {}
    for part in candidates:
        tag = safe_text(_COUNT.sub("", part).strip(_EDGES))
        if not tag or len(tag) > LONGEST or len(tag.split()) > 6 or fold(tag) == fold(site):
            continue
        if not (_JUNK.match(tag) or _WHOLE_SITE.fullmatch(tag) or _MACHINE.fullmatch(tag)):
            tags.setdefault(fold(tag), tag)
    return tuple(tags.values())[:LIMIT]


def _split(texts: Iterable[str]) -> list[str]:
    """The tags in texts that hold one or several each."""
    return [part for text in texts for part in _SEPARATOR.split(text)]


def _read_tag(link: Node) -> str:
    """The words of a link without the number of articles that stands in it."""
    parts = [part for part in texts_of(link) if part.strip()]
    kept = [part for part in parts if not _NUMBER.match(part)]
    return " ".join("".join(kept or parts).split())


def _find_rel_tags(root: Node, _named: list[tuple[Node, str]]) -> list[str]:
    return [
        _read_tag(link)
        for link in elements(root, "a")
        if (_is_rel_tag(link) or "p-category" in (link.get("class") or "").split()) and not _is_aside(link)
    ]


def _is_rel_tag(link: Node) -> bool:
    """Whether a link declares that it leads to a tag; blog software says so of categories, too."""
    relations = (link.get("rel") or "").lower().split()
    return "tag" in relations and "category" not in relations


def _find_listed_tags(root: Node, named: list[tuple[Node, str]]) -> list[str]:
    """Links in an element that is called tags, or that lead to a tag's page, outside of menus and clouds."""
    above: set[Node] | None = None
    for node, names in named:
        if node.tag not in _LISTS or not _TAG_NAME.search(names) or _CLOUD.search(names) or _is_aside(node):
            continue
        above = _above_headline(root) if above is None else above
        if node in above:
            continue
        links = elements(node, "a")
        if not links or len(links) > 40:
            continue
        texts = [_read_tag(link) for link in links]
        linked = sum(map(len, texts))
        leading = sum(1 for link in links if _TAG_PATH.search(link.get("href") or ""))
        if linked >= 0.6 * (len(words_of(node)) - _count_heading(node)) and (
            leading >= len(links) / 2 or sum(map(len, texts)) / len(texts) < 25
        ):
            return texts
    return []


def _count_heading(node: Node) -> int:
    """How many characters the headings over a list have."""
    return sum(len(words_of(heading)) for heading in node.iter("h2", "h3", "h4", "h5", "h6", "dt", "strong", "label"))


def _find_announced_tags(root: Node, _named: list[tuple[Node, str]]) -> list[str]:
    """A line such as `Tags: one, two`."""
    for node in elements(root, "p", "div", "span", "li", "footer", "h4", "h5", "h6"):
        head = node.text or (node[0].text if len(node) else "") or ""
        if len(head) > 60 or not _HEADING.match(f"{head.strip()}:"):
            continue
        words = words_of(node)
        match = _HEADING.match(words)
        if match is None or len(words) > 400:
            continue
        links = [_read_tag(link) for link in node.iter("a")]
        return links or _split([words[match.end() :]])
    return []


def _find_leading_tags(root: Node, _named: list[tuple[Node, str]]) -> list[str]:
    """Links side by side that lead to pages of tags, whatever their element is called."""
    groups: dict[Node, list[str]] = {}
    above = _above_headline(root)
    for link in elements(root, "a"):
        if _TAG_PATH.search(link.get("href") or "") and link not in above and not _is_aside(link):
            parent = link.getparent()
            outer = parent.getparent() if parent is not None and len(parent) == 1 else parent
            text = _read_tag(link)
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


def _find_class_tags(root: Node) -> list[str]:
    """Tags in the class names that blog software gives to an article."""
    for node in elements(root, "article", "div"):
        if found := _CLASS_TAG.findall(node.get("class") or ""):
            return [name.replace("-", " ") for name in found]
    return []


def _is_aside(node: Node) -> bool:
    """Whether an element belongs to a menu or a cloud of all tags of the site."""
    for ancestor in node.iterancestors():
        if ancestor.tag in _PAGE_LISTS:
            return True
        # a page's frame, which holds the headline, is often called after all that is in it
        if _CLOUD.search(ancestor.get("class") or "") and next(ancestor.iter("h1"), None) is None:
            return True
    return False


_WAYS = (_find_rel_tags, _find_listed_tags, _find_announced_tags, _find_leading_tags)
"""How tags are looked for, the surest way first."""
