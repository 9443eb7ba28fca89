"""Who relies on a document: what would lose by its withdrawal."""

from typing import Any

from sqlite_utils import Database

from evidence.language.citations import name_document

# The few that were decided have an index of their own, which SQLite uses where they alone are asked for.
EVIDENCED = """SELECT ifnull(m.code, '') AS measure, l.block, l.framework, ifnull(m.text, '') AS text,
       count(*) AS passages,
       (SELECT count(*) FROM links o JOIN documents d ON d.id = o.document
        WHERE o.status = 'accepted' AND o.status <> 'suggested' AND o.stance = 'supports'
          AND o.document <> l.document
          AND d.withdrawn_at IS NULL AND o.needs_review = ''
          AND ifnull(o.measure, 0) = ifnull(l.measure, 0) AND o.block = l.block
          AND o.framework = CASE WHEN l.measure IS NULL THEN l.framework ELSE o.framework END) AS elsewhere
FROM links l LEFT JOIN measures m ON m.id = l.measure
WHERE l.document = ? AND l.status = 'accepted'
GROUP BY l.measure, l.block, CASE WHEN l.measure IS NULL THEN l.framework END ORDER BY m.code, l.block"""
OWN = """SELECT m.id, m.code, m.text,
       (SELECT count(*) FROM links l WHERE l.measure = m.id AND l.status = 'accepted') AS accepted,
       (SELECT count(*) FROM crosswalks c WHERE c.status = 'approved' AND c.one = m.id)
       + (SELECT count(*) FROM crosswalks c WHERE c.status = 'approved' AND c.other = m.id) AS equivalent
FROM measures m JOIN registers r ON r.id = m.register
WHERE r.document = ? AND m.retired_at IS NULL ORDER BY m.ordinal, m.id"""
PACKS = """SELECT k.id, k.name, k.title, ifnull(max(i.number), 0) AS issue
FROM packs k LEFT JOIN pack_issues i ON i.pack = k.id
WHERE k.id IN (
    SELECT s.pack FROM pack_sections s JOIN pack_items t ON t.section = s.id
    LEFT JOIN links l ON l.id = t.link LEFT JOIN passages p ON p.id = t.passage
    WHERE :id IN (l.document, p.document, t.document) AND t.removed_at IS NULL AND s.removed_at IS NULL
    UNION SELECT s.pack FROM pack_sections s JOIN measures m ON m.id = s.measure
    JOIN registers r ON r.id = m.register WHERE r.document = :id AND s.removed_at IS NULL)
GROUP BY k.id ORDER BY k.name"""
REPLIES = """SELECT d.id, d.kind, d.title, d.date, d.author, d.recipient, d.council,
       apart(d.council) AS apart, f.name AS file
FROM documents d JOIN files f ON f.sha256 = d.sha256
WHERE d.replies_to = ? AND d.withdrawn_at IS NULL ORDER BY d.date, d.id"""


def reliance(db: Database, document: int) -> dict[str, list[dict[str, Any]]]:
    """What rests on a document.

    ``evidenced``: measures and blocks that its accepted passages evidence, with how many ("passages"), and
    how many supporting ones of other papers are left without it ("elsewhere"); ``own``: the measures that it
    brought, with the passages accepted for each and its approved equivalents; ``packs``: those with its
    passages or measures, with the newest issue's number, 0 for a draft; ``replies``: papers that answer it.
    """
    replies = [
        {
            "id": row["id"],
            "date": row["date"],
            "title": name_document(
                row["kind"],
                row["title"],
                row["author"],
                row["recipient"],
                row["file"],
                row["council"],
                row["apart"],
            ),
        }
        for row in db.query(REPLIES, [document])
    ]
    return {
        "evidenced": list(db.query(EVIDENCED, [document])),
        "own": list(db.query(OWN, [document])),
        "packs": list(db.query(PACKS, {"id": document})),
        "replies": replies,
    }
