"""docs/record.md is true: its views have the columns it names, and its examples run on a copy."""

import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from cli_runner import Muster
from paths import ROOT
from sqlite_utils import Database

from evidence.home import statements
from evidence.schema.views import VIEWS

TEXT = (ROOT / "docs" / "record.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```sql\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)


@pytest.fixture
def copy(own_sample_base: Muster, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A copy of the record, opened as any program would, without a function of Muster's."""
    code = own_sample_base("measures", "--json").data[0]["code"]
    (tmp_path / "status.csv").write_text(f"Code,RAG,Update\n{code},Amber,Under way\n")
    assert own_sample_base("ingest", tmp_path / "status.csv").code == 0
    shutil.copy(own_sample_base.home / "muster.db", tmp_path / "copy.db")
    with closing(sqlite3.connect(f"file:{tmp_path / 'copy.db'}?mode=ro", uri=True)) as db:
        yield db


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_has_the_columns_that_are_written_and_rows(view: str, copy: sqlite3.Connection) -> None:
    (told,) = re.findall(rf"^\| `{view}` \|[^|]*\| (.*) \|$", TEXT, re.MULTILINE)
    cursor = copy.execute(f"SELECT * FROM {view}")
    assert [column[0] for column in cursor.description] == re.findall(r"`(\w+)`", told)
    assert cursor.fetchone()


@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
def test_every_example_runs(example: str, copy: sqlite3.Connection) -> None:
    copy.execute(example).fetchall()


def test_the_examples_find_what_they_look_for(copy: sqlite3.Connection) -> None:
    assert len(EXAMPLES) == 5
    assert copy.execute(EXAMPLES[2]).fetchall() and copy.execute(EXAMPLES[4]).fetchall()


def test_the_views_say_what_the_commands_say(own_sample_base: Muster, copy: sqlite3.Connection) -> None:
    measures = [m["code"] for m in own_sample_base("measures", "--all", "--json").data]
    assert sorted(measures) == [r[0] for r in copy.execute("SELECT code FROM muster_measures ORDER BY code")]
    documents = {d["id"]: d["date"] for d in own_sample_base("documents", "--json").data}
    assert dict(copy.execute("SELECT id, date FROM muster_documents").fetchall()) == documents


def test_a_statement_can_be_computed_as_it_is_written(copy: sqlite3.Connection) -> None:
    db = Database(copy)
    key, row = next(iter(statements.rows(db, "measures")))
    text = json.dumps(["measures", row], ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    sql = "SELECT digest FROM statements WHERE name = 'measures' AND key = ? ORDER BY event DESC LIMIT 1"
    import hashlib

    assert copy.execute(sql, [key]).fetchone()[0] == hashlib.sha256(text.encode()).digest()
