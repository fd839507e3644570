# ruff: noqa: RUF001  the signs of many scripts are the very matter here
"""The words around names in bylines, in many languages. To teach one more, add it to its table."""


def _any(*words: str) -> str:
    """A pattern of any of the words, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True))


_SMALL = ("by", "von", "par", "por", "di", "door", "af", "av", "oleh", "från", "de la", "от", "από", "द्वारा", "โดย")
_SIGNS = (
    "מאת", "כתב", "بقلم", "كتب", "كتبت", "كتابة", "نویسنده", "تحریر", "लेखक", "লেখক", "作者", "撰文", "记者", "記者",
    "本报记者", "本報記者", "文", "取材・文", "執筆", "著者", "筆者", "글", "기자", "γράφει ο", "γράφει η",
)  # fmt: skip
_PHRASES = (
    "written by", "words by", "story by", "text by", "posted by", "published by", "article by", "post by",
    "reported by",
    "created by", "submitted by", "contributed by", "interview by", "verfasst von", "geschrieben von", "erstellt von",
    "eingestellt von", "ein beitrag von", "ein artikel von", "ein text von", "aus der redaktion von", "un texte de",
    "un article de", "écrit par", "publié par", "rédigé par", "propos recueillis par", "escrito por", "publicado por",
    "texto por", "texto de", "scritto da", "testo di", "a cura di", "geschreven door", "skrevet av", "skrevet af",
    "skriven av", "tekst av", "text av", "ditulis oleh", "scris de", "написал", "написала",
)  # fmt: skip
_NOUNS = (
    "text", "words", "author", "authors",
    "interview", "reporter", "journalist", "redaktion", "protokoll", "autor", "autorin", "autor:in", "autor/in",
    "autoren",
    "auteur", "auteurs", "auteure", "autrice", "texte", "texto", "autora", "autores", "redacta", "autore",
    "testo", "tekst",
    "skribent", "kirjoittanut", "kirjoittaja", "teksti", "autorka", "autorzy", "autor tekstu", "autor textu", "napisał",
    "napisała", "szerző", "írta", "yazan", "yazar", "haber", "penulis", "laporan", "autorius", "autors", "tác giả",
    "автор", "автори", "авторы", "автор статьи", "текст", "оставил", "σύνταξη", "συντάκτης", "κείμενο", "रिपोर्ट",
    "مؤلف",
)  # fmt: skip

SMALL = _any(*(form for word in _SMALL for form in (word, word.capitalize(), word.upper())))
"""Small words before a name, with capitals or without: only names of two words are read after them."""

SIGNS = _any(*_SIGNS)
"""Labels in other scripts than Latin and Cyrillic."""

PHRASES = _any(*_PHRASES)
"""What announces a name without a colon."""

PIECES = (
    r"(?:(?:an?|the|eine?|une?|un[ao]?|en|ett|et|een)\s+)?(?:guest\s+)?(?:analysis|opinion|comment(?:ary)?|"
    r"review|column|essay|"
    r"report|feature|post|kommentar|kolumne|analyse|reportage|interview|gastbeitrag|rezension|bericht|porträt|"
    r"chronique|"
    r"critique|tribune|análisis|opinión|columna|reportaje|entrevista|crónica|coluna|análise|analisi|commento|"
    r"intervista|"
    r"recension|krönika|analys|opinie|column|interview)\s+(?:by|von|par|por|de|di|av|af|door|van)(?=\s)"
)
"""What announces a name as that of a piece's writer: `Ein Kommentar von`."""

NOUNS = _any(*_NOUNS)
"""What announces a name with a colon."""

ALONG = r"(?:\s*(?:und|and|et|y|e|og|och|i|&|/|,)\s*\w+)?"
"""A second noun beside the first: `Text und Fotos:`."""

LABELS = _any(*_SMALL, *_SIGNS, *_PHRASES, *_NOUNS)
"""Everything that stands before the name of a writer."""

CREDITS = _any(
    r"photos?(?:graph\w*)?", r"pictures?", r"images?", r"videos?", r"illustrations?", r"graphics?", r"camera",
    r"fotos?(?:graf\w*)?", r"bild(?:er)?", r"grafik", r"zdjęci\w+", r"фото", r"відео", r"видео", r"imagen(?:es)?",
    r"foto(?:grafía|grafie)?s?", r"photographies?", r"crédits?", r"source", r"quelle", r"fuente", r"fonte",
    r"bron", r"kilde", r"källa", r"źródło", r"источник", r"editor(?:s|ed by)?", r"edited by", r"编辑", r"責任編集",
    r"责任编辑", r"责编", r"撮影", r"翻訳者?", r"イラスト", r"摄影", r"攝影", r"来源", r"來源", r"사진", r"צילום",
    r"तस्वीर",
    r"produced by", r"powered", r"sponsored", r"presented", r"translated", r"übersetzt", r"traduit", r"traducido",
)  # fmt: skip
"""What stands before the name of somebody who is no writer: photographers, sources, translators."""

CONJUNCTIONS = _any(
    "and", "with", "und", "mit", "sowie", "im Gespräch mit", "et", "avec", "y", "con", "e", "com", "en", "met", "og",
    "och", "med", "ja", "i", "oraz", "a", "és", "și", "и", "та", "ve", "dan", "và", "και", "και η", "और", "ও",
    "AND", "UND", "ET", "Y", "E", "OG", "Et", "Und", "And",
)  # fmt: skip

PARTICLES = frozenset(
    (
        "von", "van", "vom", "der", "den", "de", "del", "della", "dei", "di", "da", "do", "dos", "das", "du", "le",
        "la", "el", "al", "bin", "ibn", "ben", "bint", "zu", "zur", "ter", "ten", "und", "and", "et", "y", "e", "&",
        "with", "mit", "af", "av", "i", "los", "las", "d'", "st.",
    )
)  # fmt: skip
"""Small words within names."""

TITLES = frozenset(("dr", "prof", "mr", "mrs", "ms", "sir", "ing", "dipl", "mag", "med", "jur"))

_ROLE_BEFORE = (
    "senior|chief|deputy|associate|assistant|managing|executive|contributing|staff|special|lead|political|politics|"
    "business|sports?|science|health|tech|technology|world|national|international|foreign|local|crime|court|culture|"
    "entertainment|education|environment|climate|economics|economy|finance|travel|features?|news|data|digital|"
    "multimedia|investigative|freelance|guest|general|assignment|breaking|diplomatic|security|defen[cs]e|data"
)
ROLES = (
    rf"(?:our\s+|the\s+)?(?:(?:{_ROLE_BEFORE})[\s-]+)*(?:reporters?|correspondents?|editor(?:[\s-](?:in|"
    rf"at)[\s-]\w+)?|writers?|"
    r"journalists?|columnists?|contributors?|producer|critic|analyst|photographer|photojournalist|videographer|"
    r"\w*redakteur(?:in)?|\w*korrespondent(?:in|en)?|\w*reporter(?:in)?|journalist(?:in|e)?|volont[äa]r(?:in)?|"
    r"chefredakteur(?:in)?|freie[r]? \w+|autor(?:in)?|rédact(?:eur|rice)(?: en chef)?|"
    r"correspondante?|envoyée? spéciale?|"
    r"chroniqueu(?:r|se)|grand reporter|periodista|redactor(?:a)?(?: jefe)?|corresponsal|enviad[oa] especial|"
    r"colaborador(?:a)?|columnista|jornalista|repórter|correspondente|colunista|giornalista|inviat[oa]|"
    r"redacteur|verslaggever|correspondent|journaliste|journalist|kommentator|redaktør|redaktör|toimittaja|"
    r"dziennikar(?:z|ka)|redaktor(?:ka)?|корреспондент|журналист(?:ка)?|обозреватель|редактор|журналіст(?:ка)?|"
    r"\w*(?:leiter|sprecher|referent|professor|direktor|experte)(?:in)?\b.*|(?:professor|director|head|"
    r"president|lecturer|fellow|"
    r"founder|ceo|phd|expert)\b.*|muhabir|editör|wartawan|기자|특파원|記者|记者|संवाददाता|পত্রিকা প্রতিবেদক)"
)
"""What people do at a paper: a part of a byline that says so is no name."""

HOUSES = (
    r"\bredak[tc]|\bredac[tc]i|\bredazione\b|\bredação\b|\brédaction\b|redaktion|redaksjon|redakcj|toimitus|редакц|"
    r"\bнаш корр|newsroom|\bnews service$|\bdesk$|\beditorial\b|\beditors$|\bstaff\b|\bteam\b|"
    r"correspondents?$|\bpress release\b|"
    r"\b(?:news|web|online|digital|sports?|foreign|city|business|national|world|tech|social media)\s?(?:desk|room)\b|"
    r"\bagenc(?:y|ies|ia|ias|e|es)\b|agentur(?:en)?\b|agências|agenzie|"
    r"\b(?:gmbh|ag|e\. ?v\.?|inc\.?|ltd\.?|llc|s\.?a\.?|plc|verlag|stiftung|magazine?|zeitung|nachrichten|"
    r"news|media|tv|"
    r"radio|times|gazette|herald|tribune|online|today|journal|press|presse|report|network|foundation|"
    r"institute?|group|wire|"
    r"university|ministry|bundes\w+|blog)$|"
    r"^(?:admin\w*|contributors?|guest (?:author|contributor|post)|gastbeitrag|gastautor|communiqué|wire)|"
    r"^red\.?$|haber merkezi|编辑部|編集部|编辑$|本报|本報|本刊|新华社|新聞|ニュース|通信|편집국|온라인|뉴스|"
    r"প্রতিবেদক|ডেস্ক|डेस्क|ब्यूरो|न्यूज़|संवाददाता|اداره|تحرير|ويب|مراسل|מערכת|สำนักข่าว|"
    r"\bwww\.|\.(?:com|de|org|net|se|no|dk|nl)$"
)
"""An editorial office, a desk, a paper, a firm: what signs where nobody does."""

NO_NAMES = (
    r"\w*admin(?:istrator)?\w*|editor|staff|guest|gast|unknown|none|null|undefined|n/a|author|autor(?:en|in)?|"
    r"auteurs?|by|"
    r"webmaster|users?|name|said|von|par|por|no author|author name|your name.*|(?:see )?full bio|"
    r"(?:read|view|see|show|all|more|about|visit)\b.*|cc[ -]by(?:-\w+)*|please enter.*|"
    r".*\b(?:articles?|posts|stories|artikel|beiträge|artículos|articoli)$|powered by.*|sponsored.*|presented by.*|"
    r"facebook|twitter|x|whats ?app|linked ?in|instagram|telegram|pinterest|reddit|bluesky|mastodon|threads|youtube|"
    r"rss(?:-feed)?|e-?mail|mail|share\b.*|teilen|compartir|compartilhar|partager|condividi|delen|del|print|drucken|"
    r"copy(?: link)?|link|follow.*|folgen.*|seguir.*|suivre.*|save|merken|subscribe.*|abonn.*|comments?|kommentare?|"
    r"weiter|mehr|weitere\b.*|home|news|archiv|kontakt|contact|impressum|profil|profile|bio|website|homepage|"
    r"menu|search|"
    r"info|in|top|tags?|category|uncategorized|advertisement|anzeige|loading.*|\W+"
)
"""What stands where names stand and is none."""
