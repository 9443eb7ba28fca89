"""A trace to take away: what an outside auditor needs to follow a measure to its sources without Muster.

Every link is in it, with what became of it: what counts, what was rejected, what only is the baseline, what
waits. Each names its file with the SHA-256, page, quoted words, and the log's events about it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from evidence.exports import sheets
from evidence.exports.marked import COLUMN, Carried, documents_in
from evidence.home import receipt
from evidence.language.citations import say_time
from evidence.language.units import say_target, say_value
from evidence.packs.measured import charts_of
from evidence.packs.own.charts import charts
from evidence.packs.setting.text_layout import (
    FOOT_LINE,
    MARGIN,
    QUIET,
    WIDTH,
    Line,
    Marks,
    draw,
    draw_text,
    line,
    style,
)  # fmt: skip
from evidence.pages.fonts import markup
from evidence.reads import coverage as reads
from evidence.reads.documents import summary
from evidence.reads.events import about_link
from evidence.reads.measure_updates import say_update
from evidence.reads.packs import frameworks
from evidence.services import Services

STANDING = (
    ("evidence", "Counts"),
    ("later", "Dated later than asked, not counted"),
    ("baseline", "Baseline: older than the measure, not counted"),
    ("comparison", "Comparison: about another council, not counted"),
    ("review", "To be looked at again, not counted"),
    ("rejected", "Rejected, not counted"),
    ("suggested", "Suggested, not decided, not counted"),
)
"""The parts of a trace, in the order in which they are told."""
LIMIT, SAID = "Limiting judgement, no evidence", "Said of the measure, no evidence"
COLUMNS = (
    ("Measure", "code", 12), ("Standing", "standing", 24), ("Stance", "stance", 12),
    ("Citation", "citation", 50), ("Date", "date", 12), ("Source", "source", 24),
    ("External or internal", "source_class", 12), ("Page", "page", 8), ("Label", "label", 10),
    ("Words that were linked", "quote", 80), ("Words as read now", "text", 80),
    ("Voice", "voice", 8),
    ("Decided by", "decided_by", 22), ("Decided at (UTC)", "decided_at", 22), ("Note", "note", 30),
    ("Why it was suggested", "reason", 40), ("File", "file", 30), ("SHA-256 of the file", "sha256", 68),
    ("In the log", "history", 80), ("Link", "link", 8), COLUMN,
)  # fmt: skip
ABOUT = frozenset(
    (
        "Trace of",
        "As on",
        "As known on",
        "Made at",
        "Made by",
        "Events in the log",
        "Hash of the newest",
        "How to check",
    )
)
WRAPPED = ("citation", "quote", "text", "note", "reason", "history", "standing")

TITLE = style(17, 22, bold=True, spaceAfter=6)
PART = style(12, 16, bold=True, spaceBefore=12, spaceAfter=4)
BODY = style(10, 14, spaceAfter=4)
QUOTE = style(10, 14, leftIndent=12, spaceAfter=2)
SMALL = style(8, 11, leftIndent=12, textColor=QUIET, spaceAfter=4)


@dataclass(frozen=True)
class TraceExport:
    """``traces`` as evidence.reads.coverage gives them; ``rows`` have the keys of COLUMNS; ``about`` says
    what, when and on which log, as names and values; ``marking`` is the highest of all that they tell."""

    code: str
    traces: tuple[dict[str, Any], ...]
    rows: tuple[dict[str, Any], ...]
    about: tuple[tuple[str, str], ...]
    marking: str = ""


def export(services: Services, code: str, at: str, known: str = "") -> TraceExport:
    """The traces of a measure, an indicator or a block, at an ISO date; with ``known``, as
    known at the end of that day. Raises NotFound."""
    db, framework, months = services.record.db, services.framework, services.settings.freshness_months
    every = frameworks(db, framework)
    block = reads.trace_block_of(db, every, code, at, months, known, services.own)
    traces = [block] if block else reads.trace(db, framework, code, at, months, known)
    head = receipt.take(db, services.record.now, services.record.actor)
    about = [
        ("Trace of", code),
        ("As on", at),
        *([("As known on", known)] if known else []),
        ("Made at", head.taken),
        ("Made by", head.by),
        *([("Events in the log", str(head.events))] if head.events is not None else []),
        ("Hash of the newest", head.head),
        ("How to check", "Each file is named with its SHA-256, which sha256sum and other tools work out"
         " anew; who keeps the log shows each event by its number (`muster log`), and that it still holds"
         " this hash (`muster log verify --receipt`)."),
        *(pair for trace in traces for pair in _facts(trace)),
    ]  # fmt: skip
    rows = [
        row
        for trace in traces
        for row in (
            *(_row(services, trace, link, words) for words, link in _links(trace)),
            *_told(trace),
        )
    ]
    carried = Carried(db)
    marked = [{**row, "marking": carried.of([row["document"]])} for row in rows]
    carried.of(documents_in(traces))  # the measure's own paper, and those of its values
    return TraceExport(code, tuple(traces), tuple(marked), tuple(about), carried.highest)


def as_csv(found: TraceExport) -> bytes:
    """The links as CSV."""
    return sheets.as_csv(COLUMNS, found.rows)


def as_xlsx(found: TraceExport) -> bytes:
    """A workbook: the links, and a sheet that says what was traced, when, and on which log."""
    return sheets.as_xlsx(
        "Trace", COLUMNS, found.rows, about=found.about, wrapped=WRAPPED, marking=found.marking
    )


def as_pdf(found: TraceExport) -> bytes:
    """The same to be read and filed."""
    marks = Marks()
    marking = f"{found.marking} · " if found.marking else ""
    foot = f"{marking}Trace of {found.code} · {dict(found.about)['As on']}"
    return draw(list(_story(found, marks)), marks, foot, _number).pdf


def _number(canvas: Canvas, page: int) -> None:
    draw_text(canvas, WIDTH - MARGIN - 30, FOOT_LINE, f"Page {page}", 8, QUIET, 40)


def _story(found: TraceExport, marks: Marks) -> Iterator[Flowable]:
    def say(text: str, look: Any) -> Line:
        return line(markup(text), look, marks)

    if found.marking:
        yield say(found.marking, PART)
    for trace in found.traces:
        code = _code(trace)
        yield say(f"{code}: {trace.get('text') or trace['name']}", TITLE)
        for name, value in list(_facts(trace))[1:]:
            told = name.removeprefix(code).strip().capitalize()
            yield say(f"{told}: {value}", BODY)
        yield from charts(charts_of(trace.get("series", ())), marks)
        for part, words in STANDING:
            mine = [r for r in found.rows if r["code"] == code and r["standing"] == words]
            yield say(f"{words} ({len(mine)})", PART)
            for row in mine:
                decided = f" {row['decided_by']}, {say_time(row['decided_at'])}." if row["decided_by"] else ""
                marking = f" {row['marking']}." if row["marking"] else ""
                yield say(f"{row['stance'].capitalize()}: {row['citation']}.{decided}{marking}", BODY)
                yield say(f"“{row['quote']}”", QUOTE)
                yield say(f"{row['file']}, SHA-256 {row['sha256']}", SMALL)
                for event in row["history"].split("\n"):
                    yield say(event, SMALL)
            if not mine and part == "evidence":
                yield say("Nothing.", BODY)
    yield say("About this trace", PART)
    for name, value in [pair for pair in found.about if pair[0] in ABOUT]:
        yield say(f"{name}: {value}", BODY)


def _code(trace: dict[str, Any]) -> str:
    return str(trace.get("measure") or f"Block {trace['block']}")


def _facts(trace: dict[str, Any]) -> Iterator[tuple[str, str]]:
    code = _code(trace)
    yield f"{code}", str(trace.get("text") or trace.get("description"))
    if trace.get("register_title"):
        yield f"{code} stands in", f"{trace['register_title']} ({trace['register']})"
    yield f"{code} coverage", f"{trace['coverage']['state']}: {trace['coverage']['reason']}"
    if trace.get("retired_at"):
        yield (
            f"{code} is",
            f"kept; its paper has not been read to ask for it since {say_time(trace['retired_at'])}",
        )
    for name, key in (("owner", "owner"), ("due", "due"), ("rated", "rag"), ("progress", "progress")):
        value = str(trace.get("rating" if key == "rag" else key) or "")
        source = trace.get("said_by", {}).get(key, {})
        if value or source:
            where = source.get("citation", "")
            yield f"{code} {name}", f"{value or 'none'} ({where})" if where else value
    for one in trace.get("limits", ()):
        yield f"{code} limit", f"{one['sentence']} {one['says']}"
    for said in trace.get("differs", ()):
        yield f"{code} but", said
    for update in trace.get("updates", ()):
        yield f"{code} history", say_update(update)
    for target in trace.get("targets", ()):
        seen = target["observation"]
        sure = "confirmed" if seen and seen["confirmed"] else "not confirmed"
        on = f", on {_reached(seen)} ({sure})" if seen else ""
        yield f"{code} target", f"{target['indicator']} {say_target(target)}: {target['state']}{on}"


def _reached(seen: dict[str, Any]) -> str:
    noted = f", note: {seen['said']}" if seen.get("said") else ""
    return f"{say_value(seen['value'], seen['unit'])} in {seen['period']}{noted}"


def _links(trace: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for part, words in STANDING:
        for link in trace.get(part, ()):
            yield words, link


def _told(trace: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What is no link: limiting judgements, and what papers and people said of a measure, as rows."""
    empty = {key: "" for _, key, _ in COLUMNS} | {"code": _code(trace), "document": None}
    for one in trace.get("limits", ()):
        cause = one["caused_by"]
        where = {name: cause[name] for name in ("citation", "date", "document")}
        yield {**empty, **where, "standing": LIMIT, "text": f"{one['says']} {one['sentence']}"}
    for update in trace.get("updates", ()):
        where = {name: update[name] for name in ("citation", "date", "document")}
        who = {"decided_by": update.get("by", ""), "decided_at": update.get("at", "")}
        yield {**empty, **where, **who, "standing": SAID, "text": say_update(update)}


def _row(services: Services, trace: dict[str, Any], link: dict[str, Any], words: str) -> dict[str, Any]:
    db = services.record.db
    told = about_link(db, link["link"])
    history = [f"event {e['id']}, {e['at']}: {e['says']}".removeprefix("event None, ") for e in told]
    return {
        **link,
        "code": _code(trace),
        "standing": words,
        "sha256": summary(db, link["document"])["sha256"],
        "history": "\n".join(history) or "suggested, and nothing since",
    }
