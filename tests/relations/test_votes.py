"""A vote is cast in the vote that the article told of before, when the sentence names none."""

import pytest

from graphkb.articles import Article
from graphkb.graph import read_articles

TOLD = "The United Nations General Assembly adopted the resolution in a vote on Monday. "


def votes(text: str, extractor: str) -> set[tuple[str, str, str]]:
    """Who votes how in the sentences behind the one that tells of the vote."""
    [reading] = read_articles([Article(id="a", text=text)], extractor=extractor)
    return {
        (r.source.entity.id, r.kind, r.target.entity.kind or "")
        for r in reading.relations
        if r.target and r.kind in ("ABSTAINS", "VOTES_FOR", "VOTES_AGAINST") and r.sentence.text not in TOLD
    }


@pytest.mark.parametrize("extractor", ["rules", "auto"])
def test_a_vote_without_a_target_is_cast_in_the_vote_told_of_before(extractor: str) -> None:
    assert votes(f"{TOLD}India and Brazil abstained. Chile voted yes.", extractor) == {
        ("state/IND", "ABSTAINS", "vote"),
        ("state/BRA", "ABSTAINS", "vote"),
        ("state/CHL", "VOTES_FOR", "vote"),
    }


@pytest.mark.parametrize("extractor", ["rules", "auto"])
def test_without_any_vote_told_of_nobody_abstains_from_one(extractor: str) -> None:
    assert votes("India and Brazil abstained. Chile voted yes.", extractor) == set()


@pytest.mark.parametrize("extractor", ["rules", "auto"])
def test_counted_members_stand_for_those_listed_whoever_leads_them(extractor: str) -> None:
    text = f"{TOLD}Three members of the French-led alliance - Chad, Niger and Togo - chose to abstain."
    assert {source for source, *_ in votes(text, extractor)} == {"state/TCD", "state/NER", "state/TGO"}
