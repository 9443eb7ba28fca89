"""Contents pages: their lines name headings, but are none."""

import re

from evidence.language.letters import CONTENTS
from evidence.model import PassageKind
from ingest.structure.items import ended
from ingest.structure.lines import Block
from ingest.structure.marks import clean

_LEADER = re.compile(r"(?:\.{3,}|…|(?:\s\.){3,}|_{3,}|\t|\s{3,}|\s\|\s|\s)\s*(\d{1,3})\s*$")


def mark_contents(blocks: list[Block]) -> None:
    """Mark contents pages: three or more lines that end with page numbers that never fall."""
    run: list[tuple[int, int]] = []
    for i, block in enumerate(blocks):
        number = _page_number(block)
        if number is not None and (not run or number >= run[-1][1]):
            run.append((i, number))
            continue
        if block.text:
            _mark_run(blocks, run)
            run = [(i, number)] if number is not None else []
    _mark_run(blocks, run)
    for block in blocks:
        if CONTENTS.fullmatch(block.text) and not block.label:
            block.kind, block.contents = PassageKind.FRONT, True


def _page_number(block: Block) -> int | None:
    if block.bullet or ended(block.text) or len(block.text) > 140 or block.kind is PassageKind.FOOTNOTE:
        return None
    raw = block.last.pieces[-1].line.text if block.kind is not PassageKind.ROW else block.text
    found = _LEADER.search(raw[-160:])
    if not found or block.text.count("|") > 1:
        return None
    return int(found[1])


def _mark_run(blocks: list[Block], run: list[tuple[int, int]]) -> None:
    if len(run) < 3:
        return
    first = run[0][0]
    headed = any(CONTENTS.fullmatch(blocks[k].text) for k in range(max(0, first - 2), first))
    led = sum(bool(re.search(r"\.{3,}|…|(?:\s\.){3,}", _raw(blocks[i]))) for i, _ in run)
    if not headed and led * 2 < len(run):
        return
    for i, _ in run:
        blocks[i].kind, blocks[i].contents = PassageKind.FRONT, True
        blocks[i].text = clean(f"{blocks[i].label} {blocks[i].text}".replace(" | ", " "))
        blocks[i].label = ""


def _raw(block: Block) -> str:
    return " ".join(p.line.text for p in block.last.pieces)
