"""A class or an id is evidence of furniture, not a verdict: what is inside and beside is weighed against it."""

import pytest

from tuinews.article import explain_page, extract_page, read_document
from tuinews.model.document import Image, walk
from tuinews.model.parsed import ExtractedPage

URL = "https://tern.example/2024/ebb"
BEFORE = "<p>The first boats left at dawn, with nets and lamps, and nobody on the quay had thought of it so early.</p>"
AFTER = (
    "<p>By noon most of them were back, and the quay smelled of tar and fish as it had not done for many a summer.</p>"
)
INSIDE = (
    "What the harbour master says of it, in a sentence of its own, is long enough to be read as any other paragraph is."
)


def read(middle: str, *, before: str = BEFORE * 2, after: str = AFTER * 2) -> ExtractedPage:
    page = f"<html><body><main><article><h1>Ebb</h1>{before}{middle}{after}</article></main></body></html>"
    result = extract_page(page.encode(), URL)
    assert isinstance(result, ExtractedPage)
    return result


@pytest.mark.parametrize(
    "word", ["comments", "navigation", "share", "menu", "ratings", "nav_part_2", "cookie-law", "ads"]
)
@pytest.mark.parametrize("tag", ["h2", "h3", "h4"])
def test_the_id_of_a_heading_is_its_own_words(word: str, tag: str) -> None:
    assert "Of lamps" in read(f"<{tag} id='{word}'>Of lamps</{tag}><p>{INSIDE}</p>").text


@pytest.mark.parametrize(
    "names",
    [
        "class='article-widget article-widget-text'", "class='share'", "id='poll'", "id='share-price'", "class='print'",
        "class='social-history'", "class='overlay'", "class='menu'", "id='comments'", "class='newsletter-archive'",
    ],
)  # fmt: skip
def test_prose_between_prose_stays_whatever_it_is_called(names: str) -> None:
    assert INSIDE in read(f"<div {names}><div><p>{INSIDE}</p></div></div>").text


def test_a_section_named_after_its_heading_stays() -> None:
    section = f"<section id='comments'><h2>Comments</h2><p>{INSIDE}</p></section>"
    assert INSIDE in read(section).text


@pytest.mark.parametrize("name", ["widget", "modal", "popup"])
def test_prose_that_begins_the_text_stays(name: str) -> None:
    assert INSIDE in read(f"<div class='{name}'><p>{INSIDE}</p></div>", before="").text


@pytest.mark.parametrize(
    "furniture",
    [
        "<div class='share'><a href='https://x.example/1'>Tell a friend on the mainland about it</a></div>",
        "<div class='newsletter'><p>Sign up for the newsletter of the harbour and read it first of all.</p></div>",
        "<div class='widget'><form><p>Say what you think of it, at length, and why.</p><input></form></div>",
        "<p class='visuallyhidden'>What nobody sees on this page, though it is as long as a paragraph may be.</p>",
        "<p class='u-hidden'>What nobody sees on this page, though it is as long as a paragraph may be.</p>",
        "<div class='d-none'><p>What nobody sees on this page, though it is as long as a paragraph may be.</p></div>",
    ],
)
def test_furniture_between_prose_still_goes(furniture: str) -> None:
    assert read(furniture).text == read("").text


def test_what_is_hidden_on_small_screens_only_stays() -> None:
    assert INSIDE in read(f"<div class='hidden md:block'><p>{INSIDE}</p></div>").text


@pytest.mark.parametrize(
    "wrapped",
    [
        "<button class='viewer'><span>View 3 pictures</span>{}</button>",
        "<div class='widget'>{}</div>",
        "<div class='img-share'>{}<a href='/s'>Pin</a></div>",
        "<div class='ui modal'>{}</div>",
        "<div class='lightbox'>{}</div>",
    ],
)
def test_pictures_outlive_what_they_are_wrapped_in(wrapped: str) -> None:
    figure = "<figure><img src='/quay.jpg' width='900' height='600'><figcaption>The quay</figcaption></figure>"
    page = read(wrapped.format(figure))
    (picture,) = [block for block in walk(read_document(page.html)) if isinstance(block, Image)]
    assert picture.url == "https://tern.example/quay.jpg"
    assert "View 3" not in page.text


def test_a_picture_that_a_box_shows_once_more_is_kept_once() -> None:
    image = "<img src='/quay.jpg' width='900' height='600'>"
    assert (
        read(f"<figure>{image}</figure><p>{INSIDE}</p><div class='lightbox'>{image}</div>").html.count("quay.jpg") == 1
    )


def test_notices_that_stand_in_for_every_embed_go() -> None:
    words = "Your privacy settings prevent all external content from being shown here, such as charts and tables."
    notice = f"<div class='placeholder'><h3>Content not shown</h3><p>{words}</p></div>"
    assert read(f"{notice}<p>{INSIDE}</p>{notice}").text == read(f"<p>{INSIDE}</p>").text
    assert words in read(f"<p>{words}</p>").text


def test_every_cut_is_explained() -> None:
    menu = "<nav id='top'><a href='/'>Home</a></nav><div class='cookies box'>We use cookies.</div>"
    aside = "<div hidden>Unseen words</div><p><a href='/a'>A line of links only</a></p>"
    page = f"<html><body>{menu}<article><h1>Ebb</h1>{BEFORE}{aside}{AFTER}</article></body></html>"
    result, cuts = explain_page(page.encode(), URL)
    assert isinstance(result, ExtractedPage)
    told = {str(cut.what): (cut.why, cut.text) for cut in cuts}
    assert told["nav#top"] == ("a nav is no text", "Home")
    assert told["div.cookies.box"] == ("it is called cookies", "We use cookies.")
    assert told["div"] == ("it is hidden", "Unseen words")
    for words in ("Home", "We use cookies.", "Unseen words", "A line of links only"):
        assert words in result.text or any(words in cut.text for cut in cuts)
