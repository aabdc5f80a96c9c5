import json
from dataclasses import replace

from core.export import Options, export
from tests.data import briefs


def collection(folder, material):
    out = folder / "brief.jsonld"
    export(material, "annotations", out, Options(made_at=briefs.AT))
    return json.loads(out.read_text(encoding="utf-8"))


def test_a_collection_and_its_page_are_named_and_the_same_brief_names_them_alike(tmp_path):
    first, second = collection(tmp_path, briefs.small()), collection(tmp_path, briefs.small())
    assert first == second
    assert first["id"].startswith("urn:uuid:")
    assert first["first"]["id"] == f"{first['id']}#page"
    assert first["first"]["partOf"] == first["id"]


def test_words_cannot_steer_and_the_passage_is_as_it_was(tmp_path):
    exact = "some \u202ewords\u202c"
    file = briefs.claim(
        "1", "A \u202eclaim\x00", "", briefs.exhibit("1", briefs.source(1, "A page"), exact, note="One\n\nTwo")
    )
    info = replace(briefs.small().info, title="The \u202ewall")
    made = collection(tmp_path, replace(briefs.small(), info=info, claims=(file,)))
    (item,) = made["first"]["items"]
    assert made["label"] == "The [U+202E]wall"
    assert item["body"]["value"] == "supports: A [U+202E]claim␀\n\nOne\n\nTwo"
    assert item["target"]["selector"][0]["exact"] == exact
