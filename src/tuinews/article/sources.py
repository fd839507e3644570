# ruff: noqa: RUF001  the signs of many scripts are the very matter here
"""Lists of sources that close a text: an extractor takes them for menus, but they belong to the article."""

import re

from tuinews.article.dom import Node
from tuinews.article.leftovers import HEADINGS
from tuinews.article.units import Unit

_LISTS = frozenset(("ul", "ol", "dl"))
_SOURCES = re.compile(
    r"(?:sources?|references?|links?|sources (?:and|&) links|external links|bibliography|footnotes|notes|citations|"
    r"notes and references|works cited|resources|literature|"
    r"quellen?|quellenangaben|quellenverzeichnis|einzelnachweise|weblinks|literatur|fußnoten|anmerkungen|belege|"
    r"références|liens externes|liens|bibliographie|notes et références|"
    r"fuentes|referencias|enlaces externos|enlaces|bibliografía|fontes|referências|ligações externas|"
    r"fonti|riferimenti|collegamenti esterni|bibliografia|note|bronnen|referenties|externe links|"
    r"källor|referenser|kilder|lähteet|źródła|przypisy|bibliografia|zdroje|források|kaynaklar|kaynakça|surse|"
    r"источники|ссылки|примечания|литература|джерела|посилання|примітки|πηγές|"
    r"المصادر|المراجع|מקורות|منابع|संदर्भ|参考文献|脚注|出典|関連資料|参考资料|參考資料|"
    r"参考|注释|참고 문헌|참고문헌|각주|출처)",
    re.IGNORECASE,
)


def closing_sources(after: list[Unit], parents: set[Node | None]) -> set[Node]:
    """Of the units after a text those of lists of sources, with the headings right before these, beside its prose."""
    found: set[Node] = set()
    heading: Node | None = None
    sources: Node | None = None
    for unit in after:
        node = unit.node
        if node.tag in HEADINGS and node.getparent() in parents and _SOURCES.fullmatch(unit.words.strip(" :：")):
            heading, sources = node, node.getnext()
        elif heading is not None and sources is not None and sources.tag in _LISTS and _is_in(node, sources):
            found |= {heading, node}
    return found


def _is_in(node: Node, outer: Node) -> bool:
    return node is outer or any(parent is outer for parent in node.iterancestors())
