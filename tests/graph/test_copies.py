"""Copies are one source, versions take each other's place, and what is only on the same subject is neither."""

import datetime
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkb.articles import Article
from graphkb.graph import Graph, Reading, build_graph, merge, retract
from graphkb.graph.copies import NO_PROSE, find_copies
from graphkb.graph.sketches import LEAST, Sketch, shared, sketch_of
from tests.graph.made import KAZAKHSTAN, PUTIN, RUSSIA, TOKAYEV, VOTE, article, reading, says
from tests.graph.wire import rewritten, story

WIRE = story(1)
DAY = datetime.date(2022, 1, 7)
LATER = datetime.date(2022, 1, 8)


def copies_of(*texts: str) -> list[str]:
    articles = [Article(str(n), text) for n, text in enumerate(texts)]
    return list(find_copies(articles).origin.values())


@pytest.mark.parametrize(
    "copy",
    [
        pytest.param(WIRE, id="word-for-word"),
        pytest.param(WIRE.upper().replace(" ", "\n"), id="set-otherwise"),
        pytest.param(rewritten(WIRE, 1, words=0.08), id="reworded"),
        pytest.param(rewritten(WIRE, 2, words=0.03, turned=True), id="turned-about"),
        pytest.param(rewritten(WIRE, 3, words=0.0, keep=0.3), id="cut-to-a-third"),
        pytest.param(rewritten(WIRE, 4, words=0.03, keep=0.6) + " " + story(7, 4), id="cut-and-added-to"),
        pytest.param(story(8, 20) + " " + WIRE, id="printed-inside-a-longer-one"),
    ],
)
def test_a_copy_is_of_the_origin_of_what_it_copies(copy: str) -> None:
    assert copies_of(WIRE, copy) == ["0", "0"]
    assert copies_of(copy, WIRE) == ["0", "0"]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(story(2), id="another-story"),
        pytest.param(story(2) + " " + " ".join(WIRE.split()[:60]), id="one-paragraph-in-common"),
        pytest.param(rewritten(WIRE, 1, words=0.5), id="told-in-ones-own-words"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_shares_only_a_little_is_a_report_of_its_own(other: str) -> None:
    assert copies_of(WIRE, other) == ["0", "1"]


def test_briefs_are_copies_only_word_for_word() -> None:
    brief = "The envoy of Ruritania met the mayor of Zenda on Monday to speak of the ferry."
    assert len(brief.split()) < LEAST
    assert copies_of(brief, brief.lower(), brief.replace("Monday", "Tuesday")) == ["0", "0", "2"]


def test_what_is_alike_only_by_way_of_another_is_of_one_origin() -> None:
    first, last = story(3, 20), story(4, 20)
    assert copies_of(first, last) == ["0", "1"]
    assert copies_of(first, last, f"{first} {last}") == ["0", "0", "0"]


def test_the_origin_is_the_earliest_and_a_headline_or_a_caption_makes_no_copy() -> None:
    early = Article("z", WIRE, published=DAY)
    late = Article("a", WIRE, published=LATER)
    undated = Article("0", WIRE)
    assert set(find_copies([late, undated, early]).origin.values()) == {"z"}


def test_a_data_set_is_one_source_whatever_its_rows_say() -> None:
    rows = [Article(f"icews:{n}", f"row {n}", publisher="ICEWS", language=NO_PROSE) for n in range(3)]
    assert set(find_copies(rows).origin.values()) == {"data set: ICEWS"}


def test_a_thousand_copies_are_found_as_quickly_as_a_few() -> None:
    texts = [rewritten(WIRE, n, words=0.02) for n in range(60)] * 17
    assert len(set(copies_of(*texts))) == 1


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from("abcdefghij"), min_size=1, max_size=10, unique=True), st.randoms(use_true_random=False))
def test_copies_do_not_depend_on_the_order(ids: list[str], chance: Random) -> None:
    articles = [_version(id) for id in ids]
    found = find_copies(articles)
    chance.shuffle(articles)
    assert find_copies(articles) == found


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_has_a_sketch_that_can_be_kept(text: str) -> None:
    sketch = sketch_of(Article("a", text))
    assert Sketch.of_kept(sketch.kept()) == sketch
    assert shared(sketch, sketch) == (1.0, 1.0)
    assert len(sketch.marks()) == len(set(sketch.marks()))


@pytest.mark.parametrize("seed", range(20))
def test_a_story_cut_to_its_lead_is_found(seed: int) -> None:
    assert copies_of(story(seed), rewritten(story(seed), seed, words=0.03, keep=0.3)) == ["0", "0"]


@pytest.mark.parametrize("kept", [None, "", "0 a 3 AAAA", "1 a", "2 a 30 AAAA"])
def test_a_sketch_of_another_version_is_none(kept: str | None) -> None:
    assert Sketch.of_kept(kept) is None


def test_a_sketch_is_the_same_on_every_machine_and_in_every_version() -> None:
    # Sketches are kept in stores: if this one changes, `VERSION` has to change with it.
    assert sketch_of(Article("a", WIRE)).kept()[:60] == "1 f381ef177ddadd1830a9a136 358 72qYAPW/VACfhyIAj8c/AEilqgCHW"


@pytest.mark.parametrize(
    ("older", "newer", "corrected"),
    [
        pytest.param({"title": "Talks"}, {"title": "UPDATE 1-Talks"}, True, id="update-of-the-same-day"),
        pytest.param({"title": "UPDATE 1-Talks"}, {"title": "UPDATE 2-Talks"}, True, id="second-update"),
        pytest.param({"title": "UPDATE 3-Talks"}, {"title": "CORRECTED-Talks"}, True, id="correction"),
        pytest.param({"published": DAY}, {"published": LATER}, True, id="nearly-all-repeated-on-a-later-day"),
        pytest.param({"title": "Talks"}, {"title": "Talks"}, False, id="nobody-knows-which-is-later"),
        pytest.param({"title": "Talks"}, {"title": "Update on talks", "publisher": "B"}, False, id="another-publisher"),
        pytest.param({"publisher": None}, {"title": "UPDATE 1-Talks", "publisher": None}, False, id="no-publisher"),
    ],
)
def test_a_later_version_of_one_publisher_takes_the_place_of_an_earlier_one(
    older: dict[str, object], newer: dict[str, object], corrected: bool
) -> None:
    base: dict[str, object] = {"publisher": "The Wire", "published": DAY}
    old = Article("old", WIRE, **base | older)  # type: ignore[arg-type]
    new = Article("new", rewritten(WIRE, 5, words=0.02), **base | newer)  # type: ignore[arg-type]
    assert find_copies([new, old]).corrected == ({"old": "new"} if corrected else {})


def test_a_follow_up_that_repeats_half_of_yesterday_leaves_yesterday_standing() -> None:
    old = Article("old", WIRE, publisher="The Wire", published=DAY)
    new = Article(
        "new", story(9, 18) + " " + rewritten(WIRE, 5, words=0.0, keep=0.6), publisher="The Wire", published=LATER
    )
    found = find_copies([old, new])
    assert (found.origin["new"], found.corrected) == ("old", {})


def _version(id: str) -> Article:
    """One of ten articles: a wire story, its rewrites and versions, and two other stories."""
    n = "abcdefghij".index(id)
    text = [WIRE, story(2), story(3)][n % 3 if n > 6 else 0]
    return Article(
        id,
        rewritten(text, n, words=0.01 * n),
        title=["Talks", "UPDATE 1-Talks", "CORRECTED-Talks"][n % 3],
        publisher=["The Wire", "The Wire", "The Gazette", None][n % 4],
        published=[DAY, None, LATER][n % 3],
    )


def _told(id: str) -> Reading:
    """What one of them says: something that all say, and something of its own."""
    mine = [PUTIN, TOKAYEV, RUSSIA][len(id) % 3 if id < "e" else 1]
    return reading(
        _version(id),
        says(RUSSIA, "DEPLOYS_TROOPS", KAZAKHSTAN, date=DAY, date_precision="day"),
        says(mine, "ABSTAINS" if id < "c" else "PRAISES", VOTE if id < "c" else KAZAKHSTAN, sentence=1),
    )


def test_ten_rewrites_of_one_wire_story_are_one_relationship_ten_statements_one_source() -> None:
    said = says(RUSSIA, "DEPLOYS_TROOPS", KAZAKHSTAN, date=DAY, date_precision="day")
    papers = [
        reading(Article(f"paper{n}", rewritten(WIRE, n, words=0.04, turned=n % 2 == 0), publisher=f"Paper {n}"), said)
        for n in range(10)
    ]
    [r] = build_graph(papers).relationships.values()
    assert (r.statements, r.sources) == (10, 1)
    [r] = build_graph([*papers, reading(article("own", text=story(5)), said)]).relationships.values()
    assert (r.statements, r.sources) == (11, 2)


def test_what_a_corrected_version_said_stays_said_and_counts_no_more() -> None:
    wrong = says(RUSSIA, "INVADES", KAZAKHSTAN)
    right = says(RUSSIA, "DEPLOYS_TROOPS", KAZAKHSTAN)
    first = reading(Article("first", WIRE, title="Troops", publisher="The Wire", published=DAY), wrong, right)
    second = reading(
        Article(
            "second", rewritten(WIRE, 1, words=0.01), title="CORRECTED-Troops", publisher="The Wire", published=DAY
        ),
        right,
    )
    made = build_graph([first, second])
    assert [(r.type, r.statements, r.sources) for r in made.relationships.values()] == [("DEPLOYS_TROOPS", 1, 1)]
    assert len(made.statements) == 3 and {s.edge for s in made.statements.values() if s.article == "first"} == {None}
    assert retract(made, "second") == build_graph([first])


@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_copies_and_versions_in_any_order_and_batches_give_the_same_graph(data: st.DataObject) -> None:
    ids = data.draw(st.lists(st.sampled_from("abcdefghij"), min_size=1, max_size=6, unique=True))
    whole = build_graph(map(_told, ids))
    made = Graph()
    for id in data.draw(st.permutations(ids)):
        made = merge(build_graph([_told(id)]), made)
    assert made == whole
    for id in ids:
        assert retract(whole, id) == build_graph(_told(other) for other in ids if other != id)
