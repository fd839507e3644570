"""What a change of the journal touched: two that touch the same cannot be undone in any order."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tuinews.store.rules.rule_effects import EntryEffect

_Detail = Mapping[str, Any]

Touched = dict[str, frozenset[object]]
"""Things by their kind."""

_WHOLE = frozenset[object]({"all"})


def _by_key(kind: str) -> Callable[[_Detail], Touched]:
    return lambda detail: {kind: frozenset(str(key) for key, _, _ in detail[kind])}


def _touch_feeds(detail: _Detail) -> Touched:
    named = [feed for feed, _, _ in detail["named"]]
    views = frozenset(name for name, _, _ in detail.get("views", ()))
    return {"feeds": frozenset([*detail["added"], *detail["removed"], *named]), "views": views}


def _touch_effects(detail: _Detail) -> Touched:
    """Return what a rule touched: what the same marks and tags by hand would."""
    touched: defaultdict[str, set[object]] = defaultdict(set)
    for effect in (EntryEffect(*stored) for stored in detail["effects"]):
        for kind in (*(f"mark {flag}" for flag in effect.flags), *(["tags"] if effect.tags else ())):
            touched[kind].add(effect.entry_id)
    return {kind: frozenset(ids) for kind, ids in touched.items()}


_TOUCHED: Mapping[str, Callable[[_Detail], Touched]] = {
    "edit": lambda detail: {"feeds": frozenset({detail["feed"]})},
    "merge": lambda detail: {"feeds": frozenset({detail["gone"], detail["stays"]})},
    "archive": lambda detail: {"feeds": frozenset(detail["archived"])},
    "feeds": _touch_feeds,
    "rule": _touch_effects,
    "settings": lambda detail: {"settings": frozenset(f"{section}.{key}" for section, key, _, _ in detail["settings"])},
    **{kind: _by_key(kind) for kind in ("views", "mutes", "rules", "ageing")},
}
"""What changes touched, by their kind; that of marks, tags and notes stands beside their detail."""


def find_touched(kind: str, detail: _Detail, ids: Sequence[int]) -> Touched:
    """Return what a change touched, by its kind, its detail and its entries as the journal holds them."""
    if kind == "mark":
        return {f"mark {detail['flag']}": frozenset(ids)}
    if kind in {"tag", "note"}:
        return {f"{kind}s": frozenset(ids)}
    return _TOUCHED[kind](detail) if kind in _TOUCHED else {kind: _WHOLE}


def overlap(one: Touched, other: Touched) -> bool:
    """Whether two changes touched the same thing."""
    return any(things & other.get(kind, frozenset()) for kind, things in one.items())
