import threading

import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from mfdesk.engine.blas import one_thread


def _threads() -> set[int]:
    return {library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"}


@pytest.mark.parametrize("first_to_end", [0, 1])
def test_the_library_is_freed_by_the_last_to_let_go_whichever_it_is(first_to_end: int) -> None:
    with threadpool_limits(limits=2, user_api="blas"):
        before = _threads()
        holds = [one_thread(), one_thread()]
        for hold in holds:
            hold.__enter__()
        assert _threads() == {1}
        holds[first_to_end].__exit__(None, None, None)
        assert _threads() == {1}
        holds[1 - first_to_end].__exit__(None, None, None)
        assert _threads() == before


def test_an_error_lets_go_too() -> None:
    before = _threads()
    with pytest.raises(KeyError), one_thread():
        raise KeyError
    assert _threads() == before


def test_another_thread_holds_the_library_too_though_this_one_was_first() -> None:
    with one_thread():
        assert _threads() == {1}
    found: list[set[int]] = []

    def hold() -> None:
        with one_thread():
            found.append(_threads())

    with threadpool_limits(limits=2, user_api="blas"):
        thread = threading.Thread(target=hold)
        thread.start()
        thread.join()
        assert _threads() == {2}
    assert found == [{1}]
