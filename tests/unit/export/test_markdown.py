import json
from dataclasses import replace

from core.export import Options, export
from core.export.document import pandoc
from tests.data import briefs

HARD = 'C:\\wall "q" <b>x</b> [l](http://e.vil/) *y* # a: b `c`'


def front(folder, title):
    out = folder / "brief.md"
    material = briefs.small()
    export(replace(material, info=replace(material.info, title=title)), "md", out, Options(made_at=briefs.AT))
    _, head, rest = out.read_text(encoding="utf-8").split("---\n", 2)
    return head, rest


def test_the_title_is_literal_to_those_who_read_yaml(tmp_path):
    head, rest = front(tmp_path, HARD)
    told = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
    assert json.loads(told["title"]) == HARD  # a quoted scalar of YAML is a string of JSON
    assert json.loads(told["lang"]) == "en-US"
    assert '- "A wall against the water"' in head
    assert rest.startswith("\n# Summary\n")


def test_where_yaml_is_taken_for_markdown_nothing_of_it_acts(tmp_path):
    head, _ = front(tmp_path, HARD)
    shown = pandoc.run(head.encode(), "--from=commonmark", "--to=html").decode()
    assert not any(mark in shown for mark in ("<b>", "<a ", "<code>"))
