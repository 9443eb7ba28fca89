"""Suggestions in the record: from papers in, whichever comes first."""

import math
from dataclasses import replace
from pathlib import Path

import pytest
from short_papers import notice, report

from evidence.model import LinkStatus
from evidence.reads.links import links
from evidence.services import Services, open_services
from evidence.settings import Settings
from evidence.settling.candidates import candidates_of
from evidence.settling.suggestions import suggest_for_passage
from evidence.store import links as link_store
from ingest.run.pipeline import ingest

NOTICE = notice(council="Anyborough Council")
REPORT = report("The caseloads of social workers in the assessment teams remain an ongoing challenge.")


@pytest.fixture
def papers(tmp_path: Path) -> tuple[Path, Path]:
    first, then = tmp_path / "notice.txt", tmp_path / "report.txt"
    first.write_text(NOTICE)
    then.write_text(REPORT)
    return first, then


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["notice first", "report first"])
def test_evidence_finds_its_measure_whichever_came_first(
    services: Services, papers: tuple[Path, Path], order: tuple[int, int]
) -> None:
    for place in order:
        ingest(services, [papers[place]], origin="test")
    found = {(x["label"], x["measure"]): x for x in links(services.record.db) if x["measure"]}
    assert set(found) == {("1.1", "N2020-01"), ("1.2", "N2020-02")}
    assert found["1.2", "N2020-02"]["stance"] == "contradicts"
    assert "police" in found["1.1", "N2020-01"]["reason"]


def test_a_notice_is_no_evidence_for_itself(services: Services, papers: tuple[Path, Path]) -> None:
    ingest(services, [papers[0]], origin="test")
    assert not [x for x in links(services.record.db) if x["measure"]]
    assert {x["stance"] for x in links(services.record.db)} <= {"context"}


@pytest.mark.parametrize("status", [LinkStatus.REJECTED, LinkStatus.ACCEPTED])
def test_words_that_a_person_decided_on_are_not_suggested_again_from_another_paper(
    services: Services, papers: tuple[Path, Path], tmp_path: Path, status: LinkStatus
) -> None:
    ingest(services, papers, origin="test")
    first = next(x for x in links(services.record.db) if x["measure"] == "N2020-01")
    link_store.decide(services.record, [first["id"]], status)
    later = tmp_path / "later.txt"
    words = REPORT.replace("22 June 2020", "20 July 2020").replace("Progress", "Second progress")
    later.write_text(words.replace("in nearly all child", "in almost all child"))
    ingest(services, [later], origin="test")
    again = [x for x in links(services.record.db) if x["document"] != first["document"]]
    assert {x["measure"] for x in again if x["measure"]} == {"N2020-02"}
    passage = next(
        key for key, c in candidates_of(services.record.db, again[0]["document"]) if "police" in c.text
    )
    asked = next(s for s in suggest_for_passage(services, passage, 5) if s.measure == "N2020-01")
    assert f"the same words of another paper were {status} for it (link {first['id']})" in asked.reason


def test_other_words_are_still_suggested_after_a_rejection(
    services: Services, papers: tuple[Path, Path], tmp_path: Path
) -> None:
    ingest(services, papers, origin="test")
    first = next(x for x in links(services.record.db) if x["measure"] == "N2020-01")
    link_store.decide(services.record, [first["id"]], LinkStatus.REJECTED)
    later = tmp_path / "later.txt"
    words = REPORT.replace("22 June 2020", "20 July 2020")
    later.write_text(
        words.replace("now take place promptly in nearly all", "were late in a third of the sampled")
    )
    ingest(services, [later], origin="test")
    found = [x["measure"] for x in links(services.record.db) if x["document"] != first["document"]]
    assert "N2020-01" in found


def test_a_notice_issued_again_has_its_evidence_suggested_for_both_and_is_none_itself(
    services: Services, papers: tuple[Path, Path], tmp_path: Path
) -> None:
    again, later = tmp_path / "again.txt", tmp_path / "later.txt"
    again.write_text(NOTICE.replace("2 March 2020", "1 July 2020"))
    later.write_text(REPORT.replace("22 June 2020", "20 October 2020"))
    ingest(services, [*papers, again, later], origin="test")
    found = {(x["file"], x["measure"]) for x in links(services.record.db) if x["measure"]}
    first, second = ("N2020-01", "N2020-02"), ("N2020b-01", "N2020b-02")
    assert found == {
        *(("report.txt", code) for code in first),  # it came before the second notice
        *(("later.txt", code) for code in (*first, *second)),
    }


def test_a_suggestion_that_just_reaches_the_threshold_is_kept_and_one_that_just_fails_is_not(
    settings: Settings, papers: tuple[Path, Path]
) -> None:
    def stored(threshold: float, home: str) -> dict[tuple[str, str], float]:
        limits = replace(settings.links, threshold=threshold)
        here = replace(settings, home=settings.home.with_name(home), links=limits)
        with open_services(here) as opened:
            ingest(opened, papers, origin="test")
            return {(x["label"], x["measure"]): x["score"] for x in links(opened.record.db) if x["measure"]}

    found = stored(settings.links.threshold, "usual")
    weakest, score = min(found.items(), key=lambda each: each[1])
    assert stored(score, "just reached")[weakest] == score
    assert weakest not in stored(math.nextafter(score, 1), "just missed")


AREAS = """area_name,period,indicator,value
Leeds,2020-06,Caseloads of social workers in the assessment teams,21
Kent,2020-06,Caseloads of social workers in the assessment teams,24
England,2020-06,Caseloads of social workers in the assessment teams,18
"""


def test_a_tables_row_of_another_council_or_of_the_country_is_no_evidence_of_ours(
    services: Services, tmp_path: Path
) -> None:
    first, then = tmp_path / "notice.txt", tmp_path / "caseloads.csv"
    first.write_text(notice())
    then.write_text(AREAS)
    ingest(services, [first, then], origin="test")
    found = [x for x in links(services.record.db) if x["file"] == "caseloads.csv"]
    assert {x["text"].split(" | ")[0] for x in found} == {"Leeds"}
    kent = next(
        row["id"] for row in services.record.db.query("SELECT id FROM passages WHERE text LIKE 'Kent | %'")
    )
    asked = suggest_for_passage(services, kent, 3)
    assert asked[0].stance == "context" and "the row is of Kent, not of our council" in asked[0].reason


def test_what_a_notice_asks_for_is_suggested_for_no_block(services: Services, tmp_path: Path) -> None:
    paper = tmp_path / "notice.txt"
    paper.write_text(
        notice().replace(
            "assessment teams.", "assessment teams.\n\n- NI 59: complete 80% of assessments in time."
        )
    )
    ingest(services, [paper], origin="test")
    assert list(services.record.db.query("SELECT text FROM measures WHERE text LIKE '%80%'"))
    assert not [x for x in links(services.record.db) if "80%" in x["text"]]
