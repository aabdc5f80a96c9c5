"""Languages for a citation's fixed words (“accessed”, months, “edited by”): the CSL locales shipped with pandoc."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from core.errors import InputError

OWN = ""  # the style's own language

LOCALES: Mapping[str, str] = MappingProxyType(
    {
        OWN: "As the style has it",
        "en-US": "English (United States)",
        "en-GB": "English (United Kingdom)",
        "af-ZA": "Afrikaans",
        "ar": "العربية",
        "bg-BG": "Български",
        "ca-AD": "Català",
        "cs-CZ": "Čeština",
        "cy-GB": "Cymraeg",
        "da-DK": "Dansk",
        "de-DE": "Deutsch",
        "de-AT": "Deutsch (Österreich)",
        "de-CH": "Deutsch (Schweiz)",
        "el-GR": "Ελληνικά",
        "es-ES": "Español",
        "es-MX": "Español (México)",
        "et-EE": "Eesti",
        "eu": "Euskara",
        "fa-IR": "فارسی",
        "fi-FI": "Suomi",
        "fr-FR": "Français",
        "fr-CA": "Français (Canada)",
        "he-IL": "עברית",
        "hr-HR": "Hrvatski",
        "hu-HU": "Magyar",
        "id-ID": "Bahasa Indonesia",
        "is-IS": "Íslenska",
        "it-IT": "Italiano",
        "ja-JP": "日本語",
        "ko-KR": "한국어",
        "lt-LT": "Lietuvių",
        "lv-LV": "Latviešu",
        "nb-NO": "Norsk (bokmål)",
        "nl-NL": "Nederlands",
        "nn-NO": "Norsk (nynorsk)",
        "pl-PL": "Polski",
        "pt-BR": "Português (Brasil)",
        "pt-PT": "Português (Portugal)",
        "ro-RO": "Română",
        "ru-RU": "Русский",
        "sk-SK": "Slovenčina",
        "sl-SI": "Slovenščina",
        "sr-RS": "Српски",
        "sv-SE": "Svenska",
        "th-TH": "ไทย",
        "tr-TR": "Türkçe",
        "uk-UA": "Українська",
        "vi-VN": "Tiếng Việt",
        "zh-CN": "中文（简体）",
        "zh-TW": "中文（繁體）",
    }
)
_TWICE = re.compile(r"(?<=[\d一二三四五六七八九十])(月|월)\1(?=\s*\d|\s*$)")


def checked(locale: str) -> str:
    """Return the key in LOCALES for a locale code or a language; InputError when there is none."""
    wanted = locale.strip().replace("_", "-").casefold()
    for code in LOCALES:
        if code.casefold() == wanted:
            return code
    for code in LOCALES:
        if code and code.partition("-")[0].casefold() == wanted:
            return code
    known = ", ".join(code for code in LOCALES if code)
    raise InputError(f"Citations have no words in “{locale}”.", f"Choose one of {known}.")


def mended(text: str) -> str:
    """Remove the duplicate “month” that pandoc 3.9 writes in Chinese, Japanese and Korean dates."""
    return _TWICE.sub(r"\1", text)
