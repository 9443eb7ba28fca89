"""The values desk: each value with its place, decided by a button; and the same by command."""

from cli_runner import Muster
from web.client import Client
from web.papers import Papers

from evidence.reads.values import OBSERVATION, one
from evidence.services import Services


def test_a_value_is_confirmed_and_met_says_so(client: Client, papers: Papers):
    assert "read by machine, not confirmed" in client.get("/measures/N2010-01").text
    page = client.get("/values")
    assert "NI 59: 74%" in page.text
    client.post(
        "/values/observation/1", {"status": "confirmed", "value": "74", "period": "June 2010", "version": "0"}
    )
    assert "Met 74%, June 2010 (confirmed)" in client.get("/measures/N2010-01").text
    assert "Confirmed by" in client.get("/values", show="all").text


def test_what_is_typed_over_a_value_is_a_correction(client: Client, papers: Papers):
    client.post("/values/observation/1", {"status": "confirmed", "value": "71%", "period": "June 2010"})
    assert "Not met 71%" in client.get("/measures/N2010-01").text
    page = client.get("/values", show="all")
    assert "it read 74%, June 2010" in page.text
    client.submit(page, "/values/observation/1", status="undo")
    assert "Met 74%" in client.get("/measures/N2010-01").text


def test_a_stale_page_and_a_value_that_is_none_are_told(client: Client, papers: Papers):
    client.post("/values/observation/1", {"status": "rejected", "version": "0"})
    client.post(
        "/values/observation/1", {"status": "confirmed", "value": "74", "period": "June 2010", "version": "0"}
    )
    assert "Nothing was changed" in client.get("/values").text
    client.post("/values/observation/1", {"status": "corrected", "value": "many", "period": "June 2010"})
    assert "“many” is no number." in client.get("/values").text


def test_the_command_lists_and_decides(own_sample_base: Muster):
    rows = own_sample_base("value", "list", "--indicator", "ni59", "--json").data
    seen = next(r for r in rows if r["kind"] == "observation")
    asked = next(r for r in rows if r["kind"] == "target")
    (row,) = own_sample_base("value", "confirm", seen["id"], "--json").data
    assert (row["decided"], row["read_value"]) == ("confirmed", seen["value"])
    stale = own_sample_base("value", "reject", seen["id"], "--version", "1")
    assert stale.code and "Nothing was changed" in stale.err
    (row,) = own_sample_base("value", "correct", asked["id"], "--baseline", "61.5", "--json").data
    assert row["baseline"] == 61.5
    (row,) = own_sample_base("value", "undo", seen["id"], "--json").data
    assert row["decided"] == ""
    assert own_sample_base("value", "confirm", "x1").code == 2
    assert own_sample_base("check").code == 0


def test_an_unrounded_value_is_confirmed_as_it_was_read(client: Client, services: Services, papers: Papers):
    with services.record.transaction():
        services.record.table("observations").update(1, {"value": 74.12345678901234})
        services.record.event("document read again", "for the test")
    client.submit(client.get("/values"), "/values/observation/1", status="confirmed", note="Seen")
    row = one(services.record.db, OBSERVATION, 1)
    assert (row["decided"], row["value"], row["note"]) == ("confirmed", 74.12345678901234, "Seen")


def test_a_long_list_of_values_has_pages(client: Client, services: Services, papers: Papers):
    with services.record.transaction():
        row = services.record.table("observations").get(1)
        services.record.table("observations").insert_all(
            {**row, "id": 100 + n, "value": float(n)} for n in range(60)
        )
        services.record.event("document read again", "for the test")
    first, second = client.get("/values"), client.get("/values", page=2)
    assert "Values (61)" in first.text and "Targets" not in first.text
    assert "Targets (" in second.text


def test_a_second_correction_by_command_adds_to_the_first(own_sample_base: Muster):
    rows = own_sample_base("value", "list", "--json").data
    seen = next(r for r in rows if r["kind"] == "observation")
    own_sample_base("value", "correct", seen["id"], "--period", "Q1 2025/26")
    (row,) = own_sample_base("value", "correct", seen["id"], "--value", "27", "--json").data
    assert (row["value"], row["period"]) == (27.0, "Q1 2025/26")
    asked = next(r for r in rows if r["kind"] == "target")
    own_sample_base("value", "confirm", asked["id"], "--baseline", "61.5")
    (row,) = own_sample_base("value", "confirm", asked["id"], "--json").data
    assert row["baseline"] == 61.5
    assert own_sample_base("value", "correct", asked["id"]).code == 2


def test_what_the_paper_notes_of_a_value_stands_beside_it(
    client: Client, services: Services, papers: Papers
) -> None:
    with services.record.transaction():
        services.record.table("observations").update(1, {"note": "from June 2025"})
        services.record.event("document read again", "for the test")
    assert "NI 59: 74%, June 2010, note: from June 2025" in client.get("/values").text
    page = client.get("/measures/N2010-01").text
    assert "74%, June 2010, note: from June 2025 (read by machine, not confirmed)" in page
    assert "74%, note: from June 2025" in page
