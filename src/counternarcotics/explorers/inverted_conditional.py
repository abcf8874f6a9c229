"""The inverted conditional: people who inject among those with HIV, and HIV among people who inject.

The counts and prevalences of the presets come from the sources; HIV among everybody else is an illustrative assumption.
"""

from __future__ import annotations

import altair as alt
import pandas as pd

from counternarcotics import figure, tables
from counternarcotics.assumptions import Assumption, Preset
from counternarcotics.explorer import Explorer, Keep, Outcome, Result
from counternarcotics.models.conditional import inverted, overlap, prevalence_elsewhere
from counternarcotics.numberlike import text, where

OFFICIAL = tables.value("injecting-users-official-kyrgyzstan-2013")
STUDY = tables.value("injecting-users-estimated-kyrgyzstan-2006")
EXPERT = tables.value("users-estimated-kyrgyzstan-2013")
POPULATION = tables.value("population-kyrgyzstan-2013")
PREVALENCE = tables.value("hiv-prevalence-injecting-kyrgyzstan-2013") / 100
US_PREVALENCE = tables.value("hiv-prevalence-injecting-united-states-2013") / 100
TREATED_SHARE = tables.value("hiv-treated-share-injecting-kyrgyzstan-2008") / 100
US_INJECTING_SHARE = 0.003  # Lansky and others 2014: injected in the past year, of people aged 13 and more
US_OTHERS = 350  # per 100,000, illustrative
MILLION, HUNDRED_THOUSAND = 1_000_000, 100_000

BOTH, GROUP_ONLY, HIV_ONLY = "injects and has HIV", "injects, no HIV", "HIV, does not inject"
GROUPS = ("people who inject", "people with HIV")
SIDE = 10


def elsewhere() -> float:
    """Return the HIV prevalence among all others, per 100,000, at which the study of 2006 gives the treated share."""
    return HUNDRED_THOUSAND * prevalence_elsewhere(POPULATION, STUDY, PREVALENCE, TREATED_SHARE)


def model(a, row, keep: Keep) -> Outcome:
    """Compute both shares of the overlap; see :mod:`counternarcotics.models.conditional`."""
    population = keep("people", a.population * MILLION)
    others = a.others / HUNDRED_THOUSAND
    both = keep("both", overlap(a.injecting, a.prevalence))
    hiv = keep("hiv", both + overlap(population - a.injecting, others))
    share = keep("share", inverted(population, a.injecting, a.prevalence, others))
    # One icon stands for one person in a hundred of its group; an icon counts when at least half of it is filled.
    of_group = where(row["group"] == 0, a.prevalence, share)
    columns = {"filled": where(row["icon"] + 0.5 <= 100 * of_group, 1, 0), "hundredths": 100 * of_group}
    results = {
        "hiv_given_injecting": Result("HIV among people who inject", a.prevalence, format=".1%"),
        "injecting_given_hiv": Result("People who inject among those with HIV", share, format=".1%"),
        "ratio": Result("The second over the first", share / a.prevalence, format=".1f", unit="times"),
        "overlap": Result("People who inject and have HIV: the same in both", both),
        "others": Result("People with HIV who do not inject", hiv - both),
        "all": Result("All people with HIV", hiv),
        "injecting_share": Result("People who inject, share of the population", a.injecting / population, format=".2%"),
    }
    sentence = text(
        "The same {both:~,.0f} people are {prevalence:.1%} of the {injecting:,.0f} who inject and {share:~.1%} of the {hiv:~,.0f} with HIV.",
        both=both,
        prevalence=a.prevalence,
        injecting=a.injecting,
        share=share,
        hiv=hiv,
    )
    return Outcome(columns, results, sentence)


def draw(source: alt.Chart, explorer: Explorer) -> alt.LayerChart:
    """Return two squares of a hundred icons: the overlap as a part of either group."""
    kinds = source.transform_calculate(
        kind=f"datum.filled == 1 ? '{BOTH}' : datum.group == 0 ? '{GROUP_ONLY}' : '{HIV_ONLY}'"
    )
    x = alt.X("column:Q").axis(None).scale(domain=[-0.8, 2 * SIDE + 1.8], nice=False, zero=False)
    y = alt.Y("line:Q").axis(None).scale(domain=[-1.9, SIDE - 0.4], nice=False, zero=False)
    icons = kinds.mark_point(shape="circle", filled=True, opacity=1).encode(
        x=x,
        y=y,
        size=alt.value(figure.narrow(75, 210, 480)),
        color=alt.Color("kind:N")
        .scale(domain=[BOTH, GROUP_ONLY, HIV_ONLY], range=[figure.COLOURS[1], figure.COLOURS[0], figure.COLOURS[2]])
        .legend(symbolType="circle", symbolOpacity=1),
        fillOpacity=alt.condition("datum.filled == 1", alt.value(1), alt.value(0.45)),
        tooltip=[
            alt.Tooltip("name:N", title="One in a hundred"),
            alt.Tooltip("kind:N", title="Who"),
            alt.Tooltip("hundredths:Q", title="Inject and have HIV, in a hundred", format=".1f"),
        ],
    )
    heads = (
        source.transform_filter("datum.icon == 0")
        .transform_calculate(
            head="[format(datum.hundredths, '.0f') + ' in 100', datum.name]",
            middle=f"datum.column + {(SIDE - 1) / 2}",
        )
        .mark_text(baseline="middle", fontSize=figure.narrow(10.5, 12.5, 300), fontWeight=600, lineHeight=16)
        .encode(x=alt.X("middle:Q"), y=alt.YDatum(-1.25), text="head:N")
    )
    return alt.layer(icons, heads).properties(height=290)


def _rows() -> pd.DataFrame:
    records = [
        {
            "group": group,
            "icon": icon,
            "name": GROUPS[group],
            "column": group * (SIDE + 1) + icon % SIDE,
            "line": SIDE - 1 - icon // SIDE,
            "first": int(icon == 0),
        }
        for group in range(2)
        for icon in range(SIDE * SIDE)
    ]
    return pd.DataFrame(records)


def build() -> Explorer:
    """Return the explorer of the inverted conditional."""
    assumptions = (
        Assumption(name="injecting", meaning="How many people in the country inject drugs", label="People who inject drugs", default=STUDY, minimum=1000, maximum=150000, step=500, unit="people", group="The groups",
            why="From a tenth of the official count to more than the expert's figure", source="VICE 2013, par. 15, which credits a study of 2006"),
        Assumption(name="prevalence", meaning="The part of people who inject that lives with HIV", label="HIV among people who inject", default=round(PREVALENCE, 3), minimum=0.001, maximum=0.5, step=0.001, format=".1%", group="The groups",
            why="From one in a thousand to the worst urban epidemics reported", source="UNAIDS 2019: survey of 2013, reported by Kyrgyzstan"),
        Assumption(name="others", meaning="How many of everybody else, out of 100,000, live with HIV", label="HIV among everybody else", default=round(elsewhere()), minimum=0, maximum=1000, step=1, unit="per 100,000", group="The rest",
            why="From none to one in a hundred, far above the region", source="illustrative assumption: the value at which the study's count gives the share that VICE prints for treatment in 2008"),
        Assumption(name="population", meaning="Everybody in the country, people who inject among them", label="Population", default=POPULATION / MILLION, minimum=1, maximum=10, step=0.1, format=".1f", unit="million", group="The rest",
            why="A small country to a middling one; only the size relative to the group matters", source="VICE 2013, par. 16"),
    )  # fmt: skip
    kyrgyz = {"prevalence": round(PREVALENCE, 3), "others": round(elsewhere()), "population": POPULATION / MILLION}
    presets = (
        Preset(name="official", label="Kyrgyzstan: 10,000", settings=kyrgyz | {"injecting": OFFICIAL},
            why="The official count; both prevalences as at the start"),
        Preset(name="study", label="Kyrgyzstan: 26,000", settings=kyrgyz | {"injecting": STUDY},
            why="The study of 2006; the share of people who inject is that of the article by construction"),
        Preset(name="expert", label="Kyrgyzstan: 100,000", settings=kyrgyz | {"injecting": EXPERT},
            why="The expert's figure, as if all of them injected; both prevalences as at the start"),
        Preset(name="united-states", label="United States, scaled down", settings=kyrgyz | {"injecting": US_INJECTING_SHARE * POPULATION, "prevalence": US_PREVALENCE, "others": US_OTHERS},
            why="Per 5.5 million: 9% as VICE prints it; 0.3% injecting after Lansky and others 2014 and HIV among others are illustrative"),
        Preset(name="rare-elsewhere", label="No HIV elsewhere", settings=kyrgyz | {"injecting": STUDY, "others": 0},
            why="Everybody with HIV injects, though most who inject have no HIV"),
    )  # fmt: skip
    return Explorer(
        name="inverted-conditional",
        title="The same people, two shares",
        question="When is a small share of people who inject a large share of people with HIV?",
        description=(
            "Icon chart of two squares of a hundred circles: of 100 people who inject drugs, how many have HIV, and of 100 people with HIV, how many "
            "inject. At the start about 12 of the first hundred are filled and about 72 of the second, although they stand for the same people. "
            "Counts from VICE 2013 and UNAIDS 2019; HIV among everybody else is an illustrative assumption."
        ),
        assumptions=assumptions,
        presets=presets,
        rows=_rows(),
        model=model,
        draw=draw,
        table_columns={"name": ("Of a hundred", ""), "hundredths": ("Inject and have HIV", ".1f")},
        table_filter="first",
        source="VICE 2013, par. 15 to 17; UNAIDS 2019; our model, with HIV among others assumed",
        leaves_out=(
            "Counts and prevalences are taken as known and as of one moment, while the sources differ in year and definition. "
            "People under treatment are not all people with HIV, and injecting is not always how they were infected; "
            "somebody who stopped injecting counts here as not injecting."
        ),
    )
