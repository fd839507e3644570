"""What servers of the Google Reader API do differently: a switch for each, and the sets that are known servers."""

from dataclasses import dataclass, replace
from typing import Literal


@dataclass(frozen=True)
class Quirks:
    """The plain behaviour is that of a server without faults; each field is one difference."""

    name: str = "strict"
    base: str = ""
    """What stands in front of `/accounts` and `/reader`."""

    # login
    json_refusals: bool = False
    """A wrong password is told in JSON."""
    bad_token_header: str = "Google-Bad-Token"
    switched_off: bool = False
    """The API is switched off: 503 on every path."""
    token_required: bool = True
    """A POST without the right `T` is refused."""
    token_is_auth: bool = False
    """`T` equals the auth token and is the only authentication of a POST; the header is ignored."""
    token_if_given: bool = False
    """No `T` and `x` are taken; a wrong one is refused."""
    strict_header: bool = True
    """The word GoogleLogin has to be spelt exactly."""

    # ids
    short_hex_is_error: bool = False
    """Hex without leading zeros is an error for the whole request, as is garbage."""
    sixteen_is_hex: bool = False
    """A decimal of 16 characters is read as hex."""
    object_ids: bool = False
    """Ids are 24 hex digits."""

    # streams
    user_number: str = "-"
    """What stands for the user in answers."""
    only_dash: bool = False
    """A stream with another user part than `-` is taken as no filter: every article."""
    feed_url_ids: bool = False
    """Feeds are called by their addresses."""
    read_stream_is_all: bool = False
    """The stream `read` returns every article."""
    unknown_stream: Literal["all", "error", "empty"] = "error"
    """What an unknown state, an unknown label and no stream at all return."""
    label_streams: bool = True
    """Streams of labels and folders can be read; otherwise 500."""
    last_parameter_counts: bool = False
    """Of several `s`, `xt`, `it` or `a` only the last counts."""
    several_streams_error: bool = False
    xt_any: bool = True
    """`xt` takes any tag; otherwise `read` alone, and others are ignored: all articles."""
    xt_ignored_for_starred: bool = False
    xt_ignored_for_feeds: bool = False
    it_any: bool = True
    """`it` takes any tag; otherwise read, unread and starred alone."""
    it_ignored: bool = False
    masks_cancel: bool = False
    """`it=starred` with `xt=read` returns every article."""
    by_published: bool = False
    """Order, `ot`, `nt` and `ts` go by the published date, not by arrival."""
    times_are_or: bool = False
    """`ot` and `nt` together are OR."""

    # pages
    default_ids: int = 20
    most_ids: int = 10_000
    """Most ids of a page; 0 for no bound."""
    bad_n_is_all: bool = False
    """`n` of 0, below or no number returns everything, with a continuation."""
    capped_at: int = 0
    """A cap that is not told: fewer ids come, and no continuation; 0 for none."""
    token_at_end: bool = False
    """A page of exactly `n` gives a continuation at the end as well."""
    continuation: Literal["id", "lookup", "offset"] = "id"
    """`lookup` drops the first hit from the token's article on, so that one is lost if that article left the list;
    `offset` shifts when articles come or go."""
    numeric_continuation: bool = False
    """The continuation is a number."""
    stuck_continuation: bool = False
    """Each page gives the same continuation."""
    numeric_ids: bool = False
    """Ids come as JSON numbers, which some readers round from 2^53 on."""
    most_contents: int = 1_000
    contents_by_stream: bool = True
    path_names_are_all: bool = False
    """A label with `/` or `+` in the path of `stream/contents` returns every article."""

    # changes
    most_variables: int = 0
    """Fields of a form that are read; what follows is dropped, but for ids. 0 for all."""
    most_body: int = 0
    """Bytes of a body that are read; 0 for all."""
    most_accepted: int = 0
    """Bytes of a body from which on it is refused (413); 0 for none."""
    longest_target: int = 8_192
    """Bytes of an address from which on it is refused (414)."""
    most_edits: int = 0
    """Ids from which on an `edit-tag` is refused (400); 0 for none."""
    silent_edits: bool = False
    """`edit-tag` without ids, without a tag, with an unknown tag or with dead ids answers OK."""
    get_edit_ok: bool = False
    """`GET edit-tag` answers OK and does nothing."""
    labels: bool = True
    """Items have labels; otherwise a label is a 500 for the whole request."""
    remove_label_by_name: bool = True
    """A label with the user's name in it can be removed."""
    locked_before: int = 0
    """Articles that arrived before this second cannot be made unread, silently; 0 for none."""
    ts: Literal["us", "us_or_seconds", "below"] = "us"
    """The unit of `mark-all-as-read`: µs; µs from 16 digits on and else seconds; µs, and strictly older only."""
    ts_absent_is_all: bool = True
    mark_label_stream: bool = True
    unknown_name: int = 400
    """The status for a name that `rename-tag` or `disable-tag` does not find."""
    unimplemented: Literal["400", "[]"] = "400"

    # lists and contents
    counts: bool = True
    """`unread-count` is there."""
    tag_types: bool = True
    """`tag/list` says which are folders."""
    no_folder: str = ""
    """The folder of feeds that have none."""
    escaped_titles: bool = False
    """`& < >` come as their full-width forms in names of items, feeds and authors."""
    body_limit: int = 0
    """Bytes at which bodies are cut, in the middle of a tag; 0 for never."""
    bare_categories: bool = False
    """The publisher's categories stand among the states, without a prefix."""
    escaped_enclosures: bool = False
    """Enclosures have `&amp;` in their addresses, and are repeated at the end of the body."""
    enclosure_url: bool = False
    """Enclosures have `url` instead of `href`."""
    content_too: bool = False
    """`content` has the same HTML as `summary`."""
    text_html: bool = False
    """JSON comes as `text/html`."""
    numbers_as_text: bool = False
    """Dates come as strings."""
    output_needed: bool = False
    """Without `output=json` lists are refused."""


STRICT = Quirks()

FRESHRSS = Quirks(
    name="freshrss",
    base="/api/greader.php",
    token_required=False,
    token_if_given=True,
    only_dash=True,
    read_stream_is_all=True,
    unknown_stream="all",
    last_parameter_counts=True,
    xt_any=False,
    it_any=False,
    masks_cancel=True,
    times_are_or=True,
    most_ids=0,
    bad_n_is_all=True,
    token_at_end=True,
    continuation="lookup",
    most_contents=0,
    path_names_are_all=True,
    most_variables=1_001,
    most_body=1 << 20,
    silent_edits=True,
    get_edit_ok=True,
    remove_label_by_name=False,
    no_folder="Uncategorized",
    escaped_titles=True,
    body_limit=500_000,
    bare_categories=True,
    escaped_enclosures=True,
    text_html=True,
    output_needed=True,
)

MINIFLUX = Quirks(
    name="miniflux",
    json_refusals=True,
    bad_token_header="X-Reader-Google-Bad-Token",
    token_is_auth=True,
    short_hex_is_error=True,
    sixteen_is_hex=True,
    user_number="1",
    label_streams=False,
    several_streams_error=True,
    xt_any=False,
    xt_ignored_for_starred=True,
    it_ignored=True,
    by_published=True,
    default_ids=10_000,
    continuation="offset",
    most_contents=0,
    contents_by_stream=False,
    labels=False,
    ts="us_or_seconds",
    unknown_name=404,
    unimplemented="[]",
    counts=False,
    no_folder="All",
    enclosure_url=True,
    content_too=True,
    output_needed=True,
)

THEOLDREADER = replace(STRICT, name="theoldreader", object_ids=True, token_required=False, labels=False, ts="below")

BAZQUX = replace(
    STRICT, name="bazqux", feed_url_ids=True, user_number="1000", most_ids=50_000, most_edits=10_000, tag_types=False
)

INOREADER = replace(STRICT, name="inoreader", feed_url_ids=True, user_number="1005", most_ids=1_000, most_contents=100)

MODES = {mode.name: mode for mode in (STRICT, FRESHRSS, MINIFLUX, THEOLDREADER, BAZQUX, INOREADER)}
"""The quirks of servers, by name."""
