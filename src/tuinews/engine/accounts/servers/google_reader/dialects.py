"""What servers of the Google Reader API do differently: one row a server, and no condition on its name elsewhere."""

from dataclasses import dataclass
from typing import Literal

from tuinews.engine.accounts.servers.server import Capabilities
from tuinews.model.language import tr_later

MarkUnit = Literal["none", "id", "published_seconds"]
"""What a server compares with to mark a stream read: nothing that is certain, the item's id as microseconds, or the
published date in seconds, which has to be older."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """A server's way of speaking. What is not certain is off."""

    name: str
    """As `ServerLogin.kind` has it."""
    title: str
    """What users call the server."""
    login_advice: str
    """What to do when the server refuses the login; goes through `tr`."""
    hosts: tuple[str, ...] = ()
    """Hosts that are this server, without `www.`."""
    base: str = ""
    """The address of a server that there is once only."""
    path: str = ""
    """What the base of this server ends with."""
    off_advice: str = ""
    """What to do when the API is switched off; goes through `tr`."""
    wants_app: bool = False
    """Whether each request needs the id and key of an application of the user's."""
    labels: bool = True
    label_streams: bool = True
    typed_tags: bool = False
    """Whether the list of tags says what is a folder; otherwise those are folders that a feed is in."""
    no_folder: str = ""
    """What the server calls the folder of feeds that are in none."""
    leaves_folder: bool = True
    """Whether a feed leaves its folder when that is removed from it; otherwise it has to be put into `no_folder`."""
    several_folders: bool = False
    says_end: bool = True
    """Whether a page without a continuation is certainly the last one; other servers cut lists off silently."""
    ids_at_once: int = 10_000
    contents_at_once: int = 250
    mark_unit: MarkUnit = "none"
    full_width_titles: bool = False
    """Whether `& < >` of names come in their full-width forms."""
    escaped_addresses: bool = False
    """Whether addresses may be escaped once, as those of enclosures are."""
    repeated_enclosures: bool = False
    """Whether enclosures are repeated as HTML at the end of the body."""
    body_cut_at: int = 0
    """Bytes at which bodies are cut, in the middle of a tag; 0 for never."""

    @property
    def capabilities(self) -> Capabilities:
        """What the server can carry."""
        return Capabilities(
            labels=self.labels,
            label_streams=self.label_streams,
            mark_stream_read=self.mark_unit != "none",
            marks_by_arrival=self.mark_unit == "id",
            several_folders=self.several_folders,
            contents_at_once=self.contents_at_once,
        )


_CHECK = tr_later("check the user name and the password")

GENERIC = Dialect("generic", "Google Reader API", _CHECK, says_end=False)

DIALECTS = {
    dialect.name: dialect
    for dialect in (
        Dialect(
            "freshrss",
            "FreshRSS",
            tr_later(
                "it wants the API password, which is not the one of its pages: set one in FreshRSS under "
                "Settings, Profile, “API password”"
            ),
            path="/api/greader.php",
            off_advice=tr_later("switch it on in FreshRSS under Settings, Authentication, “Allow API access”"),
            typed_tags=True,
            no_folder="Uncategorized",
            mark_unit="id",
            full_width_titles=True,
            escaped_addresses=True,
            repeated_enclosures=True,
            body_cut_at=500_000,
        ),
        Dialect(
            "miniflux-google",
            "Miniflux (Google Reader)",
            tr_later(
                "it wants the user and password that are set in Miniflux under Settings, Integrations, Google Reader"
            ),
            labels=False,
            label_streams=False,
            typed_tags=True,
            no_folder="All",
            leaves_folder=False,
            mark_unit="published_seconds",
        ),
        Dialect(
            "bazqux",
            "BazQux",
            tr_later("it wants the login for mobile programs, which is set in the options of BazQux Reader"),
            hosts=("bazqux.com",),
            base="https://www.bazqux.com",
            several_folders=True,
        ),
        Dialect(
            "inoreader",
            "Inoreader",
            tr_later("check the password, and the id and key of your application, which Inoreader gives to developers"),
            hosts=("inoreader.com", "innoreader.com"),
            base="https://www.inoreader.com",
            wants_app=True,
            several_folders=True,
            typed_tags=True,
            ids_at_once=1_000,
            contents_at_once=100,
        ),
        Dialect(
            "theoldreader",
            "The Old Reader",
            tr_later("it wants the password that is set in its settings, also for those who log in by another service"),
            hosts=("theoldreader.com",),
            base="https://theoldreader.com",
            labels=False,
            label_streams=False,
        ),
        GENERIC,
    )
}
"""The servers, by `ServerLogin.kind`."""


def find_dialect(host: str, base: str) -> Dialect:
    """Return whose server it is, by its host or its address; the generic one if nothing tells."""
    name = host.removeprefix("www.")
    for dialect in DIALECTS.values():
        if name in dialect.hosts or (dialect.path and base.endswith(dialect.path)):
            return dialect
    return GENERIC
