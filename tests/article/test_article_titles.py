"""The headline of a page among its many titles."""

import json

import pytest

from tuinews.article.dom import parse_html
from tuinews.article.page.metadata import read_metadata

URL = "https://www.tern-post.example/coast/low-tide"
PROSE = "<p>The tide came in, with a comma or two, and what it left behind was found by the pier at noon.</p>" * 4


def read(title: str, shared: str, body: str, *, linked: str = "", site: str = "The Tern Post") -> str:
    head = f"<title>{title}</title><meta property='og:site_name' content='{site}'>"
    head += f'<meta property="og:title" content="{shared}">' if shared else ""
    thing = json.dumps({"@type": "NewsArticle", "headline": linked})
    head += f"<script type='application/ld+json'>{thing}</script>" if linked else ""
    page = f"<html><head>{head}</head><body>{body}{PROSE}</body></html>"
    return str(read_metadata(parse_html(page), URL, "").title)


@pytest.mark.parametrize(
    ("title", "shared", "body", "headline"),
    [
        # nothing is cut off that is not the site's name
        ("", "Attack on the mill: «We held back»", "", "Attack on the mill: «We held back»"),
        ("", "Low tide – what it means for the harbour", "", "Low tide – what it means for the harbour"),
        ("", "Low tide | what it means", "", "Low tide | what it means"),
        ("", "Spider-Man: a review", "", "Spider-Man: a review"),
        ("", "AC/DC - live at the pier", "", "AC/DC - live at the pier"),
        ("", "»Low tide«", "", "»Low tide«"),
        ("", "Why? Because: tides · moons · winds", "", "Why? Because: tides · moons · winds"),
        # the site's name goes, whatever it is parted with and spelled like
        ("", "Low tide at last | The Tern Post", "", "Low tide at last"),
        ("", "Low tide at last - tern-post.example", "", "Low tide at last"),
        ("", "Low tide at last – Tern Post", "", "Low tide at last"),
        ("", "The Tern Post: Low tide at last", "", "Low tide at last"),
        ("", "Low tide at last: The Tern Post", "", "Low tide at last"),
        ("", "Low tide at last (The Tern Post)", "", "Low tide at last"),
        ("", "Low tide at last | The Tern Post | News of the coast", "", "Low tide at last"),
        ("Low tide at last - Coast - The Tern Post", "", "<h1>Low tide at last</h1>", "Low tide at last"),
        # the headline that is shown, with its own signs
        ("Low tide", "Low tide - Coast", "<h1>Low tide</h1>", "Low tide"),
        ("", "The 'low' tide", "<h1>The “low” tide</h1>", "The “low” tide"),
        ("Tide | Post", "Tide news, low", "<h1>The Tern Post</h1><h1>Tide news, low</h1>", "Tide news, low"),
        ("", "The quay and the tide", "<h1>Coast</h1><h2>The quay and the tide</h2>", "The quay and the tide"),
        ("", "Low tide hits the pier", "<h1>Low tide hits all of the pier</h1>", "Low tide hits all of the pier"),
        ("", "Low tide: what to know", "<h1>Contact</h1>", "Low tide: what to know"),
        # a kicker is parted
        ("", "The quay is dry", "<h1><span class='kicker'>Coast</span>The quay is dry</h1>", "The quay is dry"),
        ("", "The quay is dry", "<h1><span>Coast in need</span><span>The quay is dry</span></h1>", "The quay is dry"),
        ("", "The quay is dry", "<h1>Coast: The quay is dry</h1>", "The quay is dry"),
        ("", "", "<h1><span class='badge'>Live</span> The quay is dry</h1>", "The quay is dry"),
        ("", "", "<h1>The quay is dry<a class='headerlink' href='#q'>¶</a></h1>", "The quay is dry"),
        ("", "", "<h1>10<sup>12</sup> drops of the sea</h1>", "1012 drops of the sea"),
        ("", "", "<h1>The quay is dry<svg><title>Plus</title></svg><button>Share</button></h1>", "The quay is dry"),
        ("", "Coast - The quay is dry", "<h1><i>Coast</i><b>The quay is dry</b></h1>", "Coast - The quay is dry"),
        # what was cut off is completed
        ("The quay is dry and nobody knows why - The Tern Post", "The quay is dry and …", "",
         "The quay is dry and nobody knows why"),
        # entities that were escaped twice
        ("", "The mayor&amp;#039;s &amp;quot;plan&amp;quot;", "", "The mayor's \"plan\""),
    ],
)  # fmt: skip
def test_the_headline_is_whole_and_alone(title: str, shared: str, body: str, headline: str) -> None:
    assert read(title, shared, body) == headline


@pytest.mark.parametrize(
    ("shared", "linked", "headline"),
    [
        ("Dry quays might be a good thing", "Wait, are dry quays a good thing?", "Wait, are dry quays a good thing?"),
        ("Ten tips for dry quays", "Ten tips for dry quays", "Ten tips for dry quays"),
        ("Ten tips for dry quays", "", "Wait, are dry quays a good thing?"),
        ("Buy a boat", "", "Buy a boat"),
    ],
)
def test_most_titles_decide_where_the_headline_has_other_words(shared: str, linked: str, headline: str) -> None:
    assert read("", shared, "<h1>Wait, are dry quays a good thing?</h1>", linked=linked) == headline


def test_a_name_in_json_ld_that_is_no_headline_loses() -> None:
    head = "<script type='application/ld+json'>" + json.dumps(
        {"@type": "Article", "headline": "island in the sea", "name": "Vell"}
    )
    page = f"<html><head><title>Vell - Lexicon</title>{head}</script></head><body><h1>Vell</h1>{PROSE}</body></html>"
    assert read_metadata(parse_html(page), URL, "").title == "Vell"


@pytest.mark.parametrize(
    ("shared", "headline"),
    [
        ("The mill: «We held back» | The Tern Post", "The mill: «We held back»"),
        ("»Low tide« – The Tern Post", "»Low tide«"),
        ("Low tide » The Tern Post", "Low tide"),
    ],
)
def test_quotation_marks_beside_the_sites_name_stay(shared: str, headline: str) -> None:
    assert read("", shared, "") == headline
