"""What is known: documents, passages, measures, links, packs, and the record that holds them."""

import os

# Before numpy is loaded, by whomever. Its matrices are small here: shared among threads they take twice the
# processor's time, and their sums come in another order on another machine.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
