"""Feeds to begin with: a few that are well known, by language and topic.

All are their publishers' own and free to read. We have no part in any of them, and nothing is sent to anybody before
the user has chosen. Each topic is named in its language: that becomes the folder.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

LANGUAGES: Mapping[str, str] = {
    "en": "English",
    "de": "Deutsch",
    "fr": "Français",
    "es": "Español",
    "pt": "Português",
    "it": "Italiano",
    "nl": "Nederlands",
    "ne": "नेपाली",
    "hi": "हिन्दी",
    "ar": "العربية",
    "ja": "日本語",
}
"""The languages in which there are feeds to begin with, as their speakers call them."""


class StarterFeed(NamedTuple):
    """A feed of a pack."""

    title: str
    url: str


class StarterPack(NamedTuple):
    """Some feeds of one topic in one language."""

    lang: str
    topic: str
    feeds: tuple[StarterFeed, ...]


PACKS = (
    StarterPack(
        "en",
        "World",
        (
            StarterFeed("BBC World", "https://feeds.bbci.co.uk/news/world/rss.xml"),
            StarterFeed("Guardian World", "https://www.theguardian.com/world/rss"),
            StarterFeed("NPR News", "https://feeds.npr.org/1001/rss.xml"),
            StarterFeed("Al Jazeera", "https://www.aljazeera.com/xml/rss/all.xml"),
            StarterFeed("Deutsche Welle", "https://rss.dw.com/rdf/rss-en-all"),
        ),
    ),
    StarterPack(
        "en",
        "Technology",
        (
            StarterFeed("Ars Technica", "https://feeds.arstechnica.com/arstechnica/index"),
            StarterFeed("The Verge", "https://www.theverge.com/rss/index.xml"),
            StarterFeed("Hacker News", "https://news.ycombinator.com/rss"),
            StarterFeed("Lobsters", "https://lobste.rs/rss"),
        ),
    ),
    StarterPack(
        "en",
        "Free software",
        (
            StarterFeed("LWN.net", "https://lwn.net/headlines/rss"),
            StarterFeed("Debian News", "https://www.debian.org/News/news"),
            StarterFeed("Arch Linux News", "https://archlinux.org/feeds/news/"),
            StarterFeed("Planet GNOME", "https://planet.gnome.org/atom.xml"),
            StarterFeed("Rust Blog", "https://blog.rust-lang.org/feed.xml"),
        ),
    ),
    StarterPack(
        "en",
        "Science",
        (
            StarterFeed("Nature", "https://www.nature.com/nature.rss"),
            StarterFeed("Quanta Magazine", "https://www.quantamagazine.org/feed/"),
            StarterFeed("NASA", "https://www.nasa.gov/feed/"),
            StarterFeed("Phys.org", "https://phys.org/rss-feed/"),
        ),
    ),
    StarterPack(
        "en",
        "Business",
        (
            StarterFeed("BBC Business", "https://feeds.bbci.co.uk/news/business/rss.xml"),
            StarterFeed("Guardian Business", "https://www.theguardian.com/uk/business/rss"),
        ),
    ),
    StarterPack(
        "en",
        "Culture",
        (
            StarterFeed("Guardian Books", "https://www.theguardian.com/books/rss"),
            StarterFeed("Open Culture", "https://www.openculture.com/feed"),
            StarterFeed("Colossal", "https://www.thisiscolossal.com/feed/"),
            StarterFeed("xkcd", "https://xkcd.com/atom.xml"),
        ),
    ),
    StarterPack(
        "en",
        "Sport",
        (
            StarterFeed("BBC Sport", "https://feeds.bbci.co.uk/sport/rss.xml"),
            StarterFeed("Guardian Sport", "https://www.theguardian.com/uk/sport/rss"),
        ),
    ),
    StarterPack(
        "de",
        "Nachrichten",
        (
            StarterFeed("tagesschau", "https://www.tagesschau.de/xml/rss2/"),
            StarterFeed("Deutschlandfunk", "https://www.deutschlandfunk.de/nachrichten-100.rss"),
            StarterFeed("ZEIT ONLINE", "https://newsfeed.zeit.de/index"),
            StarterFeed("Deutsche Welle", "https://rss.dw.com/xml/rss-de-all"),
        ),
    ),
    StarterPack(
        "de",
        "Technik",
        (
            StarterFeed("heise online", "https://www.heise.de/rss/heise-atom.xml"),
            StarterFeed("Golem.de", "https://rss.golem.de/rss.php?feed=RSS2.0"),
            StarterFeed("netzpolitik.org", "https://netzpolitik.org/feed/"),
        ),
    ),
    StarterPack(
        "de",
        "Wissen",
        (StarterFeed("Spektrum der Wissenschaft", "https://www.spektrum.de/alias/rss/spektrum-de-rss-feed/996406"),),
    ),
    StarterPack(
        "fr",
        "Actualités",
        (
            StarterFeed("Le Monde", "https://www.lemonde.fr/rss/une.xml"),
            StarterFeed("France 24", "https://www.france24.com/fr/rss"),
            StarterFeed("franceinfo", "https://www.francetvinfo.fr/titres.rss"),
            StarterFeed("RFI", "https://www.rfi.fr/fr/rss"),
        ),
    ),
    StarterPack(
        "fr",
        "Technologie",
        (
            StarterFeed("LinuxFr.org", "https://linuxfr.org/news.atom"),
            StarterFeed("Next", "https://next.ink/feed/"),
        ),
    ),
    StarterPack(
        "es",
        "Noticias",
        (
            StarterFeed("El País", "https://feeds.elpais.com/mrss-s/pages/ep/site/elpais.com/portada"),
            StarterFeed("BBC News Mundo", "https://feeds.bbci.co.uk/mundo/rss.xml"),
            StarterFeed("France 24", "https://www.france24.com/es/rss"),
        ),
    ),
    StarterPack(
        "es",
        "Tecnología",
        (StarterFeed("Xataka", "https://www.xataka.com/feedburner.xml"),),
    ),
    StarterPack(
        "pt",
        "Notícias",
        (
            StarterFeed("BBC News Brasil", "https://feeds.bbci.co.uk/portuguese/rss.xml"),
            StarterFeed("g1", "https://g1.globo.com/rss/g1/"),
        ),
    ),
    StarterPack(
        "it",
        "Notizie",
        (
            StarterFeed("ANSA", "https://www.ansa.it/sito/ansait_rss.xml"),
            StarterFeed("Il Post", "https://www.ilpost.it/feed/"),
        ),
    ),
    StarterPack(
        "nl",
        "Nieuws",
        (StarterFeed("NOS Nieuws", "https://feeds.nos.nl/nosnieuwsalgemeen"),),
    ),
    StarterPack(
        "nl",
        "Techniek",
        (StarterFeed("Tweakers", "https://feeds.feedburner.com/tweakers/mixed"),),
    ),
    StarterPack(
        "ne",
        "समाचार",
        (
            StarterFeed("अनलाइनखबर", "https://www.onlinekhabar.com/feed"),
            StarterFeed("सेतोपाटी", "https://www.setopati.com/feed"),
            StarterFeed("बीबीसी नेपाली", "https://feeds.bbci.co.uk/nepali/rss.xml"),
        ),
    ),
    StarterPack(
        "hi",
        "समाचार",
        (StarterFeed("बीबीसी हिन्दी", "https://feeds.bbci.co.uk/hindi/rss.xml"),),
    ),
    StarterPack(
        "ar",
        "أخبار",
        (
            StarterFeed("بي بي سي عربي", "https://feeds.bbci.co.uk/arabic/rss.xml"),
            StarterFeed("فرانس 24", "https://www.france24.com/ar/rss"),
        ),
    ),
    StarterPack(
        "ja",
        "ニュース",
        (StarterFeed("NHKニュース", "https://www.nhk.or.jp/rss/news/cat0.xml"),),
    ),
)
"""All packs, by language."""


def sort_packs(lang: str, packs: Sequence[StarterPack] = PACKS) -> tuple[StarterPack, ...]:
    """Return the packs, those in the user's language (`de_DE.UTF-8`, `de`) first."""
    own = lang.replace("-", "_").partition("_")[0].lower()
    return tuple(sorted(packs, key=lambda pack: pack.lang != own))
