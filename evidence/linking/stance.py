"""Whether a passage reads as good or bad news for what it is tied to: a guess at a link's stance, with what
it rests on. Pure."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from evidence.language.patterns import small, small_pattern
from evidence.linking.candidates import Candidate
from evidence.linking.phrases import leaning
from evidence.linking.values import Compared, compared
from evidence.linking.vocabulary import sentences
from evidence.model import Stance, Target

# In the units of the learnt phrases' leaning; see benchmarks/linking.
CUE = 0.45  # what a cue counts, of at most so many more of the one kind than of the other:
MOST_CUES = 2
GOOD_ALONE = 1.0  # what a cue of good news counts where none of bad news stands beside it
DOUBT = 0.08  # nearer to nothing than this, a passage is context …
DOUBT_ALONE = 0.25  # … or than this, where phrases alone speak: a plain statement of fact leans a little too

Guess = tuple[Stance, str]

_ORNAMENT = re.compile(r"^[\W\d.]+|\W+$")  # a heading's number, its bullet and its stop


def stance_of(
    candidate: Candidate, learnt: Mapping[str, float] | None = None, targets: Sequence[Target] = ()
) -> Guess:
    """A guess at whether a passage supports or contradicts what it is tied to, and what it rests on.

    A value that the passage states for one of the measure's ``targets`` decides, then a heading that says
    what stands under it ("What needs to improve"), then words: cues, and phrases ``learnt`` from judged
    reports. What leans neither way clearly is context.
    """
    if _speaks_of_the_country(candidate.text):
        return Stance.CONTEXT, "speaks of the whole country"
    value = compared(targets, candidate.values, candidate.text) if targets and candidate.values else None
    if value and value.decides:
        return value.stance, f"reads as {_DOING[value.stance]} ({value.why})"
    return of_words(candidate.text, candidate.section, learnt, value)


def of_words(
    text: str,
    heading: str = "",
    learnt: Mapping[str, float] | None = None,
    value: Compared | None = None,
) -> Guess:
    """The guess by words alone, which is the same whatever a passage is tied to; a ``value`` that does not
    decide counts as a cue."""
    if _speaks_of_the_country(text):
        return Stance.CONTEXT, "speaks of the whole country"
    for stance in (Stance.CONTRADICTS, Stance.SUPPORTS):
        if heading and _cues()[f"under_{stance.value}"].fullmatch(_ORNAMENT.sub("", small(heading))):
            return stance, f"reads as {_DOING[stance]} (under “{heading}”)"
    good, bad = _found(text)
    weight, phrase = leaning(learnt or {}, text, judges)
    if value:
        (good if value.stance is Stance.SUPPORTS else bad).insert(0, value.why)
    total = weight + _counted(len(good), len(bad))
    if abs(total) <= (DOUBT if good or bad else DOUBT_ALONE) or not (good or bad or phrase):
        return Stance.CONTEXT, ""
    stance = Stance.SUPPORTS if total > 0 else Stance.CONTRADICTS
    if said := good if total > 0 else bad:
        return stance, f"reads as {_DOING[stance]} (“{said[0]}”)"
    if not phrase:
        return Stance.CONTEXT, ""  # cues say one thing, and words that judge nothing outweigh them
    judged = "good" if total > 0 else "inadequate"
    return stance, f"reads as {_DOING[stance]} (“{phrase}”, as in reports judged {judged})"


_DOING = {Stance.SUPPORTS: "supporting", Stance.CONTRADICTS: "contradicting", Stance.CONTEXT: "context"}


@lru_cache(maxsize=8192)
def judges(phrase: str) -> bool:
    """Whether a learnt phrase says how good something is, not only what it is about."""
    return bool(_cues()["evaluative"].search(phrase))


def _speaks_of_the_country(text: str) -> bool:
    """Whether every sentence is about the country, or about others, and none about here."""
    cues = _cues()
    first, here = cues["of_the_country"], cues["of_here"]
    return all(first.match(part) and not here.search(part) for part in map(small, sentences(text)))


def _counted(good: int, bad: int) -> float:
    if good and not bad:
        return GOOD_ALONE * min(good, MOST_CUES)
    return CUE * max(-MOST_CUES, min(MOST_CUES, good - bad))


def _found(text: str) -> tuple[list[str], list[str]]:
    """The cues of good news and those of bad, as written."""
    low = small(text)
    # What was found is taken out: "vacancies have risen to" is bad news in words that look good, and "no
    # priority areas for action" good news in words that look bad.
    worse, low = _taken_out("worsening", low)
    good, low = _taken_out("positive", low)
    bad, _ = _taken_out("negative", low)
    return [text[slice(*span)].strip() for span in good], [text[slice(*span)].strip() for span in worse + bad]


def _taken_out(cues: str, text: str) -> tuple[list[tuple[int, int]], str]:
    """Where cues of that name stand, and the text with blanks there."""
    found = [match.span() for match in _cues()[cues].finditer(text)]
    for start, end in found:
        text = text[:start] + " " * (end - start) + text[end:]
    return found, text


@lru_cache
def _cues() -> dict[str, re.Pattern[str]]:
    data = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return {name: _any_of(patterns) for name, patterns in data.items()}


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    joined = "|".join(patterns).replace(" ", r"\s+").replace(r"\s+?", r"\s*")
    return small_pattern(rf"\b(?=\w)(?:{joined})\b")  # none begins where a word ends
