"""Text: the language model, sentences with offsets, dates relative to publication."""

from graphkb.text.dates import DateMention, find_dates
from graphkb.text.model import load_model, model_name
from graphkb.text.sentence import Sentence
from graphkb.text.split import dateline, split

__all__ = ["DateMention", "Sentence", "dateline", "find_dates", "load_model", "model_name", "split"]
