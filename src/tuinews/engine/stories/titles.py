"""What a title says of its article's kind: a column, a template that was filled in, an opinion."""

import re
from collections.abc import Sequence

from tuinews.engine.stories.signature import TitleMarks
from tuinews.engine.stories.words import fold_word, hash_term, is_capitalised

OPINION, COLUMN = 1, 2
"""Flags of a signature: an opinion or a reply; a title that its feed has again and again."""

_SHAPE_WORDS = 3
"""Words that a shape has at least besides what fills it."""

_DAYS = frozenset(
    fold_word(word)
    for word in (
        "monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun today tonight tomorrow "
        "yesterday morning evening afternoon weekend january february march april may june july august september october "
        "november december jan feb mar apr jun jul aug sep sept oct nov dec "
        "lundi mardi mercredi jeudi vendredi samedi dimanche aujourd'hui demain janvier février mars avril mai juin "
        "juillet août septembre octobre novembre décembre "
        "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag heute morgen januar februar märz juni juli "
        "oktober dezember "
        "lunes martes miércoles jueves viernes sábado domingo hoy mañana enero febrero marzo abril mayo junio julio agosto "
        "septiembre octubre noviembre diciembre "
        "lunedì martedì mercoledì giovedì venerdì sabato domenica oggi domani gennaio febbraio aprile maggio giugno luglio "
        "settembre ottobre novembre dicembre "
        "segunda terça quarta quinta sexta feira hoje amanhã janeiro fevereiro março maio junho julho setembro outubro "
        "novembro dezembro "
        "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag vandaag måndag tisdag onsdag torsdag fredag lördag söndag "
        "mandag tirsdag lørdag søndag poniedziałek wtorek środa środę czwartek piątek sobota sobotę niedziela niedzielę dziś "
        "pazartesi salı çarşamba perşembe cuma cumartesi pazar bugün yarın "
        "понедельник вторник среда среду четверг пятница пятницу суббота субботу воскресенье сегодня завтра января "
        "февраля марта апреля мая июня июля августа сентября октября ноября декабря "
        "понеділок вівторок середа середу четвер п'ятниця п'ятницю субота суботу неділя неділю "
        "الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد اليوم غدا "
        "सोमवार मंगलवार बुधवार गुरुवार बिहीबार शुक्रवार शनिवार रविवार आइतबार आज "
        "月曜 火曜 水曜 木曜 金曜 土曜 日曜 月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日"
    ).split()
)

_OPINION_LABEL = re.compile(
    r"^\s*[\[(]?(?:opinion|op-ed|editorial|comment|commentary|column|letters?|leader|viewpoint|our view|analysis and opinion|"
    r"kommentar|meinung|leitartikel|glosse|gastbeitrag|leserbriefe?|tribune|éditorial|edito|chronique|point de vue|billet|"
    r"opinión|columna|tribuna|carta al director|opinião|commento|editoriale|lettere|opinie|ledare|debatt|kronikk|leder|"
    r"мнение|колонка|комментарий|رأي|社説|投稿|评论|社论)\s*[\])]?\s*[:：|–—-]"
    r"|[|–—-]\s*(?:opinion|editorial|comment|letters?|kommentar|meinung|tribune|opinión|opinião|мнение)\s*$",
    re.IGNORECASE,
)
_OPINION_ADDRESS = re.compile(
    r"/(?:opinions?|op-ed|editorials?|comment(?:isfree|ary|aries|s)?|columns?|columnists?|letters|kommentare?|meinung|"
    r"leitartikel|tribunes?|idees|chroniques?|opinion-analysis|opiniao|ledare|debatt|mnenie|mneniya)/",
    re.IGNORECASE,
)
_COLUMN_TITLE = re.compile(
    r"^\W*(?:(?:the |your |our |today's |this week's )?(?:(?:morning|evening|daily|weekly|midday|lunchtime|weekend|news|"
    r"friday|monday|sunday)\s+)+(?:briefing|brief|news|digest|roundup|round-up|update|bulletin|headlines|newsletter|edition|"
    r"quiz|crossword|cartoon|podcast)\b|"
    r"(?:weather|forecast|horoscopes?|crossword|sudoku|wordle|quiz|quote|cartoon|photos?|pictures?|picture|word|"
    r"recipe|poem|obituaries|tv guide)(?: of| for)? (?:the |this )?(?:day|week|month|today|tonight|tomorrow|\w+day)\b|"
    r"corrections(?: and clarifications)?\W*$|letters to the editor|press review|what to watch|what we know (?:so far )?today|"
    r"headlines of|horoscopes?\b|"
    r"météo\b|revue de presse|l'essentiel de l'actu|le journal de \d|horoscope|le dessin du jour|les titres|"
    r"(?:das )?wetter\b|wettervorhersage|presseschau|der morgen|morgenlage|kurznachrichten|polizeimeldungen|"
    r"nachrichten am|horoskop|rassegna stampa|meteo\b|previsioni|oroscopo|el tiempo\b|(?:las )?noticias de hoy|"
    r"revista de prensa|horóscopo|efemérides|previsão do tempo|revista de imprensa|het weer\b|weerbericht|väder|været|"
    r"hava durumu|günün manşetleri|погода|главное к|главное за|гороскоп|новости к|итоги дня|утренн\w+ (?:дайджест|обзор)|"
    r"الطقس|حالة الطقس|صحف|天气|今日の天気|天気|今日头条|今日のニュース|आजको मौसम|मौसम|राशिफल|आज का|เช้านี้|พยากรณ์)",
    re.IGNORECASE,
)
_DIGEST = re.compile(r"^[^;:：]{0,120}[:：][^;]{4,90};[^;]{4,90};")
_LABEL = re.compile(
    r"^\s*(?:(?:breaking(?: news)?|just in|live(?: updates?)?|watch|video|photos?|in pictures|update[d]?(?: \d+)?|exclusive|"
    r"refile|corrected|urgent|developing|eilmeldung|video|fotos?|liveblog|direct|en direct|urgent|vidéo|en images|última hora|"
    r"en vivo|son dakika|video haber|ao vivo|urgente|diretta|срочно|видео|عاجل|速報|動画)\s*[:|：–—-]\s*)+",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r"\s+[|–—»\"-]\s+[^|–—»]{2,40}$")


def strip_labels(title: str) -> str:
    """Return a title without “Breaking:” before it and the site's name after it."""
    bare = _LABEL.sub("", title)
    cut = _SUFFIX.sub("", bare)
    return cut if len(cut) >= 0.5 * len(bare) and len(cut.split()) > 2 else bare


_TELLING = re.compile(r"(?<![\w.,-])(?:\d+[.,]\d{1,2}|\d{1,3}[-:–]\d{1,3}|\d{5,})(?![\w-]|[.,]\d)|(?<=, )\d{1,2}(?=,)")
"""Decimals, results, long numbers and ages: unlike the dead and injured they are the same whoever tells of an event."""


def find_telling_numbers(title: str) -> list[str]:
    """Return the numbers of a title by which two events of a kind are told apart: 5.2, 3-1, 0001720243, the age of 34."""
    return ["-".join(sorted(re.split("[-:–]", number))) for number in _TELLING.findall(title)]


def is_opinion(title: str, url: str) -> bool:
    """Say whether the title or the address calls the article an opinion or a reply."""
    return bool(_OPINION_LABEL.search(title) or _OPINION_ADDRESS.search(url))


def mask_days(words: Sequence[str]) -> list[str]:
    """Return folded words with one sign for all days, months and parts of the day."""
    return ["#" if word in _DAYS else word for word in words]


def is_column_title(title: str, text: str) -> bool:
    """Say whether a title is one that many feeds have every day, or a text lists what else is to be read."""
    return bool(_COLUMN_TITLE.search(title) or _DIGEST.search(text[:400]))


def mark_title(tokens: Sequence[str]) -> TitleMarks:
    """Return what stays and what changes in a title, of its tokens."""
    if not tokens:
        return TitleMarks()
    words = [fold_word(token) for token in tokens]
    pattern = " ".join("#" if word in _DAYS or word[0].isdigit() else word for word in words)
    shape: list[str] = []
    names: list[str] = []
    amounts: list[str] = []
    for position, (token, word) in enumerate(zip(tokens, words, strict=True)):
        if token[0].isdigit() or word in _DAYS:
            amounts.append(word)
            shape.append("#")
        elif position and is_capitalised(token):
            names.append(word)
            if shape[-1] != "A":
                shape.append("A")
        else:
            shape.append(word)
    kept = sum(word not in {"#", "A"} for word in shape)
    filled = kept >= _SHAPE_WORDS and bool(names or amounts)
    return TitleMarks(
        hash_term(pattern) or 1,
        (hash_term(" ".join(shape)) or 1) if filled else 0,
        hash_term(" ".join(names)),
        hash_term(" ".join(amounts)),
    )
