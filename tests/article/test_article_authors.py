"""Who wrote an article, in the shapes of many publishing systems and languages."""

import json
from typing import Any

import pytest

from tuinews.article.dom import parse_html
from tuinews.article.page.metadata import Metadata, read_metadata

URL = "https://www.tern.example/coast/low-tide"
PROSE = "<p>The tide came in, with a comma or two, and what it left behind was found by the pier at noon.</p>" * 4
TEASERS = (
    "<aside class='related'><div class='card'><a href='/b'>Nets of old</a><span class='byline'>By Ida Noir</span></div>"
    "<div class='teaser'><a rel='author' href='/author/max-blank'>Max Blank</a></div></aside>"
)


def read(head: str, body: str, lang: str = "en") -> Metadata:
    page = f"<html lang='{lang}'><head><title>Low tide - Tern</title>{head}</head><body>{body}</body></html>"
    return read_metadata(parse_html(page), URL, "")


def linked(author: Any, **more: Any) -> str:
    """A head in which JSON-LD names the author."""
    thing = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Low tide", "author": author, **more}
    return f"<script type='application/ld+json'>{json.dumps(thing)}</script>"


def person(name: str, kind: str = "Person") -> dict[str, str]:
    return {"@type": kind, "name": name}


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("Orla Finch", "Orla Finch"),
        (["Orla Finch", "Per Berg"], "Orla Finch, Per Berg"),
        (person("Orla Finch and Per Berg"), "Orla Finch, Per Berg"),
        (person("Trine Holm Juul og Tora Reim-Johnsen"), "Trine Holm Juul, Tora Reim-Johnsen"),
        (person("Orla Finch och Per Berg"), "Orla Finch, Per Berg"),
        (person("Ana Gil y Luis Mar"), "Ana Gil, Luis Mar"),
        (person("José Ortega y Gasset"), "José Ortega y Gasset"),
        (person("Prince and the Revolution"), "Prince and the Revolution"),
        (person("Jan Kowal i Anna Nowak"), "Jan Kowal, Anna Nowak"),
        (person("Marine Le Pen"), "Marine Le Pen"),
        (person("Ursula von der Leyen"), "Ursula von der Leyen"),
        (person("Luigi Di Maio"), "Luigi Di Maio"),
        (person("Di Maio"), "Di Maio"),
        (person("By Orla Finch"), "Orla Finch"),
        (person("Von Orla Finch"), "Orla Finch"),
        (person("ORLA FINCH"), "ORLA FINCH"),
        (person("Orla Finch, Senior Reporter"), "Orla Finch"),
        (person("Orla Finch, Political correspondent, and Per Berg, staff writer"), "Orla Finch, Per Berg"),
        (person("Orla Finch (Text), Per Berg (Text)"), "Orla Finch, Per Berg"),
        (person("Text: Orla Finch, Foto: Per Berg"), "Orla Finch"),
        (person("Orla Finch | finch@tern.example"), "Orla Finch"),
        (person("Orla Finch &amp; Per Berg"), "Orla Finch, Per Berg"),
        (person("Mar&iacute;a Gil"), "María Gil"),
        (person("Orla Finch / Tern"), "Orla Finch"),
        (person("Text und Fotos: Orla Finch"), "Orla Finch"),
        (person("Orla (O.) Finch"), "Orla Finch"),
        (person("Eine Analyse von Orla Finch"), "Orla Finch"),
        (person("Orla Finch/dpa"), "Orla Finch, dpa"),
        (person("dpa-infocom GmbH"), "dpa-infocom GmbH"),
        (person("Orla Finch, MD, PhD"), "Orla Finch"),
        (person("J. K. Finch"), "J. K. Finch"),
        (person("Text/Foto: Orla Finch"), "Orla Finch"),
        (person("Rolf in der Maur"), "Rolf in der Maur"),
        (person("Jan in 't Veld"), "Jan in 't Veld"),
        ([person("Orla Finch"), person("AP")], "Orla Finch, AP"),
        ([person("Reuters", "Organization"), person("Orla Finch")], "Orla Finch, Reuters"),
        ([person("Orla Finch"), person("Tern", "Organization")], "Orla Finch"),
        ({"@type": "Person", "givenName": "Orla", "familyName": "Finch"}, "Orla Finch"),
        (person("https://tern.example/author/finch"), ""),
        (person("admin"), ""),
        (person("Redaktion"), "Redaktion"),
        (person("홍길동 기자"), "홍길동"),
        (person("記者 山田太郎"), "山田太郎"),
        (person("सुनीता शर्मा"), "सुनीता शर्मा"),
        (person("Олена Коваль, Журналістка"), "Олена Коваль"),
    ],
)
def test_json_ld_names_people(author: Any, names: str) -> None:
    assert read(linked(author), f"<h1>Low tide</h1>{PROSE}{TEASERS}").author == names


def test_an_author_that_is_only_named_by_an_id_is_looked_up() -> None:
    graph = {
        "@graph": [
            {"@type": "Article", "headline": "Low tide", "author": {"@id": "#/person/1"}},
            {"@type": "Person", "@id": "#/person/1", "name": "Orla Finch"},
            {"@type": "Person", "@id": "#/person/2", "name": "Per Berg"},
        ]
    }
    head = f"<script type='application/ld+json'>{json.dumps(graph)}</script>"
    assert read(head, f"<h1>Low tide</h1>{PROSE}").author == "Orla Finch"


@pytest.mark.parametrize(
    "broken",
    [
        '{"@type": "NewsArticle", "headline": "He said "low"", "author": {"@type": "Person", "name": "Orla Finch"}}',
        '{"@type": ["NewsArticle"], "author": [{"name": "Orla Finch"}, "x": ], "datePublished": "2024-05-06"',
        '{"@type": "NewsArticle", "author": "Orla Finch", "articleBody": "a "b" c"}',
        "{&quot;@type&quot;: &quot;NewsArticle&quot;, &quot;author&quot;: &quot;Orla Finch&quot;}",
        '<!-- {"@type": "NewsArticle", "author": "Orla Finch",} -->',
    ],
)
def test_json_ld_that_is_broken_names_the_author_where_that_field_is_whole(broken: str) -> None:
    head = f"<script type='application/ld+json'>{broken}</script>"
    assert read(head, f"<h1>Low tide</h1>{PROSE}").author == "Orla Finch"


def test_broken_json_ld_of_something_else_names_nobody() -> None:
    head = '<script type=\'application/ld+json\'>{"@type": "Product", "author": "Orla Finch", }}</script>'
    assert not read(head, f"<h1>Low tide</h1>{PROSE}").author


def test_authors_of_other_articles_on_the_page_are_left_out() -> None:
    other = f"<h2>Nets of old</h2>{PROSE}<p><a rel='author' href='/b'>Per Berg</a></p>"
    signed = "<p><a rel='author' href='/a'>Orla Finch</a> <a rel='author' href='/c'>Ana Gil</a></p>"
    assert read("", f"<h1>Low tide</h1>{signed}{PROSE}{other}").author == "Orla Finch, Ana Gil"


def test_of_several_articles_in_json_ld_only_the_first_has_the_pages_author() -> None:
    head = linked(person("Orla Finch")) + linked(person("Per Berg"), headline="Nets of old")
    assert read(head, f"<h1>Low tide</h1>{PROSE}").author == "Orla Finch"


@pytest.mark.parametrize(
    ("machine", "line", "names"),
    [
        (linked(person("n-t", "Organization")), "<b class='article__author'>Von Seb Dumas, Lille</b>", "Seb Dumas"),
        (linked(person("Tern")), "<p class='byline'>By Orla Finch</p>", "Orla Finch"),
        (linked(person("Redaktion")), "<p>Von Orla Finch</p>", "Orla Finch"),
        (linked(person("Web Desk")), "<a href='/author/orla-finch'>Orla Finch</a>", "Orla Finch"),
        (linked(person("La Redacción")), "<p>Por Ana Gil</p>", "Ana Gil"),
        (linked(person("AFP")), "<p class='author'>Par Jean Dupont</p>", "Jean Dupont, AFP"),
        (linked(person("orlafinch")), "<p class='byline'>Orla Finch</p>", "Orla Finch"),
        (linked(person("Redaktion")), "<p>They saw <a href='/profile/per-berg'>Per Berg</a> win.</p>", "Redaktion"),
        (linked(person("Orla")), "<meta name='author' content='Orla Finch'>", "Orla Finch"),
        (linked(person("orlaf")), "<p>By Per Berg</p>", "orlaf"),
        (linked(person("Orla Finch")), "<p class='byline'>By Per Berg</p>", "Orla Finch"),
        ("<meta name='author' content='Tern GmbH'>", "<p>Autorin: Orla Finch, Leiterin der Werft</p>", "Orla Finch"),
        (linked(person("AFP")), "", "AFP"),
        (linked(person("Tern News Desk")), "", "Tern News Desk"),
        ("<meta property='article:author' content='https://fb.example/orla'>", "<p>By Orla Finch</p>", "Orla Finch"),
        ("<meta name='parsely-author' content='Orla Finch'>", "", "Orla Finch"),
        ("<meta name='cXenseParse:author' content='Orla Finch'><meta name='cXenseParse:author' content='Per Berg'>", "",
         "Orla Finch, Per Berg"),
        ("<meta name='byl' content='By Orla Finch'>", "", "Orla Finch"),
        ("<meta name='DC.creator' content='Finch, Orla'>", "", "Finch, Orla"),
        ("<meta name='sailthru.author' content='Orla Finch'>", "", "Orla Finch"),
    ],
)  # fmt: skip
def test_a_person_outweighs_a_house(machine: str, line: str, names: str) -> None:
    assert (
        read(f"<meta property='og:site_name' content='Tern'>{machine}", f"<h1>Low tide</h1>{line}{PROSE}").author
        == names
    )


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("<div class='byline'><span>By</span><span>Orla Finch</span></div>", "Orla Finch"),
        ("<div><span>By</span><span>Orla Finch</span></div>", "Orla Finch"),
        ("<div class='author-name'>Orla Finch<span class='role'>Political editor</span></div>", "Orla Finch"),
        ("<p class='byline'>Orla FinchPolitical editor</p>", "Orla Finch"),
        ("<p class='byline'><a href='/a'>Orla Finch</a> and <a href='/b'>Per Berg</a></p>", "Orla Finch, Per Berg"),
        ("<p class='byline'>By <b>Orla</b> <b>Finch</b></p>", "Orla Finch"),
        ("<ul class='authors'><li>Orla Finch</li><li>Per Berg</li></ul>", "Orla Finch, Per Berg"),
        (
            "<p class='byline'>By Orla Finch | Updated May 6, 2024, 11:05 IST | Share AA | Small Medium</p>",
            "Orla Finch",
        ),
        ("<p class='byline'>By Orla Finch on May 6, 2024 at 8:34 PM</p>", "Orla Finch"),
        ("<p class='byline'>Orla Finch, 6. Mai 2024</p>", "Orla Finch"),
        ("<p class='byline'>Orla Finch @orlaf</p>", "Orla Finch"),
        ("<p class='byline'>By Orla Finch in Lille</p>", "Orla Finch"),
        (
            "<p class='byline'>Orla Finch <a href='mailto:a@b.example'>Email</a> <a href='/x'>Twitter</a></p>",
            "Orla Finch",
        ),
        ("<p>BY ORLA FINCH AND PER BERG</p>", "ORLA FINCH, PER BERG"),
        ("<h4>Autor</h4><p><a href='/profil/7/orla-finch'>Orla Finch</a></p>", "Orla Finch"),
        ("<h4>Autorin</h4><p>Orla Finch</p>", "Orla Finch"),
        ("<p class='byline'><b>Orla Finch</b><i>Ana Gil</i><u>Tiempo de lectura</u></p>", "Orla Finch, Ana Gil"),
        ("<p>05.02.2020 - Orla Finch</p>", "Orla Finch"),
        ("<p>05.02.2020 <span>- Redaktion: Orla Finch (Sprecherin der Werft)</span></p>", "Orla Finch"),
        ("<p>Par Orla Finch avec AFP</p>", "Orla Finch, AFP"),
        ("<p>Propos recueillis par Orla Finch</p>", "Orla Finch"),
        ("<p>Ein Kommentar von Orla Finch</p>", "Orla Finch"),
        ("<p>Analysis by Orla Finch</p>", "Orla Finch"),
        ("<p>By Orla Finch for The Tern</p>", "Orla Finch"),
        ("<p class='byline'>Orla Finch is a reporter of the coast</p>", "Orla Finch"),
        ("<p>di Orla Finch</p>", "Orla Finch"),
        ("<p>a cura di Orla Finch</p>", "Orla Finch"),
        ("<p>Af Orla Finch</p>", "Orla Finch"),
        ("<p>Door Orla Finch</p>", "Orla Finch"),
        ("<p>Oleh Siti Aminah</p>", "Siti Aminah"),
        ("<p>Penulis: Siti Aminah</p>", "Siti Aminah"),
        ("<p>Yazan: Ayşe Yılmaz</p>", "Ayşe Yılmaz"),
        ("<p>Autor: Jan Novák</p>", "Jan Novák"),
        ("<p>Автор: Иван Петров</p>", "Иван Петров"),
        ("<p>Szerző: Kovács Anna</p>", "Kovács Anna"),
        ("<p>מאת: דנה כהן</p>", "דנה כהן"),
        ("<p>بقلم: أحمد علي</p>", "أحمد علي"),
        ("<p>लेखक: सुनीता शर्मा</p>", "सुनीता शर्मा"),
        ("<p>来源：新华网 作者：张三丰</p>", "张三丰"),
        ("<p>记者 张三丰 李小龙</p>", "张三丰, 李小龙"),
        ("<p>문화부 홍길동 기자</p>", "홍길동"),
        ("<p>文/张三丰</p>", "张三丰"),
    ],
)
def test_lines_and_bylines_in_many_languages(line: str, names: str) -> None:
    assert read("", f"<h1>Low tide</h1>{line}{PROSE}{TEASERS}").author == names


@pytest.mark.parametrize(
    "line",
    [
        "<div><a class='powered-by-line' href='/f'>Powered by <img alt='f'></a></div>",
        "<figure><img src='a'><figcaption>The quay <b class='byline'>Foto: Per Berg/Ritzau</b></figcaption></figure>",
        "<p class='byline'>Source: Harbour Office</p>",
        "<p class='byline'><a href='mailto:desk@tern.example'>desk@tern.example</a></p>",
        "<p class='byline'><a href='/f'>Facebook</a><a href='/t'>Twitter</a><a href='/w'>WhatsApp</a></p>",
        "<p class='author'>admin</p>",
        "<div class='byline'>6 May 2024</div>",
        "<p>Presented by Tern Bank</p>",
        "<p>Photo by Per Berg</p>",
        "<p class='author'>Leave us a comment</p>",
        "<p>By the time Orla came, it was late.</p>",
        "<p>Par ailleurs, la mer</p>",
        "<p>Von Ebbe bis Flut</p>",
        "<section class='most-read'><p class='author'>Per Berg</p></section>",
        "<div id='comments'><p itemprop='author'>Per Berg</p></div>",
        "<ul class='latest-news'><li><p>By Per Berg</p></li></ul>",
        "<p class='author-bio'>Read more stories by us</p>",
        TEASERS,
    ],
)
def test_what_is_nobodys_name(line: str) -> None:
    assert not read("", f"<h1>Low tide</h1>{PROSE}{line}").author


@pytest.mark.parametrize(
    ("body", "names"),
    [
        # hAtom, as WordPress writes it
        (
            "<h1>Low tide</h1><span class='author vcard'><a class='url fn n' rel='author' href='/o'>orlaf</a></span>",
            "orlaf",
        ),
        # microdata with a role and a picture beside the name, and with two authors
        (
            (
                "<h1>Low tide</h1><div itemprop='author' itemscope itemtype='https://schema.org/Person'><img alt='x'>"
                "<span itemprop='name'>Orla Finch</span><span itemprop='jobTitle'>Editor</span></div>"
            ),
            "Orla Finch",
        ),
        ("<h1>Tide</h1><b itemprop='author'>Orla Finch</b> <b itemprop='author'>Per Berg</b>", "Orla Finch, Per Berg"),
        # RDFa with a prefix
        ("<h1>Low tide</h1><span property='schema:author'>Orla Finch</span>", "Orla Finch"),
        # h-entry
        (
            "<div class='h-entry'><h1>Low tide</h1><a class='p-author h-card' href='/me'>Orla Finch</a></div>",
            "Orla Finch",
        ),
        # Blogger signs below the text
        (
            (
                "<h3 class='post-title'>Low tide</h3><div class='post-footer'><span class='post-author vcard'>"
                "Eingestellt von <span class='fn'>der Michel</span></span></div>"
            ),
            "der Michel",
        ),
        # Ghost, Substack, Drupal, TYPO3, Joomla
        ("<h1>Tide</h1><h4 class='gh-article-author-name'><a href='/author/orla/'>Orla Finch</a></h4>", "Orla Finch"),
        (
            (
                "<h1 class='post-title'>Low tide</h1><div class='byline-wrapper'>"
                "<a href='https://sub.example/@orla'>Orla Finch</a><div>May 06, 2024</div></div>"
            ),
            "Orla Finch",
        ),
        ("<h1>Low tide</h1><div class='field field--name-field-author field__item'>Orla Finch</div>", "Orla Finch"),
        ("<h1>Low tide</h1><div class='news-list-author'>von Orla Finch</div>", "Orla Finch"),
        ("<h1>Low tide</h1><dd class='createdby'>Written by Orla Finch</dd>", "Orla Finch"),
        # Arc, Chorus, Brightspot
        ("<h1>Tide</h1><p class='b-byline__names'>By <a href='/staff/orla-finch/'>Orla Finch</a></p>", "Orla Finch"),
        ("<h1>Tide</h1><p class='c-byline__item'>By <a href='/authors/orla-finch'>Orla Finch</a></p>", "Orla Finch"),
        ("<h1>Low tide</h1><div class='ArticlePage-authorName'>Orla Finch</div>", "Orla Finch"),
        # a hidden copy and a visible one
        ("<meta itemprop='author' content='Orla Finch'><h1>Tide</h1><p class='byline'>Orla Finch</p>", "Orla Finch"),
    ],
)
def test_shapes_of_publishing_systems(body: str, names: str) -> None:
    assert read("", f"<main>{body}{PROSE}</main>{TEASERS}").author == names
