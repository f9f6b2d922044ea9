"""The language of articles: told by their words, where these are enough."""

import pytest

from graphkb.articles import Article
from graphkb.articles.language import find_language, with_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The minister said on Monday that talks with Chile would go on until the winter.", "en"),
        ("Der Minister sagte am Montag, dass die Gespräche mit Chile bis zum Winter weitergehen würden.", "de"),
        ("Le ministre a déclaré lundi que les discussions avec le Chili allaient durer jusqu'en hiver.", "fr"),
        ("El ministro dijo el lunes que las conversaciones con Chile seguirán hasta el invierno próximo.", "es"),
        ("Министр заявил в понедельник, что переговоры с Чили продолжатся до зимы.", "ru"),
        ("قال الوزير يوم الاثنين إن المحادثات مع تشيلي ستستمر حتى الشتاء", "ar"),
        ("部长星期一表示，与智利的谈判将持续到冬天。", "zh"),
        ("Vladimir Putin, Xi Jinping, Recep Tayyip Erdogan", None),
        ("Talks resume", None),
        ("", None),
    ],
)
def test_language_is_told_by_the_words(text: str, language: str | None) -> None:
    assert find_language(text) == language


def test_english_with_many_names_of_elsewhere_is_english() -> None:
    text = (
        "Sergei Shoigu and Zakir Hasanov discussed Nagorno-Karabakh in Baku, Russian news agency Interfax reported. "
        "Armenia's Suren Papikyan and Kazakhstan's Ruslan Zhaksylykov stayed away."
    )
    assert find_language(text) in ("en", None)


def test_what_came_with_the_article_stays_where_the_words_do_not_tell() -> None:
    assert with_language(Article("a", "Sí.", language="es")).language == "es"
    assert (
        with_language(Article("a", "It was said that the two would meet on the lake again.", language="de")).language
        == "en"
    )
    british = Article("a", "It was said that the two would meet on the lake again.", language="en-GB")
    assert with_language(british) is british


def test_whole_english_article_never_loads_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    from graphkb.articles import language

    monkeypatch.setattr(language, "_identifier", lambda: pytest.fail("the model was asked"))
    assert find_language("The two sides met on Monday in the town hall of Oslo, and they agreed to meet again.") == "en"
