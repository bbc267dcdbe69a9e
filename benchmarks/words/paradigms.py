"""Forms of diplomacy's words as they are inflected in five languages; a line a word. Written for this measurement.

A good way of finding puts the forms of one line together, and those of different lines apart. Some lines are here
because they look like another: договор and разговор, taraf and tarife, régler and règle.
"""

EN = """
negotiation negotiations negotiate negotiates negotiated negotiating negotiator negotiators
agreement agreements agree agrees agreed agreeing
mediation mediate mediates mediated mediating mediator mediators
delegation delegations delegate delegates delegated
party parties
partial partially
border borders bordering
withdrawal withdraw withdraws withdrawn withdrawing withdrew
embassy embassies
commitment commitments commit commits committed committing
sanction sanctions sanctioned sanctioning
proposal proposals propose proposes proposed proposing
treaty treaties
treatment treatments
release releases released releasing
prisoner prisoners
prison prisons
verification verify verifies verified verifying
observer observers observe observes observed observing
object objects objected objecting objection objections
"""

RU = """
переговоры переговоров переговорам переговорами переговорах
договор договора договору договором договоре договоры договоров договорам
разговор разговора разговору разговором разговоры разговоров
соглашение соглашения соглашению соглашением соглашении соглашений соглашениям соглашениями соглашениях
делегация делегации делегацию делегацией делегаций делегациям делегациями
сторона стороны стороне сторону стороной сторон сторонам сторонами сторонах
сторонник сторонника сторонники сторонников
посредник посредника посреднику посредником посредники посредников
посредничество посредничества посредничеству посредничеством
граница границы границе границу границей границ границах
посольство посольства посольству посольством посольств посольствах
санкция санкции санкций санкциям санкциями
предложение предложения предложению предложением предложений предложениях
пленный пленного пленному пленным пленные пленных пленными
плен плена плену
наблюдатель наблюдателя наблюдателю наблюдателем наблюдатели наблюдателей
отвод отвода отводу отводом
прекращение прекращения прекращению прекращением
перемирие перемирия перемирию перемирием
мир мира миру миром мире
"""

TR = """
müzakere müzakereler müzakereleri müzakerelerin müzakereye müzakerede müzakerelere müzakerelerde müzakerelerden
görüşme görüşmeler görüşmeleri görüşmelerin görüşmede görüşmelere görüşmelerde görüşmesi
anlaşma anlaşmalar anlaşması anlaşmayı anlaşmanın anlaşmaya anlaşmalara anlaşmaları
anlaşmazlık anlaşmazlıklar anlaşmazlığı anlaşmazlığın
taraf taraflar tarafı tarafın tarafların tarafları taraflara taraflardan tarafından
tarife tarifeler tarifesi
heyet heyetler heyeti heyetin heyetleri heyetlerin heyete heyetine
arabulucu arabulucular arabulucunun arabulucuya arabulucuların arabulucuyu
arabuluculuk arabuluculuğu arabuluculuğun arabuluculukta
sınır sınırlar sınırı sınırın sınırda sınırları sınırlarda sınırına
büyükelçilik büyükelçilikler büyükelçiliği büyükelçiliğin büyükelçilikte
yaptırım yaptırımlar yaptırımı yaptırımları yaptırımların yaptırımlara
öneri öneriler önerisi önerileri önerinin önerilerin önerilere
karar kararlar kararı kararın kararları kararların karara
esir esirler esirleri esirlerin esirlere
gözlemci gözlemciler gözlemcilerin gözlemcinin gözlemcileri
ateşkes ateşkesi ateşkesin ateşkese ateşkesler
barış barışı barışın barışa barışta
çekilme çekilmesi çekilmenin çekilmeyi
taahhüt taahhütler taahhüdü taahhütleri taahhütlerin
"""

FR = """
négociation négociations négocier négocie négocient négocié négociés négociée négociées négociait négociant
accord accords
accorder accorde accordent accordé accordée accordés accorderait
médiation médiations
médiateur médiateurs médiatrice médiatrices
délégation délégations
délégué déléguée délégués déléguées
partie parties
parti partis
frontière frontières
retrait retraits
ambassade ambassades
ambassadeur ambassadeurs ambassadrice
sanction sanctions sanctionner sanctionné sanctionnés
proposition propositions
proposer propose proposent proposé proposée proposés proposait
prisonnier prisonniers prisonnière prisonnières
observateur observateurs observatrice
engagement engagements
engager engage engagent engagé engagée engagés
régler règle règlent réglé réglée
traité traités
cessation cessations
résolution résolutions
national nationaux nationale nationales
"""

AR = """
مفاوضة مفاوضات المفاوضات والمفاوضات بالمفاوضات للمفاوضات مفاوضاتنا مفاوضاتهم
مفاوض المفاوض مفاوضون المفاوضين المفاوضون للمفاوضين
اتفاق الاتفاق اتفاقات الاتفاقات للاتفاق بالاتفاق والاتفاق اتفاقهم
اتفاقية الاتفاقية اتفاقيات الاتفاقيات للاتفاقية
وفد الوفد للوفد والوفد وفدين الوفدين وفدها وفود الوفود والوفود
وساطة الوساطة للوساطة والوساطة وساطتها
وسيط الوسيط للوسيط والوسيط وسطاء الوسطاء
طرف الطرف الطرفين للطرفين الطرفان طرفي أطراف الأطراف للأطراف والأطراف
حدود الحدود للحدود والحدود حدودها
سفارة السفارة سفارات السفارات والسفارات سفارتها
عقوبة العقوبة عقوبات العقوبات والعقوبات
اقتراح الاقتراح اقتراحات الاقتراحات باقتراح واقتراح
مقترح المقترح مقترحات المقترحات
أسير الأسير أسرى الأسرى للأسرى
مراقب المراقب مراقبون المراقبين المراقبون
انسحاب الانسحاب للانسحاب والانسحاب
التزام الالتزام التزامات الالتزامات بالتزاماتها
قرار القرار قرارات القرارات للقرار والقرارات
هدنة الهدنة والهدنة هدنتها
سلام السلام للسلام والسلام
"""

PARADIGMS: dict[str, list[list[str]]] = {
    language: [line.split() for line in lines.strip().splitlines()]
    for language, lines in {"en": EN, "ru": RU, "tr": TR, "fr": FR, "ar": AR}.items()
}
