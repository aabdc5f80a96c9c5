"""Say in a sentence why a check has its outcome."""

from core.checks.values import Check, Kind, Outcome, Reason

NOUNS = {
    Kind.NUMBER: "this number",
    Kind.DATE: "this date",
    Kind.TIME: "this time",
    Kind.NAME: "this name",
    Kind.QUOTATION: "these words",
    Kind.DIRECTION: "this direction",
    Kind.NEGATION: "this",
}
SENTENCES = {
    Reason.ROUNDED: "Rounded from {found} of the passage.",
    Reason.WITHIN: "{found} of the passage lies within it.",
    Reason.CONVERTED: "It is {found} of the passage in another unit.",
    Reason.HEDGED: "The passage says {hedge} {found}.",
    Reason.SHARE: "It is {found} of the passage.",
    Reason.DOUBT: "The passage has {found}, which may be read in two ways.",
    Reason.ARITHMETIC: "It follows from {one} and {other} of the passages: {how}.",
    Reason.PART: "The passage has {found}.",
    Reason.PLACE: "The passage has {found}, another name of it.",
    Reason.OTHER: "The passage has {found}.",
    Reason.UNIT: "The passage has {found}: another unit.",
    Reason.CURRENCY: "The passage has {found}: another currency.",
    Reason.SCALE: "The passage has {found}: another order of magnitude.",
    Reason.SIGN: "The passage has {found}: another sign.",
    Reason.EXACTNESS: "The passage says only {found}.",
    Reason.OWNER: "The passage says {found} of {owner}.",
    Reason.ORDER: "The passage has the names the other way round: “{found}”.",
    Reason.ROLE: "The passage has {found} in another part: to, by and from are told apart.",
    Reason.OPPOSITE: "The passage says the opposite: “{found}”.",
    Reason.NEGATED: "Only one of claim and passage has a negation: “{negation}”.",
    Reason.SPELLING: "The passage writes “{found}”.",
    Reason.LESS_SAID: "The passage says only {found}.",
}
COMPUTED = "From {one} and {other} of the passages follows {found}: {how}."
QUOTED = {
    Outcome.SAME: "The passage has these very words.",
    Outcome.DIFFERS: "The passage reads: “{found}”",
    Outcome.ABSENT: "No linked passage has these words.",
}


def sentence(check: Check) -> str:
    """Return the reason of a check as a sentence for people."""
    said = {"found": " ".join(check.found.split()), "hedge": "", "owner": "another", **check.parameters}
    if check.kind is Kind.QUOTATION and check.code is Reason.OWNER:
        return "The passage gives these words to {owner}.".format(**said)
    if check.kind is Kind.QUOTATION:
        return QUOTED[check.outcome].format(**said)
    if check.code is Reason.ARITHMETIC and check.outcome is Outcome.DIFFERS:
        return COMPUTED.format(**said)
    if check.code is Reason.SAME:
        return f"The passage has {NOUNS[check.kind]}."
    if check.code is Reason.ABSENT:
        return f"No linked passage has {NOUNS[check.kind]}."
    return SENTENCES[check.code].format(**said)
