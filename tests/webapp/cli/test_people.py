"""`muster people`, and the role that a mapped system user keeps to."""

import getpass
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from cli_runner import Muster, process
from serving import free_port, served
from web.client import Client, fields_of

from evidence.people.account import Role
from evidence.people.passwords import matches
from evidence.reads.accounts import named, password_hash
from evidence.services import open_services
from evidence.settings import load
from evidence.store import accounts
from webapp import create_app
from webapp.cli import muster as command
from webapp.people.commands import RULES

GOOD = "plum tractor whistle"


@pytest.fixture
def muster(tmp_path: Path) -> Muster:
    made = Muster(tmp_path / "home")
    assert made("people", "list").code == 0
    return made


def typed(monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(f"{line}\n".encode()), encoding="utf-8"))


def mapped(home: Path, role: Role) -> None:
    """Have the test's own system user be Jo Marsh, of that role."""
    with open_services(load(home=home), actor="tester") as services:
        if services.record.db.table("accounts").count:
            accounts.change(services.record, "Jo Marsh", role=role)
        else:
            accounts.add(services.record, "Jo Marsh", role, system_user=getpass.getuser())


def leaves(of: click.Command = command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    """Every command by its words, groups that do something by themselves among them."""
    if not isinstance(of, click.Group):
        yield " ".join(path), of
        return
    if path and of.invoke_without_command:
        yield " ".join(path), of
    ctx = click.Context(of)
    for name in of.list_commands(ctx):
        yield from leaves(of.get_command(ctx, name), (*path, name))


def test_accounts_are_opened_changed_closed_and_listed(muster: Muster):
    added = muster("people", "add", "Jo Marsh", "--role", "officer", "--shown", "Joanna Marsh", "--json").data
    assert (added["name"], added["role"], added["cleared"], added["open"]) == (
        "Jo Marsh",
        "officer",
        False,
        True,
    )
    muster("people", "change", "jo marsh", "--role", "auditor", "--cleared")
    assert muster("people", "close", "Jo Marsh", "--json").data["open"] is False
    (row,) = muster("people", "list", "--json").data
    assert (row["role"], row["cleared"], row["open"], row["password_at"]) == ("auditor", True, False, "")
    assert muster("people", "reopen", "Jo Marsh").code == 0
    assert "Joanna Marsh" in muster("people", "list").out
    assert muster("people", "change", "Nobody", "--cleared").code == 1
    assert muster("people", "change", "Jo Marsh").code == 2
    assert muster("people", "add", "Sam", "--role", "king").code == 2


def test_a_password_comes_from_stdin_and_never_from_an_argument(
    muster: Muster, monkeypatch: pytest.MonkeyPatch
):
    muster("people", "add", "Jo Marsh", "--role", "officer")
    assert muster("people", "password", "Jo Marsh", GOOD).code == 2
    typed(monkeypatch, "too short")
    assert "15 characters" in muster("people", "password", "Jo Marsh").err
    typed(monkeypatch, GOOD)
    assert muster("people", "password", "Jo Marsh").code == 0
    typed(monkeypatch, GOOD[::-1])
    assert muster("people", "add", "Sam", "--role", "auditor", "--password").code == 0
    with open_services(load(home=muster.home)) as services:
        db = services.record.db
        assert matches(password_hash(db, named(db, "Jo Marsh").id), GOOD)
        assert matches(password_hash(db, named(db, "sam").id), GOOD[::-1])
    assert GOOD not in json.dumps(muster("log", "--json").data)
    assert muster("check").code == 0


def test_the_log_calls_a_mapped_person_by_their_account(muster: Muster):
    mapped(muster.home, Role.COORDINATOR)
    assert muster("council", "Wexcombe Council").code == 0
    assert muster("log", "--json").data[0]["by"] == "Jo Marsh"


def test_every_command_says_who_may_give_it():
    found = dict(leaves())
    assert set(found) == set(RULES)
    for words, rule in RULES.items():
        assert {p.name for p in found[words].params} >= set(rule.changing), words


@pytest.mark.parametrize("role", list(Role))
def test_a_mapped_person_gives_no_command_that_their_role_does_not_include(muster: Muster, role: Role):
    mapped(muster.home, role)
    before = muster.home.joinpath("log-head.json").read_bytes()
    refused = 0
    for words, one in leaves():
        rule = RULES[words]
        if role in rule.roles:
            continue
        needed = ["1" for p in one.params if isinstance(p, click.Argument) and p.required]
        for option in one.params:
            if isinstance(option, click.Option) and option.required:
                needed += [option.opts[0], "1"]
        ran = muster(*words.split(), *needed)
        refused += 1
        assert ran.code in (1, 2) and not ran.out, words
        if ran.code == 1:
            assert f"`muster {words}` is not for a" in ran.err, (words, ran.err)
    assert refused >= 4
    assert muster.home.joinpath("log-head.json").read_bytes() == before


def test_an_auditor_reads_what_they_may_not_change(muster: Muster):
    mapped(muster.home, Role.AUDITOR)
    for words in (
        "documents",
        "measures",
        "log",
        "log verify",
        "check",
        "council",
        "people list",
        "coverage",
    ):
        assert muster(*words.split()).code == 0, words
    for words in (
        "council Wexcombe",
        "council --undo",
        "terms N2010-01 --add x",
        "duplicates 1 --verdict same",
    ):
        assert "is not for an auditor" in muster(*words.split()).err, words


def test_an_administrator_sees_no_evidence_and_a_closed_account_does_nothing(muster: Muster):
    mapped(muster.home, Role.ADMINISTRATOR)
    for words in ("documents", "search police", "log", "trace N2010-01", "accept 1", "pack list"):
        assert "is not for an administrator" in muster(*words.split()).err, words
    assert muster("people", "add", "Sam", "--role", "officer").code == 0
    assert "another administrator" in muster("people", "change", "Jo Marsh", "--role", "officer").err
    with open_services(load(home=muster.home), actor="tester") as services:
        accounts.close(services.record, "Jo Marsh")
    assert "is closed" in muster("people", "list").err


def test_a_mapped_person_sets_no_password_but_their_own(muster: Muster, monkeypatch: pytest.MonkeyPatch):
    muster("people", "add", "Sam", "--role", "officer")
    mapped_as_second = muster(
        "people", "add", "Jo Marsh", "--role", "auditor", "--system-user", getpass.getuser()
    )
    assert mapped_as_second.code == 0
    typed(monkeypatch, GOOD)
    assert "is not yours" in muster("people", "password", "Sam").err
    typed(monkeypatch, GOOD)
    assert muster("people", "password", "Jo Marsh").code == 0


def test_a_link_from_the_command_line_signs_in_to_the_account_once(muster: Muster):
    muster("people", "add", "Jo Marsh", "--role", "auditor")
    address = muster("people", "link", "jo marsh").out.strip()
    app = create_app(load(home=muster.home))
    answers = []
    for _ in range(2):
        client = Client(app)
        form = client.get(address).one("form", action="/sign-in")
        answers.append(client.http.post("/sign-in", data=fields_of(form)))
    assert (answers[0].location, answers[1].status_code) == ("/account", 403)
    assert muster("log", "--json").data[0]["what"] == "account link given"
    muster("people", "close", "Jo Marsh")
    assert "is closed" in muster("people", "link", "Jo Marsh").err


def test_the_link_that_serve_prints_signs_in_the_mapped_person_or_is_not_printed(muster: Muster):
    mapped(muster.home, Role.ADMINISTRATOR)
    with served(muster.home, free_port()) as server:
        link = server.sign_in.partition(server.address)[2]
        client = Client(create_app(load(home=muster.home)))
        client.http.post("/sign-in", data=fields_of(client.get(link).one("form", action="/sign-in")))
        page = client.get("/account")
        assert "Jo Marsh" in page.text and "Administrator" in page.text
    (muster.home / "config.toml").write_text("[serve]\nsign_in_link = false\n")
    with process(muster.home, "serve", "--port", free_port()) as running:
        line = running.stdout.readline()
        assert "Muster is ready at http" in line and "token" not in line
