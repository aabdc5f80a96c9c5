"""Times of the day in English, German, French, Spanish and Arabic: 5 p.m., 17:00, 17.30 Uhr, 17 h 30, 5 de la tarde, noon."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from core.text.lexicon import key, of_language

HOUR, HALF_DAY, DAY = 60, 720, 1440  # minutes
NOON_HOUR, LAST_HOUR, LAST_MINUTE = 12, 24, 59
MORNING = (
    r"(?:[ap]\.? ?m\b\.?|in the (?:morning|afternoon|evening)|at night|(?:morgens|vormittags|nachmittags|abends|nachts)"
    r"|du matin|de l[’']après-midi|du soir|de la (?:mañana|madrugada|tarde|noche)|صباحا|صباحًا|مساء|مساءً|ظهرا)"
)
LATER = re.compile(r"^p|afternoon|evening|night|nachmittag|abend|après|soir|tarde|noche|مساء", re.IGNORECASE)
BLANK = "[ \u00a0\u202f]?"
PATTERNS = (
    re.compile(
        rf"(?P<h>\d(?<![\w.,:/]\d)\d?)(?:[:.](?P<m>\d\d))?(?::\d\d)?{BLANK}(?P<half>{MORNING})(?!\w)", re.IGNORECASE
    ),
    re.compile(
        rf"(?P<h>\d(?<![\w.,:/]\d)\d?)(?:[:.](?P<m>\d\d))?{BLANK}(?P<whole>Uhr|horas|hrs)\b(?: (?P<m2>\d\d)\b)?(?:{BLANK}(?P<half>{MORNING}))?"
    ),
    re.compile(
        r"(?P<h>\d(?<![\w.,:/]\d)\d?)[ \u00a0\u202f]?(?P<whole>h|heures?)[ \u00a0\u202f]?(?P<m>\d\d)(?!\w)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?:(?<=[àÀ] )|(?<=vers )|(?<=dès ))(?P<h>\d{{1,2}})[ \u00a0\u202f]?(?P<whole>h|heures?)(?: (?P<half>{MORNING}))?(?!\w)",
        re.IGNORECASE,
    ),
    re.compile(r"(?P<h>\d(?<![\w.,:/-]\d)\d?):(?P<m>\d\d)(?::\d\d)?(?![\w:/]|[.,]\d)"),
    re.compile(r"(?P<h>\d(?<![\w.,:/]\d)\d?) o[’']clock\b(?P<clock>)", re.IGNORECASE),
    re.compile(r"(?<=الساعة )(?P<h>\d{1,2})(?:[:.](?P<m>\d\d))?(?P<clock>)(?!\w)"),
)
DURATION = {"horas", "heure", "heures"}  # without minutes these say how long, unless they stand behind “a las”, “à”
AT = re.compile(r"(?:\ba las|[àÀ]|\bvers|\bdès) $", re.IGNORECASE)
ONES = frozenset({"one", "ein", "una", "une"})
HALF, QUARTER = 30, 15
SAID = {
    "en": (
        (HALF, r"half past (?P<w>\w+)"),
        (QUARTER, r"(?:a )?quarter past (?P<w>\w+)"),
        (-QUARTER, r"(?:a )?quarter to (?P<w>\w+)"),
        (0, r"(?P<w>\w+) o[’']clock"),
    ),
    "de": (
        (-HALF, r"um halb (?P<w>\w+)"),
        (QUARTER, r"Viertel nach (?P<w>\w+)"),
        (-QUARTER, r"Viertel vor (?P<w>\w+)"),
        (0, r"(?P<w>[^\W\d_]+) Uhr"),
    ),
    "es": (
        (HALF, r"las (?P<w>\w+) y media"),
        (QUARTER, r"las (?P<w>\w+) y cuarto"),
        (-QUARTER, r"las (?P<w>\w+) menos cuarto"),
        (0, r"las (?P<w>[^\W\d]+)(?= de la (?:mañana|tarde|noche))"),
    ),
    "fr": (
        (HALF, r"(?P<w>\w+) heures? et demie"),
        (QUARTER, r"(?P<w>\w+) heures? et quart"),
        (-QUARTER, r"(?P<w>\w+) heures? moins le quart"),
    ),
}  # minutes after the hour that is said in words or figures
SPOKEN = tuple(
    (language, minutes, re.compile(rf"(?<!\w){words}(?: (?P<half>{MORNING}))?(?!\w)", re.IGNORECASE))
    for language, ways in SAID.items()
    for minutes, words in ways
)
SPOKEN_WORDS = (
    *("half past", "quarter past", "quarter to", "clock"),
    *("um halb", "viertel nach", "viertel vor", "uhr"),
    *("y media", "y cuarto", "menos cuarto", "de la "),
    *("et demie", "et quart", "moins le quart"),
)  # without these in a text it need not be searched for the pattern in the same place of SPOKEN
NAMED = {
    **dict.fromkeys(("noon", "midday", "midi", "mediodia", "mittag"), HALF_DAY),
    **dict.fromkeys(("midnight", "mitternacht", "minuit", "medianoche", "منتصف الليل"), 0),
}
NAMED_TIME = re.compile(
    r"(?<!\w)(?:noon|midday|midnight|mitternacht|minuit|(?<=à )midi|medianoche|mediodía|منتصف الليل)(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Time:
    """A time of the day, text[start:end], as minutes after midnight; `either` when it may be twelve hours later as well."""

    start: int
    end: int
    minute: int
    either: bool = False

    def agrees(self, other: "Time") -> bool:
        """Return whether both may be the same minute."""
        apart = (self.minute - other.minute) % DAY
        return apart == 0 or (apart == HALF_DAY and (self.either or other.either))


@lru_cache(maxsize=1 << 9)
def times(text: str) -> tuple[Time, ...]:
    """Return the times of the day in a text, in order, none within another."""
    found = list[Time]()
    for time in _all(text):
        if all(time.end <= other.start or time.start >= other.end for other in found):
            found.append(time)
    return tuple(sorted(found, key=lambda time: time.start))


def _all(text: str) -> Iterator[Time]:
    lowered = text.lower()
    for (language, minutes, spoken), said in zip(SPOKEN, SPOKEN_WORDS, strict=True):
        for found in spoken.finditer(text) if said in lowered else ():
            hour = _hour(found["w"], language)
            if hour:
                later = found["half"] and LATER.search(found["half"])
                yield Time(
                    *found.span(),
                    (hour % NOON_HOUR * HOUR + minutes + (HALF_DAY if later else 0)) % DAY,
                    not found["half"],
                )
    for pattern in PATTERNS:
        for found in pattern.finditer(text):
            if (time := _time(text, found)) is not None:
                yield time
    for found in NAMED_TIME.finditer(text):
        yield Time(*found.span(), NAMED[key(found[0])])


def _hour(said: str, language: str) -> int:
    """Return an hour of the half day, in figures or words; 0 for what is none. One o'clock has no numeral of its own."""
    hour = (
        int(said) if said.isdecimal() else 1 if key(said) in ONES else of_language(language).numbers.get(key(said), 0)
    )
    return hour if 0 < hour <= NOON_HOUR else 0


def _time(text: str, found: re.Match[str]) -> Time | None:
    parts = found.groupdict()
    hour, minute = int(parts["h"]), int(parts.get("m") or parts.get("m2") or 0)
    whole = (parts.get("whole") or "").casefold()
    if hour > LAST_HOUR or minute > LAST_MINUTE:
        return None
    if whole in DURATION and not parts.get("m") and not AT.search(text, max(0, found.start() - 8), found.start()):
        return None
    half = parts.get("half")
    if half:
        hour = hour % NOON_HOUR + (NOON_HOUR if LATER.search(half) else 0) if hour <= NOON_HOUR else hour
    either = not half and not whole and 0 < hour <= NOON_HOUR
    return Time(*found.span(), (hour * HOUR + minute) % DAY, either)
