"""Every reader of the product, from its registries: a hostile input gives a value or one of the product's own errors.

A few inputs each; `tests/bench/fuzz.py` feeds many thousands.
"""

import contextlib
import re
from pathlib import Path
from random import Random

import pytest

from core.errors import StandfirstError
from tests.data.hostile_readers import close_projects, in_process, readers

ROOT = Path(__file__).parents[2]
READERS = {reader.name: reader for reader in readers()}
QUICK, SLOW = 25, 2
CALLED = re.compile(r'"(core\.[a-z_.]+:[a-z_]+)"')


@pytest.fixture
def border():
    with in_process() as found:
        yield found
        close_projects()


@pytest.mark.filterwarnings("ignore")  # of parsers, about what they are given
@pytest.mark.parametrize("name", READERS)
def test_any_input_gives_a_value_or_an_error_of_our_own(border, tmp_path, name):
    reader, place = READERS[name], tmp_path / "in"
    place.mkdir()
    for number in range(SLOW if reader.slow else QUICK):
        data = reader.mutate(Random(f"{name}/{number}"), reader.seeds())
        with contextlib.suppress(StandfirstError):
            reader.read(data, place)


@pytest.mark.filterwarnings("ignore")
def test_each_function_of_the_worker_is_reached_from_a_reader(border, tmp_path):
    """A new function for the worker needs a reader; and a reader whose seeds are all refused tries nothing."""
    refused = set()
    for reader in READERS.values():
        place = tmp_path / str(len(list(tmp_path.iterdir())))
        place.mkdir()
        read = 0
        for seed in reader.seeds():
            with contextlib.suppress(StandfirstError):
                reader.read(seed, place)
                read += 1
        refused |= set() if read else {reader.name}
    named = {found for path in (ROOT / "core").rglob("*.py") for found in CALLED.findall(path.read_text("utf-8"))}
    assert named
    assert border.called >= named
    assert not refused


def test_an_input_is_the_same_for_the_same_number():
    for reader in READERS.values():
        one, other = (reader.mutate(Random("7"), reader.seeds()) for _ in range(2))
        assert one == other
