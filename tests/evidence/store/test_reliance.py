"""Before a document is withdrawn, its page and the command say who relies on it."""

import pytest
from cli_runner import Muster
from web.client import Client
from web.papers import Papers

from evidence.model import Inspection, LinkStatus
from evidence.reads import packs as packs_read
from evidence.reads.links import links
from evidence.reads.measures import measures
from evidence.reads.reliance import reliance
from evidence.services import Services
from evidence.store import inspections, packs
from evidence.store.deciding import decide


@pytest.fixture
def accepted(services: Services, papers: Papers) -> str:
    """A measure that one passage of the report is accepted for, in a draft pack; its code."""
    link = next(x for x in links(services.record.db, document=papers.report) if x["measure"])
    decide(services.record, [link["id"]], LinkStatus.ACCEPTED)
    inspections.add(services.record, Inspection("Spring", "ofsted-2011"))
    packs.add(services.record, "spring", "Spring", "Spring pack")
    packs.add_section(services.record, "spring", measure=link["measure"])
    return str(link["measure"])


def test_a_report_says_which_measures_and_packs_rest_on_it(
    client: Client, services: Services, papers: Papers, accepted: str
) -> None:
    found = reliance(services.record.db, papers.report)
    assert [(e["measure"], e["passages"], e["elsewhere"]) for e in found["evidenced"]] == [(accepted, 1, 0)]
    assert [(p["name"], p["issue"]) for p in found["packs"]] == [("spring", 0)]
    for address in (f"/documents/{papers.report}", f"/documents/{papers.report}/withdraw"):
        text = client.get(address).text
        assert "Who relies on it" in text and "no other paper supports it" in text and "Spring pack" in text


def test_a_notice_says_which_of_its_measures_have_evidence(
    client: Client, services: Services, papers: Papers, accepted: str
) -> None:
    own = reliance(services.record.db, papers.notice)["own"]
    assert len(own) == 3 and [m["code"] for m in own if m["accepted"]] == [accepted]
    assert (
        "3 measures of its register, 1 with accepted evidence"
        in client.get(f"/documents/{papers.notice}/withdraw").text
    )


def test_the_command_says_what_loses_by_the_withdrawal(
    services: Services, papers: Papers, accepted: str
) -> None:
    told = Muster(services.settings.home)("withdraw", papers.report, "--json")
    assert told.data["relied_on_by"]["evidenced"][0]["measure"] == accepted


def test_a_document_that_nothing_rests_on_says_nothing(client: Client, papers: Papers) -> None:
    assert "Who relies on it" not in client.get(f"/documents/{papers.report}/withdraw").text


def test_withdrawing_a_notice_asks_what_becomes_of_its_measures(
    client: Client, services: Services, papers: Papers, accepted: str
) -> None:
    address = f"/documents/{papers.notice}/withdraw"
    refused = client.post(address, {"note": "Sent twice"}, status=400)
    assert "brought 3 measures" in refused.text and "Sent twice" in refused.text
    assert Muster(services.settings.home)("withdraw", papers.notice).code == 2
    client.submit(client.get(address), address, measures="keep", note="")
    assert accepted in [m["code"] for m in measures(services.record.db)]
    assert "supports" in str(client.get(f"/measures/{accepted}").text).lower()


def test_measures_closed_with_their_notice_stay_listed_with_the_reason(
    services: Services, papers: Papers, accepted: str
) -> None:
    muster = Muster(services.settings.home)
    assert muster("withdraw", papers.notice, "--measures", "close").code == 2, "no reason was given"
    assert muster("withdraw", papers.notice, "--measures", "close", "--note", "Notice lifted").code == 0
    assert {m["standing"] for m in muster("measures", "--json").data} == {"closed"}
    assert muster("check").code == 0
    assert muster("withdraw", papers.notice, "--undo").code == 0
    assert len(muster("measures", "--json").data) == 3


def test_measures_of_a_withdrawn_copy_leave_and_come_back_with_it(services: Services, papers: Papers) -> None:
    muster = Muster(services.settings.home)
    assert muster("withdraw", papers.notice, "--measures", "with-it").code == 0
    assert muster("measures", "--json").data == []
    assert muster("withdraw", papers.notice, "--undo").code == 0
    assert len(muster("measures", "--json").data) == 3


def test_measures_that_the_withdrawal_closed_are_open_again_when_it_is_undone(
    services: Services, papers: Papers, accepted: str
) -> None:
    muster = Muster(services.settings.home)
    muster("measure", "close", "N2010-02", "--reason", "Done before")
    muster("withdraw", papers.notice, "--measures", "close", "--note", "Notice lifted")
    muster("measure", "open", "N2010-a", "--reason", "Still asked for")
    muster("measure", "close", "N2010-a", "--reason", "Done after all")
    muster("withdraw", papers.notice, "--undo")
    states = {m["code"]: m["standing"] for m in muster("measures", "--json").data}
    assert states == {"N2010-01": "open", "N2010-02": "closed", "N2010-a": "closed"}
    assert muster("check").code == 0


def test_measures_that_stay_keep_their_targets_pairs_and_their_place_in_coverage_as_known_then(
    client: Client, services: Services, papers: Papers, accepted: str
) -> None:
    muster = Muster(services.settings.home)
    before = muster("measures", "--json").data
    muster("withdraw", papers.notice, "--measures", "keep")
    after = muster("measures", "--json").data
    assert [m["targets"] for m in after] == [m["targets"] for m in before]
    known = muster("coverage", "--known-at", services.record.now[:10], "--json").data
    assert accepted in [row["code"] for row in known]
    assert "t1" in [row["id"] for row in muster("value", "list", "--json").data]
    assert "was withdrawn" in client.get(f"/measures/{accepted}").text


def test_a_second_withdrawal_asks_anew(services: Services, papers: Papers) -> None:
    muster = Muster(services.settings.home)
    muster("withdraw", papers.notice, "--measures", "keep")
    assert "withdrawn already" in muster("withdraw", papers.notice).err
    muster("withdraw", papers.notice, "--undo")
    assert muster("withdraw", papers.notice).code == 2
    muster("withdraw", papers.notice, "--measures", "with-it")
    assert muster("measures", "--json").data == []


def test_the_measures_of_what_came_inside_are_asked_about_too(
    client: Client, services: Services, papers: Papers
) -> None:
    with services.record.transaction():
        services.record.table("enclosures").insert(
            {"document": papers.report, "enclosed": papers.notice, "name": "notice.pdf"}
        )
        services.record.event("enclosed", "for the test")
    address = f"/documents/{papers.report}/withdraw"
    assert "the 3 measures of what came inside it" in client.get(address).text
    refused = client.post(address, {"inside": "yes"}, status=400)
    assert "brought 3 measures" in refused.text
    client.submit(client.get(address), address, inside="yes", measures="keep")
    assert len(measures(services.record.db)) == 3


def test_the_page_of_a_measure_in_a_pack_leads_to_the_pack(
    client: Client, services: Services, papers: Papers, accepted: str
) -> None:
    page = client.get(f"/measures/{accepted}")
    number = packs_read.pack(services.record.db, "spring")["id"]
    assert page.one("a", href=f"/packs/{number}").text == "spring"
