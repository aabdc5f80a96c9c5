"""Words that set something above everything else: the tallest, the first, never, der teuerste, le plus grand, el más alto, أطول, 最.

Where a language forms them by an ending, the dictionary form of the word decides: tallest is of tall, and forest of nothing.
"""

import re
from collections.abc import Iterator

from core.text.language import likely
from core.text.search_folding import fold
from core.text.vocabulary import lemma

Span = tuple[int, int]

TIME = (
    r"(?:years?|months?|weeks?|nights?|days?|hours?|minutes?|decades?|century|centuries|summer|winter|spring|autumn|fall|season"
    r"|time|few|couple|several|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august"
    r"|september|october|november|december|name|minute|resort|word|\d)"
)
WHOSE = r"(?<=\bthe )|(?<=\bits )|(?<=\bhis )|(?<=\bher )|(?<=\bour )|(?<=\bmy )|(?<=[’']s )|(?<=\btheir )"
RECORDED = (
    r"(?:breaking|setting|high|low|number|level|amount|sum|profit|loss|fine|fee|deficit|surplus|turnout|temperature|heat|rainfall"
    r"|price|sale|figure|total|demand|year|time|crowd|attendance|growth|rise|fall|\d)"
)
ENGLISH = (
    r"(?<!at )(?<!almost )most(?! of all| likely| recent)|(?<!at )(?<!not )least|(?<!at )best(?! wishes| to\b)|(?<!at )worst"
    rf"|(?<!at )first(?!,| of all| names?\b| aid| half| quarter| lady| minister|-?hand)|(?:{WHOSE})last(?! {TIME})"
    rf"|(?:{WHOSE})only|never|always(?!,)|unprecedented|nobody|no one|no other|second to none"
    r"|all-time|unique(?! to)|unrivalled|unrivaled|unparalleled|unmatched"
    rf"|record(?=[ -]{RECORDED})|(?<=\bworld )record|(?<=\bnational )record|(?<=\ball-time )record|(?<=\bset a )record|(?<=\bnew )record"
)
GERMAN = (
    r"größte[nrsm]?|nächstgrößte[nrsm]?|meisten|beste[nrsm]?|einzige[nrsm]?|niemals?|erste[nrsm]?(?! (?:Hilfe|Linie))"
    r"|letzte[nrsm]?(?! (?:Jahr|Woche|Monat|Nacht|Zeit|Tag))|rekord\w*"
)
FRENCH = (
    r"l(?:a|es?) (?:plus|moins)(?! en plus)(?! tard| tôt)|(?:l(?:a|es?) |l[’'])(?:meilleur|pire)e?s?|premi(?:er|ère)s?(?! ministre)"
    r"|derni(?:er|ère)s?(?! (?:mois|semaine|année))|l(?:a|es?) seule?s?|jamais"
)
SPANISH = (
    r"(?:el|la|los|las) (?:\w+ )?m[áe](?:s|nos) \w+|(?:el|la|los|las|su|sus) (?:mejor|peor|mayor|menor)(?:es)?"
    r"|primer[oa]?s?(?! ministr)|únic[oa]s?|nunca|jamás"
)
PORTUGUESE = (
    r"(?:o|a|os|as) (?:\w+ )?(?:mais|menos) \w+|(?:o|a|os|as|seu|sua) (?:melhor|pior|maior|menor)(?:es)?"
    r"|primeir[oa]s?(?! ministr)|únic[oa]s?|nunca|jamais"
)
ITALIAN = (
    r"(?:il|la|i|le|gli) (?:\w+ )?(?:più|meno) \w+|(?:il|la|i|le) (?:migliore?|peggiore?|maggiore?|minore?)i?"
    r"|prim[oaie](?! ministr)|unic[oaie]|l[’']unic[oa]|mai"
)
DUTCH = r"(?<=\bde )eerste|(?<=\bhet )eerste|enige|nooit|meeste|beste"
NORDIC = r"störst[ae]?|största|største|högst[ae]|høyeste|højeste|äldst[ae]|eldste|ældste|första|første|aldri[gk]?|aldrig|enda"
TURKISH = r"en (?:büyük|küçük|yüksek|düşük|iyi|kötü|uzun|kısa|eski|yeni|çok|az)"
EVERYWHERE = (
    r"\bсам(?:ый|ая|ое|ые|ого|ой|ому|ым|ую|ых|ыми) \w+|\b\w{2,}(?:ейш|айш)(?:ий|ая|ее|ие|его|ей|их|им|ему|ую|ими|ем)\b"
    r"|\bвпервые\b|\bединственн\w+|\bникогда\b|\bнай\w{3,}(?:ш|щ)\w{1,3}\b"
    r"|最(?!近|后|後|终|終)|首次|首个|首個|唯一|从未|從未|初めて|가장|최초|최대|유일|सबसे|ביותר|\b\w+[\u200c ]?ترین\b|\bπιο \w+"
    r"|(?<!\w)(?:و|ف)?(?:ب|ل|ك)?(?:ال)?(?:أكبر|أصغر|أطول|أقصر|أعلى|أدنى|أكثر|أقل|أول|أفضل|أسوأ|أقدم|أحدث|أغنى|أفقر|أسرع|أبطأ|أقوى"
    r"|أضعف|أخطر|أهم|أشد|أوسع|أضخم|أبعد|أرخص|أغلى|أعظم|أبرز)(?!\w)(?! من(?!\w))|(?<!\w)الوحيدة?(?!\w)"
)
RULES = {
    "en": ENGLISH,
    "de": GERMAN,
    "fr": FRENCH,
    "es": SPANISH,
    "pt": PORTUGUESE,
    "it": ITALIAN,
    "nl": DUTCH,
    "sv": NORDIC,
    "da": NORDIC,
    "no": NORDIC,
    "tr": TURKISH,
}
IN_WORDS = {language: re.compile(rf"\b(?:{rule})\b", re.IGNORECASE) for language, rule in RULES.items()}
BY_SIGNS = re.compile(EVERYWHERE, re.IGNORECASE)
OTHER_SCRIPTS = re.compile("[\u0370-\u1fff\u2e80-\uffff]")
ENDINGS = {
    "en": re.compile(r"\b[^\W\d_]{2,}est\b", re.IGNORECASE),
    "de": re.compile(r"\b[^\W\d_]{2,}st(?:e[nrsm]?)\b", re.IGNORECASE),
    "nl": re.compile(r"\b[^\W\d_]{3,}ste\b", re.IGNORECASE),
}
NO_SUPERLATIVES = frozenset({"latest", "nearest", "nächste", "nächsten", "nächster", "nächstes", "nächstem"})
LATIN_RULES = ("en", "de")  # read where the language of a text is not known


def superlatives(text: str) -> Iterator[Span]:
    """Yield the superlatives of a text, and the words that leave out or include all: only, never, first."""
    if OTHER_SCRIPTS.search(text):
        yield from (found.span() for found in BY_SIGNS.finditer(text))
    for language in dict.fromkeys(likely(text) or LATIN_RULES):
        if rule := IN_WORDS.get(language):
            yield from (found.span() for found in rule.finditer(text))
        if ending := ENDINGS.get(language):
            yield from (found.span() for found in ending.finditer(text) if _of_adjective(found[0].lower(), language))


def _of_adjective(word: str, language: str) -> bool:
    """Return whether a word with the ending of superlatives is one of an adjective: tallest of tall, and no arrest, kosten or Gäste."""
    form = lemma(word, language)
    if not form or form.lower() == word or word in NO_SUPERLATIVES:
        return False
    if language == "en":
        return not form.endswith("est")
    stem = fold(word[: word.rindex("st")])
    return len(stem) > 1 and fold(form).rstrip("e") in {stem, stem.removesuffix("e"), f"{stem}e"}
