"""Names made comparable: folded words, a coarse skeleton of sounds, and how close two words are.

The skeleton keeps only where in the mouth a consonant is made. Vowels, doubled letters, `h`, and
whether the voice is used are what scripts and clerks write differently, so they are left out:
Идрис, Idrees and إدريس all become `TRS`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.distance import JaroWinkler, Levenshtein

from registry.search.letters import romanise

Name = tuple[str, ...]

# Small words that are written or left out at will: the, son of, daughter of, father of, of, from.
_SMALL_WORDS = """
    al el ul il bin ibn ben bint binte binti bnt bn abu abou abi umm oum um ould
    ogly oglu kyzy kizi qizi de del della di da dos das la las los van von der den ter thi
"""
PARTICLES = frozenset(_SMALL_WORDS.split())
# The article takes the sound that follows; alone, these can be names of their own.
_ARTICLE = re.compile(r"\b(?:ar|as|ash|es|esh|ad|ed|an|en|at|et|az|ez|ud|ur|us)-")
_APOSTROPHES = re.compile(r"['`\"]")
_WORD = re.compile(r"[a-z0-9]+")

# "Servant of" is joined to what follows in many ways: Abdul Karim, Abd al-Karim, Abdelkarim.
_SERVANT = re.compile(r"^abd[aeiou]l?(?=[^aeiou])")
_HISSES = re.compile(r"tsch|tch|dzh|sch|sh|zh|ch|ts|tz|dz|dj|c(?=[eiy])|^x|[szj]")
_CLASSES = str.maketrans(
    {
        **dict.fromkeys("bpfv", "P"),
        **dict.fromkeys("td", "T"),
        **dict.fromkeys("ckgq", "K"),
        **{letter: letter.upper() for letter in "lmnr"},
        "x": "KS",
    }
)
_SILENT = re.compile(r"[aeiouyhw]")
_TWICE = re.compile(r"(.)\1+")

_SPELLINGS = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"ph", "f"),
        (r"kh", "h"),
        (r"(?<=[tdgb])h", ""),
        (r"ck|q|c(?=[aou])", "k"),
        (r"x", "ks"),
        (r"ou|oo|w|o", "u"),
        (r"ee|y|e", "i"),
        (r"(?<=.)h$", ""),
        (r"(.)\1+", r"\1"),
    )
)

# The least closeness at which two words are taken for one name.
CLOSE = 0.78
# Only the same letters are the same; what merely sounds the same stays a little apart.
_SOUNDS_THE_SAME = 0.97
# A skeleton of one sound (Ali, Leo, Ella) says little by itself.
_SHARE_OF_SOUND = {1: 0.25, 2: 0.45}
_FULL_SHARE_OF_SOUND = 0.5


def fold(text: str) -> Name:
    """Give the words of a name in plain letters, in the order told, without small words.

    A name of small words only keeps them; a name of signs only is kept as it is, in one word.
    """
    plain = _APOSTROPHES.sub("", romanise(text))
    words = _WORD.findall(_ARTICLE.sub(" ", plain)) or _WORD.findall(plain)
    kept = tuple(word for word in words if word not in PARTICLES) or tuple(words)
    if kept:
        return kept
    bare = unicodedata.normalize("NFKC", text).casefold()
    sign = "".join(unicodedata.normalize("NFKC", bare).split())
    return (sign,) if sign else ()


@lru_cache(maxsize=200_000)
def skeleton(word: str) -> str:
    """Give the coarse skeleton of a folded word; vowels alone give `A`, other signs themselves."""
    sounds = _SERVANT.sub("abd", word).replace("kh", "h")
    sounds = _HISSES.sub("S", sounds).translate(_CLASSES)
    sounds = _SILENT.sub("", _TWICE.sub(r"\1", sounds))
    return sounds or ("A" if word.isascii() else word)


def closeness(one: str, other: str) -> float:
    """Say how close two folded words are, from 0 to 1; 1 only for the same word."""
    return 1.0 if one == other else _closeness(min(one, other), max(one, other))


@lru_cache(maxsize=200_000)
def _closeness(one: str, other: str) -> float:
    """Weigh letters and sounds together: Amina is near neither Amira nor Amal, Юсуф is Yousef."""
    sounds = skeleton(one), skeleton(other)
    share = _SHARE_OF_SOUND.get(min(map(len, sounds)), _FULL_SHARE_OF_SOUND)
    spelled = JaroWinkler.similarity(_spelling(one), _spelling(other))
    sounded = Levenshtein.normalized_similarity(*sounds)
    return min(_SOUNDS_THE_SAME, (1 - share) * spelled + share * sounded)


@lru_cache(maxsize=200_000)
def _spelling(word: str) -> str:
    """Give one spelling for what romanisations write in several: ou and w, ee and y, q and ck."""
    for pattern, plain in _SPELLINGS:
        word = pattern.sub(plain, word)
    return word
