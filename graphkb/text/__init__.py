"""Text: the language model, sentences with offsets, dates relative to publication."""

from graphkb.text.sentence import Sentence

__all__ = ["Sentence"]
