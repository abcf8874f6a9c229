"""Charts of section 1.2, the forecast."""

from __future__ import annotations

import altair as alt
import pandas as pd

from counternarcotics import computed, figure, tables
from counternarcotics.charts import NamedChart
from counternarcotics.models.growth import compound
from counternarcotics.steps import in_steps

SOURCE = "Osmonaliev 2005, 1.2"
PER_YEAR, OPEN = "a year", "period not printed"
PERCENT = 100
LATER_SOURCE = "later publications, listed with each figure in the catalogue"

START = 2003
HORIZON_YEARS = 5  # the longest horizon that section 1.2 holds forecastable
SCENARIO_TWO_YEARS = 3

ONE_USERS = "scenario-one-change-in-registered-users-central-asia-2005-2010"
ONE_SHARE = "scenario-one-share-of-non-trafficking-offences-central-asia-2005-2010"
TWO_USERS = "scenario-two-decrease-in-users-central-asia-2005-2008"
TWO_TRAFFICKING = "scenario-two-change-in-trafficking-offences-central-asia-2005-2008"
TWO_OTHER = "scenario-two-decrease-in-non-trafficking-offences-central-asia-2005-2008"
THREE_OFFENCES = "scenario-three-change-in-offences-central-asia-2005-2008"
SUMMARY_OFFENCES = "summary-change-in-offences-central-asia-2005-2010"

AREA_2004 = "poppy-area-afghanistan-2004"
OUTPUT_2004 = "opium-production-afghanistan-2004"
POPPY_INCOME = "poppy-income-per-ha-afghanistan-2003"
WHEAT_INCOME = "wheat-income-per-ha-afghanistan-2003"
INTENTIONS = tuple(f"farmers-intending-{answer}-afghanistan-2004" for answer in ("increase", "no-change", "decrease"))
PROVINCES = "provinces-total-afghanistan-1999"


def fractions(identifier: str) -> tuple[float, float]:
    """Return a printed percentage as two fractions, low and high."""
    low, high = tables.bounds(identifier)
    return low / PERCENT, high / PERCENT


def register_total() -> float:
    """Return the people on the four printed registers of early 2003."""
    return computed.value("register-total-2003")


def share_after(share: float, other: float, trafficking: float, years: float, period: float = 1) -> float:
    """Return the share of non-trafficking offences after `years`, all arguments as fractions.

    It starts at `share`; `other` and `trafficking` are the growth of the two kinds in `period` years.
    """
    others = compound(share, other, years, period)
    return others / (others + compound(1 - share, trafficking, years, period))


def _per_cent(low: float, high: float) -> str:
    shown = (f"{low:+g}", f"{high:+g}")
    return (" to ".join(dict.fromkeys(shown)) + "%").replace("-", "\N{MINUS SIGN}")


def scenario_rates() -> NamedChart:
    """Every rate that the three scenarios and the summary print, as a range, by whether its period is printed."""
    printed = [
        ("One: registered users", ONE_USERS, 1),
        ("Two: users", TWO_USERS, -1),
        ("Two: trafficking", TWO_TRAFFICKING, 1),
        ("Two: other offences", TWO_OTHER, -1),
        ("Three: all offences", THREE_OFFENCES, 1),
        ("Summary: all offences", SUMMARY_OFFENCES, 1),
    ]
    records = []
    for label, identifier, sign in printed:
        low, high = sorted(sign * end for end in tables.bounds(identifier))
        row = tables.figure(identifier)
        least = "at least " if row["qualifier"] == "at least" else ""
        period = PER_YEAR if row["unit"] == "percent-per-year" else OPEN
        records.append(
            {"rate": label, "low": low, "high": high, "said": least + _per_cent(low, high), "period": period}
        )
    rates = pd.DataFrame(records)
    order = list(rates["rate"])
    base = alt.Chart(rates).encode(y=alt.Y("rate:N").sort(order).title(None))
    scale = alt.Scale(domain=[-16, 16])
    bars = base.mark_bar(height=13, cornerRadius=3).encode(
        x=alt.X("low:Q").title("change, %").scale(scale).axis(values=[-15, -10, -5, 0, 5, 10, 15], format="d"),
        x2="high:Q",
        color=alt.Color("period:N").scale(domain=[PER_YEAR, OPEN], range=[figure.ACCENT, figure.CONTRAST]),
        tooltip=[
            alt.Tooltip("rate:N", title="Rate"),
            alt.Tooltip("said:N", title="Printed change"),
            alt.Tooltip("period:N", title="Period"),
        ],
    )
    zero = alt.Chart(pd.DataFrame({"zero": [0]})).mark_rule(opacity=0.6).encode(x="zero:Q")
    chart = alt.layer(zero, bars).properties(
        height=230,
        description=(
            "Range chart of the changes in percent that section 1.2 and the summary print, coloured by whether a period is printed. "
            + " ".join(f"{r.rate}, {r.said} ({r.period})." for r in rates.itertuples())
            + " Only two of the six rates say that they are yearly. Source: Osmonaliev 2005, summary and 1.2."
        ),
    )
    table = rates[["rate", "said", "period"]].set_axis(["Rate", "Printed change", "Period"], axis=1)
    return NamedChart("The rates of the three scenarios, as printed", chart, table, "Osmonaliev 2005, summary and 1.2")


def _fan(line: str, rates: tuple[float, float], years: int, period: int = 1) -> list[dict]:
    records = []
    for t in range(years + 1):
        low, high = sorted(compound(register_total(), rate, t, period) for rate in rates)
        records.append({"line": line, "t": t, "year": START + t, "low": low, "high": high})
    return records


def scenario_fans() -> NamedChart:
    """Registered users of four countries to 2008 under Scenario One, read in two ways, and Scenario Two."""
    slow, fast = fractions(TWO_USERS)
    yearly, total, two = "One, read as yearly", "One, read as a total", "Two, three years"
    records = [
        *_fan(yearly, fractions(ONE_USERS), HORIZON_YEARS),
        *_fan(total, fractions(ONE_USERS), HORIZON_YEARS, HORIZON_YEARS),
        *_fan(two, (-fast, -slow), SCENARIO_TWO_YEARS),
    ]
    fans = pd.DataFrame(records)
    start, end = START, START + HORIZON_YEARS
    x = (
        alt.X("year:Q")
        .title("start of the year")
        .axis(format="d", tickMinStep=1)
        .scale(domain=[start, end], nice=False)
    )
    y = alt.Y("low:Q").title("registered people").axis(format="~s", tickCount=5).scale(domain=[60_000, 125_000])
    colour = (
        alt.Color("line:N").scale(domain=[yearly, total, two], range=list(figure.COLOURS[:3])).legend(symbolOpacity=1)
    )
    base = alt.Chart(fans).encode(
        x=x,
        color=colour,
        tooltip=[
            alt.Tooltip("line:N", title="Scenario"),
            alt.Tooltip("year:Q", title="Start of", format="d"),
            alt.Tooltip("low:Q", title="Low", format=",.0f"),
            alt.Tooltip("high:Q", title="High", format=",.0f"),
        ],
    )
    bands = base.mark_area(opacity=0.35).encode(y=y, y2="high:Q")
    edges = [base.mark_line(strokeWidth=1.6).encode(y=f"{side}:Q") for side in ("low", "high")]
    last = fans.sort_values("t", kind="stable").groupby("line", sort=False).last()
    said = " ".join(f"{line}: {r.low:,.0f} to {r.high:,.0f} in {r.year:.0f}." for line, r in last.iterrows())
    fan = alt.layer(bands, *edges)
    chart = in_steps(*(fan.transform_filter(alt.datum.line == line) for line in (yearly, total, two))).properties(
        height=320,
        description=(
            f"Fan chart of people on four registers from {start}, {register_total():,.0f} at the start, under two scenarios of section 1.2. "
            f"{said} Reading one printed percentage as yearly or as a total parts the bands more than the scenarios' own ranges do. "
            "Source: computed from Osmonaliev 2005, 1.1 footnote 18 and 1.2."
        ),
    )
    table = fans.assign(
        low=fans["low"].map("{:,.0f}".format), high=fans["high"].map("{:,.0f}".format), year=fans["year"].astype(str)
    )
    table = table[["line", "year", "low", "high"]].set_axis(["Scenario", "Start of", "Low", "High"], axis=1)
    return NamedChart(
        "Registered users under two scenarios, 2003 to 2008",
        chart,
        table,
        "computed from Osmonaliev 2005, 1.1 fn. 18 and 1.2",
    )


def poppy_and_wheat() -> NamedChart:
    """Income per hectare of poppy and of wheat in 2003, on a ratio scale."""
    crops = pd.DataFrame(
        {
            "crop": name,
            "income": tables.value(identifier),
            "shown": f"US$ {tables.value(identifier):,.0f}",
        }
        for name, identifier in (("Poppy", POPPY_INCOME), ("Wheat", WHEAT_INCOME))
    )
    low, high = crops["income"].min(), crops["income"].max()
    base = alt.Chart(crops).encode(
        x=alt.X("income:Q")
        .title("US$ per hectare, ratio scale")
        .scale(type="log", domain=[100, 100_000])
        .axis(values=[100, 1_000, 10_000, 100_000], format="~s"),
        y=alt.Y("crop:N").title(None).sort(["Poppy", "Wheat"]),
    )
    dots = base.mark_point(filled=True, size=190, opacity=1).encode(
        color=alt.Color("crop:N").scale(domain=["Poppy", "Wheat"], range=[figure.CONTRAST, figure.ACCENT]).legend(None),
        tooltip=[alt.Tooltip("crop:N", title="Crop"), alt.Tooltip("income:Q", title="US$ per hectare", format=",.0f")],
    )
    labels = base.mark_text(align="left", dx=12).encode(text="shown:N")
    chart = alt.layer(dots, labels).properties(
        height=110,
        description=(
            f"Dot plot on a logarithmic scale of average income per hectare in Afghanistan in 2003, in US dollars: poppy {high:,.0f}, wheat {low:,.0f}. "
            f"Poppy earned {high / low:.0f} times as much, before costs that the source does not print. Source: {SOURCE}."
        ),
    )
    table = crops[["crop", "shown"]].set_axis(["Crop", "Average income per hectare, 2003"], axis=1)
    return NamedChart("Average income per hectare, Afghanistan 2003", chart, table, SOURCE)


def opium_provinces() -> NamedChart:
    """Afghan provinces with and without poppy in 1999, 2003 and 2004."""
    total = tables.value(PROVINCES)
    all_share = tables.value("opium-provinces-share-afghanistan-2004") / 100
    counts = {
        "1999": tables.value("opium-provinces-afghanistan-1999"),
        "2003": tables.value("opium-provinces-afghanistan-2003"),
        "2004": all_share * total,
    }
    growing, rest = "with poppy", "without"
    parts = pd.DataFrame(
        {"year": year, "part": part, "provinces": number, "rank": rank}
        for year, count in counts.items()
        for rank, (part, number) in enumerate(((growing, count), (rest, total - count)))
    )
    base = alt.Chart(parts).encode(y=alt.Y("year:N").title(None))
    bars = base.mark_bar(height=26).encode(
        x=alt.X("provinces:Q")
        .title(f"provinces, of {total:.0f}")
        .axis(tickCount=5)
        .scale(domain=[0, total], nice=False),
        order="rank:Q",
        color=alt.Color("part:N").scale(domain=[growing, rest], range=[figure.CONTRAST, figure.MUTED]),
        tooltip=[
            alt.Tooltip("year:N", title="Year"),
            alt.Tooltip("part:N", title="Provinces"),
            alt.Tooltip("provinces:Q", title="Number", format=".0f"),
        ],
    )
    said = ", ".join(f"{count:.0f} in {year}" for year, count in counts.items())
    chart = bars.properties(
        height=185,
        description=(
            f"Stacked bar chart of the {total:.0f} Afghan provinces by whether opium poppy grew there: {said}. "
            f"Poppy spread from about half of the provinces to every one of them in five years. Source: {SOURCE}."
        ),
    )
    table = pd.DataFrame(
        {"Year": year, "Provinces with poppy": f"{count:.0f}", "Without": f"{total - count:.0f}"}
        for year, count in counts.items()
    )
    return NamedChart("Afghan provinces with opium poppy", chart, table, SOURCE)


def farmers_intentions() -> NamedChart:
    """What the farmers asked meant to do in 2004, with the remainder that the text does not explain."""
    answers = ["grow more", "grow as much", "grow less", "answer not printed"]
    shares = [*map(tables.value, INTENTIONS), computed.value("farmers-answers-missing")]
    parts = pd.DataFrame({"answer": answers, "share": shares}).assign(shown=lambda p: p["share"].map("{:.0f}%".format))
    base = alt.Chart(parts).encode(
        y=alt.Y("answer:N").sort(answers).title(None),
        x=alt.X("share:Q").title("% of farmers asked").axis(tickCount=5).scale(domain=[0, 80]),
    )
    bars = base.mark_bar(height=20, cornerRadiusEnd=3).encode(
        color=alt.condition(alt.datum.answer == answers[-1], alt.value(figure.MUTED), alt.value(figure.CONTRAST)),
        tooltip=[alt.Tooltip("answer:N", title="In 2004"), alt.Tooltip("share:Q", title="% of farmers", format=".0f")],
    )
    labels = base.mark_text(align="left", dx=5).encode(text="shown:N")
    more, same, less, missing = shares
    chart = alt.layer(bars, labels).properties(
        height=150,
        description=(
            f"Bar chart of what farmers asked in poppy-growing regions of Afghanistan meant to do in 2004: {more:.0f}% grow more, {same:.0f}% as much, "
            f"{less:.0f}% less; for {missing:.0f}% the text prints no answer. Seven in ten of those asked meant to expand. Source: {SOURCE}, crediting UNODC."
        ),
    )
    table = parts[["answer", "shown"]].set_axis(["In 2004, compared with 2003", "Share of farmers asked"], axis=1)
    return NamedChart(
        "What farmers in poppy-growing regions meant to do in 2004", chart, table, f"{SOURCE}, crediting UNODC"
    )


def non_trafficking_share() -> NamedChart:
    """Share of offences without intent to traffic under Scenario Two, by year, rates read in two ways."""
    share = fractions(ONE_SHARE)[0]
    (slow, fast), (low, high) = fractions(TWO_OTHER), fractions(TWO_TRAFFICKING)
    yearly, total = "rates a year", "rates over three years"
    bands = pd.DataFrame(
        {
            "reading": reading,
            "t": t,
            "low": share_after(share, -fast, high, t, period),
            "high": share_after(share, -slow, low, t, period),
        }
        for reading, period in ((yearly, 1), (total, SCENARIO_TWO_YEARS))
        for t in range(SCENARIO_TWO_YEARS + 1)
    )
    base = alt.Chart(bands).encode(
        x=alt.X("t:Q")
        .title("years after the start")
        .axis(format="d", tickMinStep=1, values=list(range(SCENARIO_TWO_YEARS + 1))),
        color=alt.Color("reading:N")
        .scale(domain=[yearly, total], range=list(figure.COLOURS[:2]))
        .legend(symbolOpacity=1),
        tooltip=[
            alt.Tooltip("reading:N", title="Read as"),
            alt.Tooltip("t:Q", title="Years", format="d"),
            alt.Tooltip("low:Q", title="Low", format=".1%"),
            alt.Tooltip("high:Q", title="High", format=".1%"),
        ],
    )
    y = alt.Y("low:Q").title("share of all drug offences").axis(format=".0%", tickCount=6).scale(domain=[0.5, 0.75])
    area = base.mark_area(opacity=0.35).encode(y=y, y2="high:Q")
    edges = [base.mark_line(strokeWidth=1.6).encode(y=f"{side}:Q") for side in ("low", "high")]
    level = alt.Chart(pd.DataFrame({"share": [share], "note": [f"Scenario One: over {share:.0%}"]}))
    rule = level.mark_rule(strokeDash=[5, 4], opacity=0.8).encode(y="share:Q")
    note = level.mark_text(align="right", baseline="bottom", dy=-4).encode(
        y="share:Q", x=alt.value("width"), text="note:N"
    )
    ends = bands[bands["t"] == SCENARIO_TWO_YEARS].set_index("reading")
    said = ", ".join(f"{r.low:.0%} to {r.high:.0%} with {reading}" for reading, r in ends.iterrows())
    chart = alt.layer(area, *edges, rule, note).properties(
        height=260,
        description=(
            f"Band chart of the share of drug offences without intent to traffic under Scenario Two, from {share:.0%} at the start (an assumption) "
            f"over three years: {said}. Under both readings the share falls below the {share:.0%} that Scenario One expects to be exceeded. "
            "Source: computed from Osmonaliev 2005, 1.2."
        ),
    )
    table = bands.assign(
        t=bands["t"].astype(str), low=bands["low"].map("{:.1%}".format), high=bands["high"].map("{:.1%}".format)
    )
    table = table[["reading", "t", "low", "high"]].set_axis(["Rates read as", "Years", "Low", "High"], axis=1)
    return NamedChart(
        "Offences without intent to traffic under Scenario Two", chart, table, "computed from Osmonaliev 2005, 1.2"
    )


def _by_year(table: str, prefix: str, column: str) -> pd.DataFrame:
    rows = tables.chosen(table, f"id.str.fullmatch('{prefix}-[0-9]{{4}}')")
    middle = (rows["value_low"] + rows["value_high"]) / 2
    return pd.DataFrame({"year": rows["period"].str[:4].astype(int), column: middle})


def afghan_opium_later() -> NamedChart:
    """Afghan poppy area and opium output from 1994, as an index of the year 2004 that section 1.2 reports."""
    base_year = 2004
    bases = {"area": tables.value(AREA_2004), "output": tables.value(OUTPUT_2004)}
    found = {
        "area": _by_year("outcomes", "poppy-area-afghanistan", "amount"),
        "output": _by_year("outcomes", "opium-output-afghanistan", "amount"),
    }
    parts = []
    for name, base in bases.items():
        given = pd.DataFrame({"year": [base_year], "amount": [base]})
        years = pd.DataFrame({"year": range(found[name]["year"].min(), found[name]["year"].max() + 1)})
        whole = years.merge(pd.concat([found[name], given]), how="left", on="year").sort_values("year", kind="stable")
        parts.append(
            whole.assign(what=name, index=100 * whole["amount"] / base, unit={"area": "ha", "output": "t"}[name])
        )
    series = pd.concat(parts)
    colour = alt.Color("what:N").scale(domain=list(bases), range=[figure.ACCENT, figure.CONTRAST])
    x = alt.X("year:Q").title(None).axis(format="d", tickCount=6).scale(domain=[1994, 2025], nice=False, zero=False)
    # A missing year breaks the line: a straight stroke across it would look like a measurement.
    lines = (
        alt.Chart(series)
        .mark_line(point={"size": 32, "filled": True}, invalid="break-paths-show-domains")
        .encode(
            x=x,
            y=alt.Y("index:Q").title(f"index, {base_year} = 100").axis(tickCount=5),
            color=colour,
            tooltip=[
                alt.Tooltip("year:Q", title="Year", format="d"),
                alt.Tooltip("what:N", title="Series"),
                alt.Tooltip("amount:Q", title="Amount (ha or t)", format=",.0f"),
                alt.Tooltip("index:Q", title="Index", format=".0f"),
            ],
        )
    )
    mark = alt.Chart(pd.DataFrame({"year": [base_year], "note": ["1.2 ends here"]}))
    rule = mark.mark_rule(strokeDash=[3, 3], opacity=0.7).encode(x=x)
    # To the right of the rule: to its left the words would meet the axis on a phone.
    note = mark.mark_text(align="left", dx=5, baseline="top").encode(x=x, y=alt.value(2), text="note:N")
    area = series[series["what"] == "area"].set_index("year")["amount"]
    output = series[series["what"] == "output"].set_index("year")["amount"]
    chart = alt.layer(rule, lines, note).properties(
        height=280,
        description=(
            f"Line chart of Afghan poppy area and opium output by year from 1994 to 2025 as an index, {base_year} = 100 ({area[base_year]:,.0f} ha and {output[base_year]:,.0f} t). "
            f"Both collapse in 2001, when the area was {area[2001]:,.0f} ha, pass {area[2007]:,.0f} ha and {output[2007]:,.0f} t in 2007, peak at {area[2017]:,.0f} ha and {output[2017]:,.0f} t in 2017 "
            f"and collapse again after the ban of 2022, to {area[2023]:,.0f} ha. In 2010 output halved on an unchanged area. Sources: Osmonaliev 2005, 1.2, and later publications."
        ),
    )
    table = series.dropna().pivot(index="year", columns="what", values="amount").reset_index()
    table = pd.DataFrame(
        {
            "Year": table["year"].astype(str),
            "Poppy area, ha": table["area"].map("{:,.0f}".format).replace("nan", "\N{EN DASH}"),
            "Opium output, t": table["output"].map("{:,.0f}".format).replace("nan", "\N{EN DASH}"),
        }
    )
    return NamedChart(
        "Afghan poppy area and opium output, 1994 to 2025",
        chart,
        table,
        f"Osmonaliev 2005, 1.2, for {base_year}; {LATER_SOURCE}",
    )


def registers_against_forecast() -> NamedChart:
    """The registers of four countries after 2003, as an index, against the bands of Scenarios One and Two."""
    countries = ("kazakhstan", "kyrgyzstan", "tajikistan", "uzbekistan")
    parts = []
    for country in countries:
        base = tables.value(f"registered-users-{country}-{START}")
        start = pd.DataFrame({"year": [START], "people": [base]})
        found = tables.chosen("outcomes", f"measure == 'registered-users' and place == {country!r}")
        later = pd.DataFrame({"year": found["period"].str[:4].astype(int), "people": found["value_low"]})
        later = later.query(f"year > {START}")
        both = pd.concat([start, later]).sort_values("year", kind="stable")
        parts.append(both.assign(country=country.capitalize(), index=100 * both["people"] / base))
    counts = pd.concat(parts)
    slow, fast = fractions(TWO_USERS)
    total = register_total()
    bands = pd.DataFrame(
        [
            *_fan("One, yearly", fractions(ONE_USERS), HORIZON_YEARS),
            *_fan("Two", (-fast, -slow), SCENARIO_TWO_YEARS),
        ]
    )
    bands = bands.assign(low=100 * bands["low"] / total, high=100 * bands["high"] / total)
    x = alt.X("year:Q").title(None).axis(format="d", tickCount=5).scale(domain=[START, 2024], nice=False)
    y = alt.Y("low:Q").title(f"register, early {START} = 100").axis(tickCount=5).scale(domain=[0, 200])
    area = alt.Chart(bands).mark_area(opacity=0.45, color=figure.MUTED).encode(x=x, y=y, y2="high:Q", detail="line:N")
    ends = bands.sort_values("t", kind="stable").groupby("line", sort=False).last().reset_index()
    ends["label_at"] = ends["high"].where(ends["high"] > 100, 70)  # below the crowd of lines near the start
    names = (
        alt.Chart(ends).mark_text(align="left", dx=5, opacity=0.85).encode(x="year:Q", y="label_at:Q", text="line:N")
    )
    points = (
        alt.Chart(counts)
        .mark_line(point={"size": 45, "filled": True}, strokeWidth=1.6)
        .encode(
            x=x,
            y="index:Q",
            color=alt.Color("country:N")
            .scale(domain=list(figure.COUNTRY_COLOURS), range=list(figure.COUNTRY_COLOURS.values()))
            .legend(values=[c.capitalize() for c in countries]),
            tooltip=[
                alt.Tooltip("country:N", title="Country"),
                alt.Tooltip("year:Q", title="Year", format="d"),
                alt.Tooltip("people:Q", title="Registered people", format=",.0f"),
                alt.Tooltip("index:Q", title="Index", format=".0f"),
            ],
        )
    )
    last = counts.groupby("country")[["year", "index"]].last()
    said = " ".join(f"{country} stood at {row['index']:.0f} in {row['year']:.0f}." for country, row in last.iterrows())
    kazakh = counts.query("country == 'Kazakhstan'").nlargest(1, "index").iloc[0]
    chart = alt.layer(area, points, names).properties(
        height=310,
        description=(
            f"Line chart of the drug registers of four countries by year, early {START} = 100, with grey bands for Scenario One read as yearly and for Scenario Two. "
            f"{said} Only the Kyrgyz register lies above its start at its last count, having risen faster than Scenario One to 2011 and stood within its rates in 2013; "
            f"the Kazakh one first rose, to {kazakh['index']:.0f} in {kazakh['year']:.0f}. "
            "Sources: Osmonaliev 2005, 1.1 footnote 18 and 1.2, and later publications."
        ),
    )
    table = pd.DataFrame(
        {
            "Country": counts["country"],
            "Year": counts["year"].astype(str),
            "Registered people": counts["people"].map("{:,.0f}".format),
            "Index": counts["index"].map("{:.0f}".format),
        }
    )
    return NamedChart(
        "Four registers after the forecast", chart, table, f"Osmonaliev 2005, 1.1 fn. 18 and 1.2; {LATER_SOURCE}"
    )
