import pytest

from core.cite.printing import lacking, printable


def test_a_chinese_name_goes_whole_and_a_latin_one_as_it_is():
    made = printable(
        {"author": [{"family": "王", "given": "小明"}, {"family": "Doe", "given": "Jane"}, {"literal": "人民日报"}]}
    )
    assert made["author"] == [{"literal": "王小明"}, {"family": "Doe", "given": "Jane"}, {"literal": "人民日报"}]


@pytest.mark.parametrize(
    ("patent", "made"),
    [
        ({"number": "US 7,347,809", "authority": "US Patent Office"}, {"number": "7347809", "authority": "US", "jurisdiction": "US", "publisher": "US Patent Office"}),
        ({"number": "EP1234567B1"}, {"number": "1234567B1", "authority": "EP", "jurisdiction": "EP"}),
        ({"number": "12/345", "authority": "Patentamt"}, {"number": "12/345", "authority": "Patentamt"}),
        ({"title": "Engine"}, {"title": "Engine"}),
    ],
)  # fmt: skip
def test_a_patent_says_its_country_where_styles_look_for_it(patent, made):
    assert printable({"type": "patent", **patent}) == {"type": "patent", **made}


@pytest.mark.parametrize(
    ("item", "shown", "words"),
    [
        ({"type": "interview", "interviewer": [{"family": "Doe", "given": "Jane"}], "medium": "telephone"}, "Roe, J. (2024).", "Interview by Jane Doe, telephone"),
        ({"type": "interview", "interviewer": [{"family": "Doe", "given": "Jane"}], "medium": "telephone"}, "Roe, by J. Doe. Telephone.", ""),
        ({"type": "patent", "jurisdiction": "US", "number": "7"}, "Engine.", "US Patent 7"),
        ({"type": "legislation", "section": "4"}, "Act 1994.", "§ 4"),
        ({"type": "legislation", "section": "4"}, "Act § 4.", ""),
        ({"type": "webpage", "number": "4"}, "Page.", ""),
    ],
)  # fmt: skip
def test_what_a_style_leaves_out_is_told(item, shown, words):
    assert lacking(item, shown) == words
