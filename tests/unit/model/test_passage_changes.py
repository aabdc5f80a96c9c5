"""What a recheck found, in a sentence with both days."""

import datetime as dt
from typing import Any

from core.model import Code, Fate, PassageChange, Remark, remark, said

SEALED = dt.datetime(2026, 5, 4, 9, 10, tzinfo=dt.UTC)
SEEN = dt.datetime(2026, 5, 7, 16, 5, tzinfo=dt.UTC)


def change(fate: Fate, **more: Any) -> PassageChange:
    return PassageChange("e", "r", "s", fate, SEALED, SEEN, **more)


def test_both_days_are_named() -> None:
    assert change(Fate.EDITED).sentence == "Edited since: sealed on 4 May 2026, looked at again on 7 May 2026."
    assert change(Fate.GONE).sentence == (
        "Gone since: sealed on 4 May 2026, looked at again on 7 May 2026, when the passage was not on the page."
    )
    again = dt.datetime(2026, 5, 9, tzinfo=dt.UTC)
    assert change(Fate.EDITED, again_at=again).sentence.endswith(
        " The words of the seal stood there again on 9 May 2026."
    )


def test_on_one_day_the_hours_are_named() -> None:
    later = PassageChange("e", "r", "s", Fate.EDITED, SEALED, SEALED.replace(hour=11))
    assert later.sentence == "Edited since: sealed on 4 May 2026, 09:10 UTC, looked at again on 4 May 2026, 11:10 UTC."


def test_what_a_page_looks_like_is_told_and_can_be_withheld() -> None:
    seen = change(Fate.UNREADABLE, reasons=(remark(Code.LOGIN), remark(Code.SHARES_NOTHING)))
    assert seen.sentence == (
        "Could not be read as before (looks like a login or another page): "
        "sealed on 4 May 2026, looked at again on 7 May 2026."
    )
    assert "(" not in seen.told_briefly().sentence


def test_what_has_no_look_is_told_in_its_own_words() -> None:
    odd = (Remark("later", (("why", "x"),)), Remark(Code.HTTP_ERROR), *said("its bytes are cut"))
    assert "([later] why: x; [http_error]; its bytes are cut)" in change(Fate.UNREADABLE, reasons=odd).sentence
    both = change(Fate.UNREADABLE, reasons=(remark(Code.SHARES_NOTHING), *said("its bytes are cut")))
    assert "(looks like another page; its bytes are cut)" in both.sentence
