"""Mentions: which words name or describe somebody, without knowing who that is."""

from graphkb.mentions.find import find_mentions
from graphkb.mentions.mention import Mention, MentionKind
from graphkb.mentions.names import Known, Names, Word

__all__ = ["Known", "Mention", "MentionKind", "Names", "Word", "find_mentions"]
