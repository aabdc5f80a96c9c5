"""Decode bytes in the encodings of the web, by the tables of browsers (WHATWG Encoding Standard, §5, §9 to §14).

Python's codecs of the same names are narrower or differ in single characters, and count an invalid pair as two errors. What
they lack is added here: from the standard's index-big5.txt and index-gb18030.txt (© WHATWG; CC BY 4.0, in source code BSD
3-Clause), checked against a browser's own decoder.
"""

import codecs
import re
from collections.abc import Callable, Mapping
from functools import cache

ERROR = "\N{REPLACEMENT CHARACTER}"
CODECS = {  # of Python, where its name for the same table is another than the standard's
    "iso-8859-8-i": "iso8859-8",
    "macintosh": "mac-roman",
    "windows-874": "cp874",
    "x-mac-cyrillic": "mac-cyrillic",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
}
CONTROLS = range(0x80, 0xA0)  # bytes that a code page of Windows gives no letter are the control characters of Latin-1
BIG5 = """
    877a03875 877b21d53 877c2369e 877d26021 877e03eec 87a1258de 87a203af5 87a307afc 87a409f97 87a524161
    87a62890d 87a7231ea 87a820a8a 87a92325e 87aa0430a 87ab08484 87ac09f96 87ad0942f 87ae04930 87af08613
    87b005896 87b10974a 87b209218 87b3079d0 87b407a32 87b506660 87b606a29 87b70889d 87b80744c 87b907bc5
    87ba06782 87bb07a2c 87bc0524f 87bd09046 87be034e6 87bf073c4 87c025db9 87c1074c6 87c209fc7 87c3057b3
    87c40492f 87c50544c 87c604131 87c72368e 87c805818 87c907a72 87ca27b65 87cb08b8f 87cc046ae 87cd26e88
    87ce04181 87cf25d99 87d007bae 87d1224bc 87d209fc8 87d3224c1 87d4224c9 87d5224cc 87d609fc9 87d708504
    87d8235bb 87d9040b4 87da09fca 87db044e1 87dc2adff 87dd062c1 87de0706e 87df09fcb 8e6907bb8 8e6f07c06
    8e7e07cce 8eab07dd2 8eb407e1d 8ecd08005 8ed008028 8f57083c1 8f69084a8 8f6e0840f 8fcb089a6 8fcc089a9
    8ffe08d77 906d090fd 907a092b9 90dc0975c 90f1097ff 91bf09f16 924408503 92af05159 92b00515b 92b10515d
    92b20515e 92c80936e 92d107479 944706d67 94ca0799b 95d909097 96440975d 96ed0701e 96fc05b28 9b7607201
    9b78077d7 9b7b07e87 9bc6099d6 9bde091d4 9bec060de 9bf606fb6 9c4208f36 9c5304fbb 9c62071df 9c6809104
    9c6b09df0 9c77083cf 9cbc05c10 9cbd079e3 9cd005a67 9d5708f0b 9d5a07b51 9dc4062d0 9ea906062 9eef075f9
    9efd06c4a 9f6009b2e 9f6609f17 9fcb050ed 9fd805f0c a0630880f a077062ce a0d507468 a0df07162 a0e407250
    a14502027 a14e0fe51 a1c2000af a1e30ff5e a1f202295 a1f302299 a24102215 a2420fe68 a2440ffe5 a2460ffe0
    a2470ffe1 a3c002400 a3c102401 a3c202402 a3c302403 a3c402404 a3c502405 a3c602406 a3c702407 a3c802408
    a3c902409 a3ca0240a a3cb0240b a3cc0240c a3cd0240d a3ce0240e a3cf0240f a3d002410 a3d102411 a3d202412
    a3d302413 a3d402414 a3d502415 a3d602416 a3d702417 a3d802418 a3d902419 a3da0241a a3db0241b a3dc0241c
    a3dd0241d a3de0241e a3df0241f a3e002421 a3e1020ac c6cf05ef4 c6d3065e0 c6d507676 c6d7096b6 c6de03003
    c6df04edd fa5f05029 fa660507d fabd05305 fac505344 fad50537f fb4805605 fbb805a77 fbf305e75 fbf905ed0
    fc4f05f58 fc6c060a4 fcb906490 fce206674 fcf10675e fdb706c9c fdb806e1d fdbb06e2f fdf10716e fe520732a
    fe6f0745c feaa074e9 fedd07809
"""  # what index-big5.txt has in another place or in addition to Python's big5hkscs
GB18030 = dict(
    zip(
        map(
            ord,
            "\ue5e5\ue78d\ue78e\ue78f\ue790\ue791\ue792\ue793\ue794\ue795\ue796\ue7c7\ue81e\ue826\ue82b\ue82c\ue832\ue843\ue854\ue864",
        ),
        "\u3000\ufe10\ufe12\ufe11\ufe13\ufe14\ufe15\ufe16\ufe17\ufe18\ufe19\u1e3f\u9fb4\u9fb5\u9fb6\u9fb7\u9fb8\u9fb9\u9fba\u9fbb",
        strict=True,
    )
)
KOI8_U = {0x255D: "\u045e", 0x256C: "\u040e"}
PAIRS = re.compile(rb"[\x00-\x7f]+|[\x81-\xfe][\x40-\x7e\x80-\xff]|.", re.DOTALL)
JAPANESE = re.compile(rb"[\x00-\x7f]+|[\xa0\xa1-\xdf\xfd-\xff]|[\x81-\x9f\xe0-\xfc][\x40-\x7e\x80-\xff]|.", re.DOTALL)
EXTENDED = re.compile(rb"[\x00-\x7f]+|\x8f[\xa1-\xfe][\x80-\xff]|[\x8e\x8f\xa1-\xfe][\x80-\xff]|.", re.DOTALL)
ESCAPES = re.compile(rb"\x1b(\([BJI]|\$[@B])")
SHIFTED = bytes(code | 0x80 if 0x21 <= code <= 0x7E else code for code in range(256))  # noqa: PLR2004 - JIS rows and cells
ROMAN = {0x5C: "\u00a5", 0x7E: "\u203e"}


def decode(body: bytes, name: str) -> str:
    """Decode `body`; `name` is the standard's own name of an encoding, in lower case. Invalid bytes become U+FFFD."""
    special = SPECIAL.get(name)
    if special is not None:
        return special(body)
    return body.decode(CODECS.get(name, name), "web-controls" if name.startswith("windows-") else "replace")


def _controls(error: UnicodeError) -> tuple[str, int]:
    """Decode a byte to which a code page gives no letter, as browsers do."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    byte = error.object[error.start]
    return (chr(byte) if byte in CONTROLS else ERROR), error.start + 1


def _gb_errors(error: UnicodeError) -> tuple[str, int]:
    """Decode 0x80 as the euro sign; an invalid pair is one error, of which an ASCII byte is read on its own."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    at, data = error.start, error.object
    if data[at] == 0x80:  # noqa: PLR2004 - as in GBK
        return "€", at + 1
    pair = data[at] not in (0x80, 0xFF) and at + 1 < len(data) and data[at + 1] >= 0x80  # noqa: PLR2004 - no ASCII
    return ERROR, at + (2 if pair else 1)


codecs.register_error("web-controls", _controls)
codecs.register_error("web-gb18030", _gb_errors)


def _gb18030(body: bytes) -> str:
    return body.decode("gb18030", "web-gb18030").translate(GB18030)


def _windows_1255(body: bytes) -> str:
    return "\u05ba".join(part.decode("cp1255", "web-controls") for part in body.split(b"\xca"))


def _paired(body: bytes, pattern: re.Pattern[bytes], table: Mapping[bytes, str]) -> str:
    """Decode runs of ASCII and pairs; a pair without a letter is one error, after which its ASCII byte is read."""
    parts = []
    for match in pattern.finditer(body):
        run = match[0]
        letter = table.get(run)
        if letter is not None:
            parts.append(letter)
        elif run[0] < 0x80:  # noqa: PLR2004 - ASCII
            parts.append(run.decode("ascii"))
        else:
            parts.append(ERROR + (chr(run[-1]) if run[-1] < 0x80 else ""))  # noqa: PLR2004 - ASCII
    return "".join(parts)


@cache
def _table(codec: str) -> Mapping[bytes, str]:
    """Return the letters of all pairs of a codec."""
    table = {}
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            pair = bytes((lead, trail))
            if not _letter(pair[:1], codec) and (letter := _letter(pair, codec)):
                table[pair] = letter
    return table


def _letter(code: bytes, codec: str) -> str:
    try:
        return code.decode(codec)
    except UnicodeDecodeError:
        return ""


@cache
def _big5_table() -> Mapping[bytes, str]:
    more = {bytes.fromhex(word[:4]): chr(int(word[4:], 16)) for word in BIG5.split()}
    return {**_table("big5hkscs"), **more}


@cache
def _shift_jis_table() -> Mapping[bytes, str]:
    kana = {bytes((code,)): chr(0xFF61 + code - 0xA1) for code in range(0xA1, 0xE0)}
    return {**_table("cp932"), **kana, b"\x80": "\x80"}


@cache
def _euc_jp_table() -> Mapping[bytes, str]:
    """Return the letters of EUC-JP: rows and cells of Shift_JIS, kana after 0x8E, JIS X 0212 after 0x8F."""
    shifted, table = _shift_jis_table(), dict[bytes, str]()
    for row in range(94):
        for cell in range(94):
            trail = cell + (0x40 if cell < 63 else 0x41) if row % 2 == 0 else cell + 0x9F  # noqa: PLR2004 - skips 0x7F
            lead = row // 2 + (0x81 if row < 62 else 0xC1)  # noqa: PLR2004 - skips the kana
            if letter := shifted.get(bytes((lead, trail))):
                table[bytes((row + 0xA1, cell + 0xA1))] = letter
            extra = bytes((0x8F, row + 0xA1, cell + 0xA1))
            if letter := _letter(extra, "euc_jp"):
                table[extra] = letter
    table[b"\x8f\xa2\xb7"] = "\uff5e"
    return table | {bytes((0x8E, code)): chr(0xFF61 + code - 0xA1) for code in range(0xA1, 0xE0)}


def _iso_2022_jp(body: bytes) -> str:
    """Decode the parts between escapes, each in the set that the escape before it names."""
    parts = ESCAPES.split(body)
    text = [parts[0].decode("ascii", "replace")]
    for escape, part in zip(parts[1::2], parts[2::2], strict=True):
        if escape.startswith(b"$"):
            text.append(_paired(part.translate(SHIFTED), EXTENDED, _euc_jp_table()))
        elif escape == b"(I":
            text.append("".join(chr(0xFF40 + code) if 0x21 <= code <= 0x5F else ERROR for code in part))  # noqa: PLR2004 - the kana
        else:
            letters = part.decode("ascii", "replace")
            text.append(letters.translate(ROMAN) if escape == b"(J" else letters)
    return "".join(text)


def _user_defined(body: bytes) -> str:
    return "".join(chr(code if code < 0x80 else 0xF700 + code) for code in body)  # noqa: PLR2004 - ASCII


SPECIAL: Mapping[str, Callable[[bytes], str]] = {
    "gbk": _gb18030,
    "gb18030": _gb18030,
    "big5": lambda body: _paired(body, PAIRS, _big5_table()),
    "euc-kr": lambda body: _paired(body, PAIRS, _table("cp949")),
    "shift_jis": lambda body: _paired(body, JAPANESE, _shift_jis_table()),
    "euc-jp": lambda body: _paired(body, EXTENDED, _euc_jp_table()),
    "iso-2022-jp": _iso_2022_jp,
    "koi8-u": lambda body: body.decode("koi8-u", "replace").translate(KOI8_U),
    "windows-1255": _windows_1255,
    "x-user-defined": _user_defined,
    "replacement": lambda body: ERROR if body else "",
}
