"""Fixtures: a real home folder, real services, and the real documents beside the checkout."""

import shutil
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import hypothesis
import pytest
from cli_runner import Muster
from paths import ROOT, SHARED

from evidence.services import Services, open_services
from evidence.settings import Settings, load

# How long a case takes says more of the machine than of the code: benchmarks/ measure.
# The same inputs in each run, so that no change fails for another's fault; `make fuzz` draws new ones.
PATIENT = hypothesis.settings(deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.register_profile("repeatable", PATIENT, derandomize=True)
hypothesis.settings.register_profile("fuzz", PATIENT)
hypothesis.settings.load_profile("repeatable")

pytest_plugins = (
    "compiled_templates",
    "compiled_routes",
    "web.fixtures",
    "web.browser",
    "marked_home",
)


def pytest_configure() -> None:
    """What tests start is stopped by Ctrl+C, though a shell ignores it for what it runs in the background."""
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The shipped configuration with a home folder of the test's own."""
    return replace(load(home=tmp_path / "home", config=ROOT / "config.toml"))


@pytest.fixture(scope="session")
def empty_base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that holds nothing; to copy. To make its tables takes longer than most tests do."""
    made = load(home=tmp_path_factory.mktemp("empty") / "home", config=ROOT / "config.toml")
    with open_services(made):
        return made.home


@pytest.fixture
def empty_home(settings: Settings, empty_base: Path) -> Settings:
    """A home of the test's own that holds nothing, unless another fixture was there before."""
    if not settings.database.exists():
        shutil.copytree(empty_base, settings.home, dirs_exist_ok=True)
    return settings


@pytest.fixture
def services(empty_home: Settings) -> Iterator[Services]:
    """Open services on an empty home, acting as "tester"."""
    with open_services(empty_home, actor="tester") as opened:
        yield opened


def _shared(name: str) -> Path:
    folder = SHARED / name
    if not folder.is_dir():
        pytest.skip(f"the real documents (shared/{name}) are not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def seeds() -> Path:
    """Five real papers read by OCR; skips where they are absent."""
    return _shared("seeds")


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Real documents of every format; skips where they are absent."""
    return _shared("corpus")


@pytest.fixture(scope="session")
def samples() -> Path:
    """The invented council's evidence base that Muster ships."""
    return ROOT / "samples" / "evidence"


def _ingested(folder: Path, home: Path) -> Muster:
    muster = Muster(home)
    muster("ingest", folder)
    return muster


@pytest.fixture(scope="session")
def sample_base(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Muster:
    """The samples, ingested once; to look at, not to change."""
    return _ingested(samples, tmp_path_factory.mktemp("samples") / "home")


@pytest.fixture(scope="session")
def seed_base(tmp_path_factory: pytest.TempPathFactory, seeds: Path) -> Muster:
    """The real papers, ingested once; to look at, not to change."""
    return _ingested(seeds, tmp_path_factory.mktemp("seeds") / "home")


@pytest.fixture
def own_sample_base(sample_base: Muster, tmp_path: Path) -> Muster:
    """A copy of the ingested samples, to change."""
    home = tmp_path / "own-home"
    shutil.copytree(sample_base.home, home)
    return Muster(home)
