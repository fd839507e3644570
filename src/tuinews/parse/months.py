"""What months are called in the languages that feeds are written in."""

import unicodedata
from functools import cache

MONTHS: dict[str, tuple[str, ...]] = {
    "en": ("january february march april may june july august september october november december", "sept"),
    "de": ("januar februar märz april mai juni juli august september oktober november dezember", "jänner mrz maerz"),
    "fr": ("janvier février mars avril mai juin juillet août septembre octobre novembre décembre",),
    "es": ("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre", "setiembre"),
    "pt": ("janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",),
    "it": ("gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",),
    "nl": ("januari februari maart april mei juni juli augustus september oktober november december", "mrt"),
    "sv": ("januari februari mars april maj juni juli augusti september oktober november december",),
    "da": ("januar februar marts april maj juni juli august september oktober november december",),
    "no": ("januar februar mars april mai juni juli august september oktober november desember",),
    "is": ("janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember",),
    "ro": ("ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",),
    "ca": ("gener febrer març abril maig juny juliol agost setembre octubre novembre desembre",),
    "pl": (
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
        "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień",
    ),
    "cs": (
        "ledna února března dubna května června července srpna září října listopadu prosince",
        "leden únor březen duben květen červen červenec srpen září říjen listopad prosinec",
    ),
    "hr": ("siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna listopada studenoga prosinca",),
    "hu": ("január február március április május június július augusztus szeptember október november december",),
    "fi": (
        "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta"
        " marraskuuta joulukuuta",
    ),
    "et": ("jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember",),
    "tr": ("ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",),
    "id": ("januari februari maret april mei juni juli agustus september oktober november desember",),
    "ru": (
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    ),
    "uk": (
        "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
        "січень лютий березень квітень травень червень липень серпень вересень жовтень листопад грудень",
    ),
    "bg": ("януари февруари март април май юни юли август септември октомври ноември декември",),
    "el": (
        "ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου"
        " δεκεμβρίου",
    ),
    "ar": (
        "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
        "كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_الأول تشرين_الثاني كانون_الأول",
    ),
    "he": ("ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר",),
    "hi": ("जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर", "फरवरी सितम्बर अक्तूबर नवम्बर दिसम्बर"),
    "ne": ("जनवरी फेब्रुअरी मार्च अप्रिल मे जुन जुलाई अगस्ट सेप्टेम्बर अक्टोबर नोभेम्बर डिसेम्बर",),
    "bn": ("জানুয়ারি ফেব্রুয়ারি মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর",),
    "th": ("มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม",),
}
"""Language → texts of twelve names from January on; a shorter text holds other spellings (see `_OTHERS`)."""

_OTHERS = {
    "sept": 9,
    "jänner": 1,
    "mrz": 3,
    "maerz": 3,
    "mrt": 3,
    "setiembre": 9,
    "फरवरी": 2,
    "सितम्बर": 9,
    "अक्तूबर": 10,
    "नवम्बर": 11,
    "दिसम्बर": 12,
}


def month_named(word: str, lang: str = "") -> int | None:
    """The month (1 to 12) that a name or its abbreviation of three or more letters means; `lang` decides doubts."""
    key = _folded(word)
    for table in (_names(lang[:2].lower()), _names("en"), _all_names()):
        for candidate in (key, key[:5], key[:4], key[:3]):
            if found := table.get(candidate):
                return found
    return None


def _folded(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c)).strip(".")


@cache
def _names(lang: str) -> dict[str, int]:
    """The language's names and their beginnings, as far as these are unambiguous within it."""
    whole: dict[str, int] = {}
    short: dict[str, set[int]] = {}
    for text in MONTHS.get(lang, ()):
        for place, name in enumerate(text.split(), 1):
            month = _OTHERS.get(name, place)
            key = _folded(name.replace("_", " "))
            whole[key] = month
            for length in (3, 4, 5):
                short.setdefault(key[:length], set()).add(month)
    return {key: months.pop() for key, months in short.items() if len(months) == 1} | whole


@cache
def _all_names() -> dict[str, int]:
    merged: dict[str, int] = {}
    for lang in MONTHS:
        merged = _names(lang) | merged
    return merged
