"""Why a passage was found, in words, where its own words do not show it. No engine is imported."""

from collections.abc import Collection, Sequence

from evidence.search.answering.snippets import Passage
from evidence.search.answering.speakers import is_a_date
from evidence.search.answering.units import Plan, Unit

NAMED = 5
"""Words that are named before the others are counted."""
CELL = " | "
WHOLE = frozenset({"exact", "broken"})
"""The tiers of passages that have all that was asked."""


def why(
    asked: Plan, passage: Passage, tier: str, speakers: Collection[str] = ()
) -> tuple[str, tuple[str, ...], str]:
    """A sentence for each word that is not in the passage's text as it was typed, the words that seem
    misread, and how it was found in one word (see engine.Hit).

    ``speakers`` are the words that may name who speaks, or when. ``tier`` is that of finding.Tier: where a
    passage has some of the words, it may lack the others altogether; else those that its text lacks stand in
    its heading or label, or in its document's title.
    """
    said: list[str] = []
    absent: list[str] = []
    misread: list[str] = []
    telling = [unit for unit in asked.units if not unit.common] or list(asked.units)
    for unit in telling:
        if _has(unit, passage):
            continue
        others = [name for name, other in unit.others if passage.stems.issuperset(other)]
        broken = [word for word in unit.misread if word in passage.printed]
        if others:
            said.append(f"Has “{others[0]}” for “{_bare(unit)}”.")
        elif broken:
            misread += broken
            said.append(f"“{broken[0]}” is perhaps a misreading: “{_bare(unit)}” was searched for.")
        elif unit.said in speakers and tier in (WHOLE | {"paper"} if is_a_date(unit) else WHOLE):
            who = "who speaks here, or whose paper it is"
            said.append(f"“{_bare(unit)}” is {'when its paper was written' if is_a_date(unit) else who}.")
        else:
            absent.append(f"“{_bare(unit)}”")
    if absent and tier == "some":
        said.append(f"Its text is without {_list(absent)}.")
    elif absent:
        where = "stands" if len(absent) == 1 else "stand"
        # The cells of a row are parted so: what it lacks stands above its table's columns.
        heading = "its heading, the names of its columns" if CELL in passage.text else "its heading"
        place = f"{heading} or its label"
        if tier == "paper":
            place = f"{heading}, its label or the document’s title"
        said.append(f"{_list(absent)} {where} in {place}.")
    how = "damaged" if misread else "near" if absent and tier in {"some", "paper"} else "exact"
    return " ".join(said), tuple(dict.fromkeys(misread)), how


def said_near(passage: Passage, stems: Sequence[str]) -> str:
    """Which of its words bring a passage near in meaning to what was asked, as they are printed."""
    printed: dict[str, str] = {}
    for word, root in passage.words:
        printed.setdefault(root, passage.text[word.start : word.end])
    words = [f"“{printed[stem].lower()}”" for stem in stems if stem in printed]
    return f"Near in meaning by {_list(words)}." if words else ""


def _has(unit: Unit, passage: Passage) -> bool:
    if unit.beginnings and any(word.startswith(unit.beginnings) for word in passage.printed):
        return True
    stems = passage.stems
    if unit.said.startswith("("):  # one of several is enough
        return not stems.isdisjoint(unit.stems)
    if unit.also or (unit.whole and not unit.stems):
        return unit.whole in stems or not stems.isdisjoint(unit.stems)
    if not unit.stems:
        return not unit.beginnings
    return stems.issuperset(unit.stems) or unit.whole in stems


def _bare(unit: Unit) -> str:
    return unit.said.strip("“”()")


def _list(names: list[str]) -> str:
    if len(names) > NAMED + 1:
        return f"{', '.join(names[:NAMED])} and {len(names) - NAMED} other words"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
