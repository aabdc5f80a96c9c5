"""Words around the names of a byline, by language: “by”, “text:”, “and”, “in Berlin”, “photo:”.

No language is asked for where a word means the same in all of them.
"""

import re

BY = "by|von|vom|par|por|di|door|av|af|oleh|bởi|autorstwa|от|بقلم|מאת"
"""Words that stand before an author without a sign between."""
BY_IN = {
    "de": "von|vom",
    "fr": "par",
    "es": "por",
    "pt": "por",
    "it": "di",
    "nl": "door",
    "sv": "av",
    "da": "af",
    "nb": "av",
    "no": "av",
}
AUTHOR = (
    "authors?|writers?|reporters?|words|story|text|report|reportage|analysis|commentary|interview|"
    "autor(?:in|en|innen|e|a|es|as|i|ka|ky|ři)?|text(?:e|o|y)?|verfasser(?:in)?|bericht|redakteur(?:in)?|"
    "auteure?s?|reda(?:c)?teure?s?|propos recueillis|redactor(?:a|es)?|texto|reportaje|entrevista|"
    "autor[ei]|autrice|testo|redator(?:a|es)?|reportagem|tekst|teksti|auteur|schrijver|verslag|"
    "tekst(?:en)?|forfatter(?:e)?|skribent|författare|reporter|kirjoittaja|toimittaja|szerző|írta|yazar|muhabir|"
    "penulis|tác giả|автор(?:ы|и|ка)?|текст|журналист|συντάκτης|κείμενο|كتب|كاتب|المؤلف|الكاتب|תוכן|כתב|"
    "लेखक|作者|文|撰文|记者|記者|编辑|取材|執筆|글|기자"
)
"""Words that stand before an author with a colon, or alone in the line above."""
OTHERS = (
    "photo(?:s|graphs?|graphies?|graphy)?|fotos?|fotografías?|fotografia|foto(?:graf|grafie)?|bild(?:er)?|images?|imagen(?:es)?|imagem|immagini|"
    "illustrations?|illustrationen|grafik(?:en)?|graphics?|video|vidéo|kamera|camera|zdjęcia|фото|图|图片|摄影|写真|사진|"
    "translat(?:ed|ion)|übersetz(?:t|ung)|traduction|traduit|traducción|traduzione|edited|"
    "quellen?|sources?|fuentes?|fonte|kontakt|contact"
)
"""What people are named for who did not write the text."""
AND = "and|und|et|y|e|og|och|with|mit|avec|con"
AND_IN = {
    **dict.fromkeys(("nl", "af"), "en"),
    **dict.fromkeys(("pl", "hr", "ca"), "i"),
    **dict.fromkeys(("cs", "sk"), "a"),
    **dict.fromkeys(("fi", "et"), "ja"),
    **dict.fromkeys(("id", "ms"), "dan"),
    **dict.fromkeys(("ru", "bg"), "и"),
    **dict.fromkeys(("ar", "fa"), "و"),
    "sr": "i|и",
    "sl": "in",
    "uk": "та|і|й",
    "hu": "és",
    "tr": "ve",
    "ro": "și|şi",
    "vi": "và",
    "el": "και",
    "lt": "ir",
    "lv": "un",
    "he": "ו",
    "hi": "और",
}
PLACE = "in|aus|from|at|for|für|pour|para|voor|à|em|w|z|v|ve|в|из"
PLACE_IN = {
    **dict.fromkeys(("da", "nb", "no", "sv"), "i"),
    "es": "en|desde",
    "fr": "en|au|aux|depuis",
    "ca": "a|en",
    "it": "da",
}
"""What stands between a name and a place or an employer, which begins with a capital letter."""
BEFORE_DATE = "am|on|le|el|den|um|at|vor|hace|há|il y a|fa|på|dnia|published|updated|posted"
WEEKDAY = "mon?|tues?|wed|thu(?:rs)?|fri?|sat?|sun|di|mi|do|sa|so|lun|mar|mer|jeu|ven|sam|dim"
"""What stands between a name and a date: the abbreviation of a weekday with a sign behind it."""

CHANGES = (
    "updated|last|modified|changed|revised|aktualisiert|zuletzt|geändert|bearbeitet|mis à jour|modifié|actualizado|modificado|atualizado|"
    "aggiornato|modificato|bijgewerkt|gewijzigd|aktualizacja|zaktualizowano|päivitetty|uppdaterad|oppdatert|opdateret|"
    "обновлено|изменено|更新|修改"
)
"""Words that stand before the date of a change."""
PUBLISHED = (
    "published|posted|veröffentlicht|erstellt|stand|publié|publicado|pubblicato|gepubliceerd|opublikowano|"
    "julkaistu|publicerad|publisert|publiceret|опубликовано|发布|公開"
)
"""Words that stand before the date of publication."""
DATED = f"{CHANGES}|{PUBLISHED}"
JOINED = rf"(?:[&+/,]|\b(?:{AND})\b)"
LABEL = re.compile(
    rf"^\W*(?:(?!(?:{OTHERS})\b)(?:\w+\s+){{0,2}}by\b(?=\s+\w)\s*:?\s*|(?:(?:story|recipe|written|posted|reported|published|words|text|report|analysis|reviewed|ein(?:e)?(?: \w+)?|"
    rf"geschrieben|veröffentlicht|écrit|publié|publicado|escrito|scritto|pubblicato) (?:am .{{1,40}} )?)?(?:(?-i:{BY})\b|(?:{BY})\b(?!\s+(?-i:[A-Z])[\w'’-]+\s*$)|by\b)(?!\s*$)\s*:?\s*"
    rf"|(?:(?:{OTHERS})\s*{JOINED}\s*)?(?:{AUTHOR})(?:\s*{JOINED}\s*(?:{AUTHOR}|{OTHERS}))*\s*(?:[:：/／|]|\n)\s*)",
    re.IGNORECASE,
)
OTHER = re.compile(rf"^\W*(?:{OTHERS})\b(?:\s+(?:{BY})\b)?\s*[:：]?\s*", re.IGNORECASE)
NO_NAME = re.compile(
    rf"^(?:(?:{DATED}|all|alle|zeige|more|mehr|todos|todas|tous|toutes|tutti|view|show|see|voir|ver)\b.*|(?:{AUTHOR}|{BEFORE_DATE}|{BY}))$",
    re.IGNORECASE,
)
CUT = re.compile(rf"(?:[\s,|–—-]+(?:(?:{BEFORE_DATE})[.,]?|(?:{WEEKDAY})[.,]+))+\s*$", re.IGNORECASE)


def _words(common: str, by_language: dict[str, str], language: str) -> str:
    own = by_language.get(language[:2], "")
    return f"{common}|{own}" if own else common


def links(language: str) -> str:
    """Return the words that join two names, as alternatives of a pattern."""
    return _words(AND, AND_IN, language)


def own_by(language: str) -> re.Pattern[str]:
    """Return the pattern of the word for “by” that begins a name in other languages: Von Miller."""
    return re.compile(rf"^\W*(?:{BY_IN.get(language[:2], '(?!)')})\s+(?=\w)", re.IGNORECASE)


def places(language: str) -> re.Pattern[str]:
    """Return the pattern of a place or an employer behind a name, with all that follows."""
    return re.compile(
        rf"(?<=\w)\s+(?i:{_words(PLACE, PLACE_IN, language)})\s+(?=(?:(?i:the)\s+)?[^\W\d_a-zß-ÿа-я]).*$", re.DOTALL
    )
