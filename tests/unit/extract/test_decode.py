import codecs

import pytest

from core.extract.decode import decode, known


@pytest.mark.parametrize(
    ("body", "header", "text", "charset"),
    [
        ("Grüße".encode(), "", "Grüße", "utf-8"),
        ("Grüße".encode("cp1252"), "", "Grüße", "cp1252"),
        (b'<meta charset="windows-1252">' + "“Grüße” €".encode("cp1252"), "", "“Grüße” €", "cp1252"),
        (
            b'<meta http-equiv=content-type content="text/html; charset=shift_jis">' + "日本語".encode("cp932"),
            "",
            "日本語",
            "cp932",
        ),
        (codecs.BOM_UTF16_LE + "Grüße".encode("utf-16-le"), "iso-8859-1", "Grüße", "utf-16-le"),
        (codecs.BOM_UTF8 + "Grüße".encode(), "iso-8859-1", "Grüße", "utf-8"),
        ("中文".encode("gb18030"), "gb2312", "中文", "gb18030"),
        ("日本".encode("cp932"), "x-sjis", "日本", "cp932"),
        (b'<meta charset="utf-16">' + "Grüße".encode(), "", "Grüße", "utf-8"),
        (b'<meta charset="nonsense">' + "Grüße".encode(), "klingon", "Grüße", "utf-8"),
        (b'<?xml version="1.0" encoding="iso-8859-1"?>' + "Grüße".encode("latin-1"), "", "Grüße", "cp1252"),
        (b"a\0b", "", "a\ufffdb", "utf-8"),
        (b"", "", "", "utf-8"),
    ],
)
def test_a_body_is_decoded_as_a_browser_does(body, header, text, charset):
    decoded = decode(body, header)
    assert decoded.text.endswith(text)
    assert decoded.charset == charset


def test_the_header_wins_over_the_page_and_the_other_reading_is_offered():
    decoded = decode(b'<meta charset="utf-8">' + "Grüße aus Köln – schöne Füße".encode(), "ISO-8859-1")
    assert "GrÃ¼" in decoded.text
    assert decoded.other == "utf-8"


def test_nothing_is_offered_for_clean_text():
    assert decode("Ça va – très bien".encode(), "utf-8").other == ""


@pytest.mark.parametrize("label", ["base64", "rot13", "hex", "zip", "", "nul\0l", "x" * 40])
def test_labels_that_are_no_text_encoding_are_unknown(label):
    assert known(label) == ""
