"""What is written to the pipe that stands for stderr comes to the log in whole lines, and in bounds."""

import logging
import os
import threading
from collections.abc import Sequence

import pytest

from tuinews.cli.log import Redacted
from tuinews.engine.stderr_log import StderrLog

SECRET = b"http://ann:hunter2@coast.example/x?token=abc\n"
PADDING = (b"-" * 99 + b"\n") * 41
"""As much as is read at once, and more."""
TOLD = "stderr: http://***@coast.example/x?token=***"


def logged(caplog: pytest.LogCaptureFixture, written: bytes) -> Sequence[str]:
    """The lines that the log has of what was written."""
    before = set(threading.enumerate())
    caplog.set_level(logging.WARNING, "tuinews.engine.stderr_log")
    stderr_log = StderrLog("stderr")
    (listening,) = set(threading.enumerate()) - before
    os.write(stderr_log.descriptor, written)
    stderr_log.close()
    listening.join(30)
    assert not listening.is_alive()
    formatter = Redacted("%(message)s")
    return [formatter.format(record) for record in caplog.records]


@pytest.mark.parametrize("shown", range(1, len(SECRET)))
def test_a_secret_is_taken_out_wherever_the_pipe_cuts_the_line(caplog: pytest.LogCaptureFixture, shown: int) -> None:
    lines = logged(caplog, PADDING[-(4_096 - shown) :] + SECRET)
    assert lines[-1] == TOLD
    assert "abc" not in "".join(lines)


def test_what_does_not_end_in_a_line_feed_is_logged_in_the_end(caplog: pytest.LogCaptureFixture) -> None:
    assert logged(caplog, b"one\n\ntwo") == ["stderr: one", "stderr: two"]


def test_letters_of_several_bytes_are_whole(caplog: pytest.LogCaptureFixture) -> None:
    assert logged(caplog, PADDING[-4_094:] + "Küste\n".encode())[-1] == "stderr: Küste"


@pytest.mark.parametrize("length", range(970, 999))
def test_a_line_without_end_is_cut_before_a_word_that_may_be_half_a_secret(
    caplog: pytest.LogCaptureFixture, length: int
) -> None:
    (line,) = logged(caplog, b"x" * length + b" " + SECRET.strip() + b"z" * 50_000)
    assert line == f"stderr: {'x' * length} (and more)"


def test_after_a_thousand_lines_it_is_said_that_no_more_are_logged(caplog: pytest.LogCaptureFixture) -> None:
    lines = logged(caplog, b"again\n" * 1_500)
    assert lines[:1_000] == ["stderr: again"] * 1_000
    assert lines[1_000:] == ["stderr: more than 1000 lines: nothing of the others is logged"]
