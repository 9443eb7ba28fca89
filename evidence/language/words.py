"""Text -> words, the same for every engine, for what is indexed and for what is typed.

The papers write one thing in many ways, and a person types only one of them:

- "council's" and "councils" fold to the same stem, as "O’Brien" and "OBrien" do;
- "NI 59", "NI59" and "N.I. 59" are all the words "ni", "59";
- "72%", "72 per cent" and "72 percent" are all the words "72", "percent";
- "re-assess" is the words "re", "assess" and also "reassess"; "1,250" is "1250"; "3.2.5" is one word;
- "CO₂" is "CO2", and "m²" is "m2": the figures below the line, and units' powers, are no footnote marks;
- "chi1dren", which OCR makes of "children", is the words "chi", "1", "dren" and also "chi1dren".
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

# A letter with what is set on or in it: combining accents, and the soft hyphens that PDFs keep. Superscripts
# count as letters in Python, but here they are footnote marks.
_ON = r"[\u0300-\u036f\u00ad]*"
APOSTROPHES = "'’‘`´ʼ′"
_LETTER = rf"[^\W\d_ʼ\u00b2\u00b3\u00b9\u2070-\u209c]{_ON}"
_LETTERS = rf"(?:[A-Za-z]+{_ON}|{_LETTER})+"  # nearly all are plain, and a run of those is quickly read
_WORD = re.compile(
    rf"""(?P<dotted>(?<!\w)(?:[^\W\d_]\.)+[^\W\d_]\.?(?!\w))
       | (?P<number>\d{{1,3}}(?:,\d{{3}})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)*)
       | (?P<low>(?<=\w)[\u2080-\u2089]+|(?<=\b[Mm])[²³]|(?<=\b[kcmKCM]m)[²³])
       | (?P<percent>(?<=\d)\s?%)
       | (?P<letters>{_LETTERS}(?:[{APOSTROPHES}]{_LETTERS})*)""",
    re.VERBOSE,
)
# Digits that OCR reads where letters stood, within a word.
_BROKEN = re.compile(r"(?<!\w)[^\W\d_]{2,}(?:[015]{1,2}[^\W\d_]{2,})+(?!\w)")
_MISREAD = re.compile(r"[015](?<=[^\W\d_].)")  # such a digit after a letter: most texts have none
VERSION = 9
"""Of how words and stems are made, and of what an index holds. Raised with each change of that, so that
indexes are built anew."""
LONGEST_PIECE = 40
"""Characters."""
HYPHENS = frozenset("-‐‑")

# Words too common to ask for, unless nothing else is asked or they are typed inside a phrase: articles,
# pronouns, prepositions, auxiliaries and question words, and no word with a matter of its own.
_COMMON = """
a about above after again against all also am an and any are as at be because been before being below between
both but by can could did do does doing down during each either etc few for from further had has have having
he her here hers herself him himself his how however i if in into is it its itself just may me might more most
must my myself neither no nor not now of off on once only or other our ours out over own per same shall she
should so some such than that the their theirs them themselves then there therefore these they this those
through thus to too under until up upon very was we were what when where whether which while who whom whose
why will with within without would you your yours
"""
COMMON = frozenset(_COMMON.split())


# Letters that Unicode does not take apart into a plain one and a mark, as English transliterates them (ß is
# "ss" by case folding).
_STROKED = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
    | {"ŋ": "n", "ĸ": "k", "ſ": "s", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y", "ə": "e", "ɨ": "i", "ŀ": "l"}
)


class Word(NamedTuple):
    """One word: as folded, its place in the text, and the characters it stands on.

    A compound ("reassess" for "re-assess") shares its first part's position.
    """

    text: str
    position: int
    start: int
    end: int


_word = tuple.__new__  # without a NamedTuple's own function in between: every word of the record passes here


def fold(word: str) -> str:
    """Small letters without accents, apostrophes or a possessive s: "Council’s" is "council".

    Letters that a British keyboard lacks are as one would type them: "Łukasz" is "lukasz", "Søren" "soren".
    """
    flat = unicodedata.normalize("NFKD", word).casefold().translate(_STROKED)
    flat = "".join(c for c in flat if c.isalnum() or c in APOSTROPHES)
    flat = re.sub(rf"[{APOSTROPHES}]s$", "", flat)
    return re.sub(rf"[{APOSTROPHES}]", "", flat)


def words(text: str) -> list[Word]:
    """The words of a text, in order. Never raises; no words for a text of punctuation."""
    found: list[Word] = []
    end = -1
    shared = 0  # compounds so far, which take no position of their own
    run: list[Word] = []  # the parts of a hyphenated compound so far
    for match in _WORD.finditer(text):
        kind, (start, stop) = match.lastgroup, match.span()
        folded = _fold(match[0], kind)
        if run and (start != end + 1 or text[end] not in HYPHENS):
            if len(run) > 1:
                found.append(_compound(run))
                shared += 1
            run = []
        if folded == "cent" and found and found[-1].text == "per" and text[end:start].isspace():
            found[-1] = found[-1]._replace(text="percent", end=stop)
            run = []
        elif folded:
            found.append(_word(Word, (folded, len(found) - shared, start, stop)))
            if kind == "letters":
                run.append(found[-1])
        end = stop
    if len(run) > 1:
        found.append(_compound(run))
    return found + _broken(text, found) if _MISREAD.search(text) else found


def words_alone(piece: str) -> list[Word] | None:
    """The words of a piece of text that stands between white space, if they are the same wherever it stands,
    so that a text's words are those of its pieces, one after the other; None if not ("cent", which may follow
    "per"), or if it is too long to be met again."""
    if len(piece) > LONGEST_PIECE or piece.startswith("%") or _BROKEN.search(piece):
        return None
    found = words(piece)
    return None if found and found[0].text == "cent" else found


def _broken(text: str, parts: list[Word]) -> list[Word]:
    matches = list(_BROKEN.finditer(text))
    if not matches:
        return []
    at = {part.start: part.position for part in parts}
    return [Word(fold(m.group()), at[m.start()], *m.span()) for m in matches if m.start() in at]


@lru_cache(maxsize=65536)
def _fold(raw: str, kind: str | None) -> str:
    if kind == "percent":
        return "percent"
    if kind == "low":
        return unicodedata.normalize("NFKD", raw)
    return raw.replace(",", "") if kind == "number" else fold(raw)


def _compound(run: list[Word]) -> Word:
    return Word("".join(w.text for w in run), run[0].position, run[0].start, run[-1].end)


def without_compounds(found: list[Word]) -> list[Word]:
    """The words without the compounds of hyphened ones, each of which stands at the place of its first part,
    after its last."""
    kept: list[Word] = []
    for word in found:
        if not kept or word.position > kept[-1].position:
            kept.append(word)
    return kept
