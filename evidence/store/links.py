"""Links: suggested by the machine, decided by a person."""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from evidence.errors import NotFound, UsageError
from evidence.model import LinkStatus, Stance, Suggestion
from evidence.reads.indexing import Tagged
from evidence.store.deciding import decide as decide
from evidence.store.deciding import undo as undo
from evidence.store.link_rows import check_free, quoted, told
from evidence.store.link_rows import row as row_of
from evidence.store.record import Record
from evidence.store.seen import check as check_seen

NEW = """
INSERT OR IGNORE INTO links (id, document, passage, measure, block, framework, stance, status, score, reason,
    quote, created_by, created_at)
VALUES ((WITH RECURSIVE given(n) AS (
        SELECT ifnull((SELECT max(id) FROM links), 0) + 1
        UNION ALL SELECT n + 1 FROM given
        WHERE EXISTS (SELECT 1 FROM statements WHERE name = 'links' AND key = CAST(n AS TEXT)))
    SELECT max(n) FROM given), :document, :passage, :measure, :block, :framework, :stance, :status, :score,
    :reason, :quote, :created_by, :created_at)
"""
"""A number that a link had is never another's: somebody may still have the first one before them."""


def suggest(record: Record, framework: str, suggestions: Iterable[tuple[int, Suggestion]]) -> int:
    """Store ``(passage, suggestion)`` pairs as suggested links.

    A passage already tied to the same measure or block, in whatever status, is left alone: a
    decision outlives every later suggestion. Returns how many were new.
    """
    added = 0
    with record.transaction():
        touched: set[int] = set()
        stances: Counter[str] = Counter()
        measures = {row["code"]: row["id"] for row in record.db.query("SELECT code, id FROM measures")}
        for passage, suggestion in suggestions:
            measure = measures.get(suggestion.measure) or _measure_of(record, suggestion)
            document = _insert(record, framework, passage, suggestion, measure)
            if document is not None:
                added += 1
                touched.add(document)
                stances[suggestion.stance] += 1
        record.enqueue(sorted(touched), only_tags=Tagged.SUGGESTED)
        if added:
            _tell_suggested(record, touched, stances)
    return added


def _tell_suggested(record: Record, documents: Collection[int], stances: Mapping[str, int]) -> None:
    """The event that first states these links, each with its stance and score; and the model they are of."""
    from evidence.linking.field_model import label  # numpy: not for every command

    model = f"field's model of words {label()}"
    told = dict(sorted(stances.items()))
    record.event(
        "links suggested", f"{len(documents)} documents", links=sum(told.values()), stances=told, model=model
    )


def refresh(
    record: Record,
    framework: str,
    documents: Collection[int],
    suggestions: Iterable[tuple[int, Suggestion]],
    *,
    measures: bool = True,
) -> int:
    """Put these suggestions in the place of those of the documents that no person ever touched: of the
    framework's blocks and, unless ``measures`` is false, of measures.

    What is decided, was, or stands in a pack is left alone. Returns how many are new.
    """
    with record.transaction():
        found = list(suggestions)
        before = _untouched(record, documents, framework, measures)
        codes = {row["code"]: row["id"] for row in record.db.query("SELECT code, id FROM measures")}
        touched: set[int] = set()
        for passage, s in found:
            old = before.pop((passage, codes.get(s.measure), s.block), None)
            values = {"stance": s.stance.value, "score": s.score, "reason": s.reason}
            if old is not None and any(old[name] != value for name, value in values.items()):
                record.table("links").update(old["id"], values)
                touched |= {old["document"]} if old["stance"] != s.stance else set()
        gone = [row["id"] for row in before.values()]
        record.db.execute(
            "DELETE FROM links WHERE id IN (SELECT value FROM json_each(?))", [json.dumps(gone)]
        )
        if gone:
            record.event("suggestions dropped", f"{len(gone)} links", why="they suggest themselves no more")
        # The index holds which measures and stances a passage has, not their scores.
        again = touched | {row["document"] for row in before.values()}
        record.enqueue(sorted(again), only_tags=Tagged.SUGGESTED)
        return suggest(record, framework, found)


def _untouched(
    record: Record, documents: Collection[int], framework: str, measures: bool
) -> dict[tuple[int, int | None, str], dict[str, Any]]:
    """The machine's suggestions that no person ever decided or used, by what they tie."""
    sql = """SELECT l.* FROM links l
        WHERE l.document IN (SELECT value FROM json_each(:ids)) AND l.status = 'suggested'
        AND iif(l.measure IS NULL, l.framework = :framework, :measures)
        AND NOT l.regardless AND l.note = '' AND l.needs_review = ''
        AND NOT EXISTS (SELECT 1 FROM pack_items i WHERE i.link = l.id)
        AND 'link ' || l.id NOT IN
            (SELECT subject FROM events WHERE subject >= 'link ' AND subject < 'link!')"""
    asked = {"ids": json.dumps(sorted(documents)), "framework": framework, "measures": int(measures)}
    rows = record.db.query(sql, asked)
    return {(row["passage"], row["measure"], row["block"]): row for row in rows}


def add(
    record: Record,
    framework: str,
    passage: int,
    *,
    measure: str = "",
    block: str = "",
    stance: Stance = Stance.SUPPORTS,
    note: str = "",
    quote: str = "",
    seen: int | None = None,
) -> int:
    """A person's own link, accepted at once. Returns its id. ``quote``: these words of the passage alone.

    It counts whosever the paper is and whenever it speaks: that person says so.

    If the passage is already tied to that measure or block, that link is accepted instead; ``seen`` is its
    version that the decision rests on, 0 for one that nobody decided. Raises Clash if it is not, UsageError
    if the passage does not have the quoted words.
    """
    words = quoted(record, passage, quote)
    own = Suggestion(1.0, f"Linked by {record.actor}", stance, measure, block)
    with record.transaction():
        new = _insert(record, framework, passage, own, _measure_of(record, own)) is not None
        link = _find(record, framework, passage, measure, block)
        rests_on = None if seen is None else {link: seen}
        decide(
            record,
            [link],
            LinkStatus.ACCEPTED,
            stance=stance,
            note=note,
            quote=words,
            seen=rests_on,
            own=True,
            new=new,
        )
    return link


def reanchor(record: Record, link: int, passage: int, *, seen: int | None = None) -> None:
    """Tie a link to another passage: the one that a person says holds its words now. Its decision stands.

    ``seen`` is the link's version that it rests on. Raises Clash if that is not as it stands, NotFound for
    either, UsageError if that passage is already tied to the same, or its document is
    withdrawn, where no one would find the link.
    """
    with record.transaction():
        row = row_of(record, link)
        if seen is not None:
            check_seen(record, "links", {str(link): f"link {link}"}, {str(link): seen})
        found = next(iter(record.table("passages").rows_where("id = ?", [passage])), None)
        if found is None or found["retired_at"]:
            raise NotFound(
                f"There is no passage {passage}.", f"`muster show {row['document']}` lists its document's."
            )
        if record.table("documents").get(found["document"])["withdrawn_at"]:
            raise UsageError(
                f"Passage {passage} is of a document that is withdrawn.",
                "Choose a passage of another, or bring the document back first.",
            )
        check_free(record, row, passage)
        change = {
            "passage": passage,
            "document": found["document"],
            "quote": found["text"],
            "needs_review": "",
        }
        before = {name: row[name] for name in change}
        record.table("links").update(link, change)
        record.event(
            "link anchored by hand", f"link {link}", **told(record, link), before=before, after=change
        )
        record.enqueue({row["document"], found["document"]}, only_tags=Tagged.BY_HAND)


def _insert(
    record: Record, framework: str, passage: int, suggestion: Suggestion, measure: int | None
) -> int | None:
    """Insert one link. Returns its document, or None if the passage already has it."""
    row = record.db.execute(
        "SELECT document, text FROM passages WHERE id = ? AND retired_at IS NULL", [passage]
    ).fetchone()
    if row is None:
        raise NotFound(f"There is no passage {passage}.", "`muster search` and `muster show` list passages.")
    before = record.db.conn.total_changes
    values = {
        "document": row[0],
        "passage": passage,
        "measure": measure,
        "block": suggestion.block,
        "framework": framework if suggestion.block else "",
        "stance": suggestion.stance.value,
        "status": LinkStatus.SUGGESTED.value,
        "score": suggestion.score,
        "reason": suggestion.reason,
        "quote": row[1],
        "created_by": record.actor,
        "created_at": record.now,
    }
    record.db.execute(NEW, values)  # thousands at once, after an ingest: insert() would take most of the time
    return int(row[0]) if record.db.conn.total_changes > before else None


def _measure_of(record: Record, suggestion: Suggestion) -> int | None:
    return _measure_id(record, suggestion.measure) if suggestion.measure else None


def _measure_id(record: Record, code: str) -> int:
    row = record.db.execute("SELECT id FROM measures WHERE code = ? COLLATE NOCASE", [code]).fetchone()
    if row is None:
        raise NotFound(f"There is no measure {code}.", "`muster measures` lists their codes.")
    return int(row[0])


def _find(record: Record, framework: str, passage: int, measure: str, block: str) -> int:
    if measure:
        sql, key = "SELECT id FROM links WHERE passage = ? AND measure = ?", _measure_id(record, measure)
        return int(record.db.execute(sql, [passage, key]).fetchone()[0])
    sql = "SELECT id FROM links WHERE passage = ? AND block = ? AND framework = ?"
    return int(record.db.execute(sql, [passage, block, framework]).fetchone()[0])
