import gzip
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuinews.fetch.inflate import InflateError, TooLargeError, inflate


def gzipped(data: bytes) -> bytes:
    """The same bytes at any time: they are part of the tests' names."""
    return gzip.compress(data, mtime=0)


BODY = b"<rss>" + bytes(range(256)) * 20 + b"</rss>"
BARE = zlib.compressobj(wbits=-15)
BARE_BODY = BARE.compress(BODY) + BARE.flush()


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (BODY, ""),
        (BODY, "identity"),
        (gzipped(BODY), "gzip"),
        (gzipped(BODY), " X-GZIP "),
        (gzipped(BODY), ""),
        (gzipped(BODY), "identity"),
        (gzipped(gzipped(BODY)), "gzip"),
        (gzipped(gzipped(BODY)), "gzip, gzip"),
        (gzipped(BODY[:99]) + gzipped(BODY[99:]), "gzip"),
        (gzipped(BODY) + bytes(64), "gzip"),
        (zlib.compress(BODY), "deflate"),
        (BARE_BODY, "deflate"),
        (gzipped(zlib.compress(BODY)), "deflate, gzip"),
        (BODY, "gzip"),
    ],
)
def test_bodies_are_unpacked_however_they_are_declared(body: bytes, encoding: str) -> None:
    assert inflate(body, encoding, 100_000) == BODY


@pytest.mark.parametrize("encoding", ["", "gzip", "deflate", "gzip, deflate"])
def test_an_empty_body_is_empty(encoding: str) -> None:
    assert inflate(b"", encoding, 100) == b""


@pytest.mark.parametrize("cut", [3, 10, 20, 100, -1, -8, -9])
def test_half_a_body_is_no_body(cut: int) -> None:
    with pytest.raises(InflateError):
        inflate(gzipped(BODY)[:cut], "gzip", 100_000)


@pytest.mark.parametrize("cut", [2, 20, -1])
def test_half_a_deflated_body_is_no_body(cut: int) -> None:
    with pytest.raises(InflateError):
        inflate(zlib.compress(BODY)[:cut], "deflate", 100_000)


@given(st.binary(max_size=2_000), st.integers(0, 1_000), st.sampled_from(["gzip", "deflate", "gzip, gzip"]))
def test_the_bound_is_exact(body: bytes, limit: int, encoding: str) -> None:
    packed = body
    for name in encoding.split(", "):
        packed = gzipped(packed) if name == "gzip" else zlib.compress(packed)
    if body.startswith(b"\x1f\x8b"):
        return
    if len(body) <= limit and len(gzipped(body)) <= limit:
        assert inflate(packed, encoding, limit) == body
    elif len(body) > limit:
        with pytest.raises(TooLargeError):
            inflate(packed, encoding, limit)


@given(st.binary(max_size=500), st.sampled_from(["gzip", "deflate", "br", "", "gzip, deflate"]))
def test_any_bytes_are_a_body_or_a_sentence(body: bytes, encoding: str) -> None:
    for candidate in (body, b"\x1f\x8b\x08" + body):
        try:
            assert len(inflate(candidate, encoding, 1_000)) <= 1_000
        except InflateError as error:
            assert str(error)  # noqa: PT017  either end is right, but the sentence must be there


def test_a_bomb_takes_no_memory() -> None:
    bomb = gzipped(bytes(50_000_000))
    tracemalloc.start()
    with pytest.raises(TooLargeError):
        inflate(bomb, "gzip", 1_000_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8_000_000
