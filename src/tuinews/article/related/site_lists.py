# ruff: noqa: RUF001  the signs of many scripts are the very matter here
"""Knows lists that a site shows beside all of its articles: the most read, the latest, the next, what is for sale."""

import re

from tuinews.article.dom import Node, names_of

_NAMES = re.compile(
    r"(?:^|[\s_-])(?:latest\w*|recent\w*|popular\w*|most\w*|trending\w*|top-?(?:stories|news|posts|list|\d+)|"
    r"hot\w*|ranking\w*|rank|"
    r"newest|neueste\w*|meist\w*|ultim[aoe]s?\w*|mais-?lid[ao]s|masleid[ao]s?|ticker\w*|live-?ticker|newsticker|"
    r"side-?bar\w*|\w*-rail|rail|rhs|right-?(?:col\w*|rail|side)|\w*footer\w*|foot|masthead|nav|nav\w*|menu\w*|"
    r"bread-?crumbs?|pag(?:er|ination)\w*|prev\w*|next-?(?:prev|post|article)|post-?nav\w*|archives?|site-?map|"
    r"sponsor\w*|promot\w*|promo\w*|adverts?\w*|partner\w*|outbrain|taboola|ob-\w+|trc_\w+|mgid|revcontent|plista|"
    r"shop\w*|store|product\w*|jobs?|stellen\w*|event\w*|calendar|deals?|coupons?|"
    r"author\w*|autor\w*|bio|comments?|comment-\w+|disqus\w*|respond|cookie\w*|consent\w*|modal|popup\w*|pum|login|"
    r"newsletter\w*|subscri\w+|social\w*|share\w*|sharing|tags?|tag-?cloud|topics|catlinks)(?=$|[\s_-])"
)
_RELATED = re.compile(
    r"related|yarpp|similar|see-?also|read-?(?:also|more|next)|also-?read|recommend|more-?on|on-?this|recirc|"
    r"aehnlich|verwandt|zum-?thema|mehr-?zum|lire-?aussi|meme-?sujet|relacionad|correlat|gerelateerd|lees-?ook|lasmer|"
    r"powiazan|souvisej|terkait|baca-?juga|kaynak|ilgili|tematik"
)
_MOST_READ = re.compile(
    r"\b(?:most[ -](?:read|viewed|popular|shared|commented|recent|watched|discussed)|trending|"
    r"meist\w*|am häufigsten|plus (?:lus?|lues?|vus?|vues?|populaires?|partagés?|récents?|consultés?)|"
    r"m[aá]s (?:le[ií]d|vist|comentad|popular|recient|compartid)\w*|mais (?:lid|vist|acessad|comentad)\w*|"
    r"mais recentes|"
    r"pi[uù] (?:lett|vist|recent|popolar|comment)\w*|meest (?:gelezen|bekeken|recent\w*)|mest (?:l[aäeæ]s\w*|"
    r"sett\w*|delt\w*|"
    r"popul\w*|lesið|lesi[nð]\w*)|luetuim\w*|suosituim\w*|najcz[eę][śs]ciej czytane|najpopularniejsz\w*|nejčtenějš\w*|"
    r"najčítanejš\w*|legolvasott\w*|legnépszer\w*|cele mai (?:citite|populare)|najčitanij\w*|en çok okunan\w*|"
    r"çok okunan\w*|"
    r"terpopuler|đọc nhiều)\b|"
    r"популярн|самое (?:читаемое|обсуждаемое)|найпопулярн|най-четени|најчитани|δημοφιλ|πιο διαβασμέν|"
    r"الأكثر (?:قراءة|مشاهدة|شيوعا)|پربازدید|پربیننده|הנקראות|הכי נקרא|लोकप्रिय|ट्रेंडिंग|জনপ্রিয়|ยอดนิยม|"
    r"ランキング|人気|アクセス|热门|熱門|排行|最热|인기|많이 본",
    re.IGNORECASE,
)
_LATEST = re.compile(
    r"\W*(?:the |our |all |die |der |das |unsere |les |la |le |los |las |lo |il |i |gli |de |het |o |os |as |a )?"
    r"(?:popular|hot|latest|newest|recent|breaking|just in|top (?:stories|news|posts|articles|videos?|\d+)|"
    r"today(?:'s|’s)|"
    r"news ?feed|headlines|live now|next (?:post|article)|previous (?:post|article)|advertisement|sponsored|paid|"
    r"beliebt\w*|neu(?:es|este[nrs]?)|aktuell\w*|letzte[nrs]? \w+|top[ -]?(?:themen|news|artikel|meldungen)|"
    r"news-?ticker|ticker|anzeige|stellenanzeigen|derni[eè]re?s?|à la une|en direct|tendances?|[uú]ltim[ao]s?|"
    r"tendencias?|"
    r"destacad[ao]s|portada|em alta|em destaque|ultim[ei]|in evidenza|di tendenza|laatste|net binnen|populair\w*|"
    r"senaste|siste|seneste|nyeste|nytt nu|uusimmat|tuoreimmat|nýjast\w*|najnowsze|ostatnie|nejnovější|aktuáln\w*|"
    r"najnovšie|legfrissebb\w*|ultimele|cele mai noi|najnovij\w*|son dakika|son haberler|popüler|terbaru|terkini|"
    r"mới nhất|tin mới|nổi bật|последни|свежи[ей]|новое за|главное|лента|останні|најново|най-нови|τελευταί|"
    r"ροή ειδήσεων|"
    r"آخر الأخبار|أحدث|الأحدث|آخرین|جدیدترین|חדשות אחרונות|ताज़ा|ताजा|সর্বশেষ|ล่าสุด|最新|新着|注目|최신|실시간)",
    re.IGNORECASE,
)
_LONGEST, _LONGEST_LATEST = 60, 32
"""Characters of a heading: a longer line is none of these, and one that only begins so has words of its own."""


def is_of_site_by_name(node: Node) -> bool:
    """Whether an element is called by the name of something that the site shows everywhere."""
    names = names_of(node)
    return len(names) > 2 and _NAMES.search(names) is not None and _RELATED.search(names) is None


def is_related_by_name(node: Node) -> bool:
    """Whether an element is called by the name of related links."""
    return _RELATED.search(names_of(node)) is not None


def is_of_site_by_heading(words: str) -> bool:
    """Whether a heading stands over what the site offers to everybody, such as `Most read in football`."""
    is_latest = len(words) <= _LONGEST_LATEST and _LATEST.match(words) is not None
    return is_latest or (len(words) <= _LONGEST and _MOST_READ.search(words) is not None)
