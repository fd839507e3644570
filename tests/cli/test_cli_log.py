import logging
from pathlib import Path

import pytest

from tuinews.cli.log import LOG_BYTES, keep_log


def test_the_log_is_private_and_without_secrets(tmp_path: Path) -> None:
    path = tmp_path / "state" / "tuinews.log"
    with keep_log(path):
        logging.getLogger("tuinews.engine").info("asked https://me:hunter2@example.org/feed?token=s3cret&page=2 today")
        logging.getLogger("tuinews.engine").info("asked 'http://me:hunter2'x@example.org' by me:hunter2@proxy:1")
        logging.getLogger("elsewhere").info("chatter")
        logging.getLogger("elsewhere").warning("a real concern")
    text = path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600
    assert "hunter2" not in text
    assert "s3cret" not in text
    assert "page=2 today" in text
    assert "chatter" not in text
    assert "a real concern" in text


def test_the_log_stays_small(tmp_path: Path) -> None:
    path = tmp_path / "tuinews.log"
    line = "x" * 100_000
    with keep_log(path):
        for _ in range(120):
            logging.getLogger("tuinews").info(line)
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) <= LOG_BYTES


def test_a_place_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    with keep_log(blocked / "tuinews.log"):
        logging.getLogger("tuinews").error("nobody hears this")
    assert blocked.read_text() == ""


def test_a_file_that_cannot_be_opened_is_silent(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "tuinews.log").mkdir()
    with keep_log(tmp_path / "tuinews.log"):
        logging.getLogger("tuinews").error("nobody hears this")
    assert capsys.readouterr() == ("", "")
