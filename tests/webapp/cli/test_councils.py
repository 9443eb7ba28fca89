"""Whose papers count: another council's are for comparison, older ones are the baseline."""

from pathlib import Path

import pytest
from cli_runner import Muster

OTHER = """\
Fernleigh Borough Council
Civic Offices, Fernleigh

4 June 2026

Dear Colleague

Fernleigh Borough Council's children's services

1. In May 2026 Fernleigh Borough Council completed 91.0% of initial assessments on time (NI 59).

Yours sincerely

Ada Thorne
Director of Children's Services, Fernleigh Borough Council
"""
OLDER = (
    OTHER.replace("Fernleigh", "Aldermarsh").replace("June 2026", "June 2024").replace("May 2026", "May 2024")
)


@pytest.fixture
def base(own_sample_base: Muster, tmp_path: Path) -> Muster:
    """The samples, with a letter of another council and an old one of our own."""
    for name, text in (("other.txt", OTHER), ("older.txt", OLDER)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert own_sample_base("ingest", tmp_path / name).code == 0
    return own_sample_base


def _document(base: Muster, file: str) -> dict[str, object]:
    (found,) = [d for d in base("documents", "--json").data if d["file"] == file]
    return dict(found)


def _figure(base: Muster, document: object) -> int:
    passages = base("show", document, "--json").data["passages"]
    return next(p["id"] for p in passages if "NI 59" in p["text"])


def _suggested(base: Muster) -> list[str]:
    links = base("links", "--status", "suggested", "--json").data
    return [link["measure"] for link in links if link["measure"]]


def test_our_council_is_proposed_and_confirmed(base: Muster) -> None:
    proposed = base("council", "--json").data
    assert (proposed["council"], proposed["how"]) == ("Aldermarsh Borough Council", "proposed")
    assert base("council", "Aldermarsh Borough Council", "--json").data["how"] == "person"


def test_another_councils_paper_is_told_and_suggested_for_nothing(base: Muster) -> None:
    other = _document(base, "other.txt")
    assert (other["council"], other["ours"]) == ("Fernleigh Borough Council", False)
    assert base("links", "--document", other["id"], "--json").data == []
    assert [d["id"] for d in base("documents", "--council", "Fernleigh", "--json").data] == [other["id"]]


def test_an_older_paper_is_ranked_as_baseline_and_not_suggested(base: Muster) -> None:
    older = _document(base, "older.txt")
    tied = base("links", "--document", older["id"], "--json").data
    assert [link for link in tied if link["measure"]] == []
    ranked = base("suggest", _figure(base, older["id"]), "--json").data
    first = next(s for s in ranked if s["measure"])
    assert "older than the measure, so its baseline" in first["reason"]


def test_a_persons_own_link_counts_regardless(base: Muster) -> None:
    passage = _figure(base, _document(base, "other.txt")["id"])
    assert base("link", passage, "--measure", "N2025-06").code == 0
    evidence = base("trace", "N2025-06", "--json").data["evidence"]
    assert passage in [line["passage"] for line in evidence]


def test_a_corrected_council_takes_effect_at_once(base: Muster) -> None:
    ours = base("links", "--status", "suggested", "--json").data
    suggested = next(link for link in ours if link["measure"])
    base("accept", suggested["id"])
    assert suggested["id"] in [
        e["link"] for e in base("trace", suggested["measure"], "--json").data["evidence"]
    ]
    base("correct", suggested["document"], "council", "Fernleigh Borough Council")
    trace = base("trace", suggested["measure"], "--json").data
    assert suggested["id"] not in [e["link"] for e in trace["evidence"]]
    assert suggested["id"] in [e["link"] for e in trace["comparison"]]


def test_a_confirmation_is_taken_back_and_what_stood_before_stands_again(base: Muster) -> None:
    base("council", "Aldermarsh")
    base("council", "Fernleigh Borough Council")
    assert base("council", "--undo", "--json").data["council"] == "Aldermarsh"
    assert base("council", "--undo", "--json").data["how"] == "proposed"
    assert base("council", "--undo").code == 1


def test_a_confirmation_that_was_not_seen_stays(base: Muster) -> None:
    seen = base("council", "--json").data["version"]
    base("council", "Aldermarsh")
    ran = base("council", "Fernleigh Borough Council", "--version", seen)
    assert ran.code == 1 and "Nothing was changed." in ran.err
    assert base("council", "--json").data["council"] == "Aldermarsh"


def test_another_council_becomes_ours_and_its_papers_are_compared(base: Muster) -> None:
    other = _document(base, "other.txt")
    base("council", "Fernleigh Borough Council")
    assert base("measures", "--json").data == []
    assert not _suggested(base), "our measures alone ask for evidence"
    base("council", "--undo")
    assert _suggested(base)
    assert base("links", "--document", other["id"], "--json").data == []


def test_a_search_is_narrowed_to_a_council_and_each_hit_names_its(base: Muster) -> None:
    found = base("search", "assessments", "--council", "Fernleigh", "--json").data
    assert {hit["council"] for hit in found["hits"]} == {"Fernleigh Borough Council"}
    typed = base("search", "assessments", "council:Fernleigh", "--json").data
    assert [hit["passage"] for hit in typed["hits"]] == [hit["passage"] for hit in found["hits"]]


def test_a_predecessors_papers_count_as_the_person_decides(base: Muster, tmp_path: Path) -> None:
    paper = OTHER.replace("Fernleigh Borough Council", "Northamptonshire County Council")
    (tmp_path / "county.txt").write_text(paper, encoding="utf-8")
    base("ingest", tmp_path / "county.txt")
    county = _document(base, "county.txt")["id"]
    for document in base("documents", "--council", "Aldermarsh", "--json").data:
        base("correct", document["id"], "council", "West Northamptonshire Council")
    told = base("council", "West Northamptonshire Council", "--json").data
    assert told["relatives"] == [
        {"name": "Northamptonshire County Council", "how": "predecessor", "documents": 1}
        | {"on": "2021-04-01", "counts": None}
    ]
    assert _measures_of(base, county) == []
    base("council", "--counts", "Northamptonshire")
    assert _measures_of(base, county) != [] and _document(base, "county.txt")["ours"] is True
    accepted = base("links", "--document", county, "--json").data[0]
    base("accept", accepted["id"])
    base("council", "--apart", "Northamptonshire")
    trace = base("trace", accepted["measure"], "--json").data
    assert [e["link"] for e in trace["comparison"]] == [accepted["id"]], "an accepted link is kept apart"
    assert base("council", "--undecide", "Northamptonshire", "--json").data["relatives"][0]["counts"] is None
    assert base("council", "--counts", "Kent").code == 1
    actions = [e["what"] for e in base("log", "--json").data]
    assert actions.count("succession decided") == 3


def _measures_of(base: Muster, document: object) -> list[str]:
    return [x["measure"] for x in base("links", "--document", document, "--json").data if x["measure"]]


SEVERAL = """\
Joint report of Leeds City Council, Kent County Council and Wigan Metropolitan Borough Council

Regional Board

Date: 22 June 2026

1.1 Leeds City Council, Kent County Council and Wigan Metropolitan Borough Council share one duty team.
"""


def test_a_paper_about_three_councils_is_about_them_together_and_says_so(
    base: Muster, tmp_path: Path
) -> None:
    (tmp_path / "several.txt").write_text(SEVERAL, encoding="utf-8")
    base("ingest", tmp_path / "several.txt")
    paper = _document(base, "several.txt")
    assert paper["council"] == "Kent County Council; Leeds City Council; Wigan Metropolitan Borough Council"
    assert paper["ours"] is False, "none of them is ours"
    shown = base("show", paper["id"], "--json").data
    (said,) = [w for w in shown["warnings"] if "which council" in w]
    assert all(name in said for name in ("Leeds City Council", "Kent County Council", "Wigan"))
    assert "for comparison" in shown["council_said"] and "for comparison" in base("show", paper["id"]).out
    assert _measures_of(base, paper["id"]) == []
    assert paper["id"] in [d["id"] for d in base("documents", "--council", "Leeds", "--json").data]
    assert base("council", "--json").data["councils"]["Leeds City Council"] == 1
    hits = base("search", "duty team", "--council", "Wigan", "--json").data
    assert paper["id"] in [hit["document"] for hit in hits["hits"]]
    base("council", "Leeds")
    assert _document(base, "several.txt")["ours"] is True
    assert "Ours is among the councils" in base("show", paper["id"], "--json").data["council_said"]
    base("correct", paper["id"], "council", "Kent")
    assert _document(base, "several.txt")["ours"] is False


def test_a_paper_that_names_no_council_counts_as_ours_and_says_so(base: Muster, tmp_path: Path) -> None:
    (tmp_path / "none.txt").write_text(
        "Note on supervision\n\n1. Supervision is monthly.\n", encoding="utf-8"
    )
    base("ingest", tmp_path / "none.txt")
    paper = _document(base, "none.txt")
    assert (paper["council"], paper["ours"]) == ("", True)
    assert f"muster correct {paper['id']} council" in base("show", paper["id"]).out


def test_another_councils_paper_is_named_with_its_place_and_ours_is_not(base: Muster, tmp_path: Path) -> None:
    other = _document(base, "other.txt")
    assert str(other["title"]).endswith(" (Fernleigh)") or "Fernleigh" in str(other["title"])
    letter = OTHER.replace("Fernleigh", "Kent").replace("Borough", "County")
    letter = letter.replace("Kent County Council's children's services", "Caseloads")
    (tmp_path / "kent.txt").write_text(letter, encoding="utf-8")
    base("ingest", tmp_path / "kent.txt")
    kent = _document(base, "kent.txt")
    assert str(kent["title"]).endswith("(Kent)"), kent["title"]
    hits = base("search", "initial assessments", "--council", "Kent", "--json").data["hits"]
    assert all(hit["citation"].startswith(str(kent["title"])) for hit in hits) and hits
    passage = _figure(base, kent["id"])
    base("link", passage, "--measure", "N2025-06")
    evidence = base("trace", "N2025-06", "--json").data["evidence"]
    assert next(e for e in evidence if e["passage"] == passage)["citation"].startswith(str(kent["title"]))
    base("council", "Kent")
    assert not str(_document(base, "kent.txt")["title"]).endswith("(Kent)"), "it is ours now"
