import pytest

from core.cite.locales import LOCALES, checked, mended
from core.cite.styles import STYLES, find, has_notes, language
from core.errors import InputError

HEAD = '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="note"><info><title>T</title><id>t</id>{info}</info>{body}</style>'
LAYOUT = "<citation><layout><text variable='title'/>{more}</layout></citation>"


@pytest.mark.parametrize("name", STYLES)
def test_every_chosen_style_is_bundled(name):
    assert find(name).stat().st_size > 1_000


def test_any_style_of_the_bundled_repository_is_found_by_name():
    assert find("nature").name == "nature.csl"


@pytest.mark.parametrize("name", ["mystery", "", "../../etc/passwd", "a/b"])
def test_an_unknown_name_is_refused(name):
    with pytest.raises(InputError, match="no citation style"):
        find(name)


def test_a_style_of_the_users_own_is_taken(tmp_path):
    path = tmp_path / "own.csl"
    path.write_text(HEAD.format(info="", body=LAYOUT.format(more="")), encoding="utf-8")
    assert find(str(path)) == path


def test_a_dependent_style_gives_its_parent(tmp_path):
    path = tmp_path / "own.csl"
    path.write_text(
        HEAD.format(info='<link rel="independent-parent" href="http://www.zotero.org/styles/apa"/>', body=""),
        encoding="utf-8",
    )
    assert find(str(path)) == find("apa")


@pytest.mark.parametrize(
    ("info", "body", "sentence"),
    [
        (
            '<link rel="independent-parent" href="http://www.zotero.org/styles/nowhere"/>',
            "",
            "only points at “nowhere”",
        ),
        ("", "", "does not say how a citation is written"),
        ("", LAYOUT.format(more="<text macro='gone'/>"), "uses a macro “gone” that it lacks"),
        (
            "",
            "<macro name='a'><text macro='b'/></macro><macro name='b'><text macro='a'/></macro>"
            + LAYOUT.format(more=""),
            "call each other in a loop",
        ),
    ],
)
def test_an_unsound_style_is_refused_with_its_reason(tmp_path, info, body, sentence):
    path = tmp_path / "own.csl"
    path.write_text(HEAD.format(info=info, body=body), encoding="utf-8")
    with pytest.raises(InputError, match=sentence):
        find(str(path))


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"not xml", "not a valid XML file"),
        (b"<html/>", "is not a citation style"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><style>&a;</style>', "declares XML entities"),
        (b"<a>" * 5_000, "not a valid XML file"),
        (HEAD.format(info="", body=LAYOUT.format(more="")).encode("utf-16"), "not written in UTF-8"),
        (b"x" * 2_000_001, "larger than"),
    ],
)
def test_a_file_that_is_no_style_is_refused(tmp_path, body, sentence):
    path = tmp_path / "own.csl"
    path.write_bytes(body)
    with pytest.raises(InputError, match=sentence):
        find(str(path))


def test_macros_that_multiply_are_refused_and_a_long_chain_is_not(tmp_path):
    def style(each):
        chain = "".join(f"<macro name='m{n}'>" + f"<text macro='m{n + 1}'/>" * each + "</macro>" for n in range(40))
        return HEAD.format(info="", body=f"{chain}<macro name='m40'/>" + LAYOUT.format(more="<text macro='m0'/>"))

    path = tmp_path / "own.csl"
    path.write_text(style(1), encoding="utf-8")
    assert find(str(path)) == path
    path.write_text(style(2), encoding="utf-8")
    with pytest.raises(InputError, match="take forever"):
        find(str(path))


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        find(str(tmp_path / "gone.csl"))


def test_a_style_of_notes_is_told_from_one_in_the_text():
    assert [name for name in STYLES if has_notes(find(name))] == ["chicago-notes", "newsroom"]


@pytest.mark.parametrize(
    ("asked", "found"), [("de", "de-DE"), ("EN_gb", "en-GB"), ("", ""), ("ar", "ar"), ("zh-TW", "zh-TW")]
)
def test_a_language_is_known_by_its_code(asked, found):
    assert checked(asked) == found


def test_a_language_without_words_is_refused():
    with pytest.raises(InputError, match="no words in “ug”"):
        checked("ug")


def test_the_language_is_the_wished_one_or_that_of_the_manual():
    assert [language("harvard", ""), language("harvard", "fr"), language("apa", ""), language("own.csl", "")] == [
        "en-GB",
        "fr-FR",
        "",
        "",
    ]
    assert set(LOCALES) >= {style.locale for style in STYLES.values()}


def test_a_month_is_not_named_twice():
    assert mended("2024年5月月1日, 蜜月月刊, 5월월 1일") == "2024年5月1日, 蜜月月刊, 5월 1일"
