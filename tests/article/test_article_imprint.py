"""Who publishes a site, read off its footer."""

from time import process_time

import pytest

from tuinews.article.dom import parse_html
from tuinews.article.page.imprint import read_imprint
from tuinews.model.parsed import NO_IMPRINT

FOOTER = (
    "<footer><div><strong>All that the tide brings</strong><br>Published by Tern Ltd<br>Editor: Orla Finch<br>"
    "Registration No. 17</div><h5>E-mail</h5><p><a href='mailto:desk@tern.example?subject=x'>Write</a></p>"
    "<div>&copy; Tern 2026. All rights reserved. | All that the tide brings</div></footer>"
)


def test_a_footer_names_motto_editor_rights_and_address() -> None:
    assert read_imprint(parse_html(f"<h1>Low tide</h1><p>The bell rang.</p>{FOOTER}")) == (
        "All that the tide brings",
        "Orla Finch",
        "© Tern 2026. All rights reserved.",
        "desk@tern.example",
    )


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Editor-in-Chief: Orla Finch", "Orla Finch"),
        ("Chefredakteurin: Orla Finch", "Orla Finch"),
        ("Directeur de la publication : Orla Finch", "Orla Finch"),
        ("Главный редактор: Орла Финч", "Орла Финч"),
        ("प्रधान सम्पादक: ओर्ला", "ओर्ला"),
        ("Editor wanted", ""),
    ],
)
def test_editors_are_labelled_in_many_languages(label: str, name: str) -> None:
    assert read_imprint(parse_html(f"<div class='site-footer'><p>{label}</p></div>")).editor == name


@pytest.mark.parametrize(
    "html",
    [
        f"<article><p>The bell rang.</p>{FOOTER}</article>",
        "<p>Editor: Orla Finch</p><p>© Tern</p>",
        "<footer><b>Subscribe to our newsletter today</b></footer>",
        "<footer><p>Terms</p><b>All rights reserved by us</b></footer>",
        "<footer><b>Tern</b> <b>All that the tide brings</b></footer>",
        "<footer><a href='/copyright'>Terms Copyright Archive Advertising</a><b>Follow us:</b></footer>",
    ],
)
def test_what_is_no_footer_of_the_page_is_no_imprint(html: str) -> None:
    assert read_imprint(parse_html(html)) == NO_IMPRINT


def test_a_motto_is_known_by_what_it_is_called() -> None:
    assert (
        read_imprint(parse_html("<p class='site-description'>News from the pier</p>")).tagline == "News from the pier"
    )


def test_footers_within_footers_are_read_once() -> None:
    depth = 150
    html = "<div class='footer'>" * depth + "<p>line of words</p>" * 5_000 + "© Tern" + "</div>" * depth
    began = process_time()
    assert read_imprint(parse_html(html)).copyright == "© Tern"
    assert process_time() - began < 3
