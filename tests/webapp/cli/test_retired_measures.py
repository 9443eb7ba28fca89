"""A measure that its paper no longer asks for, and that somebody decided on, stays and says so."""

from pathlib import Path

from cli_runner import Muster

NOTICE = """\
IMPROVEMENT NOTICE

To: Wexcombe Borough Council

Issued on 4 March 2010

This notice is issued by the Department for Education. The Council must:

1. Decide every referral within one working day.
2. Recruit twelve experienced social workers by September 2010.
"""


def test_a_measure_whose_paper_is_no_notice_any_more_stays_while_something_rests_on_it(
    tmp_path: Path,
) -> None:
    (tmp_path / "notice.txt").write_text(NOTICE)
    (tmp_path / "letter.txt").write_text("3 May 2011\n\nDear Minister\n\nReferrals are decided in a day.\n")
    muster = Muster(tmp_path / "home")
    muster("ingest", tmp_path / "notice.txt", tmp_path / "letter.txt")
    passage = muster("show", 2, "--json").data["passages"][-1]["id"]
    assert muster("link", passage, "--measure", "N2010-01").code == 0
    assert muster("correct", 1, "kind", "letter").code == 0
    assert [m["code"] for m in muster("measures", "--json").data] == ["N2010-01"]
    trace = muster("trace", "N2010-01")
    assert "Its paper has not been read to ask for it since" in trace.out
    assert len(muster("trace", "N2010-01", "--json").data["evidence"]) == 1
    assert muster("trace", "N2010-01", "--pdf", tmp_path / "t.pdf").out.strip().endswith(": 1 links.")
    assert muster("check").code == 0
    muster("correct", 1, "kind", "--undo")
    assert len(muster("measures", "--json").data) == 2
    assert "Its paper has not been read" not in muster("trace", "N2010-01").out
