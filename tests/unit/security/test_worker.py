"""The process apart: answers, and every way of misbehaving."""

import os
import threading
from pathlib import Path

import pytest

from core.errors import Cancelled, InputError
from core.security import worker
from core.security.attached import Attached


@pytest.fixture(autouse=True)
def _bad_functions(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[3] / "tests" / "data"))
    worker._POOL.close()
    yield
    worker._POOL.close()


def test_a_call_gives_a_value() -> None:
    assert worker.call("sandboxed:echo", b"\0\xff\n", name="ü", number=1) == ["\0\xff\n", {"name": "ü", "number": 1}]


def test_half_an_emoji_comes_back_as_a_mark_for_what_is_missing() -> None:
    assert worker.call("sandboxed:echo", b"x", name="a\ud83d \U0001f600") == ["x", {"name": "a\ufffd \U0001f600"}]


def test_a_refusal_keeps_its_words() -> None:
    with pytest.raises(InputError) as caught:
        worker.call("sandboxed:refuse", b"")
    assert (caught.value.sentence, caught.value.hint) == ("No.", "Because.")


@pytest.mark.parametrize("name", ["crash", "bug", "hang", "missing"])
def test_misbehaviour_is_one_named_error_and_the_next_call_works(name) -> None:
    with pytest.raises(InputError, match="could not be read safely"):
        worker.call(f"sandboxed:{name}", b"", seconds=3)
    assert worker.call("sandboxed:echo", b"x")[0] == "x"


@pytest.mark.skipif(os.name != "posix", reason="memory limits are POSIX's")
def test_memory_is_limited() -> None:
    with pytest.raises(InputError):
        worker.call("sandboxed:hog", b"")


def test_many_threads_may_call() -> None:
    found: list[str] = []
    threads = [
        threading.Thread(target=lambda n=n: found.append(worker.call("sandboxed:echo", str(n).encode())[0]))
        for n in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == list("012345")


def test_warm_starts_one_worker() -> None:
    worker.warm("sandboxed")
    assert not worker._POOL.empty()
    assert worker.call("sandboxed:echo", b"x")[0] == "x"


def test_whoever_waits_may_end_the_call() -> None:
    asked = []

    def check() -> None:
        asked.append(1)
        if len(asked) > 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        worker.call("sandboxed:hang", b"", seconds=60, check=check)
    assert worker.call("sandboxed:echo", b"x")[0] == "x"


def test_bytes_come_back_beside_a_value() -> None:
    assert worker.call("sandboxed:held", b"abcd\n\0", number=6) == Attached([6, 6], b"abcd\n\0")


def test_bytes_that_are_held_are_sent_once() -> None:
    body = b"0123456789"
    assert worker.call("sandboxed:held", body, number=2, hold=True).data == b"01"
    held = worker._POOL.acquire(body)
    assert held.holds(body)
    worker._POOL.release(held)
    assert worker.call("sandboxed:held", body, number=3, hold=True).data == b"012"
    assert worker.call("sandboxed:held", b"other", number=5).data == b"other"
    assert worker.call("sandboxed:held", body, number=4).data == b"0123"


def test_more_bytes_than_are_allowed_are_not_waited_for() -> None:
    with pytest.raises(InputError, match="could not be read safely"):
        worker.call("sandboxed:overdrawn", b"", seconds=3)
