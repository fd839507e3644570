"""A home of one's own, a web on loopback, and the command line as a function."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.door import Result, Tuinews, Web
from tuinews.cli import run

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # so it is in what a shell runs in the background, and programs that are started inherit it
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def web() -> Iterator[Web]:
    served = Web()
    yield served
    served.close()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home whose settings ask loopback without pauses."""
    place = tmp_path / "home"
    (place / "config").mkdir(parents=True)
    (place / "config" / "config.toml").write_text("[refresh]\nhost_gap_seconds = 0.0\n")
    return place


@pytest.fixture
def tuinews(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Tuinews:
    """Run a command in this process, at the home: exit code, stdout, stderr."""
    monkeypatch.setenv("TUINEWS_HOME", str(home))
    monkeypatch.setenv("COLUMNS", "80")
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)

    def command(*words: object) -> Result:
        capsys.readouterr()
        code = run([str(word) for word in words])
        captured = capsys.readouterr()
        return Result(code, captured.out, captured.err)

    return command


@pytest.fixture
def shared() -> Path:
    """The folder of shared samples, if it is there."""
    default = Path(__file__).parents[3] / "shared"
    place = Path(os.environ.get("TUINEWS_SHARED", default))
    if not (place / "portal").is_dir():
        pytest.skip("the shared samples are not here")
    return place
