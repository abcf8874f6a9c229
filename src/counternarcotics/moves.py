"""Moves: a setting of an explorer as text, ``forecast?horizon=8&place=region``, the way an address spells it."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import parse_qsl

from counternarcotics import explorers


class Move(NamedTuple):
    """The explorer, the setting as written, and as numbers by assumption."""

    explorer: str
    query: str
    settings: dict[str, float]


def read(target: str) -> Move:
    """Return what `target` sets; raise KeyError or ValueError naming the explorer, assumption, option or bound."""
    from counternarcotics.assumptions import Choice
    from counternarcotics.markup import slug

    name, _, query = target.partition("?")
    one = explorers.load(name)
    known = {a.name: a for a in one.assumptions}
    settings: dict[str, float] = {}
    for key, text in parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query)):
        if key not in known:
            msg = f"{name} has no assumption {key!r}; there are {', '.join(known)}."
            raise ValueError(msg)
        if isinstance(known[key], Choice):
            slugs = [slug(option) for option in known[key].options]
            if text not in slugs:
                msg = f"{name}: {key} has no option {text!r}; there are {', '.join(slugs)}."
                raise ValueError(msg)
            settings[key] = float(slugs.index(text))
        else:
            settings[key] = known[key].check(text)
    return Move(name, query, settings)
