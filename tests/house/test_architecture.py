"""The house: SQL in its place, and no room outgrows itself. `lint-imports` holds who may import whom."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from paths import ROOT

ROOMS = ("evidence", "ingest", "webapp")
MODULES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def _roots(path: Path) -> set[str]:
    return {name.split(".")[0] for name in _imports(path)}


def test_views_hold_no_sql() -> None:
    for path in (ROOT / "webapp").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert ".execute(" not in text and ".query(" not in text, path


def test_sql_is_written_in_the_store_alone() -> None:
    allowed = {"evidence/home/log.py", "evidence/home/statements.py"}
    for path in (ROOT / "evidence").rglob("*.py"):
        name = path.relative_to(ROOT).as_posix()
        if name in allowed or name.startswith(("evidence/store/", "evidence/schema/")):
            continue
        text = path.read_text(encoding="utf-8")
        for verb in (
            "INSERT INTO",
            "DELETE FROM",
            "UPDATE ",
            ".insert(",
            ".insert_all(",
            ".upsert(",
            ".delete_where(",
        ):
            found = [line for line in text.splitlines() if verb in line and not line.strip().startswith("#")]
            assert not [line for line in found if "db[" in line or verb.isupper()], f"{name}: {found}"


def test_the_model_imports_the_standard_library_only() -> None:
    assert _roots(ROOT / "evidence" / "model.py") <= {"dataclasses", "enum"}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_modules_and_functions_have_one_job(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 300
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 40, f"{node.name} is too long"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_every_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
