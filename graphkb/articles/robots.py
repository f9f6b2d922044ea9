"""What a robots.txt allows (RFC 9309): the rules of our group, the longest that matches deciding."""

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

_LONGEST = 500_000
_MOST_RULES = 5_000
_LINE = re.compile(r"\s*([A-Za-z-]+)\s*:\s*([^#]*)")


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules for one visitor: (allowed, pattern) pairs, and the seconds between visits that are asked for."""

    rules: tuple[tuple[bool, str], ...] = ()
    delay: float = 0.0

    def allows(self, url: str) -> bool:
        """Whether a page may be visited.

        >>> robots = read_robots("User-agent: *\\nDisallow: /private/\\nAllow: /private/*.html$", agent="graphkb")
        >>> robots.allows("https://example.org/private/a"), robots.allows("https://example.org/private/a.html")
        (False, True)
        """
        parts = urlsplit(url)
        path = _plain((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
        found = [(len(pattern), allowed) for allowed, pattern in self.rules if _matches(pattern, path)]
        return max(found, default=(0, True))[1]


NOTHING = Robots(((False, "/"),))
"""What is allowed where the server cannot say: nothing."""


def read_robots(text: str, *, agent: str) -> Robots:
    """The rules of a robots.txt for a visitor: those of the groups that name it, else of the groups for all."""
    own: list[tuple[str, str]] = []
    others: list[tuple[str, str]] = []
    named: set[str] = set()
    in_rules = mine = False
    for line in text[:_LONGEST].lstrip("\ufeff").splitlines():
        if (found := _LINE.match(line)) is None:
            continue
        key, value = found[1].lower(), found[2].strip()
        if key == "user-agent":
            named = (set() if in_rules else named) | {value.lower()}
            in_rules = False
            mine = mine or agent.lower() in named
        elif key in {"allow", "disallow", "crawl-delay"}:
            in_rules = True
            if agent.lower() in named:
                own.append((key, value))
            if "*" in named:
                others.append((key, value))
    chosen = own if mine else others
    rules = [(key == "allow", _plain(value)) for key, value in chosen if key != "crawl-delay" and value]
    delays = [
        float(value) for key, value in chosen if key == "crawl-delay" and re.fullmatch(r"\d{1,5}(\.\d{1,3})?", value)
    ]
    return Robots(tuple(rules[:_MOST_RULES]), max(delays, default=0.0))


def _plain(path: str) -> str:
    """A path as rules and addresses can be compared: percent signs only where they must be."""
    return quote(unquote(path), safe="/?&=*$:@!,;+~'()[]")


def _matches(pattern: str, path: str) -> bool:
    """Whether a pattern with `*` and a last `$` matches a path from its beginning, in time that grows with both."""
    anchored = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    place = len(first)
    for number, piece in enumerate(rest):
        if anchored and number == len(rest) - 1:
            return path.endswith(piece) and len(path) - len(piece) >= place
        place = path.find(piece, place)
        if place < 0:
            return False
        place += len(piece)
    return not anchored or place == len(path)
