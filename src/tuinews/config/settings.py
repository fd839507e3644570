"""Every setting: its name, type, default, bounds and one sentence. A new setting is one field here.

The TOML keys, their checks, `config show`, the file that `config edit` starts from and `docs/settings.md` are all
derived from these classes.
"""

from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from types import MappingProxyType
from typing import Any, NamedTuple, cast

from tuinews.model.language import tr, tr_later


class About(NamedTuple):
    """What a setting is for, and its bounds."""

    doc: str
    """One sentence for the user."""
    least: float | None = None
    most: float | None = None
    choices: tuple[str, ...] = ()
    live: bool = True
    """Whether a change holds at once in a reader that is open, instead of from its next start on."""


def _setting(
    default: Any, doc: str, *, least: float | None = None, most: float | None = None, live: bool = True
) -> Any:
    return field(default=default, metadata={"about": About(doc, least, most, live=live)})


def _choice(doc: str, *choices: str, live: bool = True) -> Any:
    return field(default=choices[0], metadata={"about": About(doc, choices=choices, live=live)})


@dataclass(frozen=True, slots=True)
class RefreshSettings:
    """When feeds are asked for news."""

    interval_minutes: int = _setting(
        60, "Minutes between two polls of a feed; a publisher may ask for longer waits.", least=15, most=44_640
    )
    at_start: bool = _setting(default=True, doc="Refresh what is due when the reader opens.")
    while_open: bool = _setting(default=True, doc="Refresh what becomes due while the reader is open.")
    concurrency: int = _setting(64, "Hosts that are asked at the same time.", least=1, most=256, live=False)
    host_gap_seconds: float = _setting(
        1.0, "Seconds between the starts of two requests to the same host.", least=0, most=60, live=False
    )


@dataclass(frozen=True, slots=True)
class ReadingSettings:
    """How articles are set and when they count as read."""

    width: int = _setting(72, "Most columns that a line of an article takes.", least=20, most=200)
    full_text: bool = _setting(default=False, doc="Fetch the page's own text whenever an article is opened.")
    mark_read: str = _choice(
        "When an article counts as read: opened, scrolled to its end, or only marked by hand.", "open", "end", "never"
    )
    preview: bool = _setting(
        default=False,
        doc="Show the current headline's article while you move in the list; nothing is fetched or marked for that.",
    )


@dataclass(frozen=True, slots=True)
class KeepSettings:
    """What stays on the disk."""

    articles: int = _setting(
        0,
        "Articles that a feed keeps when older ones were read, unless starred, kept for later or tagged; 0: all.",
        least=0,
        most=1_000_000,
    )


@dataclass(frozen=True, slots=True)
class AgeingSettings:
    """When unread articles leave the inbox."""

    shelf_life: str = _choice(
        "How long unread articles of a feed stay in the inbox, unless you chose that for the feed: ask (for ever, until"
        " you agree in the reader or with `tuinews ageing on`), auto (by how often the feed publishes), never, or a"
        " span. Nothing is marked or deleted by that.",
        "ask",
        "auto",
        "never",
        "3h",
        "12h",
        "1d",
        "3d",
        "1w",
        "2w",
        "30d",
    )


@dataclass(frozen=True, slots=True)
class StorySettings:
    """Which articles are taken for one story."""

    window_days: int = _setting(
        5, "Days that the articles of one story are apart at most.", least=1, most=30, live=False
    )
    mark_copies_read: bool = _setting(
        default=False,
        doc="Mark read with an article the copies of its text in other feeds, such as one report of an agency.",
    )


@dataclass(frozen=True, slots=True)
class BriefSettings:
    """How long an edition of what is new is (`g b` in the reader, `tuinews brief`)."""

    minutes: int = _setting(15, "Minutes of reading that an edition is fitted to.", least=1, most=600)


@dataclass(frozen=True, slots=True)
class SaveSettings:
    """Where articles go that are saved as files."""

    folder: str = _setting("", "Folder for them unless you name another; ~ is your home, empty: the current folder.")


@dataclass(frozen=True, slots=True)
class DownloadSettings:
    """Files that come with articles (`e` in the reader, `tuinews download`)."""

    folder: str = _setting("", "Folder where they are kept; ~ is your home, empty: with the library.")
    at_once: int = _setting(2, "Files that are fetched at the same time, each from another host.", least=1, most=8)
    max_megabytes: int = _setting(2_000, "Most megabytes of a file; 0: any size.", least=0, most=1_000_000)
    keep_days: int = _setting(0, "Days after which a file that was fetched is deleted; 0: never.", least=0, most=10_000)


@dataclass(frozen=True, slots=True)
class PlayerSettings:
    """What plays sound and films."""

    command: tuple[str, ...] = _setting(
        (),
        "Program and arguments that play a file, {url} standing for its path or address; empty: mpv, vlc or what else"
        " is there. mpv goes on where you stopped.",
    )


@dataclass(frozen=True, slots=True)
class TimeSettings:
    """Whose clock tells the days and times."""

    zone: str = _setting(
        "",
        "The zone in which times are shown and days begin (today, after:2026-03-01), such as Europe/Lisbon; empty: that"
        " of TZ in the environment, else the machine's.",
        live=False,
    )


@dataclass(frozen=True, slots=True)
class LookSettings:
    """What the screen looks like."""

    language: str = _choice(
        "The language that tuinews speaks; auto: that of the environment (LANGUAGE, LC_ALL, LC_MESSAGES, LANG).",
        "auto",
        "en",
        "de",
        "ne",
    )
    theme: str = _setting("tuinews-dark", "Name of the colour theme.")
    density: str = _choice(
        "Lines of a headline: compact, one; comfortable, two, the title whole and below it source, age and tags.",
        "compact",
        "comfortable",
    )
    title: bool = _setting(
        default=True, doc="Tell the terminal's title where you are and how much is unread.", live=False
    )
    ascii: bool = _setting(
        default=False, doc="Draw with ASCII signs only, for terminals without the others.", live=False
    )
    cursor: bool = _setting(
        default=False,
        doc="Show the terminal's cursor; it stands on the current row, link or field anyway, for what reads the screen"
        " aloud, but some magnifiers and readers follow it only where it is seen.",
        live=False,
    )
    reduced_motion: bool = _setting(
        default=False, doc="Let nothing turn or move by itself, such as the sign of a refresh."
    )
    read_feeds: bool = _setting(
        default=True, doc="Show feeds without unread articles among the feeds; U there hides or shows them."
    )
    right_to_left: str = _choice(
        "Whether lines of Arabic, Hebrew and the like are put in reading order here; auto: unless the terminal is known"
        " to do that itself.",
        "auto",
        "on",
        "off",
        live=False,
    )
    images: str = _choice(
        "Whether the pictures of an article that you open are fetched and shown, once the extra `images` is installed;"
        " auto: not over SSH; ask: only where you press `i`; kitty, sixel, blocks: on, and always drawn that way.",
        "auto",
        "on",
        "off",
        "ask",
        "kitty",
        "sixel",
        "blocks",
    )
    feeds_width: int = _setting(30, "Columns of the feeds pane, until you resize it.", least=12, most=80)


@dataclass(frozen=True, slots=True)
class KeySettings:
    """Which keys do what."""

    preset: str = _choice("The set of keys to start from.", "vim", "newsboat", "gmail", "arrows")
    overrides: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict,
        metadata={"about": About('Own keys of single actions: open = ["enter", "o"]; no keys turn an action\'s off.')},
    )
    commands: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict,
        metadata={
            "about": About(
                'Keys for own commands, as typed behind `:`: "g 5" = ["# A name", "filter is:starred", "open"].'
            )
        },
    )


@dataclass(frozen=True, slots=True)
class BrowserSettings:
    """How links open outside of the reader."""

    command: tuple[str, ...] = _setting(
        (), "Program and arguments that open a link, {url} standing for it; empty: the system's own way."
    )
    terminal: bool = _setting(
        default=False, doc="Whether that program needs the terminal, such as a script of yours that runs w3m."
    )


@dataclass(frozen=True, slots=True)
class SyncSettings:
    """When other machines are heard."""

    folder_minutes: int = _setting(
        5,
        "Minutes between two looks at a shared folder while the reader is open; 0 leaves it to refreshes.",
        least=0,
        most=1_440,
    )


@dataclass(frozen=True, slots=True)
class NetworkSettings:
    """How the network is used and how much of it."""

    user_agent: str = _setting("", "What servers are told that we are; empty: tuinews and its version.", live=False)
    passwords: str = _choice(
        "Where logins of feeds are kept: a private file, or the system's keyring (which takes the extra `keyring`).",
        "file",
        "keyring",
        live=False,
    )
    contact: str = _setting(
        "",
        "An address of yours, of the web or of mail, that is told along with the program's name, as (+address).",
        live=False,
    )
    proxy: str = _setting(
        "", "Proxy for all requests, as http://host:port; empty: as the environment says.", live=False
    )
    self_signed: tuple[str, ...] = _setting(
        (),
        "Hosts whose certificates are not checked, for servers of your own with self-signed ones, as nas.home.arpa.",
        live=False,
    )
    connect_seconds: float = _setting(10.0, "Seconds that reaching a server may take.", least=1, most=120, live=False)
    feed_seconds: float = _setting(
        30.0, "Seconds that fetching a feed may take altogether.", least=1, most=600, live=False
    )
    page_seconds: float = _setting(
        60.0, "Seconds that fetching a page may take altogether.", least=1, most=600, live=False
    )
    max_feed_bytes: int = _setting(
        20_000_000, "Most bytes of an unpacked feed or page.", least=100_000, most=1_000_000_000, live=False
    )


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that the user can set, by section of the file."""

    refresh: RefreshSettings = field(default_factory=RefreshSettings)
    reading: ReadingSettings = field(default_factory=ReadingSettings)
    keep: KeepSettings = field(default_factory=KeepSettings)
    ageing: AgeingSettings = field(default_factory=AgeingSettings)
    stories: StorySettings = field(default_factory=StorySettings)
    brief: BriefSettings = field(default_factory=BriefSettings)
    save: SaveSettings = field(default_factory=SaveSettings)
    downloads: DownloadSettings = field(default_factory=DownloadSettings)
    player: PlayerSettings = field(default_factory=PlayerSettings)
    time: TimeSettings = field(default_factory=TimeSettings)
    look: LookSettings = field(default_factory=LookSettings)
    keys: KeySettings = field(default_factory=KeySettings)
    browser: BrowserSettings = field(default_factory=BrowserSettings)
    sync: SyncSettings = field(default_factory=SyncSettings)
    network: NetworkSettings = field(default_factory=NetworkSettings)


SettingsSection = (
    RefreshSettings
    | ReadingSettings
    | KeepSettings
    | AgeingSettings
    | StorySettings
    | BriefSettings
    | SaveSettings
    | DownloadSettings
    | PlayerSettings
    | TimeSettings
    | LookSettings
    | KeySettings
    | BrowserSettings
    | SyncSettings
    | NetworkSettings
)

SECTIONS: Mapping[str, type[SettingsSection]] = MappingProxyType(
    {one.name: cast("type[SettingsSection]", one.default_factory) for one in fields(Settings)}
)
"""The sections by their names in the file."""


def table(section: type[SettingsSection] | SettingsSection) -> dict[str, Field[Any]]:
    """Return the settings of a section by name, in their order."""
    return {one.name: one for one in fields(section)}


def about(setting: Field[Any]) -> About:
    """Return what a setting is for, and its bounds."""
    found: About = setting.metadata["about"]
    return found


def default(setting: Field[Any]) -> Any:
    """Return the value that a setting has when the file does not name it."""
    return setting.default_factory() if setting.default_factory is not MISSING else setting.default


def describe_expected(setting: Field[Any]) -> str:
    """Return what a setting takes, in words."""
    bounds = about(setting)
    if bounds.choices:
        return tr("one of ") + ", ".join(f'"{choice}"' for choice in bounds.choices)
    kind = next(words for type_, words in _KINDS if isinstance(default(setting), type_))
    kind = tr(kind)
    return (
        kind
        if bounds.least is None
        else tr("{kind} from {least:.10g} to {most:.10g}", kind=kind, least=bounds.least, most=bounds.most)
    )


_KINDS: tuple[tuple[type, str], ...] = (
    (bool, tr_later("true or false")),
    (int, tr_later("a whole number")),
    (float, tr_later("a number")),
    (str, tr_later("a text in quotes")),
    (tuple, tr_later("a list of texts")),
    (Mapping, tr_later("a table of lists of texts")),
)
"""The words for the type of a default; `bool` comes before `int`, which it also is."""
