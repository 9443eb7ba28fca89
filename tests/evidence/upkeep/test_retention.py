"""What has been kept as long as its kind should be is listed, and nothing is removed."""

from dataclasses import replace
from datetime import date

import pytest
from cli_runner import Muster
from paths import ROOT

from evidence.errors import ConfigError
from evidence.services import open_services
from evidence.settings import load
from evidence.upkeep.retention import due


def config(muster: Muster, text: str) -> None:
    (muster.home / "config.toml").write_text(text)


def test_documents_past_their_years_are_listed_and_stay(own_sample_base: Muster) -> None:
    kinds = {d["kind"] for d in own_sample_base("documents", "--json").data}
    kind = sorted(kinds)[0]
    config(own_sample_base, f"[retention]\n{kind} = 1\n")
    settings = load(home=own_sample_base.home)
    with open_services(settings) as services:
        rows = due(services, date(2100, 1, 1))
        every = services.record.db.execute("SELECT id FROM documents WHERE kind = ?", [kind]).fetchall()
        assert {row["id"] for row in rows} == {number for (number,) in every}
        assert [row["until"] for row in rows] == sorted(row["until"] for row in rows)
        assert due(services, date(1990, 1, 1)) == []
    assert own_sample_base("check").code == 0


@pytest.mark.parametrize(
    ("date_of", "until"),
    [
        ("2015", "2022-12-31"),
        ("2015-03", "2022-03-31"),
        ("2015-03-09", "2022-03-09"),
        ("2015-02", "2022-02-28"),
    ],
)
def test_years_count_from_the_last_day_that_a_date_may_mean(
    own_sample_base: Muster, date_of: str, until: str
) -> None:
    own_sample_base("correct", 1, "date", date_of)
    kind = next(d["kind"] for d in own_sample_base("documents", "--json").data if d["id"] == 1)
    settings = replace(load(home=own_sample_base.home), retention=((kind, 7),))
    with open_services(settings) as services:
        row = next(row for row in due(services, date(2100, 1, 1)) if row["id"] == 1)
    assert row["until"] == until


def test_without_any_configured_nothing_is_due(own_sample_base: Muster) -> None:
    assert own_sample_base("retention", "--json").data == []
    assert load(home=own_sample_base.home, config=ROOT / "config.toml").retention == ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[retention]\nminuets = 7", "there is no kind minuets"),
        ("[retention]\nminutes = -1", "must be a number of years"),
        ('[retention]\nminutes = "seven"', "must be a number of years"),
        ("retention = 7", "must be a table"),
    ],
)
def test_a_mistake_in_it_is_named(own_sample_base: Muster, text: str, says: str) -> None:
    config(own_sample_base, text)
    ran = own_sample_base("retention")
    assert ran.code == 2 and says in ran.err
    with pytest.raises(ConfigError):
        load(home=own_sample_base.home)
