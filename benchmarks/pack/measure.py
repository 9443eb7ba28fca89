"""A pack frozen by Muster, and the same originals put into one PDF by qpdf, in one run.

    .venv/bin/python -m benchmarks.pack.measure [--pages N] [--rounds N] [--profile] PATH…

PATH are PDFs, or folders of them. Those that qpdf takes are copied, each copy with bytes of its own, until
there are enough pages; each copy is a document with three cited passages. In each round a home that has
issued one note before, and so has its key, and has never seen them in a pack, freezes them: planning,
preflight, PDF, signature, ZIP; and so does one where `pack check` looked at the pack before, as people do.
"""

import argparse
import cProfile
import os
import pstats
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from statistics import median

import pypdfium2 as pdfium

from benchmarks.ingest.measuring import Cost, compiled, cost
from evidence.model import Field, Inspection, Page, Passage, PassageKind, Reading
from evidence.packs.issuing import issue
from evidence.services import Services, open_services
from evidence.settings import load
from evidence.store import documents, inspections, ledger, links, pack_items, packs

MUSTER = "import sys; from webapp.cli import main; sys.exit(main())"
NAME, BEFORE = "Benchmark", "Before"
NAMES = ("qpdf --empty --pages", "Muster, pack freeze", "Muster, pack freeze after pack check")
CITED = 3  # passages of each document


def pdfs_of(paths: Iterable[Path]) -> dict[Path, int]:
    """The sound PDFs there, each with its number of pages."""
    found = {}
    every = {p for given in paths for p in (given.rglob("*.pdf") if given.is_dir() else [given])}
    for path in sorted(every):
        try:
            with pdfium.PdfDocument(path) as pdf:
                found[path] = len(pdf)
        except pdfium.PdfiumError:
            continue  # damaged: it would measure repair
    return {path: count for path, count in found.items() if count}


def copies(pdfs: dict[Path, int], pages: int, folder: Path) -> int:
    """Fill a folder with copies until there are so many pages. Returns how many there are."""
    made = copy = 0
    while made < pages:
        for path, count in pdfs.items():
            name = folder / f"{copy:04}-{len(list(folder.iterdir())):05}.pdf"
            name.write_bytes(path.read_bytes() + b"\n%% copy %d\n" % copy)
            made += count
            if made >= pages:
                break
        copy += 1
    return made


def prepare(home: Path, papers: Path) -> None:
    """A home with every paper as a document, and a pack with a section for each block that cites them."""
    with open_services(load(home=home), actor="benchmark") as services:
        inspections.add(services.record, Inspection(NAME, services.framework.code))
        packs.add(services.record, NAME, NAME)
        blocks = [block.code for block in services.framework.blocks]
        for number, path in enumerate(sorted(papers.iterdir())):
            _cite(services, _store(services, path), blocks[number % len(blocks)])
        for block in blocks:
            packs.add_section(services.record, NAME, block=block)
        _issue_a_note(services)


def _issue_a_note(services: Services) -> None:
    """A key is made once in a home's life, in a time that chance decides."""
    packs.add(services.record, BEFORE, NAME)
    section = packs.add_section(services.record, BEFORE, title="Note")
    pack_items.add_note(services.record, BEFORE, section, "Said before.")
    issue.freeze(services, BEFORE)


def _store(services: Services, path: Path) -> int:
    data = path.read_bytes()
    sha256, size = services.files.put_bytes(data)
    with pdfium.PdfDocument(data) as pdf:
        sizes = [page.get_size() for page in pdf]
    cited = range(1, min(CITED, len(sizes)) + 1)
    reading = Reading(
        kind="report",
        pages=tuple(Page(n, "text", "text", width=w, height=h) for n, (w, h) in enumerate(sizes, start=1)),
        passages=tuple(
            Passage(
                n - 1, PassageKind.PARAGRAPH, f"Paragraph {n} of what was found here.", f"{n}", page=n,
                end_page=n, rects=((n, 72.0, 200.0, 500.0, 240.0),),
            )
            for n in cited
        ),
        fields=(Field("title", f"Report {path.stem}"), Field("date", "2011-05-03")),
        paged=True,
    )  # fmt: skip
    with services.record.transaction():
        ledger.keep_file(
            services.record, sha256=sha256, size=size, media_type="application/pdf", name=path.name
        )
        return documents.add_readings(services.record, sha256, [reading])[0]


def _cite(services: Services, document: int, block: str) -> None:
    sql = "SELECT id FROM passages WHERE document = ?"
    for (passage,) in services.record.db.execute(sql, [document]).fetchall():
        links.add(services.record, services.framework.code, passage, block=block)


def command(home: Path, does: str) -> list[str]:
    return [sys.executable, "-c", MUSTER, "--home", str(home), "pack", does, NAME, "--json"]


def one_round(first: Path, papers: Path, work: Path) -> tuple[Cost, ...]:
    """What qpdf takes, Muster, and Muster after a check."""
    home, checked = work / "cold", work / "checked"
    for each in (home, checked):
        shutil.copytree(first, each)
    subprocess.run(command(checked, "check"), stdout=subprocess.DEVNULL, check=False)  # 1: it knows something
    frozen = (cost(command(each, "freeze")) for each in (home, checked))
    costs = (qpdf(papers, work / "qpdf.pdf"), *frozen)
    for each in (home, checked):
        shutil.rmtree(each)
    return costs


def qpdf(papers: Path, target: Path) -> Cost:
    return cost(["qpdf", "--empty", "--pages", *map(str, sorted(papers.iterdir())), "--", str(target)])


def profile(home: Path) -> None:
    """Where the time goes, to stderr."""
    watch = cProfile.Profile()
    with open_services(load(home=home), actor="benchmark") as services:
        watch.runcall(issue.freeze, services, NAME)
    stats = pstats.Stats(watch, stream=sys.stderr)
    stats.sort_stats("cumulative").print_stats(90)
    stats.sort_stats("tottime").print_stats(40)


def main() -> int:
    parser = argparse.ArgumentParser(description="Muster's pack and qpdf's, of the same PDFs, in one run.")
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--profile", action="store_true", help="Say where the time goes, and measure nothing."
    )
    arguments = parser.parse_args()
    if shutil.which("qpdf") is None:
        print("Not installed: run `apt install qpdf` first.", file=sys.stderr)
        return 2
    compiled()
    with tempfile.TemporaryDirectory() as work:
        papers, first = Path(work) / "papers", Path(work) / "home"
        papers.mkdir()
        pages = copies(pdfs_of(arguments.paths), arguments.pages, papers)
        prepare(first, papers)
        if arguments.profile:
            profile(first)
            return 0
        rounds = []
        for number in range(arguments.rounds):
            rounds.append(one_round(first, papers, Path(work)))
            print(f"round {number + 1}: {', '.join(map(str, rounds[-1]))}", file=sys.stderr)
    cores = len(os.sched_getaffinity(0))
    print(f"{pages:,} pages; {cores} cores; {arguments.rounds} rounds.\n\n{table(rounds)}")
    return 0


def table(rounds: list[tuple[Cost, ...]]) -> str:
    """Medians over the rounds, as Markdown; the ratio is the median of the rounds' own, of processor time."""
    lines = ["| | seconds | processor seconds | times qpdf | peak MiB |", "|---|---|---|---|---|"]
    for place, name in enumerate(NAMES):
        own = [each[place] for each in rounds]
        ratio = median(each[place].cpu / each[0].cpu for each in rounds)
        wall, cpu = median(c.wall for c in own), median(c.cpu for c in own)
        lines.append(f"| {name} | {wall:.1f} | {cpu:.1f} | {ratio:.1f} | {max(c.peak for c in own):.0f} |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
