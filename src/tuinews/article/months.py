# ruff: noqa: RUF001  the signs of many scripts are the very matter here
"""Months by name in many languages; forms that are cut short are known by their beginning."""

from tuinews.model.text import fold

_NAMES = """
january jan januari januar jänner jän janvier janv enero ene janeiro gennaio gen januarie tammikuu stycznia
styczeń ledna leden január ianuarie ocak ιανουαρίου ιαν января янв січня януари siječnja يناير כ-ינואר जनवरी
জানুয়ারি มกราคม yanvar

february feb februari februar fév février févr febrero fevereiro fev febbraio helmikuu lutego luty února únor
február februarie şubat φεβρουαρίου φεβ февраля фев лютого февруари veljače فبراير פברואר फरवरी फ़रवरी
ফেব্রুয়ারি กุมภาพันธ์

march mar märz mär maart mrt mars marzo março mart maaliskuu marca marzec března březen március martie μαρτίου
μαρ марта мар березня март ožujka مارس מרץ मार्च মার্চ มีนาคม

april apr avril avr abril abr aprile huhtikuu kwietnia kwiecień dubna duben április aprilie nisan απριλίου απρ
апреля апр квітня април travnja أبريل אפריל अप्रैल এপ্রিল เมษายน

may mai mei maj mayo maio maggio mag toukokuu maja května květen május mayıs μαΐου μαϊ мая май травня svibnja
مايو מאי मई মে พฤษภาคม

june jun juni juin junio junho giugno giu kesäkuu czerwca czerwiec června červen június iunie haziran ιουνίου
ιουν июня июн червня юни lipnja يونيو יוני जून জুন มิถุนายน

july jul juli juillet juil julio julho luglio lug heinäkuu lipca lipiec července červenec július iulie temmuz
ιουλίου ιουλ июля июл липня юли srpnja يوليو יולי जुलाई জুলাই กรกฎาคม

august aug augustus août aout agosto ago elokuu sierpnia sierpień srpna srpen augusztus ağustos αυγούστου αυγ
августа авг серпня август kolovoza أغسطس אוגוסט अगस्त আগস্ট สิงหาคม

september sep sept septembre septiembre setiembre setembro set settembre syyskuu września wrzesień září
szeptember septembrie eylül σεπτεμβρίου σεπ сентября сен сент вересня септември rujna سبتمبر ספטמבר सितंबर
सितम्बर সেপ্টেম্বর กันยายน

october oct oktober okt octobre octubre outubro out ottobre ott lokakuu października październik října říjen
október octombrie ekim οκτωβρίου οκτ октября окт жовтня октомври listopada أكتوبر אוקטובר अक्टूबर অক্টোবর
ตุลาคม

november nov novembre noviembre novembro marraskuu listopadu listopad noviembre noiembrie kasım νοεμβρίου νοε
ноября ноя нояб листопада ноември studenoga نوفمبر נובמבר नवंबर नवम्बर নভেম্বর พฤศจิกายน

december dec dezember dez déc décembre diciembre dic dezembro dicembre joulukuu grudnia grudzień prosince
prosinec december decembrie aralık δεκεμβρίου δεκ декабря дек грудня декември prosinca ديسمبر דצמבר दिसंबर
दिसम्बर ডিসেম্বর ธันวาคม
"""
MONTHS: dict[str, int] = {
    fold(name): number for number, line in enumerate(_NAMES.split("\n\n"), 1) for name in line.split()
}
"""The number of the month under every known name, folded."""


def month_of(name: str) -> int | None:
    """The number of the month that is called so; `None` for other words."""
    folded = fold(name).rstrip(".ta") if fold(name).endswith("kuuta") else fold(name).rstrip(".")
    return MONTHS.get(folded)
