"""The form of a feed: all that the user can decide of it, with what its publisher says beside it."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from tuinews.model.change import FeedEdit
from tuinews.model.clock import DAY, HOUR, MINUTE, Instant, format_duration
from tuinews.model.feed import Feed
from tuinews.model.habits.daily_cap import parse_daily_cap
from tuinews.model.habits.option_texts import read_interval, read_kept_number, read_user_agent
from tuinews.model.habits.pause import parse_pause
from tuinews.model.habits.shelf_life import describe_rhythm, describe_shelf_life, parse_shelf_life
from tuinews.model.language import tr
from tuinews.model.query import parse_query
from tuinews.model.text import NAME_LIMIT, SafeText, safe_text
from tuinews.model.url import is_web, redact
from tuinews.ui.controllers.checks import make_check
from tuinews.ui.controllers.feeds.sidebar import read_folder_path
from tuinews.ui.dialogs.field_form import Field

_SWITCH = ("on", "off")

_HIDDEN = "***"
"""What stands in an address that is shown for a key or a password."""


def feed_fields(feed: Feed, folders: Sequence[str], ttl: int | None, now: Instant) -> Iterator[Field]:
    """Give the lines of the form; `ttl` is how many seconds the publisher wants between two polls."""
    yield from _list_names(feed, folders)
    yield from _list_polling(feed, ttl, now)
    yield from _list_keeping(feed, now)


def publisher_lines(feed: Feed) -> tuple[str, ...]:
    """Return what the publisher says of the feed besides what stands beside the lines of the form."""
    card = feed.card
    told = {"language": card.lang, "editor": card.editor, "picture": redact(card.image)}
    rest = " · ".join(f"{name} {value}" for name, value in told.items() if value)
    return tuple(line for line in (card.tagline, rest) if line)


def _list_names(feed: Feed, folders: Sequence[str]) -> Iterator[Field]:
    card = feed.card
    tags = ", ".join(feed.tags)
    yield Field(
        "title",
        tr("Title"),
        feed.title,
        tr("What you call it; empty: as its publisher does."),
        card.title or feed.title,
    )
    shown = redact(feed.url)
    where = tr("Inner ones after a /; empty: none.")
    yield Field("folder", tr("Folder"), "/".join(feed.folder), where, words=folders)
    yield Field("tags", tr("Labels"), tags, tr("Words with commas between, which folder: in queries finds as well."))
    yield Field("url", tr("Address"), shown, tr("Where it is fetched from."), card.site_url, check=check_address(shown))
    yield _switch("hidden", tr("Hidden"), on=feed.hidden, said=tr("on: it is seen in views only, not among the feeds."))


def _list_polling(feed: Feed, ttl: int | None, now: Instant) -> Iterator[Field]:
    options = feed.options
    wish = tr("every {duration} at most", duration=format_duration(ttl)) if ttl else ""
    interval = _span(options.interval)
    said = tr("How often it is asked: 45m, 2h, 1d, 1w, or default; its publisher's wish is kept.")
    yield Field("interval", tr("Interval"), interval, said, wish, check=make_check(read_interval))
    pause = tr("It is left alone until a day: 2026-03-01, tomorrow, 2w; off: it is polled.")
    check = make_check(lambda text: parse_pause(text, now) if text != options.pause_until else text)
    yield Field("pause_until", tr("Pause until"), options.pause_until or "off", pause, check=check)
    yield _switch(
        "archived", tr("Archived"), on=options.archived, said=tr("on: its articles stay, and it is asked no more.")
    )
    said = tr("on: the page of each article is read instead of the feed's text.")
    yield _switch("full_text", tr("Full text"), on=options.full_text, said=said)
    agent = tr("The name that its server is told; empty: that of the settings.")
    yield Field("user_agent", tr("User agent"), options.user_agent, agent, check=make_check(read_user_agent))
    said = tr("on: asked for all once in 30 days if its server always says that nothing is new.")
    yield _switch("probe", tr("Probe"), on=options.probe, said=said)


def _list_keeping(feed: Feed, now: Instant) -> Iterator[Field]:
    options = feed.options
    keep = "default" if options.keep is None else str(options.keep)
    said = tr("How many articles are kept besides marked ones, or default.")
    yield Field(
        "keep", tr("Keep"), keep, said, tr("{total} are there", total=feed.total), check=make_check(read_kept_number)
    )
    life = tr(
        "publishes {rhythm}; {shelf_life}",
        rhythm=describe_rhythm(feed.gap),
        shelf_life=describe_shelf_life(feed.shelf_life),
    )
    said = tr("Unread articles leave the inbox after: 3h, 1d, 1w, never, auto, default.")
    check = make_check(parse_shelf_life)
    yield Field("shelf_life", tr("Shelf life"), options.shelf_life or "default", said, life, check=check)
    cap = str(options.daily_cap or "none")
    said = tr("Articles of a day that lists show one by one: a number, or none for all.")
    yield Field("daily_cap", tr("Daily cap"), cap, said, check=make_check(parse_daily_cap))
    said = tr("A query: new articles that match it are marked read; empty: none.")
    yield Field("mark_read", tr("Mark read"), options.mark_read, said, check=_check_query(now))
    said = tr("off: its articles are never in one story with those of others.")
    yield _switch("stories", tr("In stories"), on=options.stories, said=said)
    yield _switch(
        "prefer", tr("Shown first"), on=options.prefer, said=tr("on: its article stands for the stories it tells.")
    )


def _switch(name: str, label: str, *, on: bool, said: str) -> Field:
    return Field(name, label, "on" if on else "off", said, choices=_SWITCH)


def read_form(feed: Feed, typed: dict[str, str], now: Instant) -> FeedEdit:
    """Return the edit that a form makes of a feed: nothing but what is otherwise than before. Raises UsageError."""
    before = {field.name: field.value for field in feed_fields(feed, (), None, now)}
    read = _readers(now)
    changed: dict[str, Any] = {name: read[name](value) for name, value in typed.items() if value != before[name]}
    return FeedEdit()._replace(**changed)


def _readers(now: Instant) -> dict[str, Callable[[str], object]]:
    """Return by the name of each line how its text becomes the value of an edit."""
    switches = ("hidden", "archived", "full_text", "probe", "stories", "prefer")
    readers: dict[str, Callable[[str], object]] = {
        "title": lambda text: safe_text(text, NAME_LIMIT),
        "folder": read_folder_path,
        "tags": _read_labels,
        "url": lambda text: text,
        "interval": read_interval,
        "pause_until": lambda text: parse_pause(text, now),
        "user_agent": read_user_agent,
        "keep": read_kept_number,
        "shelf_life": parse_shelf_life,
        "daily_cap": parse_daily_cap,
        "mark_read": lambda text: text,
    }
    return readers | dict.fromkeys(switches, lambda text: text == "on")


def _read_labels(text: str) -> tuple[SafeText, ...]:
    names = (safe_text(name.strip(), NAME_LIMIT) for name in text.split(","))
    return tuple(dict.fromkeys(name for name in names if name))


def describe_changes(before: Feed, edit: FeedEdit) -> str:
    """Return what an edit changed, as the names of the lines."""
    labels = {field.name: field.label.lower() for field in feed_fields(before, (), None, 0)}
    names = [labels[name] for name, value in edit._asdict().items() if value is not None]
    return ", ".join(names)


def _span(seconds: int | None) -> str:
    """Return an interval as it is typed: `45m`, `2h`."""
    if seconds is None:
        return "default"
    for size, unit in ((7 * DAY, "w"), (DAY, "d"), (HOUR, "h")):
        if seconds % size == 0:
            return f"{seconds // size}{unit}"
    return f"{seconds // MINUTE}m"


def check_address(shown: str) -> Callable[[str], str]:
    """Return what says why a feed cannot have an address; `shown` is that of now, its secrets hidden."""

    def check(typed: str) -> str:
        if _HIDDEN in typed and typed != shown:
            return tr("A part of the address is hidden as {hidden} here: type all of it to change it.", hidden=_HIDDEN)
        return (
            "" if typed == shown or is_web(typed) else tr("That is no web address: it starts with http:// or https://.")
        )

    return check


def _check_query(now: Instant) -> Callable[[str], str]:
    def check(typed: str) -> str:
        parse_query(typed, now)
        return ""

    checked = make_check(check)
    return lambda typed: checked(typed) if typed else ""
