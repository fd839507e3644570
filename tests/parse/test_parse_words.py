"""From fields to plain words."""

import pytest

from tuinews.model.codec.charset import decode
from tuinews.parse.field_text import (
    as_html,
    category,
    choose_fullest,
    first_words,
    people,
    plain_text,
    tags,
    with_breaks,
)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("plain", "plain"),
        ("AT&T and a&b=c", "AT&T and a&b=c"),
        ("<b>Bold</b> move", "Bold move"),
        ("One<br/>two<p>three</p>", "One two three "),
        ("&lt;b&gt;Bold&lt;/b&gt; move", "Bold move"),
        ("Fish &amp;amp; chips", "Fish & chips"),
        ("It&#8217;s &#146;here&#146;", "It’s ’here’"),
        ("List<String> and x < y > z", "List<String> and x < y > z"),
        ("1 <3 you", "1 <3 you"),
        ("<script>alert(1)</script>Hello", "Hello"),
        ('<a href="https://x.example/?a>b">link</a>', 'b">link'),
        ("&#xD800;&#99999999;&bogus;", "\ufffd&#99999999;&bogus;"),
    ],
)
def test_titles_become_plain(written: str, words: str) -> None:
    assert plain_text(written) == words


def test_text_constructs_keep_words_about_tags() -> None:
    assert plain_text("Use <b> sparingly", markup=False) == "Use <b> sparingly"
    assert plain_text("Use <b>bold</b>", markup=False) == "Use bold"


def test_first_words_stand_in_for_a_title() -> None:
    assert first_words("<p>Short &amp; sweet</p>") == "Short & sweet"
    assert first_words("<p>" + "word, " * 40 + "</p>") == "word, " * 11 + "word…"
    assert first_words("<img src=x>") == ""


def test_people() -> None:
    assert people(["ann@x.example (Ann Cliff)"]) == "Ann Cliff"
    assert people(["Ann Cliff <ann@x.example>"]) == "Ann Cliff"
    assert people(["Ann Cliff (ann@x.example)", "Ole (mailto:ole@x.example)"]) == "Ann Cliff, Ole"
    assert people(["ann@x.example"]) == "ann@x.example"
    assert people(["Ann", "ANN", "Ole &amp; co"]) == "Ann, Ole & co"
    assert len(people(["a@" * 50_000])) <= 200


def test_tags() -> None:
    assert tags(["World", "world ", "#Sea"], []) == ("World", "Sea")
    assert tags(["One, two;three"], []) == ("One", "two", "three")
    assert tags(["Washington, D.C.", "Politics"], ["a, b,,a"]) == ("Washington, D.C.", "Politics", "a", "b")
    assert len(tags([], [",".join(map(str, range(5_000)))])) <= 100


def test_categories_prefer_the_term_unless_it_is_a_code() -> None:
    assert category("sea", "The sea") == "sea"
    assert category("https://x.example/tags#4", "The sea") == "The sea"
    assert category("", "The sea") == "The sea"
    assert category("sea", "Sea") == "Sea"


def test_a_summary_that_says_more_is_the_text_unless_the_body_is_given_twice() -> None:
    teaser, text = "<p>Ferry late</p>", "The ferry was late because of a storm."
    assert choose_fullest([teaser], [text]) == text
    assert choose_fullest([text], [teaser]) == text
    assert choose_fullest([teaser, "Ferry late"], [text]) == teaser
    assert choose_fullest([], [teaser]) == teaser


@pytest.mark.parametrize(
    ("declared", "encoding", "words"),
    [
        ("gb2312", "gb18030", "联通 联通"),
        ("windows-1251", "cp1251", "Паром опоздал"),
        ("windows-1252", "utf-8", "Größe und Maß"),
        ("utf-8", "utf-8", "€"),
        ("iso-8859-1", "utf-8", "Größe und Maß"),
    ],
)
def test_bytes_count_for_more_than_what_is_declared(declared: str, encoding: str, words: str) -> None:
    document = f'<?xml version="1.0" encoding="{declared}"?><rss>{words}</rss>'
    assert words in decode(document.encode(encoding)).text


def test_a_single_sequence_does_not_outweigh_a_declaration() -> None:
    document = '<?xml version="1.0" encoding="{}"?><rss>{}</rss>'
    assert "Â»" in decode(document.format("windows-1252", "Â»").encode("cp1252")).text
    assert "»" in decode(b"<rss>\xc2\xbb</rss>").text


def test_plain_text_becomes_html() -> None:
    assert as_html(" a < b \n\n c\nd ") == "<p>a &lt; b </p><p>c<br>\nd</p>"
    assert with_breaks("one\n\ntwo &amp; three") == "<p>one</p><p>two &amp; three</p>"
    assert with_breaks("<p>one\n\ntwo</p>") == "<p>one\n\ntwo</p>"
