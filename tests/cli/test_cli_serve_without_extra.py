"""What holds of the reader in a browser whether or not the extra `serve` is installed."""

import sys

import pytest

from architecture.house import SOURCES
from cli.door import Tuinews
from tuinews.ui.app import ReaderApp
from tuinews.ui.terminal.browser_driver import BrowserDriver


def test_nothing_of_the_page_is_loaded_from_elsewhere() -> None:
    page = (SOURCES / "cli" / "web" / "page" / "app_index.html").read_text("utf-8")
    assert "http:" not in page
    assert "https:" not in page


def test_a_page_is_drawn_by_the_driver_for_pages() -> None:
    app = ReaderApp.__new__(ReaderApp)
    app._in_browser = True
    assert app.get_driver_class() is BrowserDriver


def test_without_the_extra_it_is_one_sentence(tuinews: Tuinews, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "textual_serve.server", None)
    monkeypatch.delitem(sys.modules, "tuinews.cli.web.server", raising=False)
    told = tuinews("serve")
    assert (told.code, told.out, told.err.count("\n")) == (1, "", 1)
    assert "tuinews[serve]" in told.err
    assert tuinews("serve", "--port", "70000").code == 2
