"""Small invented papers, as a reader would hand them over. Nothing in them is real."""

from dataclasses import dataclass

from evidence.model import (
    Comparator,
    Field,
    Finding,
    Measure,
    Observation,
    Page,
    Passage,
    PassageKind,
    Reading,
    Register,
    RegisterFact,
    Source,
    SourceClass,
    Stance,
    Suggestion,
    Target,
)
from evidence.reads.documents import passages as read_passages
from evidence.reads.links import links as read_links
from evidence.services import Services
from evidence.store import documents, links
from evidence.store.ledger import keep_file

PARAGRAPH, HEADING, BULLET, FRONT = (
    PassageKind.PARAGRAPH,
    PassageKind.HEADING,
    PassageKind.BULLET,
    PassageKind.FRONT,
)


def notice() -> Reading:
    """A notice with one overarching requirement and two measures, one with a target."""
    texts = (
        (HEADING, "", "Improvement notice to Wexcombe Council"),
        (FRONT, "", "Issued on 4 March 2010"),
        (PARAGRAPH, "a.", "Overall performance must be at least adequate by December 2010."),
        (HEADING, "", "Assessment"),
        (BULLET, "", "NI 59: at least 72% of initial assessments within seven days by June 2010."),
        (BULLET, "", "Every referral must be decided within one working day."),
    )
    return Reading(
        kind="notice",
        pages=(Page(1, "\n".join(t for _, _, t in texts)),),
        passages=_passages(texts, paged=False),
        fields=(
            Field("title", texts[0][2], 0),
            Field("date", "2010-03-04", 1),
            Field("term", "two years", 1),
        ),
        source=Source("Department for Education", SourceClass.EXTERNAL),
        register=Register(
            "notice",
            texts[0][2],
            (
                Measure(texts[2][2], label="a.", overarching=True, passage=2),
                Measure(
                    texts[4][2],
                    theme="Assessment",
                    label="NI 59",
                    targets=(Target("NI 59", Comparator.AT_LEAST, 72.0, "percent", "June 2010"),),
                    passage=4,
                ),
                Measure(texts[5][2], theme="Assessment", passage=5),
            ),
            (RegisterFact("review_date", "at the end of December 2010", "2010-12", 1),),
        ),
        paged=False,
    )


def report() -> Reading:
    """A board report of two pages whose second says something less welcome."""
    texts = (
        (HEADING, "", "Improvement update"),
        (HEADING, "3", "Assessment"),
        (PARAGRAPH, "3.1", "NI 59 stood at 74% in June 2010: initial assessments are now timely & sound."),
        (BULLET, "", "The team has two more social workers."),
        (PARAGRAPH, "3.2", "Some referrals <still> waited for more than one working day."),
    )
    return Reading(
        kind="report",
        pages=(Page(1, "\n".join(t for _, _, t in texts[:4])), Page(2, texts[4][2], quality="text")),
        passages=_passages(texts, paged=True),
        fields=(
            Field("title", "Improvement update", 0),
            Field("date", "2010-07-14"),
            Field("author", "Director of Children's Services"),
        ),
        source=Source("Wexcombe Council", SourceClass.INTERNAL),
        findings=(
            Finding("judgement", "Assessment: adequate", "Assessment", "adequate", 1),
            Finding("strength", "Assessments are timely.", passage=2),
        ),
        observations=(Observation("NI 59", 74.0, "percent", "June 2010", 2),),
        warnings=("A table on page 2 was not understood.",),
    )


def _passages(texts: tuple[tuple[PassageKind, str, str], ...], *, paged: bool) -> tuple[Passage, ...]:
    made: list[Passage] = []
    path: tuple[str, ...] = ()
    for ordinal, (kind, label, text) in enumerate(texts):
        if kind is HEADING:
            path = (*path[:1], text) if path else (text,)
        page = 2 if paged and ordinal == len(texts) - 1 else 1
        made.append(Passage(ordinal, kind, text, label, path, page, page, 0, len(text)))
    return tuple(made)


@dataclass(frozen=True)
class Papers:
    """The record's ids of what was added."""

    notice: int
    report: int
    sha256: str  # of the report's file
    welcome: int  # the passage "3.1"
    unwelcome: int  # the passage "3.2"
    met: int  # links: 3.1 supports N2010-01
    late: int  # 3.2 contradicts N2010-02
    block: int  # 3.1 and block C


def add_papers(services: Services) -> Papers:
    """Add the notice and the report, with three suggestions."""
    record = services.record
    added, hashes = [], []
    for name, reading, body in (("notice", notice(), b"a notice"), ("report", report(), b"<script>report")):
        sha256, size = services.files.put_bytes(body)
        with record.transaction():
            keep_file(record, sha256=sha256, size=size, media_type="text/plain", name=f"{name} 2010.txt")
        added += documents.add_readings(record, sha256, [reading])
        hashes.append(sha256)
    passages = [p["id"] for p in read_passages(record.db, added[1])]
    welcome, unwelcome = passages[2], passages[4]
    suggestions = (
        (welcome, Suggestion(0.95, "names NI 59", measure="N2010-01")),
        (unwelcome, Suggestion(0.6, "shares “working day”", Stance.CONTRADICTS, measure="N2010-02")),
        (welcome, Suggestion(0.5, "speaks of an indicator: “NI 59”", block="C")),
    )
    for suggestion in suggestions:
        links.suggest(record, services.framework.code, [suggestion])
    met, late, block = sorted(link["id"] for link in read_links(record.db))
    return Papers(added[0], added[1], hashes[1], welcome, unwelcome, met, late, block)
