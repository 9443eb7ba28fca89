"""Makes the sample evidence base again: `python samples/make.py [FOLDER]`.

Writes the files of `samples/evidence/` (or FOLDER) from the texts in `samples/content/`,
and `samples/truth.json`, which says what is in them. Needs reportlab, openpyxl and pypdfium2.
"""

import sys
from pathlib import Path

from generator import book, paper, plain, scan, truth, word
from generator.markup import Text, load

HERE = Path(__file__).parent
DRAWERS = {
    "workbook": book.draw,
    "scan": scan.draw,
    "text": plain.draw,
    "word": word.draw,
    "webpage": lambda text: text.raw.encode(),
}


def draw(text: Text) -> bytes:
    return DRAWERS.get(text.facts["form"], paper.draw)(text)


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    texts = load()
    for text in texts:
        data = draw(text)
        for name in (text.facts["file"], text.facts.get("copy")):
            if name:
                (folder / name).write_bytes(data)
                print(f"{len(data):>8,}  {name}")
    (folder.parent / "truth.json").write_text(truth.tell(texts), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "evidence")
