"""What the extractor is spared: a second run that could change nothing, and the colours of code."""

from itertools import combinations, product

from tuinews.article.dom import parse_html, text_of
from tuinews.article.page.article_body import is_settled, limit_to_sure, strip_colours
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


def test_coloured_code_is_one_text_and_is_still_told_from_a_quote() -> None:
    coloured = "".join(
        f'<span class="{{0}}">let</span> <b>x{n}</b> = <span class="{{0}}">{n}</span>;\n' for n in range(50)
    )
    cases = {"k": 0, "hljs-keyword": 1}
    for name, left in cases.items():
        code = next(parse_html(f"<pre>{coloured.format(name)}</pre> behind").iter("pre"))
        text = text_of(code)
        strip_colours(code)
        assert text_of(code) == text
        assert code.tail == " behind"
        assert [span.get("class") for span in code.iter("span")] == [name] * left
        assert sum(1 for _ in code.iter("b")) == 50
    whole = next(parse_html(f"<pre><span class=all>{coloured.format('k')}</span></pre>").iter("pre"))
    strip_colours(whole)
    assert [(span.get("class"), span.getparent() is whole) for span in whole.iter("span")] == [("all", True)]
