"""Groups of links to articles of the same site are related by their shape, in any language."""

import pytest

from tuinews.article import build_document, extract_page, to_text
from tuinews.model.parsed import ExtractedPage

BASE = "https://tern.example/news/2026/05/04/boats-12.html"
LINES = [
    "The harbour of Aldry was full of boats on Monday, and nobody could say where all of them had come from.",
    "The mayor said that the council would meet, and that the ferry would sail again as soon as the wind allowed.",
    "Two of the fishermen had been out for three days, and what they brought back filled the hall before noon.",
    "In the evening the lamps were lit along the pier, as they had been every year since the storm of old.",
]
TEXT = [f"<p>{line}</p>" for line in LINES]
TITLES = ["Ferry stays in port for a third day", "Old lighthouse is to be rebuilt", "Why the herring came late"]
LINKS = [f'<a href="/news/2026/05/{n}-story.html">{title}</a>' for n, title in enumerate(TITLES)]
LIST = "<ul>" + "".join(f"<li>{link}</li>" for link in LINKS) + "</ul>"
FIRST, TITLE = LINKS[0], TITLES[0]
HREF = "/news/2026/05/0-story.html"


def read(block: str, *, is_after: bool = False, url: str = BASE) -> tuple[list[str], str]:
    """The titles that are related, and the text, of paragraphs with a block between them or after them."""
    html = "".join(TEXT) + block if is_after else "".join(TEXT[:2]) + block + "".join(TEXT[2:])
    built = build_document(html, url)
    text = " ".join(to_text(built.document, 1_000).split())
    assert [line for line in LINES if line not in text] == []
    return [str(link.title) for link in built.related], text


@pytest.mark.parametrize("is_after", [True, False])
@pytest.mark.parametrize(
    "heading",
    ["Fleira áhugavert", "Loe veel sellest", "Lasi vēl par šo", "Aqra wkoll", "ასევე წაიკითხეთ", "Կարդացեք նաև",
     "អានបន្ថែម", "À découvrir également", "The man who likes to build"],
)  # fmt: skip
def test_a_list_under_any_heading_is_related(heading: str, *, is_after: bool) -> None:
    related, text = read(f"<div><h3>{heading}</h3>{LIST}</div>", is_after=is_after)
    assert related == TITLES
    assert heading not in text
    assert TITLE not in text


SHAPES = {
    "a list alone": LIST,
    "a paragraph": f"<p>{FIRST}</p>",
    "a paragraph with an arrow": f"<p>&gt;&gt; {FIRST}</p>",
    "a label of another language": f"<p><strong>LASI VĒL: {FIRST}</strong></p>",
    "a label within the link": f'<p><a href="{HREF}"><span class="label">Lasi vēl</span> {TITLE}</a></p>',
    "an embedded post": f"<figure><blockquote>{FIRST}</blockquote></figure>",
    "a card": f'<div class="x"><a href="{HREF}"><img src="/1.jpg"></a><h3>{FIRST}</h3><p>It stays.</p></div>',
    "a card that is a link": f'<aside><a href="{HREF}"><img src="/1"><span>Sea</span><span>{TITLE}</span></a></aside>',
    "a link with blocks": f'<a href="{HREF}"><div>Sea</div><div>{TITLE}</div><div>In short.</div></a>',
}


@pytest.mark.parametrize("shape", SHAPES)
def test_links_between_paragraphs_are_related_without_a_heading(shape: str) -> None:
    related, text = read(SHAPES[shape])
    assert related[0] == TITLE
    assert related in ([TITLE], TITLES)
    assert TITLE not in text


STAYS = {
    "a list that a paragraph announces": (f"<p>{LINES[0][:90]} read these:</p>{LIST}", TITLE),
    "a linked sentence": (f'<p><a href="{HREF}">The council has said so in May.</a></p>', "has said so"),
    "a link within a sentence": (f"<p>The mayor wrote that the {FIRST.lower()}, and then he left.</p>", TITLE.lower()),
    "a part of a sentence": (f'<p><a href="{HREF}">as the council of Aldry said</a></p>', "as the council"),
    "a heading": (f"<h2>{FIRST}</h2>", TITLE),
    "the heading of what follows": (f"<h2>What was said</h2><p>{FIRST}</p>", "What was said"),
    "another site": ('<ul><li><a href="https://sea.example/a-b-c">Tides of the other sea</a></li></ul>', "Tides of"),
    "parts of this page": ('<ul><li><a href="#one">The first part of the story</a></li></ul>', "The first part"),
    "sources": (f"<h2>Sources</h2>{LIST}", TITLE),
    "a caption": (f'<figure><img src="/b.jpg"><figcaption>{FIRST}</figcaption></figure>', TITLE),
    "a list with other lines": ("<ul><li>One</li><li>Two</li><li>Three</li>" + LIST[4:], TITLE),
}  # fmt: skip


@pytest.mark.parametrize("name", STAYS)
def test_what_is_part_of_the_text_stays(name: str) -> None:
    block, words = STAYS[name]
    assert words in read(block)[1]


def test_a_text_of_links_is_no_text_with_links_beside_it() -> None:
    links = "".join(f'<p><a href="/{n}">{LINES[1][:70]} {n}</a></p>' for n in range(12))
    assert build_document("".join(TEXT[:2]) + links + TEXT[2], BASE).related == ()


@pytest.mark.parametrize("is_after", [True, False])
@pytest.mark.parametrize(
    "heading",
    ["Most read in Football", "Meistgelesen", "Les plus lus", "Lo más leído", "Più letti", "Najczęściej czytane",
     "Самое читаемое", "人気ランキング", "Latest news", "Neueste Artikel", "Popular Posts", "الأكثر قراءة"],
)  # fmt: skip
def test_what_everybody_is_offered_is_neither_text_nor_related(heading: str, *, is_after: bool) -> None:
    related, text = read(f"<div><h3>{heading}</h3>{LIST}</div>", is_after=is_after)
    assert related == []
    assert heading not in text
    assert TITLE not in text


def test_a_heading_of_its_own_may_speak_of_the_latest() -> None:
    assert read(f"<div><h3>The latest on the storm that took many boats</h3>{LIST}</div>")[0] == TITLES


PARTS = {
    "spans": "<span>Sea</span><span>{}</span>",
    "bold": "<strong>Politics</strong>{}",
    "lines": "Sea and land<br>{}",
    "blocks": "<div>Of the sea</div><div>{}</div>",
    "names": '<span class="kicker">One more day of the storm</span> <span class="title">{}</span>',
    "a time before": "<time>3 May 2026</time> {}",
    "a time after": '{} <span class="date">4 hours ago</span>',
    "comments": '{} <span class="count">3 comments</span>',
    "a badge": '{}<div class="premium-tag">premium</div>',
    "a summary": "<p>{}</p><p>" + LINES[0] + "</p>",
    "a heading": "<div>Sea</div><h3>{}</h3><p>What it is about</p>",
}


@pytest.mark.parametrize("parts", PARTS)
def test_a_title_is_told_from_what_else_its_link_says(parts: str) -> None:
    cards = "".join(f'<li><a href="/{n}-x">{PARTS[parts].format(title)}</a></li>' for n, title in enumerate(TITLES))
    assert read(f"<h3>Related</h3><ul>{cards}</ul>", is_after=True)[0] == TITLES


def test_a_title_may_begin_like_a_label() -> None:
    titles = ["LIES: the house knocks the boats", "MORE: the harbour is open again"]
    links = "".join(f'<li><a href="/{n}-x">{title}</a></li>' for n, title in enumerate(titles))
    assert read(f"<h3>Related</h3><ul>{links}</ul>", is_after=True)[0] == titles


def test_a_picture_and_a_title_that_lead_to_the_same_are_one() -> None:
    cards = "".join(
        f'<div><a href="https://tern.example/{n}-x?utm_source=a"><img src="/{n}"></a><a href="/{n}-x">{title}</a></div>'
        for n, title in enumerate(TITLES)
    )
    assert read(f"<h3>Related</h3><div>{cards}</div>", is_after=True)[0] == TITLES


@pytest.mark.parametrize(
    ("block", "titles"),
    [
        (f"<div>{LIST}</div>", TITLES),
        (f"<footer>{LIST}</footer>", []),
        (f'<aside class="sidebar">{LIST}</aside>', []),
        (f'<div class="nav-links"><div>{LINKS[0]}</div><div>{LINKS[1]}</div></div>', []),
        (f'<div class="related">{FIRST}</div>', [TITLE]),
        (f"<div>{FIRST}</div>", []),
        ("<div>" + LIST.replace('href="', 'href="https://ads.example') + "</div>", []),
        ("<div>" + LIST.replace("/news/", "/author/") + "</div>", []),
        (f"<div><h3>One</h3>{LIST}<h3>Two</h3>{LIST}</div>", []),
        (f'<div class="related">{LIST}</div><div><h3>On the sea</h3>{LIST.replace("story", "other")}</div>', TITLES),
    ],
)  # fmt: skip
def test_after_a_text_place_and_name_say_whose_links_they_are(block: str, titles: list[str]) -> None:
    page = extract_page(f"<main><article><h1>Boats</h1>{''.join(TEXT)}{block}</article></main>".encode(), BASE)
    assert isinstance(page, ExtractedPage)
    assert [str(link.title) for link in page.related] == titles
    assert TITLE not in page.text


@pytest.mark.parametrize(
    ("host", "is_own"),
    [("tern.example", True), ("www.tern.example", True), ("sport.tern.example", True), ("tern.test", False)],
)
def test_a_site_is_known_by_its_domain(host: str, *, is_own: bool) -> None:
    assert (read(f'<p><a href="https://{host}/0-x">{TITLE}</a></p>')[0] == [TITLE]) == is_own


def test_sites_below_a_countrys_second_level_are_not_one() -> None:
    related, _ = read(f'<p><a href="https://gull.co.uk/0-x">{TITLE}</a></p>', url="https://tern.co.uk/1-x")
    assert related == []
