"""What the best passages share, to rank by: relevance feedback without a person (RM3).

RM3 as in Abdul-Jaleel et al., *UMass at TREC 2004*: the words of the best passages, each by its share of the
passage and the passage's share of the scores, are mixed with those that were asked for. It changes the order,
never what is found.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence

from evidence.language.spellings import stemmed
from evidence.language.words import COMMON
from evidence.search.answering.searcher import Expansion, Place, Searcher

PASSAGES = 5
WORDS = 30
SHARE = 0.3
"""How much of the mixture is the passages': 0.3 of 1, in the middle of what does well on both test
collections."""


def expansion(searcher: Searcher, best: Sequence[Place], asked: float) -> Expansion:
    """The words to rank by besides the ``asked`` ones (their weights added up), from the best passages;
    none if these are too few to tell anything."""
    total = sum(place.score for place in best)
    if len(best) < PASSAGES or total <= 0:
        return {}
    shares: defaultdict[str, float] = defaultdict(float)
    for place in best:
        counts = Counter(
            root for w, root in stemmed(searcher.text(place)) if len(w.text) > 1 and w.text not in COMMON
        )
        size = sum(counts.values())
        for word, count in counts.items():
            shares[word] += place.score / total * count / size
    if not shares:  # only common words and single letters: nothing to rank by
        return {}
    # Of words with one share the order would be chance: by the alphabet it is the same on every engine.
    chosen = sorted(shares.items(), key=lambda item: (-item[1], item[0]))[:WORDS]
    whole = sum(share for _, share in chosen)
    scale = SHARE / (1 - SHARE) * max(asked, 1.0) / whole
    return {word: share * scale for word, share in chosen}
