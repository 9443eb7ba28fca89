"""What a passage's page is called in its own file, for citations, where that is not its number."""

from typing import Any


def page_name(passage: str = "p") -> str:
    """SQL columns for the page of a passage of document ``d``, under this alias: ``page_label``, "" where its
    file calls it by its number, and ``page_count``, how many pages the document has."""
    return (
        f"(SELECT g.label FROM pages g WHERE g.document = {passage}.document"
        f" AND g.number = {passage}.page) AS page_label, d.pages AS page_count"
    )


def taken(row: dict[str, Any]) -> dict[str, Any]:
    """The two columns out of a row, as ``cite`` takes them."""
    return {"page_label": row.pop("page_label") or "", "pages": row.pop("page_count") or 0}
