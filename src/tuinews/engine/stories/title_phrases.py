# ruff: noqa: RUF001  the words and signs of many scripts are the very matter here
"""What titles are known by: days and months, and the names of columns, opinions and labels, in many languages."""

import re

DAYS = """
monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun today tonight tomorrow
yesterday morning evening afternoon weekend january february march april may june july august september october
november december jan feb mar apr jun jul aug sep sept oct nov dec lundi mardi mercredi jeudi vendredi samedi
dimanche aujourd'hui demain janvier février mars avril mai juin juillet août septembre octobre novembre décembre
montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag heute morgen januar februar märz juni juli
oktober dezember lunes martes miércoles jueves viernes sábado domingo hoy mañana enero febrero marzo abril mayo
junio julio agosto septiembre octubre noviembre diciembre lunedì martedì mercoledì giovedì venerdì sabato
domenica oggi domani gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre segunda terça
quarta quinta sexta feira hoje amanhã janeiro fevereiro março maio junho julho setembro outubro novembro
dezembro maandag dinsdag woensdag donderdag vrijdag zaterdag zondag vandaag måndag tisdag onsdag torsdag fredag
lördag söndag mandag tirsdag lørdag søndag poniedziałek wtorek środa środę czwartek piątek sobota sobotę
niedziela niedzielę dziś pazartesi salı çarşamba perşembe cuma cumartesi pazar bugün yarın понедельник вторник
среда среду четверг пятница пятницу суббота субботу воскресенье сегодня завтра января февраля марта апреля мая
июня июля августа сентября октября ноября декабря понеділок вівторок середа середу четвер п'ятниця п'ятницю
субота суботу неділя неділю الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد اليوم غدا सोमवार मंगलवार
बुधवार गुरुवार बिहीबार शुक्रवार शनिवार रविवार आइतबार आज
月曜 火曜 水曜 木曜 金曜 土曜 日曜 月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日
"""
"""Days, months and parts of the day, as they are written."""

_OPINIONS = (
    "opinion|op-ed|editorial|comment|commentary|column|letters?|leader|viewpoint|our view|kommentar|"
    "meinung|leitartikel|glosse|gastbeitrag|leserbriefe?|tribune|éditorial|edito|chronique|point de vue|"
    "billet|opinión|columna|tribuna|carta al director|opinião|commento|editoriale|lettere|opinie|ledare|"
    "debatt|kronikk|leder|yorum|görüş|мнение|колонка|комментарий|رأي|社説|投稿|评论|社论|विचार|सम्पादकीय"
)
OPINION_TITLE = re.compile(
    rf"^\s*[\[(]?(?:{_OPINIONS})\s*[\])]?\s*[:：|–—-]|[|–—-]\s*(?:{_OPINIONS})\s*$", re.IGNORECASE
)
"""A title that calls the article an opinion, before a colon or after a dash."""
OPINION_ADDRESS = re.compile(
    r"/(?:opinions?|op-ed|editorials?|comment(?:isfree|ary|aries|s)?|columns?|columnists?|letters|kommentare?|meinung|"
    r"leitartikel|tribunes?|idees|chroniques?|opinion-analysis|opiniao|ledare|debatt|mnenie|mneniya)/",
    re.IGNORECASE,
)
"""An address in a site's section of opinions."""

_EDITIONS = (
    r"(?:the |your |our |today's |this week's )?(?:(?:morning|evening|daily|weekly|midday|lunchtime|"
    r"weekend|news|friday|monday|sunday)\s+)+(?:briefing|brief|news|digest|roundup|round-up|update|"
    r"bulletin|headlines|newsletter|edition|quiz|crossword|cartoon|podcast)\b"
)
_DAILY = (
    r"(?:weather|forecast|horoscopes?|crossword|sudoku|wordle|quiz|quote|cartoon|photos?|pictures?|word|"
    r"recipe|poem|obituaries|tv guide)(?: of| for)? (?:the |this )?(?:day|week|month|today|tonight|"
    r"tomorrow|\w+day)\b"
)
_COLUMNS = (
    r"corrections(?: and clarifications)?\W*$|letters to the editor|press review|what to watch|"
    r"headlines of|horoscopes?\b|météo\b|revue de presse|l'essentiel de l'actu|le journal de \d|"
    r"le dessin du jour|les titres|(?:das )?wetter\b|wettervorhersage|presseschau|der morgen|morgenlage|"
    r"kurznachrichten|polizeimeldungen|nachrichten am|horoskop|rassegna stampa|meteo\b|previsioni|"
    r"oroscopo|el tiempo\b|(?:las )?noticias de hoy|revista de prensa|horóscopo|efemérides|"
    r"previsão do tempo|revista de imprensa|het weer\b|weerbericht|väder|været|hava durumu|"
    r"günün manşetleri|погода|главное к|главное за|гороскоп|новости к|итоги дня|утренн\w+ (?:дайджест|"
    r"обзор)|الطقس|حالة الطقس|صحف|天气|今日の天気|天気|今日头条|今日のニュース|आजको मौसम|मौसम|राशिफल|आज का|พยากรณ์"
)
COLUMN_TITLE = re.compile(rf"^\W*(?:{_EDITIONS}|{_DAILY}|{_COLUMNS})", re.IGNORECASE)
"""A title that many feeds have every day, such as “Morning briefing” or “Weather for Tuesday”."""
DIGEST = re.compile(r"^[^;:：]{0,120}[:：][^;]{4,90};[^;]{4,90};")
"""A text that lists what else is to be read, after a colon and between semicolons."""

_LABELS = (
    r"breaking(?: news)?|(?:show|ask|tell|launch) hn|"
    r"just in|live(?: updates?)?|watch|video|photos?|in pictures|updated?(?: \d+)?|"
    r"exclusive|refile|corrected|urgent|developing|eilmeldung|fotos?|liveblog|direct|en direct|vidéo|"
    r"en images|última hora|en vivo|son dakika|video haber|ao vivo|urgente|diretta|срочно|видео|عاجل|速報|動画"
)
LABELS = re.compile(rf"^\s*(?:(?:{_LABELS})\s*[:|：–—-]\s*)+", re.IGNORECASE)
"""What stands before a title and says nothing of the event, such as “Breaking:”."""
SITE_NAME = re.compile(r"\s+[|–—»\"-]\s+[^|–—»]{2,40}$")
"""The name of the site after a title."""

TELLING_NUMBER = re.compile(
    r"(?<![\w.,-])(?:\d+[.,]\d{1,2}|\d{1,3}[-:–]\d{1,3}|\d{5,})(?![\w-]|[.,]\d)|(?<=, )\d{1,2}(?=,)"
)
"""Decimals, results, long numbers and ages."""
RESULT = re.compile("[-:–]")
"""What parts the numbers of a result."""
