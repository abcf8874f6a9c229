"""Addresses: on which page of the catalogue the card of a row stands, and under which anchor."""

from __future__ import annotations

from typing import NamedTuple

REFERENCE = "book/reference"
COMPUTED_PAGE = f"{REFERENCE}/computed"
DATA_PAGE = f"{REFERENCE}/data"
WHAT_IF_PAGE = "book/evidence/what-if"
SOURCES_PAGE = f"{REFERENCE}/sources"
# Tables that are long enough for a page of their own; the others share the page of their kind.
_OWN_PAGES = {"outcomes": "later-figures", "list_items": "lists", "source_checks": "checks"}


class Address(NamedTuple):
    """A place on a page."""

    page: str
    anchor: str


def page_of(table: str) -> str:
    """Return the page that lists the rows of a table."""
    from counternarcotics import tables  # it needs pandas, and most builds write no catalogue

    if table == "computed_numbers":
        return COMPUTED_PAGE
    return f"{REFERENCE}/{_OWN_PAGES.get(table, 'figures' if table in tables.names() else 'records')}"


def of_row(identifier: str) -> Address:
    """Return where a figure's or a record's card stands; raise LookupError for an unknown id."""
    from counternarcotics import tables

    table = tables.row(identifier)["table"]
    kind = "figure" if table in tables.names() else "record"
    return Address(page_of(table), f"{kind}-{identifier}")


def of_computed(name: str) -> Address:
    """Return where the card of a computed number stands."""
    return Address(COMPUTED_PAGE, f"computed-{name}")


def of_source(source: str) -> Address:
    """Return where a publication is described."""
    return Address(SOURCES_PAGE, f"source-{source}")
