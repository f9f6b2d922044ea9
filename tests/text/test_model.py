"""The language model that is loaded, and what is said where there is none."""

import importlib.util

import pytest

from graphkb.errors import ModelError
from graphkb.text import load_model, model_name
from graphkb.text.model import NEEDED


def test_model_is_loaded_once() -> None:
    assert load_model() is load_model()


def test_model_has_what_the_later_steps_read() -> None:
    assert set(NEEDED) <= set(load_model().pipe_names)


def test_model_name_tells_the_version() -> None:
    name, version = model_name(load_model()).split()
    assert name.startswith("en_core_web_")
    assert version.startswith("3.")


def test_unknown_model_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ModelError, match=r"en_core_web_huge.*en_core_web_md"):
        load_model("en_core_web_huge")


def test_missing_models_say_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(ModelError, match="pip install"):
        load_model.__wrapped__()
