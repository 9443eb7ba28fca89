"""Muster, Recoll and bare pdftotext on the same PDFs, in one run.

    .venv/bin/python benchmarks/ingest/compare.py [--pages N] [--rounds N] [--timeline] PATH…

PATH are PDFs, or folders of them. Those with text are copied, each copy with bytes of its own, until there
are enough pages. In each round each program starts from nothing, one after the other.
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median

import pypdfium2 as pdfium
from measuring import Cost, compiled, cost
from timeline import Timeline

LETTERS = 200  # on a page on average: fewer, and it is a scan, which Muster reads by OCR and Recoll does not
TIMELINES: list[Timeline] = []
MUSTER = "import sys; from webapp.cli import main; sys.exit(main())"
NEEDED = {"recollindex": "recoll", "pdftotext": "poppler-utils"}  # program: Debian's package


def text_pdfs(paths: Iterable[Path]) -> dict[Path, int]:
    """The PDFs that hold text, each with its number of pages."""
    every = sorted({p for path in paths for p in (path.rglob("*.pdf") if path.is_dir() else [path])})
    found = {}
    for path in every:
        try:
            pdf = pdfium.PdfDocument(path)
            letters = sum(page.get_textpage().count_chars() for page in pdf)
        except pdfium.PdfiumError:
            continue  # damaged: each program would give up at another point
        if letters >= LETTERS * len(pdf):
            found[path] = len(pdf)
        pdf.close()
    return found


def copies(pdfs: dict[Path, int], pages: int, folder: Path) -> int:
    """Fill a folder with copies until there are so many pages. Returns how many there are."""
    made = copy = 0
    while made < pages:
        for path, count in pdfs.items():
            data = path.read_bytes() + b"\n%% copy %d\n" % copy
            (folder / f"{copy:04}-{path.name}").write_bytes(data)
            made += count
            if made >= pages:
                break
        copy += 1
    return made


def muster(papers: Path, home: Path) -> Cost:
    command = [sys.executable, "-c", MUSTER, "--home", str(home), "ingest", str(papers), "--json"]
    timeline = Timeline(home)
    # Unset: its processes read the bytecode that is there. It exits with 1 where a file failed.
    found = cost(command, timeline.look, (0, 1), PYTHONDONTWRITEBYTECODE="")
    TIMELINES.append(timeline)
    return found


def recoll(papers: Path, home: Path) -> Cost:
    home.mkdir()
    (home / "recoll.conf").write_text(f"topdirs = {papers}\npdfocr = 0\n")
    return cost(["recollindex", "-c", str(home), "-z"], RECOLL_CONFDIR=str(home))


def pdftotext(papers: Path, home: Path, at_once: int = 1) -> Cost:
    listed = "find %s -name '*.pdf' -print0 | xargs -0 -n 1 -P %d sh -c 'pdftotext \"$0\" - > /dev/null'"
    return cost(["sh", "-c", listed % (papers, at_once)])


def pdftotext_on_every_core(papers: Path, home: Path) -> Cost:
    return pdftotext(papers, home, len(os.sched_getaffinity(0)))


PROGRAMS: dict[str, Callable[[Path, Path], Cost]] = {
    "pdftotext, one at a time": pdftotext,
    "pdftotext, on every core": pdftotext_on_every_core,
    "Recoll": recoll,
    "Muster": muster,
}


def measure(papers: Path, work: Path, rounds: int) -> dict[str, list[Cost]]:
    """What each program cost in each round."""
    costs: dict[str, list[Cost]] = {name: [] for name in PROGRAMS}
    for number in range(rounds):
        for name, run in PROGRAMS.items():
            home = work / f"{run.__name__}-{number}"
            costs[name].append(run(papers, home))
            shutil.rmtree(home, ignore_errors=True)
            print(f"round {number + 1}: {name}: {costs[name][-1]}", file=sys.stderr)
    return costs


def table(costs: dict[str, list[Cost]], pages: int) -> str:
    """Medians over the rounds, as Markdown; against Recoll, the median of the rounds' own ratios."""
    lines = [
        "| | pages a second | against Recoll | processor ms a page | peak MiB |",
        "|---|---|---|---|---|",
    ]
    for name, own in costs.items():
        ratio = median(r.wall / c.wall for c, r in zip(own, costs["Recoll"], strict=True))
        speed, cpu = pages / median(c.wall for c in own), 1000 * median(c.cpu for c in own) / pages
        lines.append(f"| {name} | {speed:.0f} | {ratio:.2f} | {cpu:.1f} | {max(c.peak for c in own):.0f} |")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description="Muster, Recoll and pdftotext on the same PDFs, in one run.")
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--timeline", action="store_true", help="print how Muster's last round went on")
    arguments = parser.parse_args()
    missing = [package for program, package in NEEDED.items() if shutil.which(program) is None]
    if missing:
        print(f"Not installed: run `apt install {' '.join(missing)}` first.", file=sys.stderr)
        return 2
    pdfs = text_pdfs(arguments.paths)
    if not pdfs:
        print("No PDF with text was found there.", file=sys.stderr)
        return 2
    compiled()
    with tempfile.TemporaryDirectory() as folder:
        papers = Path(folder) / "papers"
        papers.mkdir()
        pages = copies(pdfs, arguments.pages, papers)
        files = len(list(papers.iterdir()))
        costs = measure(papers, Path(folder), arguments.rounds)
    cores, rounds = len(os.sched_getaffinity(0)), arguments.rounds
    print(f"{pages:,} pages in {files:,} files ({len(pdfs)} different); {cores} cores; {rounds} rounds.\n")
    print(table(costs, pages))
    if arguments.timeline:
        print(f"\n{TIMELINES[-1]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
