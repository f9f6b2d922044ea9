"""What graphkb must read in the prose it began with: the same facts, told in our own words."""

import pytest

from graphkb.articles import Article
from graphkb.graph import Reading, build_graph, read_articles

TEXT = """\
Since it invaded Ukraine, Russia has lost friends. Kyrgyz President Sadyr Japarov, Kazakh President \
Kassym-Jomart Tokayev and Tajik President Emomali Rakhmon posed together at a summit in Astana.

Last week four of Moscow's allies - Armenia, Kazakhstan, Kyrgyzstan and Tajikistan - abstained from a vote in the UN \
General Assembly. Emomali Rahmon told Vladimir Putin that his country wants more respect.

On Wednesday, Putin is expected to meet with Turkey's President Recep Tayyip Erdoğan at a conference in Kazakhstan.

In January Russia answered Tokayev's request for help and sent about 2,500 troops to Kazakhstan.

The television drama The Capitol ended with President Jim Barlow deploying American soldiers to Kazakhstan.
"""


@pytest.fixture(scope="module", params=["rules", "auto"])
def reading(request: pytest.FixtureRequest) -> Reading:
    [found] = read_articles([Article(id="story", text=TEXT)], extractor=request.param)
    return found


def said(reading: Reading, kind: str) -> set[tuple[str, str, str]]:
    """Who stands in that relation to whom, and whether it is done; denials left out."""
    return {
        (r.source.entity.id, r.target.entity.id, r.modality)
        for r in reading.relations
        if r.kind == kind and r.target and r.polarity == "affirmed"
    }


def test_four_allies_abstain_in_one_vote_and_russia_does_not(reading: Reading) -> None:
    found = said(reading, "ABSTAINS")
    assert {source for source, *_ in found} == {"state/ARM", "state/KAZ", "state/KGZ", "state/TJK"}
    assert len({target for _, target, _ in found}) == 1
    assert {r.target.entity.label for r in reading.relations if r.kind == "ABSTAINS" and r.target} == {"Event"}


def test_three_presidents_lead_their_states(reading: Reading) -> None:
    assert said(reading, "LEADS") >= {
        ("leader/sadyr-japarov", "state/KGZ", "asserted"),
        ("leader/kassym-jomart-tokayev", "state/KAZ", "asserted"),
        ("leader/emomali-rahmon", "state/TJK", "asserted"),
    }


def test_two_spellings_of_a_name_are_one_node(reading: Reading) -> None:
    nodes = build_graph([reading]).nodes
    assert [id for id in nodes if "rahmon" in id or "rakhmon" in id] == ["leader/emomali-rahmon"]


def test_a_meeting_that_is_expected_is_in_the_future(reading: Reading) -> None:
    found = {meeting for meeting in said(reading, "MEETS") if "leader/vladimir-putin" in meeting}
    assert found == {("leader/vladimir-putin", "leader/recep-tayyip-erdogan", "future")}


def test_russia_invades_and_deploys(reading: Reading) -> None:
    assert ("state/RUS", "state/UKR", "asserted") in said(reading, "INVADES")
    assert ("state/RUS", "state/KAZ", "asserted") in said(reading, "DEPLOYS_TROOPS")


def test_a_president_in_a_drama_leads_nothing_and_deploys_nobody(reading: Reading) -> None:
    assert not [s for s in reading.sightings if "barlow" in s.entity.id and s.entity.label == "Leader"]
    assert ("state/USA", "state/KAZ", "asserted") not in said(reading, "DEPLOYS_TROOPS")
