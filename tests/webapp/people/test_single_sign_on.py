"""Single sign-on, against a real OpenID Connect provider in a process of its own."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from flask import Flask
from oidc_provider import REDIRECT, SECRET, Provider, provider
from patience import PATIENCE
from web.client import Client
from web.signed_in import have_account

from evidence.errors import ConfigError
from evidence.people.account import Role
from evidence.reads.accounts import accounts, named
from evidence.services import open_services
from evidence.settings import Settings, SsoSettings, load
from evidence.store import accounts as store
from webapp import create_app


@pytest.fixture(scope="module")
def idp() -> Iterator[Provider]:
    with provider() as running:
        yield running


def site(settings: Settings, tmp_path: Path, issuer: str, **more: object) -> Flask:
    secret = tmp_path / "secret"
    secret.write_text(f"{SECRET}\n")
    given = SsoSettings(
        issuer=issuer,
        client_id="muster",
        client_secret_file=str(secret),
        officers=("staff",),
        coordinators=("leads",),
        administrators=("it",),
        cleared=("vetted",),
    )
    made = create_app(replace(settings, sso=replace(given, **more)))
    made.testing = True
    return made


def to_provider(client: Client) -> str:
    """Begin, and let the browser be sent back and forth: the address by which the provider sends back."""
    answer = client.http.get("/sign-in/sso?next=/documents")
    assert answer.status_code == 302, answer.text
    asked = parse_qs(urlsplit(answer.location).query)
    assert asked["code_challenge_method"] == ["S256"] and asked["state"] and asked["nonce"]
    browser, there = requests.Session(), answer.location
    for _ in range(6):
        there = browser.get(there, allow_redirects=False, timeout=PATIENCE).headers["Location"]
        if there.startswith(REDIRECT):
            return there
        there = requests.compat.urljoin(answer.location, there)
    raise AssertionError(f"the provider leads to {there}")


def sign_in(app: Flask) -> Client:
    client = Client(app)
    answer = client.http.get(to_provider(client))
    assert (answer.status_code, answer.location) == (302, "/documents"), answer.text
    return client


def test_the_first_sign_in_makes_the_account_and_groups_say_what_it_is(
    settings: Settings, tmp_path: Path, idp: Provider
):
    app = site(settings, tmp_path, idp.issuer)
    idp.next_is("u-1", "Jo Marsh", "staff", "vetted", "something else")
    page = sign_in(app).get("/account")
    assert "Jo Marsh" in page.text and "Officer" in page.text and "You may see it" in page.text
    idp.next_is("u-1", "Jo Married-Name", "leads")
    client = sign_in(app)
    assert "Coordinator" in client.get("/account").text and "You do not see it" in client.get("/account").text
    assert "single sign-on changed account Jo Marsh; cleared: no (was yes)" in client.get("/log").text
    with open_services(settings) as services:
        (one,) = accounts(services.record.db)
        assert (one.name, one.subject) == ("Jo Marsh", f"{idp.issuer} u-1")


def test_who_is_in_no_group_is_refused_with_a_sentence_and_has_no_account(
    settings: Settings, tmp_path: Path, idp: Provider
):
    app = site(settings, tmp_path, idp.issuer)
    idp.next_is("u-2", "Sam Ellery", "another department")
    client = Client(app)
    answer = client.http.get(to_provider(client))
    assert answer.status_code == 403 and "none of your groups may use Muster" in answer.text
    assert client.http.get("/documents").status_code == 302
    assert "in no group" in app.extensions["muster_sessions"].happened()[0]["what"]
    with open_services(settings) as services:
        assert not accounts(services.record.db)


def test_a_person_of_the_same_name_is_another_and_takes_nobodys_account(
    settings: Settings, tmp_path: Path, idp: Provider
):
    app = site(settings, tmp_path, idp.issuer)
    have_account(settings, "Alex Orme", Role.ADMINISTRATOR)
    idp.next_is("u-3", "Alex Orme", "staff")
    page = sign_in(app).get("/account")
    assert "Alex Orme 2" in page.text and "Officer" in page.text


def test_an_answer_is_good_once_and_for_the_browser_that_asked(
    settings: Settings, tmp_path: Path, idp: Provider
):
    app = site(settings, tmp_path, idp.issuer)
    idp.next_is("u-4", "Jo Marsh", "staff")
    client, thief = Client(app), Client(app)
    back = to_provider(client)
    refused = thief.http.get(back)
    assert refused.status_code == 403 and "was not begun here" in refused.text
    assert client.http.get(back).status_code == 302
    again = client.http.get(back)
    assert again.status_code == 403 and "used before" in again.text
    forged = client.http.get("/sign-in/sso/back?code=made-up&state=made-up")
    assert forged.status_code == 403
    denied = client.http.get("/sign-in/sso/back?error=access_denied&error_description=<script>x</script>")
    assert denied.status_code == 403 and "<script>x" not in denied.text


def test_a_closed_account_is_not_opened_by_single_sign_on(settings: Settings, tmp_path: Path, idp: Provider):
    app = site(settings, tmp_path, idp.issuer)
    idp.next_is("u-5", "Jo Marsh", "staff")
    sign_in(app)
    with open_services(settings, actor="tester") as services:
        store.close(services.record, "Jo Marsh")
    client = Client(app)
    answer = client.http.get(to_provider(client))
    assert answer.status_code == 403 and "is closed" in answer.text
    with open_services(settings) as services:
        assert not named(services.record.db, "Jo Marsh").open


def test_a_token_of_another_issuer_or_under_a_wrong_secret_is_refused(
    settings: Settings, tmp_path: Path, idp: Provider
):
    wrong = site(settings, tmp_path, idp.issuer)
    wrong.extensions["muster_sso"].client_secret = "wrong"
    idp.next_is("u-6", "Jo Marsh", "staff")
    client = Client(wrong)
    assert client.http.get(to_provider(client)).status_code == 403
    other = site(settings, tmp_path, idp.issuer.replace("127.0.0.1", "localhost"))
    client = Client(other)
    assert client.http.get(to_provider(client)).status_code == 403


def test_who_signs_out_is_offered_to_sign_out_of_the_provider_too(
    settings: Settings, tmp_path: Path, idp: Provider
):
    app = site(settings, tmp_path, idp.issuer)
    idp.next_is("u-9", "Lee Park", "staff")
    client = sign_in(app)
    there = client.post("/sign-out", {}).location
    (link,) = [a for a in client.get(there).all("a") if a.get("href") == "/sign-in/sso/out"]
    answer = client.http.get(link.get("href", ""))
    assert answer.status_code == 302 and answer.location.startswith(f"{idp.issuer}/")
    assert "client_id=muster" in answer.location
    assert requests.get(answer.location, timeout=PATIENCE).status_code == 200
    client = Client(app).sign_in()  # not by the provider: there is nothing to leave
    assert client.post("/sign-out", {}).location == "/sign-in"


def test_who_comes_from_the_provider_gets_no_password_here_that_would_outlive_their_account_there(
    settings: Settings, tmp_path: Path, idp: Provider
):
    app = site(settings, tmp_path, idp.issuer)
    idp.next_is("u-10", "Kim Ash", "staff")
    client = sign_in(app)
    assert not client.get("/account").all("input", type="password")
    new = {"new": "three unrelated words", "again": "three unrelated words"}
    assert "council's account" in client.post("/account/password", new, status=400).text.replace("&#39;", "'")


def test_a_provider_that_is_down_is_told_before_and_after(settings: Settings, tmp_path: Path):
    with provider() as running:
        app = site(settings, tmp_path, running.issuer)
        have_account(settings)
        running.next_is("u-7", "Jo Marsh", "staff")
        client = Client(app)
        back = to_provider(client)
        running.stop()
        answer = client.http.get(back)
        assert answer.status_code == 503 and "does not answer" in answer.text
        fresh = Client(site(settings, tmp_path, running.issuer))
        page = fresh.get("/sign-in/sso", status=503)
        assert "does not answer" in page.text and page.all("input", id="password")
        assert "no page for signing out" in fresh.get("/sign-in/sso/out").text


def test_without_a_provider_there_is_no_such_page(app: Flask):
    assert Client(app).http.get("/sign-in/sso").status_code == 404
    assert Client(app).http.get("/sign-in/sso/back?code=1").status_code == 404
    assert Client(app).http.get("/sign-in/sso/out").status_code == 404


def test_of_several_groups_the_most_particular_role_counts():
    given = SsoSettings(
        officers=("everybody",), coordinators=("leads",), auditors=("audit",), administrators=("it",)
    )
    assert given.role_of({"everybody"}) is Role.OFFICER
    assert given.role_of({"everybody", "audit"}) is Role.AUDITOR
    assert given.role_of({"everybody", "audit", "leads"}) is Role.COORDINATOR
    assert given.role_of({"everybody", "it", "leads"}) is Role.ADMINISTRATOR
    assert given.role_of(set()) is None


def test_a_configuration_that_cannot_be_safe_is_refused(tmp_path: Path, settings: Settings):
    config = tmp_path / "config.toml"
    config.write_text('[sso]\nissuer = "http://login.example"\nclient_id = "muster"\n')
    with pytest.raises(ConfigError, match="https"):
        load(home=tmp_path, config=config)
    config.write_text('[sso]\nissuer = "https://login.example"\n')
    with pytest.raises(ConfigError, match="client_id"):
        load(home=tmp_path, config=config)
    config.write_text('[sso]\nclient_secret = "in the open"\n')
    with pytest.raises(ConfigError, match="no setting called client_secret"):
        load(home=tmp_path, config=config)
    for more in ({"client_secret_file": str(tmp_path / "none")}, {"client_secret_env": "MUSTER_NO_SUCH"}):
        given = SsoSettings(issuer="https://login.example", client_id="muster", **more)
        with pytest.raises(ConfigError, match="secret"):
            create_app(replace(settings, sso=given))
