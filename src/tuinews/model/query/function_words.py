"""Words that hold sentences together in the languages that most news is written in, as the search index has them.

They tell nothing of what a text is about. In a library of one language their frequency says so, too; in one of many,
those of a language that few feeds are in would look rare. Words that are names elsewhere (`Man`, `Sia`) are left out.
"""

_WORDS = """
a al am an as at au be by ce day e el er es et get ha i if ik im is it la le lo no of on or qu so today up y zu about
after all also among and any are because been before being between both but can could did does down during each
even few for from further had has have having her here him his how into its itself just like many may more most much
must new news not now off once one only other our out over own said same says she should since some such than that the
their them then there these they this those through too two under until upon very was were what when where which while
who whom why will with without would year years you your alors apres aussi autre autres aux avait avant avec avoir bien
car ceci cela celle ces cet cette ceux chaque comme comment dans depuis des deux donc dont elle elles encore entre est
etait ete etre eux fait faire font ici ils leur leurs lors mais meme moins mon nos notre nous ont par parce pas pendant
peu peut plus pour pourquoi quand que quel quelle quelles quels qui quoi sans sera ses si soit son sont sous sur tous
tout toute toutes tres une vers voir vos votre vous aber alle als auch auf aus bei beim bereits bin bis bist damit dann
das dass dem den denn der deren dessen die dies diese diesem diesen dieser dieses doch dort durch ein eine einem einen
einer eines etwa fur gegen gibt haben hat hatte hier hinter ich ihm ihn ihr ihre ihren immer ist jede jeder jetzt kann
kein keine konnen machen mehr mein mit muss nach neben nicht noch nun nur oder ohne sehr sein seine seinem seinen seiner
seit sich sie sind soll sollen uber und uns unter viel vom von vor wann war waren warum wegen weil wenn wer werden wie
wieder wird wir wurde wurden zum zur zwischen ahora algo antes aquel aqui asi aun aunque bajo cada casi como con contra
cual cuando del desde despues donde dos ella ellas ellos entonces era eran eres esa ese eso esta estan estar estas este
esto estos fue fueron gran hace hacia han hasta hay las les los mas menos mientras mucho muy nada ni nuestra nuestro
otra otras otro otros para pero poco por porque pues puede quien segun ser sido siempre sin sobre solo sus tambien tan
tanto tiene tienen toda todas todo todos tras una unas uno unos usted vez agora ainda alem ao aos apenas apos aquela
aquele ate com da de dela dele depois deve dia diz dois durante ela elas ele eles em essa esse estao estava foi foram
isso isto ja meio mesmo muito muitos na nao nas nem nossa nosso num numa onde ontem os ou outra outro outros pela pelas
pelo pelos pode quais qual quando quem sao se sem seu seus sob sua suas tambem te tem ter tudo um uma umas vai voce alla
anche ancora avere che chi ci come contro cosa cui dai dal dalla dalle degli dei della delle dello dopo dove due essere
fra gia gli hanno il in io loro ma meno mentre molto negli nei nel nella nelle noi non nostro ogni per perche piu poi
prima qua quale quello questa questo sara senza sono sotto su sue sul sulla suo suoi tra tutti tutto un aan achter
andere bij dan dat deze dit door dus een eens geen hebben heb heeft het hij hoe hun iets kan maar meer men met mijn moet
naar niet nog nu om omdat onder ons ook op tegen toch toen tot uit van veel voor waar wat weer wel werd wij worden wordt
zal zich zij zijn zo zonder zou att av det detta din du efter ej eller en ett fran har hon honom hur inte jag kommer med
mer mot nar nagon och oss pa sa samt sedan sig sina ska skulle som till upp ut vad var vi vid blev bli etter hvor ikke
jeg kun mens noe og saa seg skal til ved vil ale albo bez bo byc byl byla bylo bym co czy dla do gdy gdzie go ile jak
jako je jednak jego jej jest jesli juz kto ktora ktore ktory lub maja miedzy moze nad nam nie nim niz ono oraz po pod
przed przez przy roku sobie ta tak takze tam tego tej ten to tu tylko tym w we wiec za ze без более был была были было
быть вам вас весь во вот все всего всех вы где да даже для до его ее если есть еще же за здесь из или им их как когда
который которые кто ли лишь между меня мне может мы на над нам нас не него нее нет ни них но об однако он она они оно от
очень по под после потом потому при про раз с сам свою себя со так также такой там те тем то того тоже только том ты у
уже хотя чего чем что чтобы эта эти это этого этой этот я ama ancak bir biz bu cok daha degil diye gibi hem icin ise ki
kadar mi ne o olan olarak oldu olup onu sonra tum uzere ve veya ya yeni akan agar atau bagi bahwa banyak belum bisa
dalam dapat dari dengan di hanya ia ini itu juga kami karena ke kepada lebih masih mereka namun oleh pada saat sebagai
sebuah secara sejak serta setelah seperti sudah tahun telah tersebut tidak untuk yang
"""  # noqa: RUF001  Cyrillic words

FUNCTION_WORDS = frozenset(_WORDS.split())
