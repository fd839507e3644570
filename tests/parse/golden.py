"""Parsed values as JSON, for comparing them with the golden files."""

from dataclasses import asdict
from typing import Any

from tuinews.model.clock import to_iso
from tuinews.model.parsed import ParsedFeed, ParseFailure

ADDRESS = "https://feeds.example/dir/feed"


def as_json(value: ParsedFeed | ParseFailure) -> dict[str, Any]:
    """The value without what is empty, its moments readable."""
    plain = asdict(value)
    if isinstance(value, ParsedFeed):
        plain["card"] = _filled(plain["card"])
        plain["entries"] = [_entry(entry) for entry in plain["entries"]]
        plain["skip_hours"] = sorted(value.skip_hours)
        plain["skip_days"] = sorted(value.skip_days)
    else:
        plain["links"] = [_filled(link._asdict()) for link in value.links]
    return _filled(plain)


def _entry(entry: dict[str, Any]) -> dict[str, Any]:
    moments = {name: to_iso(entry[name]) for name in ("published", "updated")}
    pairs = {name: [list(item) for item in entry[name]] for name in ("enclosures", "facts")}
    return _filled({**entry, **moments, **pairs, "tags": list(entry["tags"]), "images": list(entry["images"])})


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not False and value not in ("", None, (), [], {})}
