"""Dates in every notation: the table is the documentation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuinews.model.clock import EARLIEST, LATEST, to_iso
from tuinews.parse import parse_date

NOON = "2026-11-24T10:05:00Z"
DATES = [
    ("Tue, 24 Nov 2026 10:05:00 GMT", NOON),
    ("Tue, 24 Nov 2026 15:50:00 +0545", NOON),
    ("Tue, 24 Nov 2026 05:05:00 EST", NOON),
    ("24 Nov 26 10:05", NOON),
    ("24 Nov 2026 10:05:00 XYZT", NOON),
    ("Tue, 24 November 2026 10:05:00 UT", NOON),
    ("Tue,24 Nov 2026 10:05:00 +0000 (Coordinated Universal Time)", NOON),
    ("2026-11-24T10:05:00Z", NOON),
    ("2026-11-24T10:05:00.123456789+00:00", NOON),
    ("2026-11-24 10:05", NOON),
    ("2026-11-24T04:05:00-06:00", NOON),
    ("20261124T100500Z", NOON),
    ("20261124100500", NOON),
    ("2026-W48-2T10:05Z", NOON),
    ("2026-328T10:05Z", NOON),
    ("Tue Nov 24 10:05:00 2026", NOON),
    ("Tue Nov 24 02:05:00 PST 2026", NOON),
    ("November 24th, 2026 10:05 am", NOON),
    ("Nov 24, 2026, 10:05", NOON),
    ("10:05, 24 Nov 2026", NOON),
    ("24.11.2026 10:05", NOON),
    ("24. 11. 2026 10:05", NOON),
    ("24/11/2026 10:05", NOON),
    ("2026/11/24 10:05:00", NOON),
    ("24-Nov-2026 10:05:00", NOON),
    ("24. November 2026, 10:05 Uhr", NOON),
    ("Di, 24 Nov 2026 11:05:00 +0100", NOON),
    ("mar. 24 novembre 2026 à 10:05", NOON),
    ("24 de noviembre de 2026 10:05", NOON),
    ("24 de novembro de 2026 às 10:05", NOON),
    ("24 novembre 2026 alle 10:05", NOON),
    ("24 listopada 2026 10:05", NOON),
    ("24 Kasım 2026 10:05", NOON),
    ("2026. november 24. 10:05", NOON),
    ("24. marraskuuta 2026 klo 10.05", NOON),
    ("24 ноября 2026, 10:05", NOON),
    ("24 листопада 2026 10:05", NOON),
    ("24 Νοεμβρίου 2026 10:05", NOON),
    ("24 نوفمبر 2026 10:05", NOON),
    ("24 नवंबर 2026 10:05", NOON),
    ("२४ नोभेम्बर २०२६ 10:05", NOON),
    ("24 พฤศจิกายน 2569 10:05", NOON),
    ("24 tháng 11, 2026 10:05", NOON),
    ("2026年11月24日 10:05", NOON),
    ("2026년 11월 24일 오전 10:05", NOON),
    ("2026-11-24", "2026-11-24T00:00:00Z"),
    ("2026-11", "2026-11-01T00:00:00Z"),
    ("2026", "2026-01-01T00:00:00Z"),
    ("Tue, 24 Nov 2026 24:00:00 GMT", "2026-11-25T00:00:00Z"),
    ("2026-11-24T23:59:60Z", "2026-11-25T00:00:00Z"),
    ("Sat, Dec 16 2023 02:02:33 PM", "2023-12-16T14:02:33Z"),
    ("12/25/2026 12:30 AM", "2026-12-25T00:30:00Z"),
    ("1 Jan 69 00:00:00 GMT", "1969-01-01T00:00:00Z"),
    ("1 Jan 49 00:00:00 GMT", "2049-01-01T00:00:00Z"),
    ("Thu, 01 Jan 1970 00:00:00 GMT", "1970-01-01T00:00:00Z"),
    ("9999-12-31T23:59:59-23:59", to_iso(LATEST)),
    ("1795514700", NOON),
    ("1795514700000", NOON),
]
NO_DATES = [
    "",
    "yesterday",
    "2026-02-30",
    "31 Jun 2026",
    "2026-13-01",
    "2026-11-24T25:00:00Z",
    "0001-01-01T00:00:00Z",
    "-1000-01-01",
    "99999",
    "24 Foo 2026",
]


@pytest.mark.parametrize(("text", "moment"), DATES)
def test_date_is_read(text: str, moment: str) -> None:
    assert to_iso(parse_date(text)) == moment


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date_is_none(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("text", "lang", "day"),
    [
        ("24 listopad 2026", "cs", "2026-11-24"),
        ("24 listopad 2026", "hr", "2026-10-24"),
        ("3/4/2026", "en-US", "2026-03-04"),
        ("3/4/2026", "en-GB", "2026-04-03"),
        ("3/4/2026", "de", "2026-04-03"),
    ],
)
def test_language_decides_doubts(text: str, lang: str, day: str) -> None:
    assert to_iso(parse_date(text, lang)) == f"{day}T00:00:00Z"


@given(st.text(max_size=200))
def test_no_text_raises_or_leaves_the_calendar(text: str) -> None:
    moment = parse_date(text)
    assert moment is None or EARLIEST <= moment <= LATEST


@given(st.text(alphabet="0123456789-/.:TZ+ ,NovDecan", max_size=40))
def test_no_almost_date_raises(text: str) -> None:
    moment = parse_date(text)
    assert moment is None or EARLIEST <= moment <= LATEST


@given(st.datetimes())
def test_every_moment_comes_back_from_iso(moment: object) -> None:
    written = to_iso(parse_date(f"{moment!s:.19}Z"))
    assert written is None or written == f"{moment!s:.19}Z".replace(" ", "T")
