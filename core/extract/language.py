"""The language of a text: what the page says, else a guess from its script and its commonest little words."""

import re
from collections import Counter

TAG = re.compile(r"^[a-z]{2,3}([-_][a-z0-9]{2,8})*$", re.IGNORECASE)
SAMPLE = 20_000
SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ug", re.compile("[ۆۈۋېھە]")),
    ("fa", re.compile("[پچژگ]")),
    ("ar", re.compile("[\u0620-\u064a]")),
    ("he", re.compile("[\u05d0-\u05ea]")),
    ("uk", re.compile("[іїєґ]")),
    ("ru", re.compile("[\u0430-\u044f]")),
    ("el", re.compile("[\u03b1-\u03c9]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("hi", re.compile("[\u0900-\u097f]")),
)
LETTER = re.compile(r"[^\W\d_]")
WORD = re.compile(r"[^\W\d_]+")
LITTLE = {
    "en": "the of and to in is that it was for with as on this by are be from at have not",
    "de": "der die und das den von zu mit ist nicht ein eine auf für im dem sich des auch als",
    "fr": "le la les de des et est une un que dans du pour qui sur pas au avec sont ce",
    "es": "el la los de que y en un una las por con para se del es no al lo como",
    "pt": "o a os de que e do da em um uma para com não no na por se mais dos",
    "it": "il di che e la per un una non del della con sono le gli nel si da al i",
    "nl": "de het een en van in is dat op te zijn met voor niet die er aan ook bij om",
    "pl": "i w na z się do nie to że jest o jak po od za ale przez jego oraz dla",
    "cs": "a se v na je že o s z do i to jako pro by ve za po ale podle",
    "sv": "och att det i som en på är av för med till den inte har om ett var jag men",
    "id": "yang dan di dari untuk dengan ini itu pada tidak dalam akan adalah oleh ke juga karena bisa sudah ada",
    "tr": "ve bir bu için ile de da çok olarak daha ama gibi olan kadar sonra ne her en o mi",
    "vi": "và của là có cho không được trong các một những với người này khi đã để ra đến từ",
}
WORDS = {language: frozenset(words.split()) for language, words in LITTLE.items()}


def tidy(label: str) -> str:
    """Return a language tag as BCP 47 writes it, or nothing for what is none."""
    label = label.strip().split(",")[0].strip()
    if not TAG.match(label):
        return ""
    parts = label.replace("_", "-").split("-")
    rest = (part.upper() if len(part) == 2 else part.title() if len(part) == 4 else part for part in parts[1:])  # noqa: PLR2004 - region and script subtags
    return "-".join((parts[0].lower(), *rest))


def guess(text: str) -> str:
    """Return the primary language subtag that a text seems to be in, or nothing when it does not show."""
    sample = text[:SAMPLE].lower()
    letters = len(LETTER.findall(sample))
    for language, script in SCRIPTS:
        share = len(script.findall(sample)) / max(1, letters)
        if share > (0.02 if language in ("ug", "fa", "uk", "ja") else 0.3):
            return language
    counts = Counter(WORD.findall(sample))
    scores = {language: sum(counts[word] for word in words) for language, words in WORDS.items()}
    best = max(scores, key=lambda language: scores[language])
    return best if scores[best] >= 3 and scores[best] >= 0.08 * counts.total() else ""  # noqa: PLR2004 - enough little words to tell
