"""Charts of the introduction: the region, its neighbours, rivers, capitals and the towns that the sources name."""

from __future__ import annotations

import altair as alt
import pandas as pd

from counternarcotics import cartography, figure, tables
from counternarcotics.cartography import Frame, dots, ground, waters, words
from counternarcotics.charts import NamedChart

REGION = Frame(67.0, 43.0, 3350, 2850)
CAPITALS = ("astana", "ashgabat", "bishkek", "dushanbe", "tashkent", "kabul")
TOWNS = ("almaty", "osh", "batken", "murghab", "khorog", "termez", "samarkand", "mazar-i-sharif")
# Where names stand is a matter of room, not of fact.
STATES = {
    "KAZAKHSTAN": (66.5, 48.2), "UZBEKISTAN": (62.2, 42.6), "TURKMENISTAN": (58.2, 40.0),
    "KYRGYZSTAN": (75.6, 41.9), "TAJIKISTAN": (72.3, 38.7),
}  # fmt: skip
STATE_WORDS = {
    "kazakhstan": (67.0, 48.2), "uzbekistan": (63.6, 41.9), "turkmenistan": (58.8, 39.2), "kyrgyzstan": (75.2, 41.7), "tajikistan": (71.0, 38.3),
}  # fmt: skip
# In a small drawing names are shorter in small letters, and stand where neither a border nor a river runs.
SMALL = {
    "Kazakhstan": (67.2, 48.0), "Uzbekistan": (64.0, 42.55), "Turkmenistan": (58.2, 39.6), "Kyrgyzstan": (75.2, 42.15), "Tajikistan": (72.5, 38.8),
}  # fmt: skip
BESIDE_CAPITALS = {"Kyrgyzstan": (75.6, 41.85), "Tajikistan": (72.9, 38.4)}  # where the capitals are named too
SMALL_AROUND = {"Russia": (57.0, 52.9), "China": (83.0, 41.0), "Afghanistan": (64.2, 34.0), "Iran": (56.0, 34.6)}
NEIGHBOURS = {"RUSSIA": (61.5, 54.3), "CHINA": (83.0, 41.0), "AFGHANISTAN": (65.5, 33.9), "IRAN": (56.0, 34.3), "PAKISTAN": (69.3, 31.0)}  # fmt: skip
RIVERS = {"Amu Darya": (61.9, 38.2), "Syr Darya": (66.7, 45.0), "Pyanj": (69.3, 36.8)}


def _at(places: tuple[str, ...]) -> dict[str, tuple[float, float]]:
    names = tables.lookup("places", "name")
    return {names[place]: cartography.position(place) for place in places}


def region() -> NamedChart:
    """The five states with their neighbours, capitals, rivers, and towns that the sources name."""
    layers = [
        *ground(REGION),
        *waters(REGION),
        words(REGION, STATES, fontWeight=700, fontSize=13, wide_only=True),
        words(REGION, SMALL | BESIDE_CAPITALS, fontWeight=700, opacity=_size(1, 0)),
        words(REGION, NEIGHBOURS, opacity=_size(0, 0.75)),
        words(REGION, SMALL_AROUND | {"Pakistan": NEIGHBOURS["PAKISTAN"]}, opacity=_size(0.75, 0)),
        words(REGION, RIVERS, fontStyle="italic", wide_only=True, fontSize=11.5),
        dots(REGION, CAPITALS, shape="square"),
        dots(REGION, TOWNS[:2], size=22),
        dots(REGION, TOWNS[2:], size=22, wide_only=True),
        words(REGION, _at(("astana", "almaty", "osh", "kabul")), side="right"),
        words(REGION, _at(("ashgabat",)), side="below"),
        words(REGION, _at(("bishkek",)), side="above", align="right", dx=5),
        words(REGION, _at(("tashkent", "dushanbe")), side="left"),
        words(REGION, _at(("termez", "samarkand", "batken")), side="left", wide_only=True),
        words(REGION, _at(("mazar-i-sharif",)), side="below", wide_only=True),
        words(REGION, _at(("khorog", "murghab")), side="right", wide_only=True),
    ]
    said = (
        "Map of Central Asia between Russia in the north, China in the east, Afghanistan and Iran in the south and the Caspian Sea in the west. "
        "Kazakhstan fills the northern half; south of it lie, from west to east, Turkmenistan, Uzbekistan, Tajikistan and Kyrgyzstan. "
        "Turkmenistan, Uzbekistan and Tajikistan border on Afghanistan; the Pyanj and the Amu Darya form much of that line. "
        "Osh and Batken lie in the south of Kyrgyzstan, Khorog and Murghab in the mountains of eastern Tajikistan, Termez on the river opposite Afghanistan. "
        f"The table gives the positions, degrees. Source: {cartography.CREDIT}."
    )
    return NamedChart(
        "Central Asia and its neighbours",
        cartography.drawn(layers, REGION, said),
        positions((*CAPITALS, *TOWNS)),
        f"{cartography.CREDIT}; no line is a statement on any claim",
        still=True,
    )


def region_at_a_glance() -> NamedChart:
    """The five states and Afghanistan, small, with capitals."""
    frame = Frame(67.0, 43.6, 3350, 2500)
    capitals = _at(CAPITALS)
    layers = [
        *ground(frame),
        *waters(frame),
        words(frame, SMALL, fontWeight=700, fontSize=_size(10.5, 14)),
        words(frame, SMALL_AROUND, fontSize=_size(10.5, 13), opacity=0.8),
        dots(frame, CAPITALS, shape="square", size=24),
        words(frame, {"Astana": capitals["Astana"]}, side="right", wide_only=True),
        words(frame, {"Tashkent": capitals["Tashkent"]}, side="left", wide_only=True),
        words(frame, {"Bishkek": capitals["Bishkek"]}, side="above", wide_only=True),
        words(frame, {"Ashgabat": capitals["Ashgabat"]}, side="below", wide_only=True),
        words(frame, {n: capitals[n] for n in ("Dushanbe", "Kabul")}, side="left", wide_only=True),
    ]
    said = (
        "Small map of the five states of Central Asia with their capitals: Kazakhstan in the north; Turkmenistan, Uzbekistan, Kyrgyzstan and Tajikistan south of it; "
        f"Afghanistan beyond the Amu Darya. Source: {cartography.CREDIT}."
    )
    return NamedChart(
        "The five states of this book, to the north of Afghanistan",
        cartography.drawn(layers, frame, said),
        positions(CAPITALS),
        f"{cartography.CREDIT}; no line is a statement on any claim",
        still=True,
    )


def _size(small: float, usual: float) -> alt.ExprRef:
    return figure.narrow(small, usual, 480)


def positions(places: tuple[str, ...]) -> pd.DataFrame:
    """Return the table behind a map: places with country, position in degrees and where that was taken from."""
    held = tables.load("places").set_index("place").loc[list(places)]
    names = tables.lookup("places", "name")
    return pd.DataFrame(
        {
            "Place": held["name"],
            "Country": [names[country] for country in held["within"]],
            "Longitude (° E)": held["longitude"].map("{:.2f}".format),
            "Latitude (° N)": held["latitude"].map("{:.2f}".format),
            "Position from": held["position_source"],
        }
    )


# A figure of a country: measure, item, period, colour, heading.
BY_COUNTRY = (
    ("addiction-rate", "all-drugs", "2002", figure.ACCENT, "Rate as printed, 2002,\nper 100,000"),
    (
        "estimated-users-per-100000",
        "all-drugs",
        "2000/2002",
        figure.COLOURS[2],
        "Estimated, 2000 to 2002,\nper 100,000",
    ),
    ("seized", "heroin", "2003", figure.CONTRAST, "Heroin seized, 2003,\nkg"),
)
NO_FIGURE = "not held"
FIGURES_FROM = "Osmonaliev 2005, 1.1, and for heroin seized in Uzbekistan and Turkmenistan, and the second Kazakh figure, a report of the BBC, 2005"


def panels_of_the_states() -> list[cartography.Frame]:
    """Return a frame for each figure of BY_COUNTRY; its ground holds the five states with room to spare."""
    return cartography.panels(len(BY_COUNTRY), 3, 3150, 2460, (67.0, 45.0), on_phone=1)


def figures_on_maps() -> NamedChart:
    """Return three small maps of the five states, each shaded by one figure."""
    held, names = tables.figures(), tables.load("places").set_index("place")
    frames = panels_of_the_states()
    layers, records = [], []
    for frame, (measure, item, period, colour, heading) in zip(frames, BY_COUNTRY, strict=True):
        rows = held[(held["measure"] == measure) & (held["item"] == item) & (held["period"] == period)]
        rows = rows[rows["source"].isin(["osmonaliev-2005", "bbc-2005"])].drop_duplicates("place").set_index("place")
        middles = {
            place: (rows.loc[place, "value_low"] + rows.loc[place, "value_high"]) / 2
            for place in STATE_WORDS
            if place in rows.index
        }
        shades = {
            names.loc[place, "iso3"]: 0.08 + 0.72 * middles[place] / max(middles.values()) if place in middles else 0.0
            for place in STATE_WORDS
        }
        layers += cartography.shaded(frame, shades, colour)
        # Where a second count differs by more than its rounding, both are said; the shade is that of the first.
        second = held[
            (held["measure"] == f"{measure}-second-count") & (held["item"] == item) & (held["period"] == period)
        ]
        others = {
            place: f" or {tables.number(low, high)}"
            for place, low, high in zip(second["place"], second["value_low"], second["value_high"], strict=True)
            if place in middles and abs(low / middles[place] - 1) > 0.05
        }
        shown = {
            place: tables.number(rows.loc[place, "value_low"], rows.loc[place, "value_high"]) + others.get(place, "")
            if place in middles
            else NO_FIGURE
            for place in STATE_WORDS
        }
        layers += [cartography.words(frame, {shown[place]: at}, fontSize=11) for place, at in STATE_WORDS.items()]
        records.append({"Figure": heading.replace("\n", " ")} | {names.loc[p, "name"]: shown[p] for p in STATE_WORDS})
    table = pd.DataFrame(records)
    said = " ".join(
        f"{row['Figure']}: " + ", ".join(f"{name} {value}" for name, value in row.items() if name != "Figure") + "."
        for row in records
    )
    chart = cartography.drawn(
        [*layers, *cartography.headings(frames, [heading for *_, heading in BY_COUNTRY])],
        frames[-1],
        f"Three small maps of the five states, in a stronger colour where a figure is higher. {said} The three do not rank the states alike, and a large country looks important whatever its number. "
        "Where two counts of one year disagree both are given, and the colour is that of the first. "
        f"Source: {FIGURES_FROM}; {cartography.CREDIT}.",
    )
    return NamedChart("Three figures, three maps", chart, table, f"{FIGURES_FROM}; {cartography.CREDIT}", still=True)
