import io
import struct
import wave
import xml.etree.ElementTree as ET
import zlib

import pytest

from tuinews.demo.pictures import HEIGHT, PALETTES, WIDTH, picture
from tuinews.demo.sounds import make_recording


@pytest.mark.parametrize("kind", PALETTES)
def test_a_png_is_whole(kind: str) -> None:
    made = picture(f"{kind}-test.png")
    assert made is not None
    data, media_type = made
    assert media_type == "image/png"
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    at, kinds, pixels = 8, [], b""
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        chunk = data[at + 4 : at + 8 + length]
        (checksum,) = struct.unpack(">I", data[at + 8 + length : at + 12 + length])
        assert zlib.crc32(chunk) == checksum
        kinds.append(chunk[:4])
        pixels += chunk[4:] if chunk[:4] == b"IDAT" else b""
        at += 12 + length
    assert kinds == [b"IHDR", b"PLTE", b"IDAT", b"IEND"]
    raw = zlib.decompress(pixels)
    assert len(raw) == (WIDTH + 1) * HEIGHT
    assert set(raw) <= {0, 1, 2, 3, 4}


def test_an_svg_is_well_formed_and_of_the_same_size() -> None:
    made = picture("night-test.svg")
    assert made is not None
    root = ET.fromstring(made[0])  # noqa: S314 - our own text
    assert (root.get("width"), root.get("height")) == (str(WIDTH), str(HEIGHT))


def test_pictures_differ_by_name_and_stay_the_same() -> None:
    assert picture("snow-a.svg") != picture("snow-b.svg")
    assert picture("snow-a.svg") == picture("snow-a.svg")


@pytest.mark.parametrize("name", ["nowhere-a.svg", "snow-a.gif", "snow", "", "../snow-a.svg"])
def test_other_names_have_no_picture(name: str) -> None:
    assert picture(name) is None


def test_a_recording_can_be_played() -> None:
    with wave.open(io.BytesIO(make_recording("episode"))) as sound:
        assert sound.getnframes() / sound.getframerate() == pytest.approx(2.4)
        assert len(set(sound.readframes(sound.getnframes()))) > 50
    assert make_recording("episode") != make_recording("another")
