"""What stands around a number and says how exact it is: about, nearly, more than, at least, or exactly."""

import re
from enum import StrEnum
from functools import cache

from core.text.lexicon import key


class Hedge(StrEnum):
    """How exactly a number is said."""

    NONE = ""
    EXACT = "exactly"
    ABOUT = "about"
    NEARLY = "nearly"
    OVER = "more than"
    AT_LEAST = "at least"
    UNDER = "less than"
    AT_MOST = "at most"


BEFORE: dict[str, dict[Hedge, str]] = {
    "en": {
        Hedge.EXACT: "exactly|precisely",
        Hedge.ABOUT: "about|around|some|roughly|approximately|approx|circa|an estimated|estimated at|in the region of|close to|barely|scarcely|hardly",
        Hedge.NEARLY: "nearly|almost|just under|just below|just short of|not quite|approaching",
        Hedge.OVER: "more than|over|above|in excess of|just over|upwards of|exceeding|exceeded|greater than|well over|topped",
        Hedge.AT_LEAST: "at least|no fewer than|no less than|not less than|a minimum of|minimum of",
        Hedge.UNDER: "fewer than|less than|under|below",
        Hedge.AT_MOST: "at most|up to|as many as|no more than|not more than|a maximum of|maximum of",
    },
    "de": {
        Hedge.EXACT: "genau|exakt",
        Hedge.ABOUT: "rund|etwa|ungefähr|circa|ca|zirka|schätzungsweise|um die|an die",
        Hedge.NEARLY: "fast|beinahe|knapp|nahezu",
        Hedge.OVER: "mehr als|über|gut|oberhalb von",
        Hedge.AT_LEAST: "mindestens|wenigstens|nicht weniger als",
        Hedge.UNDER: "weniger als|unter",
        Hedge.AT_MOST: "höchstens|maximal|bis zu|nicht mehr als",
    },
    "fr": {
        Hedge.EXACT: "exactement|précisément",
        Hedge.ABOUT: "environ|quelque|à peu près|autour de|aux alentours de",
        Hedge.NEARLY: "près de|presque|pas loin de|un peu moins de",
        Hedge.OVER: "plus de|plus d'|au delà de|un peu plus de",
        Hedge.AT_LEAST: "au moins|au minimum|pas moins de",
        Hedge.UNDER: "moins de|moins d'",
        Hedge.AT_MOST: "au plus|au maximum|jusqu'à|pas plus de",
    },
    "es": {
        Hedge.EXACT: "exactamente|justo",
        Hedge.ABOUT: "unos|unas|alrededor de|cerca de|aproximadamente|en torno a",
        Hedge.NEARLY: "casi",
        Hedge.OVER: "más de|más del|por encima de",
        Hedge.AT_LEAST: "al menos|por lo menos|como mínimo|no menos de",
        Hedge.UNDER: "menos de|menos del|por debajo de",
        Hedge.AT_MOST: "como máximo|hasta|no más de",
    },
    "ar": {
        Hedge.EXACT: "بالضبط",
        Hedge.ABOUT: "نحو|حوالي|زهاء|تقريبا|ما يقرب من|بنحو|بحوالي",
        Hedge.NEARLY: "قرابة|ما يقارب|يقارب",
        Hedge.OVER: "أكثر من|ما يزيد على|ما يزيد عن|فوق|بأكثر من",
        Hedge.AT_LEAST: "ما لا يقل عن|لا يقل عن|لا تقل عن|على الأقل",
        Hedge.UNDER: "أقل من|دون",
        Hedge.AT_MOST: "ما يصل إلى|لا يزيد عن|لا يزيد على|على الأكثر",
    },
    "it": {
        Hedge.ABOUT: "circa|intorno a|all'incirca",
        Hedge.NEARLY: "quasi",
        Hedge.OVER: "più di|oltre",
        Hedge.AT_LEAST: "almeno",
        Hedge.UNDER: "meno di",
        Hedge.AT_MOST: "fino a|al massimo",
    },
    "pt": {
        Hedge.ABOUT: "cerca de|aproximadamente|uns|umas",
        Hedge.NEARLY: "quase",
        Hedge.OVER: "mais de",
        Hedge.AT_LEAST: "pelo menos|ao menos",
        Hedge.UNDER: "menos de",
        Hedge.AT_MOST: "até|no máximo",
    },
    "nl": {
        Hedge.ABOUT: "ongeveer|circa|rond|zo'n",
        Hedge.NEARLY: "bijna",
        Hedge.OVER: "meer dan|ruim",
        Hedge.AT_LEAST: "minstens|ten minste",
        Hedge.UNDER: "minder dan",
        Hedge.AT_MOST: "hoogstens|tot",
    },
    "ru": {
        Hedge.ABOUT: "около|примерно|порядка|приблизительно",
        Hedge.NEARLY: "почти",
        Hedge.OVER: "более|больше|свыше",
        Hedge.AT_LEAST: "не менее|как минимум",
        Hedge.UNDER: "менее|меньше",
        Hedge.AT_MOST: "не более|до",
    },
}
AFTER = {
    "or more": Hedge.AT_LEAST,
    "or so": Hedge.ABOUT,
    "or fewer": Hedge.AT_MOST,
    "or less": Hedge.AT_MOST,
    "plus": Hedge.AT_LEAST,
    "oder mehr": Hedge.AT_LEAST,
    "ou plus": Hedge.AT_LEAST,
    "o más": Hedge.AT_LEAST,
    "على الأقل": Hedge.AT_LEAST,
    "تقريبا": Hedge.ABOUT,
}
ARTICLE = r"(?: (?:the|a|an|les|des|la|le|l'|el|los|las|eine?|einen|den|die|von))?"
CHINESE = {
    "约": Hedge.ABOUT,
    "約": Hedge.ABOUT,
    "近": Hedge.NEARLY,
    "超过": Hedge.OVER,
    "超過": Hedge.OVER,
    "逾": Hedge.OVER,
    "至少": Hedge.AT_LEAST,
}
LOOKED_AT = 40  # characters on either side


def hedge(before: str, after: str, language: str) -> Hedge:
    """Return how exactly a number is said that stands between two stretches of text."""
    for sign, said in CHINESE.items():
        if before.endswith(sign):
            return said
    words = key(before[-LOOKED_AT:])
    if found := _before(language).search(words):
        return _kinds(language)[found[1]]
    follows = key(after[:LOOKED_AT])
    return next((said for words, said in AFTER.items() if re.match(rf"{key(words)}\b", follows)), Hedge.NONE)


@cache
def _kinds(language: str) -> dict[str, Hedge]:
    table = BEFORE.get(language, BEFORE["en"])
    return {key(word): kind for kind, words in table.items() for word in words.split("|")}


@cache
def _before(language: str) -> re.Pattern[str]:
    words = sorted(_kinds(language), key=len, reverse=True)
    return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, words))}) ?{ARTICLE}$")
