"""Stamps: when a register was written, as one whole number that orders what happened on several machines.

A stamp is a hybrid logical clock (Kulkarni and others, 2014, “Logical Physical Clocks”) of one register: the writer's
seconds, shifted by 16 bits, and a counter below them. Who writes over a register takes a stamp above the one that is
there, so that what was seen always loses against what was done after seeing it, however wrong either clock is. No other
register takes part in that: a clock that is a decade ahead moves the registers that it wrote, and no clock.
"""

from tuinews.model.clock import DAY, Instant

WriteStamp = int

_BITS = 16
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"

WEAK: WriteStamp = 1
"""The stamp of what no user decided, such as a mark by a rule, or of which nobody knows when: anything wins over it."""

AHEAD = DAY
"""Seconds by which clocks may differ before the user is told."""


def make_stamp(now: Instant) -> WriteStamp:
    """Return the first stamp of a second."""
    return max(now, 0) << _BITS


def follow(former: WriteStamp, now: Instant) -> WriteStamp:
    """Return the stamp of what is written now over what was written at `former`."""
    return max(make_stamp(now), former + 1)


def read_seconds(stamp: WriteStamp) -> Instant:
    """Return the second in which something was written, by the clock of who wrote it."""
    return stamp >> _BITS


def is_ahead(stamp: WriteStamp, now: Instant) -> bool:
    """Whether a stamp was written by a clock that is far ahead of this one."""
    return read_seconds(stamp) > now + AHEAD


def write_number(number: int) -> str:
    """Return a number that is not negative in digits to the base of 36."""
    digits = ""
    while True:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
        if not number:
            return digits


def write_step(step: int) -> str:
    """Return how far a stamp is above the one before: whole seconds mostly, which take few digits; `""` for none."""
    if not step:
        return ""
    seconds, counter = divmod(step, 1 << _BITS)
    return f".{write_number(step)}" if counter else write_number(seconds)


def read_step(text: str) -> int:
    """Return what `write_step` wrote; raises ValueError."""
    if not text:
        return 0
    return int(text[1:], 36) if text[0] == "." else int(text, 36) << _BITS
