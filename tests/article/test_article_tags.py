"""The tags of a page: those it shows, those for machines, and what is none."""

import json
from typing import Any

import pytest

from tuinews.article.dom import parse_html
from tuinews.article.page.metadata import read_metadata

URL = "https://www.tern.example/coast/low-tide"
PROSE = "<p>The tide came in, with a comma or two, and what it left behind was found by the pier at noon.</p>" * 4
WORDS = "<meta name='keywords' content='Tide, Pier, Noon'>"
NEWS = "<meta name='news_keywords' content='Anchors, Bells, Cranes'>"


def read(head: str, body: str) -> list[str]:
    page = f"<html><head><title>Low tide</title>{head}</head><body><h1>Low tide</h1>{PROSE}{body}</body></html>"
    return list(map(str, read_metadata(parse_html(page), URL, "").tags))


def linked(**fields: Any) -> str:
    return f"<script type='application/ld+json'>{json.dumps({'@type': 'NewsArticle', **fields})}</script>"


def links(*names: str) -> str:
    return "".join(f"<li><a href='/tag/{name.lower()}'>{name}</a></li>" for name in names)


@pytest.mark.parametrize(
    ("head", "body", "tags"),
    [
        # few links lose to fuller keywords, several win
        (NEWS, f"<ul class='tags'>{links('Harbour')}</ul>", ["Anchors", "Bells", "Cranes"]),
        (NEWS, f"<ul class='tags'>{links('Harbour', 'Quay')}</ul>", ["Anchors", "Bells", "Cranes"]),
        (NEWS, f"<ul class='tags'>{links('Harbour', 'Quay', 'Rope')}</ul>", ["Harbour", "Quay", "Rope"]),
        (NEWS, f"<ul class='tags'>{links('Bells', 'Anchors', 'Rope')}</ul>", ["Bells", "Anchors", "Rope"]),
        # keywords that hold all that is shown are the fuller list of the same tags
        (linked(keywords="Anchors, Bells, Quay, Rope"), f"<ul class='tags'>{links('Rope', 'Quay', 'Bells')}</ul>",
         ["Anchors", "Bells", "Quay", "Rope"]),
        # keywords for search engines beat a link only when the text speaks of them
        (WORDS, f"<ul class='tags'>{links('Harbour')}</ul>", ["Tide", "Pier", "Noon"]),
        ("<meta name='keywords' content='News, Sport, Weather now, Jobs'>", f"<ul class='tags'>{links('Harbour')}</ul>",
         ["Harbour"]),
        (WORDS, "", ["Tide", "Pier", "Noon"]),
    ],
)  # fmt: skip
def test_fuller_keywords_beat_one_or_two_links(head: str, body: str, tags: list[str]) -> None:
    assert read(head, body) == tags


@pytest.mark.parametrize(
    ("head", "tags"),
    [
        (linked(keywords="Anchors, Bells"), ["Anchors", "Bells"]),
        (linked(keywords="Anchors; Bells|Cranes"), ["Anchors", "Bells", "Cranes"]),
        (linked(keywords=["Anchors", "Bells, Cranes"]), ["Anchors", "Bells", "Cranes"]),
        (linked(keywords=[{"@type": "DefinedTerm", "name": "Anchors"}, "Bells"]), ["Anchors", "Bells"]),
        (linked(about=[{"@type": "Thing", "name": "Anchors"}], mentions={"@type": "Place", "name": "Vell"}),
         ["Anchors", "Vell"]),
        (linked(keywords="Ebb &amp; flow, Bells"), ["Ebb & flow", "Bells"]),
        ("<meta property='article:tag' content='Anchors'><meta property='article:tag' content='Bells'>",
         ["Anchors", "Bells"]),
        ("<meta name='parsely-tags' content='Anchors,Bells'>", ["Anchors", "Bells"]),
        ("<meta name='cXenseParse:tags' content='Anchors'><meta name='cXenseParse:tags' content='Bells'>",
         ["Anchors", "Bells"]),
        ("<meta name='DC.subject' content='Anchors; Bells'>", ["Anchors", "Bells"]),
        ("<meta name='sailthru.tags' content='anchors, bells'>", ["anchors", "bells"]),
        ("<meta name='news_keywords' content='锚、钟，起重机'>", ["锚", "钟", "起重机"]),
        ("<meta name='keywords' content='مرساة، أجراس'>", ["مرساة", "أجراس"]),
    ],
)  # fmt: skip
def test_keywords_for_machines(head: str, tags: list[str]) -> None:
    assert read(head, "") == tags


@pytest.mark.parametrize(
    ("body", "tags"),
    [
        (f"<div class='a_tags'><h3>Archivado En</h3><ul>{links('Mill', 'River')}</ul></div>", ["Mill", "River"]),
        ("<div class='a_tags'><h3>Archivado En</h3><p><a href='/n/m'>Mill</a><a href='/n/r'>River</a></p></div>",
         ["Mill", "River"]),
        ("<div class='tags'><a href='/tag/mill'>Mill (12)</a><a href='/tag/river'>River<span>7</span></a></div>",
         ["Mill", "River"]),
        ("<div class='tags'><a href='/tag/mill'>#Mill</a>, <a href='/tag/river'>#River</a></div>", ["Mill", "River"]),
        ("<p>Tagged with: <a href='/x'>Mill</a>, <a href='/y'>River</a></p>", ["Mill", "River"]),
        ("<p>Emner: <a href='/x'>Mill</a> <a href='/y'>River</a></p>", ["Mill", "River"]),
        ("<p>Onderwerpen: Mill, River</p>", ["Mill", "River"]),
        ("<p itemprop='keywords'>Mill, River</p>", ["Mill", "River"]),
        ("<p><a class='p-category' href='/m'>Mill</a><a class='p-category' href='/r'>River</a></p>", ["Mill", "River"]),
        ("<p>キーワード：水車、川</p>", ["水車", "川"]),
        ("<div class='x'><a href='/emne/mill'>Mill</a> <a href='/emne/river'>River</a></div>", ["Mill", "River"]),
        ("<div class='x'><a href='/onderwerp/mill'>Mill</a> <a href='/onderwerp/river'>River</a></div>",
         ["Mill", "River"]),
        (f"<ul class='topics'>{links('Mill')}<li><a href='/tag/'>Alle Themen</a></li></ul>", ["Mill"]),
        ("<span class='tag-links'><a rel='tag' href='/t/m'>Mill</a> <a rel='category tag' href='/c'>News</a></span>",
         ["Mill"]),
    ],
)  # fmt: skip
def test_links_and_lines_that_are_tags(body: str, tags: list[str]) -> None:
    assert read("", body) == tags


@pytest.mark.parametrize(
    "body",
    [
        "<div class='drawer'><label><a href='/themen/'>Alle Themen</a></label></div>",
        f"<nav class='topics'><ul>{links('Fire', 'Lottery', 'Sport')}</ul></nav>",
        f"<div class='popular-tags'><ul>{links('Fire', 'Lottery', 'Sport')}</ul></div>",
        f"<aside class='related-articles'><ul class='tags'>{links('Fire', 'Lottery', 'Sport')}</ul></aside>",
        "<p>They spoke at length of the <a href='/topic/harbour'>harbour</a>, which was new to most of them.</p>",
    ],
)
def test_menus_bars_and_prose_hold_no_tags(body: str) -> None:
    assert read("", body) == []


def test_a_frame_that_is_called_after_its_teasers_has_tags_all_the_same() -> None:
    frame = (
        f"<div class='page has-teaser cloud'><h1>Low tide</h1>{PROSE}<ul class='tags'>{links('Fire', 'Sea')}</ul></div>"
    )
    page = parse_html(f"<html><body>{frame}</body></html>")
    assert read_metadata(page, URL, "").tags == ("Fire", "Sea")


@pytest.mark.parametrize(
    "junk",
    ["uncategorized", "Sin categoría", "nlp_category_x", "IAB12-3", "8f14e45fceea167a5a36dedd", "kw:harbour",
     "news/world/asia", "Day: Friday", "tern.com", "front-page", "null"],
)  # fmt: skip
def test_words_of_publishing_software_are_no_tags(junk: str) -> None:
    assert read(linked(keywords=[junk, "Anchors"]), "") == ["Anchors"]
