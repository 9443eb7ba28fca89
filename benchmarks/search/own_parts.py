"""What the parts of Muster's own in evidence/search/whoosh buy, beside plain Whoosh, in one run.

Usage: python benchmarks/search/own_parts.py [--passages N] [FOLDER …]

Plain Whoosh keeps title and text with its stemming analyzer, ranks by its BM25F and counts documents' kinds
with its own facets: less than Muster's index holds. Whoosh's writer is also given the very words and columns
that Muster's writes. Prints the time to build, the index's size, the time of a query, and of a commit of one
document.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from measure import SHARED, build, size, timed
from papers import sentences
from whoosh import index, qparser, sorting
from whoosh.analysis import SpaceSeparatedTokenizer, StemmingAnalyzer
from whoosh.fields import COLUMN, ID, KEYWORD, NUMERIC, TEXT, Schema

from evidence.reads import search as reads
from evidence.search import Query, indexer
from evidence.search.answering.entries import Row, rows_of
from evidence.search.engines import open_engine
from evidence.search.whoosh.writing import COLUMNS, SCHEMA, Writer
from evidence.services import open_services
from evidence.settings import Settings

COMMITS = 60


def percentile(times: list[float], share: float) -> float:
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


class Plain:
    """Whoosh as it comes."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        schema = Schema(
            id=NUMERIC(stored=True, unique=True),
            document=ID,
            kind=ID(sortable=True),
            title=TEXT(analyzer=StemmingAnalyzer()),
            text=TEXT(analyzer=StemmingAnalyzer(), stored=True),
        )
        self.folder, self._index = folder, index.create_in(folder, schema)
        self._parser = qparser.MultifieldParser(["title", "text"], schema)

    def add(self, entries: list[Any]) -> None:
        writer = self._index.writer(limitmb=256)
        for entry in entries:
            writer.add_document(
                id=entry.passage,
                document=str(entry.document),
                kind=entry.kind,
                title=entry.title,
                text=entry.text,
            )
        writer.commit()

    def ask(self, text: str) -> int:
        with self._index.searcher() as searcher:
            facets = sorting.FieldFacet("kind", maptype=sorting.Count)
            hits = searcher.search(self._parser.parse(text), limit=20, groupedby={"kind": facets})
            return len([hit.highlights("text") for hit in hits])

    @property
    def segments(self) -> int:
        return len(self._index._segments())


def written_by_whoosh(folder: Path, rows: list[tuple[str, Row]]) -> float:
    """Seconds that Whoosh's own writer takes for the same words and columns, made ready before."""
    folder.mkdir()
    words = {name: KEYWORD(scorable=False) for name in ("titled", "printed", "named")}
    stored = {name: COLUMN(SCHEMA[name].column_type) for name in COLUMNS if name != "passage"}
    body = TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=True)
    made = index.create_in(folder, Schema(body=body, document=ID, **words, **stored))
    began = time.perf_counter()
    writer = made.writer(limitmb=256)
    for document, row in rows:
        places = sorted((at, stem) for stem, _, positions in row.body for at in positions)
        said = {name: " ".join(getattr(row, name)) for name in words}
        values = {name: getattr(row, name) for name in stored}
        writer.add_document(body=" ".join(s for _, s in places), document=document, **said, **values)
    writer.commit()
    return time.perf_counter() - began


def written_by_us(folder: Path, rows: list[tuple[str, Row]]) -> float:
    """The same by Muster's writer."""
    folder.mkdir()
    made = index.create_in(folder, SCHEMA)
    began = time.perf_counter()
    writer = Writer(made, 1.0)
    for number, (document, row) in enumerate(rows):
        writer.add(int(document), number, row)
    writer.commit()
    return time.perf_counter() - began


def writers(scratch: Path, rows: list[tuple[str, Row]]) -> None:
    for name, write in (("Muster", written_by_us), ("plain Whoosh", written_by_whoosh)):
        folder = scratch / f"writer of {name}"
        print(f"  {name:14} wrote the same words in {write(folder, rows):.1f} s, {size(folder) / 1e6:.0f} MB")


def report(
    name: str, built: float, folder: Path, text: int, ask: Callable[[str], object], rounds: int
) -> None:
    _, times = timed(ask, rounds)
    print(
        f"  {name:14} built in {built:5.1f} s   index {size(folder) / text:.2f} times the text   "
        f"query p50 {percentile(times, 0.5):.1f} ms, p95 {percentile(times, 0.95):.1f} ms",
        flush=True,
    )


def commits(name: str, add: Callable[[int], None]) -> None:
    took = []
    for number in range(COMMITS):
        began = time.perf_counter()
        add(number)
        took.append((time.perf_counter() - began) * 1000)
    middle = percentile(took, 0.5)
    print(f"  {name:14} {COMMITS} commits of one document: p50 {middle:.0f} ms, at most {max(took):.0f}")


def measure(scratch: Path, passages: int, rounds: int, every: list[str]) -> None:
    settings = Settings(home=scratch / "home")
    with open_services(settings) as services:
        build(services.record, passages, every)
        entries = reads.entries(services.record.db, reads.indexable(services.record.db))
        text = sum(len(e.text.encode()) for some in entries.values() for e in some)
        began = time.perf_counter()
        engine = open_engine("whoosh", settings.index)
        indexer.reindex(services.record, engine)
        built = time.perf_counter() - began
        report("Muster", built, settings.index, text, lambda q: engine.search(Query(q)), rounds)
        plain = Plain(scratch / "plain")
        began = time.perf_counter()
        plain.add([e for some in entries.values() for e in some])
        report("plain Whoosh", time.perf_counter() - began, plain.folder, text, plain.ask, rounds)
        writers(scratch, [(str(n), row) for n, some in entries.items() for _, row in rows_of(some)])
        numbers = sorted(entries)
        commits("Muster", lambda n: engine.replace({numbers[n]: entries[numbers[n]]}))
        commits("plain Whoosh", lambda n: plain.add(entries[numbers[n]]))
        print(f"  plain Whoosh then has {plain.segments} segments")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="*", type=Path, default=[SHARED / "corpus", SHARED / "seeds"])
    parser.add_argument("--passages", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=2)
    given = parser.parse_args()
    every = [sentence for folder in given.folder for sentence in sentences(folder)]
    if not every:
        print("There are no papers to take sentences from: name a folder of PDFs.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as scratch:
        measure(Path(scratch), given.passages, given.rounds, every)
    return 0


if __name__ == "__main__":
    sys.exit(main())
