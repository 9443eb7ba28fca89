"""Files in = files out: every file offered is added, a duplicate, or failed with its reason."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from patience import PATIENCE
from reader_files import pdf, prose, zipped
from whole_home import problems

from evidence.home import log
from evidence.reads.documents import document, documents
from evidence.reads.ledger import first_added, ledger, totals
from evidence.reads.pending import uncompared
from evidence.search import indexer
from evidence.services import Services, open_services
from evidence.settings import Settings
from ingest import readers
from ingest.run.flow import BATCH
from ingest.run.pipeline import Progress, ingest

LETTER = """Department for Education

Jo Bell
Chair of the Improvement Board
Civic Hall

{date}

Dear Jo,

{opening}

The board should look again at the timeliness of assessments before the autumn, and write to me then.

Yours sincerely,

Sam Hart MP
"""


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """A folder with a good file, its copy, and files that are wrong in ways of their own."""
    folder = tmp_path / "papers"
    folder.mkdir()
    letter = LETTER.format(date="12 May 2011", opening="I write about the plan for children in care.")
    (folder / "a-letter.txt").write_text(letter)
    (folder / "b-copy.txt").write_text(letter)
    (folder / "c-empty.pdf").write_bytes(b"")
    (folder / "d-page.pdf").write_text("<!DOCTYPE html><html><body>Sign in</body></html>")
    pdf(folder / "e-note.pdf", prose("The board agreed to meet again in the autumn."))
    return folder


def run(services: Services, *paths: Path, here: bool = False) -> list[tuple[str, str, str]]:
    """Ingest, and give each file's name, status and reason; ``here`` reads in a thread of this process."""
    with ThreadPoolExecutor(1) as thread:
        report = ingest(services, paths, origin="test", executor=thread if here else "")
    return [(Path(f.path).name, f.status.value, f.reason) for f in report.files]


def test_every_file_ends_with_its_status_and_reason(services: Services, papers: Path) -> None:
    found = run(services, papers)
    assert [(name, status) for name, status, _ in found] == [
        ("a-letter.txt", "added"),
        ("b-copy.txt", "duplicate"),
        ("c-empty.pdf", "failed"),
        ("d-page.pdf", "failed"),
        ("e-note.pdf", "added"),
    ]
    reasons = [reason for _, _, reason in found]
    assert reasons[1] == f"The same file was already added as {papers / 'a-letter.txt'}."
    assert reasons[2] == "The file is empty. Ask the sender to send it again."
    assert reasons[3].startswith("This is a web page saved with the name of a PDF.")
    assert totals(services.record.db) == {"offered": 5, "added": 2, "duplicate": 1, "failed": 2}


def test_the_report_is_the_command_lines_json(services: Services, papers: Path) -> None:
    data = ingest(services, [papers], origin="test").as_dict()
    assert (data["added"], data["duplicate"], data["failed"]) == (2, 1, 2)
    assert set(data["files"][0]) == {"path", "status", "reason", "documents"}
    made = [row["id"] for row in documents(services.record.db)]
    assert sorted(data["files"][0]["documents"] + data["files"][4]["documents"]) == sorted(made)
    assert data["files"][1]["documents"] == data["files"][0]["documents"]


def test_ingesting_twice_adds_nothing(services: Services, papers: Path) -> None:
    run(services, papers)
    before = len(documents(services.record.db))
    statuses = {status for _, status, _ in run(services, papers)}
    assert statuses == {"duplicate", "failed"}
    assert len(documents(services.record.db)) == before


def test_what_is_offered_again_and_again_does_not_pile_up_in_the_ledger(
    services: Services, papers: Path
) -> None:
    (papers / "f-bomb.zip").write_bytes(zipped({f"{number}.txt": bytes(12 << 20) for number in range(6)}))
    first = run(services, papers, here=True)
    assert len(first) == 11 == totals(services.record.db)["offered"]
    again = run(services, papers, here=True)
    assert totals(services.record.db)["offered"] == 11 + 2  # two are there already, it says
    for _ in range(3):
        assert run(services, papers, here=True) == again
    entries = {Path(entry["path"]).name: entry for entry in ledger(services.record.db)[::-1]}
    assert len(ledger(services.record.db)) == 13 and problems(services) == []
    times = {"0.txt": 4, "5.txt": 4, "c-empty.pdf": 4, "e-note.pdf": 3}
    assert {name: entries[name]["again"] for name in times} == times
    assert all(entry["last_at"] >= entry["offered_at"] for entry in entries.values())
    told = "SELECT count(*) FROM events WHERE action = 'file failed'"
    assert services.record.db.execute(told).fetchone() == (5 * 8,)  # the log has every offering


def test_what_ends_otherwise_or_is_anothers_has_an_entry_of_its_own(services: Services, papers: Path) -> None:
    path = papers / "c-empty.pdf"
    run(services, path, here=True)
    run(services.acting_as("Ann"), path, here=True)
    assert totals(services.record.db)["failed"] == 2
    path.write_text("%PDF-")
    run(services, path, here=True)
    path.write_bytes(b"")
    run(services, path, here=True)
    assert totals(services.record.db)["failed"] == 4
    run(services, path, here=True)
    assert totals(services.record.db)["failed"] == 4


def test_the_bytes_of_every_file_are_kept_failed_ones_too(services: Services, papers: Path) -> None:
    run(services, papers)
    for entry in ledger(services.record.db):
        name = Path(entry["path"]).name
        assert services.files.read(entry["sha256"]) == (papers / name).read_bytes()
        assert entry["size"] == (papers / name).stat().st_size


def test_the_record_the_index_and_the_log_agree_afterwards(services: Services, papers: Path) -> None:
    run(services, papers)
    assert indexer.check(services.record, services.engine) == []
    assert log.verify(services.record.db) == []
    assert {"file added", "file duplicate", "file failed", "document added"} <= {
        row["action"] for row in services.record.db.query("SELECT action FROM events")
    }


def test_a_fault_of_our_own_fails_one_file_and_no_other(
    services: Services, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a fault nobody foresaw")

    # A fault that we knew how to bring about with a file, we would have mended: so a reader of another kind.
    monkeypatch.setitem(readers.READERS, "application/pdf", broken)
    found = run(services, papers, here=True)
    status, reason = found[4][1:]
    assert status == "failed"
    assert "fault of its own while reading it, number " in reason and "the file is kept" in reason
    assert found[0][1] == "added"


def test_a_file_that_failed_is_tried_again(
    services: Services, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:  # a release that could not read PDFs yet
        patch.delitem(readers.READERS, "application/pdf")
        assert run(services, papers / "e-note.pdf", here=True)[0][1] == "failed"
    assert run(services, papers / "e-note.pdf")[0][1] == "added"
    assert [e["status"] for e in ledger(services.record.db)] == ["added", "failed"]


def test_an_interrupted_ingest_leaves_whole_files_and_goes_on_next_time(
    services: Services, papers: Path
) -> None:
    def interrupt(progress: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ingest(services, [papers], origin="test", on_progress=interrupt)
    interrupted = totals(services.record.db)["offered"]
    run(services, papers)
    sums = totals(services.record.db)
    assert 1 <= interrupted < sums["offered"] and sums["added"] == 2
    assert indexer.check(services.record, services.engine) == []
    assert uncompared(services.record.db) == []


def test_an_interrupt_while_storing_stores_nothing_of_that_file(
    services: Services, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        # Ctrl+C in the midst of a transaction: from outside, nobody could hit the moment.
        patch.setattr("ingest.run.storing._enter", interrupt)
        with pytest.raises(KeyboardInterrupt):
            run(services, papers / "a-letter.txt")
    assert documents(services.record.db) == [] and ledger(services.record.db) == []
    assert run(services, papers / "a-letter.txt")[0][1] == "added"


def test_progress_counts_every_file_those_in_zips_too(services: Services, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.zip").write_bytes(zipped({"one.txt": b"The first paper.", "two.txt": b"The second paper."}))
    (folder / "b.txt").write_text("The third paper.")
    seen: list[Progress] = []
    ingest(services, [folder], origin="test", on_progress=seen.append)
    assert [(p.done, p.name) for p in seen] == [(1, "one.txt"), (2, "two.txt"), (3, "b.txt")]
    assert seen[-1].total == 3


def test_progress_says_how_many_documents_can_be_found_already(services: Services, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The first paper.")
    (tmp_path / "b.txt").write_text("The second paper.")
    seen: list[Progress] = []
    for name in ("a.txt", "b.txt"):
        ingest(services, [tmp_path / name], origin="test", on_progress=seen.append)
    assert [p.searchable for p in seen] == [0, 1]


def test_a_zips_members_are_files_of_their_own(services: Services, tmp_path: Path) -> None:
    path = tmp_path / "papers.zip"
    path.write_bytes(zipped({"a.txt": b"A paper.", "b/c.pdf": b"", "inner.zip": zipped({"x.txt": b"x"})}))
    report = ingest(services, [path], origin="test")
    assert [(f.path, f.status.value) for f in report.files] == [
        (f"{path}/a.txt", "added"),
        (f"{path}/b/c.pdf", "failed"),
        (f"{path}/inner.zip/x.txt", "added"),
    ]


def test_what_cannot_be_had_is_in_the_ledger_without_bytes(services: Services, tmp_path: Path) -> None:
    run(services, tmp_path / "gone.pdf")
    (entry,) = ledger(services.record.db)
    assert (entry["status"], entry["sha256"]) == ("failed", None)
    assert entry["reason"] == "There is no such file or folder. Check the path."


def test_pages_that_could_not_be_read_are_the_reason_beside_added(services: Services, tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", lambda canvas: None)
    ((_, status, reason),) = run(services, path)
    assert status == "added"
    assert reason == "No page of it holds any text or picture: check that it is the right file."


FIRST = """Improvement Board

Sam Hart MP
Minister of State
Department for Education

5 April 2011

Dear Minister,

The board has met three times since the winter, and has looked at assessments and at recruitment.

Yours sincerely,

Jo Bell
Chair
"""


@pytest.fixture(params=[False, True], ids=["in order", "reply first"])
def exchange(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[list[Path]]:
    """A letter and its reply, in either order of arrival."""
    letter, reply = tmp_path / "letter.txt", tmp_path / "reply.txt"
    letter.write_text(FIRST)
    reply.write_text(LETTER.format(date="12 May 2011", opening="Thank you for your letter of 5 April."))
    yield [reply, letter] if request.param else [letter, reply]


def test_a_reply_finds_its_letter_whichever_arrives_first(services: Services, exchange: list[Path]) -> None:
    for path in exchange:
        run(services, path)
    by_file = {row["file"]: row for row in documents(services.record.db)}
    assert by_file["reply.txt"]["replies_to"] == by_file["letter.txt"]["id"]
    assert by_file["letter.txt"]["replies_to"] is None
    assert document(services.record.db, by_file["letter.txt"]["id"])["related"][0]["how"] == "answered by"


def test_two_ingests_of_the_same_file_at_once_add_it_once(
    settings: Settings, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = papers / "a-letter.txt"
    real = readers.READERS["text/plain"]
    with open_services(settings) as first, open_services(settings) as second:

        def meanwhile(*arguments: object) -> object:
            monkeypatch.setitem(readers.READERS, "text/plain", real)
            run(second, path, here=True)
            return real(*arguments)

        # The other ingest comes between this one looking into the ledger and its storing.
        monkeypatch.setitem(readers.READERS, "text/plain", meanwhile)
        assert run(first, path, here=True)[0][1] == "duplicate"
        assert totals(first.record.db) == {"offered": 2, "added": 1, "duplicate": 1, "failed": 0}


def test_the_seeds_make_six_documents_of_five_files(services: Services, seeds: Path) -> None:
    report = ingest(services, [seeds], origin="test")
    assert [len(f.documents) for f in report.files] == [2, 1, 1, 1, 1]
    kinds = sorted(row["kind"] for row in documents(services.record.db))
    assert kinds == ["letter", "letter", "letter", "notice", "report", "report"]
    assert len([d for d in documents(services.record.db) if d["replies_to"]]) == 1


def test_every_hostile_file_ends_added_or_failed(settings: Settings, corpus: Path) -> None:
    quick = replace(settings, ingest=replace(settings.ingest, ocr=False))
    with open_services(quick) as services:
        found = run(services, corpus / "hostile")
        assert len(found) == len(list((corpus / "hostile").iterdir()))
        for name, status, reason in found:
            assert status == "added" or reason.endswith("."), name
            assert "fault of its own" not in reason, name
        assert first_added(services.record.db, "0" * 64) is None


def test_a_huge_file_is_refused_from_its_size_and_never_read(services: Services, tmp_path: Path) -> None:
    folder = tmp_path / "offered"
    folder.mkdir()
    with (folder / "recording.bin").open("wb") as file:
        file.truncate(50 << 30)  # a hole: to hash it would take minutes
    (folder / "letter.txt").write_text("Dear Sam, the plan is on track.")
    letter, recording = run(services, folder, here=True)
    assert letter[1] == "added"
    assert recording[1] == "failed"
    assert recording[2].startswith("The file is 51,200 MB, more than the limit of 200 MB. Split it, or raise")


class _FirstIsLast(ThreadPoolExecutor):
    """Reads the file called first.txt once the one called last.txt is under way."""

    def __init__(self) -> None:
        super().__init__(4)
        self._going = Event()

    def submit(self, fn: Callable[..., object], /, *args: object, **kwargs: object) -> Future:
        (task,) = args
        if task.name == "last.txt":
            self._going.set()
        if task.name == "first.txt":
            return super().submit(lambda: self._going.wait(PATIENCE) and fn(task))
        return super().submit(fn, task)


def test_of_two_copies_the_one_offered_first_is_added_though_it_is_read_last(
    services: Services, tmp_path: Path
) -> None:
    words = {f"{n:02}.txt": f"Paper {n} of the board, which met in the spring." for n in range(BATCH + 5)}
    papers = {"first.txt": "The plan.", "copy.txt": "The plan.", **words, "last.txt": "The end."}
    for name, text in papers.items():
        (tmp_path / name).write_text(text)
    with _FirstIsLast() as executor:
        report = ingest(services, [tmp_path / name for name in papers], origin="test", executor=executor)
    ended = {Path(f.path).name: f.status.value for f in report.files}
    assert (ended["first.txt"], ended["copy.txt"]) == ("added", "duplicate")
