"""Markdown, with and without front matter."""

from datetime import date
from io import BytesIO

import pytest

from graphkb.articles import Article, load_articles
from graphkb.errors import ArticleError


def read(page: str) -> list[Article]:
    return list(load_articles("-", loader="md", stream=BytesIO(page.encode())))


FRONT = """---
title: "Talks resume"
published: 2022-10-12
publisher: Example Weekly
url: https://example.org/talks
language: en
---
"""


def test_front_matter_is_read() -> None:
    (article,) = read(FRONT + "The two sides met.\n")
    assert (article.id, article.title, article.publisher) == (
        "https://example.org/talks",
        "Talks resume",
        "Example Weekly",
    )
    assert article.published == date(2022, 10, 12)


def test_title_is_the_headline_of_the_text_once() -> None:
    for page in (FRONT + "The two sides met.", FRONT + "# Talks resume\n\nThe two sides met."):
        assert read(page)[0].text == "Talks resume\n\nThe two sides met."


def test_id_of_the_front_matter_goes_before_its_address() -> None:
    assert read(FRONT.replace("language: en", "id: talks-1") + "The two sides met.")[0].id == "talks-1"


def test_marks_are_not_text() -> None:
    page = FRONT + "The *two* **sides** [met](https://example.org) in `Bishkek`.\n\n<div>code</div>\n\n```\ncode\n```\n"
    assert read(page)[0].text == "Talks resume\n\nThe two sides met in Bishkek."


def test_headings_lists_quotes_and_pictures_are_parts() -> None:
    picture = "![The delegations at table](a.jpg)\n\n*Ada Byron/AFP*"
    page = f"# Talks resume\n\n{picture}\n\n- One is agreed.\n- Two is not.\n\n> We wait.\n"
    (article,) = read(page)
    assert [(part.kind, article.text[part.start : part.end]) for part in article.parts] == [
        ("headline", "Talks resume"),
        ("caption", "The delegations at table"),
        ("credit", "Ada Byron/AFP"),
        ("body", "One is agreed."),
        ("body", "Two is not."),
        ("body", "We wait."),
    ]


def test_without_front_matter_rules_part_stories() -> None:
    assert len(read("# One\n\nA is so.\n\n---\n\n# Two\n\nB is so.\n")) == 2
    assert len(read(FRONT + "A is so.\n\n---\n\n# Two\n\nB is so.\n")) == 1


@pytest.mark.parametrize(
    ("front", "said"),
    [
        pytest.param("title: [a", "front matter is not YAML", id="broken"),
        pytest.param("- a\n- b", "front matter is list", id="list"),
        pytest.param("published: soon", "'published' is 'soon'", id="no-date"),
        pytest.param("a: &a [x]\nb: *a", "YAML aliases", id="aliases-can-explode"),
    ],
)
def test_bad_front_matter_is_an_error(front: str, said: str) -> None:
    with pytest.raises(ArticleError, match="standard input.*" + said):
        read(f"---\n{front}\n---\nText.")


def test_front_matter_without_text_under_it_and_title_is_empty() -> None:
    with pytest.raises(ArticleError, match="empty"):
        read("---\npublisher: x\n---\n\n")


def test_ampersand_in_a_title_is_no_anchor() -> None:
    assert read("---\ntitle: Q&A with *the* minister\n---\nText.")[0].title == "Q&A with *the* minister"


def test_facts_are_words_and_not_what_yaml_makes_of_them() -> None:
    (article,) = read("---\ntitle: 1984\nlanguage: no\npublisher: ~\npublished:\n---\nText.")
    assert (article.title, article.language, article.publisher, article.published) == ("1984", "no", None, None)


def test_rule_at_the_top_is_no_front_matter() -> None:
    assert read("---\n\nThe two sides met.\n")[0].text.endswith("The two sides met.")
