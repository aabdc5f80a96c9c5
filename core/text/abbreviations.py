"""Words before a full stop that does not end a sentence, and words that begin one. All in lower case, without the stop."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = _words(  # with a capital; a name has to come after them
    """mr mrs ms messrs dr prof rev hon gen col lt sgt capt cmdr adm maj brig sen rep gov pres supt insp st mt
    hr fr dipl ing priv doz mme mlle mm mgr vve sra srta dra gral lic"""
)
POINTERS = _words(  # in any case; the sentence goes on after them
    """cf vs vgl bzw bspw evtl ggf inkl exkl zzgl sog geb gest hrsg verf figs approx ca p pp
    e.g i.e z.b d.h u.a i.d.r v.a u.u o.ä s.o s.u"""
)
BEFORE_NUMBER = _words("no nos nr n núm num art p pp pg pág vol fig eq sec ch chap kap st § ziff abs bd")
MONTHS = _words(
    """jan feb mar apr jun jul aug sep sept oct nov dec jän mär mrz okt dez
    janv févr avr juil déc ene abr ago dic янв фев мар апр июн июл авг сен окт ноя дек"""
)
MAYBE_LAST = _words(
    # may stand at the end of a sentence too: what follows decides
    """inc ltd co corp bros jr sr esq etc usw usf ect mio mrd tsd std min sek al ff f jh jhd str dept univ assn
    est tel ext u.s u.k e.u u.n d.c a.m p.m b.c a.d ph.d m.a b.a m.d av j.-c apr.j.-c s.a s.l ee.uu ee uu
    г гг в вв руб коп млн млрд тыс ул им проф акад др т.д т.е т.п т.к н.э"""
)
ARABIC = _words("د م أ ا ص ت ه هـ ق ج ط س ع ب أ.د د.ب ق.م")
GERMAN_MONTHS = _words("januar jänner februar märz april mai juni juli august september oktober november dezember")
STARTERS = _words(
    """the a an it he she they we i you this that these those there in on at by for from to of but and so or if when while
    after before since until as because however although what who why where which how no yes his her its their our my
    your nobody nothing none not one some many most all both each every another other even now then today later still yet
    der die das er sie es wir ich ihr ein eine einen einem einer im in am an auf aus bei doch aber und oder dann danach
    dort dies diese dieser dieses jetzt nach seit sein seine ihre um vor von was wer wie wo warum wenn weil zu zum zur
    auch nur nun so viele kein keine niemand nichts man mit
    le la les l un une des il elle ils elles on nous vous je tu ce cet cette ces c en au aux dans sur pour par avec
    mais et ou donc or ni car si quand qui que quoi où comment pourquoi son sa ses leur leurs aucun personne rien
    el los las una uno unos ella ellos ellas se su sus pero y o no nadie nada este esta esto en al del
    он она оно они это этот эта эти мы вы я в на но и а по из к с у не что кто как где его её их никто"""
)
CONNECTIVES = _words(  # join sentences or begin one; no name begins with them
    """although amid among because besides between beyond both but despite during either even ever every except finally
    first further given hence however indeed instead later like many meanwhile moreover most much nearly neither
    nevertheless no nor not now often once only otherwise over perhaps rather recently second should similarly since
    some sometimes soon still such than then therefore though through throughout thus together too toward towards
    under unless unlike until upon usually via whatever whenever where whereas whether while whoever whom whose why
    with within without would yes yet"""
)
