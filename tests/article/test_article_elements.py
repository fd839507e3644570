"""Pictures, players, code, verse and notes, whatever elements a page makes them of."""

import pytest

from tuinews.article import build_document, extract_page, plain_text, to_html, to_markdown, to_text
from tuinews.article.write.stored_html import read_document
from tuinews.model.document import Code, Document, Embed, Footnote, Image, ListBlock, numerals_of, walk
from tuinews.model.parsed import ExtractedPage

URL = "https://tern.example/2024/ebb"
PROSE = "<p>The first boats left at dawn, with nets and lamps, and nobody on the quay had thought of it so early.</p>"


def documents(html: str) -> tuple[Document, Document]:
    """What becomes of the same markup in a feed and on a page."""
    page = extract_page(f"<main><article><h1>Ebb</h1>{PROSE * 3}{html}{PROSE * 2}</article></main>".encode(), URL)
    assert isinstance(page, ExtractedPage)
    return build_document(PROSE + html + PROSE, URL).document, read_document(page.html)


@pytest.mark.parametrize(
    "html",
    [
        "<pre><code><div class='l'>one</div><div class='l'>  two</div></code></pre>",
        "<pre><div>one</div><div>  two</div></pre>",
        "<pre><span style='display:block'>one</span><span style='display: block'>  two</span></pre>",
        "<pre><span class='line'>one</span><span class='line'>  two</span></pre>",
        "<pre><code>one</code><code>  two</code></pre>",
        "<pre><ol><li>one</li><li>  two</li></ol></pre>",
        "<div class='code'><ol><li><code>one</code></li><li><code>  two</code></li></ol></div>",
        "<ol class='linenums'><li>one</li><li>  two</li></ol>",
        "<table><tr><td data-line-number='1'><td class='blob-code'>one<tr><td><td class='blob-code'>  two</table>",
        "<table><tr><td>1</td><td><code>one</code></td></tr><tr><td>2</td><td><code>  two</code></td></tr></table>",
        "<table><tr><td><pre>1\n2</pre></td><td><pre>one\n  two</pre></td></tr></table>",
        "<div class='syntaxhighlighter'><div><code>one</code></div><div><code>  two</code></div></div>",
    ],
)
def test_code_keeps_its_lines_and_loses_their_numbers(html: str) -> None:
    for document in documents(html):
        (code,) = [block for block in walk(document) if isinstance(block, Code)]
        assert code.text.strip().split("\n") == ["one", "  two"]
        assert "1" not in plain_text(document)


def test_steps_and_tables_of_commands_are_no_code() -> None:
    steps = "<ol><li><code>make</code></li><li><code>make test</code></li></ol>"
    table = "<table><tr><th>Key</th><th>Does</th></tr><tr><td><code>q</code></td><td>quits</td></tr></table>"
    for document in documents(steps + table):
        assert not any(isinstance(block, Code) for block in walk(document))


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("10<sup>12</sup> km", "10¹² km"),
        ("10<sup>-6</sup> m", "10⁻⁶ m"),
        ("x<sup>n</sup>", "xⁿ"),
        ("2<sup>1/2</sup>", "2^(1/2)"),
        ("log<sub>2</sub>8", "log₂8"),
        ("x<sub>i</sub>", "x_i"),
        ("the 1<sup>st</sup>", "the 1st"),
    ],
)
def test_raised_and_lowered_numbers_are_no_other_numbers(html: str, shown: str) -> None:
    document = build_document(f"<p>It is {html} here.</p>", URL).document
    assert plain_text(document) == f"It is {shown} here."
    assert to_text(document, 80) == f"It is {shown} here."
    assert to_markdown(document).replace("\\", "") == f"It is {shown} here."


@pytest.mark.parametrize(
    ("html", "numerals"),
    [
        ("<ol reversed><li>a</li><li>b</li><li>c</li></ol>", ("3", "2", "1")),
        ("<ol reversed start='9'><li>a</li><li>b</li></ol>", ("9", "8")),
        ("<ol><li>a</li><li value='7'>b</li><li>c</li></ol>", ("1", "7", "8")),
        ("<ol type='a' start='26'><li>a</li><li>b</li></ol>", ("z", "aa")),
        ("<ol type='I' start='3'><li>a</li><li>b</li></ol>", ("III", "IV")),
        ("<ol type='i' start='0'><li>a</li><li>b</li></ol>", ("0", "i")),
        ("<ol start='-1'><li>a</li><li>b</li></ol>", ("-1", "0")),
    ],
)
def test_lists_count_as_the_page_says(html: str, numerals: tuple[str, ...]) -> None:
    document = build_document(html, URL).document
    (block,) = document.blocks
    assert isinstance(block, ListBlock)
    assert numerals_of(block) == numerals
    assert [line.partition(".")[0] for line in to_text(document).split("\n")] == list(numerals)
    assert read_document(to_html(document)) == document


def test_a_cell_that_spans_columns_moves_the_labels_after_it() -> None:
    head = "<tr><th>Boats</th><th>Nets</th><th>Lamps</th></tr>"
    table = f"<table>{head}<tr><td colspan='2'>none at all</td><td>seven</td></tr></table>"
    assert to_text(build_document(table, URL).document, 14).split("\n") == [
        "Boats, Nets:",
        "none at all",
        "Lamps: seven",
    ]


def test_cells_that_span_columns_keep_labels_and_columns_right() -> None:
    head = "<tr><th colspan='2'>Boats</th><th>Nets</th></tr><tr><th>Big</th><th>Small</th><th></th></tr>"
    table = f"<table>{head}<tr><td>1</td><td>2</td><td>tarred</td></tr></table>"
    document = build_document(table, URL).document
    assert to_text(document, 40).split("\n") == ["Boats       Nets", "Big  Small", "1    2      tarred"]
    assert to_text(document, 14).split("\n") == ["Boats Big: 1", "Boats Small: 2", "Nets: tarred"]


@pytest.mark.parametrize(
    "html",
    [
        "<pre class='wp-block-verse'>Grey <em>sea</em>\ngrey sky</pre>",
        "<p style='white-space: pre-line'>Grey sea\ngrey sky</p>",
        "<div class='poem'>Grey sea\ngrey sky</div>",
        "<p><span class='line'>Grey sea</span><span class='line'>grey sky</span></p>",
    ],
)
def test_verse_keeps_its_lines(html: str) -> None:
    for document in documents(html):
        assert "Grey sea\ngrey sky" in plain_text(document)


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<span class='dropcap'>N</span> ow they sail", "Now they sail"),
        (
            "<span class='initial-outer'><span class='initial-letter'>N</span></span> <span>ow they sail</span>",
            "Now they sail",
        ),
        ("<b class='first-letter'>“N</b> ow they sail", "“Now they sail"),
        ("<span class='drop-cap'>A</span> boat sails", "A boat sails"),
        ("<span>N</span> ow they sail", "N ow they sail"),
    ],
)
def test_large_first_letters_belong_to_their_words(html: str, words: str) -> None:
    assert plain_text(build_document(f"<p>{html}.</p>", URL).document) == f"{words}."


def test_boxes_of_tasks_are_signs_and_those_of_forms_go() -> None:
    tasks = (
        "<ul><li><input type='checkbox' checked> tar the boat</li><li><input type='checkbox'> mend the net</li></ul>"
    )
    for document in documents(tasks):
        text = plain_text(document)
        assert "☑ tar the boat" in text
        assert "☐ mend the net" in text


@pytest.mark.parametrize(
    ("html", "url"),
    [
        ("<amp-img src='/a.jpg' width='16' height='9'></amp-img>", "a.jpg"),
        ("<x-image-v3 data-src='/a.jpg' data-srcset='/a-280.jpg 280w'></x-image-v3>", "a.jpg"),
        ("<figure><a-img src='/s/a.jpg'></a-img><noscript>&lt;img src='/l/a.jpg'&gt;</noscript></figure>", "a.jpg"),
        ("<noscript>&lt;img src='/a.jpg'&gt;</noscript>", "a.jpg"),
        ("<img src='data:image/gif;base64,x' data-lazyload='/a.jpg'>", "a.jpg"),
        (
            "<figure><div style=\"background-image: url('/a.jpg')\"></div><figcaption>A quay</figcaption></figure>",
            "a.jpg",
        ),
        ("<video poster='/a.jpg'></video>", "a.jpg"),
        ("<amp-carousel><amp-img src='/a.jpg'></amp-img></amp-carousel>", "a.jpg"),
    ],
)
def test_a_picture_is_left_of_every_element_that_shows_one(html: str, url: str) -> None:
    for document in documents(html):
        (picture,) = [block for block in walk(document) if isinstance(block, Image)]
        assert picture.url.endswith(url)


@pytest.mark.parametrize(
    ("html", "url"),
    [
        ("<amp-youtube data-videoid='abc1'></amp-youtube>", "https://www.youtube.com/watch?v=abc1"),
        ("<lite-youtube videoid='abc1'><a href='#'>Play</a></lite-youtube>", "https://www.youtube.com/watch?v=abc1"),
        ("<lite-vimeo videoid='12'></lite-vimeo>", "https://vimeo.com/12"),
        ("<div class='youtube-player' data-id='abc1'></div>", "https://www.youtube.com/watch?v=abc1"),
        ("<div data-src='https://www.youtube.com/embed/abc1'></div>", "https://www.youtube.com/watch?v=abc1"),
        ("<amp-iframe src='https://chart.example/7'></amp-iframe>", "https://chart.example/7"),
        ("<iframe src='about:blank' data-src='https://chart.example/7'></iframe>", "https://chart.example/7"),
        ("<iframe src='' data-lazy-src='https://chart.example/7'></iframe>", "https://chart.example/7"),
        ("<script src='https://gist.github.com/ann/01ab.js?file=x'></script>", "https://gist.github.com/ann/01ab"),
        ("<noscript>&lt;iframe src='https://chart.example/7'&gt;&lt;/iframe&gt;</noscript>", "https://chart.example/7"),
    ],
)
def test_a_link_is_left_of_every_embed(html: str, url: str) -> None:
    for document in documents(f"<p>Here it is:</p>{html}"):
        assert [block.url for block in walk(document) if isinstance(block, Embed)] == [url]


def test_a_player_without_an_address_is_no_link_to_the_page_itself() -> None:
    for document in documents("<video></video><iframe></iframe>"):
        assert not any(isinstance(block, Embed) for block in walk(document))


@pytest.mark.parametrize(
    ("reference", "note"),
    [
        ("<sup id='r1'><a href='#fn:1'>1</a></sup>", "<ol><li id='fn:1'><p>Of tar. <a href='#r1'>↩</a></p></li></ol>"),
        ("<sup><a href='https://tern.example/2024/ebb#fn1' id='b1'>1</a></sup>",
         "<ol><li id='fn1'><p>Of tar. <a href='https://tern.example/2024/ebb#b1'>↩︎</a></p></li></ol>"),
        ("<a class='footnote-anchor' id='footnote-anchor-1' href='#footnote-1'>1</a>",
         "<div class='footnote'><a id='footnote-1' href='#footnote-anchor-1'>1</a><div><p>Of tar.</p></div></div>"),
        ("<a href='#_ftn1' name='_ftnref1'>[1]</a>", "<p><a href='#_ftnref1' name='_ftn1'>[1]</a> Of tar.</p>"),
    ],
)  # fmt: skip
def test_notes_are_kept_and_their_numbers_stand_apart(reference: str, note: str) -> None:
    text = f"<p>The mayor{reference} of the town sails with the others, and nobody knows what to make of it today.</p>"
    end = f"<div class='footnotes'>{note}</div>"
    page = extract_page(f"<main><article><h1>Ebb</h1>{PROSE * 2}{text}{PROSE}{end}</article></main>".encode(), URL)
    assert isinstance(page, ExtractedPage)
    feed = build_document(PROSE + text + PROSE + note, URL).document
    for document in (feed, read_document(page.html)):
        (found,) = [block for block in walk(document) if isinstance(block, Footnote)]
        assert plain_text(Document(found.blocks)) == "Of tar."
        assert "The mayor[1] of the town" in plain_text(document)
        assert "The mayor[^1] of the town" in to_text(document, 200)
        assert to_text(document, 200).count("[^1]") == 2
