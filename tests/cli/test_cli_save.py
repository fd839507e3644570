"""`save`: files as the user named them, and nothing but files."""

import signal
import subprocess
from html import escape
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from cli import fifth_form
from cli.door import Page, Tuinews, Web
from cli.test_cli_tough import PROGRAM, environment
from tuinews.article.write.files import WRITERS, open_file
from tuinews.model.form import FORMS
from tuinews.ui.actions import ACTIONS
from ui.real_terminal import Terminal

TITLES = [
    "../../.ssh/authorized_keys",
    "CON",
    "x" * 5_000,
    "-rf .\u202ehidden",
    "Same",
    "Same",
    "नेपालमा पानी पर्यो",
    "🎉",
]

DAY = "2026-11-13"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder."""
    here = tmp_path / "home" / "here"
    here.mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(here)
    return here


@pytest.fixture
def portal(tuinews: Tuinews, web: Web, folder: Path) -> None:
    tuinews("add", web.serve_portal())


@pytest.fixture
def titled(tuinews: Tuinews, web: Web, folder: Path) -> None:
    items = "".join(
        f"<item><guid>{n}</guid><title>{escape(title)}</title><description>Words {n}.</description>"
        "<pubDate>Fri, 13 Nov 2026 12:00:00 GMT</pubDate></item>"
        for n, title in enumerate(TITLES)
    )
    web.pages["/t.xml"] = Page(f"<rss version='2.0'><channel><title>T</title>{items}</channel></rss>".encode())
    tuinews("add", f"{web.base}/t.xml")


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.usefixtures("portal")
@pytest.mark.parametrize(
    ("form", "suffix", "begins"),
    [
        ("markdown", ".md", b"# Lighthouse"),
        ("html", ".html", b"<!DOCTYPE html>"),
        ("text", ".txt", b"Lighthouse"),
        ("epub", ".epub", b"PK"),
        ("note", ".md", b'---\ntitle: "Lighthouse'),
        ("atom", ".atom", b"<?xml"),
    ],
)
def test_an_article_is_saved_in_each_form(
    tuinews: Tuinews, folder: Path, form: str, suffix: str, begins: bytes
) -> None:
    result = tuinews("save", 1, "--format", form)
    assert (result.code, result.err) == (0, "")
    name = f"{DAY}-lighthouse-keepers-ask-for-a-second-lamp{suffix}"
    assert result.out == f"{name}\n"
    assert names(folder) == {name}
    assert (folder / name).read_bytes().startswith(begins)
    if form in {"markdown", "html"}:
        assert tuinews("show", 1, "--format", form).out == (folder / name).read_text()


@pytest.mark.usefixtures("titled")
def test_f1_whatever_a_title_says_the_file_is_in_the_folder_and_over_nothing(tuinews: Tuinews, folder: Path) -> None:
    (folder / f"{DAY}-con.md").write_text("mine")
    first = tuinews("save", "--query", "is:unread", "--json")
    assert first.code == 0, first.err
    paths = [Path(saved["path"]) for saved in first.json()]
    assert {path.parent for path in paths} == {folder}
    assert len(names(folder)) == len(TITLES) + 1
    assert (folder / f"{DAY}-con.md").read_text() == "mine"
    assert names(folder) >= {
        f"{DAY}-ssh-authorized-keys.md",
        f"{DAY}-con-2.md",
        f"{DAY}-same.md",
        f"{DAY}-same-2.md",
        f"{DAY}-नेपालमा-पानी-पर्यो.md",
        f"{DAY}-rf-hidden.md",
    }
    assert any(name.startswith(f"{DAY}-article-") for name in names(folder)), "a title without a letter"
    assert sorted(saved["entries"] for saved in first.json()) == [[n] for n in range(1, len(TITLES) + 1)]
    kept = {path: path.read_bytes() for path in folder.iterdir()}
    assert tuinews("save", "--query", "is:unread").code == 0
    assert len(names(folder)) == 2 * len(TITLES) + 1
    assert {path: path.read_bytes() for path in kept} == kept


@pytest.mark.usefixtures("titled")
def test_several_articles_are_one_book_or_one_file_where_that_is_wanted(tuinews: Tuinews, folder: Path) -> None:
    book = tuinews("save", "--query", "title:Same", "--format", "epub").out.strip()
    assert book.endswith("-2-articles.epub")
    assert "EPUB/article-2.xhtml" in ZipFile(folder / book).namelist()
    pair = [entry["id"] for entry in tuinews("list", "title:Same", "--json").json()]
    for name in ("both.md", "both.html", "both.txt", "both.epub"):
        result = tuinews("save", *pair, "--to", name, "--json")
        assert [saved["entries"] for saved in result.json()] == [pair]
        assert result.json()[0]["path"] == str(folder / name)
    assert (folder / "both.md").read_text().count("# Same") == 2
    html = (folder / "both.html").read_text()
    assert (html.count("<article"), html.count("<html"), html.count("</html>")) == (2, 1, 1)
    assert (folder / "both.txt").read_text().count("Words") == 2
    (folder / "books").mkdir()
    assert tuinews("save", *pair, "--to", "books", "--format", "html").out.count("books/") == 2


@pytest.mark.usefixtures("portal")
def test_a_name_without_an_ending_is_markdown_whatever_it_is(tuinews: Tuinews, folder: Path) -> None:
    assert tuinews("save", 1, "--to", "epub").out == "epub\n"
    assert (folder / "epub").read_text().startswith("# Lighthouse")


@pytest.mark.usefixtures("portal")
def test_the_settings_name_the_folder(tuinews: Tuinews, folder: Path, home: Path) -> None:
    (folder / "kept").mkdir()
    (home / "config" / "config.toml").write_text(f'[save]\nfolder = "{folder}/kept"\n')
    assert tuinews("save", 1).out.startswith(f"{folder}/kept/{DAY}-lighthouse")
    assert tuinews("save", 1, "--to", ".").out.startswith(DAY)


@pytest.mark.usefixtures("portal")
def test_full_fetches_the_pages_and_says_what_could_not_be_had(tuinews: Tuinews, folder: Path, web: Web) -> None:
    result = tuinews("save", 1, 2, "--full", "--format", "text", "--to", ".")
    assert result.code == 1
    ferry, lamp = sorted(folder.glob("*.txt"), key=lambda path: "ferry" not in path.name)
    assert "Towards five in the morning" in ferry.read_text()
    assert "#Ferries" in ferry.read_text()
    assert result.err.startswith(f"{lamp.name}: ")
    assert result.err.count("\n") == 1
    assert tuinews("save", 1, "--full").code + tuinews("save", 2, "--full").code == 1
    web.close()
    book = tuinews("save", 1, 2, "--full", "--to", "book.epub")
    assert (book.code, book.out) == (1, "book.epub\n")
    assert book.err.startswith("book.epub: ")


@pytest.mark.usefixtures("portal")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_p1_a_book_that_is_not_to_be_finished_leaves_nothing(
    tuinews: Tuinews, folder: Path, home: Path, web: Web, number: signal.Signals
) -> None:
    tuinews("show", 2, "--full")
    web.gate.clear()
    words = ["save", "2", "1", "--full", "--format", "epub", "--to", str(folder)]
    with subprocess.Popen(
        [*PROGRAM, *words], env=environment(home), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as child:
        assert web.came.wait(60), "the first article is in the book, the second is fetched"
        child.send_signal(number)
        out, told = child.communicate(timeout=60)
    assert (child.returncode, out, told) == (128 + number, "", "")
    assert names(folder) == set()


@pytest.mark.usefixtures("portal")
@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), 2),
        (("1", "--query", "x"), 2),
        (("77",), 3),
        (("1", "--to", "nowhere/a.md"), 2),
        (("1", "--to", "-", "--json"), 2),
        (("1", "--format", "pdf"), 2),
        (("1", "--to", "/proc/self"), 1),
        (("1", "--to", "all.pdf"), 2),
        (("1", "--to", "all.html", "--format", "epub"), 2),
    ],
)
def test_what_cannot_be_saved_is_one_sentence(
    tuinews: Tuinews, folder: Path, words: tuple[str, ...], code: int
) -> None:
    result = tuinews("save", *words)
    assert (result.code, result.out, result.err.count("\n")) == (code, "", 1)
    assert names(folder) == set()


@pytest.mark.usefixtures("portal")
def test_a_folder_that_is_not_there_is_the_one_that_is_named(tuinews: Tuinews, folder: Path) -> None:
    for name in ("nowhere/deep/a.md", "nowhere/deep/"):
        assert f"There is no folder {folder}/nowhere/deep:" in tuinews("save", 1, "--to", f"{folder}/{name}").err
    assert "There is no folder nowhere:" in tuinews("save", 1, "--to", "nowhere/a.md").err


@pytest.mark.usefixtures("portal")
def test_on_a_terminal_the_paths_are_all_that_is_left(folder: Path, home: Path) -> None:
    arguments = ("-m", "tuinews", "--home", str(home), "save", "1", "2", "--to", ".")
    with Terminal(*arguments) as terminal:
        assert terminal.end() == 0
        lines = [line.rstrip() for line in terminal.text.splitlines() if line.strip()]
    assert sorted(lines) == sorted(names(folder))


@pytest.mark.usefixtures("portal")
def test_when_nothing_matches_nothing_is_saved(tuinews: Tuinews, folder: Path) -> None:
    result = tuinews("save", "--query", "title:nothing", "--json")
    assert (result.code, result.json(), result.err.count("\n")) == (0, [], 1)


def test_every_form_has_a_writer() -> None:
    assert set(FORMS) - set(WRITERS) == set(), "a form without its row in WRITERS, article/write/files.py"
    assert set(WRITERS) - set(FORMS) == set(), "a writer without its row in FORMS, model/form.py"


def test_a_form_without_a_writer_says_which_row_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(WRITERS, "epub")
    with pytest.raises(LookupError, match="“epub”: add its row to WRITERS"):
        open_file(BytesIO(), FORMS["epub"], "Two", 60, 0)


def test_help_names_every_form_by_its_label(tuinews: Tuinews, monkeypatch: pytest.MonkeyPatch) -> None:
    assert f"files ({', '.join(form.label for form in FORMS.values())})," in ACTIONS["share"].help
    fifth_form.register(monkeypatch)
    overview = tuinews("--help").out
    assert "write articles as files: Markdown, HTML, text, " in overview
    assert all(form.label in overview for form in FORMS.values())
    assert "links, a book (EPUB) or a feed (Atom)\n" in overview


@pytest.mark.usefixtures("portal")
def test_a_form_more_is_one_row_and_its_writer(tuinews: Tuinews, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "links" not in tuinews("save", "--help").out
    fifth_form.register(monkeypatch)

    assert f"{', '.join(FORMS)};" in " ".join(tuinews("save", "--help").out.split())
    one = tuinews("save", 1, "--format", "links", "--json").json()
    assert [(saved["format"], Path(saved["path"]).suffix) for saved in one] == [("links", ".urls")]
    assert Path(one[0]["path"]).read_text().startswith("http")
    assert tuinews("save", 1, 2, "--to", "both.LINKS").out == "both.LINKS\n"
    first, second, title = (folder / "both.LINKS").read_text().splitlines()
    assert (first[:4], second[:4], title[:13]) == ("http", "http", "(2 articles, ")
    refused = tuinews("save", 1, "--to", "one.pdf")
    suffixes = ", ".join(dict.fromkeys(form.suffix for form in FORMS.values()))
    assert suffixes.endswith(", .urls")
    assert (refused.code, f"{suffixes}, or say --format" in refused.err) == (2, True)
