# ruff: noqa: RUF001  the signs of many scripts are the very matter here
"""Finds boxes in a text that ask for something: to subscribe, log in, share, install, or consent to an embed.

A box is known by what it holds: a form for an address, a button, or a link that stands alone and leads to accounts,
offers, channels or shares. From there it is the largest element around with few words and no paragraph of the text.
"""

import re
from collections.abc import Iterator

from tuinews.article.dom import BLOCKS, Node, elements, holds_text_name, lines_of, short_words, words_of

_ACCOUNT = re.compile(
    r"(?:^|[/.?&=_-])(?:subscri\w*|suscri\w*|assin\w*|abonn\w*|abos?|premium|plus|log-?in|sign-?in|sign-?up|"
    r"regist\w*|account\w*|"
    r"konto|compte|cuenta|upgrade|offers?|angebote?|ofertas?|newsletters?|nyhetsbrev\w*|nieuwsbrief|paywall|"
    r"checkout|pricing|"
    r"donat\w*|spenden?|soutenir|apoya|membership|mitglied\w*|datenschutz\w*|privacy\w*|cookies?|consent)(?=$|"
    r"[/.?&=_-])|"
    r"apps\.apple\.com|itunes\.apple\.com|play\.google\.com/store|news\.google\.com/(?:publications|s/)|"
    r"profile\.google\.com|google\.com/preferences",
    re.IGNORECASE,
)
_CHANNEL = re.compile(
    r"whatsapp\.com/channel|//t\.me/[\w+]+/?$|//telegram\.me/|news\.google\.com/publications|google\.com/preferences|"
    r"/newsletters?(?:$|[/?#])|//(?:www\.)?(?:facebook|twitter|x|instagram|tiktok|threads)\.(?:com|net)/@?[\w.]+/?$|"
    r"youtube\.com/(?:@|c/|channel/|user/)",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"facebook\.com/(?:sharer|share|dialog)|(?:twitter|x)\.com/(?:intent|share)|linkedin\.com/(?:share|cws)|wa\.me/\?|"
    r"api\.whatsapp|whatsapp://|t\.me/share|reddit\.com/submit|pinterest\.\w+/pin/create|mailto:\?|"
    r"getpocket\.com/(?:save|edit)",
    re.IGNORECASE,
)
_CALL = re.compile(
    r"\b(?:subscri\w+|sign (?:up|in)|log ?in|newsletter\w*|inbox|free (?:trial|articles?)|follow (?:us|the|our|"
    r"now)|join (?:us|our|the channel)|register|"
    r"already a (?:member|subscriber)|unlimited access|cancel any ?time|download|support us|donate|membership|"
    r"abonnier\w*|abo|abos|abonn\w+|anmeld\w+|angemeldet|einloggen|eingeloggt|registrier\w+|postfach|jetzt testen|"
    r"testen sie|"
    r"kündbar|weiterlesen|folgen sie|folge uns|jetzt folgen|hier folgen|unterstütz\w+|"
    r"s.inscri\w+|inscri\w+|lettre d.info\w*|boîte mail|soutenez|connecte\w+|suivez|"
    r"suscr\w+|regístr\w+|boletín\w*|inicia sesión|s[ií]gu?e\w*nos|únete|assin\w+|inscrev\w+|cadastr\w+|siga|"
    r"abbona\w+|iscriv\w+|registrati|seguici|nieuwsbrief\w*|aanmeld\w+|volg ons|prenumer\w+|nyhetsbrev\w*|"
    r"nyhedsbrev\w*|"
    r"tilmeld\w*|meld deg|logga in|följ oss|tilaa|uutiskirje\w*|seuraa|subskryb\w+|zapisz się|zaloguj|prenumerat\w+|"
    r"předplat\w+|predplat\w+|přihla\w+|prihl\w+|odběr\w*|hírlev\w+|felirat\w+|iratkoz\w+|előfizet\w+|abona\w+|"
    r"abonea\w+|"
    r"abone|kayıt|bülten\w*|takip et\w*|pretplat\w+|prijavi\w*|uudiskir\w*|telli|áskrift\w*|fréttabr\w+|langganan|"
    r"daftar|"
    r"berlangganan|đăng ký|theo dõi)\b|"
    r"подпис|підпис|рассылк|розсилк|абон|регистр|εγγραφ|συνδρομ|ακολουθήστε|اشترك|النشرة|تابعنا|سجل|הירשמ|מנוי|"
    r"עקבו|اشتراک|"
    r"सब्सक्राइब|सदस्यता|登録|購読|会員|フォロー|订阅|訂閱|会员|會員|关注|關注|구독|로그인|회원",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"privacy|cookie|consent|external content|third[- ]part|personal data|datenschutz|einwillig\w*|"
    r"extern\w* inhalt|einverstanden|"
    r"personenbezogen|contenus? (?:externe|tiers|bloqué)|ce contenu (?:est|provient|n)|données personnelles|"
    r"contenidos? externo|"
    r"privacidad|conteúdo externo|contenut[oi] estern|consenso|externe inhoud|toestemming|externt? innehåll|"
    r"eksternt? indhold|"
    r"samtyck|samtykk|zewnętrzn|zgod[ęy]|externí obsah|souhlas|külső tartalom|harici|внешн\w+ контент|согласи",
    re.IGNORECASE,
)
_PLAYER = re.compile(
    r"(?:listen to|hear) (?:this|the) (?:article|story)|(?:audio|video|html5)\W.{0,20}(?:element|tag|player)?\W*$|"
    r"artikel (?:an)?hören|"
    r"écouter (?:cet|l).{0,3}article|escuch\w+ (?:este|el) artículo|ouça (?:este|o)|ascolta l.articolo",
    re.IGNORECASE,
)
_BUTTON = re.compile(r"(?:^|[\s_-])(?:btn|button|cta)(?=$|[\s_-])")
_PAGES = frozenset(("body", "html", "main", "article", "td", "th", "table", "figure"))
_NO_BOX = ("h1", "table", "figure", "pre", "article")
_LONGEST, _LONGEST_LINE, _PROSE, _BUTTON_WORDS = 600, 160, 80, 40
"""Characters of a box, of a line that asks for something, of a paragraph, and of what a button says."""

_MOST_PROSE = 0.6
"""Share of a box that may be paragraphs without a word of what it asks for."""

_MARKED = 0.6
"""Share of a line that is link, bold or slanted when it is set apart from the text."""


def find_appeal_boxes(body: Node) -> Iterator[tuple[Node, str]]:
    """The boxes of a tree that ask for something, and what for; what lies in one that was found is left out."""
    found: set[Node] = set()
    others: set[Node] = set()
    read: dict[Node, Node | None] = {}
    blocks: dict[Node, Node | None] = {}
    for seed in elements(body, "form", "input", "button", "a"):
        if not (_may_ask(seed) or _leads_to_channel(seed)):
            continue
        if any(outer in found for outer in (seed, *seed.iterancestors())):
            continue
        line = _find_call(seed)
        box = line if line is not None else _find_box(seed, read, blocks)
        if box is None or box in found or box in others:
            continue
        if reason := _explain(box):
            found.add(box)
            yield box, reason
        else:
            others.add(box)


def _leads_to_channel(seed: Node) -> bool:
    return seed.tag == "a" and _CHANNEL.search(seed.get("href") or "") is not None


def _find_call(seed: Node) -> Node | None:
    """The line that only asks to follow, whose link leads to a channel."""
    if not _leads_to_channel(seed):
        return None
    line = _line_of(seed)
    if not _is_call(line, seed):
        return None
    box = _box_of(line)
    return box if box is not None else line


def _find_box(seed: Node, read: dict[Node, Node | None], blocks: dict[Node, Node | None]) -> Node | None:
    """The largest element with few words around what may ask for something.

    `read` knows those of its neighbours, and `blocks` the first block in lines of links.
    """
    if not _may_ask(seed) or (seed.tag == "a" and not _is_alone(seed, _line_of(seed), blocks)):
        return None
    parent = seed.getparent()
    if parent is None or seed.tag == "form":
        return _box_of(seed)
    if parent not in read:
        read[parent] = _box_of(seed)
    return read[parent]


def _line_of(link: Node) -> Node:
    """The block whose line a link is part of."""
    return next((outer for outer in link.iterancestors() if outer.tag in BLOCKS), link)


def _is_call(line: Node, link: Node) -> bool:
    """Whether a line set apart from the text only asks to follow."""
    words = short_words(line, _LONGEST_LINE)
    if not words or line.tag in _PAGES or _CALL.search(words) is None:
        return False
    marked = sum(len(words_of(node)) for node in line.iter("strong", "b", "em", "i") if node is not line)
    return max(marked, len(words_of(link))) >= _MARKED * len(words) or (
        line.getparent() is not None and line.tag == "li"
    )


def _is_alone(link: Node, line: Node, blocks: dict[Node, Node | None]) -> bool:
    """Whether a link is a button or stands with other links in a line of its own."""
    words = words_of(link)
    if not words or len(words) > _BUTTON_WORDS:
        return False
    if _BUTTON.search((link.get("class") or "").lower()):
        return True
    if _holds_block(line, blocks):
        before = link.getprevious()
        return not (link.tail or "").strip() and not (before is not None and (before.tail or "").strip())
    said = short_words(line, _LONGEST_LINE)
    return bool(said) and sum(len(words_of(other)) for other in line.iter("a")) >= _MARKED * len(said)


def _holds_block(line: Node, blocks: dict[Node, Node | None]) -> bool:
    """Whether a block is among the elements of a line; one that was found before may have been dropped since."""
    known = blocks.get(line)
    if line not in blocks or (known is not None and known.getparent() is not line):
        blocks[line] = next((other for other in line if other.tag in BLOCKS), None)
    return blocks[line] is not None


def _may_ask(seed: Node) -> bool:
    if seed.tag == "a":
        href = (seed.get("href") or "").strip()
        is_button = (
            href in {"", "#"}
            or href.startswith("javascript:")
            or bool(_BUTTON.search((seed.get("class") or "").lower()))
        )
        return is_button or _ACCOUNT.search(href) is not None or _SHARE.search(href) is not None
    if seed.tag == "input":
        return (seed.get("type") or "text").lower() in {"email", "submit", "button", "checkbox"}
    return True


def _box_of(seed: Node) -> Node | None:
    """The largest element around with few words, and without a headline, a figure or paragraphs of the text."""
    around: list[Node] = []
    for outer in (seed, *seed.iterancestors()):
        if outer.tag in _PAGES or holds_text_name(outer):
            break
        # the length first, as it is told without going through all of a large element
        if not short_words(outer, _LONGEST) and words_of(outer):
            break
        if next(outer.iter(*_NO_BOX), None) is not None:
            break
        if outer.tag in BLOCKS:
            around.append(outer)
    return next((box for box in reversed(around) if not _has_prose(box)), None)


def _has_prose(box: Node) -> bool:
    """Whether paragraphs of the text are inside: lines that do not ask for anything."""
    length = len(words_of(box))
    lines = [line for line in lines_of(box) if len(line) >= _PROSE]
    plain = [line for line in lines if not (_CALL.search(line) or _CONSENT.search(line))]
    return len(plain) > 1 or sum(map(len, plain)) > _MOST_PROSE * max(1, length)


def _explain(box: Node) -> str:
    """What a box asks for, or `""` when it does not."""
    words = words_of(box)
    hrefs = [(link.get("href") or "").strip() for link in box.iter("a")]
    inputs = {(node.get("type") or "text").lower() for node in box.iter("input")}
    if any(_SHARE.search(href) for href in hrefs) and len(words) <= _LONGEST_LINE:
        return "it asks to share"
    if "email" in inputs or ("text" in inputs and _CALL.search(words)):
        return "it asks for an address"
    has_button = next(box.iter("button"), None) is not None or bool(inputs & {"submit", "checkbox", "button"})
    has_button = has_button or any(_BUTTON.search((link.get("class") or "").lower()) for link in box.iter("a"))
    is_account = any(_ACCOUNT.search(href) for href in hrefs)
    if _CONSENT.search(words) and (has_button or is_account):
        return "it asks for consent"
    if (_CALL.search(words) and (has_button or is_account)) or (is_account and has_button):
        return "it asks to subscribe"
    if is_account and len(words) <= _LONGEST_LINE:
        return "it leads to an account"
    return "it asks to follow" if any(_CHANNEL.search(href) for href in hrefs) and _CALL.search(words) else ""
