"""Words before a full stop that does not end a sentence, and words that begin one. All in lower case, without the stop.

A word stands in the table of what its language does with it; one that is a common word of another language stands where that
does no harm: among those that count with a capital, or among the pairs.
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = _words(  # with a capital; a name has to come after them
    """mr mrs ms mx messrs dr drs prof rev revd hon gen col lt sgt cpl pvt pfc ens capt cmdr cdr adm maj brig det insp const supt
    sen rep gov pres amb atty msgr fr st ste mt ft
    hr hrn frl dipl ing mag priv doz med mme mlle mm mgr me vve
    sra srta srtas sres dra drs da dna dña lic licda lcdo lcda ldo lda arq gral cnel mons excmo excma ilmo ilma exmo exma rdo sta sto
    sig sigg dott avv arch geom rag on cav comm egr spett gent dir amm ill chiar
    dhr mevr mw ds skt sct inż św hab mudr judr phdr rndr doc pí sv doç yrd sn av
    г-н г-жа гр тов пгт пос дер акад инж ген проф д-р бул κ κος κα κυρ δρ καθ"""
)
POINTERS = _words(  # in any case; the sentence goes on after them
    """cf cfr vs vgl bzw bspw evtl ggf ggfs inkl exkl zzgl sog geb gest hrsg verf figs approx ca p pp viz
    e.g i.e z.b d.h u.a i.d.r v.a u.u o.ä s.o s.u dipl.-ing dipl.-kfm einschl entspr eigtl näml ehem jew
    kath röm frz engl österr schweiz südd kgl amtl tägl mtl jhrl
    p.ej p.ex c.-à-d équiv dott dott.ssa sig sig.ra sig.na sigg prof.ssa avv psicol psic geom arch.tto egr spett
    bijv bv dhr mevr mw drs blz d.w.z m.b.t f.eks t.ex bl.a hhv vedr evt ekskl jf jfr fx
    np tzn tzw tj m.in ul inż św prof mgr napr např tzv príp resp kb ún esim ks ts nk örn bkz
    см ср напр им ул просп пгт г-н г-жа т.н тзв див вул бул ім π.χ βλ λ.χ αρ σελ"""
)
BEFORE_NUMBER = _words(
    """no nos nr nrs n n° nº n.º № núm num número art arts artt p pp pg pag pagg pág págs vol fig figs eq sec ch chap cap kap st § ziff
    abs bd kl klo tab tabl sez lett ver ed par ad ap rs ref č čl str ss godz ok pkt ust poz
    кв д стр рис табл гл ст п пп тел корп оф эт кн вып т кол № буд ж"""
)
PAIRS = _words(
    "ad_es p_es per_es p_ex par_ex p_ej por_ej o_ä p_adr st_d z_b z_t d_h u_a v_chr n_chr"
)  # one word after another, each with a stop
MONTHS = _words(
    """jan feb mar apr jun jul aug sep sept oct nov dec jän mär mrz okt dez
    janv févr avr juil déc ene abr ago dic янв фев февр мар апр июн июл авг сен сент окт ноя нояб дек"""
)
HALVES_OF_DAY = _words("a.m p.m")
MAYBE_LAST = _words(
    # may stand at the end of a sentence too: what follows decides
    """inc ltd ltda llc co corp bros jr sr esq etc ecc usw usf ect enz osv itd itp atd apod stb jne yms mio mrd mld mln tys tsd std min sek
    al ff f jh jhd str dept univ assn ave blvd hwy ariz calif colo conn fla kan tenn okla minn wis wyo
    est tel ext u.s u.k e.u u.n d.c b.c a.d ph.d m.a b.a m.d av j.-c apr.j.-c s.a s.l s.r.o a.s s.p.a ee.uu ee uu
    vda cía hnos ud uds vd vds jl mfl kr mm zł r.o gmbh vb yy
    г гг в вв руб коп млн млрд тыс проф акад др пр т.д т.е т.п т.к н.э т.б т.с.с жж ғ ғғ обл кг км
    р рр грн тис π.μ μ.μ κ.λπ κ.ά κλπ"""
)
ARABIC = _words("د م أ ا ص ت ه هـ ق ج ط س ع ب أ.د د.ب ق.م")
INDIC = _words("डॉ प्रो श्री पं स्व कु कि मी रु सं प्रा सौ ডা ড মো ডাঃ ডঃ ਡਾ ਸ੍ਰ ડૉ શ્રી પ્રો")
GERMAN_MONTHS = _words("januar jänner februar märz april mai juni juli august september oktober november dezember")
CALENDAR = _words(  # after “5 p.m.” the sentence goes on with a day or a time zone
    """monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun today tomorrow
    january february march april may june july august september october november december
    est edt cst cdt mst mdt pst pdt et ct mt pt gmt utc bst cet cest eastern central mountain pacific greenwich"""
)
SAYING = (  # after a name and before the end of a clause: who said what stands before
    "said|says|asked|asks|wrote|writes|told|tells|replied|added|continued|shouted|cried|exclaimed|demanded|wondered|recalled|answered"
    "|inquired|insisted|joked|quipped|yelled|whispered|posted|tweeted|texted|began|concluded|explained|noted|mused|repeated|snapped|urged"
)
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
    il lo gli i le la un uno una è e ma non si che chi cosa come dove quando perché questo questa nel nella nei con per
    o a os as um uma ele ela eles não mas isso este esta
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
