"""Logins in the system's keyring, and what becomes of them where it is not there, locked, or does not answer."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from time import monotonic

import pytest

from engine.stories import item, rss
from engine.web import Clock, Web
from tuinews.cli.log import keep_log
from tuinews.config import Settings, find_paths
from tuinews.engine.library import Library, open_library
from tuinews.engine.secrets.system_keyring import PATIENCE_SECONDS, SystemKeyring
from tuinews.model.change import FeedEdit
from tuinews.model.clock import DAY
from tuinews.model.error import TuinewsError
from tuinews.model.event import Event, Noticed
from tuinews.model.feed import Access

pytest.importorskip("keyring", reason="the extra `keyring` is not installed")

GIVEN = Access("ann", "hunter2", (("X-Key", "t0psecret"),))
SECRET = ("hunter2", "t0psecret")
Use = Callable[[str], None]
Start = Callable[..., Library]


@pytest.fixture
def use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Use:
    """Have the system's keyring be one of ours."""
    monkeypatch.setenv("OUR_KEYRING", str(tmp_path / "keyring.json"))
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[1]))

    def chosen(kind: str) -> None:
        monkeypatch.setenv("PYTHON_KEYRING_BACKEND", f"engine.keyrings.{kind}")

    chosen("Working")
    return chosen


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def start(tmp_path: Path, clock: Clock, told: list[str]) -> Iterator[Start]:
    opened: list[Library] = []

    def hear(event: Event) -> None:
        if isinstance(event, Noticed):
            told.append(event.sentence)

    def started(passwords: str = "keyring") -> Library:
        for library in opened:
            library.close()
        settings = Settings()
        network, refresh = replace(settings.network, passwords=passwords), replace(settings.refresh, host_gap_seconds=0)
        wanted = replace(settings, network=network, refresh=refresh)
        opened.append(open_library(find_paths(str(tmp_path), {}), wanted, hear, clock))
        return opened[-1]

    yield started
    for library in opened:
        library.close()


def texts(folder: Path) -> str:
    """All that the library wrote."""
    files = [one for place in ("data", "state", "cache") for one in (folder / place).rglob("*") if one.is_file()]
    return "".join(one.read_bytes().decode("latin-1") for one in files)


@pytest.mark.real_workers
async def test_c6_a_login_goes_to_the_keyring_and_comes_from_it(  # noqa: PLR0917  fixtures
    use: Use, start: Start, web: Web, tmp_path: Path, told: list[str], clock: Clock
) -> None:
    with keep_log(tmp_path / "state" / "tuinews.log", debug=True):
        (added,) = await start().feeds.add(web.put("/feed.xml", rss(item(web, 1))), access=GIVEN)
        library = start()
        assert library.feeds.access(added.feed) == GIVEN
        clock.now += 2 * DAY
        web.log.clear()
        await library.refresh.run()
    assert web.log[0][1]["authorization"] == "Basic YW5uOmh1bnRlcjI="
    assert web.log[0][1]["x-key"] == "t0psecret"
    assert told == []
    assert all(secret in (tmp_path / "keyring.json").read_text() for secret in SECRET)
    assert not any(secret in texts(tmp_path) for secret in SECRET)
    seen = (tmp_path / "keyring.seen").read_text()  # what anybody can see of the child
    assert "tuinews.engine.workers.child" in seen
    assert not any(secret in seen for secret in SECRET)
    assert json.loads((tmp_path / "data" / "secrets.json").read_text()) == {
        str(added.feed.id): {"origin": web.url("").rstrip("/"), "keyring": True}
    }


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("Locked", "it is locked"),
        ("Raising", "it failed (RuntimeError)"),
        ("Absent", "there is none on this system"),
        ("Forgetful", "it does not keep what it is given"),
        ("Hanging", "it does not answer"),
        ("Dying", "it does not answer"),
    ],
)
async def test_c6_where_the_keyring_takes_nothing_the_private_file_does_and_one_sentence_says_so(  # noqa: PLR0917  fixtures
    use: Use, start: Start, web: Web, tmp_path: Path, told: list[str], kind: str, why: str
) -> None:
    use(kind)
    library = start()
    begun = monotonic()
    (added,) = await library.feeds.add(web.put("/feed.xml", rss(item(web, 1))), access=GIVEN)
    assert monotonic() - begun < PATIENCE_SECONDS + 15  # a busy machine takes its time to start a process
    file = tmp_path / "data" / "secrets.json"
    assert told == [f"The keyring cannot be used ({why}): what you gave is kept in {file} instead."]
    assert file.stat().st_mode & 0o777 == 0o600
    await library.feeds.edit(added.feed.id, FeedEdit(), Access("bob", "word"))
    assert len(told) == 1
    assert start().feeds.access(added.feed) == Access("bob", "word")


@pytest.mark.parametrize("kind", ["Locked", "Hanging", "Raising", "Forgetful"])
async def test_c6_what_a_keyring_does_not_give_is_told_once_a_refresh_and_given_again_later(  # noqa: PLR0917  fixtures
    use: Use, start: Start, web: Web, told: list[str], clock: Clock, kind: str
) -> None:
    urls = [web.put(f"/{n}.xml", rss(item(web, n))) for n in range(3)]
    library = start()
    feeds = [(await library.feeds.add(url, access=GIVEN))[0].feed for url in urls]
    use(kind)
    library = start()
    clock.now += 2 * DAY
    web.log.clear()
    begun = monotonic()
    await library.refresh.run()
    assert monotonic() - begun < PATIENCE_SECONDS + 20  # it is asked once, not once a feed
    assert ["authorization" in headers for _, headers in web.log] == [False] * 3
    (sentence,) = told
    assert sentence.startswith("Logins of feeds are in the keyring, but it ")
    with pytest.raises(TuinewsError, match="unlock it, or log in again"):
        library.feeds.access(feeds[0])
    use("Working")
    clock.now += 2 * DAY
    web.log.clear()
    await library.refresh.run()
    assert ["authorization" in headers for _, headers in web.log] == [True] * 3


async def test_c6_a_login_that_is_taken_back_or_kept_elsewhere_leaves_the_keyring(
    use: Use, start: Start, web: Web, tmp_path: Path
) -> None:
    urls = [web.put(f"/{n}.xml", rss(item(web, n))) for n in range(2)]
    library = start()
    one, two = [(await library.feeds.add(url, access=GIVEN))[0].feed for url in urls]
    use("Locked")
    with pytest.raises(TuinewsError, match="does not let go"):
        await library.feeds.edit(one.id, FeedEdit(), Access())
    use("Working")
    await library.feeds.edit(one.id, FeedEdit(), Access())
    assert [name.rpartition("|")[2] for name in json.loads((tmp_path / "keyring.json").read_text())] == [str(two.id)]
    library = start("file")
    assert library.feeds.access(two) == GIVEN  # what is there is found also when nothing new goes there
    await library.feeds.edit(two.id, FeedEdit(), Access("bob", "word"))
    assert json.loads((tmp_path / "keyring.json").read_text()) == {}
    assert start().feeds.access(two) == Access("bob", "word")


async def test_c6_of_a_feed_that_is_gone_the_keyring_forgets_the_login_once_it_can(
    use: Use, start: Start, web: Web, tmp_path: Path
) -> None:
    library = start()
    (added,) = await library.feeds.add(web.put("/feed.xml", rss(item(web, 1))), access=GIVEN)
    secrets = library._services.secrets
    use("Locked")
    secrets.forget([added.feed.id])
    assert secrets.ids() == {added.feed.id}
    use("Working")
    secrets.forget([added.feed.id])
    assert secrets.ids() == frozenset()
    assert json.loads((tmp_path / "keyring.json").read_text()) == {}


def test_c6_two_libraries_do_not_take_each_others_logins(use: Use, tmp_path: Path) -> None:
    one, other = SystemKeyring("tuinews /one"), SystemKeyring("tuinews /other")
    one.put("1", "a")
    other.put("1", "b")
    assert (one.get(["1", "2"]), other.get(["1"])) == ({"1": "a"}, {"1": "b"})


def test_c6_without_the_extra_there_is_a_sentence(use: Use, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "keyring").mkdir()
    (tmp_path / "keyring" / "__init__.py").write_text("raise ImportError")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(TuinewsError, match="the extra `keyring` is not installed"):
        SystemKeyring("tuinews").put("1", "a")


def test_c6_the_keyring_is_imported_by_its_child_only(tmp_path: Path) -> None:
    script = (
        "import sys, dataclasses\nfrom pathlib import Path\nfrom tuinews.config import Settings, find_paths\n"
        "from tuinews.engine.library import open_library\n"
        "wanted = Settings()\nwanted = dataclasses.replace(wanted, network=dataclasses.replace(wanted.network, "
        "passwords='keyring'))\nopen_library(find_paths(sys.argv[1], {}), wanted).close()\n"
        "sys.exit('keyring' in sys.modules or 'tuinews.engine.workers.pool' in sys.modules)"
    )
    command = [sys.executable, "-c", script, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
