"""Three lists: what six estimates make of three incomplete lists, when the lists are linked and some people are on none.

Every number is an illustrative assumption: no three matched lists of the region are held here.
"""

from __future__ import annotations

import altair as alt
import pandas as pd

from counternarcotics import figure
from counternarcotics.assumptions import Assumption, Preset
from counternarcotics.explorer import Explorer, Keep, Outcome, Result
from counternarcotics.models.capture_recapture import (
    SEEN,
    all_pairs,
    chances,
    independent,
    linked_pair,
    seen,
    two_lists,
)
from counternarcotics.numberlike import element, text

PEOPLE = 10_000
ESTIMATES = (
    "Clinic and outreach",
    "Clinic and police",
    "Outreach and police",
    "All three, independent",
    "All three, one pair linked",
    "All three, every pair linked",
)
TRUE = "people there are"
LISTS = ("two lists",) * 3 + ("three lists",) * 3


def model(a, row, keep: Keep) -> Outcome:
    """Fill the seven cells and work every estimate out; see :mod:`counternarcotics.models.capture_recapture`."""
    within = keep("within", PEOPLE * (1 - a.unreached))
    shares = chances((a.clinic, a.outreach, a.police), a.link_ab, a.link_ac)
    cells = {name: keep(f"cell_{name}", within * shares[name]) for name in SEEN}
    found = [
        two_lists(cells, "a", "b"),
        two_lists(cells, "a", "c"),
        two_lists(cells, "b", "c"),
        independent(cells),
        linked_pair(cells),
        all_pairs(cells),
    ]
    on_a_list = seen(cells)
    columns = {"estimate": element(found, row["position"]), "true": PEOPLE}
    results = {
        "people": Result("People there are", PEOPLE, unit="people", exact=True),
        "seen": Result("Different people on the three lists", on_a_list),
        "independent": Result("Estimate, three lists independent", found[3]),
        "linked_pair": Result("Estimate, clinic and outreach linked", found[4]),
        "all_pairs": Result("Estimate, every pair linked", found[5]),
    }
    said = text(
        "The lists hold {seen:~,.0f} of {people:,.0f} people. Clinic and outreach alone give {two:~,.0f}; "
        "three lists give {independent:~,.0f} if taken for independent, {pair:~,.0f} if clinic and outreach may be linked, {pairs:~,.0f} if every pair may.",
        seen=on_a_list,
        people=PEOPLE,
        two=found[0],
        independent=found[3],
        pair=found[4],
        pairs=found[5],
    )
    return Outcome(columns, results, said)


def draw(source: alt.Chart, explorer: Explorer) -> alt.LayerChart:
    """Return one dot an estimate, with a mark at the true number beside each."""
    x = (
        alt.X("estimate:Q")
        .title("estimated people")
        .axis(tickCount=4, format=",.0f")
        .scale(domain=[0, 35_000], clamp=True)
    )
    y = alt.Y("name:N").sort(list(ESTIMATES)).axis(None).scale(paddingInner=0, paddingOuter=0)
    colour = alt.Scale(domain=["two lists", "three lists", TRUE], range=[figure.CONTRAST, figure.ACCENT, figure.MUTED])
    down = 9  # the marks stand below the name in each row
    ticks = (
        source.transform_calculate(kind=repr(TRUE))
        .mark_tick(thickness=4, size=22, opacity=1, yOffset=down)
        .encode(x=alt.X("true:Q"), y=y, color=alt.Color("kind:N", scale=colour))
    )
    dots = source.mark_point(filled=True, size=130, opacity=1, yOffset=down).encode(
        x=x,
        y=y,
        color=alt.Color("lists:N", scale=colour, legend=alt.Legend(symbolType="circle", symbolOpacity=1)),
        tooltip=[
            alt.Tooltip("name:N", title="Estimate from"),
            alt.Tooltip("estimate:Q", title="People", format=",.0f"),
            alt.Tooltip("true:Q", title="People there are", format=",.0f"),
        ],
    )
    names = source.mark_text(align="left", dy=-10).encode(x=alt.value(0), y=y, text="name:N")
    return alt.layer(ticks, dots, names).properties(height=40 * len(ESTIMATES) + 60)


def build() -> Explorer:
    """Return the explorer of three lists."""
    link = dict(minimum=0.25, maximum=8, step=0.25, format=".2f", unit="times", group="Links")
    reach = dict(minimum=0.05, maximum=0.5, step=0.01, format=".0%", source="illustrative assumption")
    assumptions = (
        Assumption(name="link_ab", meaning="How many times the odds of being on the clinic’s list change for somebody whom outreach has met", label="Outreach clients: odds of the clinic", default=3, **link,
            why="Below one the lists avoid each other, at one they are independent, above it outreach sends people to the clinic", source="illustrative assumption"),
        Assumption(name="link_ac", meaning="How many times the odds of being on the clinic’s list change for somebody who was arrested", label="People arrested: odds of the clinic", default=1, **link,
            why="As above: a police that brings people to the clinic, or one that frightens them off", source="illustrative assumption"),
        Assumption(name="unreached", meaning="The part of all people who could never be on any of the three lists", label="People whom no list can meet", default=0, minimum=0, maximum=0.5, step=0.01, format=".0%", group="Who can be met",
            why="From none to half: people who use no service and never meet the police", source="illustrative assumption"),
        Assumption(name="clinic", meaning="How likely somebody whom neither outreach nor police has met is on the clinic’s list", label="On the clinic's list, of those on neither other", default=0.2, group="Who can be met",
            why="From one in twenty to every second person", **reach),
        Assumption(name="outreach", meaning="How likely somebody who can be met is on the outreach list", label="On the outreach list", default=0.15, group="Who can be met", why="As for the clinic", **reach),
        Assumption(name="police", meaning="How likely somebody who can be met is on the list of the police", label="On the list of the police", default=0.1, group="Who can be met", why="As for the clinic", **reach),
    )  # fmt: skip
    presets = (
        Preset(name="independent", label="Independent lists", settings={"link_ab": 1, "link_ac": 1, "unreached": 0},
            why="What the formula for two lists assumes"),
        Preset(name="referral", label="Outreach sends people on", settings={"link_ab": 3, "link_ac": 1, "unreached": 0},
            why="One pair linked, as in Lab 1.1b"),
        Preset(name="fear", label="The police frighten people off", settings={"link_ab": 1, "link_ac": 0.25, "unreached": 0},
            why="A pair that avoids each other, and not the pair that is allowed to be linked"),
        Preset(name="two-links", label="Two links", settings={"link_ab": 3, "link_ac": 3, "unreached": 0},
            why="More dependence than a model with one linked pair can take up"),
        Preset(name="out-of-reach", label="A third out of reach", settings={"link_ab": 1, "link_ac": 1, "unreached": 0.33},
            why="Perfect lists of the people whom lists can meet"),
    )  # fmt: skip
    return Explorer(
        name="three-lists",
        title="Three lists and the people on none",
        question="Can a third list tell what is wrong with the first two?",
        description=(
            "Dot chart of six estimates of a made-up population of 10,000: three from two lists, three from all three lists. "
            "At the start outreach sends people to the clinic: the two lists concerned give far too few people, three lists taken for independent give too few, "
            "and the estimates that allow for linked pairs lie on the mark of the true number. All values are illustrative assumptions."
        ),
        assumptions=assumptions,
        presets=presets,
        rows=pd.DataFrame({"position": range(len(ESTIMATES)), "name": ESTIMATES, "lists": LISTS}),
        model=model,
        draw=draw,
        table_columns={"name": ("Estimate from", ""), "lists": ("Uses", ""), "estimate": ("People", ",.0f"), "true": ("People there are", ",.0f")},
        source="illustrative assumptions; models after Fienberg 1972, as Hickman and others 2002 review them",
        leaves_out=(
            "The numbers are expected ones, without the luck of a real study, which is large where the overlaps are small: a model that allows more links is right more often and less precise. "
            "Names are matched without error, nobody moves, stops or dies between the lists, and everybody within reach has the same chances; "
            "people who are easy to meet for all three lists at once would be a link that no model of pairs sees."
        ),
    )  # fmt: skip
