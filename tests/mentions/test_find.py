"""Which words name or describe somebody."""

import pytest

from graphkb.actors import load_gazetteer
from graphkb.articles import Article
from graphkb.mentions import find_mentions
from graphkb.text import load_model, split


def found(text: str) -> set[tuple[str, str]]:
    [(_, sentences)] = split([Article(id="a", text=text)], nlp=load_model())
    return {(mention.text, mention.label) for mention in find_mentions(sentences, names=load_gazetteer())}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Norwegian soldiers left.", {("Norwegian soldiers", "Group"), ("Norwegian", "State")}, id="group"),
        pytest.param("He told us to go.", {("He", "Person")}, id="us-is-not-US"),
        pytest.param("Chad agreed.", {("Chad", "State")}, id="chad"),
        pytest.param("", set(), id="empty"),
    ],
)
def test_mentions_of_a_sentence(text: str, expected: set[tuple[str, str]]) -> None:
    assert found(text) == expected
