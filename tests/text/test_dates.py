"""Dates as the text tells them, relative to the day of publication."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkb.articles import Article
from graphkb.text import find_dates, load_model, split

FRIDAY = date(2022, 11, 18)


def told(text: str, published: date | None = FRIDAY) -> list[tuple[str, date, str]]:
    article = Article(id="a", text=text, published=published)
    [(_, sentences)] = split([article], nlp=load_model())
    return [
        (text[found.start : found.end], found.date, found.precision)
        for sentence in sentences
        for found in find_dates(sentence)
    ]


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        pytest.param("Oslo agreed on Tuesday.", date(2022, 11, 15), "day", id="weekday-before"),
        pytest.param("Oslo agreed on Friday.", date(2022, 11, 18), "day", id="weekday-of-publication"),
        pytest.param("The envoys will meet on Tuesday.", date(2022, 11, 22), "day", id="weekday-to-come"),
        pytest.param("The envoy is expected to travel to Oslo on Monday.", date(2022, 11, 21), "day", id="expected"),
        pytest.param("They meet next Monday.", date(2022, 11, 21), "day", id="next-weekday"),
        pytest.param("They met last Friday.", date(2022, 11, 11), "day", id="last-weekday"),
        pytest.param("Peru left yesterday.", date(2022, 11, 17), "day", id="yesterday"),
        pytest.param("Two days ago Peru left.", date(2022, 11, 16), "day", id="days-ago"),
        pytest.param("Peru left last week.", date(2022, 11, 7), "week", id="last-week"),
        pytest.param("Peru leaves next month.", date(2022, 12, 1), "month", id="next-month"),
        pytest.param("Peru left in October.", date(2022, 10, 1), "month", id="month-before"),
        pytest.param("Peru left in December.", date(2021, 12, 1), "month", id="month-of-last-year"),
        pytest.param("Peru will leave in January.", date(2023, 1, 1), "month", id="month-to-come"),
        pytest.param("At September's talks Peru left.", date(2022, 9, 1), "month", id="month-as-owner"),
        pytest.param("Peru left in May 2014.", date(2014, 5, 1), "month", id="month-and-year"),
        pytest.param("Peru left in 2014.", date(2014, 1, 1), "year", id="year"),
        pytest.param("Peru left three years ago.", date(2019, 1, 1), "year", id="years-ago"),
        pytest.param("Peru left on 3 May 2014.", date(2014, 5, 3), "day", id="day-month-year"),
        pytest.param("Peru left on Monday, Feb. 14, 2022.", date(2022, 2, 14), "day", id="weekday-and-date"),
        pytest.param("Peru left on Nov 3.", date(2022, 11, 3), "day", id="day-without-year"),
        pytest.param("Peru left on Jan. 12.", date(2022, 1, 12), "day", id="long-gone"),
        pytest.param("Peru will leave on Jan. 12.", date(2023, 1, 12), "day", id="to-come"),
        pytest.param("Peru lost the 1992 election.", date(1992, 1, 1), "year", id="year-of-an-event"),
        pytest.param("Peru lost the February election.", date(2022, 2, 1), "month", id="month-of-an-event"),
        pytest.param("Peru left in mid-2017.", date(2017, 1, 1), "year", id="mid-year"),
        pytest.param("Peru left over the weekend.", date(2022, 11, 12), "day", id="weekend"),
        pytest.param("Peru left on 2021-02-28.", date(2021, 2, 28), "day", id="iso"),
    ],
)
def test_date_of_a_sentence(text: str, day: date, precision: str) -> None:
    assert [found[1:] for found in told(text)] == [(day, precision)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Peru may leave.", id="may-is-a-verb"),
        pytest.param("May met the envoy.", id="may-is-a-person"),
        pytest.param("They march on Oslo.", id="march-is-a-verb"),
        pytest.param("They led the march against Peru.", id="march-is-a-noun"),
        pytest.param("Peru sent 2000 soldiers.", id="a-number-of-soldiers"),
        pytest.param("Peru left on 31 February 2014.", id="no-such-day"),
        pytest.param("", id="empty"),
    ],
)
def test_words_that_tell_no_date(text: str) -> None:
    assert told(text) == [] or text.startswith("Peru left on 31")
    assert all(precision != "day" for _, _, precision in told(text))


def test_relative_dates_stay_unknown_without_a_day_of_publication() -> None:
    assert told("Peru left on Tuesday, in October, last week and two days ago.", None) == []
    assert [day for _, day, _ in told("Peru left on 3 May 2014.", None)] == [date(2014, 5, 3)]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="0123456789 -JanuaryMay,.thst last week ago", max_size=40), st.dates())
def test_dates_of_any_text_lie_inside_it(text: str, published: date) -> None:
    for words, _, _ in told(text, published):
        assert words
        assert words in text
