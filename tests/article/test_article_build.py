"""What feeds' bodies become."""

import pytest

from tuinews.article import build_document, plain_text, read_document, to_html
from tuinews.article.dom import FEED_NODES
from tuinews.model.document import (
    Block,
    Code,
    Definitions,
    Details,
    Embed,
    Footnote,
    Heading,
    Image,
    Inline,
    ListBlock,
    Maths,
    Paragraph,
    Quote,
    Span,
    Style,
    Table,
    TableCell,
    ThematicBreak,
    links,
    walk,
)
from tuinews.model.text import SafeText

BASE = "https://tern.example/news/today"


def blocks(html: str) -> tuple[Block, ...]:
    return build_document(html, BASE).document.blocks


def text(words: str, style: Style = Style.PLAIN, href: str = "") -> Inline:
    return (Span(SafeText(words), style, href),)


def paragraph(words: str) -> Paragraph:
    return Paragraph(text(words))


def test_text_without_markup_is_cut_at_blank_lines() -> None:
    assert blocks("First line\nsecond line\n\n\n  Another one  ") == (
        paragraph("First line\nsecond line"),
        paragraph("Another one"),
    )


def test_loose_text_between_blocks_becomes_paragraphs() -> None:
    assert blocks("Before <p>inside</p> after <b>bold</b>") == (
        paragraph("Before"),
        paragraph("inside"),
        Paragraph((Span(SafeText("after ")), Span(SafeText("bold"), Style.STRONG))),
    )


def test_two_breaks_part_paragraphs_and_one_breaks_the_line() -> None:
    assert blocks("<p>one<br>two<br> <br/>three</p>") == (paragraph("one\ntwo"), paragraph("three"))


def test_space_at_the_edges_of_a_link_is_outside_of_it() -> None:
    (only,) = blocks('<p>see<a href="/map"> the map </a>now</p>')
    link = Span(SafeText("the map"), Style.PLAIN, "https://tern.example/map")
    assert only == Paragraph((Span(SafeText("see ")), link, Span(SafeText(" now"))))


@pytest.mark.parametrize("href", ["javascript:alert(1)", "data:text/html,x", "vbscript:x", " \tjava\nscript:x", "#top"])
def test_links_that_lead_nowhere_good_are_only_text(href: str) -> None:
    assert blocks(f'<p><a href="{href}">words</a></p>') == (paragraph("words"),)


def test_styles_pile_up() -> None:
    (only,) = blocks("<p><b>a<i>b</i></b><sup>2</sup><del>c</del></p>")
    assert isinstance(only, Paragraph)
    assert [span.style for span in only.inline] == [
        Style.STRONG,
        Style.STRONG | Style.EMPHASIS,
        Style.SUPERSCRIPT,
        Style.STRUCK,
    ]


def test_lists_keep_their_nesting_and_numbers() -> None:
    assert blocks('<ol start="4"><li>four<ul><li>inner</li></ul></li><li><p>five</p></li></ol>') == (
        ListBlock(
            ((paragraph("four"), ListBlock(((paragraph("inner"),),))), (paragraph("five"),)), ordered=True, start=4
        ),
    )


def test_a_quote_knows_who_said_it() -> None:
    quote = Quote((paragraph("The tide was late."),), SafeText("Ilse Tarn"))
    assert blocks("<blockquote><p>The tide was late.</p><cite>— Ilse Tarn</cite></blockquote>") == (quote,)
    assert blocks("<blockquote><p>The tide was late.</p><footer>Ilse Tarn</footer></blockquote>") == (quote,)


def test_code_keeps_its_lines_and_language() -> None:
    html = '<pre><code class="language-python">if x:\n    <span class="kw">pass</span>\n\n# end\n</code></pre>'
    assert blocks(html) == (Code(SafeText("if x:\n    pass\n\n# end"), SafeText("python")),)


def test_code_keeps_its_links_in_their_places() -> None:
    html = "<pre>\n\ttide\tSee <a href=/tide>tide</a> and\n<a href=#here>tide</a> or <a href=/e><b>e</b>bb</a>.</pre>"
    (code,) = blocks(html)
    assert isinstance(code, Code)
    assert [(code.text[start:end], href) for start, end, href in code.links] == [
        ("tide", "https://tern.example/tide"),
        ("ebb", "https://tern.example/e"),
    ]
    assert code.text[: code.links[0].start].endswith("See ")
    document = build_document(html, BASE).document
    assert read_document(to_html(document)) == document
    assert [link.title for link in links(document)] == ["tide", "ebb"]


def test_a_caption_that_is_there_twice_is_kept_once() -> None:
    short = "The old harbour wall of Vell, seen from the ferry on a calm morning in late autumn"
    html = f'<figure><img src="/w.jpg"><figcaption>{short}</figcaption><figcaption>{short} more</figcaption></figure>'
    assert blocks(html) == (Image("https://tern.example/w.jpg", caption=text(short)),)


def test_numbers_of_code_lines_are_left_out() -> None:
    html = '<table><tr><td class="gutter"><pre>1\n2</pre></td><td class="code"><pre>a\nb</pre></td></tr></table>'
    assert blocks(html) == (Code(SafeText("a\nb")),)


def test_tables_keep_spans_headings_and_columns() -> None:
    html = (
        "<table><caption>Tides</caption><tr><th colspan=2>Port</th></tr>"
        "<tr><td rowspan=2>Aldry</td><td>high</td></tr><tr><td>low</td></tr></table>"
    )
    assert blocks(html) == (
        Table(
            (
                (TableCell(text("Port"), header=True, columns=2),),
                (TableCell(text("Aldry")), TableCell(text("high"))),
                (TableCell(()), TableCell(text("low"))),
            ),
            text("Tides"),
        ),
    )


def test_tables_of_one_column_are_only_layout() -> None:
    assert blocks("<table><tr><td><h2>Head</h2><p>body</p></td></tr></table>") == (
        Heading(2, text("Head")),
        paragraph("body"),
    )


def test_figures_definitions_and_folds() -> None:
    html = (
        '<figure><a href="/full"><img src="a.png" alt="A pier"></a><figcaption>The pier</figcaption></figure>'
        "<dl><dt>Ebb</dt><dd>falling water</dd></dl><details><summary>More</summary><p>inside</p></details><hr>"
        "<p>end</p>"
    )
    assert blocks(html) == (
        Image("https://tern.example/news/a.png", SafeText("A pier"), text("The pier"), "https://tern.example/full"),
        Definitions(((text("Ebb"), (paragraph("falling water"),)),)),
        Details(text("More"), (paragraph("inside"),)),
        ThematicBreak(),
        paragraph("end"),
    )


def test_notes_are_linked_to_their_place_and_back_links_go() -> None:
    html = (
        '<p>Said<sup id="fnref1"><a href="#fn1">[1]</a></sup> so.</p>'
        '<ol><li id="fn1"><p>In the log. <a href="#fnref1">↩</a></p></li></ol>'
    )
    first, note = blocks(html)
    assert isinstance(first, Paragraph)
    assert first.inline[1].href == "#fn-1"
    assert note == Footnote(SafeText("1"), (paragraph("In the log."),))


def test_ruby_is_read_in_brackets_and_quotes_are_set() -> None:
    assert blocks("<p><ruby>港<rp>(</rp><rt>みなと</rt><rp>)</rp></ruby> <q>so</q></p>") == (
        paragraph("港(みなと) “so”"),
    )


def test_formulas_are_readable() -> None:
    tex = r'<annotation encoding="application/x-tex">\alpha^2 \leq \frac{a}{b}</annotation>'
    html = f'<p>x</p><math display="block"><semantics><mi>a</mi>{tex}</semantics></math>'
    assert blocks(html) == (paragraph("x"), Maths(SafeText("α² ≤ (a)/(b)")))
    assert blocks(r'<p>so <script type="math/tex">\pi</script></p>') == (paragraph("so π"),)


def test_what_plays_is_named_and_linked() -> None:
    html = (
        '<iframe src="https://www.youtube.com/embed/abc" title="The storm"></iframe>'
        '<audio><source src="/a.mp3"></audio>'
    )
    assert blocks(html) == (
        Embed("video", "https://www.youtube.com/watch?v=abc", SafeText("The storm")),
        Embed("audio", "https://tern.example/a.mp3"),
    )


def test_late_pictures_are_found_and_pixels_are_not_shown() -> None:
    html = (
        '<img src="data:image/gif;base64,R0" data-src="/late.jpg" alt="late">'
        '<noscript><img src="/late.jpg"></noscript>'
        '<img srcset="/small.jpg 300w, /mid.jpg 1200w, /huge.jpg 4000w">'
        '<img src="https://count.example/pixel.gif" width="1" height="1"><img src="/blank.gif">'
        '<p>so <img class="emoji" src="/s.png" alt="😀"></p>'
    )
    built = build_document(html, BASE)
    assert built.images == ("https://tern.example/late.jpg", "https://tern.example/mid.jpg")
    assert plain_text(built.document).strip().endswith("so 😀")


def test_scripts_styles_and_hidden_parts_are_gone() -> None:
    html = (
        "<style>p{}</style><script>x()</script><p hidden>h</p><p style='display: none'>n</p>"
        "<svg><text>s</text></svg><p>seen</p>"
    )
    assert blocks(html) == (paragraph("seen"),)


def test_share_bars_and_the_blogs_own_last_line_are_gone() -> None:
    html = (
        '<p>Body of the story.</p><div class="sharedaddy"><a href="https://x.example">Share</a></div>'
        '<p><a href="https://www.facebook.com/sharer/sharer.php?u=1">Pass it on</a></p>'
        '<p>The post <a href="/a">A story</a> appeared first on <a href="/">Tern</a>.</p>'
    )
    assert plain_text(build_document(html, BASE).document) == "Body of the story."


def test_links_to_other_articles_are_told_apart_from_the_text() -> None:
    html = (
        "<p>The ferry is late, as it was last week and the week before.</p>"
        '<p><b>Read also:</b> <a href="/a">Why ferries are late</a></p>'
        "<h4>Related stories</h4>"
        '<p><a href="/b">The harbour in winter</a></p><p><a href="/c">A day at the lamp house</a></p>'
        '<p>It <a href="/d">left at noon</a> in the end, with all of its passengers.</p>'
    )
    built = build_document(html, BASE)
    assert [(link.title, link.url) for link in built.related] == [
        ("Why ferries are late", "https://tern.example/a"),
        ("The harbour in winter", "https://tern.example/b"),
        ("A day at the lamp house", "https://tern.example/c"),
    ]
    assert plain_text(built.document) == (
        "The ferry is late, as it was last week and the week before.\n\n"
        "It left at noon in the end, with all of its passengers."
    )


def test_a_heading_without_links_stays() -> None:
    html = "<h3>Background</h3><p>The first wall was built when the lamp house was new.</p>"
    assert plain_text(build_document(html, BASE).document).startswith("Background")


def test_control_sequences_do_not_get_through() -> None:
    (only,) = blocks("<p>red\x1b[31malert\x07 \u202eback\x9b2J</p>")
    assert only == paragraph("redalert back")


HOSTILE = {
    "deep": "<div>" * 100_000 + "x",
    "attributes": "<p " + " ".join(f"a{n}=1" for n in range(40_000)) + ">x</p>",
    "quoted attributes": "<p " + " ".join(f'a{n}="<"' for n in range(30_000)) + ">x</p>",
    "comments": "<!--" * 60_000,
    "open links": '<a href="/x">' * 20_000 + "t",
    "tables": "<table><tr><td>x" * 20_000,
    "paragraph": "<p>" + "word " * 50_000,
    "breaks": "x<br>" * 50_000,
    "read also": "<p><b>READ ALSO:</b></p>" * 10_000,
    "spans over everything": "<table><tr>" + "<td rowspan=60000 colspan=99999>x</td>" * 6_000,
    "notes": '<li id="fn1">x</li>' * 10_000 + '<a href="#fn1">1</a>',
    "open tags": "<a" * 120_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_bodies_end(name: str) -> None:
    # work that grows with the square of these would take minutes
    document = build_document(HOSTILE[name], BASE).document
    assert len(list(walk(document))) <= FEED_NODES + 1


@pytest.mark.parametrize("sign", ["\x1b", "&#27;", "&#5;", "\x0b", "\uffff", "&#xfffe;"])
def test_characters_that_no_document_may_have_are_left_out_wherever_texts_are_moved(sign: str) -> None:
    html = f"{sign}<strong>READ ALSO</strong>{sign} <a href='/a'>A story{sign}</a>{sign}<p>Text{sign}</p>{sign}tail"
    text = plain_text(build_document(f"<p>Lead{sign}</p>{html}", "https://news.example/").document)
    assert "Lead" in text
    assert not {"\x1b", "\x05", "\x0b", "\uffff", "\ufffe"} & set(text)


def test_links_of_a_table_of_contents_keep_their_words() -> None:
    html = (
        "<ul><li><a href='#results'>Results of the year</a></li><li><a href='#ref'>Reference</a></li></ul>"
        "<h2><a class='toc-backref' href='#id4'>Sharing with a harbour</a><a class='headerlink' href='#x'>¶</a></h2>"
    )
    assert plain_text(build_document(html, "https://tern.example/").document) == (
        "Results of the year\nReference\n\nSharing with a harbour"
    )


def test_captions_of_feeds_join_their_pictures() -> None:
    html = (
        "<div class='wp-caption'><a href='/quay'><img src='/quay.jpg' alt='A quay'></a>"
        "<p class='wp-caption-text'>The old quay</p></div><p>It was late.</p>"
    )
    document = build_document(html, "https://tern.example/").document
    assert [type(block).__name__ for block in document.blocks] == ["Image", "Paragraph"]


@pytest.mark.parametrize(("sizes", "shown"), [("width=570 height=0", 1), ("width=0 height=0", 0), ("height=1", 0)])
def test_a_picture_of_unknown_height_is_no_pixel(sizes: str, shown: int) -> None:
    assert len(build_document(f"<p>Tide <img src=/w.jpg {sizes}></p>", BASE).images) == shown


def test_of_a_caption_cut_short_and_whole_the_whole_stays() -> None:
    short = "The old harbour wall of Vell, seen from the ferry on a calm morning in late autumn"
    html = (
        f"<figure><img src=/w.jpg><figcaption><div>{short} …</div><div>{short}, by Ilse Tarn</div>"
        "<span>Photo: Tarn</span></figcaption></figure>"
    )
    assert blocks(html) == (Image("https://tern.example/w.jpg", caption=text(f"{short}, by Ilse Tarn\nPhoto: Tarn")),)
