"""Ctrl-C waits for the end of a transaction, and a second one does not."""

import os
import signal
import threading
from collections.abc import Iterator

import pytest

from graphkb.store.interrupts import uninterrupted


def press() -> None:
    os.kill(os.getpid(), signal.SIGINT)


@pytest.fixture(autouse=True)
def usual() -> Iterator[None]:
    before = signal.getsignal(signal.SIGINT)
    yield
    assert signal.getsignal(signal.SIGINT) is before


def test_what_is_begun_is_ended_first() -> None:
    ended = []
    with pytest.raises(KeyboardInterrupt), uninterrupted():
        press()
        ended.append(True)
    assert ended


def test_a_second_one_is_not_held_back() -> None:
    ended = []
    with pytest.raises(KeyboardInterrupt), uninterrupted():
        press()
        press()
        ended.append(True)
    assert not ended


def test_one_inside_another_waits_for_the_outer() -> None:
    ended = []
    with pytest.raises(KeyboardInterrupt), uninterrupted():
        with uninterrupted():
            press()
        ended.append(True)
    assert ended


def test_an_error_inside_is_not_hidden_by_it() -> None:
    with pytest.raises(KeyboardInterrupt) as caught, uninterrupted():
        press()
        raise ValueError
    assert isinstance(caught.value.__context__, ValueError)
    with pytest.raises(ValueError), uninterrupted():
        raise ValueError


def test_nothing_is_touched_outside_the_main_thread_or_where_signals_are_ignored() -> None:
    before = signal.getsignal(signal.SIGINT)
    seen = []

    def elsewhere() -> None:
        with uninterrupted():
            seen.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert seen == [before]
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with uninterrupted():
            assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)
