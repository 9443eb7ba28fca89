"""The home that the load is put on: the samples, and papers of sentences put together anew."""

import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from benchmarks.load import written

__all__ = ["Prepared", "prepare", "written"]

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples" / "evidence"
BEFORE = 150  # papers besides the samples that the home holds before anybody works
MUSTER = "import sys; from webapp.cli import main; sys.exit(main())"
SUBJECTS = "the board,social workers,team managers,the service,inspectors,partner agencies,schools"
VERBS = "reviewed,completed,recorded,audited,delayed,improved,agreed,reported,discussed,escalated"
OBJECTS = (
    "initial assessments,strategy discussions,supervision records,case files,placement stability,"
    "care leavers' plans,caseloads,re-referrals,child protection conferences,missing episodes"
)
ENDS = "within timescales,in the last quarter,after the audit,with the police,across three teams"


@dataclass(frozen=True)
class Prepared:
    """A home, what waits to be uploaded, and what officers will work on."""

    home: Path
    uploads: list[Path]
    packs: list[int]
    documents: list[int]
    passages: list[int]
    links: list[int]
    files_before: int

    @property
    def said(self) -> str:
        return (
            f"{len(self.documents)} documents, {len(self.passages)} passages, {len(self.links)} suggestions"
        )


def prepare(folder: Path, files: int, packs: int) -> Prepared:
    """Make the home in ``folder``, and the files that are uploaded later: four texts to each PDF."""
    home, chance = folder / "home", random.Random(15)
    before = [_paper(folder / "before", number, chance) for number in range(BEFORE)]
    muster(home, "ingest", SAMPLES, before[0].parent)
    uploads = [_paper(folder / "uploads", 1000 + number, chance) for number in range(files)]
    names = [f"load-{number}" for number in range(packs)]
    dates = ("--announced", "2026-11-30", "--cutoff", "2026-11-30", "--starts", "2026-12-07")
    muster(home, "inspection", "new", "Load", "--timetable", "ilacs-standard", *dates)
    for name in names:
        muster(home, "pack", "new", name, "--inspection", "Load")
        muster(home, "pack", "add", name, "--section", "Papers", *_some(home, chance))
    with closing(sqlite3.connect(home / "muster.db")) as db:
        numbers = [row[0] for row in db.execute("SELECT id FROM packs ORDER BY id")]
        documents = [row[0] for row in db.execute("SELECT id FROM documents ORDER BY id")]
        passages = [row[0] for row in db.execute("SELECT id FROM passages WHERE length(text) > 60")]
        links = [row[0] for row in db.execute("SELECT id FROM links WHERE status = 'suggested'")]
    chance.shuffle(passages)
    chance.shuffle(links)
    return Prepared(home, uploads, numbers, documents, passages, links, written.files_read(home))


def muster(home: Path, *arguments: object) -> None:
    """A command on the home. Some inputs of the samples fail on purpose: exit 1 is no trouble."""
    command = [sys.executable, "-c", MUSTER, "--home", str(home), *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr)


def _some(home: Path, chance: random.Random) -> list[object]:
    with closing(sqlite3.connect(home / "muster.db")) as db:
        documents = [row[0] for row in db.execute("SELECT id FROM documents ORDER BY id")]
    return [word for number in chance.sample(documents, 40) for word in ("--document", number)]


def _paper(folder: Path, number: int, chance: random.Random) -> Path:
    folder.mkdir(exist_ok=True)
    paragraphs = [f"Report of the performance board, number {number}", "15 June 2026"]
    paragraphs += [f"{n}. {paragraph(chance)}" for n in range(1, 31)]
    if number % 5:
        path = folder / f"paper-{number}.txt"
        path.write_text("\n\n".join(paragraphs), encoding="utf-8")
        return path
    path = folder / f"paper-{number}.pdf"
    canvas, y = Canvas(str(path), pagesize=A4), 790.0
    for line in (part for text in paragraphs for part in [*simpleSplit(text, "Helvetica", 11, 480), ""]):
        canvas.setFont("Helvetica", 11)
        canvas.drawString(56, y, line)
        y -= 15
        if y < 60:
            canvas.showPage()
            y = 790.0
    canvas.save()
    return path


def paragraph(chance: random.Random) -> str:
    """Three sentences, put together anew."""
    sentences = []
    for _ in range(3):
        words = [chance.choice(part.split(",")) for part in (SUBJECTS, VERBS, OBJECTS, ENDS)]
        sentences.append(f"In {chance.randint(2, 98)} of 100 cases {' '.join(words)}.")
    return " ".join(sentences)
