"""Weighs what the class and the id of an element say against what is inside: a name is evidence, not a verdict."""

import re
from functools import lru_cache
from itertools import islice

from tuinews.article.dom import TEXT_NAME, Node, elements, lines_of, names_of, words_of

_UNWANTED = re.compile(
    r"(?<!has-)(?<!with-)(?<!no-)(?<!has_)(?<!with_)(?:^|(?<=[\s_-]))(?:"
    r"breadcrumbs?|share|shares|sharing|sharebar|share-?(?:bar|buttons?|links?|tools|box)|social|socials|"
    r"social-?(?:bar|links?|media|"
    r"icons?|share|sharing|buttons?)|sharedaddy|addtoany|addthis|newsletter|newsletters|newsletter-?(?:box|form|"
    r"signup|cta)|"
    r"subscribe|subscription|paywall-?(?:overlay|modal)|cookies?|cookie-?(?:banner|bar|box|message|msg|notice|consent|law)|consent|privacy-?(?:banner|notice)|qr-?code|"
    r"search-?(?:form|box|bar)|"
    r"gdpr|cmp-?(?:banner|box|popup|notice)|cmpbox|"
    r"comments?|comment-?(?:list|form|area|section|wrap\w*)|respond|commentlist|disqus|disqus_thread|fb-comments|"
    r"livefyre|kommentare?|kommentarer|comentarios|comentários|commentaires|commenti|reacties|komentarze|saboxplugin-\w+|"
    r"sidebar|site-?footer|site-?header|page-?footer|colophon|masthead|navbar|navigation|nav|topbar|menu|mainmenu|"
    r"pagination|pager|post-?nav(?:igation)?|nav-?links|nextprev|prev-?next|"
    r"advert|adverts|advertisement|advertising|ads|ad|adsbygoogle|ad-?(?:slot|passage|container|wrapper|banner|box|"
    r"label)|sponsor|sponsored|promo|"
    r"outbrain|taboola|popup|pop-?up|modal|overlay|lightbox-?(?:overlay)?|toolbar|skip-?link|skiplinks|"
    r"screen-?reader(?:-?text)?|visually-?hidden|sr-only|print-?only|noprint|no-print|hidden-print|"
    r"author-?(?:bio|box|info|card)|about-?(?:the-?)?author|byline-?bio|rating|ratings|vote|poll|(?<![_-])print|"
    r"most-?(?:read|popular|viewed)|trending|popular-?(?:posts|articles)|latest-?(?:news|posts|articles)|"
    r"recent-?(?:posts|articles)|tag-?cloud|(?<!elementor-)widget|"
    r"mw-editsection|edit-?link|navbox|catlinks|printfooter|reflist-talk|metadata-?mbox|ambox|hatnote"
    r")(?=$|[\s_])",
)
_COMMENTS = re.compile(
    r"(?:^|[\s_-])(?:comments|commentlist|comment-?(?:list|area|section)|disqus_thread|kommentare|comentarios|"
    r"comentários|commentaires|commenti|reacties|komentarze)(?=$|[\s_])"
)
_FIRM_NAME = re.compile(
    r"comment|respond|disqus|livefyre|kommenta|comenta|commenti|reacties|komentarze|newsletter|subscri|paywall|cookie|"
    r"consent|gdpr|cmp|privacy|advert|\bads?\b|sponsor|promo|outbrain|taboola|sidebar|footer|colophon|author|byline|sabox|"
    r"popular|viewed|latest|recent|trending|most-?read|tag-?cloud|hatnote|ambox|navbox|catlinks|hidden|print|related|stories|"
    r"more-on|next-|qr-?code|search|share-?(?:bar|button|link|tool|box)|breadcrumb|pagination"
)
"""Names of furniture that is prose itself: only prose on both sides outweighs them."""

_UNSEEN = re.compile(
    r"(?:^|\s)(?:visually-?hidden|a11y-?only|sr-?only|screen-?reader(?:-?text)?|print-?only|"
    r"(?:(?:is|u|js|w|has)-)?hidden|d-none|display-none|invisible)(?=$|\s)"
)
_SEEN_WIDE = re.compile(
    r"(?:^|\s)(?:(?:sm|md|lg|xl|xxl|2xl):|d-(?:sm|md|lg|xl|xxl)-)(?:inline-)?(?:block|flex|grid|inline|table)"
)
"""A class by which an element is shown after all, on screens that are wide enough."""

_SUSPECT = re.compile(
    r"shar|social|viral|newsletter|syndication|cookie|tags|banner|bread-?crumb|button|author|footer|nav|menu|related|"
    r"premium|\bad-|-ad-|bar\b|widget|byline|embed|consent|modal|permission|next-|-stories|popular|more-on|meta|rating|"
    r"attachment|timestamp|slide|viewport|overlay|options|expand|message|comment|poll|popup|print|teaser|bottom|link"
)
"""Names at which the extractor takes fright."""

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BESIDE = re.compile(r"[\W_]+")
_PITCH = re.compile(
    r"newsletter|subscri(?:be|ption)|sign up|sign in|log in|follow us|like us on|cookies?\b|privacy settings|advertis|"
    r"download (?:the|our) app|all rights reserved|share this|abonnier|abonne[zr]|suscríb|inscreva-se|iscriviti|"
    r"anzeige|werbung|publicidad|подпис",
    re.IGNORECASE,
)
_PROSE, _MOST_PROSE, _CLIMB = 60, 0.6, 3
_BESIDE_AT_MOST = 100
"""How many elements on either side are looked at: a thousand comments beside one another must not take a square."""
_FRAMES = frozenset(("div", "section", "article", "main"))


def find_bad_name(node: Node) -> str:
    """The word in an element's names that says that it is furniture, or `""`; a heading's id is only its own words."""
    names = _names(node)
    return _find_bad_word(names) if len(names) > 2 else ""


@lru_cache(maxsize=512)
def _find_bad_word(names: str) -> str:
    """The word in some names that says that an element is furniture, or `""`: pages repeat their names."""
    if TEXT_NAME.search(names) is not None:
        return ""
    found = _UNWANTED.search(names)
    return "" if found is None else str(found.group())


def is_unseen(node: Node) -> bool:
    """Whether a class of an element, of those that many style sheets share, says that nobody sees it."""
    classes = (node.get("class") or "").lower()
    return _UNSEEN.search(classes) is not None and _SEEN_WIDE.search(classes) is None


def holds_comments(node: Node) -> bool:
    """Whether an element is called by the name of a place for comments."""
    return _COMMENTS.search(names_of(node)) is not None


def is_text_after_all(node: Node) -> bool:
    """Whether an element reads as text and stands where text is, whatever it is called."""
    if node.tag in _HEADINGS:
        return any(_sides(node)) and not _PITCH.search(words_of(node))
    if not _reads_as_text(node):
        return False
    before, after = _sides(node)
    return (before and after) if _FIRM_NAME.search(_names(node)) else (before or after)


def remove_names(root: Node) -> None:
    """Take names at which the extractor takes fright from elements that are text after all."""
    lengths: dict[Node, int] = {}
    for node in elements(root, "div", "section", "p", "span", *_HEADINGS):
        named = [name for name in ("id", "class") if _SUSPECT.search((node.get(name) or "").lower())]
        if named and (is_text_after_all(node) if node.tag != "span" else _is_within_a_line(node, lengths)):
            for name in named:
                del node.attrib[name]


def _is_within_a_line(node: Node, lengths: dict[Node, int]) -> bool:
    """Whether a `span` is some words of a longer line; `lengths` has the letters of the lines that were measured."""
    parent = node.getparent()
    if parent is None or parent.tag != "p":
        return False
    if parent not in lengths:
        lengths[parent] = len(words_of(parent))
    return lengths[parent] > len(words_of(node)) + _PROSE


def _names(node: Node) -> str:
    """The names of an element without an id that only repeats its heading, as generators of pages write them."""
    names = names_of(node)
    own_id = (node.get("id") or "").lower()
    if not own_id:
        return names
    heading = node if node.tag in _HEADINGS else _first_heading(node)
    is_words = heading is not None and (heading is node or _key(own_id) in _key(words_of(heading)))
    return f"{(node.get('class') or '').lower()}  {(node.get('role') or '').lower()}" if is_words else names


def _first_heading(node: Node) -> Node | None:
    """The heading that an element begins with."""
    return node[0] if len(node) and node[0].tag in _HEADINGS else None


def _key(text: str) -> str:
    return _BESIDE.sub("", text).lower()


def _reads_as_text(node: Node) -> bool:
    """Whether most of what is inside are lines of prose, and none asks people for something."""
    words = words_of(node)
    if len(words) < _PROSE or next(node.iter("form", "input", "textarea", "select"), None) is not None:
        return False
    lines = list(lines_of(node, lambda inner: inner.tag == "a"))
    whole = sum(len(line) for line in lines_of(node))
    prose = sum(len(line) for line in lines if len(line) >= _PROSE)
    return prose >= _MOST_PROSE * whole > 0 and (whole > 2_000 or not _PITCH.search(words))


def _sides(node: Node) -> tuple[bool, bool]:
    """Whether prose stands before and after an element, beside it or beside what holds it alone."""
    current = node
    for _ in range(_CLIMB):
        before = any(_is_prose(other) for other in islice(current.itersiblings(preceding=True), _BESIDE_AT_MOST))
        after = any(_is_prose(other) for other in islice(current.itersiblings(), _BESIDE_AT_MOST))
        parent = current.getparent()
        if before or after or parent is None or parent.tag not in _FRAMES:
            return before, after
        current = parent
    return False, False


def _is_prose(node: Node) -> bool:
    if node.tag in {"p", "blockquote"}:
        return (
            len(words_of(node)) >= _PROSE
            and sum(len(line) for line in lines_of(node, lambda inner: inner.tag == "a")) >= _PROSE
        )
    return node.tag in {"div", "section"} and not _UNWANTED.search(_names(node)) and _reads_as_text(node)
