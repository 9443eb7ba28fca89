"""A home in which every page has something to show, and the address of every page in it.

Tests of accessibility visit them all; scripts/screenshots.py takes their pictures.
"""

from io import BytesIO
from pathlib import Path

from cli_runner import Muster
from flask import Flask
from paths import CONFIG

from evidence.people.account import Role
from evidence.settings import load
from web.client import Client, queue_of
from webapp import create_app
from webapp.cli.context import system_user

PERSON = "Sam Ellery"
UPLOADED = "Note on supervision\n\n1. Every team leader supervised every social worker in October 2026.\n"
COPY = " ".join(f"paragraph {n} of the minutes says what the Board agreed to" for n in range(40))


def furnish(muster: Muster, folder: Path) -> None:
    """Decide, correct, withdraw, link, freeze, ask and upload in a home that holds the samples, as PERSON.
    ``folder`` is for further papers."""
    _run(
        muster, "people", "add", PERSON, "--role", "coordinator", "--cleared", "--system-user", system_user()
    )
    _run(muster, "council", "Aldermarsh Borough Council")
    for name, end in (("minutes.txt", "today."), ("minutes-draft.txt", "yesterday.")):
        paper = folder / name
        paper.write_text(f"Minutes of the Improvement Board\n\n{COPY} {end}\n", encoding="utf-8")
        _run(muster, "ingest", paper)
    _decide(muster)
    _run(muster, "correct", 2, "reference", "AIB/2026/03", "--note", "As the agenda says")
    _run(muster, "withdraw", 12, "--note", "Sent to us by mistake")
    given = ("--on", "2025-03", "--cited", "Improvement Notice, p. 1")
    _run(muster, "judgement", "add", "Safeguarding: overall effectiveness", "inadequate", *given)
    _run(muster, "saved", "add", "Timescales", "assessment", "timescales", "--shared")
    _assemble(muster)
    _upload(muster)


def _decide(muster: Muster) -> None:
    """Accept links of every stance, reject one, make one, and leave many to be decided."""
    waiting = [link for link in muster("links", "--status", "suggested", "--json").data if link["measure"]]
    tied = [link for link in waiting if link["stance"] == "supports"]
    against = [link for link in waiting if link["stance"] == "contradicts"]
    _run(muster, "accept", *(link["id"] for link in tied[:8]), "--note", "Seen in the minutes")
    _run(muster, "accept", *(link["id"] for link in against[:2]))
    _run(muster, "reject", tied[8]["id"], "--note", "About another service")
    _run(muster, "link", tied[0]["passage"], "--block", "B", "--stance", "context")
    values = muster("value", "list", "--json").data
    _run(muster, "value", "confirm", values[0]["id"])


def _assemble(muster: Muster) -> None:
    """An announced inspection with a request, an issued pack with more begun, a redacted draft."""
    when = ("--announced", "2026-11-30", "--cutoff", "2026-11-30", "--starts", "2026-12-07")
    _run(muster, "inspection", "new", "ILACS 2026", "--timetable", "ilacs-standard", *when)
    _run(muster, "inspection", "request", "ILACS 2026", "Case audits", "--due", "2026-12-08 14:00")
    accepted = muster("links", "--status", "accepted", "--json").data
    codes = sorted({link["measure"] for link in accepted if link["measure"]})
    for pack in ("Evidence", "Letters"):
        _run(muster, "pack", "new", pack, "--inspection", "ILACS 2026")
        for code in codes[:3]:
            _run(muster, "pack", "add", pack, "--measure", code)
        _run(muster, "pack", "add", pack, "--section", "Letters of the board", "--document", 1)
    redacted = ("--words", "Marchbank", "--exemption", "s40", "--reason", "A name")
    _run(muster, "pack", "redact", "add", "Letters", 1, *redacted)
    _run(muster, "pack", "freeze", "Evidence")
    _run(muster, "pack", "add", "Evidence", "--measure", codes[-1])


def _upload(muster: Muster) -> None:
    """One file, sent from the page."""
    client = Client(create_app(load(home=muster.home, config=CONFIG))).sign_in(name=PERSON)
    client.post("/uploads", {"files": (BytesIO(UPLOADED.encode()), "supervision-note.txt")})
    queue_of(client).work_off()


def _run(muster: Muster, *command: object) -> None:
    ran = muster(*command)
    assert ran.code == 0, (command, ran.err, ran.out)


ASKED = "q=initial+assessments"
PAGES = {
    "home.page": "/",
    "search.page": "/search?{asked}",
    "exports.printable": "/search/print?{asked}",
    "keeping.listed": "/saved",
    "keeping.new": "/saved/new?{asked}",
    "keeping.change_form": "/saved/1/change",
    "keeping.open_": "/saved/1",
    "keeping.only_new": "/saved/1/new",
    "documents.listed": "/documents",
    "documents.page": "/documents/{document}?q=assessments#passage-{passage}",
    "documents.at_passage": "/passages/{passage}",
    "corrections.page": "/documents/1/correct",
    "withdrawals.ask": "/documents/1/withdraw",
    "marking.page": "/documents/1/marking",
    "withdrawals.listed": "/documents/withdrawn",
    "uploads.listed": "/uploads",
    "uploads.page": "/uploads/1",
    "ledger.page": "/documents/ledger",
    "ledger.entry": "/documents/ledger/1",
    "duplicates.listed": "/documents/duplicates",
    "councils.page": "/council",
    "measures.listed": "/measures",
    "measures.page": "/measures/{code}",
    "measures.block": "/blocks/B",
    "finding.page": "/measures/{code}/find?{asked}",
    "match_terms.page": "/measures/{code}/terms",
    "standings.page": "/measures/{code}/standing",
    "measure_changes.page": "/measures/{code}/edit",
    "coverage.page": "/coverage",
    "values.page": "/values",
    "crosswalk.page": "/measures/crosswalk",
    "judgements.page": "/judgements",
    "desk.page": "/review/desk?narrow=yes",
    "review.queue": "/review",
    "lost.queue": "/review/lost",
    "links.new": "/passages/{passage}/links/new",
    "packs.listed": "/packs",
    "packs.new": "/packs/new",
    "packs.page": "/packs/1",
    "packs.check_issue": "/packs/1/issues/1/check",
    "issues.freezing": "/packs/1/freezing",
    "issues.files": "/packs/1/issues/1/files",
    "issues.compare": "/packs/1/changes",
    "putting_in.page": "/packs/put-in?document={document}",
    "redacting.page": "/packs/2/redactions",
    "redacting.document_page": "/packs/2/documents/1/redact",
    "inspections.page": "/inspections/1",
    "inspections.new": "/inspections/new",
    "inspections.edit": "/inspections/1/edit",
    "requests.new": "/inspections/1/requests/new",
    "requests.page": "/inspections/1/requests/1",
    "log.page": "/log",
    "health.page": "/health/details",
    "disposals.listed": "/retention",
    "disposals.ask": "/documents/1/dispose",
    "people.listed": "/people",
    "people.page": "/people/1",
    "people.sign_ins": "/people/sign-ins",
    "account.page": "/account",
    "guidance.index": "/help",
    "guidance.topic": "/help/review",
    "guidance.accessibility": "/accessibility",
    "sign_in.page": "/sign-in?token=none",
}
"""Each page by its endpoint; what stands in braces is found in the home."""
NO_PAGE = {
    "static", "coverage.as_csv", "coverage.as_xlsx", "documents.original", "exports.as_csv",
    "exports.as_xlsx", "exports.trace", "health.alive", "issues.file", "ledger.export_csv",
    "ledger.export_xlsx", "measures.chart", "packs.draft", "packs.issue_pdf", "packs.issue_zip",
    "pages.image", "pages.marks", "search.suggestions", "sign_in.out_of_sso", "sign_in.sso_back",
    "sign_in.with_sso",
}  # fmt: skip
"""Addresses that answer with a file, a picture, a part of a page, a word to machines, or lead elsewhere."""


def pages(app: Flask) -> set[str]:
    """The endpoints of every page that the app has."""
    return {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())} - NO_PAGE


def visitor(app: Flask, endpoint: str) -> Role:
    """Who visits a page: a coordinator, or an administrator where only they may."""
    roles = getattr(app.view_functions[endpoint], "roles", None)
    return Role.COORDINATOR if roles is None or Role.COORDINATOR in roles else Role.ADMINISTRATOR


def addresses(muster: Muster) -> dict[str, str]:
    """The address of each page in a furnished home, by its endpoint."""
    accepted = next(
        link for link in muster("links", "--status", "accepted", "--json").data if link["measure"]
    )
    found = {"code": accepted["measure"], "passage": accepted["passage"], "document": accepted["document"]}
    return {page: path.format(**found, asked=ASKED) for page, path in PAGES.items()}
