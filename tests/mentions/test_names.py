"""How a name in a text is compared with a known one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkb.mentions.names import fold, key_of, runs, words_of, written_like


@given(st.text(max_size=80))
def test_words_of_any_text_keep_their_place(text: str) -> None:
    for word in words_of(text):
        assert text[word.start : word.end] == word.text
        assert word.key == fold(word.text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Recep Tayyip Erdoğan", "Recep Tayyip Erdogan", id="accents"),
        pytest.param("Kassym-Jomart Tokayev", "Kassym Jomart Tokayev", id="hyphen"),
        pytest.param("U.S.", "US", id="dots"),
        pytest.param("People’s Party", "People's Party", id="apostrophe"),
    ],
)
def test_spellings_of_one_name_are_one(one: str, other: str) -> None:
    assert key_of(one) == key_of(other)


@pytest.mark.parametrize(
    ("name", "text", "same"),
    [
        pytest.param("US", "us", False, id="us"),
        pytest.param("US", "U.S.", True, id="dotted"),
        pytest.param("WHO", "Who", False, id="who"),
        pytest.param("NATO", "Nato", True, id="nato"),
        pytest.param("Turkey", "turkey", False, id="bird"),
        pytest.param("Turkey", "TURKEY", True, id="capitals"),
        pytest.param("League of Nations", "League Of Nations", True, id="of"),
    ],
)
def test_case_tells_names_from_words(name: str, text: str, same: bool) -> None:
    assert written_like(name, text) is same


def test_runs_of_words_end_at_a_comma() -> None:
    assert [key for _, key in runs(words_of("San Jose, Peru"), 0, 3)] == [("san", "jose"), ("san",)]
