import codecs
import time

import pytest
import webencodings

from core.extract.decode import decode, known, named


@pytest.mark.parametrize(
    ("body", "header", "text", "charset"),
    [
        ("Grüße".encode(), "", "Grüße", "utf-8"),
        ("Grüße".encode("cp1252"), "", "Grüße", "windows-1252"),
        (b'<meta charset="windows-1252">' + "“Grüße” €".encode("cp1252"), "", "“Grüße” €", "windows-1252"),
        (
            b'<meta http-equiv=content-type content="text/html; charset=shift_jis">' + "日本語".encode("cp932"),
            "",
            "日本語",
            "shift_jis",
        ),
        (codecs.BOM_UTF16_LE + "Grüße".encode("utf-16-le"), "iso-8859-1", "Grüße", "utf-16le"),
        (codecs.BOM_UTF8 + "Grüße".encode(), "iso-8859-1", "Grüße", "utf-8"),
        ("中文".encode("gb18030"), "gb2312", "中文", "gbk"),
        ("日本".encode("cp932"), "x-sjis", "日本", "shift_jis"),
        (b'<meta charset="utf-16">' + "Grüße".encode(), "", "Grüße", "utf-8"),
        (b'<meta charset="nonsense">' + "Grüße".encode(), "klingon", "Grüße", "utf-8"),
        (b'<?xml version="1.0" encoding="iso-8859-1"?>' + "Grüße".encode("latin-1"), "", "Grüße", "windows-1252"),
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


@pytest.mark.parametrize("name", sorted(set(webencodings.LABELS.values())))
def test_every_encoding_of_the_web_is_read(name):
    assert decode(b"plain", name).charset == named(name) == name.lower()
    assert decode(b"", name).text == ""


def test_every_label_of_the_web_is_known():
    assert len(webencodings.LABELS) == 228
    assert all(named(label.upper()) == name.lower() for label, name in webencodings.LABELS.items())


@pytest.mark.parametrize(
    ("body", "charset", "text"),
    [
        ("שלום".encode("iso8859-8"), "iso-8859-8-i", "שלום"),
        (b"\xa3\xe1 \xa1\x45 \x87\x7a \x88\x62", "big5", "€ ‧ 㡵 Ê̄"),
        (b"\xad\xa1 \xa1\xc1 \xfc\xe2 \x8f\xb0\xa1 \x8e\xb1", "euc-jp", "① ～ 髙 丂 ｱ"),
        (b'\x1b$B-!$"\x1b(B a \x1b(J\\~\x1b(I1\x1b(B', "iso-2022-jp", "①あ a ¥‾ｱ"),
        (b"\x80 \xa6\xd9 \xfe\x59", "gbk", "€ ︐ 龴"),
        (b"\x81\x30\x81\x30", "gb18030", "\x80"),
        (b"\xae\xbe", "koi8-u", "ўЎ"),
        (b"\xca\xe0", "windows-1255", "\u05baא"),
        (b"\x81\x8d\x9d", "windows-1252", "\x81\x8d\x9d"),
        (b"\xaa", "windows-1253", "\ufffd"),
        (b"\x98", "windows-1251", "\x98"),
        (b"a\x80\xff", "x-user-defined", "a\uf780\uf7ff"),
        (b"~{<:Ky~}", "hz-gb-2312", "\ufffd"),
        (b"\x81\xff\x81<b>", "euc-kr", "\ufffd\ufffd<b>"),
        (b"\xa0\x80\x81\xad<\xfd", "shift_jis", "\ufffd\x80\ufffd<\ufffd"),
    ],
)
def test_the_tables_are_those_of_browsers(body, charset, text):
    assert decode(body, charset).text == text


UNDECLARED = {
    "windows-1251": "Городской совет во вторник решил закрыть старый паром, и мэр сообщил об этом жителям островов.",
    "koi8-r": "Городской совет во вторник решил закрыть старый паром, и мэр сообщил об этом жителям островов.",
    "gbk": "市议会星期二投票决定关闭旧渡轮航线,市长说最后一班船将于五月九日启航。",
    "big5": "市議會星期二投票決定關閉舊渡輪航線,市長說最後一班船將於五月九日啟航。",
    "shift_jis": "市議会は火曜日、古いフェリー航路を廃止することを決め、市長は最後の便が五月九日に出ると述べた。",
    "euc-jp": "市議会は火曜日、古いフェリー航路を廃止することを決め、市長は最後の便が五月九日に出ると述べた。",
    "iso-2022-jp": "市議会は火曜日、古いフェリー航路を廃止することを決め、市長は最後の便が五月九日に出ると述べた。",
    "euc-kr": "시의회는 화요일에 오래된 여객선 노선을 폐지하기로 표결했으며 시장은 마지막 배가 오월 구일에 출항한다고 말했다.",
    "windows-1253": "Το δημοτικό συμβούλιο αποφάσισε την Τρίτη να κλείσει την παλιά γραμμή του πορθμείου.",
    "windows-1255": "מועצת העיר החליטה ביום שלישי לסגור את קו המעבורת הישן וראש העיר הודיע על כך לתושבים.",
    "windows-1256": "قرر مجلس المدينة يوم الثلاثاء إغلاق خط العبارة القديم وقال رئيس البلدية إن آخر رحلة ستكون في مايو.",
    "windows-874": "สภาเมืองลงมติเมื่อวันอังคารให้ปิดเส้นทางเรือข้ามฟากเก่า และนายกเทศมนตรีแจ้งให้ชาวเกาะทราบ",
}


@pytest.mark.parametrize("name", UNDECLARED)
def test_an_encoding_that_is_not_declared_is_guessed_and_said_to_be(name):
    page = f"<!doctype html><title>x</title><p class=lead>{UNDECLARED[name]}</p>"
    decoded = decode(page.encode({"windows-874": "cp874"}.get(name, name)))
    assert decoded.text == page
    assert decoded.guessed


def test_a_mark_goes_before_a_choice_as_in_browsers():
    assert decode(codecs.BOM_UTF8 + "Grüße".encode(), "", "windows-1251").text == "Grüße"


def test_nothing_is_guessed_of_what_is_certain():
    assert not decode("Grüße".encode()).guessed
    assert not decode(b"plain").guessed
    assert not decode("Grüße".encode("cp1252"), "latin1").guessed


def test_a_wrong_declaration_is_seen_by_the_letters_and_another_reading_offered():
    said = decode(UNDECLARED["windows-1251"].encode("cp1251"), "iso-8859-1")
    assert (said.charset, said.other) == ("windows-1252", "windows-1251")
    assert (
        decode(UNDECLARED["windows-1251"].encode("cp1251"), "iso-8859-1", said.other).text == UNDECLARED["windows-1251"]
    )


@pytest.mark.parametrize("body", [b"\x1b$B" * 50_000, b"\xff" * 200_000, b"<" * 200_000 + b"\xe9", b"<\xe9" * 100_000])
def test_hostile_letters_take_no_time(body):
    begun = time.monotonic()
    decode(body)
    assert time.monotonic() - begun < 10
