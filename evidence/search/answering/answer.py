"""Query -> Results over one view of an index: finding, ranking, counting, showing. No engine is imported."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from evidence.language.acronyms import Acronyms
from evidence.search.answering import spelling
from evidence.search.answering.facets import UNDATED, Dates, Filter, facets_from, filters_of
from evidence.search.answering.finding import NOTHING_TYPED, Found, Tier, find
from evidence.search.answering.half_typed import finished
from evidence.search.answering.ordering import Ordering
from evidence.search.answering.planning import plan
from evidence.search.answering.rescoring import rescored, scored
from evidence.search.answering.searcher import Place, Searcher, View
from evidence.search.answering.snippets import Passage, snippet
from evidence.search.answering.units import Plan
from evidence.search.answering.unmet import unmet
from evidence.search.answering.vocabulary import Vocabulary
from evidence.search.answering.whole_values import with_whole_values
from evidence.search.answering.why import why
from evidence.search.engine import Group, Hit, Marks, Query, Results
from evidence.search.query.clauses import all_of, without
from evidence.search.query.parts import Parsed
from evidence.search.query.syntax import parse

FOREIGN = "Most of these words stand in no paper: a search finds words of the language that papers are in."


def answer(view: View, query: Query, similar: int = 0) -> Results:
    """Answer a query, with some passages of ``similar`` meaning. Never raises for what was typed."""
    began = time.perf_counter()
    query = replace(query, text=with_whole_values(query.text, view))
    results = _with_unmet(view, query, _answer(view, query, similar))
    return replace(results, took_ms=(time.perf_counter() - began) * 1000)


def _with_unmet(view: View, query: Query, results: Results) -> Results:
    """The results, told of filters that no paper can meet: typed ones; chosen ones where nothing is left."""
    if not view.size[0]:  # nothing is indexed yet, and no filter can be met
        return results
    fields = parse(query.text).fields
    asked = replace(Query(), text=query.text) if results.total else query
    said, meant = unmet(view, asked, fields, results.suggestion or query.text)
    if not said:
        return results
    understood = " ".join(filter(None, [*said, results.understood]))
    typed = "" if meant and not results.total else results.as_typed
    suggestion = meant or results.suggestion
    return replace(results, understood=understood, suggestion=suggestion, as_typed=typed)


def marks(view: View, text: str) -> Marks:
    """What of a passage a query matches."""
    text = with_whole_values(text, view)
    parsed = finished(text, parse(text), view.vocabulary)
    mended, slips = _mended(text, parsed, view)
    parsed = parse(mended) if slips else parsed
    return plan(parsed, view.vocabulary, view.acronyms, view.searcher(()).count).marks


def _mended(text: str, parsed: Parsed, view: View) -> tuple[str, list[str]]:
    if spelling.foreign(parsed, view.vocabulary):
        return "", []
    return spelling.mended(text, parsed, view.vocabulary, view.searcher(()).count)


def _answer(view: View, query: Query, similar: int) -> Results:
    text = query.text.strip()
    parsed = finished(text, parse(text), view.vocabulary)
    filters, notes = filters_of(query, parsed.fields)
    if text and not parsed.parts and not parsed.fields:
        return Results(0, (), understood=" ".join([NOTHING_TYPED, *parsed.notes, *notes]))
    everywhere = view.searcher(())  # one for all that is asked of the whole index: it keeps what it found
    searcher = view.searcher(filters) if filters else everywhere
    newer = view.searcher([*filters, query.since]) if query.since else None
    if not parsed.parts:
        return _browse(newer or searcher, view, query, parsed, notes)
    foreign = spelling.foreign(parsed, view.vocabulary)
    mended, slips = ("", []) if foreign else spelling.mended(text, parsed, view.vocabulary, everywhere.count)
    if slips:
        parsed = parse(mended)
        notes = [_say_mended(mended, slips), *notes]
    asked = plan(parsed, view.vocabulary, view.acronyms, everywhere.count)
    found = find(parsed, asked, searcher.count, filtered=bool(filters))
    search = _Search(searcher, view, query, asked, found)
    results = (search if newer is None else _new(newer, view, query, asked, found)).page()
    if foreign:
        notes = [*notes, FOREIGN]
    elif similar and query.meaning and not query.offset and newer is None:
        results = replace(results, similar=search.similar(everywhere, results.hits, similar))
    suggestion = mended
    if not (mended or foreign):
        suggestion = spelling.suggest(text, parsed, view.vocabulary, found=bool(found.whole))
    understood = " ".join(filter(None, [*notes, found.understood] if slips else [found.understood, *notes]))
    if slips:
        results = replace(results, as_typed=spelling.quoted(text, slips))
    left_out = _undated(view, filters, found)
    return replace(results, suggestion=suggestion, understood=understood, undated_left_out=left_out)


def _say_mended(mended: str, slips: Sequence[str]) -> str:
    names = " or ".join(f"“{slip}”" for slip in slips)
    return f"No passage has {names}, so “{mended}” was searched for."


def _undated(view: View, filters: Sequence[Filter | Dates], found: Found) -> int:
    """How many passages a filter of dates leaves out because nothing says when they were written."""
    others = [f for f in filters if not isinstance(f, Dates) and f.facet != "year"]
    if len(others) == len(filters) or any(isinstance(f, Dates) and f.undated for f in filters):
        return 0
    return sum(map(view.searcher([*others, UNDATED]).count, found.united))


def _new(newer: Searcher, view: View, query: Query, asked: Plan, found: Found) -> "_Search":
    """What is new of what was found."""
    tiers = tuple(replace(tier, count=newer.count(tier.clause)) for tier in found.tiers)
    return _Search(newer, view, query, asked, replace(found, tiers=tiers))


def _browse(searcher: Searcher, view: View, query: Query, parsed: Parsed, notes: Sequence[str]) -> Results:
    """No words: everything under the filters, newest first."""
    asked = plan(replace(parsed, parts=()), Vocabulary({}), Acronyms({}))
    every = without(all_of(list(asked.named)), list(asked.banned))
    found = Found((Tier("exact", every, searcher.count(every)),), "", every)
    results = _Search(searcher, view, replace(query, sort="date"), asked, found).page()
    said = [f"Searched for: {parsed}."] if parsed.fields else []
    return replace(results, understood=" ".join([*parsed.notes, *said, *notes]))


@dataclass(frozen=True)
class _Search:
    """What was found, on its way to the page."""

    searcher: Searcher
    view: View
    query: Query
    asked: Plan
    found: Found

    def page(self) -> Results:
        """The page's hits and the counts over all."""
        ordering = Ordering(
            self.searcher,
            self.found.clauses,
            by_date=self.query.sort == "date",
            alone=lambda places: scored(self.view, self.searcher, self.found.scored, places),
            again=self._again,
        )
        skip, wanted = max(0, self.query.offset), max(0, self.query.limit)
        counts = self.searcher.tally(self.found.united)
        groups: tuple[Group, ...] = ()
        if self.query.grouped:
            documents = ordering.documents(skip, wanted)
            groups = tuple(
                Group(document, count, tuple(map(self._hit, places))) for document, count, places in documents
            )
            hits = tuple(hit for group in groups for hit in group.hits)
        else:
            hits = tuple(map(self._hit, ordering.passages(skip, wanted)))
        facets = facets_from(counts.facets)
        return Results(self.found.total, hits, counts.documents, groups, facets)

    def similar(self, everywhere: Searcher, shown: Sequence[Hit], wanted: int) -> tuple[Hit, ...]:
        """What says it in other words, apart from what holds the words and what is shown."""
        # Imported here: who asks for nothing of the kind need not load the model.
        from evidence.search.answering.meaning import Looked, in_other_words

        apart = [tier.clause for tier in self.found.tiers if tier.name in ("exact", "broken")]
        looked = Looked(self.searcher, everywhere)
        return in_other_words(looked, self.asked, apart, {hit.passage for hit in shown}, wanted)

    def _again(self, places: Sequence[Place]) -> dict[int, float]:
        """Their scores, from the same numbers on every engine."""
        asked = sum(unit.weight for unit in self.asked.units if not unit.common)
        return rescored(self.view, self.searcher, self.found.scored, places, asked)

    def _hit(self, place: Place) -> Hit:
        passage = Passage(self.searcher.text(place), self.asked.marks)
        said, misread, how = why(self.asked, passage, self.found.tiers[place.tier].name, self.found.speakers)
        score = round(place.score, 4) if self.asked.units and self.query.sort != "date" else 0.0
        return Hit(place.passage, place.document, score, snippet(passage), said, misread, how, place.tier)
