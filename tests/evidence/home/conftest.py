"""A home in which every kind of decision was made."""

import shutil
from pathlib import Path

import pytest
from cli_runner import Muster
from worked_home import work


@pytest.fixture(scope="session")
def worked(sample_base: Muster, tmp_path_factory: pytest.TempPathFactory) -> Muster:
    """The samples with every kind of decision made; to look at, not to change."""
    folder = tmp_path_factory.mktemp("worked")
    shutil.copytree(sample_base.home, folder / "home")
    muster = Muster(folder / "home")
    work(muster, folder)
    return muster


@pytest.fixture
def own(worked: Muster, tmp_path: Path) -> Muster:
    """A copy of the worked home, to tamper with."""
    shutil.copytree(worked.home, tmp_path / "home")
    return Muster(tmp_path / "home")
