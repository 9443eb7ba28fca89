"""What each part of a file is, and what it says of itself.

A kind is declared in ``evidence/kinds/NAME.toml``. It may have a module of its name here, with ``score(paper)
-> float``, how sure it is (0 to 1), and ``read(paper, settings) -> Reading``; without one, the signs in its
declaration recognise it and the reader of another kind reads its fields. The surest reads; where none is sure
enough the part is of the kind "other". What any paper may hold is looked for in all of them (``sought``).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from types import MappingProxyType, ModuleType

from evidence.kinds.kind import OTHER, KindSpec, kind_of, kinds
from evidence.model import Field, PassageKind, Reading, Source, SourceClass
from evidence.settings import Settings
from ingest.kinds.common import Paper, plain, reading
from ingest.kinds.file_name import dated_by_name
from ingest.kinds.misgivings import misgivings
from ingest.kinds.signs import signs_score, titled_by
from ingest.kinds.sought import with_sought
from ingest.kinds.sources import find_source
from ingest.kinds.subject import with_councils
from ingest.structure.split import Part

FLOOR = 0.5
_SECTION = re.compile(
    r"\W*(?:recommendations?|introduction|background|summary|purpose|conclusions?|contents|overview|context)\W*",
    re.IGNORECASE,
)
NOTHING_SAID: Mapping[int, str] = MappingProxyType({})


def describe(
    parts: Sequence[Part], settings: Settings, said: Mapping[int, str] = NOTHING_SAID
) -> list[Reading]:
    """One Reading for each part, in order. A part that no kind recognises is of the kind "other".

    ``said`` is what a person said that a part is, by its place: it is read as that, and its Reading keeps the
    kind that would have been recognised, which the person's word stands over in the record.
    """
    papers = [Paper(part) for part in parts]
    read = [_described(p, settings, said.get(n, "")) for n, p in enumerate(papers)]
    # Last of all: a date that no paper prints must date nothing else that is read from it.
    dated = dated_by_name(read, parts[0].raw.name) if parts else []
    about = with_councils(dated)
    whole = [replace(r, warnings=(*r.warnings, *misgivings(r))) for r in about]
    return [replace(r, kind=recognised(papers[n])) if n in said else r for n, r in enumerate(whole)]


def recognised(paper: Paper) -> str:
    """The name of the kind that a part is by its looks alone."""
    scores = [(_score(kind, paper), kind.name) for kind in kinds().values()]
    best, name = max(scores, key=lambda s: s[0])  # of equal ones the first, which has the lower rank
    return name if best >= FLOOR else OTHER


def _score(kind: KindSpec, paper: Paper) -> float:
    own = _module(kind.name)
    return float(own.score(paper)) if own else signs_score(kind, paper)


@lru_cache
def _module(name: str) -> ModuleType | None:
    """A kind's own module; None where it has none."""
    return import_module(f"{__name__}.{name}") if find_spec(f"{__name__}.{name}") else None


def _described(paper: Paper, settings: Settings, said: str) -> Reading:
    kind = kind_of(said or recognised(paper))
    reader = _module(kind.name) or (_module(kind.reads_as) if kind.reads_as else None)
    own = reader.read(paper, settings) if reader else _plain(paper)
    title = titled_by(kind, paper)
    if title:
        own = replace(own, fields=(title, *(f for f in own.fields if f.name != "title")))
    if kind.from_outside:
        own = replace(own, source=_outside(paper, own.source, settings))
    return with_sought(replace(own, kind=kind.name), kind, paper, settings)


def _outside(paper: Paper, source: Source | None, settings: Settings) -> Source | None:
    """Who speaks where others than the council wrote: what it names of the council is what it is about."""
    if source is None or source.source_class is SourceClass.INTERNAL:
        ends = " ".join(x.text for x in (*paper.foot, *paper.lines[:12]) if not x.is_prose)
        source = find_source([ends], settings)
    return None if source and source.source_class is SourceClass.INTERNAL else source


def _plain(paper: Paper) -> Reading:
    """What any paper has: its title, as its file tells it, and its date."""
    hint = paper.part.title_hint
    if re.fullmatch(r"[A-Z][\w’' -]{2,60}\bCouncil", hint):  # whose paper it is; what it is stands below
        below = (p.text for p in paper.passages[:6] if p.kind is PassageKind.HEADING and p.text != hint)
        hint = next(below, hint)
    if not hint or _SECTION.fullmatch(hint):
        hint = _first_line(paper)
    at = next((x.passage for x in paper.lines[:10] if hint and x.text in hint), None)
    return reading(paper, OTHER, [Field("title", hint, at), paper.date])


def _first_line(paper: Paper) -> str:
    """The first line where its file marks it as a heading, in one way or another."""
    first = next((x for page in paper.part.raw.pages[:1] for x in page.lines[:1]), None)
    marked = first and (first.role.startswith("heading") or first.text.startswith("# "))
    return plain(first.text) if first and marked else ""
