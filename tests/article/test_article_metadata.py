"""Who wrote it and when, as pages say it in ways that mislead."""

import pytest

from tuinews.article import extract_page
from tuinews.model.clock import to_iso
from tuinews.model.dates.page_date import date_in_path, date_in_text
from tuinews.model.parsed import ExtractedPage

PROSE = "".join(
    f"<p>Paragraph {n} tells at some length, with a comma or two, how the tide came in and what it left behind.</p>"
    for n in range(8)
)


def read(body: str, url: str = "https://tern.example/low-tide") -> ExtractedPage:
    page = extract_page(f"<html><head><title>Low tide | Tern</title></head><body>{body}</body></html>".encode(), url)
    assert isinstance(page, ExtractedPage)
    return page


@pytest.mark.parametrize(
    ("around", "day"),
    [
        ("<div class='top-bar'>Monday, 23 November 2026</div><h1>Low tide</h1><p>6 May 2024</p>", "2024-05-06"),
        ("<h1>Low tide</h1><em>06.05.2024</em>", "2024-05-06"),
        ("<main><div><div><time datetime='2024-05-06 12:22'>6.5.</time></div></div><h1>Low tide</h1>", "2024-05-06"),
        (("<h1>Low tide</h1><p>06.05.2024 – Since the winter the harbour has lost nine anchors, and each of them was "
         "found again by somebody who did not want to be named in any newspaper at all, least of all here.</p>"),
         "2024-05-06"),
        ("<h1>Low tide</h1><table><tr><td>8.9.10.11.12.</td></tr></table><p>6 May 2024</p>", "2024-05-06"),
        ("<h1>Low tide</h1>" + "<p>x</p>" * 100 + "<p>Born on 1 January 1950</p>", None),
    ],
)  # fmt: skip
def test_the_date_is_the_one_at_the_headline(around: str, day: str | None) -> None:
    published = read(around + PROSE).published
    assert (to_iso(published) or "")[:10] == (day or "")


def test_the_update_stands_in_where_nothing_else_is_said() -> None:
    page = read(f"<meta itemprop='dateUpdate' content='2024-05-06 10:00:00'><h1>Low tide</h1>{PROSE}")
    assert to_iso(page.published) == "2024-05-06T10:00:00Z"


def test_the_day_under_the_headline_outweighs_the_one_on_which_the_text_was_begun() -> None:
    begun = "<meta name='date' content='2024-05-01T10:00:00Z'>"
    assert to_iso(read(f"{begun}<h1>Low tide</h1><p class='date'>6.5.2024</p>{PROSE}").published) == (
        "2024-05-06T00:00:00Z"
    )
    assert to_iso(read(f"{begun}<h1>Low tide</h1>{PROSE}").published) == "2024-05-01T10:00:00Z"


def test_counting_is_no_date() -> None:
    assert date_in_text("8.9.10.11.12.") is None
    assert date_in_text("8.9.10") is not None


@pytest.mark.parametrize("path", ["/news/2024/05/06/tide", "/news/06-05-2024", "/news/20240506/tide"])
def test_addresses_name_days(path: str) -> None:
    assert to_iso(date_in_path(path)) == "2024-05-06T00:00:00Z"


@pytest.mark.parametrize(
    ("byline", "author"),
    [
        ("Verfasst von Orla Finch", "Orla Finch"),
        ("Interview: Orla Finch", "Orla Finch"),
        ("Un texte de Orla Finch", "Orla Finch"),
        ("No Author", ""),
        ("cc-by", ""),
        ("Please enter your name here", ""),
    ],
)
def test_bylines_are_names_or_nothing(byline: str, author: str) -> None:
    assert read(f"<h1>Low tide</h1><p class='byline'>{byline}</p>{PROSE}").author == author


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("<p><em>Written by: <a href='/elsewhere'>Orla Finch</a></em></p>", "Orla Finch"),
        ("<p>Autorin: Orla Finch</p>", "Orla Finch"),
        ("<p>Tag: 6.5.2024<br>Autor: Orla Finch<br>Quelle: Hafenblatt</p>", "Orla Finch"),
        ("<p>Text und Bilder: Orla Finch</p>", "Orla Finch"),
        ("<p>Posted on May 6, 2024 by Orla Finch</p>", "Orla Finch"),
        ("<p>Von <b>Orla Finch</b> und <b>Per van der Berg</b></p>", "Orla Finch, Per van der Berg"),
        ("<p>Von Ebbe bis Flut</p>", ""),
        ("<p>By the way</p>", ""),
        ("<p><a href='/author/orla-finch'>Orla Finch</a></p>", "Orla Finch"),
        ("<p><a href='/people/finch'>Orla Finch</a></p>", "Orla Finch"),
        ("<p><a href='/people/login'>Login</a></p>", ""),
        ("<p>By Orla Finch</p><p><a href='/people/per-berg'>Per Berg</a> came.</p>", "Orla Finch"),
        ("<h2>By Category Name</h2><p>By Hook, or by crook</p><p>Author: Read More</p>", ""),
        ("<p><a href='/author/finch'>More of this kind</a></p>", ""),
        ("<p class='author'>Orla Finch im Gespräch mit Per Berg</p>", "Orla Finch, Per Berg"),
        ("<p class='author'>Tides, Boats, Harbours, Nets, Lights, Bells</p>", ""),
        ("<div class='comments'><p>Posted by Per Berg</p></div>", ""),
        ("<aside><p>By Per Berg</p></aside>", ""),
    ],
)
def test_lines_of_the_page_name_the_author(line: str, author: str) -> None:
    assert read(f"<h1>Low tide</h1>{line}{PROSE}").author == author


def test_a_page_whose_frame_is_called_after_its_sidebar_has_an_author_all_the_same() -> None:
    assert read(f"<div class='has-sidebar'><h1>Low tide</h1><p>By Orla Finch</p>{PROSE}</div>").author == "Orla Finch"


def test_the_card_for_sharing_names_the_author_where_nothing_else_does() -> None:
    card = "<meta name='twitter:label1' content='Verfasst von'><meta name='twitter:data1' content='Orla Finch'>"
    assert read(f"{card}<h1>Low tide</h1>{PROSE}").author == "Orla Finch"
    assert read(f"{card}<h1>Low tide</h1><p>By Per Berg</p>{PROSE}").author == "Per Berg"
    assert not read(f"{card.replace('Verfasst von', 'Lesezeit')}<h1>Low tide</h1>{PROSE}").author


@pytest.mark.parametrize(
    ("list_", "tags"),
    [
        ("<div class='links'><a href='tags/tide'>Tide</a> <a href='mot/bell'>Bell</a></div>", ("Tide", "Bell")),
        ("<div class='share-tools no-tag'><ul><li><a href='/x'>Mail this page</a></li></ul></div>", ()),
        ("<div class='xnavigation'><a href='/tag/games'>Games</a><a href='/tag/sea'>Sea</a></div>", ()),
        ("<div><a href='/tag/games'>Games</a> <a href='/shop'>Shop</a> <a href='/jobs'>Jobs</a></div>", ()),
    ],
)  # fmt: skip
def test_menus_and_share_bars_hold_no_tags(list_: str, tags: tuple[str, ...]) -> None:
    assert read(f"<h1>Low tide</h1>{PROSE}{list_}").tags == tags


def test_a_very_short_page_is_read_without_its_masthead() -> None:
    page = read(
        "<div class='post'><h1>Low tide</h1><p>Posted by Orla Finch | 6 May 2024</p><p>The bell rang.</p></div>"
    )
    assert page.text == "The bell rang."


def test_a_text_that_a_script_would_show_is_read() -> None:
    assert read(f"<h1>Low tide</h1><div class='full' style='display:none'>{PROSE}</div>").text.count("\n\n") == 7


def test_times_without_a_zone_are_in_that_of_the_page() -> None:
    head = "<meta property='article:modified_time' content='2024-05-07T10:00:00+05:45'>"
    page = read(f"{head}<h1>Low tide</h1><time datetime='2024-05-06 10:00'>6 May</time>{PROSE}")
    assert to_iso(page.published) == "2024-05-06T04:15:00Z"
    assert to_iso(page.updated) == "2024-05-07T04:15:00Z"


def test_a_bar_of_topics_above_the_article_is_not_its_tags() -> None:
    bar = "<ul class='tags'><li><a href='/tag/fire'>Fire</a></li><li><a href='/tag/lottery'>Lottery</a></li></ul>"
    head = "<meta property='article:tag' content='Anchors'>"
    assert read(f"{head}{bar}<main><article><h1>Low tide</h1>{PROSE}</article></main>").tags == ("Anchors",)
    inside = f"{head}<main><article>{bar}<h1>Low tide</h1>{PROSE}</article></main>"
    assert read(inside).tags == ("Fire", "Lottery")


@pytest.mark.parametrize(
    "junk",
    ["8ae9ab2d-fe1b-4230-acb8-a59b52877682", "NLP Category: Politics", "tern.com", "Day: Friday", "WC: 1000-1999",
     "All topics", "Alle Themen", "Todos los temas", "Page Type: Article"],
)  # fmt: skip
def test_words_of_the_publishers_software_are_no_tags(junk: str) -> None:
    head = f"<meta property='article:tag' content='{junk}'><meta property='article:tag' content='Anchors: a history'>"
    assert read(f"{head}<h1>Low tide</h1>{PROSE}").tags == ("Anchors: a history",)


def test_the_headline_once_more_in_other_quotation_marks_goes() -> None:
    page = read(f'<h1>The mayor\'s "plan" fails</h1><h2>The mayor’s “plan” fails</h2>{PROSE}')
    assert page.text.startswith("Paragraph 0")


def test_odd_names_of_dates_are_read() -> None:
    head = "<meta name='article:published:time' content='2024-10-23T15:48:15+00:00'>"
    page = read(f"{head}<h1>Low tide</h1><time>23.10.2024, 03:48</time>{PROSE}")
    assert to_iso(page.published) == "2024-10-23T15:48:15Z"


def test_days_without_a_time_stay_those_days() -> None:
    head = "<meta property='article:modified_time' content='2024-05-07T10:00:00+05:45'>"
    page = read(f"{head}<h1>Low tide</h1><time datetime='2024-05-06'>6 May</time>{PROSE}")
    assert to_iso(page.published) == "2024-05-06T00:00:00Z"


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("May 6, 2024 10:00 PM ET", "2024-05-07T02:00:00Z"),
        ("Jan 6, 2024, 10:00 a.m. PT", "2024-01-06T18:00:00Z"),
        ("6. Mai 2024, 10:30 Uhr MESZ", "2024-05-06T08:30:00Z"),
        ("Senin, 06 Mei 2024 10:30 WIB", "2024-05-06T03:30:00Z"),
        ("6 May 2024 3:04 p.m. HKT", "2024-05-06T07:04:00Z"),
        ("2024-05-06 10:00:00 CET", "2024-05-06T09:00:00Z"),
        ("Mon, 06 May 2024 10:00:00 GMT", "2024-05-06T10:00:00Z"),
        ("6 May 24, 10:30", "2024-05-06T10:30:00Z"),
        ("May 6, '24", "2024-05-06T00:00:00Z"),
        ("6.5.24", "2024-05-06T00:00:00Z"),
        ("২০২৪-০৫-০৬", "2024-05-06T00:00:00Z"),
        ("17 मार्च 2024", "2024-03-17T00:00:00Z"),
        ("๖ พฤษภาคม 2567", "2024-05-06T00:00:00Z"),
        ("12 May 24 people were there", ""),
        ("1999-2000", ""),
    ],
)
def test_zones_short_years_and_other_digits(text: str, moment: str) -> None:
    assert (to_iso(date_in_text(text)) or "") == moment


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("<meta name='pub_date' content='1714989600'>", ""),
        ("<meta name='publishdate' content='20240506T100000Z'>", ""),
        ("<meta name='bytedance:published_time' content='2024-05-06T18:00:00+08:00'>", ""),
        (
            "",
            "<div class='card'><time datetime='2024-06-01'>1.6.</time></div><p><time datetime='2024-05-06T10:00Z'></p>",
        ),
        ("", "<p>Updated <time datetime='2024-06-01'>1.6.</time></p><p><time datetime='2024-05-06T10:00Z'></p>"),
        (
            "",
            "<time class='updated' datetime='2024-06-01'></time><time class='published' datetime='2024-05-06T10:00Z'>",
        ),
        ("", "<p>06.05.2024 10:00 - Office of the harbour: Orla Finch (who speaks for all of the harbour)</p>"),
    ],
)
def test_the_moment_of_publication_is_found(head: str, body: str) -> None:
    assert to_iso(read(f"{head}<h1>Low tide</h1>{body}{PROSE}").published) == "2024-05-06T10:00:00Z"


def test_the_day_in_the_address_outweighs_a_far_one_on_the_page_and_not_a_time_of_that_day() -> None:
    url = "https://tern.example/2024/05/06/low-tide"
    assert to_iso(read(f"<h1>Low tide</h1><p>1.6.2023</p>{PROSE}", url).published) == "2024-05-06T00:00:00Z"
    assert to_iso(read(f"<h1>Low tide</h1><p>6.5.2024 9:30</p>{PROSE}", url).published) == "2024-05-06T09:30:00Z"
    canonical = f"<link rel='canonical' href='{url}'>"
    assert to_iso(read(f"{canonical}<h1>Low tide</h1>{PROSE}").published) == "2024-05-06T00:00:00Z"


def test_a_live_blog_is_as_old_as_its_beginning() -> None:
    blog = (
        '{"@type": "LiveBlogPosting", "datePublished": "2024-05-06T10:00:00Z", "dateModified": "2024-05-07T10:00:00Z",'
        ' "liveBlogUpdate": [{"@type": "BlogPosting", "datePublished": "2024-05-07T10:00:00Z"}]}'
    )
    page = read(f"<script type='application/ld+json'>{blog}</script><h1>Low tide</h1>{PROSE}")
    assert (to_iso(page.published), to_iso(page.updated)) == ("2024-05-06T10:00:00Z", "2024-05-07T10:00:00Z")
