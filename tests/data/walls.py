"""Pages that stand in the place of an article at a recheck, and edits of the article, each with what a recheck must say.

Every article is invented, on a site with a menu, teasers and a foot that its walls keep. A wall is worded for this file and
not after the rules of the page check: what it says of the page must not depend on its words.
"""

from dataclasses import dataclass

FOOT = {
    "en": "The Quay Observer is published by Quay Media Ltd, 4 Rope Walk. All rights reserved, complaints go to the standards editor.",
    "de": "Der Hafenbeobachter erscheint im Verlag Kaimedien GmbH, Seilergang 4. Alle Rechte vorbehalten, Beschwerden an die Redaktion.",
    "fr": "L’Observateur du quai est édité par Médias du Quai SARL, 4 rue des Cordiers. Tous droits réservés, réclamations à la rédaction.",
}
TEASERS = (
    ("Tram fares rise", "Tickets will cost more from the spring, the transport board decided on Monday night."),
    ("Swans counted", "Volunteers counted four hundred swans on the upper river, more than in any year before."),
    ("Choir wins prize", "A choir of retired welders took the first prize at the festival of the northern towns."),
)


@dataclass(frozen=True)
class Article:
    """An article: its headline and paragraphs. The passage quoted is a part of paragraph number `at`."""

    language: str
    headline: str
    paragraphs: tuple[str, ...]
    passage: str
    at: int


ARTICLES = {
    "en": Article(
        "en",
        "Old lighthouse to become a weather station",
        (
            "The old lighthouse on Gull Rock will be turned into an automatic weather station, the harbour board said on Thursday after two years of talks.",
            "Its lamp was switched off in 2009, and since then the tower has been used as a store for nets and buoys by the fishing cooperative.",
            "The conversion will cost 640,000 pounds, of which the national weather service pays two thirds and the town the rest over five years.",
            "Keeper's granddaughter Moira Finch, 71, called the plan a kind second life for a building that she had feared would fall into the sea.",
            "Ornithologists had asked for a pause until the terns that breed below the gallery have left the rock in late August.",
            "Work is due to begin in September and the first measurements should be sent to the mainland before the end of the year.",
        ),
        "The conversion will cost 640,000 pounds, of which the national weather service pays two thirds",
        2,
    ),
    "de": Article(
        "de",
        "Stadtbad bleibt wegen Rissen geschlossen",
        (
            "Das Stadtbad am Gerberplatz bleibt mindestens bis Ostern geschlossen, weil Gutachter Risse in drei Trägern des Daches gefunden haben.",
            "Entdeckt wurden die Schäden bei einer gewöhnlichen Prüfung im November, die eigentlich nur zwei Tage dauern sollte.",
            "Die Sanierung kostet nach einer ersten Schätzung 1,8 Millionen Euro, eine Versicherung für solche Fälle hat die Stadt nicht.",
            "Der Schwimmverein mit seinen neunhundert Mitgliedern weicht vorerst in die Halle der Nachbargemeinde aus, allerdings nur am Abend.",
            "Bürgermeisterin Anke Wolters sagte, man habe keine Wahl gehabt, denn niemand könne unter einem solchen Dach ruhig schwimmen.",
            "Über einen Neubau an anderer Stelle soll der Rat im Februar beraten, die Pläne dafür liegen seit acht Jahren in der Schublade.",
        ),
        "Die Sanierung kostet nach einer ersten Schätzung 1,8 Millionen Euro",
        2,
    ),
    "fr": Article(
        "fr",
        "Un moulin du XVIIe siècle remis en marche",
        (
            "Le moulin de la Garde, arrêté depuis soixante ans, a moulu samedi son premier sac de farine devant quelque trois cents habitants.",
            "L’association qui l’a restauré a réuni 215 000 euros, dont la moitié vient de petits dons envoyés de toute la région.",
            "La roue en chêne a été taillée par deux charpentiers à la retraite qui n’avaient plus travaillé ensemble depuis leur apprentissage.",
            "Le maire, d’abord réticent, a promis que la commune achèterait chaque année une partie de la farine pour la cantine scolaire.",
            "Des visites seront proposées le dimanche, à condition que le niveau de la rivière le permette, précise la présidente de l’association.",
        ),
        "L’association qui l’a restauré a réuni 215 000 euros, dont la moitié vient de petits dons",
        1,
    ),
    "es": Article(
        "es",
        "El mercado cubierto reabre tras el incendio",
        (
            "El mercado cubierto de la plaza Mayor volvió a abrir el viernes, catorce meses después del incendio que destruyó su ala norte.",
            "De los cincuenta y dos puestos que había antes del fuego han regresado treinta y nueve, según la asociación de vendedores.",
            "Las obras costaron 3,4 millones de euros y se pagaron con un crédito que el municipio devolverá en quince años.",
            "La causa del incendio sigue sin conocerse, aunque los bomberos sospechan de una instalación eléctrica de los años sesenta.",
            "“Pensé que no volvería a encender el horno”, dijo Remedios Tur, que vende empanadas en el mercado desde hace tres décadas.",
        ),
        "Las obras costaron 3,4 millones de euros y se pagaron con un crédito",
        2,
    ),
    "it": Article(
        "it",
        "La funivia riparte con cabine nuove",
        (
            "La funivia del Monte Scuro ha ripreso servizio domenica con otto cabine nuove, dopo un fermo di quasi due anni.",
            "I lavori sono stati affidati a una ditta della valle, che ha sostituito anche le funi portanti e i motori della stazione a monte.",
            "Il costo complessivo è stato di 5,2 milioni di euro, coperto per tre quarti dalla regione e per il resto dai comuni.",
            "Gli albergatori sperano di recuperare le presenze perdute, che nell’ultimo inverno erano calate di un terzo.",
            "Il biglietto di andata e ritorno costerà diciotto euro, due in più di prima, ma i residenti viaggeranno a metà prezzo.",
        ),
        "Il costo complessivo è stato di 5,2 milioni di euro, coperto per tre quarti dalla regione",
        2,
    ),
    "pl": Article(
        "pl",
        "Most kolejowy zostanie zburzony wiosną",
        (
            "Stary most kolejowy nad Wierną zostanie zburzony wiosną, zdecydowała w środę rada powiatu po długiej i burzliwej dyskusji.",
            "Konstrukcja z 1911 roku nie była używana od trzydziestu lat, a jej filary podmyła ostatnia powódź.",
            "Rozbiórka ma kosztować 7,5 miliona złotych, z czego dwie trzecie zapłaci spółka kolejowa, a resztę powiat.",
            "Miłośnicy zabytków chcieli zamienić most w kładkę dla pieszych i zebrali pod petycją cztery tysiące podpisów.",
            "Starosta zapowiedział, że jedno przęsło stanie w parku jako pomnik, jeżeli pozwoli na to konserwator.",
        ),
        "Rozbiórka ma kosztować 7,5 miliona złotych, z czego dwie trzecie zapłaci spółka kolejowa",
        2,
    ),
    "ru": Article(
        "ru",
        "Школьный оркестр едет на фестиваль",
        (
            "Оркестр сельской школы впервые поедет на международный фестиваль духовой музыки, сообщил в пятницу его руководитель.",
            "В оркестре играют сорок два ученика, самому младшему из них девять лет, а самому старшему семнадцать.",
            "На поездку нужно 860 тысяч рублей, и больше половины этой суммы жители района уже собрали сами.",
            "Инструменты привели в порядок бывшие рабочие завода, которые когда-то сами играли в заводском оркестре.",
            "Выступление назначено на двенадцатое июля, и в программе будет пьеса местного композитора.",
        ),
        "На поездку нужно 860 тысяч рублей, и больше половины этой суммы жители района уже собрали",
        2,
    ),
    "ar": Article(
        "ar",
        "إعادة افتتاح المكتبة القديمة في الميناء",
        (
            "أعيد افتتاح المكتبة القديمة في حي الميناء يوم الثلاثاء بعد أعمال ترميم استمرت ثلاث سنوات كاملة.",
            "وتضم المكتبة أكثر من ستين ألف كتاب، بينها مخطوطات لم تعرض على الجمهور من قبل.",
            "وبلغت كلفة الترميم تسعة ملايين دينار دفعت البلدية نصفها وتبرع السكان بالباقي.",
            "وقالت مديرة المكتبة إن القاعة الكبرى ستفتح أبوابها للأطفال كل يوم جمعة دون مقابل.",
            "وكان المبنى قد تعرض لأضرار كبيرة في العاصفة التي ضربت المدينة قبل خمس سنوات.",
        ),
        "وبلغت كلفة الترميم تسعة ملايين دينار دفعت البلدية نصفها وتبرع السكان بالباقي",
        2,
    ),
    "zh": Article(
        "zh",
        "老码头改建为公共花园",
        (
            "城南老码头将在明年春天改建为公共花园，市政府星期三公布了这项已经讨论四年的计划。",
            "码头建于一九二六年，自从新港口启用以后一直空着，只有渔民在那里晾晒渔网。",
            "整个工程预计花费三千二百万元，其中一半由市里承担，另一半来自企业和居民的捐款。",
            "附近的居民希望保留旧吊车，因为他们的祖父母曾经在那里工作，设计师已经答应考虑。",
            "花园里会种三百棵树，还会修一条沿河的小路，供老人散步和孩子骑车使用。",
        ),
        "整个工程预计花费三千二百万元，其中一半由市里承担",
        2,
    ),
    "ja": Article(
        "ja",
        "廃校が染め物の工房に生まれ変わる",
        (
            "山あいの廃校が四月から染め物の工房として使われることになり、町が木曜日に発表した。",
            "校舎は昭和三十年に建てられたもので、十二年前に最後の卒業生を送り出してから空いていた。",
            "改修には八千四百万円がかかり、そのうち三分の二を県が、残りを町が負担する。",
            "工房では地元の藍を使い、年におよそ二千枚の布を染める予定だという。",
            "卒業生の一人は、教室の黒板を残してほしいと町長に手紙を書いたと話した。",
        ),
        "改修には八千四百万円がかかり、そのうち三分の二を県が、残りを町が負担する",
        2,
    ),
    "ko": Article(
        "ko",
        "폐역이 마을 극장으로 다시 문을 연다",
        (
            "이십 년 동안 비어 있던 작은 기차역이 오는 오월 마을 극장으로 다시 문을 연다고 군청이 월요일에 밝혔다.",
            "역은 일천구백사십일년에 세워졌고 마지막 열차가 떠난 뒤에는 창고로만 쓰였다.",
            "공사에는 모두 십이억 원이 들며 그 가운데 절반은 주민들이 모은 돈으로 낸다.",
            "극장에는 좌석 백이십 개가 놓이고 주말마다 마을 사람들이 직접 연극을 올릴 예정이다.",
            "옛 역장의 손녀는 매표소 창문을 그대로 두기로 한 결정이 가장 기쁘다고 말했다.",
        ),
        "공사에는 모두 십이억 원이 들며 그 가운데 절반은 주민들이 모은 돈으로 낸다",
        2,
    ),
    "tr": Article(
        "tr",
        "Eski un fabrikası müzeye dönüşüyor",
        (
            "Kasabanın girişindeki eski un fabrikası gelecek yıl tarım müzesi olarak kapılarını açacak, belediye bunu salı günü duyurdu.",
            "Bina 1934 yılında yapılmış ve son değirmeni durduğundan beri otuz yıl boyunca boş kalmıştı.",
            "Onarım için 48 milyon lira ayrıldı ve bunun dörtte üçünü kalkınma ajansı karşılayacak.",
            "Fabrikada çalışmış işçilerin çocukları müzeye eski fotoğrafları ve iş önlüklerini bağışladı.",
            "Müdür, değirmen taşlarının yılda iki kez yeniden döndürüleceğini söyledi.",
        ),
        "Onarım için 48 milyon lira ayrıldı ve bunun dörtte üçünü kalkınma ajansı karşılayacak",
        2,
    ),
}


@dataclass(frozen=True)
class Case:
    """A page before and after, and the fate that a recheck must give the passage."""

    name: str
    old: str
    new: str
    passage: str
    expected: str
    status: int = 200
    mime: str = "text/html; charset=utf-8"


def site(language: str, title: str, *body: str) -> str:
    """Return a page of the site: menu, body, teasers, foot."""
    foot = FOOT.get(language, FOOT["en"])
    menu = "".join(f"<a href=/{one}>{one}</a> " for one in ("Home", "Town", "Sport", "Culture", "Weather", "Contact"))
    teasers = "".join(f"<li><a href=/t>{head}</a><p>{words}</p></li>" for head, words in TEASERS)
    return (
        f"<!doctype html><html lang={language}><head><meta charset=utf-8><title>{title}</title></head><body>"
        f"<header><nav>{menu}</nav></header><main>{''.join(body)}</main>"
        f"<aside><h2>+</h2><ul>{teasers}</ul></aside><footer><p>{foot}</p></footer></body></html>"
    )


def told(article: Article, *paragraphs: str) -> str:
    """Return the page of an article with other paragraphs, by default its own."""
    shown = "".join(f"<p>{one}</p>" for one in paragraphs or article.paragraphs)
    return site(article.language, article.headline, f"<article><h1>{article.headline}</h1>{shown}</article>")


def bare(language: str, title: str, *lines: str) -> str:
    """Return a page without the site's menu and foot."""
    shown = "".join(f"<p>{line}</p>" for line in lines)
    return f"<!doctype html><html lang={language}><meta charset=utf-8><title>{title}</title><body><h1>{title}</h1>{shown}</body></html>"


def opening(language: str, number: int, *wall: str, cut: int = 0) -> str:
    """Return the first paragraphs of an article, the last one cut after `cut` characters, and a wall."""
    article = ARTICLES[language]
    shown = list(article.paragraphs[:number])
    shown[-1] = f"{shown[-1][:cut]}…" if cut else shown[-1]
    lead = "".join(f"<p>{one}</p>" for one in shown)
    walls = "".join(f"<p>{one}</p>" for one in wall)
    return site(
        language, article.headline, f"<article><h1>{article.headline}</h1>{lead}<section>{walls}</section></article>"
    )


def _inside(language: str, *lines: str) -> str:
    """Return a page of the site with these lines in the place of the article."""
    return site(language, lines[0], f"<h1>{lines[0]}</h1>", *(f"<p>{line}</p>" for line in lines[1:]))


SHELL = "<!doctype html><html><head><title>Quay</title><script src=/a.js></script></head><body><div id=root></div><script>start()</script></body></html>"
# Name, language, page, status.
WALLS: tuple[tuple[str, str, str, int], ...] = (
    (
        "consent",
        "de",
        bare(
            "de",
            "Ihre Wahl",
            "Wir und 812 Unternehmen wollen Kennungen auf Ihrem Gerät ablegen. Bitte entscheiden Sie, bevor es weitergeht.",
            "Einverstanden",
            "Nur das Nötigste",
        ),
        200,
    ),
    (
        "consent inside the site",
        "fr",
        _inside(
            "fr",
            "Votre vie privée compte",
            "Choisissez si nos partenaires peuvent mesurer votre passage. Sans choix, la lecture ne peut pas commencer.",
        ),
        200,
    ),
    (
        "consent in a newspaper's words",
        "es",
        _inside(
            "es",
            "Tú decides",
            "Para seguir leyendo gratis, acepta la publicidad a medida o hazte socio por 2 euros al mes.",
        ),
        200,
    ),
    (
        "login",
        "pl",
        bare(
            "pl", "Witaj ponownie", "Podaj adres e-mail i hasło, aby przejść dalej. Nie masz konta? Załóż je w minutę."
        ),
        200,
    ),
    (
        "login by link",
        "en",
        _inside(
            "en",
            "Check your inbox",
            "We have sent a magic link to the address that belongs to this device. Open it to go on.",
        ),
        200,
    ),
    (
        "login of an intranet",
        "tr",
        bare("tr", "Kurumsal giriş", "Bu içerik çalışanlara açıktır. Sicil numaranızla oturum açın."),
        200,
    ),
    (
        "paywall after a lead",
        "en",
        opening("en", 1, "Quay Plus readers see the rest.", "One pound a week, leave whenever you like."),
        200,
    ),
    (
        "paywall after two paragraphs",
        "de",
        opening(
            "de", 2, "Noch mehr erfahren? Mit dem Monatspass steht Ihnen alles offen.", "4,90 Euro, monatlich endend."
        ),
        200,
    ),
    ("paywall that fades", "it", opening("it", 2, "Prosegui con il pacchetto Valle.", cut=60), 200),
    (
        "paywall in Japanese",
        "ja",
        opening("ja", 1, "ここから先は会員の方だけがご覧になれます。", "月額九百円で読み放題。"),
        200,
    ),
    ("paywall in Chinese", "zh", opening("zh", 1, "开通阅读卡即可查看余下内容，首月一元。"), 200),
    (
        "paywall in Russian",
        "ru",
        opening("ru", 2, "Дальше — только для друзей редакции. Поддержите нас, чтобы дочитать."),
        200,
    ),
    ("paywall in Korean", "ko", opening("ko", 1, "나머지는 후원 회원에게 열려 있습니다."), 200),
    ("paywall in Arabic", "ar", opening("ar", 1, "بقية المقال متاحة للأعضاء فقط، انضم إلينا اليوم."), 200),
    ("registration after a lead", "fr", opening("fr", 1, "Inscrivez-vous, c’est gratuit, pour lire la suite."), 200),
    (
        "robot check",
        "en",
        bare("en", "One moment", "Slide the piece into the gap so that we know a person is here.", "Reference 8f1c-22"),
        200,
    ),
    (
        "robot check in Russian",
        "ru",
        bare("ru", "Секундочку", "Нажмите на все картинки со светофорами, и мы покажем страницу."),
        200,
    ),
    ("robot check in Chinese", "zh", bare("zh", "安全验证", "请按顺序点击图中的汉字，完成后自动跳转。"), 200),
    (
        "too many requests",
        "en",
        bare("en", "Easy now", "Your network has asked for a lot of pages lately. Come back in an hour."),
        429,
    ),
    (
        "not there any more, as a success",
        "es",
        _inside(
            "es", "Vaya, aquí no hay nada", "El enlace que has seguido lleva a un sitio vacío. Prueba con el buscador."
        ),
        200,
    ),
    (
        "not there any more in Arabic",
        "ar",
        _inside("ar", "عذرا", "لم نعثر على ما تبحث عنه، ربما نقل إلى عنوان آخر."),
        200,
    ),
    (
        "removed",
        "en",
        _inside(
            "en",
            "This story has been retired",
            "It was taken offline by our archive team. Browse the newest stories instead.",
        ),
        410,
    ),
    ("error of the server", "pl", bare("pl", "Ups", "Coś poszło nie po naszej myśli. Technik już biegnie."), 503),
    ("shell of an application", "en", SHELL, 200),
    ("menu and foot alone", "it", site("it", "L’Osservatore"), 200),
    (
        "parked address",
        "en",
        bare(
            "en",
            "quay-observer.example",
            "This name may be for sale. Make an offer.",
            "Related: boats, ropes, harbour jobs, cheap flights",
        ),
        200,
    ),
    ("maintenance", "ko", bare("ko", "점검 중입니다", "더 나은 모습으로 오후 여섯 시에 다시 뵙겠습니다."), 200),
    (
        "maintenance with a success",
        "de",
        bare("de", "Wir räumen gerade um", "Bis Mitternacht wird hier geschraubt. Danke für Ihre Geduld."),
        200,
    ),
    (
        "age",
        "tr",
        _inside("tr", "Yaşınızı doğrulayın", "Bu sayfa yalnızca on sekiz yaşını doldurmuş kişiler içindir."),
        200,
    ),
    (
        "region",
        "en",
        bare("en", "Not where you are", "For legal reasons this title cannot be shown to readers in your country."),
        200,
    ),
    (
        "region in French",
        "fr",
        _inside("fr", "Indisponible depuis votre pays", "Nos droits de diffusion s’arrêtent à la frontière."),
        451,
    ),
    (
        "application only",
        "ja",
        bare("ja", "アプリで読む", "続きはアプリだけで公開しています。ダウンロードしてください。"),
        200,
    ),
    (
        "front page with a teaser of it",
        "en",
        site(
            "en",
            "Quay Observer",
            "<h1>Quay Observer</h1>",
            f"<h2>{ARTICLES['en'].headline}</h2><p>{ARTICLES['en'].paragraphs[0]}</p>",
            *(f"<h2>{head}</h2><p>{words}</p>" for head, words in TEASERS),
            "<h2>Bakers wanted</h2><p>Four bakeries in the old town look for apprentices who like to rise early.</p>",
        ),
        200,
    ),
    (
        "another article",
        "de",
        told(
            Article(
                "de",
                "Marathon mit Rekord",
                tuple(
                    f"{one} Das sagte der Veranstalter am Sonntag."
                    for one in (
                        "Beim Marathon durch die Auen sind so viele Menschen gestartet wie noch nie zuvor.",
                        "Gewonnen hat eine Krankenschwester, die erst seit zwei Jahren läuft und nachts arbeitet.",
                        "An der Strecke standen trotz des Regens rund zwanzigtausend Zuschauer mit Rasseln.",
                    )
                ),
                "",
                0,
            )
        ),
        200,
    ),
    (
        "the same in another language",
        "es",
        told(
            Article(
                "en",
                "Covered market opens again after the fire",
                (
                    "The covered market on the main square opened again on Friday, fourteen months after the fire that destroyed its north wing.",
                    "Of the fifty-two stalls before the fire thirty-nine have come back, the traders' association says.",
                    "The works cost 3.4 million euros and were paid with a loan that the town will return over fifteen years.",
                ),
                "",
                0,
            )
        ),
        200,
    ),
    (
        "page of a web server",
        "pl",
        bare(
            "en",
            "Welcome",
            "If you see this page, the web server is installed and working. Further configuration is required.",
        ),
        200,
    ),
    (
        "results of a search",
        "fr",
        _inside(
            "fr",
            "Résultats de recherche",
            "12 résultats pour « moulin » : recettes de galettes, horaires du musée, petites annonces, météo des vents.",
        ),
        200,
    ),
    (
        "newsletter in its place",
        "it",
        _inside(
            "it",
            "Le notizie della valle ogni mattina",
            "Lasciaci la tua mail e ti scriviamo alle sette, tutti i giorni tranne la domenica.",
        ),
        200,
    ),
)


def walls() -> list[Case]:
    """Return the cases of which nothing can be said about the passage."""
    return [
        Case(name, told(ARTICLES[language]), page, ARTICLES[language].passage, "unreadable", status)
        for name, language, page, status in WALLS
    ]


def edits() -> list[Case]:
    """Return cases of a page that can be read: the passage stands, was edited, or is gone."""
    return [case for article in ARTICLES.values() for case in _edits(article)]


def _edits(article: Article) -> list[Case]:
    old, body, at = told(article), article.paragraphs, article.at
    digits = str.maketrans("123456789", "234567891")
    number = {
        "ar": ("تسعة", "سبعة"),
        "zh": ("三千二百", "五千六百"),
        "ja": ("八千四百", "六千三百"),
        "ko": ("십이억", "이십억"),
    }
    edited = (
        article.passage.replace(*number[article.language])
        if article.language in number
        else article.passage.translate(digits)
    )
    fresh = f"{body[-1][::-1]}"  # words that were not there
    pages = {
        "unchanged": (old, "same"),
        "another paragraph reworded": (told(article, *body[:-1], fresh), "same"),
        "moved to the end": (told(article, *body[:at], *body[at + 1 :], body[at]), "moved"),
        "figure changed": (
            told(article, *body[:at], body[at].replace(article.passage, edited), *body[at + 1 :]),
            "edited",
        ),
        "paragraph taken out": (told(article, *body[:at], *body[at + 1 :]), "gone"),
        "paragraph and the one after taken out": (told(article, *body[:at], *body[at + 2 :]), "gone"),
    }
    return [
        Case(f"{article.language}: {name}", old, page, article.passage, expected)
        for name, (page, expected) in pages.items()
    ]
