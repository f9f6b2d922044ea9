"""Who leads, represents, belongs to and lives where, read from nouns."""

from collections.abc import Callable

import pytest

FactsOf = Callable[[str], set[tuple[str, str, str]]]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        pytest.param("[S:Kazakh] President [L:Jane Doe] left.", ("Jane Doe", "LEADS", "Kazakh"), id="title"),
        pytest.param("[S:Kenya]'s President [L:Jane Doe] left.", ("Jane Doe", "LEADS", "Kenya"), id="possessive"),
        pytest.param(
            "[L:Jane Doe], the president of [S:Kenya], left.", ("Jane Doe", "LEADS", "Kenya"), id="apposition"
        ),
        pytest.param(
            "The head of the [O:World Bank], [L:Jane Doe], left.", ("Jane Doe", "LEADS", "World Bank"), id="comma-after"
        ),
        pytest.param("[L:Jane Doe] is the president of [S:Kenya].", ("Jane Doe", "LEADS", "Kenya"), id="copula"),
        pytest.param(
            "[S:French] foreign minister [L:Jane Doe] spoke.", ("Jane Doe", "REPRESENTS", "French"), id="minister"
        ),
        pytest.param(
            "[P:John Roe] of the [O:World Bank] spoke.", ("John Roe", "REPRESENTS", "World Bank"), id="of-body"
        ),
        pytest.param(
            "[L:Jane Doe], a member of the [O:Senate], spoke.", ("Jane Doe", "MEMBER_OF", "Senate"), id="member"
        ),
        pytest.param(
            "The [S:British] journalist [P:John Roe] fell ill.", ("John Roe", "CITIZEN_OF", "British"), id="demonym"
        ),
        pytest.param("[L:Jane Doe] is an ally of [L:John Roe].", ("Jane Doe", "ALLIES_WITH", "John Roe"), id="ally"),
        pytest.param("[E:The summit] in [X:Astana] ended.", ("The summit", "LOCATED_IN", "Astana"), id="event-place"),
        pytest.param(
            "He lives in [X:Almaty], [S:Kazakhstan].", ("Almaty", "LOCATED_IN", "Kazakhstan"), id="place-state"
        ),
        pytest.param(
            "[L:Jane Doe] attended [E:the summit].", ("Jane Doe", "PARTICIPATES_IN", "the summit"), id="attends"
        ),
    ],
)
def test_nouns_tell_who_somebody_is(text: str, fact: tuple[str, str, str], facts_of: FactsOf) -> None:
    assert fact in facts_of(text)


def test_each_president_of_a_list_leads_only_his_own_state(facts_of: FactsOf) -> None:
    found = facts_of(
        "[S:Kenyan] President [L:Jane Doe], [S:Malian] President [L:John Roe] and [S:Chadian] leader [L:Ann Poe] left."
    )
    assert {f for f in found if f[1] == "LEADS"} == {
        ("Jane Doe", "LEADS", "Kenyan"),
        ("John Roe", "LEADS", "Malian"),
        ("Ann Poe", "LEADS", "Chadian"),
    }
