"""What the extractor leaves out and is put back: rows of tables and lists, and lists of sources at the end."""

from tuinews.article.build.tables import holds_data
from tuinews.article.dom import Node
from tuinews.article.page.passages import Passage
from tuinews.article.page.stray_lines import HEADINGS
from tuinews.article.related.phrases import is_sources

_MOST, _LINKED = 0.5, 0.7
"""Share of a group's letters that must be judged the article's; share of links from which it is rather a menu."""

_LISTS = frozenset(("ul", "ol", "dl"))


def find_whole_groups(holder: Node, passages: list[Passage], chosen: set[Node]) -> set[Node]:
    """The chosen elements with the rest of lists that are mostly chosen, and of tables beside them that are in part."""
    groups: dict[Node, list[Passage]] = {
        node: []
        for node in holder.iterdescendants("ul", "ol", "dl", "table")
        if node.tag != "table" or holds_data(node)
    }
    for passage in passages if groups else ():
        for outer in (passage.node, *passage.node.iterancestors()):
            if outer is holder:
                break
            if outer in groups:
                groups[outer].append(passage)
    whole, parents = set(chosen), {node.getparent() for node in chosen}
    for group, members in groups.items():
        weight = max(1, sum(len(passage.key) for passage in members))
        share = sum(len(passage.key) for passage in members if passage.node in chosen) / weight
        linked = sum(passage.linked * len(passage.key) for passage in members) / weight
        beside = group.tag == "table" and share > 0 and group.getparent() in parents
        if (beside or share >= _MOST) and linked < _LINKED:
            whole |= {passage.node for passage in members}
    return whole


def find_closing_sources(after: list[Passage], parents: set[Node | None]) -> set[Node]:
    """The items of lists of sources after a text, and their headings; `parents` hold the text's own passages."""
    found: set[Node] = set()
    heading: Node | None = None
    sources: Node | None = None
    for passage in after:
        node = passage.node
        if node.tag in HEADINGS and node.getparent() in parents and is_sources(passage.words):
            heading, sources = node, node.getnext()
        elif heading is not None and sources is not None and sources.tag in _LISTS and _is_in(node, sources):
            found |= {heading, node}
    return found


def _is_in(node: Node, outer: Node) -> bool:
    return node is outer or any(parent is outer for parent in node.iterancestors())
