"""Views for people who analyse a copy of the record: kept stable, whatever becomes of the tables.

They are made anew after every upgrade. docs/record.md describes each column.
"""

from sqlite_utils import Database

VIEWS = {
    "muster_documents": """
SELECT d.id, d.kind, d.title, d.date, d.author, d.recipient, d.reference, d.council, d.source,
       d.source_class, d.pages, d.text_quality, f.name AS file, d.sha256, d.parent, d.replies_to,
       d.added_at, d.withdrawn_at IS NOT NULL AS withdrawn
FROM documents d JOIN files f ON f.sha256 = d.sha256
""",
    "muster_passages": """
SELECT p.id, p.document, p.ordinal, p.kind, p.label, json_extract(p.heading_path, '$[#-1]') AS heading,
       iif(d.paged, p.page, NULL) AS page, p.text
FROM passages p JOIN documents d ON d.id = p.document
WHERE p.retired_at IS NULL
""",
    "muster_measures": """
SELECT m.code, r.code AS register, r.kind AS register_kind, r.title AS register_title, r.document,
       m.passage, m.theme, m.label, m.text, m.owner, m.due, m.rag AS rating, m.overarching, d.council
FROM measures m JOIN registers r ON r.id = m.register JOIN documents d ON d.id = r.document
WHERE m.retired_at IS NULL AND (d.withdrawn_at IS NULL OR r.kept)
""",
    "muster_progress": """
SELECT u.code AS measure, d.date, u.document, u.passage, u."row", u.owner, u.due, u.rag AS rating, u.progress
FROM measure_updates u JOIN documents d ON d.id = u.document
WHERE d.withdrawn_at IS NULL
""",
    "muster_targets": """
SELECT m.code AS measure, t.indicator, t.comparator, coalesce(v.new_value, t.value) AS value, t.unit,
       coalesce(nullif(v.new_period, ''), t.period) AS period,
       coalesce(v.new_baseline, t.baseline) AS baseline, ifnull(v.status, '') AS decided
FROM targets t JOIN measures m ON m.id = t.measure LEFT JOIN value_decisions v ON v.measure = t.measure
  AND v.indicator = t.indicator AND v.unit = t.unit AND v.comparator = t.comparator
  AND v.period = t.period AND v.value IS t.value
WHERE m.retired_at IS NULL AND ifnull(v.status, '') <> 'rejected'
""",
    "muster_observations": """
SELECT o.indicator, coalesce(v.new_value, o.value) AS value, o.unit,
       coalesce(nullif(v.new_period, ''), o.period) AS period, o.rag AS rating, o.cell, o.document,
       o.passage, d.date, ifnull(v.status, '') AS decided, o.note
FROM observations o JOIN documents d ON d.id = o.document LEFT JOIN value_decisions v
  ON v.document = o.document AND v.indicator = o.indicator AND v.unit = o.unit AND v.period = o.period
  AND v.value IS o.value AND v.cell = o.cell
WHERE d.withdrawn_at IS NULL AND ifnull(v.status, '') <> 'rejected'
""",
    "muster_links": """
SELECT l.id, l.document, l.passage, m.code AS measure, l.block, l.framework, l.stance, l.status, l.score,
       l.reason, l.quote, l.note, l.created_by, l.created_at, l.decided_by, l.decided_at, l.needs_review,
       d.date, d.source, d.source_class, d.council
FROM links l JOIN documents d ON d.id = l.document LEFT JOIN measures m ON m.id = l.measure
WHERE d.withdrawn_at IS NULL
""",
    "muster_coverage": """
SELECT m.code AS measure,
       count(*) FILTER (WHERE l.status = 'accepted' AND l.stance = 'supports') AS accepted_supporting,
       count(*) FILTER (WHERE l.status = 'accepted' AND l.stance = 'contradicts') AS accepted_contradicting,
       count(*) FILTER (WHERE l.status = 'suggested') AS suggested,
       count(*) FILTER (WHERE l.status = 'rejected') AS rejected,
       max(l.date) FILTER (WHERE l.status = 'accepted' AND l.stance = 'supports') AS newest_supporting,
       max(l.date) FILTER (WHERE l.status = 'accepted' AND l.stance = 'contradicts') AS newest_contradicting
FROM muster_measures m LEFT JOIN muster_links l ON l.measure = m.code AND l.needs_review = ''
GROUP BY m.code
""",
    "muster_log": """
SELECT id, at, actor AS "by", action AS what, subject AS "of", detail FROM events
""",
}
"""Each view's name and what it selects, in an order in which they can be made."""


def drop(db: Database) -> None:
    """Take the views away, so that a migration may change what they stand on."""
    for name in reversed(VIEWS):
        db.execute(f"DROP VIEW IF EXISTS {name}")


def make(db: Database) -> None:
    """Make the views."""
    for name, select in VIEWS.items():
        db.execute(f"CREATE VIEW {name} AS {select.strip()}")
