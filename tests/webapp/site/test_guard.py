"""Who may open what, and under which name and headers."""

import re
import stat

import pytest
from flask import Flask
from web.client import Client
from web.papers import Papers

from evidence.settings import Settings
from webapp import create_app
from webapp.people.auth import Role

PUBLIC = {
    "static",
    "sign_in.page",
    "sign_in.use",
    "sign_in.with_password",
    "sign_in.with_sso",
    "sign_in.out_of_sso",
    "sign_in.sso_back",
    "guidance.index",
    "guidance.topic",
    "guidance.accessibility",
    "health.alive",
}


def test_every_endpoint_but_signing_in_demands_a_role(app: Flask):
    for rule in app.url_map.iter_rules():
        roles = getattr(app.view_functions[rule.endpoint], "roles", "forgotten")
        if rule.endpoint in PUBLIC:
            assert roles is None
        else:
            assert roles and roles <= set(Role), f"{rule.endpoint} does not say whom it is for"


OWN = ("keeping.save", "keeping.change", "keeping.delete", "keeping.bring_back")  # one's own saved searches


def test_whatever_changes_something_is_closed_to_auditors(app: Flask):
    for rule in app.url_map.iter_rules():
        if "POST" in rule.methods and rule.endpoint not in {
            *PUBLIC,
            *OWN,
            "sign_in.leave",
            "account.change_password",
        }:
            assert Role.AUDITOR not in app.view_functions[rule.endpoint].roles, rule


def test_urls_are_in_kebab_case(app: Flask):
    for rule in app.url_map.iter_rules():
        if rule.endpoint != "static":
            words = re.sub(r"<[^>]+>", "", rule.rule)
            assert re.fullmatch(r"(/|[a-z0-9]+(-[a-z0-9]+)*|\.(pdf|zip|csv|xlsx|png|svg))*", words), rule.rule


def test_a_view_that_forgets_its_role_cannot_be_reached(settings: Settings):
    app = create_app(settings)
    app.add_url_rule("/forgotten", view_func=lambda: "secret")
    app.testing = True
    Client(app).sign_in().get("/forgotten", status=403)


@pytest.mark.parametrize("path", ["/search", "/documents", "/log", "/nothing-here"])
def test_nobody_reads_without_signing_in(app: Flask, path: str):
    answer = Client(app).http.get(path)
    assert (
        answer.status_code == 404 if path == "/nothing-here" else answer.location.startswith("/sign-in?next=")
    )


def test_htmx_is_sent_to_the_sign_in_page_too(app: Flask):
    answer = Client(app).http.get("/search?q=x", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/sign-in")


def test_roles_are_kept_apart(app: Flask, papers: Papers):
    officer = Client(app).sign_in(Role.OFFICER, "Jo Marsh")
    assert "Log" not in officer.get("/search").text
    officer.get("/log", status=403)
    auditor = Client(app).sign_in(Role.AUDITOR, "Alex Orme")
    auditor.get("/log")
    auditor.post(f"/links/{papers.met}", {"status": "accepted"}, status=403)


def test_a_form_without_its_token_changes_nothing(client: Client, papers: Papers):
    answer = client.http.post(f"/links/{papers.met}", data={"status": "accepted"})
    assert answer.status_code == 400
    assert "too old" in answer.text
    assert "Suggested, not decided (1)" in client.get("/measures/N2010-01").text


def test_a_page_of_another_name_is_not_answered(app: Flask):
    answer = app.test_client().get("/sign-in", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert "does not answer to that name" in answer.text
    for host in ("localhost:8011", "127.0.0.1:8011"):
        assert app.test_client().get("/sign-in", headers={"Host": host}).status_code == 200


def test_every_answer_carries_the_security_headers(client: Client):
    for path in ("/search", "/nothing", "/static/start.js"):
        with client.http.get(path) as answer:
            headers = answer.headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(app: Flask):
    client = Client(app)
    cookies = client.http.get("/sign-in?token=x").headers.getlist("Set-Cookie")
    assert cookies and all("HttpOnly" in c and "SameSite=Lax" in c for c in cookies)


def test_the_session_key_is_its_owners_alone_and_is_kept(settings: Settings):
    first = create_app(settings).config["SECRET_KEY"]
    path = settings.home / "secret"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert create_app(settings).config["SECRET_KEY"] == first
