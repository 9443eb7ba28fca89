"""How many threads sums of numbers use."""

import subprocess
import sys

ASKED = "import evidence, os; print(os.environ['OPENBLAS_NUM_THREADS'])"


def test_sums_use_one_thread_unless_a_site_says_otherwise() -> None:
    for given, told in (({}, "1"), ({"OPENBLAS_NUM_THREADS": "2"}, "2")):
        done = subprocess.run(
            [sys.executable, "-c", ASKED], env=given, capture_output=True, text=True, check=True
        )
        assert done.stdout.strip() == told
