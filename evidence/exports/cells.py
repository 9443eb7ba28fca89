"""What a table is made of, and what no cell of it may begin with."""

from collections.abc import Sequence

Columns = Sequence[tuple[str, str, int]]
"""Each column's name, its key in a row, and its width in characters."""

# The full-width forms are read as the plain ones by programs set to Chinese or Japanese.
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
