"""The day of publication where a source states it; nothing is guessed."""

import re
from datetime import date, datetime

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_NUMBER = r"\d{1,2}(?:st|nd|rd|th)?"
DAY = rf"(?:\d{{4}}-\d{{2}}-\d{{2}}(?!\d)|{_NUMBER} {_MONTH},? \d{{4}}|{_MONTH} {_NUMBER},? \d{{4}})"
"""A pattern for a day with its year: ISO, or written out in English."""
_DAY = re.compile(rf"(?<!\d){DAY}", re.IGNORECASE)


def read_date(value: object) -> date | None:
    """The day a value states: a date, an ISO date or time, or a day written out in English; else None.

    >>> read_date("2022-10-12T08:30:00Z"), read_date("Oct. 12, 2022"), read_date("last Tuesday")
    (datetime.date(2022, 10, 12), datetime.date(2022, 10, 12), None)
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        return None
    found = _DAY.search(" ".join(value[:300].split()))
    return _day(found[0]) if found else None


def _day(written: str) -> date | None:
    numbers = [int(number) for number in re.findall(r"\d+", written)]
    months = [_MONTHS.index(word[:3]) + 1 for word in re.findall(r"[a-z]{3,}", written.lower()) if word[:3] in _MONTHS]
    year, month, day = numbers if len(numbers) == 3 else (numbers[1], months[0], numbers[0])
    try:
        return date(year, month, day)
    except ValueError:
        return None
