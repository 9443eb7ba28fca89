"""What a person typed -> a tree that every engine reads the same way. Never raises.

    initial assessments      both words, in any order
    "police discussion"      these words, in this order
    core OR initial          either
    NOT draft   -draft       without
    assess*                  any word that begins so
    "police discussion"~5    these words, in any order, each with at most five words to the next
    kind:letter by:"A. Name" from:2010    fields: fields.py has them all

OR binds closer than standing side by side: ``a b OR c`` is a, with b or c. In a query without small
letters OR and NOT are words. Brackets and other punctuation
are not read. What cannot be read as an operator is read as words, and a note says so.
"""

import re
from collections import Counter
from itertools import pairwise

from evidence.language.spellings import Mention, typed_mentions
from evidence.language.words import COMMON, HYPHENS, without_compounds, words
from evidence.language.words import Word as Found
from evidence.search.query import fields
from evidence.search.query.fields import Field
from evidence.search.query.parts import AnyOf, Leaf, Near, Not, Parsed, Part, Phrase, Prefix, Spelt, Word
from evidence.search.query.when import dated

MOST_WORDS = 200
MOST_CHARACTERS = 10_000
MOST_TYPED = 40
"""Of more words than this, a query was copied from a paper: nothing but quotation marks and fields is read in
it."""
FARTHEST = 50
"""The most words that a proximity search lets stand between two."""

_TOKEN = re.compile(
    rf"""(?P<without>-?)(?P<field>{"|".join(fields.NAMES)}):(?:"(?P<exact>[^"]*)(?:"|$)|(?P<value>[^\s"]+))
       | (?P<minus>-?)"(?P<quoted>[^"]*)(?P<close>"|$)(?:~(?P<within>[0-9]{{1,9}}))?
       | (?P<plain>[^\s"]+)""",
    re.VERBOSE | re.IGNORECASE,
)
_OPEN = re.compile(rf"""(?i)((?<![^\s-])(?:{"|".join(fields.NAMES)}):)\s+(?=[^\s:]+(?:\s|$)|")""")
"""A field's colon with a space after it."""
_OPERATORS = frozenset({"OR", "AND", "NOT"})
_MINUS = re.compile(r"(?:(?<=\s)|^)-")
_AFTER = re.compile(r"""[.,;:!?)\]}'’]*(?:\s|$)""")
_PARAGRAPH = frozenset({"para", "paras", "paragraph", "paragraphs"})
"""Before a number, how a citation says where: the number is the label, and the word need not be there."""

_QUESTIONS = frozenset({"what", "how", "who", "when", "where", "which", "why"})
_SAYING = frozenset(
    ["say", "says", "said", "tell", "tells", "told", "find", "finds", "found", "think", "thinks", "thought"]
)
"""What a question asks of whom it names, and no answer repeats: "what did inspectors find"."""


def parse(text: str) -> Parsed:
    """Read a query. No parts means that nothing searchable was typed."""
    return _Reader().read(text)


def without_each_field(text: str) -> list[tuple[str, str]]:
    """Each field of a query as it may be typed ("since 2010" is "from:2010"), with the query without it."""
    said = dated(_closed(re.sub("[“”„«»]", '"', text[:MOST_CHARACTERS])))
    found = [match for match in _TOKEN.finditer(said) if match["field"]]
    return [(match[0], " ".join((said[: match.start()] + said[match.end() :]).split())) for match in found]


class _Reader:
    """One pass over the tokens, holding what an operator before the next part asks for."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.fields: list[Field] = []
        self.notes: list[str] = []
        self.times: Counter[Part] = Counter()
        self.negate = self.either = self.loud = False
        self.count = 0

    def read(self, text: str) -> Parsed:
        clean = text[:MOST_CHARACTERS].encode("utf-8", "replace").decode()
        clean = re.sub("[“”„«»]", '"', clean)
        clean = re.sub(r"(?i)(?<=\d)\s*(?:%|per\s*cent\b)", "%", clean)  # one thing, not two words
        # A paragraph that was copied has signs of its own: dashes, capitals, bars between a table's cells.
        pasted = len(clean.split()) > MOST_TYPED
        clean = dated(_closed(re.sub(r"(?i)\bper\s+cent\b", "percent", clean)))
        clean = re.sub(r"(?<!\S)[-|]+(?=\S|\s|$)", " ", clean) if pasted else clean
        # "CHILDREN IN OR LEAVING CARE": here a capital says nothing.
        self.loud = pasted or (clean.isupper() and bool(set(clean.split()) - _OPERATORS))
        mentions = {mention.start: mention for mention in typed_mentions(_MINUS.sub(" ", clean))}
        read_to = 0
        for match in _TOKEN.finditer(clean):
            if match.start() < read_to:
                continue
            if self.count >= MOST_WORDS:
                break
            if match["field"]:
                self._field(match)
            elif match["plain"] is None:
                self._quoted(match)
            elif mention := _mention_at(clean, match, mentions):
                self._spelt(clean, match, mention)
                read_to = mention.end
            else:
                self._plain(match["plain"])
        if self.count >= MOST_WORDS or len(text) > MOST_CHARACTERS:
            self._note(f"Only the first {min(self.count, MOST_WORDS)} words were searched for.")
        if self.either or self.negate:
            self._note(f"Nothing follows the last {'NOT' if self.negate else 'OR'}, so it was left out.")
        often = {part: times for part, times in self.times.items() if times > 1}
        return Parsed(tuple(_asked(_cited(self.parts))), tuple(self.notes), tuple(self.fields), often)

    def _field(self, match: re.Match[str]) -> None:
        name, value = match["field"].lower(), (match["exact"] or match["value"] or "").strip()
        without = self.negate or bool(match["without"])
        found, note = fields.read(name, value, without)
        if note:
            self._note(note)
        if not found:
            for chunk in value.split():
                self._plain(chunk)
            return
        if self.either and not (self.fields and self.fields[-1].name == found[-1].name):
            self._note("OR is read between words, or between values of one field; here it was left out.")
        self.fields += [field for field in found if field not in self.fields]
        self.negate = self.either = False

    def _quoted(self, match: re.Match[str]) -> None:
        found = [w.text for w in without_compounds(words(match["quoted"]))][: MOST_WORDS - self.count]
        if not match["close"] and found:
            self._note("A quotation mark has no partner, so what follows it was read as one phrase.")
        self.negate = self.negate or bool(match["minus"])
        if found:
            leaf: Leaf = Phrase(tuple(found)) if len(found) > 1 else Word(found[0], quoted=True)
            if match["within"] and isinstance(leaf, Phrase):
                leaf = Near(leaf.words, min(int(match["within"]), FARTHEST))
            self._add(leaf, len(found))

    def _plain(self, chunk: str) -> None:
        if chunk == "|" or (chunk in _OPERATORS and not self.loud):
            self._operator(chunk)
            return
        bare = chunk.lstrip("(+[{")
        if bare.startswith("-") and words(bare):
            self.negate, bare = True, bare.lstrip("-")
        negate = self.negate
        for leaf, size in self._leaves(bare):
            # "-a/b" is without a and without b.
            self.negate = negate
            self._add(leaf, size)

    def _spelt(self, clean: str, match: re.Match[str], mention: Mention) -> None:
        said = clean[mention.start : mention.end]
        parts = tuple(word.text for word in without_compounds(words(said)))
        self.negate = self.negate or "-" in clean[match.start() : mention.start]
        if "*" in said:
            self._note(f"“{said}” was read as a grade, not as the beginning of a word.")
        self._add(Spelt(said, mention.keys, parts, mention.looser, mention.other), len(parts) or 1)

    def _operator(self, name: str) -> None:
        if name == "NOT":
            self.negate = True
        elif name in {"OR", "|"}:
            if self.parts or self.fields:
                self.either = True
            else:
                self._note("Nothing stands before OR, so it was left out.")

    def _leaves(self, chunk: str) -> list[tuple[Leaf, int]]:
        body = chunk.rstrip(".,;:!?)]}'’")
        prefix = body.endswith("*")
        body = body.rstrip("*")
        if "*" in body:
            # "ass*ment" is read as "ass*": more than was asked, never less.
            prefix = not body.startswith("*")
            body = body.split("*")[0] if prefix else body.replace("*", "")
            read = f"{body}*" if prefix else body
            self._note(f"A * is read only at the end of a word: “{chunk[:40]}” was read as “{read[:40]}”.")
        groups = _groups(body)
        leaves: list[Leaf] = [_leaf(body, group, self.count > 0) for group in groups]
        if prefix and groups and groups[-1][-1].end == len(body):
            # "looked-aft*" is looked, and any word that begins with aft: more than was asked, never less.
            *front, last = without_compounds(groups[-1])
            leaves[-1:] = [*(Word(w.text) for w in front), Prefix(last.text)]
        return [(leaf, len(leaf.words) if isinstance(leaf, Phrase) else 1) for leaf in leaves]

    def _add(self, leaf: Leaf, size: int) -> None:
        part = Not(leaf) if self.negate else leaf
        if self.either and self.parts:
            last = self.parts.pop()
            self.parts.append(AnyOf((*last.parts, part) if isinstance(last, AnyOf) else (last, part)))
        else:
            self.times[part] += 1
            if part not in self.parts:
                self.parts.append(part)
        self.negate = self.either = False
        self.count += size

    def _note(self, note: str) -> None:
        if note not in self.notes:
            self.notes.append(note)


def _closed(text: str) -> str:
    """ "label: 3.2" as "label:3.2"; not in what was copied from a paper, where a colon is the paper's own."""
    return text if len(text.split()) > MOST_TYPED else _OPEN.sub(r"\1", text)


def _mention_at(clean: str, match: re.Match[str], mentions: dict[int, Mention]) -> Mention | None:
    """What is written in several ways and begins with this token, after brackets or a minus sign."""
    chunk = match["plain"]
    start = match.start() + len(chunk) - len(chunk.lstrip("(+[{-"))
    mention = mentions.get(start)
    return mention if mention and _AFTER.match(clean, mention.end) else None


def _cited(parts: list[Part]) -> list[Part]:
    """The parts, a number after "para", or one alone, as that of a paragraph; "para" need not be there."""
    cited = list(parts)
    for at, (one, other) in enumerate(pairwise(parts)):
        said = isinstance(one, Word) and one.text in _PARAGRAPH
        if said and isinstance(other, Word) and other.text[:1].isdigit():
            cited[at : at + 2] = [Word("para", common=True), Word(other.text, cited=True)]
    if len(parts) == 1 and isinstance(parts[0], Word) and re.fullmatch(r"\d{1,3}(\.\d+)*", parts[0].text):
        return [Word(parts[0].text, cited=True)]
    return cited


def _asked(parts: list[Part]) -> list[Part]:
    """The parts of a question, its own words as common ones: "how many", "what did the minister say"."""
    asked = list(parts)
    first = str(parts[0]) if parts else ""
    for at, part in enumerate(parts):
        if not isinstance(part, Word) or first not in _QUESTIONS or at == 0:
            continue
        many = part.text in {"many", "much"} and str(parts[at - 1]) == "how"
        if many or part.text in _SAYING:
            asked[at] = Word(part.text, common=True)
    return asked


def _groups(chunk: str) -> list[list[Found]]:
    """Words of one chunk that belong together: "2009/10" and "NI59" do, "health/education" does not."""
    found = words(chunk)
    parts = without_compounds(found)
    if not parts:
        return []
    groups = [[parts[0]]]
    for before, after in pairwise(parts):
        gap = chunk[before.end : after.start]
        near = not gap or gap in HYPHENS or gap in {".", "&"} or gap.isspace()
        if near or (gap == "/" and before.text.isdigit() and after.text.isdigit()):
            groups[-1].append(after)
        else:
            groups.append([after])
    return groups


def _leaf(chunk: str, group: list[Found], later: bool) -> Word | Phrase:
    if len(group) == 1:
        # In "Block A" and "appendix I" the letter is a name; at the start it may be an article.
        named = (later and len(chunk) == 1 and chunk.isupper()) or chunk == "May"
        return Word(group[0].text, group[0].text in COMMON and not named)
    whole = chunk[group[0].start : group[-1].end]
    compounds = [w.text for w in words(whole) if w.start == 0 and w.end == len(whole)]
    return Phrase(tuple(w.text for w in group), quoted=False, compound=compounds[-1] if compounds else "")
