"""Before a document is withdrawn, its page and the command say who relies on it."""

import pytest
from cli_runner import Muster
from web.client import Client
from web.papers import Papers

from evidence.model import Inspection, LinkStatus
from evidence.reads.links import links
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
