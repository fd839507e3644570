"""Registers: the last value that was written under a name, of which the one with the highest stamp wins.

Marks, options of feeds and saved queries are each a register. A set, such as the tags of an entry or the subscriptions,
is a register for each element that says whether it is in it: “LWW-element-set” (Shapiro and others, 2011, “A
comprehensive study of Convergent and Commutative Replicated Data Types”, INRIA RR-7506, 3.3.3).
"""

import json
from typing import NamedTuple

from tuinews.model.shared.stamps import WriteStamp

Value = int | str | None


class Register(NamedTuple):
    """A value, and who wrote it when."""

    value: Value
    at: WriteStamp
    writer: str
    """The machine that wrote it."""


def find_winner(one: Register, other: Register) -> Register:
    """Return the register that holds: that with the higher stamp.

    Of equal stamps the higher name of a machine decides, then the value, for machines that share a name by mistake: the
    result is the same on every machine, in whatever order registers arrive.
    """
    return one if _rank(one) >= _rank(other) else other


def _rank(register: Register) -> tuple[WriteStamp, str, str]:
    return register.at, register.writer, json.dumps(register.value)
