"""What is compared: passages with the words around them, and measures made ready. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from evidence.language.indicators import codes_in
from evidence.linking.roots import without
from evidence.model import Measure, Observation, PassageKind, Target

_DIGIT = re.compile(r"\d")
_ORNAMENT = re.compile(r"^[\W\d.]+|\W+$")  # a heading's number, its bullet and its stop
# Sections that every committee's paper has, of which none is about the services.
_ITSELF = re.compile(
    r"(?:the )?purpose of (?:the |this )?(?:report|paper)|(?:reasons? for )?(?:the )?recommendations?(?:\(s)?"
    r"|background (?:documents|papers)(?: used)?|contact(?: details| officers?| points?)?|report authors?"
    r"|(?:other |alternative )?options(?: considered)?|appendices|list of appendices|wards? affected"
    r"|(?:[\w’',/&-]+ )*implications(?: (?:for|of) [\w’', ]+)?"
)
SHORTEST = 6  # words; a passage of fewer evidences nothing
LINKABLE = frozenset({PassageKind.PARAGRAPH, PassageKind.BULLET, PassageKind.ROW, PassageKind.FIELD})


@dataclass(frozen=True)
class Candidate:
    """A passage to find links for: its text, the words around it that say what it is about, and the section
    that it stands in: neighbours with the same one are of one matter. ``values`` are those it states,
    ``explained`` the long forms of short ones that it uses and its paper explains; ``day`` is its paper's ISO
    date, "" where undated; ``title`` where it is its paper's title or letterhead; ``area`` is the council,
    region or country that a table says its row is of, "" for any other passage."""

    text: str
    kind: PassageKind = PassageKind.PARAGRAPH
    context: str = ""
    section: str = ""
    values: tuple[Observation, ...] = ()
    explained: tuple[str, ...] = ()
    day: str = ""
    title: bool = False
    area: str = ""

    @property
    def tells_of_itself(self) -> bool:
        """Whether it says what its paper is for, recommends or encloses, or only introduces a list."""
        heading = _ORNAMENT.sub("", self.section.casefold())
        return self.text.rstrip().endswith(":") or bool(_ITSELF.fullmatch(heading))

    @property
    def linkable(self) -> bool:
        """Headings, titles, letterheads and fragments evidence nothing."""
        return not self.title and self.kind in LINKABLE and len(self.text.split()) >= SHORTEST


@dataclass(frozen=True)
class Asked:
    """A demand: its words, its theme, the indicators it names, and the codes of all measures that ask for
    just that, as the registers of a paper's copies and drafts do."""

    text: str
    theme: str
    indicators: frozenset[str]
    codes: tuple[str, ...]
    targets: tuple[Target, ...] = ()
    terms: tuple[str, ...] = ()


def asked(measures: Iterable[Measure]) -> list[Asked]:
    """Measures, those that say the same as one."""
    groups: dict[tuple[str, str, tuple[Target, ...], tuple[str, ...]], list[str]] = {}
    for m in measures:
        text = " ".join(without(m.text, m.unwanted).split())
        groups.setdefault((text, without(m.theme, m.unwanted), m.targets, m.terms), []).append(m.code)
    return [
        Asked(
            text,
            theme,
            frozenset(code for t in targets for code in codes_in(t.indicator)),
            tuple(codes),
            targets,
            terms,
        )
        for (text, theme, targets, terms), codes in groups.items()
    ]


def table_heads(candidates: Sequence[Candidate]) -> set[int]:
    """The places of rows that name the columns of the figures below them."""
    is_row = [c.kind is PassageKind.ROW for c in candidates]
    return {
        place
        for place in range(len(candidates) - 1)
        if is_row[place]
        and is_row[place + 1]
        and not (place and is_row[place - 1])
        and not _DIGIT.search(candidates[place].text)
        and _DIGIT.search(candidates[place + 1].text)
    }


def sections(candidates: Sequence[Candidate]) -> list[tuple[int, int]]:
    """The runs of neighbours of one section, each as its first place and the place after its last."""
    starts = [i for i, c in enumerate(candidates) if not i or c.section != candidates[i - 1].section]
    return list(pairwise([*starts, len(candidates)]))


def named_in(candidates: Sequence[Candidate]) -> list[set[str]]:
    """The indicators that each passage names."""
    return [codes_in(c.text) if _DIGIT.search(c.text) else set() for c in candidates]
