"""Two processes find, one stores: in order, each batch once, whatever fails."""

from concurrent.futures import Future

from hypothesis import given
from hypothesis import strategies as st
from stored_papers import add

from evidence.services import Services
from evidence.settling.ahead import Batch, found_by_two
from evidence.settling.alongside import MANY, Alongside
from evidence.settling.suggestions import found_apart, suggest_for_documents


@given(st.lists(st.sampled_from(["done", "later", "fails", "nobody"]), max_size=12), st.integers(0, 9))
def test_every_batch_is_found_once_and_in_order(ways: list[str], count: int) -> None:
    batches = [[n] for n in range(count)]
    waiting: list[tuple[Future[int], Batch]] = []
    left = list(ways)

    def here(batch: Batch) -> int:
        for future, other in waiting:
            future.set_result(other[0])  # the other process ends while this one is at work
        waiting.clear()
        return batch[0]

    def there(batch: Batch) -> Future[int] | None:
        future: Future[int] = Future()
        way = left.pop() if left else "nobody"
        if way == "nobody":
            return None
        if way == "done":
            future.set_result(batch[0])
        elif way == "fails":
            future.set_exception(RuntimeError("it was killed"))
        else:
            waiting.append((future, batch))
        return future

    assert list(found_by_two(batches, here, there)) == [([n], n) for n in range(count)]


def test_what_another_process_finds_is_what_one_alone_finds(services: Services) -> None:
    new = [
        add(
            services,
            f"n{n}",
            f"The inspection of safeguarding services found, as in year {n}, good work.",
        )
        for n in range(MANY)
    ]
    with Alongside(services.settings, len(new)) as other:
        future = other.do(found_apart, new[-1], (), new)
        assert future is not None
        there = future.result()
    (code,) = there
    assert len(there[code]) >= len(new)
    suggest_for_documents(services, new)
    sql = "SELECT passage, block, round(score, 9), reason, stance FROM links ORDER BY id"
    alone = services.record.db.execute(sql).fetchall()
    assert [(p, s.block, round(s.score, 9), s.reason, s.stance) for p, s in there[code]] == alone
