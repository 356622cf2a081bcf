"""Any script written in plain Latin letters, so that one name told in two scripts can meet.

anyascii does most of it, sign by sign. What it cannot know from one sign is done here first:
Arabic writes long vowels with consonants, Devanagari leaves a vowel out, Chinese and Korean write
no spaces, and Ethiopic numbers add up.
"""

from __future__ import annotations

import re
import unicodedata

from anyascii import anyascii

_ARABIC = re.compile(r"[\u0620-\u065f\u066e-\u06d3\u06d5\u0750-\u077f]+")
_DOUBLED = re.compile(r"([بتثجحخدذرزسشصضطظغفقكلمنهپچگکژ])\1")
_MARKS = {**dict.fromkeys("ـًٌٍّْ", ""), "َ": "a", "ِ": "i", "ُ": "u", "ٰ": "a"}
_VOWELS = {
    **dict.fromkeys("اأآٱىعة", "a"),
    **dict.fromkeys("إئيیۍ", "i"),
    **dict.fromkeys("ؤو", "u"),
    **dict.fromkeys("ےېێۀ", "e"),
    "ۆ": "o",
    "ء": "",
}
_ARABIC_LETTERS = str.maketrans(_VOWELS)
_ARABIC_MARKS = str.maketrans(_MARKS)
_ARTICLE = "ال"
# These begin with the letters of the article, but not with the article.
_NO_ARTICLE = {"الياس", "الیاس", "الهام", "الماس"}
_LONGER_THAN_ARTICLE = 5
_ARABIC_PARTICLES = {"بن", "ابن", "بنت", "ابو", "أبو", "ابا", "أبا", "أبي", "أم", "ام", "آل", "ال"}

_CONSONANT = "\u0915-\u0939"
_BARE = re.compile(rf"([{_CONSONANT}]\u093c?)(?=[{_CONSONANT}\u0901\u0902])")
_DEVANAGARI = str.maketrans(
    {"च": "ch", "छ": "ch", "श": "sh", "ष": "sh", "फ": "f", "ं": "n", "ँ": "n", "़": ""}
)

# Names from Arabic and Persian are written with this letter where others write h or kh.
_CYRILLIC = (("дж", "j"), ("Дж", "j"), ("х", "h"), ("Х", "h"))

_SYLLABLES = re.compile(r"[\u3400-\u9fff]+|[\uac00-\ud7a3]+")
_TWO_SIGN_FAMILIES = {"欧阳", "歐陽", "司马", "司馬", "上官", "诸葛", "諸葛", "皇甫"}
_LONGEST_NAME = 4

_ETHIOPIC_NUMBER = re.compile("[፩-፼]+")
_HUNDRED, _TEN_THOUSAND = 100, 10_000


def romanise(text: str) -> str:
    """Write `text` in lower-case ASCII as far as it can be; words stay apart, their order stays."""
    text = unicodedata.normalize("NFKC", text)
    text = _ETHIOPIC_NUMBER.sub(lambda run: str(_ethiopic(run[0])), text)
    text = _ARABIC.sub(lambda run: _arabic(run[0]), text)
    text = _BARE.sub(r"\1a", text.replace("ज़", "z")).translate(_DEVANAGARI)
    text = _SYLLABLES.sub(lambda run: f" {_family_first(run[0])} ", text)
    for letters, plain in _CYRILLIC:
        text = text.replace(letters, plain)
    return anyascii(text).lower()


def _arabic(word: str) -> str:
    """Read one Arabic-script word: the article goes, letters that stand for vowels become them."""
    word = word.replace("ـ", "")
    if word in _ARABIC_PARTICLES:
        return "al"
    if word.startswith(_ARTICLE) and len(word) >= _LONGER_THAN_ARTICLE and word not in _NO_ARTICLE:
        word = word.removeprefix(_ARTICLE)
    # A doubled sound is written once, so a letter written twice has a vowel between.
    word = _DOUBLED.sub(r"\1a\1", word.replace("الله", "allah"))
    word = re.sub(r"^[يی]", "y", re.sub(r"^و", "w", word))
    word = re.sub(r"(?<![اوةىيی])[هہة]$", "a", word)
    word = word.translate(_ARABIC_LETTERS).translate(_ARABIC_MARKS)
    return re.sub(r"([aiu])\1+", r"\1", word)


def _family_first(run: str) -> str:
    """Put a space between a Chinese or Korean family name and the given name."""
    if run[:2] in _TWO_SIGN_FAMILIES or len(run) == _LONGEST_NAME:
        first = 2
    else:
        first = 1 if len(run) < _LONGEST_NAME else len(run)
    return f"{anyascii(run[:first])} {anyascii(run[first:])}"


def _ethiopic(signs: str) -> int:
    """Add up an Ethiopic number: signs before ፻ and ፼ are counted in hundreds and myriads."""
    total = part = 0
    for sign in signs:
        worth = int(unicodedata.numeric(sign))
        if worth == _TEN_THOUSAND:
            total, part = (total + (part or 1)) * worth, 0
        elif worth == _HUNDRED:
            part = (part or 1) * worth
        else:
            part += worth
    return total + part
