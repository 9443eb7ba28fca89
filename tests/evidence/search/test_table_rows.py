"""A row of a table is found by the names of its columns too: on every engine."""

import pytest
from search_entries import ENGINES, ask, found, put

from evidence.model import Field, Page, Passage, PassageKind, Reading
from evidence.reads.search import entries
from evidence.search import SearchEngine
from evidence.search.engines import open_engine
from evidence.services import Services
from evidence.store import documents, ledger

HEAD = ("Area", "All ages", "Aged 65 and over", "Unpaid carers")
AREAS = ("Ryburn", "Calder", "Holme", "Colne", "Spen")


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, services: Services) -> SearchEngine:
    rows = [
        Passage(1, PassageKind.ROW, " | ".join(HEAD)),
        *(
            Passage(n, PassageKind.ROW, f"{area} | {n},540 | 2{n},178 | {n}0", columns=HEAD)
            for n, area in enumerate(AREAS, 2)
        ),
        Passage(9, PassageKind.PARAGRAPH, "Unpaid carers aged 65 and over are offered a break each year."),
    ]
    sha256, size = services.files.put_bytes(b"table")
    reading = Reading("data", (Page(1, ""),), tuple(rows), (Field("title", "Figures"),))
    with services.record.transaction():
        ledger.keep_file(services.record, sha256=sha256, size=size, media_type="text/csv", name="a.csv")
        (document,) = documents.add_readings(services.record, sha256, [reading])
    engine = open_engine(request.param, services.settings.home / "rows")
    put(engine, *entries(services.record.db, [document])[document])
    return engine


@pytest.mark.parametrize(
    "typed", ["unpaid carers Calder", "Calder aged 65", "calder unpaid carers who are 65 and over"]
)
def test_a_row_is_found_by_its_columns_names(engine: SearchEngine, typed: str) -> None:
    hit = ask(engine, typed).hits[0]
    assert hit.snippet.startswith("<mark>Calder</mark> | ")
    assert hit.how == "exact"
    assert "the names of its columns" in hit.why


def test_prose_and_the_head_itself_come_before_the_rows_below_it(engine: SearchEngine) -> None:
    first = found(engine, "unpaid carers")[:2]
    rows = {hit.passage for hit in ask(engine, "ryburn OR calder OR holme OR colne OR spen").hits}
    assert not set(first) & rows
