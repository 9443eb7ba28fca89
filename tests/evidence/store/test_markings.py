"""Marking documents: by hand, with a reason, taken back; by rules, which never change what a hand set."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from cli_runner import Muster
from short_papers import notice, report

from evidence.errors import Clash, ConfigError, NotFound, UsageError
from evidence.home import check
from evidence.marking import MarkingRule, rule_for, said
from evidence.reads.markings import highest, marking, markings
from evidence.services import Services, open_services
from evidence.settings import Settings, load
from evidence.store import markings as store
from ingest.run.pipeline import ingest

SENSITIVE = "OFFICIAL-SENSITIVE"
RULES = (
    MarkingRule(SENSITIVE, "PERSONAL DATA", folder="Case files"),
    MarkingRule("OFFICIAL", kind="notice"),
)


@pytest.fixture
def services(settings: Settings, tmp_path: Path) -> Iterator[Services]:
    papers = tmp_path / "papers"
    (papers / "case files").mkdir(parents=True)
    (papers / "notice.txt").write_text(notice(), encoding="utf-8")
    (papers / "case files" / "report.txt").write_text(report("More was done."), encoding="utf-8")
    (papers / "case files" / "broken.pdf").write_bytes(b"%PDF-1.4 cut short")
    with open_services(settings, actor="ann") as opened:
        ingest(opened, [papers], origin="test")
        yield opened


def numbers(services: Services) -> dict[str, int]:
    sql = "SELECT f.name, d.id FROM documents d JOIN files f ON f.sha256 = d.sha256"
    return dict(services.record.db.execute(sql).fetchall())


def test_a_marking_has_a_reason_an_event_and_a_way_back(services: Services) -> None:
    record, document = services.record, numbers(services)["report.txt"]
    with pytest.raises(UsageError, match="Say why"):
        store.mark(record, document, SENSITIVE, " ")
    store.mark(record, document, SENSITIVE, "It names a child", caveat="personal data")
    shown = marking(record.db, document)
    assert shown["said"] == "OFFICIAL-SENSITIVE [PERSONAL DATA]"
    assert (shown["how"], shown["reason"], shown["by"]) == ("hand", "It names a child", "ann")
    with pytest.raises(UsageError, match="marked so already"):
        store.mark(record, document, SENSITIVE, "Again", caveat="personal data")
    with pytest.raises(UsageError, match="was ann's"):
        store.undo(record.acting_as("ben"), document)
    store.undo(record, document)
    assert marking(record.db, document)["marking"] == ""
    assert check.check(record.db, services.files) == []


def test_a_marking_that_somebody_else_changed_meanwhile_is_not_replaced_unseen(services: Services) -> None:
    record, document = services.record, numbers(services)["report.txt"]
    seen = marking(record.db, document)["version"]
    store.mark(record.acting_as("ben"), document, SENSITIVE, "It names a child")
    with pytest.raises(Clash):
        store.mark(record, document, "OFFICIAL", "Nothing in it", seen=seen)


@pytest.mark.parametrize(("marking", "caveat"), [("SECRET", ""), ("", "PERSONAL"), (SENSITIVE, "x" * 61)])
def test_what_is_no_marking_is_refused(services: Services, marking: str, caveat: str) -> None:
    with pytest.raises(UsageError):
        store.mark(services.record, numbers(services)["report.txt"], marking, "Why", caveat=caveat)
    with pytest.raises(NotFound):
        store.mark(services.record, 999, SENSITIVE, "Why")


def test_rules_mark_by_kind_and_folder_and_leave_what_a_hand_set(services: Services) -> None:
    record, known = services.record, numbers(services)
    store.mark(record, known["notice.txt"], SENSITIVE, "A draft")
    assert store.by_rules(record, RULES) == [known["report.txt"]]
    assert marking(record.db, known["report.txt"])["said"] == "OFFICIAL-SENSITIVE [PERSONAL DATA]"
    assert marking(record.db, known["notice.txt"])["marking"] == SENSITIVE
    assert store.by_rules(record, RULES) == []
    assert store.by_rules(record, ()) == [known["report.txt"]]
    assert marking(record.db, known["report.txt"])["marking"] == ""
    assert marking(record.db, known["notice.txt"])["marking"] == SENSITIVE


def test_rules_mark_what_comes_in_and_files_that_cannot_be_read(settings: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "in" / "Case files"
    folder.mkdir(parents=True)
    (folder / "report.txt").write_text(report("More was done."), encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 cut short")
    ruled = replace(settings, marking=replace(settings.marking, rules=RULES))
    with open_services(ruled, actor="ann") as services:
        ingest(services, [tmp_path / "in"], origin="test")
        assert [row["how"] for row in markings(services.record.db).values()] == ["rule"]
        assert highest(services.record.db, numbers(services).values()).startswith(SENSITIVE)
    with open_services(ruled, cleared=False) as services:
        for table in ("documents", "files", "ledger"):
            assert services.record.db.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


def test_the_highest_of_several_rules_holds() -> None:
    rules = (MarkingRule("OFFICIAL", kind="report"), MarkingRule(SENSITIVE, source="The Police"))
    assert rule_for(rules, "report", "the police", []) == rules[1]
    assert rule_for(rules, "report", "", []) == rules[0]
    assert rule_for(rules, "letter", "", []) is None
    assert said("OFFICIAL", "") == "OFFICIAL"


@pytest.mark.parametrize(
    ("path", "within"),
    [
        ("C:\\Papers\\Case Files\\a.pdf", True),
        ("papers/case files/2020/a.pdf", True),
        ("papers/case files.pdf", False),
        ("papers/other case files/a.pdf", False),
        ("case files/mail.eml/a.pdf", True),
    ],
)
def test_a_folder_is_one_of_the_path_whole(path: str, within: bool) -> None:
    assert RULES[0].holds("letter", "", [path]) is within


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('[[marking.rules]]\nmarking = "SECRET"\nkind = "letter"', "names no marking"),
        ('[[marking.rules]]\nmarking = "OFFICIAL"', "marks nothing"),
        ('[[marking.rules]]\nmarking = "OFFICIAL"\nkinds = "x"', "kinds is none of a rule's texts"),
        ('[marking]\nrules = "all"', "must be tables"),
    ],
)
def test_a_rule_that_is_wrong_is_named(tmp_path: Path, text: str, named: str) -> None:
    config = tmp_path / "config.toml"
    config.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=named):
        load(config=config)


def test_the_command_marks_shows_and_lists(services: Services) -> None:
    muster, document = Muster(services.settings.home), numbers(services)["report.txt"]
    assert muster("mark", document, "OFFICIAL-SENSITIVE").code == 2
    told = muster("mark", document, "official-sensitive", "--caveat", "HR", "--reason", "Staff are named")
    assert told.out == f"Document {document} is OFFICIAL-SENSITIVE [HR]. Staff are named\n"
    listed = muster("documents", "--marking", "official-sensitive", "--json").data
    assert [row["id"] for row in listed] == [document]
    assert muster("documents", "--marking", "OFFICIAL", "--json").data == []
    assert muster("show", document).out.startswith("OFFICIAL-SENSITIVE [HR]\n")
    assert muster("mark", document, "--undo").code == 0
    assert muster("mark", document, "--json").data["marking"] == ""
    assert muster("mark").code == 2
    assert muster("mark", "--by-rules", "--json").data == []
