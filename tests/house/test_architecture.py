"""The house: SQL in its place, and no room outgrows itself. `lint-imports` holds who may import whom."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from paths import ROOT

ROOMS = ("evidence", "ingest", "webapp")
MODULES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))


@pytest.fixture(scope="module")
def parsed() -> dict[str, tuple[str, ast.Module]]:
    """Each module's text and syntax, by its path."""
    texts = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in MODULES}
    return {path: (text, ast.parse(text)) for path, text in texts.items()}


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


def test_modules_and_functions_have_one_job(parsed: dict[str, tuple[str, ast.Module]]) -> None:
    found = [f"{path}: more than 300 lines" for path, (text, _) in parsed.items() if text.count("\n") > 300]
    for path, (_, tree) in parsed.items():
        for node in ast.walk(tree):
            function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            if function and (node.end_lineno or 0) - node.lineno >= 40:
                found.append(f"{path}: {node.name} is too long")
    assert not found


def test_every_module_says_what_it_is_for(parsed: dict[str, tuple[str, ast.Module]]) -> None:
    assert len(parsed) > 500  # all are looked at
    assert not [path for path, (_, tree) in parsed.items() if not ast.get_docstring(tree)]
