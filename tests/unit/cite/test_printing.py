import pytest

from core.cite.printing import numbered, printable


def test_a_chinese_name_goes_whole_and_a_latin_one_as_it_is():
    made = printable(
        {"author": [{"family": "王", "given": "小明"}, {"family": "Doe", "given": "Jane"}, {"literal": "人民日报"}]}
    )
    assert made["author"] == [{"literal": "王小明"}, {"family": "Doe", "given": "Jane"}, {"literal": "人民日报"}]


@pytest.mark.parametrize(
    ("patent", "made"),
    [
        (
            {"number": "US 7,347,809", "authority": "US Patent Office"},
            {"number": "7347809", "authority": "US", "jurisdiction": "US", "publisher": "US Patent Office"},
        ),
        ({"number": "EP1234567B1"}, {"number": "1234567B1", "authority": "EP", "jurisdiction": "EP"}),
        ({"number": "12/345", "authority": "Patentamt"}, {"number": "12/345", "authority": "Patentamt"}),
        ({"title": "Engine"}, {"title": "Engine"}),
    ],
)
def test_a_patent_says_its_country_where_styles_look_for_it(patent, made):
    assert printable({"type": "patent", **patent}) == {"type": "patent", **made}


@pytest.mark.parametrize(
    ("law", "made"),
    [
        (
            {"number": "Pub. L. 92-500", "volume": "33", "container-title": "U.S.C.", "section": "1251"},
            {"number": "92-500", "genre": "Pub. L.", "container-title": "33 U.S.C. § 1251"},
        ),
        ({"number": "92-500"}, {"number": "92-500", "genre": "Pub. L."}),
        ({"number": "78-17", "jurisdiction": "France"}, {"container-title": "78-17", "jurisdiction": "France"}),
        ({"number": "c. 12", "section": "s. 4"}, {"container-title": "c. 12, s. 4"}),
        ({"number": "c. 12", "container-title": "Statutes"}, {"container-title": "Statutes, c. 12"}),
        ({"section": "4"}, {"section": "4"}),
    ],
)
def test_a_law_has_its_section_and_its_number_where_every_style_prints_them(law, made):
    got = printable({"type": "legislation", **law})
    assert {name: numbered(text) for name, text in got.items()} == {"type": "legislation", **made}


def test_a_number_with_a_hyphen_or_a_space_is_one_number():
    made = printable({"type": "report", "number": "2020-12 B"})["number"]
    assert not set("- ") & set(made)
    assert numbered(made) == "2020-12 B"
