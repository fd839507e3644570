"""When the extractor need not be asked a second time, because its strict mode could not change what it took."""

from itertools import combinations, product

from tuinews.article.dom import parse_html, text_of
from tuinews.article.page.article_body import is_settled, limit_to_sure
from tuinews.article.page.passages import Passage, passages_of

_LONG = "The ferry to the outer island left at nine and came back with forty crates of smoked herring. "
_KINDS = (
    "<p>Short line {0} of the page</p>",
    f"<p>{_LONG}{{0}}</p>",
    "<ul><li>Item {0} of a list</li></ul>",
    f"<div><p>{_LONG}{_LONG}{{0}}</p></div>",
    f"<div><p><a href='/{{0}}'>{_LONG}{{0}}</a></p></div>",
)


def _passages(*parts: str) -> list[Passage]:
    return passages_of(parse_html("".join(part.format(index) for index, part in enumerate(parts))))


def test_what_is_settled_stays_whichever_part_is_sure() -> None:
    settled = 0
    for parts in product(_KINDS, repeat=4):
        passages = _passages(*parts)
        if is_settled(passages):
            settled += 1
            subsets = (list(part) for count in range(5) for part in combinations(passages, count))
            assert all(limit_to_sure(passages, passages, sure) == passages for sure in subsets), parts
    # some are, some are not: paragraphs side by side always, a list at the end never
    assert 0 < settled < len(_KINDS) ** 4
    assert is_settled(_passages(*[_KINDS[1]] * 4))
    assert not is_settled(_passages(*[_KINDS[1]] * 4, _KINDS[2]))
    assert is_settled([])


def test_what_follows_the_sure_part_goes_and_a_summary_before_it_stays() -> None:
    passages = _passages(_KINDS[3], _KINDS[1], _KINDS[1], _KINDS[1], _KINDS[1], _KINDS[2])
    assert limit_to_sure(passages, passages, passages[1:5]) == passages[:5]
    assert limit_to_sure(passages, passages, passages[1:2]) == passages


def test_the_text_of_an_element_is_all_text_inside_and_none_behind() -> None:
    root = parse_html("<div>a<p> b&nbsp;<b>c&amp;d</b> \u00fc\U0001f600</p>e<br>f<script>x&lt;y</script></div>tail")
    for node in root.iter():
        assert text_of(node) == "".join(map(str, node.itertext()))
