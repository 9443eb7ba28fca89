"""`muster health` and `muster backup --rotate`."""

import json
from pathlib import Path

import pytest
from cli_runner import Muster
from flask import Flask
from web.client import Client

from evidence.settings import Settings
from webapp.people.auth import Role


def signs(muster: Muster) -> dict[str, dict[str, object]]:
    return {sign["name"]: sign for sign in muster("health", "--json").data["signs"]}


def test_a_home_without_a_backup_wants_looking_at_and_one_with_is_well(
    own_sample_base: Muster, tmp_path: Path
) -> None:
    ran = own_sample_base("health")
    assert ran.code == 1 and "No backup was made" in ran.out
    assert own_sample_base("backup", tmp_path / "b.zip").code == 0
    found = signs(own_sample_base)
    assert {name for name, sign in found.items() if not sign["ok"]} <= {"disk"}  # of the machine's own
    (tmp_path / "b.zip").unlink()
    assert "not where it was written" in signs(own_sample_base)["backup"]["says"]


def test_what_is_wrong_is_named(own_sample_base: Muster, tmp_path: Path) -> None:
    import sqlite3

    db = sqlite3.connect(own_sample_base.home / "muster.db")
    db.execute("UPDATE events SET actor = 'x' WHERE id = 3")
    db.execute("INSERT INTO outbox (document, queued_at) VALUES (1, '2026-01-01')")
    db.commit()
    db.close()
    (own_sample_base.home / "config.toml").write_text(f'[backup]\nfolder = "{tmp_path}/b"\n')
    assert own_sample_base("backup", "--rotate").code == 1
    found = signs(own_sample_base)
    assert "Event 3" in found["log"]["says"]
    assert "wait" in found["index"]["says"]
    assert "failed" in found["backup"]["says"] and "Event 3" in found["backup"]["advice"]


def test_a_damaged_note_of_the_last_backup_counts_as_none(own_sample_base: Muster) -> None:
    for text in ("", "{", "[]", '{"other": 1}'):
        (own_sample_base.home / "backups.json").write_text(text)
        assert "No backup was made" in signs(own_sample_base)["backup"]["says"]


def test_backups_rotate_from_the_command_line(own_sample_base: Muster, tmp_path: Path) -> None:
    (own_sample_base.home / "config.toml").write_text(f'[backup]\nfolder = "{tmp_path}/b"\nkeep = 2\n')
    made = [own_sample_base("backup", "--rotate", "--json").data for _ in range(3)]
    assert [len(one["removed"]) for one in made] == [0, 0, 1]
    assert sorted(map(str, (tmp_path / "b").glob("*.zip"))) == sorted(one["file"] for one in made[1:])


@pytest.mark.parametrize("arguments", [(), ("--rotate", "x.zip"), ("--rotate", "--as-it-is")])
def test_a_backup_without_a_target_or_with_two_is_refused(
    own_sample_base: Muster, arguments: tuple[str, ...]
) -> None:
    ran = own_sample_base("backup", *arguments)
    assert ran.code == 2 and "--rotate alone" in ran.err


def test_health_tells_no_name_and_no_title(own_sample_base: Muster) -> None:
    titles = [one["title"] for one in own_sample_base("documents", "--json").data]
    said = json.dumps(own_sample_base("health", "--json").data)
    assert titles and not any(title in said for title in titles)


def test_the_health_page_is_for_those_who_look_after_the_home(app: Flask, settings: Settings) -> None:
    page = Client(app).sign_in(Role.COORDINATOR).get("/health/details")
    assert "No backup was made" in page.text
    Client(app).sign_in(Role.OFFICER, "Jo Marsh").get("/health/details", status=403)
