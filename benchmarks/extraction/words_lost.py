"""How many of a paper's words are in none of its passages, by kind of paper.

    python benchmarks/extraction/words_lost.py [FOLDER…]

Each FOLDER's PDFs and texts are read; without one, those of ../shared beside the checkout (inspection
reports, papers of councils, papers read by OCR). A page's words are those that PDFium gives for it,
whatever Muster makes of them; pages without any (scans) are left out. Prints a line for each kind:
files, words, what was left out as page numbers and as lines that stand on several pages (running heads,
a table's head on each of its pages), what was lost, and the share that was lost; then the files that
lost most, with what they lost. Exit 1 if a kind lost more than 0.2 % of its words.
"""

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2 as pdfium

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from evidence.model import Reading  # noqa: E402
from evidence.settings import load  # noqa: E402
from ingest.run.one_file import Task, understand  # noqa: E402

SHARED = ROOT.parent / "shared"
FOLDERS = ("corpus/inspection-reports", "corpus/mixed", "seeds")
MOST_LOST = 0.002
WORST = 8
_WORD = re.compile(r"[^\W_]{2,}")
_JOINS = re.compile(
    r"[-\u2010\u2011\xad\ufffe\x02]\s*"
)  # a word broken over lines is one, however its hyphen is kept


@dataclass
class Tally:
    files: int = 0
    words: int = 0
    apart: int = 0
    lost: Counter[str] = field(default_factory=Counter)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path, default=[SHARED / name for name in FOLDERS])
    folders = [f for f in parser.parse_args().folders if f.is_dir()]
    if not folders:
        print("None of the folders is there. Name one that holds PDFs or texts.", file=sys.stderr)
        return 2
    settings = load(home=folders[0], config=ROOT / "config.toml")
    tallies: dict[str, Tally] = defaultdict(Tally)
    worst: list[tuple[int, str, Counter[str]]] = []
    for path in sorted(p for f in folders for p in f.iterdir() if p.suffix in {".pdf", ".txt"}):
        text = printed_text(path)
        printed = words_of(text)
        readings = understand(Task(path, path.name, settings)).readings
        if not readings or not printed:
            continue
        tally = tallies[readings[0].kind]
        lost, apart = lost_of(text, readings)
        tally.files, tally.words = tally.files + 1, tally.words + printed.total()
        tally.apart += apart
        tally.lost += lost
        worst.append((lost.total(), path.name, lost))
    return show(tallies, worst)


def printed_text(path: Path) -> str:
    """The words that a file's pages print, as PDFium gives them; of a text, its own."""
    if path.suffix == ".txt":
        return path.read_text(encoding="utf-8", errors="replace")
    try:
        with pdfium.PdfDocument(path) as pdf:
            return "\n".join(page.get_textpage().get_text_range() for page in pdf)
    except pdfium.PdfiumError:
        return ""


def words_of(text: str) -> Counter[str]:
    return Counter(_WORD.findall(_JOINS.sub("", text).casefold()))


def again(text: str) -> Counter[str]:
    """The words of page numbers, and of lines as often as they stand again."""
    lines = Counter(line.strip() for line in text.splitlines() if line.strip())
    found: Counter[str] = Counter()
    for line, count in lines.items():
        times = count if line.isdigit() else count - 1
        found += Counter({word: n * times for word, n in words_of(line).items()})
    return found


def lost_of(text: str, readings: Iterable[Reading]) -> tuple[Counter[str], int]:
    """The words that are in no passage and were not left out as said above, and how many were."""
    kept: Counter[str] = Counter()
    apart = again(text)
    for reading in readings:
        for passage in reading.passages:
            kept += words_of(f"{passage.label} {passage.text}")
        for page in reading.pages:
            for _, words in page.left_out:
                apart += words_of(words)
    missing = words_of(text) - kept
    return missing - apart, (missing & apart).total()


def show(tallies: dict[str, Tally], worst: list[tuple[int, str, Counter[str]]]) -> int:
    print(f"{'kind':<22}{'files':>6}{'words':>9}{'apart':>8}{'lost':>7}{'share':>9}")
    for kind, tally in sorted(tallies.items()):
        lost = tally.lost.total()
        share = lost / tally.words
        print(f"{kind:<22}{tally.files:>6}{tally.words:>9,}{tally.apart:>8,}{lost:>7,}{share:>9.3%}")
    for count, name, lost in sorted(worst, key=lambda w: -w[0])[:WORST]:
        if count:
            print(f"{name}: {count} ({', '.join(word for word, _ in lost.most_common(12))})")
    return int(any(t.lost.total() > MOST_LOST * t.words for t in tallies.values()))


if __name__ == "__main__":
    sys.exit(main())
