"""The fields of a tantivy index, and an entry as one of its documents."""

import tantivy

from evidence.search.answering.entries import FACTORS, Row
from evidence.search.answering.facets import FACETS, VALUES, day, days, traits_of
from evidence.search.engine import Entry

FILTERED = tuple(VALUES)
_TOP = 2**32


def schema() -> tantivy.Schema:
    """The fields. Words come ready made: no tokenizer of tantivy's is used."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("body", tokenizer_name="raw", index_option="position")
    builder.add_text_field("titled", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("printed", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("named", tokenizer_name="raw", index_option="basic")
    for name in FILTERED:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=name in FACETS)
    builder.add_unsigned_field("document", indexed=True, fast=True)
    builder.add_unsigned_field("passage", indexed=True, fast=True)
    builder.add_unsigned_field("newest", fast=True)  # the date, and within a day the record's order
    builder.add_unsigned_field("first", indexed=True, fast=True)
    builder.add_unsigned_field("last", indexed=True, fast=True)
    builder.add_float_field("factor", fast=True)
    builder.add_unsigned_field("size", fast=True)
    builder.add_bytes_field("shown", stored=True)
    builder.add_bytes_field("vector", stored=True)
    return builder.build()


def document(entry: Entry, row: Row) -> tantivy.Document:
    """An entry to be added."""
    made = tantivy.Document()
    tokens = [(word, place) for word, _, places in row.body for place in places]
    tokens.sort(key=lambda token: token[1])
    made.add_pre_tokenized_text("body", _tokens(tokens))
    made.add_pre_tokenized_text("titled", _tokens([(word, 0) for word in row.titled]))
    made.add_pre_tokenized_text("printed", _tokens([(word, 0) for word in row.printed]))
    made.add_pre_tokenized_text("named", _tokens([(name, 0) for name in row.named]))
    traits = traits_of(entry)
    for name in FILTERED:
        for value in VALUES[name](traits):
            if value:
                made.add_text(name, value.encode("utf-8", "replace").decode())
    first, last = days(entry.date)
    made.add_unsigned("document", entry.document)
    made.add_unsigned("passage", entry.passage)
    made.add_unsigned("newest", day(entry.date) * _TOP + _TOP - 1 - entry.passage)
    made.add_unsigned("first", first)
    made.add_unsigned("last", last)
    made.add_float("factor", FACTORS.get(entry.passage_kind, 1.0))
    made.add_unsigned("size", row.size)
    made.add_bytes("shown", entry.text.encode("utf-8", "replace"))
    made.add_bytes("vector", row.vector)
    return made


def _tokens(pairs: list[tuple[str, int]]) -> tantivy.PreTokenizedString:
    return tantivy.PreTokenizedString("", [tantivy.Token(word, place, 0, 0) for word, place in pairs])
