"""A home in which one rare word stands only in papers that are marked, and in what people made of them."""

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from cli_runner import Muster
from short_papers import notice, report
from worked_home import done

SECRET = "zephyrine"
"""It stands in nothing that somebody who is not cleared may see."""

_DEMANDS = f"""- Ensure that the {SECRET} protocol is followed in all child protection enquiries.
- Reduce the waiting time of {SECRET} referrals to 5 days by June 2021.
"""


@dataclass(frozen=True)
class Marked:
    """The home, and numbers of what is marked in it."""

    muster: Muster
    documents: tuple[int, ...]
    passage: int
    measure: str
    link: int
    open_document: int


@pytest.fixture(scope="session")
def marked_base(tmp_path_factory: pytest.TempPathFactory) -> Marked:
    """A home with marked papers; to look at, not to change."""
    folder = tmp_path_factory.mktemp("marked")
    return _marked_home(Muster(folder / "home"), folder)


@pytest.fixture
def marked(marked_base: Marked, tmp_path: Path) -> Marked:
    """A copy of it and of its papers, to change."""
    for part in ("home", "papers"):
        shutil.copytree(marked_base.muster.home.parent / part, tmp_path / part)
    return replace(marked_base, muster=Muster(tmp_path / "home"))


def _marked_home(muster: Muster, folder: Path) -> Marked:
    """Read open papers and secret ones, work with both, and mark the secret ones."""
    papers = folder / "papers"
    papers.mkdir()
    for name, text in _open().items():
        (papers / name).write_text(text, encoding="utf-8")
    done(muster, "ingest", papers)
    for name, text in _secret().items():
        (papers / name).write_text(text, encoding="utf-8")
    assert muster("ingest", papers).code == 1  # one of them is none
    found = {row["file"]: row for row in muster("documents", "--json").data}
    secret = [row["id"] for name, row in found.items() if SECRET in name and "copy" not in name]
    shown = muster("show", found[f"{SECRET}-report.txt"]["id"], "--json").data
    passage = next(p["id"] for p in shown["passages"] if f"{SECRET} protocol" in p["text"])
    measure = next(m["code"] for m in muster("measures", "--all", "--json").data if SECRET in m["text"])
    link = _work(muster, found, passage, measure)
    for pair in muster("duplicates", "--json").data:
        if "open" in pair["earlier"]["file"]:
            done(muster, "duplicates", pair["id"], "--verdict", "different")
    for number in secret:
        done(muster, "mark", number, "OFFICIAL-SENSITIVE", "--reason", f"It names the {SECRET} family")
    ledger = muster("ledger", "--json").data["files"]
    broken = next(line for line in ledger if line["path"].endswith("broken.pdf"))
    done(muster, "mark", broken["sha256"], "OFFICIAL-SENSITIVE", "--reason", "Its name tells")
    every = tuple(row["id"] for name, row in found.items() if SECRET in name)
    return Marked(muster, every, passage, measure, link, found["open-report.txt"]["id"])


def _work(muster: Muster, found: dict[str, dict[str, int]], passage: int, measure: str) -> int:
    """What people do with papers before somebody marks them. Returns the number of a link."""
    report = found[f"{SECRET}-report.txt"]["id"]
    link = muster("link", passage, "--measure", measure, "--note", f"On {SECRET}", "--json").data
    done(muster, "correct", report, "author", f"Dr {SECRET.title()} Blount", "--note", SECRET)
    done(muster, "measure", "edit", measure, "--owner", f"{SECRET.title()} Lead", "--reason", "Agreed")
    done(muster, "terms", measure, "--add", f"{SECRET} pathway")
    done(muster, "inspection", "new", "Visit", "--framework", "ofsted-2011", "--starts", "2026-12-01")
    done(muster, "inspection", "request", "Visit", "How are enquiries made?")
    done(
        muster,
        "inspection",
        "answer",
        "Visit",
        1,
        "--text",
        f"By the {SECRET} protocol",
        "--passage",
        passage,
    )
    done(muster, "pack", "new", "Closed", "--inspection", "Visit")
    done(muster, "pack", "add", "Closed", "--measure", measure)
    done(muster, "pack", "add", "Closed", "--document", report)
    done(muster, "pack", "freeze", "Closed")
    done(muster, "pack", "new", "Open", "--inspection", "Visit")
    done(muster, "pack", "add", "Open", "--document", found["open-report.txt"]["id"], "--section", "Reports")
    done(muster, "saved", "add", "Protocols", "protocol", "--shared")
    return int((link[0] if isinstance(link, list) else link)["id"])


def _open() -> dict[str, str]:
    more = (
        "The Improvement Notice of 2 March 2020 asks for prompt strategy discussions.",
        "The protocol for referrals was agreed by the Board and is reviewed each quarter.",
    )
    return {
        "open-notice.txt": notice(),
        "open-report.txt": report(*more, subject="Quarterly progress report"),
        "open-letter.txt": "Dear Ms Ahmed\n\nThank you for your letter. The protocol is being kept to.\n\n"
        "Yours sincerely\n\nP. Okoro\nDirector of Children's Services\n5 May 2021\n",
    }


def _secret() -> dict[str, str]:
    long = (
        f"The {SECRET} protocol is followed in all child protection enquiries. The protocol is known.",
        f"The {SECRET.title()} Alert Board (ZAB) met four times. Members of the ZAB agreed on the referrals.",
        *(
            f"In week {n} of the year {SECRET} referrals were seen within {n} days of the day they came."
            for n in range(2, 30)
        ),
    )
    told = report(*long, year=2021, subject=f"The {SECRET} review")
    return {
        f"{SECRET}-notice.txt": notice(2021).replace("- Ensure", _DEMANDS + "- Ensure", 1),
        f"{SECRET}-report.txt": told,
        f"{SECRET}-report-copy.txt": told.replace("week 29", "the last week"),
        f"{SECRET}-values.csv": f"Indicator,Unit,Q1 2021/22\nNI 59 {SECRET},%,71\nNI 62 {SECRET},%,12\n",
        f"{SECRET}-broken.pdf": f"<html><body>{SECRET} is no PDF</body></html>",
        f"{SECRET}-same-report.txt": told,
    }
