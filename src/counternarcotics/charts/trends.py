"""Charts of section 1.1, trends."""

from __future__ import annotations

import altair as alt

from counternarcotics import tables
from counternarcotics.charts import NamedChart


def registered_users() -> NamedChart:
    """Registered users by country in early 2003."""
    users = tables.load("drug_users").query("measure == 'registered-users' and period == '2003-01'")
    names = tables.load("places").set_index("place")["name"]
    shown = users.assign(country=users["place"].map(names), people=users["value_low"])[["country", "people"]]
    base = alt.Chart(shown).encode(y=alt.Y("country:N").sort("-x").title(None))
    bars = base.mark_bar(cornerRadiusEnd=3).encode(
        x=alt.X("people:Q").title("registered people").axis(format="~s", tickCount=5),
        tooltip=[alt.Tooltip("country:N", title="Country"), alt.Tooltip("people:Q", title="People", format=",.0f")],
    )
    labels = base.mark_text(align="left", dx=5).encode(x="people:Q", text=alt.Text("people:Q", format=",.0f"))
    chart = alt.layer(bars, labels).properties(
        height=170,
        description=(
            "Bar chart of people on the drug registers of four countries in early 2003. Kazakhstan has 49,736, Uzbekistan 21,360, "
            "Tajikistan 8,813 and Kyrgyzstan 5,600; Turkmenistan prints none. Source: Osmonaliev 2005, 1.1 footnote 18."
        ),
    )
    table = shown.assign(people=shown["people"].map("{:,.0f}".format)).rename(columns={"country": "Country", "people": "Registered people"})
    return NamedChart("People on the drug registers, early 2003", chart, table, "Osmonaliev 2005, 1.1 fn. 18")
