"""How the time of reading one sentence grows with the figures in it: in step, or with their square.

    python benchmarks/ingest/long_sentences.py [--figures 100,200,400,800,1600]

Prints, for each number of figures, the processor milliseconds (best of three) that finding its quantities,
what each is there for, and a whole paper of that one sentence take. Twice the figures should take twice as
long.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from evidence.language.quantities import find_quantities  # noqa: E402
from evidence.settings import load  # noqa: E402
from ingest.run.one_file import Task, understand  # noqa: E402
from ingest.values.observation_roles import told_in  # noqa: E402
from ingest.values.targets import find_targets  # noqa: E402


def sentence(figures: int) -> str:
    """One sentence with so many figures."""
    told = (f"{n * 7 % 90 + 10}% of visits to homes in April" for n in range(figures))
    return f"The team made {', '.join(told)} in March 2011."


def best(work: Callable[[], object]) -> float:
    """Processor milliseconds, the least of three."""
    times = []
    for _ in range(3):
        since = time.process_time()
        work()
        times.append(1000 * (time.process_time() - since))
    return min(times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--figures", default="100,200,400,800,1600")
    wanted = [int(n) for n in parser.parse_args().figures.split(",")]
    print("figures  quantities     roles   targets  a whole paper   (ms)")
    with tempfile.TemporaryDirectory() as folder:
        settings = load(home=Path(folder) / "home", config=ROOT / "config.toml")
        for count in wanted:
            text = sentence(count)
            paper = Path(folder) / "paper.txt"
            paper.write_text(text)
            task = Task(paper, paper.name, settings)
            works = (find_quantities, told_in, find_targets)
            times = [best(lambda work=work, text=text: work(text)) for work in works]
            times.append(best(lambda task=task: understand(task)))
            print(f"{count:7}", *(f"{t:9.1f}" for t in times))


if __name__ == "__main__":
    main()
