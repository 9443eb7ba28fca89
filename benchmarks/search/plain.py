"""SQLite FTS5 and tantivy on their own: a query in, twenty passages out, each with its text marked."""

import re
import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path

Ask = Callable[[str], int]
"""A query -> how many of its passages were fetched."""


def fts5(passages: Iterable[tuple[int, str, str]], folder: Path) -> Ask:
    """``passages`` are (id, title, text)."""
    db = sqlite3.connect(folder / "fts5.db")
    db.execute("CREATE VIRTUAL TABLE p USING fts5(title, text, tokenize='porter unicode61')")
    db.executemany("INSERT INTO p(rowid, title, text) VALUES (?, ?, ?)", passages)
    db.commit()
    sql = """SELECT rowid, snippet(p, 1, '<mark>', '</mark>', '…', 40) FROM p WHERE p MATCH ?
        ORDER BY bm25(p, 0.5, 1) LIMIT 20"""

    def ask(text: str) -> int:
        asked = " ".join(p if p.startswith('"') else f'"{p}"' for p in re.findall(r'"[^"]+"|\w+', text))
        db.execute("SELECT count(*) FROM p WHERE p MATCH ?", [asked]).fetchone()
        return len(db.execute(sql, [asked]).fetchall())

    return ask


def tantivy(passages: Iterable[tuple[int, str, str]], folder: Path) -> Ask:
    """``passages`` are (id, title, text)."""
    import tantivy as t

    builder = t.SchemaBuilder()
    builder.add_unsigned_field("id", stored=True)
    builder.add_text_field("title", tokenizer_name="en_stem")
    builder.add_text_field("text", stored=True, tokenizer_name="en_stem")
    schema = builder.build()
    (folder / "tantivy").mkdir()
    index = t.Index(schema, path=str(folder / "tantivy"))
    writer = index.writer(200_000_000, 1)
    for number, title, text in passages:
        made = t.Document()
        made.add_unsigned("id", number)
        made.add_text("title", title)
        made.add_text("text", text)
        writer.add_document(made)
    writer.commit()
    writer.wait_merging_threads()
    index.reload()

    def ask(text: str) -> int:
        searcher = index.searcher()
        query, _ = index.parse_query_lenient(text, ["title", "text"], conjunction_by_default=True)
        generator = t.SnippetGenerator.create(searcher, query, schema, "text")
        hits = searcher.search(query, 20).hits
        return len([generator.snippet_from_doc(searcher.doc(at)).to_html() for _, at in hits])

    return ask
