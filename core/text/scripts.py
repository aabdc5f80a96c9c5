"""What the reading of words has to know of a script: whether it sets spaces, what spells, what is written in front of a word."""

import re
import unicodedata

# Thai, Lao, Burmese, Khmer, Chinese and Japanese: written without spaces, so that each character is read as a word.
ONE_BY_ONE = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
# In the scripts of India, Burma and Japan marks are spelling; the stops of the first two are not.
SPELT = "\u0900-\u0963\u0966-\u0df3\u1000-\u1049\u1050-\u109f\u3099\u309a"
IDEOGRAPHIC = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")  # kana and Han: a sentence ends without a space
EAST_ASIAN = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "IDEOGRAPHIC")  # names of characters begin with these
UNSPACED = (*EAST_ASIAN, "THAI", "LAO", "KHMER", "MYANMAR")


def east_asian(letter: str) -> bool:
    """Return whether a character is Han, kana or Hangul, whose names have no initials."""
    return unicodedata.name(letter, "").startswith(EAST_ASIAN)


def unspaced(text: str) -> bool:
    """Return whether all letters of a text, of which there is one at least, are of scripts whose names are written without spaces."""
    letters = [letter for letter in text if letter.isalpha()]
    return bool(letters) and all(unicodedata.name(letter, "").startswith(UNSPACED) for letter in letters)


def takes_prefixes(letter: str) -> bool:
    """Return whether the script writes “and”, “to” and “the” at the beginning of the word: Arabic, Hebrew, Syriac."""
    return unicodedata.bidirectional(letter) in {"R", "AL"}


def in_word(letter: str) -> bool:
    """Return whether a character is a letter, a digit or a mark on one."""
    return letter.isalnum() or unicodedata.combining(letter) > 0
