"""Every route as every role and signed out, generated from the URL map: a new route needs a rule here."""

import pytest
from flask import Flask
from web.client import Client
from web.papers import Papers
from web.walking import address, routes

from evidence.people.account import Role
from evidence.settings import Settings

OFFICER, COORDINATOR, AUDITOR, ADMINISTRATOR = Role
READERS = {OFFICER, COORDINATOR, AUDITOR}


def _all(words: str, roles: set[Role] | None) -> dict[str, set[Role] | None]:
    return dict.fromkeys(words.split(), roles)


RULES: dict[str, set[Role] | None] = {
    **_all(
        """static sign_in.page sign_in.use sign_in.with_password sign_in.with_sso sign_in.sso_back
        sign_in.out_of_sso guidance.accessibility guidance.index guidance.topic health.alive""",
        None,
    ),
    **_all("home.page sign_in.leave account.page account.change_password", set(Role)),
    **_all("people.listed people.sign_ins", {ADMINISTRATOR, AUDITOR}),
    **_all("people.add people.change people.close_or_reopen people.link people.page", {ADMINISTRATOR}),
    **_all("log.page disposals.listed", {COORDINATOR, AUDITOR}),
    **_all("health.page", {COORDINATOR, AUDITOR, ADMINISTRATOR}),
    **_all(
        """councils.page coverage.as_csv coverage.as_xlsx coverage.page crosswalk.page desk.page
        documents.at_passage documents.listed documents.original documents.page duplicates.listed
        exports.as_csv exports.as_xlsx exports.printable exports.trace finding.page inspections.page
        issues.compare issues.file issues.files issues.freezing judgements.page keeping.bring_back
        keeping.change keeping.change_form keeping.delete keeping.listed keeping.new keeping.only_new
        keeping.open_ keeping.save ledger.entry ledger.export_csv ledger.export_xlsx ledger.page lost.queue
        measures.block measures.chart measures.listed measures.page packs.check_issue packs.draft
        packs.issue_pdf packs.issue_zip packs.listed packs.page pages.image pages.marks requests.page
        review.queue search.page search.suggestions uploads.page values.page withdrawals.listed""",
        READERS,
    ),
    **_all(
        """corrections.correct corrections.page corrections.read_again corrections.undo crosswalk.decide
        desk.decide duplicates.decide finding.link judgements.enter judgements.take_back ledger.retry
        ledger.retry_all links.add links.decide links.decide_many links.new lost.settle lost.undo
        marking.mark marking.page marking.undo
        match_terms.change match_terms.page requests.add requests.change requests.new uploads.add
        uploads.announce uploads.go_on uploads.listed uploads.receive values.decide withdrawals.ask
        withdrawals.bring_back withdrawals.withdraw""",
        {OFFICER, COORDINATOR},
    ),
    **_all(
        """councils.confirm councils.succession councils.undo disposals.ask disposals.dispose
        inspections.add inspections.change
        inspections.edit inspections.new measure_changes.change measure_changes.page measure_changes.reshape
        packs.acknowledge packs.add packs.freeze packs.mend_problem packs.new putting_in.page
        putting_in.put_in redacting.document_page redacting.mark redacting.page redacting.remove redacting.see
        redacting.take_proposals sections.accepted sections.add sections.cited_pages sections.edit_note
        sections.move sections.name_section sections.put_back sections.put_in sections.remove
        sections.remove_item sections.restore sections.turn sections.undo standings.change standings.page""",
        {COORDINATOR},
    ),
}
"""Who may: an endpoint's roles; None for anybody at all."""
NOT_PRESSED = {"sign_in.leave", "account.change_password"}
"""What would end the session, or is refused for another reason, where the role is right."""


def is_sent_to_sign_in(answer: object) -> bool:
    return answer.status_code == 302 and answer.location.startswith("/sign-in")


def test_every_route_has_its_rule_here_and_no_rule_is_without_its_route(app: Flask):
    assert {rule.endpoint for rule, _ in routes(app)} == set(RULES)


def test_signed_out_nothing_is_read_and_nothing_is_done(app: Flask, settings: Settings, papers: Papers):
    head = settings.home / "log-head.json"
    before = head.read_bytes()
    client = Client(app)
    token = client.csrf()
    for rule, method in routes(app):
        if RULES[rule.endpoint] is None:
            continue
        path = address(app, rule, papers)
        with client.http.open(path, method=method, data={"csrf_token": token}) as answer:
            assert is_sent_to_sign_in(answer), (method, path, answer.status_code)
    assert head.read_bytes() == before


@pytest.mark.parametrize("role", list(Role))
def test_each_role_may_what_its_rule_says_and_nothing_else(app: Flask, papers: Papers, role: Role):
    client = Client(app).sign_in(role, "Jo Marsh")
    token = client.csrf()
    for rule, method in routes(app):
        roles = RULES[rule.endpoint]
        may = roles is not None and role in roles
        if roles is None or (may and rule.endpoint in NOT_PRESSED):
            continue
        path = address(app, rule, papers)
        with client.http.open(path, method=method, data={"csrf_token": token}) as answer:
            refused = answer.status_code == 403 or is_sent_to_sign_in(answer)
            assert refused is not may, (role, method, path, answer.status_code)
            assert answer.status_code < 500 or answer.status_code == 503, (method, path)


def test_no_form_is_taken_without_its_token(app: Flask, settings: Settings, papers: Papers):
    client = Client(app).sign_in(Role.COORDINATOR)
    administrator = Client(app).sign_in(Role.ADMINISTRATOR)
    head = settings.home / "log-head.json"
    before = head.read_bytes()
    for rule, method in routes(app):
        if method == "GET":
            continue
        roles = RULES[rule.endpoint]
        http = (client if roles is None or COORDINATOR in roles else administrator).http
        answer = http.open(address(app, rule, papers), method=method, data={})
        assert answer.status_code == 400 and "too old" in answer.text, (method, rule.rule, answer.status_code)
    assert head.read_bytes() == before


def test_no_address_changes_anything_by_being_opened(app: Flask, settings: Settings, papers: Papers):
    """Links are followed by whatever previews them: a GET is safe."""
    client = Client(app).sign_in(Role.COORDINATOR)
    head = settings.home / "log-head.json"
    client.get("/search")  # brings the index up to the record
    before = head.read_bytes()
    for rule, method in routes(app):
        if method == "GET" and rule.endpoint != "sign_in.sso_back":
            client.http.get(address(app, rule, papers)).close()
    assert head.read_bytes() == before
