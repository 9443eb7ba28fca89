"""How long a home takes to be compared again, after a new register or another council of ours.

    .venv/bin/python -m benchmarks.linking.rescoring [--passages 6000]

The samples are ingested, and papers made of their own passages, shuffled, are added until there are so many.
Nothing is written outside a folder that goes with the run.
"""

import argparse
import random
import tempfile
import time
from itertools import count
from pathlib import Path

from evidence.model import Field, Page, Passage, PassageKind, Reading, Source, SourceClass
from evidence.services import Services, open_services
from evidence.settings import load
from evidence.settling.rescoring import compare_again
from evidence.settling.settle import suggest
from evidence.settling.suggestions import own_measures
from evidence.store import comparing, documents
from evidence.store.ledger import keep_file
from ingest.run.pipeline import ingest

SAMPLES = Path("samples/evidence")
IN_A_PAPER = 40  # passages
SEED = 20261127


def fill(services: Services, passages: int) -> None:
    """Papers of shuffled sample passages, dated after the notice, until there are so many passages."""
    db, rng = services.record.db, random.Random(SEED)
    sql = (
        "SELECT text, heading_path FROM passages WHERE kind IN ('paragraph', 'bullet') AND length(text) > 60"
    )
    pool = [row[0] for row in db.execute(sql).fetchall()]
    for number in count():
        have = db.execute("SELECT count(*) FROM passages").fetchone()[0]
        if have >= passages:
            return
        texts = [" ".join(rng.sample(rng.choice(pool).split(". "), 1)) for _ in range(IN_A_PAPER)]
        made = tuple(
            Passage(
                i, PassageKind.PARAGRAPH, f"{text} ({number}.{i})", f"{i}.", ("Progress",), 1, 1, 0, len(text)
            )
            for i, text in enumerate(texts)
        )
        sha256, size = services.files.put_bytes(f"paper {number}".encode())
        reading = Reading(
            kind="report",
            pages=(Page(1, "\n".join(texts)),),
            passages=made,
            fields=(Field("title", f"Progress report {number}"), Field("date", "2026-06-30")),
            source=Source("Council", SourceClass.INTERNAL),
            paged=False,
        )
        with services.record.transaction():
            keep_file(
                services.record, sha256=sha256, size=size, media_type="text/plain", name=f"{number}.txt"
            )
            documents.add_readings(services.record, sha256, [reading])


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--passages", type=int, default=6000)
    wanted = arguments.parse_args().passages
    with tempfile.TemporaryDirectory() as folder, open_services(load(home=folder)) as services:
        ingest(services, [SAMPLES], origin="benchmark")
        fill(services, wanted)
        suggest(services)
        passages = services.record.db.execute("SELECT count(*) FROM passages").fetchone()[0]
        every = own_measures(services)
        newest = max(m["register"] for m in every)
        register = [m["id"] for m in every if m["register"] == newest]
        print(f"{passages:,} passages, {len(every)} measures")
        for what, since in (("one register", min(register)), ("every measure", 0)):
            comparing.ask(services.record, None, "benchmark", since=since)
            processor, clock = time.process_time(), time.perf_counter()
            compare_again(services)
            spent, took = time.process_time() - processor, time.perf_counter() - clock
            each = spent / passages
            print(
                f"{what}: {took:.1f} s, {spent:.1f} s of processor, {each * 1000:.2f} ms a passage;", end=" "
            )
            print(f"60,000 passages take {each * 60_000:.0f} s of processor")


if __name__ == "__main__":
    main()
