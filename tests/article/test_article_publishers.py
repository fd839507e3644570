"""News pages as publishers in many countries shape them: headline, authors, agency, moment and tags."""

import json
from dataclasses import dataclass

import pytest

from tuinews.article.dom import parse_html
from tuinews.article.page.metadata import read_metadata
from tuinews.model.clock import to_iso

PROSE = "<p>The tide came in, with a comma or two, and what it left behind was found by the pier at noon.</p>" * 4


@dataclass(frozen=True, slots=True)
class Page:
    """A page by its parts, and what is to be read of it."""

    lang: str
    title: str = ""
    shared: str = ""
    linked: str = ""
    """JSON-LD's headline; its authors after bars, organizations with a star."""
    head: str = ""
    body: str = ""
    headline: str = ""
    authors: str = ""
    agency: str = ""
    published: str | None = None
    tags: str = ""


def source_of(page: Page) -> str:
    head = f"<title>{page.title}</title><meta property='og:title' content='{page.shared}'>{page.head}"
    if page.linked:
        headline, *names = page.linked.split("|")
        authors = [
            {"@type": "Organization" if name.endswith("*") else "Person", "name": name.strip("*")} for name in names
        ]
        thing = json.dumps({"@type": "NewsArticle", "headline": headline, "author": authors})
        head += f"<script type='application/ld+json'>{thing}</script>"
    return f"<html lang='{page.lang}'><head>{head}</head><body>{page.body}{PROSE}</body></html>"


PAGES = [
    Page(
        "de", "Ebbe: Der Pegel sinkt - DER TERN", "Ebbe: Der Pegel sinkt", "Ebbe: Der Pegel sinkt|Anna Müller",
        "<meta name='news_keywords' content='Nordsee, Wetter'>",
        "<article><h2><span>Ebbe</span><span>Der Pegel sinkt</span></h2>Von <a href='/a'>Anna Müller</a></article>",
        "Ebbe: Der Pegel sinkt", "Anna Müller", tags="Nordsee, Wetter",
    ),
    Page(
        "de", "Nordsee: Der Pegel sinkt | Tern", "Nordsee: Der Pegel sinkt", "Der Pegel sinkt|Tern*",
        body="<h1><span class='kicker'>Nordsee :</span> <span>Der Pegel sinkt</span></h1>"
        "<ul><li>Von <a href='/redaktion/anna-mueller'>Anna Müller</a>, Hamburg</li></ul>",
        headline="Der Pegel sinkt", authors="Anna Müller",
    ),
    Page(
        "de", "Der Pegel sinkt - news.TERN.at", "Der Pegel sinkt", "Der Pegel sinkt|TERN.at*",
        body="<h1>Der Pegel sinkt</h1><div class='byline'><p>red, TERN.at/Agenturen</p></div>",
        headline="Der Pegel sinkt", authors="TERN.at",
    ),
    Page(
        "de", "Ebbe: «Der Pegel sinkt» - News - STX", "Ebbe: «Der Pegel sinkt»", "«Der Pegel sinkt»|Anna Müller",
        body="<h1><span class='overline'>Ebbe</span><span class='h'>-</span><span>«Der Pegel sinkt»</span></h1>",
        headline="«Der Pegel sinkt»", authors="Anna Müller",
    ),
    Page(
        "fr", "Marée basse : le point", "Marée basse : le point", "Marée basse : le point|Jean Noir",
        body="<h1>Marée basse : le point</h1><span class='meta__author'>Par Jean Noir (Lille)</span>",
        headline="Marée basse : le point", authors="Jean Noir",
    ),
    Page(
        "fr", "Marée basse", "Marée basse", "Marée basse|Le Tern*",
        body="<h1>Marée basse</h1><p>Par Jeanne Noir avec AFP</p>",
        headline="Marée basse", authors="Jeanne Noir, AFP", agency="AFP",
    ),
    Page(
        "es", "Baja la marea | Sociedad | EL TERN", "Baja la marea", "Baja la marea|Ana Gil|Luis Mar",
        "<meta property='article:tag' content='Mar'><meta property='article:tag' content='Puerto'>",
        "<h1>Baja la marea</h1>", "Baja la marea", "Ana Gil, Luis Mar", tags="Mar, Puerto",
    ),
    Page("it", "Bassa marea - la Terna", "Bassa marea", "Bassa marea|di Anna Rossi", headline="Bassa marea",
         authors="Anna Rossi"),
    Page(
        "it", "Bassa marea - Notizie - Terna.it", "Bassa marea - Notizie - Terna.it",
        body="<h1>Bassa marea</h1><div class='source'>Redazione ANSA</div>",
        headline="Bassa marea", authors="ANSA", agency="ANSA",
    ),
    Page(
        "da", "Lavvande | Nyheder | TR", "Lavvande i havnen",
        body="<h1>Lavvande i havnen</h1><div class='x-byline'>Af <b>Mette Holm</b> &amp; <b>Ole Juul</b></div>",
        headline="Lavvande i havnen", authors="Mette Holm, Ole Juul",
    ),
    Page(
        "sv", "Lågvatten | TVT Nyheter", "Lågvatten", "Lågvatten|TVT Nyheter*",
        body="<h1>Lågvatten</h1><a class='n_article-credits__name' href='/x'>Anna Svensson</a>",
        headline="Lågvatten", authors="Anna Svensson",
    ),
    Page(
        "fi", "Laskuvesi | TS.fi", "Tiede | Laskuvesi", "Laskuvesi|Matti Meri",
        body="<h1><span class='kicker'>Tiede</span><span>|</span>Laskuvesi</h1>", headline="Laskuvesi",
        authors="Matti Meri",
    ),
    Page(
        "pl", "Odpływ", "Odpływ", head="<meta name='author' content='Redakcja'>",
        body="<h1>Odpływ morza</h1><p class='author_data'><a href='/a'>Jan Kowal</a></p><p>Źródło: PAP</p>",
        headline="Odpływ morza", authors="Jan Kowal",
    ),
    Page("cs", "Odliv – Terny", "Odliv – Terny", "Odliv|Terny|ČTK", body="<h1>Odliv</h1>", headline="Odliv",
         authors="Terny, ČTK", agency="ČTK"),
    Page("tr", "Gelgit", "Gelgit", "Gelgit|TERN*", body="<h1>Gelgit</h1><div class='author'>DHA</div>",
         headline="Gelgit", authors="TERN, DHA", agency="DHA"),
    Page(
        "el", "Άμπωτη | Η ΤΕΡΝ", "Άμπωτη | Η ΤΕΡΝ", "Άμπωτη|Newsroom",
        body="<h1>Άμπωτη</h1><span class='author'>Μαρία Παππά</span>", headline="Άμπωτη", authors="Μαρία Παππά",
    ),
    Page(
        "ru", "Отлив - ТЕРН, 06.05.2024", "Отлив",
        body="<h1>Отлив</h1><p class='info-date'>10:00 06.05.2024 (обновлено: 12:00 06.05.2024)</p>"
        "<div class='article__tags'><a href='/tag_sea/'>Море</a><a href='/tag_port/'>Порт</a></div>",
        headline="Отлив", published="2024-05-06T10:00:00Z", tags="Море, Порт",
    ),
    Page(
        "uk", "Відплив | Терн", "Відплив",
        body="<h1>Відплив</h1><p class='post_time'><a class='post_author' href='/a'>Олена Коваль</a> — 6 травня</p>",
        headline="Відплив", authors="Олена Коваль",
    ),
    Page(
        "ja", "干潮が続く：テルン新聞", "干潮が続く：テルン新聞",
        head="<meta property='og:site_name' content='テルン新聞'>",
        body="<h1>干潮が続く</h1><p>記者 山田太郎</p><div>2024年5月6日 10時00分</div>",
        headline="干潮が続く", authors="山田太郎", published="2024-05-06T10:00:00Z",
    ),
    Page(
        "zh", "退潮-新华网", "退潮", body="<h1>退潮</h1><div class='info'>2024-05-06 10:00:00 来源：新华网</div>"
        "<p>（记者 张三丰、李小龙）</p><span class='editor'>责任编辑：王五</span>",
        headline="退潮", authors="张三丰, 李小龙", published="2024-05-06T10:00:00Z",
    ),
    Page("ko", "썰물 - 테른일보", "썰물", head="<meta property='dable:author' content='홍길동 기자'>",
         body="<h1>썰물</h1>", headline="썰물", authors="홍길동"),
    Page("he", "שפל - טרן", "שפל", "שפל|דנה כהן", headline="שפל", authors="דנה כהן"),
    Page("ar", "الجزر | طرن", "الجزر", body="<h1>الجزر</h1><p class='article-author'>أحمد علي - القاهرة</p>",
         headline="الجزر", authors="أحمد علي"),
    Page("bn", "ভাটা | টার্ন", "ভাটা", "ভাটা|নিজস্ব প্রতিবেদক",
         body="<h1>ভাটা</h1><b class='contributor-name'>রহিম উদ্দিন</b>", headline="ভাটা", authors="রহিম উদ্দিন"),
    Page("id", "Air Surut", "Air Surut", head="<meta name='content_author' content='Siti Aminah'>",
         body="<h1>Air Surut</h1><div>Tim Redaksi</div>", headline="Air Surut", authors="Siti Aminah"),
    Page("vi", "Thủy triều - Tern", "Thủy triều xuống", body="<h1>Thủy triều xuống</h1><p class='author_mail'>"
         "<strong>Hoàng Anh</strong></p>", headline="Thủy triều xuống", authors="Hoàng Anh"),
    Page(
        "en", "Low tide - The Tern", "Low tide", head="<meta name='author' content='Tern Reporter'>"
        "<meta name='twitter:label1' content='Written by'><meta name='twitter:data1' content='Ndapewa Kambwa'>",
        body="<h1>Low tide</h1>", headline="Low tide", authors="Ndapewa Kambwa",
    ),
    Page(
        "en", "Low tide | Tern", "Low tide hits port", body="<h1>Low tide hits port</h1><section class='author'>"
        "<div>By <a>Wanjiku Kamau</a></div><p>Reporter</p><p>Tern Media Group</p></section>",
        headline="Low tide hits port", authors="Wanjiku Kamau",
    ),
    Page(
        "en", "Low tide - TBC News", "Low tide", "Low tide|TBC News*", body="<h1>Low tide</h1>"
        "<div data-testid='byline-new'><span>Orla Finch</span><span>TBC Coast News</span></div>",
        headline="Low tide", authors="Orla Finch",
    ),
    Page("en", "Low tide | CXN", "Low tide", "Low tide|Orla Finch|CXN Wire", headline="Low tide", authors="Orla Finch"),
    Page(
        "de", "Streit um Ebbe: Der Pegel sinkt | terz.de", "Streit um Ebbe: Der Pegel sinkt",
        body="<h1><span>Streit um Ebbe</span><span class='hide'>: </span><span>Der Pegel sinkt</span></h1>",
        head="<meta name='author' content='Anna Müller'>", headline="Streit um Ebbe: Der Pegel sinkt",
        authors="Anna Müller",
    ),
]  # fmt: skip


@pytest.mark.parametrize("page", PAGES, ids=[f"{page.lang}-{page.headline}" for page in PAGES])
def test_heads_of_news_pages_in_many_countries(page: Page) -> None:
    read = read_metadata(parse_html(source_of(page)), "https://www.tern.example/news/low-tide", "")
    found = (read.title, read.author, read.agency, to_iso(read.published), ", ".join(read.tags))
    assert found == (page.headline, page.authors, page.agency, page.published, page.tags)
