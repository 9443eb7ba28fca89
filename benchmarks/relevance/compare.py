"""Ranking quality: nDCG@10 of Muster's engines, SQLite FTS5 and plain tantivy, in one run.

    .venv/bin/python benchmarks/relevance/compare.py [FOLDER]

FOLDER holds one folder a collection, each with docs.jsonl (id, title, text), queries.jsonl (id, text) and
qrels.tsv (query, document, grade); without it, ../shared/corpus/relevance. Every engine has one setting for
all collections. FTS5 and tantivy run as they come, stemmed, asked for any of the words: each does worse
with all.

Gains are 2^grade - 1 (Burges et al. 2005); the second figure has the grades themselves (Järvelin and
Kekäläinen 2002). Queries without a relevant document are left out.
"""

import json
import re
import sqlite3
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from math import log2
from pathlib import Path

from evidence.search import Entry, Query
from evidence.search.engines import open_engine

HERE = Path(__file__).resolve().parent.parent.parent
DEFAULT = HERE.parent / "shared" / "corpus" / "relevance"
DEPTH = 10

Ranking = dict[str, list[str]]
"""Each query's documents, best first."""


@dataclass(frozen=True)
class Paper:
    id: str
    title: str
    text: str


@dataclass(frozen=True)
class Collection:
    name: str
    papers: list[Paper]
    queries: dict[str, str]
    grades: dict[str, dict[str, float]]


def load(folder: Path) -> Collection:
    papers = [Paper(str(d["id"]), d.get("title", ""), d["text"]) for d in lines(folder / "docs.jsonl")]
    queries = {str(q["id"]): q["text"] for q in lines(folder / "queries.jsonl")}
    grades: dict[str, dict[str, float]] = defaultdict(dict)
    for line in (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines():
        query, paper, grade = line.split("\t")[:3]
        grades[query][paper] = float(grade)
    return Collection(folder.name, papers, queries, dict(grades))


def lines(path: Path) -> Iterable[dict]:
    return map(json.loads, path.read_text(encoding="utf-8").splitlines())


def ndcg(found: list[str], grades: dict[str, float], gain: Callable[[float], float]) -> float:
    def sum_of(gains: Iterable[float]) -> float:
        return sum(g / log2(place + 2) for place, g in enumerate(gains))

    best = sum_of(sorted(map(gain, grades.values()), reverse=True)[:DEPTH])
    return sum_of(gain(grades.get(paper, 0)) for paper in found[:DEPTH]) / best if best else 0.0


def muster(engine: str) -> Callable[[Collection, Path], Ranking]:
    def rank(collection: Collection, folder: Path) -> Ranking:
        opened = open_engine(engine, folder / collection.name)
        numbers = dict(enumerate(collection.papers, 1))
        opened.replace({number: [entry(number, paper)] for number, paper in numbers.items()})
        return {
            query: [numbers[hit.passage].id for hit in opened.search(Query(text, limit=DEPTH)).hits]
            for query, text in collection.queries.items()
        }

    return rank


def entry(number: int, paper: Paper) -> Entry:
    return Entry(
        passage=number,
        document=number,
        text=paper.text,
        label="",
        heading="",
        title=paper.title,
        kind="report",
        passage_kind="paragraph",
        date="",
        author="",
        source="",
        source_class="",
        page=1,
    )


def fts5(collection: Collection, folder: Path) -> Ranking:
    db = sqlite3.connect(":memory:")
    fields = "id UNINDEXED, title, text, tokenize='porter unicode61'"
    db.execute(f"CREATE VIRTUAL TABLE papers USING fts5({fields})")
    rows = [(paper.id, paper.title, paper.text) for paper in collection.papers]
    db.executemany("INSERT INTO papers VALUES (?, ?, ?)", rows)
    sql = "SELECT id FROM papers WHERE papers MATCH ? ORDER BY rank LIMIT ?"
    return {
        query: [row[0] for row in db.execute(sql, [" OR ".join(f'"{w}"' for w in words(text)), DEPTH])]
        for query, text in collection.queries.items()
    }


def plain_tantivy(collection: Collection, folder: Path) -> Ranking:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    builder.add_text_field("title", tokenizer_name="en_stem")
    builder.add_text_field("text", tokenizer_name="en_stem")
    index = tantivy.Index(builder.build())
    writer = index.writer(50_000_000, 1)
    for paper in collection.papers:
        writer.add_document(tantivy.Document(id=paper.id, title=paper.title, text=paper.text))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()
    ranking = {}
    for query, text in collection.queries.items():
        asked, _ = index.parse_query_lenient(" ".join(words(text)), ["title", "text"])
        ranking[query] = [searcher.doc(at)["id"][0] for _, at in searcher.search(asked, DEPTH).hits]
    return ranking


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    if not folder.is_dir():
        print(f"There is no folder {folder}: name the one that holds the collections.", file=sys.stderr)
        return 2
    ways = {"Muster (whoosh)": muster("whoosh"), "SQLite FTS5": fts5}
    if find_spec("tantivy"):
        ways |= {"Muster (tantivy)": muster("tantivy"), "tantivy alone": plain_tantivy}
    collections = [load(path) for path in sorted(folder.iterdir()) if (path / "qrels.tsv").is_file()]
    print(f"{'nDCG@10':20}" + "".join(f"{c.name:>20}" for c in collections))
    with tempfile.TemporaryDirectory() as scratch:
        for number, (name, rank) in enumerate(ways.items()):
            shown = []
            for collection in collections:
                ranking = rank(collection, Path(scratch) / str(number))
                judged = {q: g for q, g in collection.grades.items() if any(g.values())}
                figures = [
                    sum(ndcg(ranking.get(q, []), g, gain) for q, g in judged.items()) / len(judged)
                    for gain in (lambda grade: 2**grade - 1, float)
                ]
                shown.append(" ({1:.3f}) {0:.3f}".format(*figures))
            print(f"{name:20}" + "".join(f"{each:>20}" for each in shown), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
