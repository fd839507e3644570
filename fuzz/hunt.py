"""Hunts for inputs that break a promise, guided by coverage when atheris is installed, by chance alone when not.

    python fuzz/hunt.py TARGET [--seconds 60] [--seed 1] [--plain]

Guided runs need `pip install --group fuzz`. What breaks a promise is written to fuzz/found/ and ends the run with 1.
"""

import argparse
import hashlib
import random
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

FOUND = Path(__file__).with_name("found")
LONGEST = 20_000
"""Bytes of an input."""

_PIECES = (
    *(b"<", b">", b"&", b"{", b"}", b"[", b"]", b'"', b"null", b"1e999", b"99999", b"-1", b"[/b]", b"javascript:"),
    *(b"<item>", b"</item>", b"<![CDATA[", b"]]>", b"<!--", b"-->", b"<pre>", b"<a href='", b"xml:base='javascript:x'"),
    *(b"&#27;", b"&#x9b;", b"\x1b]52;c;", b"\x07", b"\x00", b"\\ud800", b"\xed\xa0\x80", b"\xe2\x80\xae"),
    *(b"\xff\xfe", b"\xef\xbb\xbf", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;", b"<div>" * 50, b" a='1'" * 50),
    b"<table><tr><td colspan='999999'>",
)


def mutated(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """The input with some changes: bytes turned, taken out, doubled, moved, mixed with another input."""
    made = bytearray(data[:LONGEST])
    for _ in range(chance.choice((1, 1, 2, 4, 8, 16))):
        place = chance.randrange(len(made) + 1)
        length = chance.choice((1, 2, 8, 64, 512))
        match chance.randrange(6):
            case 0 if made:
                made[place % len(made)] = chance.randrange(256)
            case 1:
                del made[place : place + length]
            case 2:
                made[place:place] = made[place : place + length] * chance.choice((1, 2, 9))
            case 3:
                made[place:place] = chance.choice(_PIECES)
            case 4:
                other = chance.choice(others)
                begin = chance.randrange(len(other) + 1)
                made[place:place] = other[begin : begin + length]
            case _:
                del made[place:]
    return bytes(made[:LONGEST])


def hunt(name: str, seconds: float, seed: int, most: int = sys.maxsize) -> bytes | None:
    """Try mutated inputs for so long, or so many; the one that broke a promise, if any did."""
    from targets import run_one, seeds

    chance, start = random.Random(seed), list(seeds(name))  # noqa: S311  it only has to be repeatable
    end = time.perf_counter() + seconds
    tried = 0
    while time.perf_counter() < end and tried < most:
        data = mutated(chance.choice(start), chance, start)
        tried += 1
        try:
            run_one(name, data)
        except Exception:  # noqa: BLE001  whatever it is, it is what is looked for
            traceback.print_exc()
            return data
    print(f"{name}: {tried} inputs, all promises kept")
    return None


def guided(name: str, seconds: float, seed: int) -> None:
    """Let atheris look for new paths; does not return."""
    import atheris

    with atheris.instrument_imports(include=["tuinews"]):
        from targets import run_one, seeds

        for data in seeds(name):  # what is imported with the first input is watched, too
            run_one(name, data)
    corpus = Path(tempfile.mkdtemp(prefix="fuzz-"))
    for number, data in enumerate(seeds(name)):
        (corpus / str(number)).write_bytes(data[:LONGEST])
    FOUND.mkdir(exist_ok=True)
    options = [f"-max_total_time={seconds:.0f}", f"-seed={seed}", f"-max_len={LONGEST}", "-timeout=10"]
    options.append(f"-artifact_prefix={FOUND}/{name}-")
    atheris.Setup([sys.argv[0], *options, str(corpus)], lambda data: run_one(name, data))
    atheris.Fuzz()


def by_chance(names: Sequence[str], seconds: float, seed: int) -> int:
    """Hunt on each target; how many broke a promise."""
    broken = 0
    for name in names:
        found = hunt(name, seconds, seed)
        if found is not None:
            broken += 1
            FOUND.mkdir(exist_ok=True)
            file = FOUND / f"{name}-{hashlib.blake2b(found, digest_size=6).hexdigest()}"
            file.write_bytes(found)
            print(f"{name}: a promise is broken by {file}")
    return broken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", help="a name of targets.py; all: one after the other, by chance alone")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plain", action="store_true", help="by chance alone, without atheris")
    arguments = parser.parse_args()
    if find_spec("atheris") and not arguments.plain and arguments.target != "all":
        guided(arguments.target, arguments.seconds, arguments.seed)
    from targets import TARGETS

    names = list(TARGETS) if arguments.target == "all" else [arguments.target]
    sys.exit(bool(by_chance(names, arguments.seconds, arguments.seed)))


if __name__ == "__main__":
    main()
