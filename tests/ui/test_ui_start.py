"""What starting loads."""

import subprocess
import sys

HEAVY = (
    "httpx",
    "feedparser",
    "lxml",
    "trafilatura",
    "pygments",
    "PIL",
    "tuinews.fetch.client",
    "tuinews.article.build.feed_body",
)
LATE = (
    "tuinews.model.document",
    "tuinews.model.parsed",
    "tuinews.model.reports",
    "tuinews.model.rules",
    "tuinews.store.entries.entry_tags",
    "tuinews.store.readers.topic_reader",
    "tuinews.store.writer",
    "tuinews.ui.widgets.menu",
    "tuinews.ui.paint.article.page",
    "tuinews.ui.dialogs.chooser",
    "tuinews.ui.dialogs.prompt",
    "tuinews.ui.programs.browser",
)

MOST_OF_OURS = 190
"""Modules, each of which costs a third of a millisecond before the first headline is seen."""


def _loaded(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return set(done.stdout.split())


def test_the_first_picture_needs_no_network_parsing_or_painting_of_articles() -> None:
    assert not {*HEAVY, *LATE} & _loaded("import tuinews.ui.app")


def test_the_first_picture_needs_a_bounded_number_of_our_modules() -> None:
    ours = {name for name in _loaded("import tuinews.cli.reader, tuinews.ui.app") if name.startswith("tuinews.")}
    assert len(ours) <= MOST_OF_OURS, "import what a first picture does without where it is used"


def test_the_table_of_keys_needs_no_textual() -> None:
    loaded = _loaded("import tuinews.ui.keys.keymap, tuinews.ui.bridge, tuinews.ui.key_docs")
    assert not {name for name in loaded if name.partition(".")[0] in {"textual", "rich"}}
