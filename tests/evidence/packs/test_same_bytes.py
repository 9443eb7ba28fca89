"""Same pack, same bytes."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from packing import make_pack
from paths import ROOT

from evidence.packs.assembling.assemble import assemble
from evidence.packs.issuing.archive import archive
from evidence.packs.pack import from_json
from evidence.packs.planning.plan import plan
from evidence.services import Services

BUILD = """
import hashlib, sys
from pathlib import Path
from evidence.home.originals import FileStore
from evidence.packs.issuing.archive import archive
from evidence.packs.assembling.assemble import assemble
from evidence.packs.pack import from_json
pack = from_json(Path(sys.argv[1]).read_text(encoding="utf-8"))
read = FileStore(Path(sys.argv[2])).read
built = assemble(pack, read)
print(hashlib.sha256(built.pdf).hexdigest(), hashlib.sha256(archive(pack, built, read).zip).hexdigest())
"""


def _hashes(services: Services, name: str) -> tuple[str, str]:
    pack = plan(services, name, frozen=True)
    built = assemble(pack, services.files.read)
    zipped = archive(pack, built, services.files.read).zip
    return hashlib.sha256(built.pdf).hexdigest(), hashlib.sha256(zipped).hexdigest()


def test_a_plan_goes_to_json_and_back_unchanged(services: Services) -> None:
    pack = plan(services, make_pack(services), frozen=True)
    again = from_json(pack.to_json())
    assert again == pack
    assert again.to_json() == pack.to_json()
    assert again.fingerprint() == pack.fingerprint()


def test_building_twice_gives_the_same_bytes(services: Services) -> None:
    pack = plan(services, make_pack(services), frozen=True)
    first, second = (assemble(pack, services.files.read) for _ in range(2))
    assert first.pdf == second.pdf
    assert archive(pack, first, services.files.read).zip == archive(pack, second, services.files.read).zip


def test_another_process_with_another_hash_seed_gives_the_same_bytes(
    services: Services, tmp_path: Path
) -> None:
    pack = plan(services, make_pack(services), frozen=True)
    (tmp_path / "plan.json").write_text(pack.to_json(), encoding="utf-8")
    told = set()
    for seed in ("1", "77"):
        command = [sys.executable, "-c", BUILD, str(tmp_path / "plan.json"), str(services.settings.originals)]
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": f"UTC+{len(seed)}"}
        told.add(subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True).stdout)
    built = assemble(pack, services.files.read)
    zipped = archive(pack, built, services.files.read).zip
    here = f"{hashlib.sha256(built.pdf).hexdigest()} {hashlib.sha256(zipped).hexdigest()}\n"
    assert told == {here.encode()}


def test_no_clock_is_in_the_pdf_but_the_moment_of_freezing(services: Services) -> None:
    pack = plan(services, make_pack(services), frozen=True)
    pdf = assemble(pack, services.files.read).pdf
    moment = "".join(c for c in pack.last.at[:19] if c.isdigit()).encode()
    assert pdf.count(b"D\\0722") + pdf.count(b"(D:2") == 1
    assert moment in pdf
