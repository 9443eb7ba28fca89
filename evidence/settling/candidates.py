"""What is compared, from the record: a document's passages with what stands around them, and measures."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from sqlite_utils import Database

from evidence.language.acronyms import learn
from evidence.linking.candidates import Candidate
from evidence.model import Comparator, Measure, Observation, PassageKind, Target
from evidence.reads.documents import passages
from evidence.reads.measures import observed_in
from evidence.relations.areas import area_of
from evidence.relations.councils import is_title_line

_SHORT = re.compile(r"\b[A-Z][A-Za-z&]{1,7}\b")


def candidates_of(db: Database, number: int) -> Iterator[tuple[int, Candidate]]:
    """A document's passages in order, each with its number."""
    rows = passages(db, number)
    by_id = {row["id"]: row for row in rows}
    explained = dict(pair for row in rows for pair in sorted(learn(row["text"])))
    values: dict[int, list[Observation]] = defaultdict(list)
    for o in observed_in(db, number):
        told = (o["value"], o["unit"], o["period"], o["passage"], o["cell"], o["rag"], o["target"])
        values[o["passage"]].append(Observation(o["indicator"], *told))
    dated = db.execute("SELECT date FROM documents WHERE id = ?", [number]).fetchone()
    day = dated[0] if dated else ""
    for place, row in enumerate(rows):
        found = _candidate(row, by_id, explained, tuple(values.get(row["id"], ())))
        title = is_title_line(place, row["kind"], row["text"])
        area = area_of(row["text"].split(" | "), row["columns"]) if row["columns"] else ""
        yield row["id"], replace(found, day=day, title=title, area=area)


def _candidate(
    row: dict[str, Any],
    by_id: dict[int, dict[str, Any]],
    explained: Mapping[str, str],
    values: tuple[Observation, ...],
) -> Candidate:
    """A passage with the heading and the paragraph it stands under as its context, and the long forms of the
    short ones that it uses and its document explains."""
    above = by_id.get(row["parent"])
    context = " ".join(filter(None, [row["heading"], above["text"] if above else ""]))
    low = row["text"].casefold()
    used = dict.fromkeys(explained.get(short.lower(), "") for short in _SHORT.findall(row["text"]))
    longs = tuple(long for long in used if long and long not in low)
    return Candidate(row["text"], PassageKind(row["kind"]), context, row["heading"], values, longs)


def measure_of(row: dict[str, Any]) -> Measure:
    """A measure as read from the record."""
    targets = tuple(
        Target(t["indicator"], Comparator(t["comparator"]), t["value"], t["unit"], t["period"])
        for t in row["targets"]
    )
    return Measure(
        row["text"],
        row["theme"],
        row["label"],
        targets,
        code=row["code"],
        id=row["id"],
        terms=tuple(row.get("terms", ())),
        unwanted=tuple(row.get("unwanted", ())),
    )
