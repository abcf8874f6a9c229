"""Descriptions of charts: a conclusion that is worded by hand holds of the rows that the chart draws."""

from __future__ import annotations

from counternarcotics import bodies, tables
from counternarcotics.charts import (
    afghan_supply,
    forecast,
    institutions,
    introduction,
    kazakhstan_russia_2007,
    registers_seizures_crime,
    routes_and_prices_2010,
)


def described(named) -> str:
    return named.chart.to_dict()["description"]


def numbers(table, column):
    return table[column].astype(str).str.replace(",", "").str.extract(r"(-?[\d.]+)")[0].astype(float)


def test_only_one_register_ends_above_its_start_and_the_kazakh_one_first_rose():
    chart = forecast.registers_against_forecast()
    index = chart.table.assign(index=numbers(chart.table, "Index"))
    last = index.groupby("Country")["index"].last()
    assert last[last > 100].index.tolist() == ["Kyrgyzstan"]
    kazakh = index[index["Country"] == "Kazakhstan"]
    highest = kazakh.loc[kazakh["index"].idxmax()]
    assert highest["index"] > 100 > last["Kazakhstan"]
    assert f"first rose, to {highest['index']:.0f} in {highest['Year']}" in described(chart)


def test_rates_end_below_their_start_but_the_kyrgyz_one():
    table = registers_seizures_crime.register_rates_later().table
    rates = table.assign(rate=numbers(table, "Per 100,000"))
    ends = rates.groupby("Country")["rate"].agg(["first", "last"])
    assert ends.index[ends["last"] > ends["first"]].tolist() == ["Kyrgyzstan"]
    highest = rates.loc[rates.groupby("Country")["rate"].idxmax()].set_index("Country")["Year"].astype(str)
    assert (highest["Kazakhstan"], highest["Kyrgyzstan"]) == ("2007", "2011")


def test_the_count_of_june_2007_lies_between_the_two_readings():
    start, (low, high) = tables.value("registered-users-kazakhstan-2003"), forecast.fractions(forecast.ONE_USERS)
    years = 2007 - 2003
    in_total, yearly = start * (1 + high) ** (years / forecast.HORIZON_YEARS), start * (1 + low) ** years
    assert in_total < tables.value("registered-users-kazakhstan-2007-06") < yearly
    assert tables.value("registered-users-kazakhstan-2007") < start * (1 + low) ** (years / forecast.HORIZON_YEARS)
    assert "a count of June between the two" in described(kazakhstan_russia_2007.kazakh_register_and_scenario())


def test_one_later_range_alone_reaches_the_articles_price_in_russia():
    table = routes_and_prices_2010.heroin_prices_2010_and_later().table
    russian = table[table["Place"] == "Russia"]
    upper = russian["Price"].str.replace(",", "").str.findall(r"\d+").map(lambda found: max(map(int, found)))
    assert sorted(upper[russian["Year"].astype(str) != "2010"] > 45_000) == [False, False, True]


def test_heroin_for_each_offence_stays_below_that_of_2003():
    table = registers_seizures_crime.seized_per_offence().table
    heroin = numbers(table, "Heroin, g for each offence")
    assert heroin.iloc[0] > heroin.iloc[1:].max()


def test_silence_is_the_largest_group_of_bodies_at_the_last_date_alone():
    counts = [
        [bodies.count(state, year) for state in (bodies.UNKNOWN, bodies.ALIVE, bodies.SUCCESSOR, bodies.GONE)]
        for year in bodies.STATE_YEARS
    ]
    assert [unknown > max(others) for unknown, *others in counts] == [False, False, True]
    assert f"Silence grows from {counts[0][0]} bodies to {counts[-1][0]}" in described(
        institutions.bodies_at_three_dates()
    )


def test_the_price_of_dry_opium_between_the_bans_is_highest_in_2011():
    table = afghan_supply.farm_gate_prices_dry().table
    price = dict(zip(table["Year"].astype(int), numbers(table, "US$ per kg"), strict=True))
    assert max((year for year in price if 2001 < year < 2022), key=price.get) == 2011
    assert price[2001] / price[2000] == 10 and 10 < price[2025] / price[2020] < price[2024] / price[2020] < 14


def test_the_two_kazakh_figures_of_heroin_stand_on_the_map():
    chart = introduction.figures_on_maps()
    assert chart.table["Kazakhstan"].tolist()[-1] == "123 or 707"
    assert " or " not in "".join(chart.table.drop(columns=["Figure", "Kazakhstan"]).iloc[-1])
