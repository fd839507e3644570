"""Drops what on a page is certainly not the article, before passages are chosen."""

import re

from tuinews.article.build.tables import holds_data
from tuinews.article.dom import Node, body_of, drop, elements, names_of, style_of, texts_of

_NEVER = (
    "nav", "svg", "canvas", "button", "select", "textarea", "dialog", "menu", "noindex",
    "input", "frame", "frameset", "link", "meta", "datalist", "progress", "meter", "map",
)  # fmt: skip
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
_KEPT = re.compile(
    r"\b(?:article-?body|articlebody|entry-?content|post-?content|article-?content|story-?body|main-?content|"
    r"content-?body|hentry)\b"
)
_MOST = 0.4
"""Share of the page's text: what has more is not dropped for its name alone."""

_MENU = 0.7
"""Share of a table's text: what has more in links is a menu."""

_SLIDE = re.compile(r"\d{1,3}\s*(?:/|of|von|de|di|sur)\s*\d{1,3}\b")
_FEWEST_SLIDES, _TEXT = 4, 500
"""How many slides make a gallery, and how many characters a page has when galleries and comments are not all of it."""

_PAGE_PARTS = frozenset(("html", "body", "main", "article"))
_ROLES = frozenset(
    (
        "navigation",
        "search",
        "complementary",
        "contentinfo",
        "banner",
        "dialog",
        "alertdialog",
        "menu",
        "menubar",
        "toolbar",
    )
)


def drop_scripts(root: Node) -> None:
    """Drop elements whose words nobody sees, such as scripts; formulas stay."""
    for node in elements(body_of(root), "script", "style", "template"):
        if not (node.get("type") or "").startswith("math/tex"):
            drop(node)


def clean_page(root: Node) -> None:
    """Take navigation, share bars, comments and the like out of a page."""
    body = body_of(root)
    for node in elements(body, *_NEVER):
        if not (node.tag in {"nav", "menu", "dialog"} and _holds_article(node)):
            drop(node)
    whole = _length(body)
    for node in list(body.iter()):
        if node.tag in _PAGE_PARTS or not _is_unwanted(node):
            continue
        length = _length(node)
        voices = whole - length >= _TEXT and _COMMENTS.search(names_of(node)) is not None
        if (length < _MOST * whole or voices) and not _holds_article(node):
            drop(node)
        elif length >= _MOST * whole and _is_hidden(node):
            # what holds the text shows it, once a script has run
            for name in {"hidden", "style"} & set(node.attrib):
                del node.attrib[name]
    _drop_slides(body)


def _drop_slides(body: Node) -> None:
    """Take out the slides of galleries inside a text, which count themselves: `3/50 A bridge`."""
    slides: dict[Node, list[Node]] = {}
    for node in elements(body, "li", "div", "figure", "section", "article"):
        parent = node.getparent()
        if parent is not None and _SLIDE.match(_first_words(node)):
            slides.setdefault(parent, []).append(node)
    for nodes in slides.values():
        if len(nodes) >= _FEWEST_SLIDES and _length(body) - sum(map(_length, nodes)) >= _TEXT:
            for node in nodes:
                drop(node)


def _first_words(node: Node) -> str:
    return next((text.strip() for text in texts_of(node) if text.strip()), "")[:20]


def _holds_article(node: Node) -> bool:
    """Whether the headline or the text is inside after all: tags are left open and names mislead."""
    return any(inner.tag == "h1" or _KEPT.search(names_of(inner)) for inner in node.iterdescendants())


def _is_unwanted(node: Node) -> bool:
    tag = node.tag
    if tag in {"footer", "aside"}:
        return _is_outside(node, tag)
    if node.get("role") in _ROLES or node.get("aria-modal") == "true":
        return True
    if _is_hidden(node):
        return True
    names = names_of(node)
    if len(names) <= 2 or _UNWANTED.search(names) is None or _KEPT.search(names) is not None:
        return False
    return tag != "table" or not holds_data(node) or _is_linked(node)


def _is_linked(node: Node) -> bool:
    """Whether an element says little but what its links say, as menus do."""
    return sum(_length(link) for link in node.iter("a")) >= _MENU * _length(node)


def _is_hidden(node: Node) -> bool:
    style = style_of(node)
    return node.get("hidden") is not None or "display:none" in style or "visibility:hidden" in style


def _is_outside(node: Node, tag: str) -> bool:
    """Whether a `footer` or `aside` belongs to the page and not to a quote or the text."""
    if tag == "aside":
        return (
            "footnote" not in names_of(node) and node.get("role") not in {"doc-footnote", "note"} and not _is_pull(node)
        )
    return next((False for parent in node.iterancestors("blockquote", "figure")), True)


def _is_pull(node: Node) -> bool:
    """Whether an `aside` stands between the paragraphs of a text."""
    parent = node.getparent()
    return parent is not None and sum(1 for child in parent if child.tag == "p") >= 3


def _length(node: Node) -> int:
    return sum(len(text.strip()) for text in texts_of(node))
