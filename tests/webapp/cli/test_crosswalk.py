"""The crosswalk by command: proposed with a reason, decided once, and what follows for the queue."""

import pytest
from cli_runner import Muster


@pytest.fixture
def base(own_sample_base: Muster) -> Muster:
    return own_sample_base


def _waiting(base: Muster, *more: object) -> list[dict[str, object]]:
    return list(base("links", "--status", "suggested", "--json", *more).data)


def _shared(base: Muster, one: str, other: str) -> set[object]:
    found = [{x["passage"] for x in _waiting(base, "--measure", code)} for code in (one, other)]
    return found[0] & found[1]


def test_measures_of_notice_inspection_and_plan_are_proposed_with_a_reason(base: Muster) -> None:
    pairs = base("crosswalk", "list", "--json").data
    found = {(p["one"], p["other"]): p for p in pairs}
    homeless = found["N2025-05", "P2025-07"]
    assert homeless["status"] == "proposed" and "homeless" in homeless["reason"]
    assert all(p["one_register"] != p["other_register"] for p in pairs)
    assert [p["score"] for p in pairs] == sorted((p["score"] for p in pairs), reverse=True)


def test_an_approved_pair_stands_on_both_measures_and_a_passage_waits_once(base: Muster) -> None:
    pairs = base("crosswalk", "list", "--json").data
    pair = next(p for p in pairs if _shared(base, p["one"], p["other"]))
    one, other = pair["one"], pair["other"]
    both = _shared(base, one, other)
    assert base("crosswalk", "approve", one, other, "--note", "Same demand", "--json").data[0]["note"]
    measures = {m["code"]: m for m in base("measures", "--json").data}
    assert other in measures[one]["equivalent"] and one in measures[other]["equivalent"]
    waiting = [x["passage"] for x in _waiting(base) if x["measure"] in (one, other)]
    assert both <= set(waiting) and len(waiting) == len(set(waiting))


def test_evidence_accepted_for_one_is_offered_for_the_other_and_not_copied(base: Muster) -> None:
    pairs = base("crosswalk", "list", "--json").data
    pair = next(p for p in pairs if _waiting(base, "--measure", p["one"]))
    one, other = pair["one"], pair["other"]
    link = _waiting(base, "--measure", one)[0]
    base("accept", link["id"])
    assert base("trace", other, "--json").data["offered"] == []
    base("crosswalk", "approve", one, other)
    trace = base("trace", other, "--json").data
    assert [(e["passage"], e["accepted_for"]) for e in trace["offered"]] == [(link["passage"], one)]
    assert trace["evidence"] == [] and trace["equivalent"] == [one]
    assert link["passage"] not in [x["passage"] for x in _waiting(base) if x["measure"] == other]
    base("link", link["passage"], "--measure", other)
    assert base("trace", other, "--json").data["offered"] == []


def test_a_decision_is_taken_back_logged_and_a_rejected_pair_is_not_proposed_again(base: Muster) -> None:
    first = base("crosswalk", "list", "--json").data[0]
    base("crosswalk", "reject", first["one"], first["other"])
    base("council", "Aldermarsh")  # has everything compared again
    rejected = base("crosswalk", "list", "--status", "rejected", "--json").data
    assert [(p["one"], p["other"]) for p in rejected] == [(first["one"], first["other"])]
    base("crosswalk", "undecide", first["one"], first["other"])
    assert base("crosswalk", "list", "--status", "rejected", "--json").data == []
    actions = [e["what"] for e in base("log", "--json").data]
    assert "crosswalk rejected" in actions and "crosswalk proposed" in actions


def test_a_pair_that_cannot_be_one_is_refused_and_a_persons_own_is_kept(base: Muster) -> None:
    assert base("crosswalk", "approve", "N2025-01", "N2025-02").code == 2
    assert base("crosswalk", "approve", "N2025-01", "X1").code == 1
    assert base("crosswalk", "approve", "N2025-02", "P2025-24").code == 0
    assert base("crosswalk", "undecide", "N2025-02", "P2025-24").code == 0
    assert ("N2025-02", "P2025-24") not in {
        (p["one"], p["other"]) for p in base("crosswalk", "list", "--json").data
    }


def test_what_is_to_look_at_stands_first_and_a_measure_with_plenty_last(base: Muster) -> None:
    waiting = _waiting(base)
    look = [x["look"] for x in waiting]
    assert look == sorted(look, reverse=True) and any(look)
    certain = [x for x in waiting if x["look"] and x["score"] >= 0.8]
    assert waiting[: len(certain)] == certain, "the most certain first"
    code = certain[-1]["measure"] or certain[0]["measure"]
    documents: set[object] = set()
    for link in _waiting(base, "--measure", code):
        if link["document"] not in documents and base("accept", link["id"], "--stance", "supports").code == 0:
            documents.add(link["document"])
    after = [x for x in _waiting(base) if x["look"] and x["score"] >= 0.8]
    has = {x["measure"] for x in base("links", "--status", "accepted", "--json").data}
    needed = [x["measure"] in has for x in after if x["measure"]]
    assert needed == sorted(needed), "of those as certain, a measure without evidence first"
    assert "to look at" in base("links", "--status", "suggested").out
