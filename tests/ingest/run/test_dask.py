"""A Dask cluster's workers in place of this machine's: a real scheduler with two of them."""

from collections.abc import Iterator
from pathlib import Path

import hostile_work as work
import pytest
from hostile_files import slow_pdf
from patience import PATIENCE
from reader_files import pdf, prose

from evidence.errors import ConfigError, Unreadable, UsageError
from evidence.services import open_services
from evidence.settings import IngestSettings, Settings, load
from ingest.run.one_file import Task, understand
from ingest.run.pipeline import ingest
from ingest.run.workers import reading_on, remote
from ingest.run.workers.limits import Limits
from ingest.run.workers.remote import Cluster

dask = pytest.importorskip("dask", reason="the optional extra dask is not installed")
distributed = pytest.importorskip("distributed", reason="the optional extra dask is not installed")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Where a scheduler with two worker processes listens."""
    # A busy machine takes its time to start two processes, and to answer.
    long = f"{PATIENCE}s"
    patience = {"distributed.comm.timeouts.connect": long, "distributed.comm.timeouts.tcp": long}
    with (
        pytest.MonkeyPatch.context() as patch,
        dask.config.set(patience),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, silence_logs="ERROR"
        ) as cluster,
    ):
        patch.setattr(remote, "_WAIT", long)
        yield cluster.scheduler_address.removeprefix("tcp://")


def test_an_ingest_by_a_cluster_is_the_same_as_by_this_machine(
    settings: Settings, tmp_path: Path, address: str
) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    for n in range(3):
        pdf(folder / f"{n}.pdf", prose(f"The board agreed paper {n} in the autumn."))
    (folder / "empty.pdf").write_bytes(b"")
    told = []
    for name, executor in (("cluster", f"dask://{address}"), ("here", "")):
        with open_services(load(home=tmp_path / name)) as services:
            report = ingest(services, [folder], origin="test", executor=executor)
            sql = "SELECT ordinal, kind, text, page FROM passages ORDER BY document, id"
            rows = services.record.db.query(sql)
            told.append(([(f.path, f.status, f.reason) for f in report.files], sorted(map(str, rows))))
    assert told[0] == told[1]
    assert [status for _, status, _ in told[0][0]].count("added") == 3


def test_a_hostile_file_fails_alone_and_the_worker_goes_on(
    settings: Settings, tmp_path: Path, address: str
) -> None:
    slow, good = slow_pdf(tmp_path / "slow.pdf"), pdf(tmp_path / "good.pdf", prose("The board met."))
    cluster = Cluster(address, Limits(seconds=2, most_seconds=PATIENCE, megabytes=4000))
    try:
        tasks = [Task(path, path.name, settings) for path in (slow, good)]
        stopped, read = [cluster.submit(understand, task) for task in tasks]
        with pytest.raises(Unreadable, match="took more than 2 seconds"):
            stopped.result(timeout=PATIENCE)
        assert read.result(timeout=PATIENCE).readings
        with pytest.raises(Unreadable, match=r"crashed the program that reads it \(SIGABRT\)"):
            cluster.submit(work.abort, tasks[1]).result(timeout=PATIENCE)
        assert cluster.submit(understand, tasks[1]).result(timeout=PATIENCE).readings
    finally:
        cluster.shutdown()


def test_a_cluster_that_is_not_there_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "_WAIT", "1s")  # nobody will answer
    with (
        pytest.raises(ConfigError, match=r"No Dask scheduler answers at 127\.0\.0\.1:9\."),
        reading_on("dask://127.0.0.1:9", IngestSettings(), tmp_path),
    ):
        pass


def test_an_executor_of_another_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no executor ray"), reading_on("ray", IngestSettings(), tmp_path):
        pass
