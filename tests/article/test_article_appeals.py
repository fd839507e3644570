"""What asks for something, says who the author is or labels something else is no text; what reads like it stays."""

import pytest

from tuinews.article import build_document, explain_page, extract_page, to_text
from tuinews.article.build.appeal_boxes import find_appeal_boxes
from tuinews.article.dom import body_of, parse_html, words_of
from tuinews.article.page.furniture.author_boxes import find_author_boxes
from tuinews.model.parsed import ExtractedPage

BASE = "https://tern.example/news/2026/05/04/boats-12.html"
LINES = [
    "The harbour of Aldry was full of boats on Monday, and nobody could say where all of them had come from.",
    "The mayor said that the council would meet, and that the ferry would sail again as soon as the wind allowed.",
    "Two of the fishermen had been out for three days, and what they brought back filled the hall before noon.",
    "In the evening the lamps were lit along the pier, as they had been every year since the storm of old.",
]
TEXT = [f"<p>{line}</p>" for line in LINES]
MAIL = '<form><input type="email" name="a"><button>OK</button></form>'


def find(block: str) -> list[str]:
    """The words of the boxes in paragraphs with a block between them."""
    html = f"<article><h1>Boats</h1>{TEXT[0]}{TEXT[1]}{block}{TEXT[2]}{TEXT[3]}</article>"
    return [words_of(box) for box, _ in find_appeal_boxes(body_of(parse_html(html)))]


def read(block: str, *, is_after: bool = False) -> str:
    """The text of a page of paragraphs with a block between them or after them."""
    inner = "".join(TEXT) + block if is_after else "".join(TEXT[:2]) + block + "".join(TEXT[2:])
    head = '<meta name="author" content="Ann Bell">'
    page = extract_page(f"<head>{head}</head><main><article><h1>Boats</h1>{inner}</article></main>".encode(), BASE)
    assert isinstance(page, ExtractedPage)
    assert [line for line in LINES if line not in page.text] == []
    return page.text


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("Fréttabréfið", "Fáðu helstu fréttir dagsins sendar á hverjum morgni."),
        ("ข่าวเช้า", "ข่าวสำคัญของวันในกล่องจดหมายของคุณทุกเช้า"),
        ("Dagens viktigste", "De viktigste sakene hver morgen, kort fortalt."),
    ],
)
def test_a_form_for_an_address_is_a_box_in_any_language(heading: str, words: str) -> None:
    assert find(f"<div><h3>{heading}</h3><p>{words}</p>{MAIL}</div>") == [f"{heading}{words}OK"]


ASKS = {
    "another device": '<div><h2>Your subscription is used on another device</h2><p>Add a user to your subscription?</p>'
    '<div><a href="/upgrade" class="btn">Add user</a><a href="#" class="btn">Read here</a></div>'
    "<p>If you read on here, it will not be possible to read it on the other device at the same time.</p></div>",
    "the same in Spanish": '<div><h2>Tu suscripción se está usando en otro dispositivo</h2><p>¿Quieres añadir otro?</p>'
    '<a href="/oferta" class="btn">Añadir usuario</a></div>',
    "an offer": '<div><p>Alle Artikel für einen Euro.</p><a href="/abo/angebot">Jetzt testen</a></div>',
    "a limit": '<div><p>One article is left.</p><p><a href="/subscribe">More</a> <a href="/login">Log in</a></p></div>',
    "an app": '<div><p>Read us in our app.</p><a href="https://apps.apple.com/app/t">App Store</a></div>',
    "a channel": '<p><strong>Подписывайтесь на наш <a href="https://t.me/tern">канал</a>!</strong></p>',
    "a news page": '<p><em>Follow us on <a href="https://news.google.com/publications/a">Google News</a></em></p>',
    "shares": '<div><p>Den Artikel teilen?</p><a href="https://www.facebook.com/sharer/sharer.php?u=x">Facebook</a></div>',
    "consent": "<div><p>Here you see external content of a service.</p><button>Show it</button></div>",
    "consent with a box": '<div><h4>Externer Inhalt</h4><input type="checkbox"><p>Ich bin einverstanden.</p></div>',
}  # fmt: skip


@pytest.mark.parametrize("name", ASKS)
def test_a_box_asks_for_something(name: str) -> None:
    assert find(ASKS[name]) == [words_of(body_of(parse_html(ASKS[name])))]


STAYS = {
    "a call in the text": "<p>The union asks all its members to subscribe to the fund.</p>",
    "a link in a sentence": '<p>Those who can help may <a href="/donate">give to the fund</a> of May until June.</p>',
    "a source": '<p>He wrote so on <a href="https://t.me/mayor/12">Telegram</a>, and said no more.</p>',
    "an account of a channel": '<p>They follow <a href="https://t.me/mayor">the mayor</a> in numbers, they say.</p>',
    "a heading": "<h2>Subscribe or leave</h2>",
    "a list of tasks": '<ul><li><input type="checkbox"> Mend the nets</li><li><input type="checkbox"> Sail</li></ul>',
    "an accordion": f"<div><h3><button>What came next?</button></h3><div>{TEXT[0]}{TEXT[1]}</div></div>",
    "a picture that opens": '<figure><button><img src="/b"></button><figcaption>Boats</figcaption></figure>',
    "paragraphs over a button": f"<div>{TEXT[0]}{TEXT[1]}<p>{'You can subscribe to it. ' * 6}</p>"
    '<a class="btn" href="/subscribe">Subscribe</a></div>',
    "code to copy": "<div><pre>make boats</pre><button>Copy</button></div>",
}  # fmt: skip


@pytest.mark.parametrize("name", STAYS)
def test_what_only_speaks_of_such_things_stays(name: str) -> None:
    assert find(STAYS[name]) == []


def test_a_short_text_is_no_box_although_a_link_asks_for_something() -> None:
    html = '<div class="entry-content"><p>Two boats came.</p><a class="btn" href="/login">Log in</a></div>'
    assert [words_of(box) for box, _ in find_appeal_boxes(body_of(parse_html(html)))] == []


def test_a_feed_has_no_boxes_either() -> None:
    built = build_document(f"{TEXT[0]}<div><p>Thanks for reading Tern!</p>{MAIL}</div>{TEXT[1]}", BASE)
    assert "Thanks" not in to_text(built.document)


ABOUT = "<p>{} writes about boats for the paper and has a degree in law of the sea.</p>"


@pytest.mark.parametrize(
    ("block", "count"),
    [
        (f'<div><h3>Sobre la firma</h3><a href="/autor/ann-bell/">Ann Bell</a>{ABOUT.format("Ann Bell")}</div>', 1),
        (f'<div><a rel="author" href="/x/1">Ann Bell</a>{ABOUT.format("Bell")}</div>', 1),
        ('<p>The pier, says <a href="/people/bo-carr">Bo Carr</a>, will be longer than that of any other town.</p>', 0),
        ('<div><a href="/author/ann-bell">Ann Bell</a><p>Nothing of the kind is said in this line.</p></div>', 0),
        ("".join(f'<div><a href="/people/p{n}">Bo Carr</a>{ABOUT.format("Carr")}</div>' for n in range(5)), 0),
    ],
)  # fmt: skip
def test_boxes_about_authors_are_found_and_lists_of_people_are_not(block: str, count: int) -> None:
    html = f"<article><h1>Boats</h1>{''.join(TEXT)}{block}</article>"
    assert len(find_author_boxes(body_of(parse_html(html)))) == count


@pytest.mark.parametrize(
    "line",
    ["Article continues below advertisement", "Annons", "- Advertisement -", "Η συνέχεια μετά τη διαφήμιση",
     "Publicité", "Listen to this article", "Your browser does not support the audio element.", "0:00 / 3:21"],
)  # fmt: skip
def test_labels_of_advertisements_and_players_are_no_text(line: str) -> None:
    assert line not in read(f"<div><p>{line}</p></div>")


@pytest.mark.parametrize(
    "line",
    [
        "<p>Updated: 4 May 2026, 10:32</p>",
        "<p><em>Ann Bell is a reporter of the Tern and the author of two books.</em></p>",
        '<p>Do you see a mistake? <a href="mailto:desk@tern.example">Write to us</a></p>',
    ],
)
def test_a_text_does_not_end_with_who_wrote_it_and_when(line: str) -> None:
    assert words_of(body_of(parse_html(line))) not in read(line, is_after=True)


@pytest.mark.parametrize(
    "block",
    [
        "<blockquote><p>We sail at noon.</p><p>— Bo Carr (@bo) 4 May 2026</p></blockquote>",
        "<p>The price was 12 crowns when this was written, says the man. (<a href='mailto:b@tern.example'>b</a>)</p>",
        "<p>Ann Bell, who owns the tea house on the quay, says that she has never sold so many cups in a morning. "
        + "It was a good day for all who live from the sea, and for those who only look at it. " * 4 + "</p>",
    ],
)  # fmt: skip
def test_a_text_may_end_with_a_date_an_address_or_a_name(block: str) -> None:
    words = " ".join(words_of(body_of(parse_html(block))).split())[-20:]
    assert words in " ".join(read(block, is_after=True).split())


def test_a_heading_goes_with_the_rest_of_its_element() -> None:
    links = '<ul><li><a href="/noticias/mill/">Mill</a></li><li><a href="/noticias/river/">River</a></li></ul>'
    assert "Archivado" not in read(f"<div><h3>Archivado En</h3>{links}</div>")
    assert "In figures" in read(
        "<div><h3>In figures</h3><ul><li>131 boats in the year</li><li>4 cranes</li></ul></div>"
    )


def test_prose_between_paragraphs_stays_and_so_does_the_heading_over_an_abstract() -> None:
    bird = "A bird of the sea, smaller than a gull, which flies to the south in autumn and comes back in spring."
    assert bird in read(f"<aside><h3>What is a tern?</h3><p>{bird}</p></aside>")
    abstract = f'<div class="x_abstract"><h6 class="title">Abstract</h6>{TEXT[0]}</div>'
    rest = f"<section><h2>Boats</h2><div><p>{LINES[1]} [<a href='#b.1'>1</a>, <a href='#b.2'>2</a>]</p></div></section>"
    rest += "<section><h2>References</h2><ul><li id='b.1'>[1] Bell.</li><li id='b.2'>[2] Quill.</li></ul></section>"
    page = extract_page(f"<main><article><h1>Boats</h1>{abstract}{rest}</article></main>".encode(), BASE)
    assert isinstance(page, ExtractedPage)
    assert page.text.startswith("Abstract")


@pytest.mark.parametrize(
    ("heading", "goes"),
    [
        ("<h2>The captain’s “last” boats</h2>", True),
        ('<h2><span class="k">Sea and land</span>The captain\'s "last" boats</h2>', True),
        ("<h3>What became of all who sailed in the captain's last boats</h3>", False),
        ("<p>The captain's last boats were three, and they came in together on Monday.</p>", False),
    ],
)
def test_the_headline_is_not_repeated_in_the_text(heading: str, *, goes: bool) -> None:
    title = "The captain's “last” boats"
    head = f'<head><title>{title}</title><meta property="og:title" content="{title}"></head>'
    page = extract_page(f"{head}<main><article>{TEXT[0]}{heading}{''.join(TEXT[1:])}</article></main>".encode(), BASE)
    assert isinstance(page, ExtractedPage)
    assert ("boats" not in page.text.replace(LINES[0], "")) == goes


def test_a_list_of_links_to_other_sites_between_paragraphs_stays() -> None:
    other = "A report on the sea by others"
    assert other in read(f'<ul><li><a href="https://sea.example/report">{other}</a></li></ul>')


def test_every_box_is_explained() -> None:
    boxes = f"<div><p>The news</p>{MAIL}</div><div><a rel='author' href='/x'>Ann Bell</a>{ABOUT.format('Bell')}</div>"
    _, cuts = explain_page(f"<main><h1>Boats</h1>{''.join(TEXT)}{boxes}</main>".encode(), BASE)
    assert {"it asks for an address", "it says who the author is"} <= {cut.why for cut in cuts}
