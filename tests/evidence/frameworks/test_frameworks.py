"""A framework's file is checked before it is used: the line, the key, and the sentence to mend."""

from pathlib import Path

import pytest

from evidence.errors import ConfigError
from evidence.frameworks.framework import load, shipped
from evidence.linking.blocks import passage_blocks

GOOD = """code = "own"
name = "Our own"

[[block]]
code = "Q1"
name = "Practice"
description = "What we know of practice."

[[block.rule]]
pattern = '''
\\baudits?\\b'''
reason = "speaks of audits"

[[block]]
code = "Q2"
name = "Plans"
description = "What we do next."
"""


def _refused(tmp_path: Path, old: str, new: str) -> str:
    assert old in GOOD
    path = tmp_path / "own.toml"
    path.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ConfigError) as refusal:
        load(str(path))
    return str(refusal.value)


def test_every_framework_that_ships_passes_its_own_checks() -> None:
    assert {f.code for f in shipped()} >= {"ofsted-2011", "ofsted-ilacs"}


def test_a_file_without_faults_is_read(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(GOOD, encoding="utf-8")
    assert [b.code for b in load(str(path)).blocks] == ["Q1", "Q2"]


@pytest.mark.parametrize("pattern", [r"\baudits?\b|^nothing", r"\b(audit)s? of \1s?\b", r"(?i)Audits?"])
def test_rules_are_looked_for_together_where_their_patterns_allow_it(tmp_path: Path, pattern: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(GOOD.replace(r"\baudits?\b", pattern), encoding="utf-8")
    own = load(str(path))
    assert own.any_rule is None or "(" not in pattern
    assert [s.block for s in passage_blocks(own, "An audit of audits.", 0.1)] == ["Q1"]
    assert not list(passage_blocks(own, "A visit.", 0.1))


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ('reason = "speaks', 'raeson = "speaks', 12, "Did you mean reason?"),
        ('description = "What we do', 'descriptoin = "What we do', 17, "Did you mean description?"),
        ('name = "Our own"', 'titel = "Our own"', 2, "there is no key titel here"),
        ('code = "Q2"', 'code = "q1"', 15, "that of the block on line 5 already"),
        ('code = "Q2"', 'code = "Q2"\nsince = "2018-13-01"', 16, "since is no day: '2018-13-01'"),
        ('code = "Q2"', 'code = "Q2"\nsince = "1 January 2018"', 16, 'Write it as "2018-01-31"'),
        ('code = "Q2"', 'code = "Q2"\nsince = "2020-01-01"\nuntil = "2019-01-01"', 17, "before it begins"),
        ('reason = "speaks of audits"', 'reason = "x"\nweight = 6', 13, "a number from 0 to 1"),
        ('reason = "speaks of audits"', 'reason = "x"\nweight = "high"', 13, "a number from 0 to 1"),
        ('reason = "speaks of audits"', 'reason = "x"\nwhere = "title"', 13, "one of passage, document"),
        ('reason = "speaks of audits"', 'reason = "x"\nkinds = ["leter"]', 13, "no kind of document leter"),
        ("\\baudits?\\b", "(audits", 10, "is no regular expression"),
        ('reason = "speaks of audits"', "", 9, "has no reason"),
        ('name = "Plans"', "name = 3", 16, "must be a text"),
        ('code = "Q2"', 'code = ""', 15, "must be a text"),
        ('code = "Q2"', 'code = "Q 2"', 15, "Write it as one word"),
        ('code = "Q2"', 'code = "Q2@own"', 15, "Write it as one word"),
        ('name = "Our own"', 'name = "Our own', 2, "no valid TOML"),
    ],
)
def test_a_fault_is_named_with_its_line_and_what_to_do(
    tmp_path: Path, old: str, new: str, line: int, says: str
) -> None:
    told = _refused(tmp_path, old, new)
    assert f"line {line}" in told and says in told and "own.toml" in told


def test_a_limit_that_caps_a_block_that_is_not_there_is_refused(tmp_path: Path) -> None:
    limit = """
[[limit]]
area = "safeguarding"
grade = "inadequate"
caps = ["Q9"]
at = "poor"
says = "Inadequate safeguarding caps the block."
"""
    told = _refused(tmp_path, 'description = "What we do next."\n', f'description = "x"\n{limit}')
    assert "line 22: there is no block Q9" in told and "Q1, Q2" in told
    apart = limit.replace("Q9", "Q2") + 'since = "2023-01-01"\n'
    told = _refused(
        tmp_path, 'description = "What we do next."\n', f'description = "x"\nuntil = "2022-12-31"\n{apart}'
    )
    assert (
        "line 23" in told and "of different times: one ends on 2022-12-31, the other begins on 2023" in told
    )


def test_a_file_that_is_not_there_names_those_that_ship() -> None:
    with pytest.raises(ConfigError, match="Shipped: ofsted-2011, ofsted-ilacs"):
        load("no-such-framework")
