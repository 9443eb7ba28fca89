"""`muster check --read-again` holds the originals against the passages, and tells what differs."""

import sqlite3
from contextlib import closing

import pytest
from cli_runner import Muster


def test_what_was_just_read_reads_the_same(own_sample_base: Muster) -> None:
    ran = own_sample_base("check", "--read-again", "--json")
    assert ran.code == 0
    (last,) = ran.data["notes"]
    assert last == "12 of 12 files read today as the record has them."


@pytest.mark.parametrize("forged", ["All targets were met.", ""])
def test_a_forged_passage_is_found_and_what_the_original_says_is_told(
    own_sample_base: Muster, forged: str
) -> None:
    with closing(sqlite3.connect(own_sample_base.home / "muster.db")) as db:
        (text,) = db.execute("SELECT text FROM passages WHERE id = 20").fetchone()
        db.execute("UPDATE passages SET text = ? WHERE id = 20", [forged])
        db.commit()
    ran = own_sample_base("check", "--read-again", "--json")
    assert ran.code == 1
    assert next(p["of"] for p in ran.data["problems"] if p["what"] == "record").startswith("passage 20")
    (told,) = [n for n in ran.data["notes"] if "reads it otherwise" in n]
    assert text[:60] in told and "muster reread" in told


def test_a_better_reading_is_told_and_is_no_problem(own_sample_base: Muster) -> None:
    """As when an older version had read less: the record is changed by Muster itself."""
    from evidence.services import open_services
    from evidence.settings import load

    with open_services(load(home=own_sample_base.home)) as services, services.record.transaction():
        services.record.table("passages").update(20, {"text": "Half of what is written"})
    ran = own_sample_base("check", "--read-again", "--json")
    assert ran.code == 0 and any("“Half of what is written”" in n for n in ran.data["notes"])
