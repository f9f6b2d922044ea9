"""The language of a text, so that what is not English is told apart and not misread."""

import re
from dataclasses import replace
from functools import lru_cache
from typing import Any

from graphkb.articles.article import Article

# The words that hold English sentences together; a third of any English prose, and hardly found in other languages.
_COMMON = frozenset(
    "the of and to in a is that for on was with as it by at from his an were are which have had been has he she they "
    "their its not but this be said would will who after about more than also over into when or we you i".split()
)
_WORD = re.compile(r"[^\W\d_]+")
_LOOKED_AT = 4_000  # characters
_FEWEST = 12  # words; fewer may be names only, and tell nothing
_ENGLISH = 0.16
_HARDLY = 0.08
_SURELY = 12  # by how much the log-likelihood of another language has to be above that of English


def with_language(article: Article) -> Article:
    """The article with the language that its words are in, where that is plain; else with the one it came with.

    >>> text = "Die beiden Minister trafen sich am Montag in Bischkek und sprachen lange über Getreide."
    >>> with_language(Article("a", text)).language
    'de'
    """
    text = "\n".join(article.text[part.start : part.end] for part in article.reading_parts()[:40])
    found = find_language(text)
    same = found is None or found == article.language.split("-")[0].lower()
    return article if same else replace(article, language=found or article.language)


def find_language(text: str) -> str | None:
    """The language of a text as an ISO 639-1 code, or None where it is too short or too mixed to tell.

    >>> find_language("The two sides met in Bishkek on Monday and said that they would meet again in May.")
    'en'
    >>> find_language("Putin, Xi")
    >>> find_language("President Yoon Suk Yeol met Kim Yong-hyun in Seoul. Yoon dismissed Kim.")
    """
    words = _WORD.findall(text[:_LOOKED_AT].lower())
    if len(words) < _FEWEST and not _other_script(text):
        return None
    common = sum(word in _COMMON for word in words) / max(len(words), 1)
    if common >= _ENGLISH:
        return "en"
    likely: list[tuple[str, float]] = _identifier().rank(text[:_LOOKED_AT])
    code, best = max(likely, key=lambda language: language[1])
    unsure = common >= _HARDLY or best - dict(likely)["en"] < _SURELY
    return None if code != "en" and unsure else code


def _other_script(text: str) -> bool:
    """Whether most letters are of another script than ours: then a few words are enough."""
    letters = [letter for letter in text[:_LOOKED_AT] if letter.isalpha()]
    return len(letters) >= 8 and sum(letter > "\u024f" for letter in letters) > len(letters) / 2


@lru_cache(maxsize=1)
def _identifier() -> Any:
    import py3langid

    return py3langid
