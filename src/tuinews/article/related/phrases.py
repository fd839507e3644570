# ruff: noqa: RUF001  the signs of many scripts are the very matter here
"""The phrases by which publishers announce links to other articles, in many languages."""

import re
from functools import lru_cache

from tuinews.model.text import fold

PHRASES: dict[str, tuple[str, ...]] = {
    "en": (
        "read also", "also read", "see also", "read more", "read next", "read this", "read this next", "also see",
        "also on", "see more",
        "related", "related article", "related articles", "related story", "related stories", "related post",
        "related posts", "related news", "related coverage", "related content", "related links", "related reading",
        "related topics and stories", "further reading", "more stories", "more stories like this", "more like this",
        "more on this story", "more on this", "more on this topic", "more from this section", "more coverage",
        "you may also like", "you might also like", "you may like", "you might like", "you may also be interested in",
        "you might also be interested in", "you may be interested in", "recommended", "recommended for you",
        "recommended stories", "recommended reading", "suggested reading", "suggested articles", "similar articles",
        "similar posts", "similar stories", "don't miss", "don’t miss", "dont miss", "what to read next", "up next",
        "keep reading", "must read", "must reads", "editor's picks", "editors' picks", "in case you missed it",
        "from the archive", "from our archive", "more to read", "more news", "more about this", "also in this section",
        "also of interest", "also in the news", "watch also", "listen also", "background", "related video",
        "related videos", "now read", "read the full story", "you may also read",
        "also watch", "recommended reads",
    ),
    "de": (
        "lesen sie auch", "lies auch", "lesen sie mehr", "lesen sie hier", "lesen sie dazu", "lesen sie weiter",
        "mehr dazu",
        "mehr zum thema", "zum thema", "mehr lesen", "weiterlesen", "auch interessant", "auch lesenswert", "lesetipp",
        "lesetipps", "weitere artikel", "weitere artikel zum thema", "weitere beiträge", "weitere meldungen",
        "weitere informationen zum thema", "ähnliche artikel", "ähnliche beiträge", "ähnliche themen",
        "ähnliche meldungen",
        "verwandte artikel", "verwandte beiträge", "verwandte themen", "verwandte nachrichten", "passend dazu",
        "das könnte sie auch interessieren", "das könnte dich auch interessieren", "das könnte sie interessieren",
        "das könnte dich interessieren", "das könnte ihnen auch gefallen", "das könnte dir auch gefallen",
        "was sie auch interessieren könnte", "dies könnte sie auch interessieren", "interessieren könnte sie auch",
        "könnte dich auch interessieren", "könnte sie auch interessieren", "empfehlungen", "unsere empfehlungen",
        "artikel zum thema", "beiträge zum thema", "aus dem archiv", "siehe auch", "hintergrund",
        "mehr aus dem ressort",
        "mehr aus diesem ressort", "mehr von diesem autor", "weitere themen", "weitere news", "schon gelesen",
        "mehr news",
    ),
    "fr": (
        "lire aussi", "à lire aussi", "a lire aussi", "lire également", "à lire également", "à lire", "à lire ensuite",
        "sur le même sujet", "sur le même thème", "dans la même rubrique", "articles liés", "articles similaires",
        "articles associés", "article lié", "pour aller plus loin", "voir aussi", "à voir aussi", "en savoir plus",
        "vous aimerez aussi", "cela pourrait vous intéresser", "ça pourrait vous intéresser", "à découvrir aussi",
        "ces articles peuvent vous intéresser", "vous pourriez aussi aimer", "nos recommandations", "à ne pas manquer",
        "lire la suite", "contenus liés", "ailleurs sur le site", "plus d'articles", "notre dossier", "relire",
    ),
    "es": (
        "lea también", "lee también", "leer también", "lea además", "lea más", "leer más", "lee más",
        "te puede interesar",
        "te podría interesar", "le puede interesar", "quizás te interese", "también te puede interesar",
        "puede interesarte",
        "también te podría interesar", "noticias relacionadas", "artículos relacionados", "artículo relacionado",
        "noticia relacionada", "entradas relacionadas", "contenido relacionado", "contenidos relacionados",
        "relacionados",
        "relacionadas", "notas relacionadas", "más sobre este tema", "más información", "ver también", "vea también",
        "mira también", "mirá también", "no te pierdas", "sigue leyendo", "seguí leyendo", "historias relacionadas",
        "además", "te recomendamos", "recomendados", "recomendado", "lecturas recomendadas", "temas relacionados",
        "también puedes leer", "también lee", "más noticias", "para saber más", "otras noticias",
        "puedes ver", "puede ver", "puedes leer", "puede leer", "lee aquí", "lea aquí", "conoce más", "conozca más",
        "te recomendamos leer", "le recomendamos", "entérate",
    ),
    "pt": (
        "leia também", "leia mais", "ler também", "leia ainda", "veja também", "saiba mais", "notícias relacionadas",
        "artigos relacionados", "matérias relacionadas", "posts relacionados", "conteúdo relacionado", "relacionadas",
        "você também pode gostar", "você pode gostar", "mais sobre este assunto", "confira também", "mais notícias",
    ),
    "it": (
        "leggi anche", "leggi pure", "leggi di più", "per approfondire", "approfondimenti", "articoli correlati",
        "notizie correlate", "potrebbe interessarti", "potrebbe interessarti anche", "ti potrebbe interessare",
        "vedi anche", "guarda anche", "correlati", "sullo stesso argomento", "articoli simili", "da non perdere",
    ),
    "nl": (
        "lees ook", "lees meer", "lees verder", "ook interessant", "gerelateerd", "gerelateerde artikelen",
        "gerelateerde berichten", "meer over dit onderwerp", "bekijk ook", "verder lezen", "meer lezen", "zie ook",
    ),
    "sv": (
        "läs också", "läs även", "läs mer", "läs mer om", "relaterade artiklar", "relaterat", "mer om ämnet",
        "se även",
    ),
    "no": ("les også", "les mer", "relaterte artikler", "relaterte saker", "flere saker", "se også", "mer om saken"),
    "da": (
        "læs også", "læs mere", "relaterede artikler", "læs videre", "se også", "mere om emnet",
        "mere om samme emne",
    ),
    "fi": ("lue myös", "lue lisää", "aiheesta lisää", "aiheeseen liittyvää", "katso myös", "lue seuraavaksi"),
    "pl": (
        "czytaj też", "czytaj także", "czytaj również", "przeczytaj też", "przeczytaj także", "przeczytaj również",
        "zobacz też", "zobacz także", "zobacz również", "czytaj więcej", "powiązane artykuły", "podobne artykuły",
        "polecamy", "polecane", "warto przeczytać", "więcej na ten temat",
    ),
    "cs": (
        "čtěte také", "čtěte též", "přečtěte si také", "související články", "související", "mohlo by vás zajímat",
        "více k tématu",
    ),
    "sk": (
        "čítajte aj", "čítajte tiež", "prečítajte si aj", "súvisiace články", "mohlo by vás zaujímať", "viac k téme",
    ),
    "hu": ("olvasd el ezt is", "olvassa el ezt is", "kapcsolódó cikkek", "kapcsolódó", "ez is érdekelheti", "lásd még"),
    "ro": (
        "citește și", "citeşte şi", "citiți și", "citește mai mult", "articole similare", "vezi și",
        "pe aceeași temă",
    ),
    "tr": (
        "bunu da okuyun", "bunları da okuyun", "ilgili haberler", "ilgili haber", "benzer haberler",
        "bunlar da ilginizi çekebilir", "ayrıca okuyun",
    ),
    "el": (
        "διαβάστε επίσης", "διαβάστε ακόμη", "διαβάστε ακόμα", "διαβάστε περισσότερα", "σχετικά άρθρα",
        "δείτε επίσης", "σχετικά",
    ),
    "ru": (
        "читайте также", "читай также", "читать также", "читайте ещё", "читайте еще", "читайте по теме",
        "материалы по теме",
        "по теме", "по этой теме", "ещё по теме", "еще по теме", "смотрите также", "похожие материалы",
        "похожие статьи",
        "похожие новости", "другие новости", "связанные материалы", "рекомендуем", "новости по теме",
        "подробнее по теме",
    ),
    "uk": (
        "читайте також", "читати також", "дивіться також", "матеріали за темою", "за темою", "схожі новини",
        "вас може зацікавити",
    ),
    "bg": ("прочетете още", "прочети още", "вижте още", "свързани статии", "още по темата", "вижте също"),
    "sr": (
        "pročitajte još", "pročitajte i", "pročitaj još", "povezane vijesti", "povezani članci", "прочитајте још",
        "повезане вести", "vezane vijesti",
    ),
    "hr": ("pročitajte više", "pročitaj više", "vezani članci", "više o temi", "preporučujemo"),
    "ar": (
        "اقرأ أيضا", "اقرأ أيضًا", "اقرأ أيضاً", "إقرأ أيضا", "إقرأ أيضاً", "اقرأ المزيد", "اقرأ ايضا",
        "مواضيع ذات صلة", "أخبار ذات صلة", "مقالات ذات صلة", "ذات صلة", "قد يعجبك أيضا", "شاهد أيضا", "طالع أيضا",
    ),
    "fa": ("بیشتر بخوانید", "همچنین بخوانید", "مطالب مرتبط", "اخبار مرتبط", "خبرهای مرتبط", "مرتبط", "بخوانید"),
    "ur": ("یہ بھی پڑھیں", "مزید پڑھیں", "متعلقہ خبریں", "متعلقہ مضامین"),
    "he": ("קראו גם", "קרא גם", "לקריאה נוספת", "כתבות נוספות", "עוד בנושא", "כתבות קשורות", "אולי יעניין אותך"),
    "hi": (
        "यह भी पढ़ें", "ये भी पढ़ें", "इसे भी पढ़ें", "यह भी पढ़े", "ये भी पढ़े", "और पढ़ें", "संबंधित खबरें",
        "संबंधित समाचार", "सम्बंधित ख़बरें", "संबंधित लेख",
    ),
    "ne": (
        "यो पनि पढ्नुहोस्", "यो पनि पढ्नुस्", "यो पनि हेर्नुहोस्", "यो पनि", "यी पनि पढ्नुहोस्", "सम्बन्धित समाचार",
        "सम्बन्धित खबर", "सम्बन्धित सामग्री", "थप पढ्नुहोस्", "पढ्नुहोस्",
    ),
    "mr": ("हेही वाचा", "हे देखील वाचा", "हे सुद्धा वाचा", "संबंधित बातम्या"),
    "bn": ("আরও পড়ুন", "আরো পড়ুন", "আরও খবর", "সম্পর্কিত খবর", "সংশ্লিষ্ট খবর", "এই সম্পর্কিত আরও খবর"),
    "ta": ("இதையும் படியுங்கள்", "இதையும் படிங்க", "மேலும் படிக்க", "தொடர்புடைய செய்திகள்"),
    "te": ("ఇవి కూడా చదవండి", "ఇది కూడా చదవండి", "సంబంధిత వార్తలు"),
    "si": ("තවත් කියවන්න", "අදාළ පුවත්"),
    "th": ("อ่านเพิ่มเติม", "อ่านข่าวที่เกี่ยวข้อง", "ข่าวที่เกี่ยวข้อง", "เรื่องที่เกี่ยวข้อง", "บทความที่เกี่ยวข้อง"),
    "vi": ("đọc thêm", "xem thêm", "tin liên quan", "bài liên quan", "tin cùng chuyên mục", "có thể bạn quan tâm"),
    "id": ("baca juga", "baca selengkapnya", "berita terkait", "artikel terkait", "lihat juga", "simak juga"),
    "ms": ("baca lagi", "berita berkaitan", "artikel berkaitan"),
    "tl": ("basahin din", "basahin", "kaugnay na balita"),
    "sw": ("soma pia", "soma zaidi", "habari zinazohusiana"),
    "ja": (
        "関連記事", "関連ニュース", "関連リンク", "関連トピックス", "あわせて読みたい", "合わせて読みたい",
        "併せて読みたい", "こちらもおすすめ", "おすすめ記事", "おすすめの記事", "あなたにおすすめ",
        "こちらの記事もおすすめ", "次に読む", "この記事も読まれています",
    ),
    "zh": (
        "相关阅读", "相关新闻", "相关报道", "相关文章", "相关推荐", "延伸阅读", "推荐阅读", "更多阅读",
        "猜你喜欢", "相關新聞", "相關文章", "相關報導", "延伸閱讀", "推薦閱讀", "更多新聞", "你可能也喜歡",
    ),
    "ko": (
        "관련기사", "관련 기사", "관련뉴스", "관련 뉴스", "함께 읽으면 좋은 기사", "추천기사", "추천 기사",
        "이 기사도 읽어보세요", "함께 본 기사",
    ),
}  # fmt: skip
"""Headings of related links, by language; upper and lower case and the signs around them do not matter."""

OPENERS: tuple[str, ...] = (
    "more on", "more from", "more about", "read more on", "read more about", "related to", "related articles on",
    "mehr zu", "mehr zum", "mehr über", "mehr aus", "mehr zum thema", "lesen sie mehr zu", "weitere artikel zu",
    "lesen sie auch", "sur le même sujet", "plus sur", "más sobre", "más de", "leia mais sobre", "altro su",
    "meer over", "meer van",
    "läs mer om", "mer om", "mere om", "les mer om", "lue lisää", "więcej o", "tout savoir sur",
    "noticias relacionadas con",
)  # fmt: skip
"""Beginnings of such headings that a few words of topic may follow."""

LABELS: tuple[str, ...] = (
    "read", "more", "watch", "listen", "lesen", "lies", "mehr", "lire", "lee", "lea", "leia", "leggi", "lees",
    "les", "læs", "läs", "lue", "czytaj", "zobacz", "читайте", "читати", "baca", "tonton", "oku",
)  # fmt: skip
"""Words that announce a link only with a colon between: `More: title`."""

AMBIGUOUS = frozenset(
    fold(phrase)
    for phrase in (
        "background", "see also", "hintergrund", "además", "approfondimenti", "related", "recommended", "read this",
        "must read", "à lire",
        "relire", "polecamy", "empfehlungen", "see more", "en savoir plus", "más información", "saiba mais",
        "zum thema",
        "σχετικά", "по теме", "за темою", "مرتبط", "بخوانید", "read more", "lire la suite", "weiterlesen",
        "leer más", "mehr lesen",
        "leia mais", "baca selengkapnya", "xem thêm", "recomendado", "recomendados", "relacionados", "पढ्नुहोस्",
        "यो पनि",
        "související", "kapcsolódó", "polecane", "further reading", "notre dossier",
    )
)  # fmt: skip
"""Phrases that are also ordinary headings: they announce links only where a link follows at once."""

PROMOTIONS = frozenset(
    fold(phrase)
    for phrase in (
        "read next", "read this next", "what to read next", "up next", "keep reading", "more stories", "more news",
        "more to read", "recommended", "recommended for you", "recommended stories", "don't miss", "don’t miss",
        "dont miss", "must read", "must reads", "editor's picks", "editors' picks", "in case you missed it",
        "also in this section", "more from this section", "also in the news", "from the archive", "from our archive",
        "aus dem archiv", "empfehlungen", "unsere empfehlungen", "weitere meldungen", "weitere news", "mehr news",
        "mehr aus dem ressort", "mehr aus diesem ressort", "mehr von diesem autor", "schon gelesen",
        "dans la même rubrique", "nos recommandations", "à ne pas manquer", "ailleurs sur le site", "plus d'articles",
        "no te pierdas", "te recomendamos", "recomendado", "recomendados", "polecane", "polecamy",
        "tin cùng chuyên mục", "こちらもおすすめ", "おすすめ記事", "おすすめの記事", "あなたにおすすめ", "次に読む",
        "この記事も読まれています", "猜你喜欢", "更多新聞", "추천기사", "추천 기사",
    )
)  # fmt: skip
"""Phrases over what a site offers to everybody; it counts as related only where nothing else is."""

_PROMOTION_OPENERS = tuple(fold(f"{opener} ") for opener in ("more from", "mehr aus", "más de", "meer van"))


def _plain(text: str) -> str:
    """The text folded; the dot that folding leaves over a Turkish capital goes."""
    return fold(text).replace("\u0307", "")


_ALL = frozenset(_plain(phrase) for phrases in PHRASES.values() for phrase in phrases)
_LABELS = frozenset(map(_plain, LABELS))
_STARTS = tuple(f"{phrase} " for phrase in _ALL if " " in phrase or phrase == "related")
_OPENERS = tuple(f"{fold(opener)} " for opener in OPENERS)
_MARKED = re.compile(r"^(?P<phrase>[^:：–—|>»]{3,45}?)\s*(?P<sign>[:：–—|>»]+)\s*(?P<rest>\S.*)$", re.DOTALL)
_SOURCES = re.compile(
    r"(?:sources?|references?|links?|sources (?:and|&) links|external links|bibliography|footnotes|notes|citations|"
    r"notes and references|works cited|resources|literature|"
    r"quellen?|quellenangaben|quellenverzeichnis|einzelnachweise|weblinks|literatur|fußnoten|anmerkungen|belege|"
    r"références|liens externes|liens|bibliographie|notes et références|"
    r"fuentes|referencias|enlaces externos|enlaces|bibliografía|fontes|referências|ligações externas|"
    r"fonti|riferimenti|collegamenti esterni|bibliografia|note|bronnen|referenties|externe links|"
    r"källor|referenser|kilder|lähteet|źródła|przypisy|bibliografia|zdroje|források|kaynaklar|kaynakça|surse|"
    r"источники|ссылки|примечания|литература|джерела|посилання|примітки|πηγές|"
    r"المصادر|المراجع|מקורות|منابع|संदर्भ|参考文献|脚注|出典|関連資料|参考资料|參考資料|"
    r"参考|注释|참고 문헌|참고문헌|각주|출처)",
    re.IGNORECASE,
)
"""Headings over what a text rests on: those links are a part of it."""

_TOPIC_WORDS, _SHORTEST_TITLE = 5, 12
LONGEST = 90
"""Characters: no heading of related links is longer."""


@lru_cache(maxsize=256)
def bare(text: str) -> str:
    """The text folded, without signs at its edges (`»`, `:`, `▸`, brackets); vowel signs of Indic scripts stay."""
    folded = _plain(text)
    start = re.match(r"[\W_]*", folded)
    first = start.end() if start else 0
    return folded[first:].rstrip(" :：–—-|>»«▸►▼→⇒…!?.*•·[]()（）【】「」『』\"'“”")


def is_heading(text: str) -> bool:
    """Whether the text, being a line of its own, announces related links."""
    words = bare(text) if len(text) <= LONGEST else ""
    if words in _ALL:
        return True
    if not words.startswith(_OPENERS):
        return False
    return any(words.startswith(opener) and len(words[len(opener) :].split()) <= _TOPIC_WORDS for opener in _OPENERS)


def is_ambiguous(text: str) -> bool:
    """Whether the heading might as well be one of the article's own."""
    words = bare(text)
    return words in AMBIGUOUS or words not in _ALL


def cut_phrase(text: str, *, with_labels: bool = True) -> str | None:
    """What follows in a line that begins with a phrase and a colon or the like; `None` for other lines.

    Labels are words such as `More`, which a title may begin with, too: `with_labels` says whether they count.
    """
    match = _MARKED.match(text.lstrip("([（【「"))
    if match is None:
        return None
    phrase = bare(match["phrase"]).removesuffix(" su")
    if phrase not in _ALL and not (with_labels and phrase in _LABELS and match["sign"][0] in ":："):
        return None
    return match["rest"].rstrip(")]）】」 ")


def is_promotion(text: str) -> bool:
    """Whether the heading stands over what a site offers to everybody, whatever the article is about."""
    words = bare(text)
    return words in PROMOTIONS or words.startswith(_PROMOTION_OPENERS)


def cut_opening(text: str) -> str | None:
    """What follows a phrase that a link begins with and no sign parts from the title: `Read more The tide is late`."""
    words = _plain(text)
    if not words.startswith(_STARTS):
        return None
    opening = max((start for start in _STARTS if words.startswith(start)), key=len)
    rest = " ".join(text.split()[len(opening.split()) :])
    return rest if len(rest) >= _SHORTEST_TITLE and rest[0] != rest[0].lower() else None


def is_sources(text: str) -> bool:
    """Whether a heading stands over the sources of a text."""
    return _SOURCES.fullmatch(text.strip(" :：")) is not None
