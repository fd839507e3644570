"""D5: of a library of real size, what lies before the damage is saved, wherever it is: every tenth, and any page."""

import random
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import apsw
import pytest

from store.storing import NOW, House, draft
from tuinews.model.entry import Flag
from tuinews.model.text import safe_text
from tuinews.store import Reader
from tuinews.store.file.rescue import rescue

ENTRIES, FEEDS, SIZE = 3_600, 30, 8_192


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with statistics, an index of its words and much that refers to each other."""
    with House(tmp_path_factory.mktemp("library")) as house:
        chance = random.Random(1)  # noqa: S311
        for number in range(FEEDS):
            feed = house.feed(f"feed{number}")
            drafts = [
                draft(
                    f"{number}x{n}",
                    html=f"<p>{chance.randbytes(700).hex()}</p>",
                    tags=[f"Tag {n % 50}"],
                    author=safe_text(f"Writer {number}"),
                )
                for n in range(ENTRIES // FEEDS)
            ]
            ids = house.store(feed, *drafts)
            house.mark(Flag.STARRED, *ids[:2])
        house.mark_all("", Flag.READ)
        for _ in range(ENTRIES // 500 + 1):
            house.writer.index_some(500)
        house.writer.optimize()
        house.rows("ANALYZE")
    with closing(apsw.Connection(str(house.path))) as connection:
        connection.pragma("wal_checkpoint")
        assert connection.execute("SELECT count(*) FROM sqlite_stat1").get > 10
    return house.path


@pytest.fixture
def path(library: Path, tmp_path: Path) -> Path:
    target = tmp_path / "data" / "tuinews.db"
    target.parent.mkdir()
    shutil.copy(library, target)
    return target


def pages_of(path: Path) -> dict[str, list[int]]:
    """The pages of each tree, in the file's order."""
    found: dict[str, list[int]] = {}
    with closing(apsw.Connection(str(path))) as connection:
        for name, number in connection.execute("SELECT name, pageno FROM dbstat ORDER BY pageno"):
            found.setdefault(name, []).append(number)
    return found


def before(path: Path, table: str, cut: int) -> int:
    """How many rows of a table stand on leaf pages before a page."""
    with closing(apsw.Connection(str(path))) as connection:
        sql = "SELECT coalesce(sum(ncell), 0) FROM dbstat WHERE name = ? AND pageno <= ? AND pagetype = 'leaf'"
        return int(connection.execute(sql, (table, cut)).get)


def rows(path: Path, table: str) -> int:
    with closing(apsw.Connection(str(path))) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").get)  # noqa: S608


def is_sound(path: Path) -> bool:
    with closing(Reader(path)) as reader:
        return reader.health().integrity == "ok"


def flip(path: Path, number: int) -> None:
    with path.open("r+b") as file:
        file.seek((number - 1) * SIZE)
        file.write(b"\xa5" * SIZE)


@pytest.mark.parametrize("tenths", range(1, 10))
def test_d5_all_that_lies_before_a_cut_is_saved(library: Path, path: Path, tenths: int) -> None:
    empty = pages_of(library)["entries"][1]  # before it stand the roots of all tables, which grow in number
    cut = empty + (path.stat().st_size // SIZE - empty) * tenths // 10
    with path.open("r+b") as file:
        file.truncate(cut * SIZE + 100)

    saved = rescue(path, NOW)

    assert saved.backup is None
    assert saved.entries == before(library, "entries", cut) > 0
    assert saved.feeds == FEEDS
    assert is_sound(path)
    with closing(apsw.Connection(str(path))) as connection:
        texts = connection.execute("SELECT count(*) FROM bodies").get
    assert texts <= before(library, "bodies", cut)
    assert texts >= min(before(library, "bodies", cut), saved.entries) * 0.9


def _statistics(library: Path) -> int:
    return pages_of(library)["sqlite_stat1"][0]


def test_d5_a_lost_root_of_the_statistics_costs_nothing(library: Path, path: Path) -> None:
    flip(path, _statistics(library))
    saved = rescue(path, NOW)
    assert (saved.feeds, saved.entries) == (FEEDS, ENTRIES)
    assert rows(path, "names") == FEEDS
    assert rows(path, "entry_tags") == rows(library, "entry_tags")


TREES = (
    "sqlite_schema",
    "feeds",
    "polling",
    "entries",
    "states",
    "bodies",
    "entry_tags",
    "spellings",
    "tags",
    "extras",
)


@pytest.mark.parametrize("tree", [*TREES, "search_data", "listed_newest", "sqlite_autoindex_entries_1"])
def test_d5_a_lost_first_page_of_a_tree_costs_only_what_stood_on_it(library: Path, path: Path, tree: str) -> None:
    first = pages_of(library)[tree][0]
    with closing(apsw.Connection(str(library))) as connection:
        root = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (tree,)).get or first
        leaf = connection.execute("SELECT iif(pagetype = 'leaf', ncell, 0) FROM dbstat WHERE pageno = ?", (root,)).get
    flip(path, root)

    saved = rescue(path, NOW)

    assert is_sound(path)
    on_page = 0 if tree in {"sqlite_schema", "search_data", "listed_newest", "sqlite_autoindex_entries_1"} else leaf
    for table in ("feeds", "entries", "states", "bodies"):
        assert rows(path, table) >= rows(library, table) - (on_page if table == tree else 0), table
    assert saved.entries == ENTRIES
    if tree in TREES[1:]:
        assert rows(path, tree) >= rows(library, tree) * 0.97 - leaf


def _some(library: Path) -> Iterator[int]:
    last = library.stat().st_size // SIZE
    yield from random.Random(2).sample(range(2, last + 1), 12)  # noqa: S311


def test_d5_a_flip_of_any_page_costs_no_more_than_a_page(library: Path, tmp_path: Path) -> None:
    owner = {number: tree for tree, numbers in pages_of(library).items() for number in numbers}
    for number in _some(library):
        path = tmp_path / str(number) / "tuinews.db"
        path.parent.mkdir()
        shutil.copy(library, path)
        flip(path, number)
        saved = rescue(path, NOW)
        lost = ENTRIES - saved.entries
        assert lost == (before(library, "entries", number) - before(library, "entries", number - 1)), owner[number]
        assert is_sound(path)


def test_d5_a_library_without_its_schema_is_put_together_by_the_look_of_its_rows(library: Path, path: Path) -> None:
    for number in pages_of(library)["sqlite_schema"]:
        flip(path, number)
    saved = rescue(path, NOW)
    assert saved.entries == ENTRIES
    assert rows(path, "bodies") == rows(library, "bodies")


def test_d5_what_was_committed_to_the_log_is_saved_with_the_rest(library: Path, path: Path) -> None:
    root = pages_of(library)["sqlite_stat1"][0]
    with House(path.parents[1]) as house:
        house.rows("PRAGMA wal_autocheckpoint = 0")
        (one,) = house.store(house.feed("late"), draft("late"))
        log = path.with_name("tuinews.db-wal").read_bytes()
        whole = path.read_bytes()
        assert one
    path.write_bytes(whole[: (root - 1) * SIZE])
    for number in pages_of(library)["sqlite_schema"]:
        flip(path, number)  # so that SQLite alone reads nothing
    path.with_name("tuinews.db-wal").write_bytes(log)
    path.with_name("tuinews.db-shm").unlink(missing_ok=True)

    rescue(path, NOW)

    with closing(apsw.Connection(str(path))) as connection:
        assert connection.execute("SELECT count(*) FROM entries WHERE guid = 'late'").get == 1
