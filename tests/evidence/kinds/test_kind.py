"""A kind of paper is declared in one file."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from paths import ROOT

from evidence.errors import ConfigError
from evidence.kinds.kind import OTHER, SOUGHT, called, kind_of, kinds, letter_like, load

PAPER = """# Foster carers' charter

Fernleigh Council, 7 July 2025

The charter says what foster carers can expect of the council, and what the council expects of them.

## Strengths

- Carers are told what they need to know about a child before the child comes.
"""


def declared(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def test_every_shipped_kind_can_be_read_and_one_is_for_what_no_kind_recognises() -> None:
    assert kinds()[OTHER].said == "Other" and list(kinds())[-1] == OTHER
    assert all(kind.said and kind.suppresses <= set(SOUGHT) for kind in kinds().values())
    assert len({kind.said for kind in kinds().values()}) == len(kinds())


def test_every_module_that_scores_papers_belongs_to_a_declared_kind() -> None:
    folder = ROOT / "ingest" / "kinds"
    scoring = {p.stem for p in folder.glob("*.py") if "\ndef score(paper" in p.read_text(encoding="utf-8")}
    assert scoring <= set(kinds())
    assert all(kind.reads_as in scoring for kind in kinds().values() if kind.reads_as)
    assert all(kind.signs or name in scoring for name, kind in kinds().items() if name != OTHER)


def test_a_kind_that_no_file_declares_has_nothing_particular_to_it() -> None:
    kind = kind_of("duty_rota")
    assert (kind.said, kind.asks, kind.correspondence, kind.called) == ("Duty rota", False, "", "")


def test_letters_of_every_kind_are_found_by_what_other_papers_call_them() -> None:
    assert letter_like() == called("letter") >= {"letter", "email"}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ('said = "Charter"\ntitel = "x"', "titel"),
        ('said = "Charter"\nsuppresses = ["gradings"]', "gradings"),
        ('said = "Charter"\nregisters = ["findings"]', "findings"),
        ('said = "Charter"\n[missed]\nowner = "None."', "owner"),
        ('said = "Charter"\n[signs]\ntitle = "("', "charter.toml"),
        ("said = Charter", "charter.toml"),
        ("rank = 3", "said"),
    ],
)
def test_a_mistake_in_a_declaration_is_named_with_its_file(tmp_path: Path, text: str, wrong: str) -> None:
    with pytest.raises(ConfigError, match=wrong):
        load(declared(tmp_path / "kinds", "charter", text))


def test_one_file_adds_a_kind_that_is_recognised_read_listed_and_offered(tmp_path: Path) -> None:
    for wing in ("evidence", "ingest", "webapp"):
        shutil.copytree(ROOT / wing, tmp_path / wing, ignore=shutil.ignore_patterns("__pycache__", "vendor"))
    shutil.copy(ROOT / "config.toml", tmp_path)
    declared(
        tmp_path / "evidence" / "kinds",
        "charter",
        'said = "Charter"\nreads_as = "report"\n[signs]\ntitle = "charter"\nsays = ["expect"]\n',
    )
    (tmp_path / "charter.md").write_text(PAPER, encoding="utf-8")

    def muster(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", "from webapp.cli import main; main()", "--home", "home", *arguments],
            cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(tmp_path)},
            capture_output=True, text=True, check=False,
        )  # fmt: skip

    added = muster("ingest", "charter.md", "--json")
    assert json.loads(added.stdout)["added"] == 1, added.stderr
    (listed,) = json.loads(muster("documents", "--json").stdout)
    assert (listed["kind"], listed["title"], listed["date"]) == (
        "charter",
        "Foster carers' charter",
        "2025-07-07",
    )
    shown = json.loads(muster("show", str(listed["id"]), "--json").stdout)
    assert [f["type"] for f in shown["findings"]] == ["strength"]
    found = json.loads(muster("search", "carers", "--kind", "charter", "--json").stdout)
    assert found["total"] >= 1
    corrected = muster("correct", str(listed["id"]), "kind", "report")
    assert corrected.returncode == 0, corrected.stderr
    back = muster("correct", str(listed["id"]), "kind", "charter")
    assert back.returncode == 0, back.stderr
