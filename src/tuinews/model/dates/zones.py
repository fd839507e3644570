"""Time zones as dates name them."""

import re
from datetime import UTC, datetime
from functools import cache

from tuinews.model.clock import Instant

_ZONES: dict[str, int] = {
    **dict.fromkeys(("UT", "UTC", "GMT", "Z", "WET", "ETC/UTC", "ETC/GMT"), 0),
    **dict.fromkeys(("WEST", "CET", "MET", "MEZ", "WAT", "BST"), 60),
    **dict.fromkeys(("CEST", "MEST", "MESZ", "EET", "SAST", "CAT"), 120),
    **dict.fromkeys(("EEST", "MSK", "EAT", "TRT"), 180),
    **dict.fromkeys(("MSD", "GST", "SAMT"), 240),
    "IRST": 210,
    **dict.fromkeys(("PKT", "UZT", "YEKT"), 300),
    "IST": 330,
    "NPT": 345,
    **dict.fromkeys(("BDT", "BTT", "ALMT", "OMST"), 360),
    "MMT": 390,
    **dict.fromkeys(("WIB", "ICT", "KRAT"), 420),
    **dict.fromkeys(("HKT", "SGT", "MYT", "PHT", "AWST", "WITA", "IRKT"), 480),
    **dict.fromkeys(("JST", "KST", "WIT"), 540),
    "ACST": 570,
    **dict.fromkeys(("AEST", "VLAT"), 600),
    "ACDT": 630,
    "AEDT": 660,
    "NZST": 720,
    "NZDT": 780,
    **dict.fromkeys(("BRT", "ART", "ADT", "CLST"), -180),
    "NDT": -150,
    "NST": -210,
    **dict.fromkeys(("AST", "EDT", "CLT"), -240),
    **dict.fromkeys(("EST", "CDT", "COT", "PET"), -300),
    **dict.fromkeys(("CST", "MDT"), -360),
    **dict.fromkeys(("MST", "PDT"), -420),
    **dict.fromkeys(("PST", "AKDT"), -480),
    "AKST": -540,
    "HST": -600,
}
"""Minutes east of Greenwich (RFC 2822, section 4.3, and usual names); any other name is read as UTC."""

AMERICAN = {
    "ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles",
}  # fmt: skip
"""Names that mean summer and winter time alike, with a place where that holds."""

NAMES = "|".join(sorted((*_ZONES, *AMERICAN), key=len, reverse=True))
"""A pattern of every name of a zone that is known."""

_OFFSET = re.compile(r"([A-Za-z/_]*)\s*([+\-\u2212])\s?(\d{1,2}):?(\d{2})?\Z")


def moment_in_zone(wall: Instant, name: str) -> Instant | None:
    """The moment at which a clock in a zone shows `wall` (as if it were UTC); `None` for an unknown zone."""
    from zoneinfo import ZoneInfo

    try:
        zone = ZoneInfo(_spell(name) if name.islower() else name)
        return int(datetime.fromtimestamp(wall, UTC).replace(tzinfo=zone).timestamp())
    except (KeyError, ValueError, OverflowError, OSError):  # a name that is not in the database is a KeyError
        return None


@cache
def _spell(name: str) -> str:
    """The name of a zone with its capitals, where it is written without."""
    from zoneinfo import available_timezones

    return next((zone for zone in available_timezones() if zone.lower() == name), name)


def is_zone(name: str) -> bool:
    """Whether the machine knows a zone of this name, such as `Europe/Lisbon`."""
    return moment_in_zone(0, name) is not None


def minutes_east(zone: str) -> int:
    """Minutes east of Greenwich; an unknown name is UTC (RFC 2822, section 4.3)."""
    zone = zone.strip()
    if match := _OFFSET.match(zone):
        digits = match[3] + (match[4] or "")
        hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
        sign = 1 if match[2] == "+" else -1
        # POSIX turns the sign of Etc/GMT+5 round
        return sign * (hours * 60 + minutes) * (-1 if match[1].upper() == "ETC/GMT" else 1)
    return _ZONES.get(zone.upper(), 0)
