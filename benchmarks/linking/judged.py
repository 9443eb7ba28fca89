"""Judged pairs of papers: which passage evidences which measure. The papers are ingested as any are."""

import json
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evidence.linking.candidates import Candidate
from evidence.model import Measure
from evidence.reads.documents import documents
from evidence.reads.measures import measures
from evidence.services import Services, open_services
from evidence.settings import load
from evidence.settling.candidates import candidates_of, measure_of
from ingest.run.pipeline import ingest

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Judged:
    """A passage: the measures it evidences, and those that are arguable, by their places; its stance."""

    candidate: Candidate
    right: frozenset[int] = frozenset()
    arguable: frozenset[int] = frozenset()
    stance: str = ""


@dataclass(frozen=True)
class Pair:
    """``complete``: every right link is listed, so that what is not listed is wrong."""

    name: str
    measures: list[Measure]
    passages: list[Judged]
    complete: bool = True

    @property
    def links(self) -> int:
        return sum(len(p.right) for p in self.passages)


def pairs(folder: Path) -> list[Pair]:
    """One for each JSON file in a folder; their papers stand in ../inspection-reports.

    A paper's passages are matched by their beginnings (``text_has``), measures by their places in the
    register.
    """
    found = []
    for path in sorted(folder.glob("*.json")):
        listed = json.loads(path.read_text(encoding="utf-8"))
        papers = [folder.parent / "inspection-reports" / listed[which] for which in ("register", "evidence")]
        with _home(papers) as services:
            found.append(_pair(services, path.stem, listed))
    return found


def samples() -> Pair:
    """The invented council's papers, its notice's measures, and the passages that truth.json names."""
    folder = ROOT / "samples"
    traces = json.loads((folder / "truth.json").read_text(encoding="utf-8"))["traces"]
    with _home([folder / "evidence"]) as services:
        notice = next(d["id"] for d in documents(services.record.db) if d["kind"] == "notice")
        asked = [m for m in measures(services.record.db, document=notice) if not m["overarching"]]
        places: dict[tuple[str, str], dict[int, str]] = {}
        for trace in traces:
            place = next(i for i, m in enumerate(asked) if _is(trace, m))
            for stance, evidence in (
                ("supports", trace["supporting"]),
                ("contradicts", trace["contradicting"]),
            ):
                for one in evidence:
                    places.setdefault((one["file"], _plain(one["words"])), {})[place] = stance
        judged = [
            _judged_sample(d["file"], candidate, places)
            for d in documents(services.record.db)
            if d["id"] != notice
            for _, candidate in candidates_of(services.record.db, d["id"])
            if candidate.linkable
        ]
        return Pair("samples", [measure_of(m) for m in asked], judged, complete=False)


def _judged_sample(file: str, candidate: Candidate, places: dict[tuple[str, str], dict[int, str]]) -> Judged:
    right: dict[int, str] = {}
    for (name, words), found in places.items():
        if name == file and words in _plain(candidate.text):
            right |= found
    stances = set(right.values())
    return Judged(candidate, frozenset(right), stance=stances.pop() if len(stances) == 1 else "")


def _is(trace: dict[str, Any], measure: dict[str, Any]) -> bool:
    if starts := trace.get("starts"):
        return _plain(measure["text"]).startswith(_plain(starts))
    return any(t["indicator"] == trace["indicator"] for t in measure["targets"])


def _pair(services: Services, name: str, listed: dict[str, Any]) -> Pair:
    db = services.record.db
    numbers = {d["file"]: d["id"] for d in documents(db)}
    asked = [
        measure_of({**m, "text": given["text"]})
        for given in listed["measures"]
        for m in [_measure(measures(db, document=numbers[listed["register"]]), given["text_has"])]
    ]
    labels = listed["links"] + listed["unrelated"]
    judged = []
    for _, candidate in candidates_of(db, numbers[listed["evidence"]]):
        text = _plain(candidate.text)
        label = next((x for x in labels if text.startswith(_plain(x["text_has"]))), None)
        if label and candidate.linkable:
            right, arguable = (
                frozenset(n - 1 for n in label.get(key, ())) for key in ("measures", "also_ok")
            )
            judged.append(Judged(candidate, right, arguable, label["stance"] or ""))
    return Pair(name, asked, judged)


def _measure(rows: list[dict[str, Any]], beginning: str) -> dict[str, Any]:
    """The register's measure that begins so; else one of those words alone."""
    whole = _plain(beginning)[:50]
    none = {"text": "", "theme": "", "label": "", "targets": [], "code": "", "id": 0}
    return next((m for m in rows if _plain(m["text"]).startswith(whole)), none)


@contextmanager
def _home(papers: list[Path]) -> Iterator[Services]:
    """A home of these papers for as long as they are read."""
    with tempfile.TemporaryDirectory() as folder:
        settings = load(home=Path(folder) / "home", config=ROOT / "config.toml")
        with open_services(settings, actor="benchmark") as services:
            ingest(services, papers, origin="benchmark")
            yield services


def _plain(text: str) -> str:
    for curly, plain in (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"')):
        text = text.replace(curly, plain)
    return re.sub(r"\s+", " ", text).strip().lower()
