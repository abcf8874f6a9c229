"""Closing a crossing: what the ten chains printed in 2010 say about closing one place, and what displacement leaves of it.

The places are cities, provinces and countries as the article prints them; nothing finer is known or shown.
"""

from __future__ import annotations

import altair as alt
import pandas as pd

from counternarcotics import figure, tables
from counternarcotics.assumptions import Assumption, Choice, Preset
from counternarcotics.explorer import Explorer, Keep, Outcome, Result
from counternarcotics.models.network import all_broken, bounds_of_met, carried_on, met, passes, rank_weights
from counternarcotics.numberlike import NumberLike, element, known, span, summed, text, where

# Places that a chain passes on the way: the countries first, each with its printed cities and provinces below.
COUNTRIES = {
    "Tajikistan": ("tajikistan", ("Gorno-Badakhshan", "Dushanbe")),
    "Kyrgyzstan": ("kyrgyzstan", ("Osh", "Bishkek")),
    "Uzbekistan": ("uzbekistan", ("Termez", "Samarkand")),
    "Azerbaijan": ("azerbaijan", ("Ganja",)),
    "Russia": ("russia", ("Shali", "Moscow")),
    "Estonia": ("estonia", ()),
}
VARIANTS = (2, 3, 4, 5)  # chains that differ in one Russian city only
ILLUSTRATIVE = "illustrative assumption; the article prints no weight, no cost and no share"
UNTOUCHED, DETOURED, BEFORE = "untouched", "found another way", "before"


def chains() -> list[list[str]]:
    """Return the printed chains in order, each with its cities, provinces and countries."""
    table = tables.load("route_chains")
    countries = {place: name for name, (place, _) in COUNTRIES.items()}
    return [
        [*part["waypoint"], *(countries[p] for p in part["place"] if p in countries)]
        for _, part in table.sort_values(["chain", "step"]).groupby("chain")
    ]


CHAINS = chains()
COUNT = len(CHAINS)
INSIDE = {city: country for country, (_, cities) in COUNTRIES.items() for city in cities}
NODES = tuple(node for country, (_, cities) in COUNTRIES.items() for node in (country, *cities))
LABELS = tuple(f"all {node}" if node in COUNTRIES else node for node in NODES)
PASSING = passes(CHAINS, NODES)
# A chain that goes round a country cannot pass one of its cities; one that goes round a city may still cross the country.
POSSIBLE = [[int(node != closed and INSIDE.get(node) != closed) for closed in NODES] for node in NODES]
NO_VARIANTS = [summed(PASSING[n]) - summed(PASSING[n][v - 1] for v in VARIANTS[1:]) for n in range(len(NODES))]


def model(a, row, keep: Keep) -> Outcome:
    """Compare the flow through every place before and after one is closed; see :mod:`counternarcotics.models.network`."""
    factors = [a.variants if number in VARIANTS else 1 for number in range(1, COUNT + 1)]
    weights = [keep(f"weight_{i}", w) for i, w in enumerate(rank_weights(factors, a.slope), start=1)]
    closed = [keep(f"closed_{i}", element([line[i] for line in PASSING], a.node)) for i in range(COUNT)]
    carried = keep("carried", carried_on(a.substitution, a.detour, a.elasticity))

    number = keep("number", element([summed(line) for line in PASSING], a.node))
    share = keep("share", met(weights, closed))
    broken = keep("broken", (1 - a.substitution) * number)
    stopped = keep("stopped", share * (1 - carried))
    least, most = bounds_of_met(number, COUNT)

    before = [keep(f"before_{n}", met(weights, line)) for n, line in enumerate(PASSING)]
    # Of the chains through a place, the part that the closure meets as well.
    both = [
        keep(f"both_{n}", met(weights, [hit * one for hit, one in zip(closed, line, strict=True)]))
        for n, line in enumerate(PASSING)
    ]
    around = [
        keep(f"around_{n}", carried * part * element(possible, a.node))
        for n, (part, possible) in enumerate(zip(both, POSSIBLE, strict=True))
    ]
    untouched = element(before, row["node"]) - element(both, row["node"])
    columns = {
        "flow_before": element(before, row["node"]),
        "untouched": untouched,
        "detoured": element(around, row["node"]),
        "flow_after": untouched + element(around, row["node"]),
        "is_closed": where(row["node"] == a.node, 1, 0),
    }
    unit = f"of {COUNT} chains"
    results = {
        "number": Result("Printed chains that pass the closed place", number, unit=unit),
        "intact": Result("Chains left untouched", COUNT - number, unit=unit),
        "broken": Result("Broken, expected", broken, format=".1f", unit=unit),
        "displaced": Result("Found another way, expected", number - broken, format=".1f", unit=unit),
        "share": Result("Share of the flow that the closure meets", share, format=".1%"),
        "stopped": Result("Share of the flow stopped", stopped, format=".1%"),
        "arrives": Result("Share of the flow that still arrives", 1 - stopped, format=".1%"),
        "weightless": Result("Stopped, whatever the weights of the chains", least * (1 - carried), most * (1 - carried), format=".1%"),
        "distinct": Result("Chains met if chains 2 to 5 count as one", element(NO_VARIANTS, a.node), unit=f"of {COUNT - len(VARIANTS) + 1} chains"),
        "all_broken": Result("Chance that every chain met is broken", known(number > 0, all_broken(number, a.substitution)), format=".1%"),
    }  # fmt: skip
    sentence = text(
        "{place} stands in {number} of the ten printed chains and, at these weights, on {share:.0%} of the flow. Closing it breaks {broken:.1f} chains, "
        "{displaced:.1f} find another way, and {stopped:.0%} of the flow is stopped; with other weights it could be {bounds}.",
        place=element(NODES, a.node),
        number=text("{n:.0f}", n=number),
        share=share,
        broken=broken,
        displaced=number - broken,
        stopped=stopped,
        bounds=span(least * (1 - carried), most * (1 - carried), ".0%"),
    )
    return Outcome(columns, results, sentence)


def draw(source: alt.Chart, explorer: Explorer) -> alt.LayerChart:
    """Return a bar a place: the flow before, what is untouched and what comes back by another way; a cross on the closed one."""
    order = list(LABELS)
    y = alt.Y("label:N").sort(order).title(None)
    scale = alt.Scale(domain=[0, alt.ExprRef("1.02 + (room < 345 ? 0.5 : 60 / room)")], nice=False)
    axis = alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1])
    colour = (
        alt.Color("what:N")
        .scale(domain=[BEFORE, UNTOUCHED, DETOURED], range=[figure.MUTED, figure.ACCENT, figure.CONTRAST])
        .legend(symbolOpacity=1)
    )
    tooltip = [
        alt.Tooltip("label:N", title="Place"),
        alt.Tooltip("flow_before:Q", title="Flow before", format=".1%"),
        alt.Tooltip("untouched:Q", title="Untouched", format=".1%"),
        alt.Tooltip("detoured:Q", title="Found another way", format=".1%"),
    ]

    def bars(low: NumberLike, high: str, what: str, size: int) -> alt.Chart:
        named = source.transform_calculate(what=f"'{what}'", low=low, high=high)
        return named.mark_bar(height=size, opacity=0.4 if what == BEFORE else 1).encode(
            x=alt.X("low:Q", scale=scale, axis=axis, title="share of the flow through it"),
            x2="high:Q",
            y=y,
            color=colour,
            tooltip=tooltip,
        )

    cross = (
        source.transform_filter("datum.is_closed == 1")
        .transform_calculate(note="'closed'")
        .mark_text(align="left", dx=5, fontWeight=700, fontSize=11)
        .encode(x=alt.X("flow_before:Q", scale=scale), y=y, text="note:N")
    )
    numbers = (
        source.transform_filter("datum.is_closed == 0")
        .mark_text(align="left", dx=5, fontSize=11)
        .encode(x=alt.X("flow_before:Q", scale=scale), y=y, text=alt.Text("flow_after:Q", format=".0%"))
    )
    layers = [
        bars("0", "datum.flow_before", BEFORE, 17),
        bars("0", "datum.untouched", UNTOUCHED, 9),
        bars("datum.untouched", "datum.flow_after", DETOURED, 9),
        cross,
        numbers,
    ]
    return alt.layer(*layers).properties(height=430)


def _assumptions() -> tuple[Assumption, ...]:
    closure, trade, weight = "The closure", "How the trade responds", "How the flow falls on the chains"
    return (
        Choice(name="node", meaning="The city, or the whole country, that no chain can pass any more", label="Place that is closed", default=NODES.index("Osh"), options=LABELS, group=closure,
            why="Cities, provinces and countries that the article prints between the first and the last step", source="par. 1 and list of routes; the names are the article's"),
        Assumption(name="substitution", meaning="How likely the traffic of a chain that is cut finds another way, if that way cost nothing more", label="Chance that a broken chain finds another way", default=0.5, minimum=0, maximum=1, step=0.05, format=".0%", group=closure,
            why="0% is what the article invites the reader to think, 100% a perfect balloon", source=ILLUSTRATIVE),
        Assumption(name="detour", matters=lambda s: (s.substitution > 0) & (s.elasticity > 0), idle="let broken chains find another way, and the flow fall with its cost.", meaning="How much dearer carrying is on the other way than on the old one", label="Cost of the other way, above the old cost", default=0.2, minimum=0, maximum=2, step=0.1, format="+.0%", group=trade,
            why="From a way as cheap as the old one to three times its cost", source=ILLUSTRATIVE),
        Assumption(name="elasticity", matters=lambda s: (s.substitution > 0) & (s.detour > 0), idle="let broken chains find another way, at a higher cost.", meaning="By how many per cent a diverted flow shrinks for each per cent that carrying becomes dearer", label="Fall of a flow for 1% more cost", default=0.3, minimum=0, maximum=1.5, step=0.1, format=".1f", unit="%", group=trade,
            why="Carrying is a small part of the final price, so that large values are unlikely", source=ILLUSTRATIVE),
        Assumption(name="slope", meaning="How unequal the chains are in the flow that they carry, by their order in the printed list", label="Gathering on the first (+) or last (−) chains", default=0, minimum=-2, maximum=2, step=0.1, format="+.1f", group=weight,
            why="0 weighs all chains alike; at 2 the first carries four times as much as the second", source=ILLUSTRATIVE),
        Assumption(name="variants", meaning="How much each of four nearly equal chains counts beside one of the other six", label="Weight of each of chains 2 to 5 beside another", default=1, minimum=0.25, maximum=1, step=0.05, format=".2f", group=weight,
            why="1 counts four chains as printed, a quarter counts the four variants as one", source="list of routes: the four differ in one Russian city; the weight is our assumption"),
    )  # fmt: skip


def build() -> Explorer:
    """Return the explorer of the ten chains."""
    assumptions = _assumptions()
    start = {a.name: a.default for a in assumptions}
    osh = start | {"substitution": 0}
    # A preset names every assumption, so that one button gives one state of the page.
    presets = (
        Preset(name="as-invited", label="Osh, and no other way", settings=osh,
            why="The reading that the article invites: a chain that is met is a chain that ends"),
        Preset(name="variants-as-one", label="Osh, variants as one", settings=osh | {"variants": 0.25},
            why="Chains 2 to 5 differ in one city and share the weight of one"),
        Preset(name="balloon", label="Osh, and a balloon", settings=start | {"substitution": 0.9, "detour": 0.1},
            why="Illustrative: nine in ten find another way, at little cost"),
        Preset(name="last-chains", label="Osh, weight on the last chains", settings=osh | {"slope": -2},
            why="Illustrative: the flow gathers on the chains that run by way of Uzbekistan"),
        Preset(name="country", label="All of Kyrgyzstan", settings=start | {"node": NODES.index("Kyrgyzstan")},
            why="A country in place of a city: the same six chains"),
        Preset(name="consumer-end", label="Moscow", settings=start | {"node": NODES.index("Moscow")},
            why="A place at the other end stands in as many chains"),
    )  # fmt: skip
    return Explorer(
        name="closing-a-crossing",
        title="Closing a crossing",
        question="If one place in the ten printed chains were closed, how much would stop, and how much would only move?",
        description=(
            "Bar chart of the share of the flow (per cent) that passes each of fifteen places before one of them is closed, and after: what is untouched and what found another way. "
            "With Osh closed and equal weights, six of ten chains are met; the places before and after Osh lose part of their flow, and the places of the other chains none. "
            "Chains as printed in Barentsev 2010; all weights and responses are illustrative."
        ),
        assumptions=assumptions,
        presets=presets,
        rows=pd.DataFrame({"node": range(len(NODES)), "label": LABELS}),
        model=model,
        draw=draw,
        table_columns={
            "label": ("Place", ""),
            "flow_before": ("Flow before", ".0%"),
            "untouched": ("Untouched", ".0%"),
            "detoured": ("Found another way", ".0%"),
            "flow_after": ("Flow after", ".0%"),
        },
        source="Barentsev 2010, list of routes; our model, with illustrative weights and responses",
        low=330,
        leaves_out=(
            "The list has no source, and a place that it does not print is not a place without traffic: Kazakhstan and Turkmenistan stand in no chain. Nothing printed says how much each chain carries. "
            "A real closure is partial, costs lawful travellers and traders, and can be bought. A chain that goes round the closed place is taken to pass all the others it passed before, "
            "and places that no chain prints, where the flow may turn up, are not drawn. Chains are taken to find another way each by itself."
        ),
    )
