"""Inspection reports as plain text -> paragraphs, recommendations, grades."""

import re
from dataclasses import dataclass
from pathlib import Path

SHORTEST = 8  # words; what is shorter is a heading, a page number or a table's cell

_DOT = "[•\uf0b7\u25a0\u25aa\u25cf\u25fc\u25fe\u2b1b]"
_BLOCK = re.compile(rf"\n\s*\n|\n(?=\s*{_DOT}\s)|\n(?=\d{{1,3}}\.\s)|\f")
_MARK = re.compile(r"\(recommendations?[^)]*\)", re.IGNORECASE)
_HEADING = re.compile(
    r"(?:Recommendations|Areas for improvement|Priority and immediate action|What needs to improve\??)\s*:?"
)
_BULLET = re.compile(rf"^(?:\d{{1,2}}\.|[a-z]\.|{_DOT})\s*")
_DEMAND = re.compile(
    r"^(?:Ensure|Improve|Review|Develop|Strengthen|Implement|Accelerate|Increase|Take|Continue|Make|Work|Establish"
    r"|Provide|Embed|Reduce|Undertake|Further|Enhance|Monitor|Evaluate|With|Put|Raise|Extend|Clarify|Address"
    r"|Complete|Consider|Deliver|Rapidly|Urgently|In partnership|Set|Target|Use|Analyse|Secure|Support"
    r"|Prioritise|Promote|Identify|Refine|Revise|Update|Engage|Hold|Build|The|How|Quality|Timel|Consistency|Oversight)\b",
)
_AFTER = re.compile(r"^(?:Summary|Executive|The experiences|Information|Inspection|Main findings)")
_GRADE = r"(outstanding|good|requires improvement|inadequate)"
_OVERALL = re.compile(
    rf"overall effectiveness\W{{0,40}}?(?:is\W+)?{_GRADE}"
    rf"|overall judgement is (?:that \D{{0,60}}? (?:is|are) )?{_GRADE}"
    rf"|^children[’']s services in [^.]{{3,60}}? are {_GRADE}",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True)
class Report:
    """``demands`` are what it asks for; ``marked`` says which paragraphs it gives as grounds for one."""

    name: str
    paragraphs: tuple[str, ...]
    marked: tuple[bool, ...]
    demands: tuple[str, ...]
    grade: str


def council(name: str) -> str:
    """A file's council: "kent-2022-07-05" is of "kent"."""
    return re.sub(r"-\d{4}-\d{2}-\d{2}$", "", name)


def reports(folder: Path, leave_out: tuple[str, ...] = ()) -> list[Report]:
    """Every report in a folder, by name. Raises FileNotFoundError if there is none."""
    files = sorted(p for p in folder.glob("*.txt") if council(p.stem) not in leave_out)
    if not files:
        raise FileNotFoundError(f"{folder} holds no .txt files")
    return [_report(path) for path in files]


def _report(path: Path) -> Report:
    text = path.read_text(encoding="utf-8", errors="replace")
    demands = _demands(text)
    asked = {d[:60] for d in demands}
    blocks = (re.sub(r"\s+", " ", block).strip() for block in _BLOCK.split(text))
    kept = [b for b in blocks if len(b.split()) >= SHORTEST and _BULLET.sub("", b)[:60] not in asked]
    overall = next((g.lower() for m in _OVERALL.finditer(text) for g in m.groups() if g), "")
    return Report(
        path.stem,
        tuple(_MARK.sub("", b) for b in kept),
        tuple(bool(_MARK.search(b)) for b in kept),
        tuple(demands),
        overall,
    )


def _demands(text: str) -> list[str]:
    """The bullets under "Recommendations" and "What needs to improve"; a table of contents has none."""
    lines = [line.strip() for line in text.replace("\f", "\n").split("\n")]
    found: list[str] = []
    for at, line in enumerate(lines):
        if _HEADING.fullmatch(line):
            some = _list("\n".join(lines[at + 1 : at + 120]))
            found += some if len(some) > 1 else []
    return list(dict.fromkeys(found))


def _list(text: str) -> list[str]:
    found: list[str] = []
    others = 0
    for block in _BLOCK.split(text):
        one = re.sub(r"\s+", " ", block).strip()
        if not one or re.fullmatch(r"\d+\.?", one):
            continue
        bare = _BULLET.sub("", one)
        if (_DEMAND.match(bare) or bare != one) and 5 <= len(bare.split()) <= 90:
            found.append(bare)
            others = 0
            continue
        others += 1
        if others > 1 or _AFTER.match(one):
            break
    return found
