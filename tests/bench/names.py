"""How many spellings of hidden names are struck, put before a person, or printed; and what of stories without them is.

Run: python -m tests.bench.names. `TUNED` names were looked at while the rules were written, `UNSEEN` ones were not.
Each line: family name, given name | spellings, one by one. All people are invented.
"""

import sys
from collections import Counter
from pathlib import Path

from core import model as m
from core.export.redaction import identifiers
from core.export.redaction.terms import Withheld

TUNED = """
Müller, Jörg | Müller; Mueller; Muller; MÜLLER; MUELLER; Müllers; Mü-\\nller; Mu\u0308ller; mueller@dam.example; jmueller; Jörg Müller; Joerg Mueller
Şimşekoğlu, İlkay | Şimşekoğlu; ŞİMŞEKOĞLU; Simsekoglu; SIMSEKOGLU; simsekoglu; Şimşekoğlu’nun; İlkay Şimşekoğlu
Ångström, Åsa | Ångström; Angstrom; ANGSTROM; Aangstroem; Ångströms; Åsa Ångström; asa.angstrom@dam.example
Sørbø, Liv | Sørbø; Sorbo; SØRBØ; Soerboe; Sørbøs; Liv Sørbø
García Márquez, Inés | García Márquez; Garcia Marquez; GARCÍA MÁRQUEZ; Garcia\\nMarquez; García-Márquez
O’Brien, Sinéad | O’Brien; O'Brien; OBrien; O Brien; O’BRIEN; O’Brien’s; obrien@dam.example
Lee, Tom | Tom Lee; Mr Lee; Lee’s; Lee, Tom; TOM LEE; tom.lee@dam.example
Ng, Wai | Ms Ng; Ng’s; Wai Ng; Ng Wai
Петрова, Анна | Петрова; Петровой; Петрову; ПЕТРОВА; Petrova; Petrovoi; Анна Петрова; Анны Петровой
Щербаков, Олег | Щербаков; Щербакова; Щербакову; Щербаковым; Shcherbakov; ЩЕРБАКОВ
Παπαδόπουλος, Νίκος | Παπαδόπουλος; Παπαδόπουλου; ΠΑΠΑΔΟΠΟΥΛΟΣ; Papadopoulos; Papadopoulou; Νίκος Παπαδόπουλος
李, 秀英 | 李秀英; 李女士; 李先生; Li Xiuying; Xiuying Li; LI XIUYING; 李 秀英; Lixiuying
الحسن, كريم | الحسن; للحسن; والحسن; بالحسن; كريم الحسن; كَرِيم الحَسَن; Karim al-Hassan; Karim Al Hassan
von der Aue, Greta | von der Aue; Greta von der Aue; VON DER AUE; von\\nder Aue; Von der Aue’s
"""
UNSEEN = """
כהן לוי, שרה | כהן לוי; שרה כהן לוי; לכהן לוי; שָׂרָה כֹּהֵן לֵוִי; וכהן לוי
김, 철수 | 김철수; 김철수는; 김씨; 김 씨; Gim Cheolsu; 김 철수
यादव, सुनीता | यादव; सुनीता यादव; यादव ने; यादव जी; सुनीता  यादव
ქავთარაძე, ნინო | ქავთარაძე; ქავთარაძის; ქავთარაძემ; Kavtaradze; ნინო ქავთარაძე; KAVTARADZE
Սարգսյան, Անի | Սարգսյան; Սարգսյանի; ՍԱՐԳՍՅԱՆ; Sargsyan; Անի Սարգսյան; Sargsyans
สุขใจ, มานี | สุขใจ; มานี สุขใจ; มานีสุขใจ; คุณสุขใจ; นางสุขใจ
田中, 花子 | 田中花子; 田中さん; 田中氏; 田中 花子; 田中様
Novotná, Eliška | Novotná; Novotné; Novotnou; NOVOTNÁ; Novotna; Eliška Novotná
Шевчук, Ірина | Шевчук; Шевчуку; Шевчука; ШЕВЧУК; Shevchuk; Ірини Шевчук
Nguyễn, Thị Hạnh | Nguyễn; Nguyen; NGUYỄN; Nguyễn Thị Hạnh; Nguyen Thi Hanh; Thi Hanh Nguyen
Roy, Amit | Amit Roy; Mr Roy; Roy’s; ROY, AMIT; amit_roy
Østergård, Bo | Østergård; Ostergard; Oestergaard; ØSTERGÅRD; Østergårds; ostergard88
Kowalska, Zofia | Kowalska; Kowalskiej; Kowalską; KOWALSKA; Zofii Kowalskiej; zkowalska
"""
# Prose in which common words, other people and places have letters of the names above.
ALIKE = """The miller opened the gate at noon and the roy­al guard left. Annapolis and Kingdom Street were closed. The leek soup
cost nine euros, she said. Petroleum rose by two per cent; nobody knew why. Marquetry is a craft. The engine was removed and the
wait was long. Kimonos were sold in the square, obedience was asked for, and the newly made orbs hung above the leeward wall.
Der Mullwagen kam um neun. Die Sorbonne hat geöffnet. Une garçonnière fut vendue. Novotel rooms were full. Die Auen sind nass.
"""


def people(table):
    """Yield, of each line, the terms that are looked for and its spellings."""
    for line in table.strip().splitlines():
        name, _, told = line.partition(" | ")
        family, given = name.split(", ")
        source = m.Source(
            "s",
            m.SourceKind.PERSON,
            "",
            f"{given} {family}",
            {"title": f"{given} {family}", "author": [{"family": family, "given": given}]},
        )
        yield list(identifiers.names(source)), told.replace("\\n", "\n").split("; ")


def verdict(withheld, spelling):
    """Return what happens to a spelling within a sentence: struck, asked or printed."""
    text = f"They say that {spelling} signed it."
    places = withheld.spans(text)
    return "struck" if places else "asked" if withheld.doubts(text) else "printed"


def outcomes(table):
    """Return how often each outcome is met, and the spellings that are printed."""
    counts, printed = Counter(), []
    for terms, spellings in people(table):
        withheld = Withheld(terms)
        for one in spellings:
            counts[verdict(withheld, one)] += 1
            if verdict(withheld, one) == "printed":
                printed.append(one)
    return counts, printed


def false_alarms(text):
    """Return the words of a text without the names that are struck, and those that are asked about."""
    withheld = Withheld([term for table in (TUNED, UNSEEN) for terms, _ in people(table) for term in terms])
    return [[text[slice(*span)] for span in found] for found in (withheld.spans(text), withheld.doubts(text))]


def main():
    """Print the outcomes; a story in a file that is named is looked at for false alarms."""
    for label, table in (("tuned", TUNED), ("unseen", UNSEEN)):
        counts, printed = outcomes(table)
        print(label, dict(counts), "printed:", printed)
    for path in sys.argv[1:]:
        text = Path(path).read_text(encoding="utf-8")
        print(path, len(text.split()), *false_alarms(text))
    print("alike", *false_alarms(ALIKE))


if __name__ == "__main__":
    main()
