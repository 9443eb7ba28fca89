"""Cells merged over several rows: what stands once in the first of them holds for all, and is read so."""

from collections.abc import Mapping, Sequence

NAME = 300  # letters: a longer cell names no row
VALUE = 60  # letters: a longer cell beside a row's own is a comment, which once is enough


def carry(own: Sequence[str], above: Mapping[int, str]) -> list[str]:
    """A row's texts by column, with those of the cells ``above`` (by column) that reach into it.

    What stands before the row's own first cell is its name. A row with no words of its own gets none.

    >>> carry(["", "May", "9"], {0: "Quail team"})
    ['Quail team', 'May', '9']
    """
    texts = list(own)
    first = next((i for i, text in enumerate(own) if text), None)
    if first is None:
        return texts
    for column, text in above.items():
        if len(text) <= (NAME if column < first else VALUE):
            texts += [""] * (column + 1 - len(texts))
            texts[column] = texts[column] or text
    return texts
