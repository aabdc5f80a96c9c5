"""JSON from outside is a value that can be stored, or a ValueError; and who reads such files falls back as for any damage."""

import json

import pytest

from core.anchor import locate
from core.archive.replay import key_of
from core.model import Selector
from core.project.autosave import FOLDER, Autosaves
from core.project.capture_queue import FILE, CaptureQueue
from core.settings import SETTINGS, Settings
from core.text.json_text import parse
from core.text.match_folding import fold

DEEP = "[" * 100_000 + "]" * 100_000
HALF = "\ud800"


@pytest.mark.parametrize("text", ["", "{", DEEP, '{"a":' * 50_000, "[1" * 2_000, b"\xff", "9" * 5_000])
def test_what_is_no_json_is_a_value_error(text):
    with pytest.raises(ValueError, match=r".+"):
        parse(text)


def test_lone_surrogates_become_a_letter_that_can_be_stored():
    assert parse('{"a\\ud800": ["b\\udfff", 1, null]}') == {"a\ufffd": ["b\ufffd", 1, None]}
    assert parse('"\\ud83d\\ude00"') == "😀"


@pytest.mark.parametrize("text", [DEEP, '{"text": ' * 60_000, '{"links": "\\ud800"}'])
def test_files_of_the_program_that_somebody_damaged_count_as_missing(tmp_path, text):
    (tmp_path / FOLDER).mkdir()
    for name in ("settings.json", f"{FOLDER}/d.json", f"{FOLDER}/{FILE}"):
        (tmp_path / name).write_text(text)
    assert Settings(tmp_path / "settings.json").all() == {one.key: one.default for one in SETTINGS}
    assert Autosaves(tmp_path, readonly=False).of("d") is None
    assert CaptureQueue(tmp_path, readonly=False).links() == []


def test_an_unsaved_text_can_always_be_saved(tmp_path):
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "d.json").write_text(json.dumps({"text": f"a{HALF}", "version_id": "v", "at": ""}))
    assert Autosaves(tmp_path, readonly=False).of("d").text.encode()


def test_half_a_surrogate_pair_is_compared_as_any_letter():
    assert fold(f"A{HALF}b") == "a\ufffdb"
    text = "The bridge has 412 rivets and it is red. The bridge has 412 rivets and it is blue."
    wanted = Selector("412 rivets", f"bridge{HALF} has ", f" and{HALF} it is blue", -1, -1)
    assert locate(text, wanted).start > 40
    edited = Selector(f"bridge has four{HALF} 412 rivets and it", "", "", -1, -1)
    assert locate(text, edited) is None or locate(text, edited).start >= 0


def test_half_a_surrogate_pair_in_an_address_is_an_address_like_any_other():
    assert key_of(f"https://a.example/{HALF}") == key_of("https://a.example/\ufffd")
