"""Times in a recording, for people and machines (normal play time of W3C Media Fragments 1.0, §4.2.1)."""

import re

HOUR, MINUTE = 3600, 60
LONGEST = 100 * HOUR
NPT = re.compile(r"(?:(?:(\d{1,2}):)?([0-5]?\d):)?(\d{1,6}(?:\.\d{1,3})?)", re.ASCII)


def seconds(said: str) -> float | None:
    """Parse `83.5`, `1:23.5` or `0:01:23.5` to seconds; None for anything else, or more than 100 hours."""
    match = NPT.fullmatch(said.strip())
    if match is None:
        return None
    hours, minutes, rest = (float(part or 0) for part in match.groups())
    if match[2] is not None and rest >= MINUTE:
        return None
    total = hours * HOUR + minutes * MINUTE + rest
    return total if total <= LONGEST else None


def clock(at: float) -> str:
    """Format seconds for people: `1:23`, `1:02:03`, with tenths if not zero (`1:23.5`)."""
    tenths = round(at * 10)
    whole, tenth = divmod(tenths, 10)
    minutes, second = divmod(whole, MINUTE)
    hours, minute = divmod(minutes, MINUTE)
    ahead = f"{hours}:{minute:02}" if hours else f"{minute}"
    return f"{ahead}:{second:02}" + (f".{tenth}" if tenth else "")


def span(said: str) -> tuple[float, float] | None:
    """Parse a time range `12.5,30` (also with hours and minutes) to seconds; None when invalid."""
    first, comma, last = said.partition(",")
    start, end = seconds(first), seconds(last)
    if not comma or start is None or end is None or start >= end:
        return None
    return start, end


def written(start: float, end: float) -> str:
    """Format a time range as the `t` of a media fragment: `12.5,30`."""
    return f"{start:.3f}".rstrip("0").rstrip(".") + "," + f"{end:.3f}".rstrip("0").rstrip(".")


def spoken(time: str) -> str:
    """Format a time range for people, `0:12.5–0:30`; empty when invalid."""
    ends = span(time)
    return f"{clock(ends[0])}–{clock(ends[1])}" if ends else ""
