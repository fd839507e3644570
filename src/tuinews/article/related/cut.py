"""Cuts links to other articles out of a tree: those that are announced, and those whose shape tells them."""

from collections.abc import Callable, Iterable

from tuinews.article.dom import Node
from tuinews.article.related.announced import cut_announced
from tuinews.article.related.groups import LinkGroup, find_groups
from tuinews.article.related.survey import Survey
from tuinews.article.related.titles import title_of
from tuinews.model.entry import Related
from tuinews.model.text import safe_text
from tuinews.model.url import canonical_url, host_to_show, is_web, resolve

LIMIT = 40
"""Most related links of an article."""


def cut_related(root: Node, base: str, note: Callable[[Node], None] = lambda _node: None) -> tuple[Related, ...]:
    """Cut links to other articles out of the tree and return them, each address once, in reading order.

    Announced ones, those between paragraphs and those in elements with the name of related links count first; where
    there are none, what is offered to every reader; where that is not there either, the first group after the text.
    `note` is told of every element that goes.
    """
    found: dict[str, Related] = {}
    offered: dict[str, Related] = {}
    after: dict[str, Related] = {}
    own, survey = canonical_url(base), Survey(root)
    for block in cut_announced(survey, base, note):
        _add(offered if block.is_promotion else found, block.links, own)
    for group in find_groups(survey, base):
        if not group.is_of_site:
            if group.is_between or group.is_named:
                _add(found, _links(group, base), own)
            elif not after:
                _add(after, _links(group, base), own)
        for node in group.nodes:
            note(node)
            survey.drop(node)
    return tuple((found or offered or after).values())[:LIMIT]


def _add(kept: dict[str, Related], links: Iterable[Related], own: str) -> None:
    for link in links:
        if (key := canonical_url(link.url)) != own:
            kept.setdefault(key, link)


def _links(group: LinkGroup, base: str) -> Iterable[Related]:
    for link in group.links:
        url = resolve(base, (link.get("href") or "").strip())
        if is_web(url) and host_to_show(url):
            yield Related(safe_text(title_of(link)), url)
