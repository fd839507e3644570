"""The reader in each language: help, the footer and an article, and English without a catalogue."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

from tuinews.config.language_choice import choose_language
from tuinews.model.language import set_language
from tuinews.ui.paint.text.dates import PLAIN
from tuinews.ui.terminal.date_locale import find_date_style
from ui.conftest import Start


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    set_language("en", None)


@pytest.mark.parametrize(
    ("language", "places", "label", "helped"),
    [
        ("de", ("Eingang", "Mit Stern", "Schlagzeilen · ungelesen"), "MEHR DAZU", ("Hilfe", "Stern setzen")),
        ("ne", ("इनबक्स", "तारा लगाइएका", "शीर्षकहरू · नपढेका"), "यो पनि पढ्नुहोस्", ("मद्दत", "तारा लगाउने")),
    ],
)
async def test_help_and_an_article_are_in_the_language(
    start: Start, language: str, places: tuple[str, ...], label: str, helped: tuple[str, str]
) -> None:
    choose_language(language, {})
    async with start(size=(160, 40)) as desk:
        assert [word for word in places if word not in desk.painted] == []
        await desk.press("enter")
        assert any(label in line for line in desk.reading)
        await desk.press("?")
        assert helped[0] in desk.painted
        await desk.press(*":toggle-star")
        assert helped[1] in desk.painted


@pytest.mark.parametrize(("language", "first"), [("de", ("Jan", "Montag", "Mo")), ("ne", ("जनवरी", "सोमबार", "सोम"))])
def test_dates_have_the_names_of_the_language(language: str, first: tuple[str, ...]) -> None:
    assert find_date_style().months == PLAIN.months
    choose_language(language, {})
    style = find_date_style()
    assert (style.months[0], style.days[0], style.short_days[0]) == first
    assert [len(style.months), len(style.days), len(style.short_days)] == [12, 7, 7]


async def test_the_language_is_changed_while_the_reader_is_open(start: Start) -> None:
    async with start(size=(160, 40)) as desk:
        assert "Inbox" in desk.painted
        await desk.press(*":settings look.language de", "enter")
        await desk.settle()
        assert "Alle Artikel" in desk.painted
        await desk.press(*":settings look.language en", "enter")
        await desk.settle()
        assert "All articles" in desk.painted


def test_english_needs_no_catalogue_and_imports_no_more() -> None:
    script = (
        "import os, sys; os.environ['LANGUAGE'] = 'en_GB'; import tuinews.cli; tuinews.cli.run(['--version']);"
        "print([name for name in ('gettext', 'babel', 'tuinews.config') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
