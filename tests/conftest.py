"""What several rooms' tests ask for."""

import gc
import os
from collections import defaultdict
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from time import tzset

import pytest
from hypothesis import settings

from certificates import NEW_KEY, openssl
from forked_workers import forked_workers

os.environ["TZ"] = "UTC"  # the user's clock in tests, wherever they run
tzset()
for name in ("VISUAL", "EDITOR"):  # and none of the editors that whoever runs them likes
    os.environ.pop(name, None)
os.environ["LANGUAGE"] = "en"  # and what it speaks

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")  # how long an example takes says how busy the machine is

_SECONDS: defaultdict[str, float] = defaultdict(float)
"""How long the tests of each module took."""

gc.disable()  # while tests are collected, nothing is thrown away


def pytest_collection_finish() -> None:
    """Keep the garbage collector off what is there until the end: modules and tests."""
    gc.freeze()
    gc.enable()


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    _SECONDS[report.location[0]] += report.duration


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Remember how long modules take, for `tests/quick.py`; one that ran in part does not seem quick at once."""
    if hasattr(session.config, "workerinput") or not hasattr(session.config, "cache"):
        return
    cache = session.config.cache
    known: dict[str, float] = cache.get("tuinews/durations", {})
    taken = {module: max(seconds, known.get(module, 0.0) * 0.7) for module, seconds in _SECONDS.items()}
    cache.set("tuinews/durations", known | taken)


@pytest.fixture(autouse=True)
def workers(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fork the workers of pools in this process, save for tests of them, which are marked."""
    with nullcontext() if request.node.get_closest_marker("real_workers") else forked_workers():
        yield


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Key and certificate of news.example in one file, signed by itself."""
    return _made(tmp_path_factory.mktemp("tls"), days=2)


@pytest.fixture(scope="session")
def expired(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, out of date since yesterday."""
    return _made(tmp_path_factory.mktemp("tls"), days=-1)


def _made(folder: Path, *, days: int) -> Path:
    key, wish, names, signed = (str(folder / name) for name in ("key.pem", "wish.csr", "names", "signed.crt"))
    (folder / "names").write_text("subjectAltName=DNS:news.example,IP:127.0.0.1")
    openssl("req", *NEW_KEY, "-subj", "/CN=news.example", "-keyout", key, "-out", wish)
    openssl("x509", "-req", "-in", wish, "-signkey", key, "-days", str(days), "-extfile", names, "-out", signed)
    file = folder / "news.pem"
    file.write_text(Path(key).read_text() + Path(signed).read_text())
    return file
