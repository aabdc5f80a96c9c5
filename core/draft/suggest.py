"""Rank the sentences of a draft by how much they are worth checking, with reasons in words.

Rules that a person can follow, for English, German, French, Arabic and Chinese; a rule for one language is harmless in
others. Of an English sentence a model says how much it is like sentences that people called worth checking
(:mod:`core.draft.claim_model`). They rank and never hide: every sentence is returned. Features after check-worthiness research
(Hassan et al., ClaimBuster, KDD 2017): numbers, superlatives, causes, named people.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import prod

from core.draft.claim_model import LANGUAGE, likeness
from core.text.dates import mentions_date
from core.text.lexicon import of_text
from core.text.names import names
from core.text.quantities import says_amount, says_amount_in_words
from core.text.quotations import quotations
from core.text.sentences import sentences

SHORTEST_QUOTED = 8  # characters
MOST_READ = 2_000  # characters of a sentence that the rules examine
# marker of a heading or list item, whose number is not part of the story
MARK = re.compile(r"^\s*(?:#{1,6}|[-*+>]|\d{1,3}[.)])\s+")


@dataclass(frozen=True)
class Suggestion:
    """A sentence, text[start:end] in code points, with a score from 0 to 1 and its reasons, strongest first."""

    text: str
    start: int
    end: int
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Rule:
    """A reason to check a sentence, with its weight from 0 to 1: the share by which it reduces the remaining doubt."""

    reason: str
    weight: float
    holds: Callable[[str], object]


def _words(*alternatives: str) -> Callable[[str], object]:
    return re.compile(rf"\b(?:{'|'.join(alternatives)})\b", re.IGNORECASE).search


def _signs(pattern: str) -> Callable[[str], object]:
    return re.compile(pattern).search


SUPERLATIVES = (
    "most|least|best|worst|first|last|only|never|always|every|largest|biggest|smallest|highest|lowest|greatest|oldest",
    "longest|fastest|richest|poorest|record|unprecedented|none|nobody|no one|more than|less than|fewer than|higher|lower",
    r"am \w+sten|\w+ste[nrs]?|erste[nrs]?|letzte[nrs]?|einzige[nrs]?|niemals?|immer|rekord|mehr als|weniger als",
    "le plus|la plus|les plus|premi[eè]re?|derni[eè]re?|seule?|jamais|toujours|record|plus de|moins de",
)
CAUSES = (
    "because|caused?|causes|led to|leads to|due to|result(?:ed|s)? in|as a result|responsible for|thanks to|therefore",
    "increas\\w+|decreas\\w+|rose|risen|fell|fallen|grew|grown|dropped|cut|doubled|weil|wegen|führte|verursacht\\w*|dadurch",
    "gestiegen|gesunken|stieg|sank|parce que|à cause|grâce à|en raison|provoqu\\w+|augment\\w+|diminu\\w+|baiss\\w+",
)
SAYING = (
    "said|says|told|claimed|claims|according to|announced|reported|denied|admitted|promised|voted|signed|sagte|erklärte",
    "behauptet\\w*|laut|zufolge|a dit|a déclaré|affirm\\w+|selon|d'après",
)


def _quotes(words: str) -> bool:
    return any(len(one.words) >= SHORTEST_QUOTED for one in quotations(words))


def _names_in_full(words: str) -> bool:
    """Return whether a name of several words or an abbreviation occurs."""
    full_names = [words[one.start : one.end] for one in names(words)]
    return any(len(one.split()) > 1 or one.isupper() for one in full_names)


def _names(words: str) -> bool:
    return any(not one.opens for one in names(words))


QUOTATION = Rule("quotation", 0.25, _quotes)
RULES = (
    Rule("number", 0.45, says_amount),
    Rule("amount in words", 0.3, says_amount_in_words),
    QUOTATION,
    Rule("superlative or comparison", 0.25, _words(*SUPERLATIVES)),
    Rule("superlative or comparison", 0.25, _signs(r"最|首次|唯一|从未|從未|أكثر|أكبر|أول|الوحيد|أقل|超过|超過")),
    Rule("cause or change", 0.2, _words(*CAUSES)),
    Rule("cause or change", 0.2, _signs(r"因为|因為|由于|由於|导致|導致|造成|增加|减少|減少|بسبب|أدى|ارتفع|انخفض|زاد")),
    Rule("somebody is said to have said or done it", 0.15, _words(*SAYING)),
    Rule(
        "somebody is said to have said or done it",
        0.15,
        _signs(r"表示|宣布|声称|聲稱|指出|قال|أعلن|صرح|أكد|وفقا|说|說"),
    ),
    Rule("date", 0.15, mentions_date),
    Rule("named person, place or body", 0.15, _names_in_full),
    Rule("named person, place or body", 0.1, _names),
)
AGAINST = (
    Rule("a question", 0.5, _signs(r"[?？؟]\W*$")),
    Rule(
        "a view or a wish",
        0.4,
        _words(
            r"i (?:think|believe|hope|want|feel|guess|wish|would)|we (?:must|should|need to|ought to|want)|let(?:'|’)s|let us",
            "ich (?:glaube|denke|hoffe)|wir (?:müssen|sollten)|je (?:pense|crois)|nous devons|should|ought|thank(?:s| you)|please",
        ),
    ),
    Rule(
        "about the future",
        0.2,
        _words("will|going to|(?:i|we|he|she|they)(?:'|’)ll|would|could|might|wird|werden|sera|seront"),
    ),
)


def suggest(text: str) -> list[Suggestion]:
    """Return every sentence of a draft, most check-worthy first; ties in text order."""
    quoted = [one for one in quotations(text) if len(one.words) >= SHORTEST_QUOTED]
    starts, ends = [one.start for one in quoted], [one.end for one in quoted]
    language = of_text(text).language
    suggestions = [
        judged(text[start:end], start, quoted=bisect_left(starts, end) > bisect_right(ends, start), language=language)
        for start, end in sentences(text)
    ]
    return sorted(suggestions, key=lambda suggestion: (-suggestion.score, suggestion.start))


def judged(words: str, start: int = 0, *, quoted: bool = False, language: str | None = None) -> Suggestion:
    """Return a sentence with its score and reasons; `start` is its offset in the text.

    It is `quoted` where a quotation begins before it or ends behind it, so that it need not hold a mark itself. The language
    (ISO 639-1) is guessed when it is not given. The score of an English sentence is learnt, that of another is by rules alone.
    """
    read = MARK.sub("", words[:MOST_READ])
    reasons = _reasons(read, quoted=quoted)
    ranked = tuple(sorted(reasons, key=lambda reason: -reasons[reason]))
    against = _against(read)
    if (of_text(read).language if language is None else language) != LANGUAGE:
        return Suggestion(words, start, start + len(words), round(_by_rules(reasons, against), 4), ranked)
    like = likeness(read, [*reasons, *against])
    if like.words:
        ranked = (*ranked, f"worded like a claim: “{'”, “'.join(like.words)}”")
    return Suggestion(words, start, start + len(words), round(like.probability, 4), ranked)


def rules_that_hold(words: str) -> list[str]:
    """Return the reasons for and against checking a sentence that the rules give: what the learnt model sees of them."""
    read = MARK.sub("", words[:MOST_READ])
    return [*_reasons(read, quoted=False), *_against(read)]


def by_rules(words: str) -> float:
    """Return the score of a sentence by rules alone, from 0 to 1."""
    read = MARK.sub("", words[:MOST_READ])
    return _by_rules(_reasons(read, quoted=False), _against(read))


def _by_rules(reasons: Mapping[str, float], against: Mapping[str, float]) -> float:
    doubt = prod(1 - weight for weight in reasons.values())
    return (1 - doubt) * prod(1 - weight for weight in against.values())


def _against(words: str) -> dict[str, float]:
    """Return the weight of each reason against that holds."""
    return {rule.reason: rule.weight for rule in AGAINST if rule.holds(words)}


def _reasons(words: str, *, quoted: bool) -> dict[str, float]:
    """Return the weight of each reason that holds; of several rules for one reason the strongest."""
    found = {rule.reason: rule.weight for rule in sorted(RULES, key=lambda rule: rule.weight) if rule.holds(words)}
    return found | ({QUOTATION.reason: QUOTATION.weight} if quoted else {})
