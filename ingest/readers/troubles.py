"""What went wrong on which pages, gathered into one sentence a reason."""

from dataclasses import dataclass, field


@dataclass
class Troubles:
    """Reasons, each a predicate for one page: "is a scan and could not be read: …"."""

    pages: dict[str, list[int]] = field(default_factory=dict)

    def add(self, page: int, reason: str) -> None:
        self.pages.setdefault(reason, []).append(page)

    def sentences(self) -> tuple[str, ...]:
        """ "Page 3 is a scan and could not be read: …", with every page named, runs as 4 to 9."""
        return tuple(
            f"Page {pages[0]} {reason}" if len(pages) == 1 else f"Each of pages {spans(pages)} {reason}"
            for reason, pages in self.pages.items()
        )


def spans(numbers: list[int]) -> str:
    """Page numbers in words: "2, 4 to 9 and 12"."""
    runs: list[list[int]] = []
    for n in sorted(set(numbers)):
        if runs and n == runs[-1][-1] + 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    said = [
        f"{run[0]} to {run[-1]}"
        if len(run) > 2
        else " and ".join(map(str, run))
        if len(runs) == 1
        else ", ".join(map(str, run))
        for run in runs
    ]
    return " and ".join([", ".join(said[:-1]), said[-1]]) if len(said) > 1 else said[0]
