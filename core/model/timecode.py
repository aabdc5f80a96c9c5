"""Places in a recording: seconds as people and as machines write them (normal play time of W3C Media Fragments 1.0, §4.2.1)."""

import re

HOUR, MINUTE = 3600, 60
LONGEST = 100 * HOUR
NPT = re.compile(r"(?:(?:(\d{1,2}):)?([0-5]?\d):)?(\d{1,6}(?:\.\d{1,3})?)", re.ASCII)


def seconds(said: str) -> float | None:
    """Return the seconds of `83.5`, `1:23.5` or `0:01:23.5`; None for anything else, or for more than a hundred hours."""
    found = NPT.fullmatch(said.strip())
    if found is None:
        return None
    hours, minutes, rest = (float(part or 0) for part in found.groups())
    if found[2] is not None and rest >= MINUTE:
        return None
    total = hours * HOUR + minutes * MINUTE + rest
    return total if total <= LONGEST else None


def clock(at: float) -> str:
    """Return seconds as people read them: `1:23`, `1:02:03`, with tenths where there are any (`1:23.5`)."""
    tenths = round(at * 10)
    whole, tenth = divmod(tenths, 10)
    minutes, second = divmod(whole, MINUTE)
    hours, minute = divmod(minutes, MINUTE)
    ahead = f"{hours}:{minute:02}" if hours else f"{minute}"
    return f"{ahead}:{second:02}" + (f".{tenth}" if tenth else "")


def span(said: str) -> tuple[float, float] | None:
    """Return beginning and end of `12.5,30` (also in hours and minutes); None when that is no stretch of time."""
    first, comma, last = said.partition(",")
    start, end = seconds(first), seconds(last)
    if not comma or start is None or end is None or start >= end:
        return None
    return start, end


def written(start: float, end: float) -> str:
    """Return a stretch of time as the `t` of a media fragment has it: `12.5,30`."""
    return f"{start:.3f}".rstrip("0").rstrip(".") + "," + f"{end:.3f}".rstrip("0").rstrip(".")


def spoken(time: str) -> str:
    """Return a stretch of time for people, `0:12.5–0:30`; empty for what is none."""
    found = span(time)
    return f"{clock(found[0])}–{clock(found[1])}" if found else ""
