"""A house template: what it may say, what is refused and in which words, and that it reaches every format."""

import base64
import io
import os
import re
import zipfile

import pytest

from core.cite.style_check import check
from core.errors import InputError, StandfirstError
from core.export import Options, Section, export
from core.export.build import build
from core.export.template.file import read
from core.export.template.model import LEAST_CONTRAST, TONES, contrast, tint
from tests.data import briefs

TEMPLATE = """
name = "The Daily Example"
url = "https://example.org/checks"
logo = "logo.svg"
[fonts]
text = "A Font That Nobody Has"
[colours]
accent = "#7a1f1f"
good = "#0b6e4f"
[words]
"Verified" = "Correct"
"""
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><rect width="40" height="10" fill="#7a1f1f"/></svg>'


def house(folder, text=TEMPLATE, logo=SVG):
    (folder / "logo.svg").write_bytes(logo)
    (folder / "house.toml").write_text(text, encoding="utf-8")
    return read(folder / "house.toml")


def picture(kind, size=(40, 10)):
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, kind)
    return out.getvalue()


def test_a_template_is_read_and_its_logo_drawn_anew(tmp_path):
    found = house(tmp_path)
    assert (found.name, found.word("Verified"), found.word("False")) == ("The Daily Example", "Correct", "False")
    assert found.logo.startswith(b"\x89PNG")
    assert found.logo_size == (1200, 300)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_logo_may_lie_in_the_template_itself(tmp_path, kind):
    inline = base64.b64encode(picture(kind)).decode()
    assert house(tmp_path, f'logo = "data:image/{kind.lower()};base64,{inline}"').logo_size == (40, 10)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('paper = "folio"', "paper “folio” is none"),
        ("name = ", "it is no TOML"),
        (f"name = {'9' * 5000}", "it is no TOML"),
        ('colors = "red"', "an entry “colors”"),
        ('fonts = "Georgia"', "“fonts” is no table"),
        ('[colours]\nlink = "#112233"', "an entry “link”"),
        ('[colours]\naccent = "red"', "the colour of accent, “red”"),
        ('[colours]\nink = "#ffff00"', "cannot be read on white"),
        ("[fonts]\ntext = 'x\"; } body { display: none'", "no name of a font"),
        ('[words]\n"Verrified" = "Correct"', "no verdict of any scale"),
        ('[words]\n"Verified" = "False"', "would be called the same"),
        ('[words]\n"Verified" = "two\\nlines"', "on one line"),
        ('url = "javascript:alert(1)"', "is no web address"),
        ('logo = "nowhere.png"', "its logo is not there"),
        ('logo = "data:image/png;base64,%%%"', "its logo is no Base64"),
        ("name = 3", "“name” is no text"),
    ],
)
def test_a_bad_template_is_one_sentence(tmp_path, text, told):
    with pytest.raises(InputError) as caught:
        house(tmp_path, text)
    assert told in caught.value.sentence
    assert caught.value.sentence.endswith(".")
    assert caught.value.hint


@pytest.mark.parametrize(
    ("logo", "told"),
    [
        (b"not a picture", "no picture that can be read"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', "a script"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>', "a script"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>', "from elsewhere"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>', "declares entities"),
        (b"<svg", "no drawing that can be read"),
    ],
)
def test_a_logo_that_is_more_than_a_picture_is_refused(tmp_path, logo, told):
    with pytest.raises(InputError, match=told):
        house(tmp_path, logo=logo)


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(StandfirstError, match="cannot be read"):
        read(tmp_path / "gone.toml")


def test_every_tone_made_of_one_colour_can_be_read():
    for solid in ("#ffffff", "#ffff00", "#000000", "#2c8a57"):
        made = tint(solid)
        assert contrast(made.ink, made.fill) >= LEAST_CONTRAST
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert "good" in TONES


def test_the_words_of_the_house_are_in_the_whole_brief(tmp_path):
    brief = build(briefs.small(), Options(made_at=briefs.AT, house=house(tmp_path)))
    said = {part.mark.value for part in brief.claims} | {mark.value for mark, _ in brief.summary.verdicts}
    assert "Correct" in said
    assert "Verified" not in said
    assert brief.ratings["Correct"] == 5


@pytest.mark.parametrize(("name", "suffix"), [("pdf", ".pdf"), ("html", ".html"), ("docx", ".docx"), ("odt", ".odt")])
def test_the_template_reaches_the_file(tmp_path, name, suffix):
    out = tmp_path / f"brief{suffix}"
    written = export(briefs.small(), name, out, Options(made_at=briefs.AT, house=house(tmp_path)))
    if name == "pdf":
        assert any("no font “A Font That Nobody Has”" in warning for warning in written.warnings)
    elif name == "html":
        page = out.read_text(encoding="utf-8")
        assert "--link: #7a1f1f" in page
        assert 'class="logo"><img src="data:image/png;base64,' in page
        assert "Correct" in page
    else:
        with zipfile.ZipFile(out) as packed:
            assert any(info.endswith(".png") for info in packed.namelist())
            style = packed.read("word/styles.xml" if name == "docx" else "styles.xml").decode().lower()
            assert all(said in style for said in ("a font that nobody has", "7a1f1f", "0b6e4f"))


def test_without_a_title_page_the_logo_and_the_notice_are_gone(tmp_path):
    sections = frozenset(Section) - {Section.TITLE}
    out = tmp_path / "brief.html"
    export(briefs.small(), "html", out, Options(made_at=briefs.AT, house=house(tmp_path), sections=sections))
    page = out.read_text(encoding="utf-8")
    assert not re.search(r'class="(logo|about)"', page.partition("<body")[2])
    assert "The river barrier" in page


@pytest.mark.parametrize(
    ("paper", "points", "twentieths"), [("a4", (595, 842), (11906, 16838)), ("letter", (612, 792), (12240, 15840))]
)
def test_the_paper_of_the_house_is_that_of_every_format(tmp_path, paper, points, twentieths):
    import pypdfium2

    options = Options(house=house(tmp_path, f'paper = "{paper}"'))
    made = {name: export(briefs.small(), name, tmp_path / f"b.{name}", options).path for name in ("pdf", "docx", "odt")}
    document = pypdfium2.PdfDocument(made["pdf"])
    assert tuple(round(side) for side in document[0].get_size()) == points
    document.close()
    packed = zipfile.ZipFile(made["docx"])
    body = packed.read("word/document.xml").decode()
    assert b"PAGE" in packed.read("word/footer1.xml")
    assert body.count("footerReference") == 1
    assert {f'w:w="{twentieths[0]}"', f'w:h="{twentieths[1]}"'} <= set(re.findall(r'w:[wh]="\d+"', body))
    styles = zipfile.ZipFile(made["odt"]).read("styles.xml").decode()
    width = float(re.search(r'fo:page-width="([\d.]+)mm"', styles)[1])
    assert round(width / 25.4 * 72) == points[0]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
@pytest.mark.parametrize("kind", ["device", "pipe", "folder", "large"])
@pytest.mark.parametrize("what", ["template", "logo", "style"])
def test_what_has_no_end_is_not_read(tmp_path, what, kind):
    place = tmp_path / ("own.csl" if what == "style" else "own.toml" if what == "template" else "logo.png")
    {
        "device": lambda: place.symlink_to("/dev/zero"),
        "pipe": lambda: os.mkfifo(place),
        "folder": place.mkdir,
        "large": lambda: os.truncate(os.open(place, os.O_CREAT | os.O_WRONLY), 1 << 40),
    }[kind]()
    with pytest.raises(StandfirstError, match=r"not an ordinary file|larger than|folder"):
        if what == "style":
            check(place)
        elif what == "logo":
            house(tmp_path, 'logo = "logo.png"')
        else:
            read(place)
