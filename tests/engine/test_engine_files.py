"""Files for the user: whole or not at all, never over anything, inside the folder that was chosen."""

import errno
import os
import resource
import signal
import stat
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from tuinews.article.write.files import write_one
from tuinews.engine.files import SaveTarget, new_file, take_name, target_of, write_whole
from tuinews.model.document import Document, Paragraph, Span
from tuinews.model.error import TuinewsError, UsageError
from tuinews.model.feed import Feed
from tuinews.model.form import FORMS, Form
from tuinews.model.ids import FeedId
from tuinews.model.text import SafeText
from ui.fake_library import article_of, entry_of


def write(folder: Path, stem: str, data: bytes = b"new") -> Path:
    with new_file(folder) as file:
        file.stream.write(data)
        return file.settle(stem, ".md")[0]


def test_f1_a_name_that_is_taken_gets_a_number_and_keeps_what_it_has(tmp_path: Path) -> None:
    (tmp_path / "story.md").write_text("mine")
    (tmp_path / "story-2.md").mkdir()
    assert write(tmp_path, "story") == tmp_path / "story-3.md"
    assert write(tmp_path, "story") == tmp_path / "story-4.md"
    assert (tmp_path / "story.md").read_text() == "mine"
    assert {path.name for path in tmp_path.iterdir()} == {f"story{n}.md" for n in ("", "-2", "-3", "-4")}


def test_f1_a_planted_link_is_neither_followed_nor_replaced(tmp_path: Path) -> None:
    victim, folder = tmp_path / "victim", tmp_path / "folder"
    folder.mkdir()
    (folder / "story.md").symlink_to(victim)
    assert write(folder, "story") == folder / "story-2.md"
    assert not victim.exists()
    assert (folder / "story.md").is_symlink()


@pytest.mark.parametrize("mask", [0o022, 0o077])
def test_a_files_rights_are_as_the_user_has_them(tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        path = write(tmp_path, "story")
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o666 & ~mask


@pytest.fixture(params=["EPERM", "EACCES", "EOPNOTSUPP", "ENOTSUP", "ENOSYS", "EMLINK", "EXDEV", "EINVAL", "ENOTTY"])
def no_links(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk without hard links says so in one of many ways."""
    code: int = getattr(errno, request.param)

    def refuse(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "link", refuse)


@pytest.mark.usefixtures("no_links")
def test_on_a_disk_without_hard_links_it_is_the_same(tmp_path: Path) -> None:
    (tmp_path / "story.md").write_text("mine")
    assert write(tmp_path, "story").read_bytes() == b"new"
    assert (tmp_path / "story.md").read_text() == "mine"
    assert {path.name for path in tmp_path.iterdir()} == {"story.md", "story-2.md"}


def test_a_file_that_is_gone_takes_no_name(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        take_name(tmp_path / "gone.part", tmp_path / "episode.mp3")
    assert not any(tmp_path.iterdir())


@pytest.mark.usefixtures("no_links")
def test_without_hard_links_too_a_private_file_is_private_and_over_nothing(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    write_whole(file, b"first", over=False)
    write_whole(file, b"second", over=False)
    assert (file.read_bytes(), stat.S_IMODE(file.stat().st_mode)) == (b"first", 0o600)
    assert list(tmp_path.iterdir()) == [file]


def test_what_is_to_be_replaced_is_replaced_whole_and_keeps_its_rights(tmp_path: Path) -> None:
    file, link = tmp_path / "kept" / "feeds.opml", tmp_path / "link"
    file.parent.mkdir()
    link.symlink_to(file)
    write_whole(link, b"first", over=True)
    assert (file.read_bytes(), stat.S_IMODE(file.stat().st_mode)) == (b"first", 0o600)
    file.chmod(0o644)
    with file.open("rb") as reading:
        write_whole(link, b"second", over=True)
        assert reading.read() == b"first"
    assert (file.read_bytes(), stat.S_IMODE(file.stat().st_mode)) == (b"second", 0o644)
    assert link.is_symlink()
    assert list(file.parent.iterdir()) == [file]


@pytest.fixture
def small_disk() -> Iterator[None]:
    """Files may grow to 10 kB, as if the disk were full then."""
    before, handler = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    signal.signal(signal.SIGXFSZ, handler)


@pytest.mark.usefixtures("small_disk")
def test_a_disk_that_is_full_leaves_nothing_half_written(tmp_path: Path) -> None:
    with pytest.raises(TuinewsError, match="Nothing can be saved in"):
        write(tmp_path, "story", b"x" * 100_000)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("small_disk")
@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_whatever_the_form_a_disk_that_is_full_is_one_sentence(tmp_path: Path, form: Form) -> None:
    words = SafeText(" ".join(sha256(str(number).encode()).hexdigest() for number in range(1_000)))
    feed = Feed(FeedId(1), "https://a.example/feed", SafeText("A"))
    # the address is long too, for forms that leave the text out
    entry = replace(entry_of(1, feed, "Long", 1_795_514_400), url=f"https://a.example/{words.replace(' ', '')}")
    article = article_of(entry, Document((Paragraph((Span(words),)),)))

    def save() -> None:
        with new_file(tmp_path) as file:
            write_one(file.stream, form, article, 72, 1_795_514_400)
            file.settle("long", form.suffix)

    with pytest.raises(TuinewsError, match="Nothing can be saved in"):
        save()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("small_disk")
@pytest.mark.parametrize("over", [False, True])
def test_a_disk_that_is_full_keeps_what_is_there_and_the_place_is_named(tmp_path: Path, *, over: bool) -> None:
    (file := tmp_path / "feeds.opml").write_bytes(b"mine")
    with pytest.raises(OSError, match=r"File too large: '.*/feeds.opml'"):
        write_whole(file, b"x" * 100_000, over=over)
    assert (file.read_bytes(), list(tmp_path.iterdir())) == (b"mine", [file])


def test_a_folder_that_takes_no_files_is_one_sentence() -> None:
    with pytest.raises(TuinewsError, match=r"Nothing can be saved in /proc/self \("):
        write(Path("/proc/self"), "story")


def test_a_target_is_a_folder_or_a_file_in_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "kept").mkdir()
    assert target_of("") == SaveTarget(Path())
    assert target_of("", "~/kept") == SaveTarget(tmp_path / "kept")
    assert target_of("kept/") == target_of("kept") == SaveTarget(Path("kept"))
    assert target_of("~/kept/a.epub") == SaveTarget(tmp_path / "kept", "a.epub")
    assert target_of("new.md", "kept") == SaveTarget(Path(), "new.md")


def test_a_target_that_is_neither_file_nor_folder_is_wrong_usage(tmp_path: Path) -> None:
    os.mkfifo(pipe := tmp_path / "pipe.md")
    (link := tmp_path / "link.md").symlink_to("/dev/null")
    for wish in ("/dev/null", str(pipe), str(link)):
        with pytest.raises(UsageError, match=f"{wish} is neither a file nor a folder"):
            target_of(wish)
    (planted := tmp_path / "planted.md").symlink_to(tmp_path / "nothing")
    assert target_of(str(planted)) == SaveTarget(tmp_path, "planted.md")


@pytest.mark.parametrize("wish", ["nowhere/", "nowhere/a.md", "a\0b", "x" * 5000, "~nobody-of-that-name/a"])
def test_a_target_in_no_folder_is_wrong_usage(wish: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="There is no folder"):
        target_of(wish)
