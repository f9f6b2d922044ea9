"""Mentions: which words name or describe somebody, without knowing who that is."""

from graphkb.mentions.mention import Mention, MentionKind

__all__ = ["Mention", "MentionKind"]
