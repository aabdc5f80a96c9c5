"""The unpacked model says what the packed one says, and nothing hangs on its being there."""

import lzma
import subprocess
from types import SimpleNamespace

import pytest
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from core.security import sandbox, worker
from core.text import language_model

TEXTS = (
    "The harbour master said that the ferry would not run before Tuesday.",
    "Der Hafenmeister sagte, die Fähre werde nicht vor Dienstag fahren.",
    "قال مدير الميناء إن العبارة لن تبحر قبل يوم الثلاثاء.",
    "港务局长说渡轮星期二之前不会开航。",
    "1 2 3",
    "",
)


@pytest.fixture(autouse=True)
def _empty_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("STANDFIRST_CACHE", str(tmp_path / "cache"))


@pytest.fixture(scope="module")
def packed():
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def same(one, other):
    assert [one.rank(text) for text in TEXTS] == [other.rank(text) for text in TEXTS]


def test_the_unpacked_model_says_the_same(packed):
    same(language_model.load(), packed)
    assert language_model.place().stat().st_mode & 0o777 == 0o600
    same(language_model.load(), packed)


def test_what_is_kept_is_used(monkeypatch):
    language_model.prepare()
    monkeypatch.setattr(lzma, "open", lambda *_, **__: pytest.fail("unpacked again"))
    language_model.load()


@pytest.mark.parametrize("cut", [0, 5, 1000, -1])
def test_a_model_cut_short_is_not_used(packed, cut):
    language_model.prepare()
    place = language_model.place()
    place.write_bytes(place.read_bytes()[:cut])
    same(language_model.load(), packed)


def test_a_folder_that_cannot_be_written_is_no_obstacle(packed, tmp_path):
    (tmp_path / "cache").write_bytes(b"a file where the folder would be")
    same(language_model.load(), packed)


def test_another_version_of_the_model_is_another_file(monkeypatch, tmp_path):
    before = language_model.place()
    package = tmp_path / "py3langid"
    (package / "data").mkdir(parents=True)
    (package / "data" / "model.npz.xz").write_bytes(b"another")
    monkeypatch.setattr(language_model, "find_spec", lambda _: SimpleNamespace(origin=str(package / "__init__.py")))
    assert language_model.place() != before


def test_a_confined_worker_is_told_where_it_is_and_may_read_it(monkeypatch):
    told, start = [], subprocess.Popen
    monkeypatch.setattr(
        subprocess, "Popen", lambda *how, env, **more: (told.append(env), start(*how, env=env, **more))[1]
    )
    worker.Worker().close()
    kept = str(language_model.place())
    assert told[0][language_model.VARIABLE] == kept
    monkeypatch.setenv(language_model.VARIABLE, kept)
    assert kept in sandbox.readable()
