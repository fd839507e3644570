# ruff: noqa: RUF001  the words of many scripts are the very matter here
"""Words that say little of an event, so that a small library does not take them for rare ones.

In a large library its own counts outweigh these.
"""

from tuinews.engine.stories.words import fold_word, hash_term

_EVERYWHERE = """
the a an and or but of to in on at by for from with without as is are was were be been being it its this that these
those he she they we you i his her their our your my him them us me who whom whose which what when where why how not
no nor so if than then there here has have had do does did will would can could may might must should about after
before over under into out up down off more most some any all each other another such only own same too very just
also now new says said say one two three four five first last year years day days week time people man woman men
women get gets make makes take takes de la le les des du un une et en au aux dans pour par sur avec sans est sont
etait que qui quoi ou ne pas plus ce cette ces son sa ses leur leurs il elle ils elles nous vous se ont ete etre
apres avant selon deux trois ans el los las del y o por para con sin una unos unas es fue fueron ser ha han su sus
lo al como mas pero tras segun este esta estos estas entre sobre hasta desde dos tres ano anos os da das em na nos
nas um uma e com sem foi sao tem seu sua seus ao pelo pela mais der die den dem ein eine einen einem einer eines und
oder aber im am auf aus bei mit nach von vom zu zum zur fur uber unter gegen ist sind war waren wird werden wurde
hat haben sein nicht auch als wie nur noch sich er sie wir ihr gli di della dei degli delle ma nel nella per dal
dalla non piu che chi come sono het een van op te met voor aan bij uit zijn niet ook dat naar om door worden w z nie
jest po za od dla jak ze ale przez och att det som ett pa av med till ar inte har kan og til ikke je ki v pri iz kot
tudi bi bir ve bu icin ile olarak olan daha cok kadar gibi sonra once ise degil dedi oldu и в во не на с со что как
по к из за от до для о об это он она они мы вы его ее их был была было были будет все так же или но у при после года
году лет сообщает و في من على إلى عن أن إن ان هذا هذه التي الذي كان كانت قد لا ما مع بعد قبل هو هي كما بين او أو
خلال का की के में है हैं और को से पर ने एक यह कि भी नहीं था थी हो कर लिए मा र छ छन ले लाई पनि भएको गरेको यो
"""

_NEWS = """
report reports reported news live update updates latest breaking watch video photos president minister ministry
government officials official police court judge state states national country city town world international local
company companies million billion percent monday tuesday wednesday thursday friday saturday sunday today tomorrow
yesterday january february march april may june july august september october november december us uk u.s united
american british european former attack killed dead death dies died shooting fire crash accident injured injuries
wounded arrested arrest charged suspect trial case law bill vote election party leader leaders deal talks plan plans
war military army forces hit hits strike strikes earthquake quake storm flood floods weather rain match game games
team win wins won loses lost final cup league season player players coach champion medal gold olympic olympics tokyo
market markets stocks shares bank rates prices price economy trade data study health virus covid coronavirus
pandemic vaccine cases hospital school students children family ministre gouvernement mort morts blesses incendie
france francais tribunal justice presidente gobierno policia muertos heridos incendio accidente partido ministro
pais regierung polizei prasident unfall brand tote verletzte spiel montag dienstag mittwoch donnerstag freitag
samstag sonntag prozent euro millionen deutschland lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes
miercoles jueves viernes sabado domingo президент правительство полиция суд россии россия российский министр глава
области москве москва украины понедельник вторник среду четверг пятницу субботу воскресенье
"""


def _hash(words: str, share: float) -> dict[int, float]:
    return {hash_term(fold_word(word)): share for word in words.split()}


EVERYWHERE = frozenset(_hash(_EVERYWHERE, 0.2))
"""Terms of words that say nothing by themselves."""

SHARES = {**_hash(_NEWS, 0.02), **_hash(_EVERYWHERE, 0.2)}
"""By term the share of all entries that are expected to have it; 0 for all others."""
