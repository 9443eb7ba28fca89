"""Where a passage stands, for citations, beside its printed number: what its page is called in its own file,
and which paragraph it is of a letter that numbers none."""

from typing import Any

from evidence.kinds.kind import letter_like

_LETTERS = ", ".join(f"'{name}'" for name in sorted(letter_like()))


def counted(passage: str = "p") -> str:
    """SQL for which paragraph of its letter a passage is: "4", or "4, bullet 2" for a bullet under it.

    NULL where that is no help: in papers that are no correspondence, where any paragraph has a printed
    number, and for letterheads, headings and what stands before the first paragraph. The document is ``d``.
    """
    same = f"FROM passages q WHERE q.document = {passage}.document AND q.retired_at IS NULL"
    before = f"{same} AND q.kind = 'paragraph' AND q.ordinal <= {passage}.ordinal"
    bullets = f"{same} AND q.kind = 'bullet' AND q.ordinal <= {passage}.ordinal"
    return f"""CASE WHEN d.kind IN ({_LETTERS}) AND {passage}.label = ''
        AND {passage}.kind IN ('paragraph', 'bullet')
        AND NOT EXISTS (SELECT 1 {same} AND q.kind = 'paragraph' AND q.label <> '')
        THEN (SELECT nullif(count(*), 0) {before}) || CASE {passage}.kind WHEN 'bullet' THEN ', bullet ' ||
            (SELECT count(*) {bullets} AND q.ordinal > (SELECT max(q.ordinal) {before})) ELSE '' END END"""


def page_name(passage: str = "p") -> str:
    """SQL columns for the place of a passage of document ``d``, under this alias: ``page_label``, "" where
    its file calls its page by its number, ``page_count``, how many pages the document has, ``counted``."""
    return (
        f"(SELECT g.label FROM pages g WHERE g.document = {passage}.document"
        f" AND g.number = {passage}.page) AS page_label, d.pages AS page_count,"
        f" {counted(passage)} AS counted"
    )


def taken(row: dict[str, Any]) -> dict[str, Any]:
    """These columns out of a row, as ``cite`` takes them."""
    return {
        "page_label": row.pop("page_label") or "",
        "pages": row.pop("page_count") or 0,
        "counted": row.pop("counted") or "",
    }
