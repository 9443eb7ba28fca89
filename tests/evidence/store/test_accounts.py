"""Accounts in the record: opened, changed, closed, and told in the log."""

import json

import pytest

from evidence.errors import Clash, NotFound, UsageError
from evidence.home.accounting import differences
from evidence.home.check import of_log
from evidence.people.account import Role
from evidence.reads import accounts as read
from evidence.reads.events import lines
from evidence.services import Services
from evidence.store import accounts


def test_an_account_is_opened_changed_closed_and_opened_again_each_with_its_event(services: Services):
    record = services.record
    accounts.add(record, "Jo  Marsh", Role.OFFICER, shown="Joanna Marsh", system_user="jmarsh")
    accounts.change(record, "jo marsh", role=Role.COORDINATOR, cleared=True)
    accounts.close(record, "Jo Marsh")
    assert read.named(record.db, "JO MARSH").open is False
    accounts.reopen(record, "Jo Marsh")
    found = read.named(record.db, "Jo Marsh")
    assert (found.name, found.shown, found.role, found.cleared) == (
        "Jo Marsh",
        "Joanna Marsh",
        Role.COORDINATOR,
        True,
    )
    assert found.open and found.system_user == "jmarsh"
    said = [line["says"] for line in reversed(lines(record.db, kind="people"))]
    assert said == [
        "tester opened account Jo Marsh; cleared: no; role: officer; shown: Joanna Marsh;"
        " system user: jmarsh.",
        "tester changed account Jo Marsh; cleared: yes (was no); role: coordinator (was officer).",
        "tester closed account Jo Marsh.",
        "tester opened again account Jo Marsh.",
    ]


@pytest.mark.parametrize(
    "name", ["", "  ", "muster", "Coordinator", "a\nb\x00", "<b>Jo</b>", "x" * 61, "=1+1"]
)
def test_a_name_that_would_mislead_is_refused(services: Services, name: str):
    with pytest.raises(UsageError):
        accounts.add(services.record, name, Role.OFFICER)


def test_two_accounts_never_have_one_name_or_system_user_or_subject(services: Services):
    record = services.record
    accounts.add(record, "Jo Marsh", Role.OFFICER, system_user="jo", subject="https://sso 1")
    for name, more in (
        ("JO MARSH", {}),
        ("Ｊo Marsh", {}),
        ("Sam", {"system_user": "jo"}),
        ("Sam", {"subject": "https://sso 1"}),
    ):
        with pytest.raises(UsageError):
            accounts.add(record, name, Role.OFFICER, **more)
    accounts.close(record, "Jo Marsh")
    with pytest.raises(UsageError, match="Open it again"):
        accounts.add(record, "jo marsh", Role.OFFICER)


def test_neither_the_log_nor_its_statements_hold_a_password_or_its_hash(services: Services):
    record = services.record
    accounts.add(record, "Jo Marsh", Role.OFFICER)
    accounts.set_password(record, "Jo Marsh", "$argon2id$kept-apart")
    assert read.password_hash(record.db, 1) == "$argon2id$kept-apart"
    logged = [*record.db.query("SELECT * FROM events"), *record.db.query("SELECT * FROM statements")]
    assert "kept-apart" not in json.dumps(logged, default=str)
    assert read.named(record.db, "Jo Marsh").password_at == record.now


def test_an_account_or_password_written_by_another_program_is_told(services: Services):
    record = services.record
    accounts.add(record, "Jo Marsh", Role.OFFICER)
    accounts.set_password(record, "Jo Marsh", "$argon2id$1")
    assert not list(differences(record.db)) and not of_log(record.db, None)
    record.db.conn.execute("UPDATE accounts SET role = 'administrator'")
    record.db.conn.execute("UPDATE account_passwords SET hash = '$argon2id$2'")
    record.db.conn.commit()
    assert {d.name for d in differences(record.db)} == {"accounts", "account_passwords"}


def test_nobody_changes_what_they_themselves_may_do(services: Services):
    accounts.add(services.record, "Ada Cole", Role.ADMINISTRATOR)
    own = services.record.acting_as("Ada Cole")
    with pytest.raises(UsageError, match="another administrator"):
        accounts.change(own, "Ada Cole", cleared=True)
    with pytest.raises(UsageError, match="another administrator"):
        accounts.close(own, "ada cole")
    accounts.change(own, "Ada Cole", shown="A. Cole")


def test_a_change_that_rests_on_an_older_account_replaces_nothing(services: Services):
    record = services.record
    seen = accounts.add(record, "Jo Marsh", Role.OFFICER).version
    accounts.change(record, "Jo Marsh", role=Role.AUDITOR)
    with pytest.raises(Clash):
        accounts.change(record, "Jo Marsh", seen=seen, role=Role.COORDINATOR)
    assert read.named(record.db, "Jo Marsh").role is Role.AUDITOR


def test_the_command_lines_user_is_looked_up_without_opening_the_record_to_write(services: Services):
    accounts.add(services.record, "Jo Marsh", Role.AUDITOR, system_user="jmarsh")
    found = read.of_system_user(services.settings.database, "jmarsh")
    assert found and found.name == "Jo Marsh"
    assert read.of_system_user(services.settings.database, "other") is None
    assert read.of_system_user(services.settings.home / "nothing.db", "jmarsh") is None


def test_an_account_that_is_not_there_is_not_found(services: Services):
    with pytest.raises(NotFound, match="muster people list"):
        accounts.close(services.record, "Nobody Here")
