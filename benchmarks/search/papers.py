"""Many passages of real sentences, recombined: the same for the same seed."""

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium

from evidence.model import Field, Page, Passage, PassageKind, Reading, Source, SourceClass

PER_DOCUMENT = 60
SOURCES = [
    Source("Ofsted", SourceClass.EXTERNAL),
    Source("Department for Education", SourceClass.EXTERNAL),
    Source("Improvement Board", SourceClass.PARTNER),
    Source("Council", SourceClass.INTERNAL),
]
KINDS = ["report", "letter", "inspection_report", "minutes", "plan"]


def sentences(folder: Path) -> list[str]:
    """Every sentence of the PDFs and texts in a folder, each once."""
    texts = []
    for path in sorted(folder.rglob("*.*")):
        if path.suffix == ".txt":
            texts.append(path.read_text(encoding="utf-8", errors="replace"))
        elif path.suffix == ".pdf" and "hostile" not in path.parts:
            try:
                with pdfium.PdfDocument(path) as pdf:
                    texts += [page.get_textpage().get_text_range() for page in pdf]
            except pdfium.PdfiumError:
                continue
    flat = [" ".join(text.split()) for text in texts]
    found = [s.strip() for text in flat for s in re.split(r"(?<=[.;:])\s+(?=[A-Z0-9(])", text)]
    return list(dict.fromkeys(s for s in found if 30 <= len(s) <= 600))


def readings(every: list[str], passages: int, seed: int = 5) -> Iterator[Reading]:
    """Documents of so many passages in all, each of one to five sentences, a heading before every twelfth."""
    rnd = random.Random(seed)
    made = 0
    while made < passages:
        size = min(PER_DOCUMENT, passages - made)
        made += size
        heading = ""
        found = []
        for ordinal in range(size):
            if ordinal % 12 == 0:
                heading = rnd.choice(every)[:60]
                kind, text = PassageKind.HEADING, heading
            else:
                kind, text = PassageKind.PARAGRAPH, " ".join(rnd.choices(every, k=rnd.randint(1, 5)))
            path = (heading,) if ordinal % 12 else ()
            label = f"{ordinal // 12 + 1}.{ordinal % 12}"
            found.append(Passage(ordinal, kind, text, label=label, heading_path=path, page=ordinal // 6 + 1))
        date = f"{rnd.randint(2008, 2024)}-{rnd.randint(1, 12):02}-{rnd.randint(1, 28):02}"
        fields = (Field("date", date), Field("title", rnd.choice(every)[:70]))
        pages = tuple(Page(n + 1, "") for n in range(size // 6 + 1))
        yield Reading(rnd.choice(KINDS), pages, tuple(found), fields=fields, source=rnd.choice(SOURCES))
