"""Make pairs of a claim and a passage with what is true of them, for ``checks.py``: one controlled change each.

python tests/bench/check_pairs.py OUT.jsonl [--held-out] [--passages SET.jsonl]

Worded here in English, German, French, Spanish and Arabic. Every third wording is held out: it is written only with ``--held-out``,
and no rule was fitted on it. With ``--passages`` (JSON lines with a list ``passages``) pairs are also made of the sentences of real passages: the
sentence itself, the sentence with one number changed, and the sentence beside a passage that lacks it.
"""

import argparse
import hashlib
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

Pair = dict[str, str]
AGREES, DIFFERS, NOT_FOUND = "agrees", "differs", "not found"

# language → type of fact → frames of (claim, passage); {} takes the fact as each of them writes it
FRAMES: dict[str, dict[str, list[tuple[str, str]]]] = {
    "en": {
        "people": [
            ("{} people were hurt in the fire.", "The fire hurt {} people, officials said."),
            ("The march drew {} people.", "Police counted {} people at the march. The route was closed for 6 hours."),
            ("The plant employs {} workers.", "At the plant {} workers are employed today."),
            ("The party won {} seats.", "In the end {} seats went to the party. Turnout was 61 per cent."),
            ("{} homes lost power.", "Power was cut in {} homes, the utility wrote."),
            ("The school has {} pupils.", "There are {} pupils at the school."),
        ],
        "share": [
            ("Unemployment stands at {}.", "Unemployment was {} in March."),
            ("{} of the voters stayed at home.", "At home stayed {} of the voters, the count shows."),
            ("{} of the beds are empty.", "The audit found {} of the beds empty."),
        ],
        "money": [
            ("The stadium cost {}.", "Building the stadium cost {}, the audit says."),
            ("He was fined {}.", "The court fined him {} on Tuesday."),
            ("The firm lost {} last year.", "Last year’s loss came to {}, the firm says."),
        ],
        "length": [
            ("The tower is {} high.", "With {} the tower is the highest in town."),
            ("The wall is {} long.", "It is a wall of {}."),
            ("The trench is {} deep.", "Workers dug a trench {} deep."),
        ],
        "volume": [
            ("The tank holds {}.", "Up to the brim the tank holds {}."),
            ("They spilled {} of oil.", "In the harbour {} of oil were spilled."),
            ("The plant uses {} a day.", "Each day the plant uses {} of water."),
        ],
        "rise": [
            ("Rents rose by {}.", "Rents went up by {} in a year."),
            ("Exports grew by {}.", "Exports increased by {}, the agency says."),
            ("The deficit climbed by {}.", "The deficit had climbed by {} at the end of June."),
        ],
        "date": [
            ("The factory closed {}.", "The factory closed its gates {}."),
            ("She was arrested {}.", "Police arrested her {} at home."),
            ("The treaty was signed {}.", "Both sides signed the treaty {} in Geneva."),
        ],
        "time": [
            ("The blast came at {}.", "At {} a blast shook the street."),
            ("The vote began at {}.", "It was {} when the vote began."),
            ("The gates opened at {}.", "At {} they opened the gates."),
        ],
        "temperature": [
            ("It was {} degrees at dawn.", "At dawn they measured {} degrees."),
            ("The night brought {} degrees.", "The thermometer fell to {} degrees in the night."),
            ("The store is kept at {} degrees.", "They keep the store at {} degrees."),
        ],
    },
    "de": {
        "people": [
            ("{} Menschen wurden verletzt.", "Bei dem Brand wurden {} Menschen verletzt."),
            ("Zu der Demonstration kamen {} Menschen.", "Die Polizei zählte {} Menschen bei der Demonstration."),
            ("Das Werk beschäftigt {} Arbeiter.", "In dem Werk arbeiten {} Arbeiter."),
        ],
        "share": [
            ("Die Arbeitslosigkeit liegt bei {}.", "Im März lag die Arbeitslosigkeit bei {}."),
            ("{} der Wähler blieben zu Hause.", "Zu Hause blieben {} der Wähler."),
            ("{} der Betten sind leer.", "Von den Betten stehen {} leer."),
        ],
        "money": [
            ("Das Stadion kostete {}.", "Der Bau des Stadions kostete {}, heißt es im Bericht."),
            ("Die Strafe beträgt {}.", "Das Gericht setzte eine Strafe von {} fest."),
            ("Die Firma verlor {}.", "Der Verlust der Firma betrug {}."),
        ],
        "date": [
            ("Die Fabrik schloss {}.", "Die Fabrik schloss {} ihre Tore."),
            ("Sie wurde {} verhaftet.", "Die Polizei hat sie {} verhaftet."),
            ("Der Vertrag wurde {} unterzeichnet.", "Beide Seiten haben den Vertrag {} unterzeichnet."),
        ],
        "time": [
            ("Die Sitzung begann um {}.", "Um {} begann die Sitzung."),
            ("Um {} fiel der Schuss.", "Der Schuss fiel um {}."),
            ("Der Zug fuhr um {} ab.", "Um {} fuhr der Zug ab."),
        ],
    },
    "fr": {
        "people": [
            ("{} personnes ont été blessées.", "L’incendie a blessé {} personnes."),
            ("La marche a réuni {} personnes.", "La police a compté {} personnes à la marche."),
            ("L’usine emploie {} ouvriers.", "Dans l’usine travaillent {} ouvriers."),
        ],
        "share": [
            ("Le chômage atteint {}.", "En mars le chômage atteignait {}."),
            ("{} des électeurs sont restés chez eux.", "Selon le décompte, {} des électeurs sont restés chez eux."),
            ("{} des lits sont vides.", "L’audit a trouvé {} des lits vides."),
        ],
        "money": [
            ("Le stade a coûté {}.", "La construction du stade a coûté {}, selon l’audit."),
            ("L’amende est de {}.", "Le tribunal a fixé une amende de {}."),
            ("L’entreprise a perdu {}.", "La perte de l’entreprise s’élève à {}."),
        ],
        "date": [
            ("L’usine a fermé {}.", "L’usine a fermé ses portes {}."),
            ("Elle a été arrêtée {}.", "La police l’a arrêtée {} chez elle."),
            ("Le traité a été signé {}.", "Les deux camps ont signé le traité {}."),
        ],
        "time": [
            ("La séance a commencé à {}.", "À {} la séance a commencé."),
            ("Le coup est parti à {}.", "C’est à {} que le coup est parti."),
            ("Le train est parti à {}.", "À {} le train est parti."),
        ],
    },
    "es": {
        "people": [
            ("{} personas resultaron heridas.", "El incendio dejó {} personas heridas."),
            ("La marcha reunió a {} personas.", "La policía contó {} personas en la marcha."),
            ("La planta emplea a {} obreros.", "En la planta trabajan {} obreros."),
        ],
        "share": [
            ("El paro está en el {}.", "En marzo el paro estaba en el {}."),
            ("El {} de los votantes se quedó en casa.", "Se quedó en casa el {} de los votantes."),
            ("El {} de las camas está vacío.", "La auditoría halló vacío el {} de las camas."),
        ],
        "money": [
            ("El estadio costó {}.", "La obra del estadio costó {}, según la auditoría."),
            ("La multa es de {}.", "El tribunal fijó una multa de {}."),
            ("La empresa perdió {}.", "La empresa registró una pérdida de {}."),
        ],
        "date": [
            ("La fábrica cerró {}.", "La fábrica cerró sus puertas {}."),
            ("La detuvieron {}.", "La policía la detuvo {} en su casa."),
            ("El tratado se firmó {}.", "Las dos partes firmaron el tratado {}."),
        ],
        "time": [
            ("La sesión empezó a las {}.", "A las {} empezó la sesión."),
            ("El disparo se oyó a las {}.", "A las {} se oyó el disparo."),
            ("El tren salió a las {}.", "A las {} salió el tren."),
        ],
    },
    "ar": {
        "people": [
            ("أصيب {} شخصا في الحريق.", "أدى الحريق إلى إصابة {} شخصا."),
            ("شارك {} شخصا في المسيرة.", "قالت الشرطة إن {} شخصا شاركوا في المسيرة."),
            ("يعمل في المصنع {} عاملا.", "المصنع يوظف {} عاملا."),
        ],
        "share": [
            ("بلغت البطالة {}.", "في مارس بلغت البطالة {}."),
            ("بقي {} من الناخبين في بيوتهم.", "أظهر الفرز أن {} من الناخبين بقوا في بيوتهم."),
            ("{} من الأسرة فارغة.", "وجد التقرير أن {} من الأسرة فارغة."),
        ],
        "money": [
            ("كلف الملعب {}.", "بناء الملعب كلف {} بحسب التقرير."),
            ("بلغت الغرامة {}.", "حددت المحكمة غرامة قدرها {}."),
            ("خسرت الشركة {}.", "وصلت خسارة الشركة إلى {}."),
        ],
        "date": [
            ("أغلق المصنع في {}.", "أغلق المصنع أبوابه في {}."),
            ("اعتقلت في {}.", "اعتقلتها الشرطة في {} في بيتها."),
            ("وقعت المعاهدة في {}.", "وقع الطرفان المعاهدة في {}."),
        ],
    },
}

# type → language ("*" for all) → (kind, as the claim writes it, as the passage writes it, truth)
FACTS: dict[str, dict[str, list[tuple[str, str, str, str]]]] = {
    "people": {
        "*": [
            ("same", "312", "312", AGREES),
            ("other", "312", "321", DIFFERS),
            ("factor", "40", "400", DIFFERS),
            ("arabic digits", "412", "٤١٢", AGREES),
            ("arabic digits", "412", "٤٢١", DIFFERS),
            ("devanagari digits", "365", "३६५", AGREES),
            ("range", "40–50", "40-50", AGREES),
            ("range", "40–50", "40–60", DIFFERS),
            ("none", "312", "", NOT_FOUND),
        ],
        "en": [
            ("words", "Twenty-seven", "27", AGREES),
            ("words", "27", "twenty-seven", AGREES),
            ("words", "three hundred and twelve", "312", AGREES),
            ("words", "seventeen", "70", DIFFERS),
            ("words", "five hundred", "5", DIFFERS),
            ("thousands", "12,400", "12 400", AGREES),
            ("thousands", "12,400", "12.4 thousand", AGREES),
            ("thousands", "40", "40,000", DIFFERS),
            ("thousands", "1,234", "1.234", DIFFERS),
            ("lakh", "250,000", "2.5 lakh", AGREES),
            ("lakh", "250,000", "2,50,000", AGREES),
            ("lakh", "2.5 lakh", "2.5 million", DIFFERS),
            ("over", "more than 500", "517", AGREES),
            ("over", "more than 500", "483", DIFFERS),
            ("over", "over 500", "over 500", AGREES),
            ("nearly", "nearly 500", "492", AGREES),
            ("nearly", "almost 500", "540", DIFFERS),
            ("about", "about 500", "489", AGREES),
            ("about", "around 500", "390", DIFFERS),
            ("at least", "at least 60", "63", AGREES),
            ("at least", "at least 60", "57", DIFFERS),
            ("under", "fewer than 100", "94", AGREES),
            ("under", "fewer than 100", "108", DIFFERS),
            ("range", "between 40 and 50", "40 to 50", AGREES),
            ("range", "between 40 and 50", "50 to 60", DIFFERS),
            ("dozen", "a dozen", "12", AGREES),
            ("dozen", "two dozen", "20", DIFFERS),
            ("rounded", "12,000", "11,970", AGREES),
            ("rounded", "12,000", "14,600", DIFFERS),
            ("exactly", "exactly 90", "88", DIFFERS),
            ("half a million", "half a million", "500,000", AGREES),
        ],
        "de": [
            ("words", "siebenundzwanzig", "27", AGREES),
            ("words", "siebenundzwanzig", "72", DIFFERS),
            ("words", "dreihundertzwölf", "312", AGREES),
            ("thousands", "12.400", "12 400", AGREES),
            ("thousands", "12.400", "124", DIFFERS),
            ("scale", "2,5 Millionen", "2.500.000", AGREES),
            ("scale", "2,5 Milliarden", "2,5 Millionen", DIFFERS),
            ("over", "mehr als 500", "517", AGREES),
            ("over", "mehr als 500", "483", DIFFERS),
            ("nearly", "fast 500", "492", AGREES),
            ("about", "rund 500", "489", AGREES),
            ("about", "etwa 500", "390", DIFFERS),
            ("dozen", "ein Dutzend", "12", AGREES),
        ],
        "fr": [
            ("words", "vingt-sept", "27", AGREES),
            ("words", "quatre-vingt-dix-sept", "97", AGREES),
            ("words", "soixante-dix", "60", DIFFERS),
            ("thousands", "12 400", "12.400", AGREES),
            ("over", "plus de 500", "517", AGREES),
            ("over", "plus de 500", "483", DIFFERS),
            ("nearly", "près de 500", "492", AGREES),
            ("about", "environ 500", "489", AGREES),
            ("about", "environ 500", "390", DIFFERS),
            ("dozen", "une douzaine de", "12", AGREES),
        ],
        "es": [
            ("words", "veintisiete", "27", AGREES),
            ("words", "treinta y dos", "32", AGREES),
            ("words", "treinta y dos", "23", DIFFERS),
            ("thousands", "12.400", "12 400", AGREES),
            ("thousands", "12 mil", "12.000", AGREES),
            ("over", "más de 500", "517", AGREES),
            ("over", "más de 500", "483", DIFFERS),
            ("nearly", "casi 500", "492", AGREES),
            ("about", "unas 500", "489", AGREES),
            ("dozen", "una docena de", "12", AGREES),
        ],
        "ar": [
            ("words", "خمسة وعشرون", "25", AGREES),
            ("words", "خمسة وعشرون", "52", DIFFERS),
            ("words", "مئة", "100", AGREES),
            ("thousands", "12 ألف", "12,000", AGREES),
            ("thousands", "١٢٬٤٠٠", "12400", AGREES),
            ("scale", "3 ملايين", "3 مليارات", DIFFERS),
            ("over", "أكثر من 500", "517", AGREES),
            ("over", "أكثر من 500", "483", DIFFERS),
            ("nearly", "نحو 500", "489", AGREES),
        ],
    },
    "share": {
        "*": [
            ("same", "17 %", "17%", AGREES),
            ("other", "17 %", "71 %", DIFFERS),
            ("decimal", "0.5 %", "0.05 %", DIFFERS),
            ("decimal mark", "5.5 %", "5,5 %", AGREES),
            ("none", "17 %", "", NOT_FOUND),
        ],
        "en": [
            ("words", "17 per cent", "seventeen percent", AGREES),
            ("fraction", "A third", "33 per cent", AGREES),
            ("fraction", "Two thirds", "33 per cent", DIFFERS),
            ("fraction", "Half", "50 per cent", AGREES),
            ("fraction", "A quarter", "25 per cent", AGREES),
            ("fraction", "three quarters", "57 per cent", DIFFERS),
            ("one in", "One in five", "20 per cent", AGREES),
            ("one in", "One in five", "5 per cent", DIFFERS),
            ("one in", "two in five", "40 per cent", AGREES),
            ("one in", "one in ten", "one in four", DIFFERS),
            ("rounded", "63 per cent", "62.6 per cent", AGREES),
            ("rounded", "62 per cent", "62.6 per cent", DIFFERS),
        ],
        "de": [
            ("words", "17 Prozent", "siebzehn Prozent", AGREES),
            ("fraction", "Ein Drittel", "33 Prozent", AGREES),
            ("fraction", "Zwei Drittel", "33 Prozent", DIFFERS),
            ("fraction", "Die Hälfte", "50 Prozent", AGREES),
            ("one in", "Jeder Fünfte", "20 Prozent", AGREES),
        ],
        "fr": [
            ("words", "17 pour cent", "dix-sept pour cent", AGREES),
            ("fraction", "Un tiers", "33 %", AGREES),
            ("fraction", "Deux tiers", "33 %", DIFFERS),
            ("fraction", "La moitié", "50 %", AGREES),
            ("one in", "Un sur cinq", "20 %", AGREES),
        ],
        "es": [
            ("words", "17 por ciento", "diecisiete por ciento", AGREES),
            ("fraction", "tercio", "33 %", AGREES),
            ("one in", "uno de cada cinco", "20 %", AGREES),
            ("one in", "uno de cada cinco", "5 %", DIFFERS),
        ],
        "ar": [
            ("words", "17 بالمئة", "17 في المئة", AGREES),
            ("fraction", "ثلث", "33 بالمئة", AGREES),
            ("fraction", "نصف", "50 بالمئة", AGREES),
            ("fraction", "ربع", "33 بالمئة", DIFFERS),
            ("digits", "١٧٪", "17%", AGREES),
        ],
    },
    "money": {
        "*": [
            ("same", "€5,2", "5.2 €", AGREES),
            ("currency", "€500", "$500", DIFFERS),
            ("currency", "£500", "500 €", DIFFERS),
            ("none", "€500", "", NOT_FOUND),
        ],
        "en": [
            ("scale", "$3bn", "3 billion dollars", AGREES),
            ("scale", "$3bn", "$3m", DIFFERS),
            ("scale", "£1.2m", "1,200,000 pounds", AGREES),
            ("scale", "$2tn", "2 trillion dollars", AGREES),
            ("scale", "3 euros", "3,141 euros", DIFFERS),
            ("scale", "€6.8 million", "6,834,120 euros", AGREES),
            ("scale", "€6.8 million", "6,934,120 euros", DIFFERS),
            ("currency", "5 million euros", "5 million dollars", DIFFERS),
            ("currency", "500 pounds", "£500", AGREES),
            ("currency", "30 million rupees", "3 crore rupees", AGREES),
            ("currency", "US$40", "40 US dollars", AGREES),
            ("currency", "40 Canadian dollars", "40 US dollars", DIFFERS),
            ("code", "EUR 500", "500 euros", AGREES),
        ],
        "de": [
            ("scale", "1,2 Mio. Euro", "1,2 Millionen Euro", AGREES),
            ("scale", "1,2 Mio. Euro", "1,2 Mrd. Euro", DIFFERS),
            ("scale", "3 Billionen Euro", "3 Milliarden Euro", DIFFERS),
            ("currency", "500 Franken", "500 Euro", DIFFERS),
        ],
        "fr": [
            ("scale", "3 milliards d’euros", "3 Md€", AGREES),
            ("scale", "3 milliards d’euros", "3 millions d’euros", DIFFERS),
            ("currency", "500 francs", "500 euros", DIFFERS),
        ],
        "es": [
            ("scale", "3 millones de euros", "3.000.000 de euros", AGREES),
            ("scale", "3 mil millones de euros", "3 millones de euros", DIFFERS),
            ("currency", "500 dólares", "500 euros", DIFFERS),
        ],
        "ar": [
            ("scale", "3 ملايين دولار", "3,000,000 دولار", AGREES),
            ("scale", "3 مليارات دولار", "3 ملايين دولار", DIFFERS),
            ("currency", "500 دينار", "500 دولار", DIFFERS),
        ],
    },
    "length": {
        "en": [
            ("same", "12 metres", "12 m", AGREES),
            ("unit", "12 metres", "12 feet", DIFFERS),
            ("unit", "12 metres", "12 kilometres", DIFFERS),
            ("unit", "80 centimetres", "80 cm", AGREES),
            ("converted", "300 metres", "0.3 km", AGREES),
            ("none", "12 metres", "", NOT_FOUND),
        ]
    },
    "volume": {
        "en": [
            ("same", "500 litres", "500 l", AGREES),
            ("unit", "500 litres", "500 gallons", DIFFERS),
            ("unit", "500 litres", "500 barrels", DIFFERS),
        ]
    },
    "rise": {
        "en": [
            ("same", "5 per cent", "5 %", AGREES),
            ("points", "5 per cent", "5 percentage points", DIFFERS),
            ("points", "5 percentage points", "5 points", AGREES),
            ("points", "half a percentage point", "0.5 percentage points", AGREES),
            ("other", "5 per cent", "6 per cent", DIFFERS),
            ("none", "5 per cent", "", NOT_FOUND),
        ]
    },
    "date": {
        "en": [
            ("same", "on 15 June 1987", "on June 15, 1987", AGREES),
            ("same", "on 15 June", "on 15 June 1987", AGREES),
            ("same", "in June 1987", "on 15 June 1987", AGREES),
            ("same", "on the 15th of June", "on 15 June", AGREES),
            ("same", "in 2016", "on 3 May 2016", AGREES),
            ("doubt", "on 05/06/2024", "on 6 May 2024", AGREES),
            ("doubt", "on 05/06/2024", "on 5 June 2024", AGREES),
            ("doubt", "on 25/06/2024", "on 25 June 2024", AGREES),
            ("doubt", "on 05/06/2024", "on 7 June 2024", DIFFERS),
            ("iso", "on 15 June 1987", "on 1987-06-15", AGREES),
            ("other", "on 15 June 1987", "on 16 June 1987", DIFFERS),
            ("other", "on 15 June 1987", "on 15 July 1987", DIFFERS),
            ("other", "on 15 June 1987", "on 15 June 1978", DIFFERS),
            ("other", "in 2016", "in 2018", DIFFERS),
            ("other", "in May 2016", "in June 2016", DIFFERS),
            ("other", "on Monday", "on Tuesday", DIFFERS),
            ("same", "on Monday", "on Monday", AGREES),
            ("decade", "in the 1990s", "in the 1980s", DIFFERS),
            ("none", "on 15 June 1987", "", NOT_FOUND),
            ("none", "in 2016", "", NOT_FOUND),
        ],
        "de": [
            ("same", "am 15. Juni 1987", "am 15.6.1987", AGREES),
            ("same", "am 15. Juni", "am 15.06.1987", AGREES),
            ("other", "am 15. Juni 1987", "am 15. Juli 1987", DIFFERS),
            ("other", "im Mai 2016", "im Juni 2016", DIFFERS),
            ("other", "2016", "2018", DIFFERS),
            ("none", "am 15. Juni 1987", "", NOT_FOUND),
        ],
        "fr": [
            ("same", "le 15 juin 1987", "le 15/06/1987", AGREES),
            ("same", "le 1er mai", "le 1er mai 2016", AGREES),
            ("other", "le 15 juin 1987", "le 15 juillet 1987", DIFFERS),
            ("other", "en 2016", "en 2018", DIFFERS),
            ("none", "le 15 juin 1987", "", NOT_FOUND),
        ],
        "es": [
            ("same", "el 15 de junio de 1987", "el 15/6/1987", AGREES),
            ("same", "en mayo de 2016", "el 3 de mayo de 2016", AGREES),
            ("other", "el 15 de junio de 1987", "el 15 de julio de 1987", DIFFERS),
            ("other", "en 2016", "en 2018", DIFFERS),
            ("none", "el 15 de junio de 1987", "", NOT_FOUND),
        ],
        "ar": [
            ("same", "15 يونيو 1987", "١٥ يونيو ١٩٨٧", AGREES),
            ("same", "15 حزيران 1987", "15 يونيو 1987", AGREES),
            ("other", "15 يونيو 1987", "15 يوليو 1987", DIFFERS),
            ("other", "عام 2016", "عام 2018", DIFFERS),
            ("none", "15 يونيو 1987", "", NOT_FOUND),
        ],
    },
    "time": {
        "en": [
            ("same", "5 p.m.", "17:00", AGREES),
            ("same", "5.30pm", "5:30 pm", AGREES),
            ("same", "noon", "12:00", AGREES),
            ("half day", "5 a.m.", "5 p.m.", DIFFERS),
            ("half day", "5:15 a.m.", "17:15", DIFFERS),
            ("other", "10:45", "10:54", DIFFERS),
            ("other", "midnight", "noon", DIFFERS),
            ("none", "5 p.m.", "", NOT_FOUND),
        ],
        "de": [
            ("same", "17 Uhr", "17.00 Uhr", AGREES),
            ("other", "17 Uhr", "18 Uhr", DIFFERS),
            ("other", "5 Uhr", "17 Uhr", DIFFERS),
        ],
        "fr": [
            ("same", "17 h", "17h00", AGREES),
            ("same", "17 heures", "17 h", AGREES),
            ("other", "17h30", "17h", DIFFERS),
        ],
        "es": [
            ("same", "17:00", "17.00 horas", AGREES),
            ("same", "5 de la tarde", "17:00", AGREES),
            ("other", "5 de la mañana", "5 de la tarde", DIFFERS),
        ],
    },
    "temperature": {
        "en": [
            ("sign", "−12", "12", DIFFERS),
            ("sign", "-12", "minus 12", AGREES),
            ("sign", "−12", "-12", AGREES),
            ("sign", "minus twelve", "−12", AGREES),
            ("other", "−12", "−21", DIFFERS),
        ]
    },
}

# kind, claim, passage, truth: what is no fact in a frame; every third is held out
WHOLE = [
    ("direction", "Sales rose 5 per cent.", "Sales fell 5 per cent.", DIFFERS),
    ("direction", "Turnout dropped to 40 per cent.", "Turnout went down to 40 per cent.", AGREES),
    ("direction", "Profits increased by €3m.", "Profits decreased by 3 million euros.", DIFFERS),
    ("direction", "Der Umsatz stieg um 5 Prozent.", "Der Umsatz sank um 5 Prozent.", DIFFERS),
    ("direction", "Le prix a augmenté de 5 %.", "Le prix a baissé de 5 %.", DIFFERS),
    ("direction", "El precio subió un 5 %.", "El precio bajó un 5 %.", DIFFERS),
    ("direction", "Rents are rising.", "Rents are falling.", DIFFERS),
    ("direction", "The bank made a profit of 5 million.", "The bank made a loss of 5 million.", DIFFERS),
    ("direction", "ارتفع السعر 5 بالمئة.", "انخفض السعر 5 بالمئة.", DIFFERS),
    ("direction", "Crime is up 8 per cent.", "Crime is down 8 per cent.", DIFFERS),
    ("direction", "Emissions shrank by 8 per cent.", "Emissions grew by 8 per cent.", DIFFERS),
    ("direction", "The share climbed 8 per cent.", "The share was up 8 per cent.", AGREES),
    ("negation", "The council did not sell the park in 2019.", "The council sold the park in 2019.", DIFFERS),
    ("negation", "The council sold the park in 2019.", "The council never sold the park in 2019.", DIFFERS),
    ("negation", "He was not convicted in 2012.", "He was convicted in 2012.", DIFFERS),
    ("negation", "The drug is not approved in Norway.", "The drug is not approved in Norway.", AGREES),
    ("negation", "Der Rat hat das Gesetz 2019 nicht gebilligt.", "Der Rat hat das Gesetz 2019 gebilligt.", DIFFERS),
    ("negation", "Le maire n’a pas signé l’accord en 2019.", "Le maire a signé l’accord en 2019.", DIFFERS),
    ("negation", "El alcalde no firmó el acuerdo en 2019.", "El alcalde firmó el acuerdo en 2019.", DIFFERS),
    ("negation", "لم يوقع الوزير الاتفاق في 2019.", "وقع الوزير الاتفاق في 2019.", DIFFERS),
    ("negation", "The firm has paid no tax since 2015.", "The firm has paid tax since 2015.", DIFFERS),
    ("negation", "Nobody died in the 2011 flood.", "People died in the 2011 flood.", DIFFERS),
    ("person", "Anna Petrova signed the order.", "Anna Petrova signed the order.", AGREES),
    ("person", "Anna Petrova signed the order.", "Anna Petrovna signed the order.", DIFFERS),
    ("person", "The order was signed by Anna Petrova.", "The order was signed by Elena Petrova.", DIFFERS),
    ("person", "The order was signed by Anna Petrova.", "The order was signed by Boris Volkov.", DIFFERS),
    ("person", "The order was signed by Petrova.", "Anna Petrova signed the order.", AGREES),
    ("person", "The order was signed by Anna Petrova.", "A clerk signed the order.", NOT_FOUND),
    ("person", "Denmark sent 300 troops.", "Finland sent 300 troops.", DIFFERS),
    ("person", "Germany paid 31 million.", "Deutschland zahlte 31 Millionen.", AGREES),
    ("person", "Germany paid 31 million.", "Österreich zahlte 31 Millionen.", DIFFERS),
    ("person", "President Ana Souza left.", "Ana Souza, the president, left.", AGREES),
    ("swap", "Lyon has 12 bridges and Nantes 31.", "Lyon has 31 bridges and Nantes 12.", DIFFERS),
    ("swap", "Lyon has 12 bridges and Nantes 31.", "Nantes has 31 bridges, Lyon 12.", AGREES),
    ("swap", "Party A won 12 seats, Party B 31.", "Party A won 12 seats and Party B won 31.", AGREES),
    ("arithmetic", "The fee rose 50 per cent.", "The fee rose from 40 euros to 60 euros.", AGREES),
    ("arithmetic", "The fee rose 60 per cent.", "The fee rose from 40 euros to 60 euros.", DIFFERS),
    ("arithmetic", "The fee fell 25 per cent.", "The fee fell from 80 euros to 60 euros.", AGREES),
    ("arithmetic", "The price doubled.", "The price went from 40 euros to 80 euros.", AGREES),
    ("arithmetic", "The price doubled.", "The price rose by 100 per cent.", AGREES),
    ("arithmetic", "The price doubled.", "The price rose by 50 per cent.", DIFFERS),
    ("arithmetic", "The number tripled.", "The number rose from 200 to 600.", AGREES),
    ("arithmetic", "In all 35 people died.", "In the north 21 people died, in the south 14 people died.", AGREES),
    ("arithmetic", "The fee rose by 20 euros.", "The fee rose from 40 euros to 60 euros.", AGREES),
    ("arithmetic", "Emissions halved.", "Emissions fell by half.", AGREES),
    ("ordinal", "It was the 3rd strike.", "It was the third strike.", AGREES),
    ("ordinal", "It was the third strike.", "It was the fourth strike.", DIFFERS),
    ("ordinal", "Es war der dritte Streik.", "Es war der 3. Streik.", AGREES),
    ("ordinal", "She came second.", "She came first.", DIFFERS),
    ("fiscal", "In 2023/24 it lost 5 million.", "In the 2023-24 season it lost 5 million.", AGREES),
    ("fiscal", "In 2023/24 it lost 5 million.", "In the 2022-23 season it lost 5 million.", DIFFERS),
    ("year or count", "In 2018 people fled.", "Some 2,018 people fled.", DIFFERS),
    ("age", "The 45-year-old resigned.", "Berg, 45, resigned.", AGREES),
    ("age", "The 45-year-old resigned.", "Berg, 54, resigned.", DIFFERS),
    ("quotation", "She said “we owe them nothing”.", "“We owe them nothing,” she said.", AGREES),
    ("quotation", "She said “we owe them everything”.", "“We owe them nothing,” she said.", DIFFERS),
    ("quotation", "She said “we owe them nothing”.", "She left the room.", NOT_FOUND),
    ("quotation", "“I won”, he said.", "“I lost,” he said.", DIFFERS),
    ("score", "They won 3–1.", "They won 3-1.", AGREES),
    ("score", "They won 3–1.", "They won 2–1.", DIFFERS),
    ("to or by", "The rate rose to 5 per cent.", "The rate rose by 5 per cent.", DIFFERS),
    ("compound", "Der Rat hat einundzwanzig Sitze.", "Der Rat hat 21 Sitze.", AGREES),
    ("compound", "Le conseil compte vingt et un sièges.", "Le conseil compte 21 sièges.", AGREES),
    ("other language", "Il bilancio è di 5 milioni di euro.", "Il bilancio è di 5 miliardi di euro.", DIFFERS),
    ("other language", "Het kostte 5 miljoen euro.", "Het kostte 5 miljard euro.", DIFFERS),
    ("other language", "约有三千人参加。", "约有三千人参加集会。", AGREES),
    ("other language", "约有三千人参加。", "约有五千人参加集会。", DIFFERS),
]
NUMBER = re.compile(r"(?<![\w.,$€£/-])[1-9]\d{1,2}(?![\w.,/-]|[–%])")


def held(words: str) -> bool:
    """Return whether a real sentence is held out."""
    return hashlib.sha256(words.encode()).digest()[0] % 3 == 0


def worded(*, held_out: bool) -> Iterator[Pair]:
    """Yield the pairs of the frames and of WHOLE."""
    for language, types in FRAMES.items():
        for kind, frames in types.items():
            facts = [*FACTS[kind].get("*", []), *FACTS[kind].get(language, [])]
            for place, (claim, passage) in enumerate(frames):
                if (place % 3 == 2) is held_out:
                    for name, mine, theirs, truth in facts:
                        yield pair(f"{kind} {name} {language}", (claim, passage), (mine, theirs), truth)
    for place, (name, claim, passage, truth) in enumerate(WHOLE):
        if (place % 3 == 2) is held_out:
            yield {"kind": name, "claim": claim, "passage": passage, "truth": truth}


def pair(kind: str, frame: tuple[str, str], fact: tuple[str, str], truth: str) -> Pair:
    """Return a pair whose frames are filled; without a fact of the passage it is a sentence about something else."""
    (claim, passage), (mine, theirs) = frame, fact
    written = passage.format(theirs) if theirs else re.sub(r"\S*\{\}.*?(?=[ .,])|\d+", "", passage)
    return {"kind": kind, "claim": capital(claim.format(mine)), "passage": capital(written), "truth": truth}


def capital(text: str) -> str:
    """Return a text whose first letter is a capital."""
    text = " ".join(text.split())
    return text[:1].upper() + text[1:]


def of_passages(path: Path, *, held_out: bool) -> Iterator[Pair]:
    """Yield pairs made of the sentences of real passages that hold one plain number."""
    chance = random.Random(15)
    rows = [json.loads(line)["passages"] for line in path.read_text(encoding="utf-8").splitlines()]
    passages = [one for row in rows for one in row]
    for passage in passages:
        for sentence in re.split(r"(?<=[.!?])\s+", passage):
            found = NUMBER.findall(sentence)
            if len(found) != 1 or not 40 < len(sentence) < 250 or held(sentence) is not held_out:
                continue
            other = str(chance.choice([n for n in range(10, 999) if str(n) not in passage]))
            changed = NUMBER.sub(other, sentence)
            rest = passage.replace(sentence, " ")
            yield {"kind": "real same", "claim": sentence, "passage": passage, "truth": AGREES}
            yield {"kind": "real number", "claim": changed, "passage": passage, "truth": DIFFERS}
            if not re.search(r"\d", rest):
                yield {"kind": "real absent", "claim": sentence, "passage": rest, "truth": NOT_FOUND}


def main() -> None:
    """Write the pairs."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("out", type=Path)
    arguments.add_argument("--held-out", action="store_true")
    arguments.add_argument("--passages", type=Path)
    given = arguments.parse_args()
    pairs = list(worded(held_out=given.held_out))
    if given.passages:
        pairs += of_passages(given.passages, held_out=given.held_out)
    given.out.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in pairs), encoding="utf-8")


if __name__ == "__main__":
    main()
