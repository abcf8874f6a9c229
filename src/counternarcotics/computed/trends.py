"""Numbers worked out for section 1.1, trends."""

from __future__ import annotations

from counternarcotics import tables
from counternarcotics.computed import computed
from counternarcotics.models.growth import annual_rate
from counternarcotics.numberlike import log

COUNTRIES = ("kazakhstan", "kyrgyzstan", "tajikistan", "uzbekistan")
REGISTERS = tuple(f"registered-users-{country}-2003" for country in COUNTRIES)
ESTIMATES = tuple(f"users-estimated-{country}-2002" for country in COUNTRIES)
POPULATIONS = tuple(f"population-{country}-2002" for country in COUNTRIES)

PER = 100_000

# Illustrative assumption, printed nowhere in the monograph: kilograms of opium counted as one kilogram of heroin.
OPIUM_PER_HEROIN_EQUIVALENT = 10


def _share(part: str, whole: str) -> float:
    """Return one figure as a percentage of another."""
    return 100 * tables.value(part) / tables.value(whole)


def _change(before: float, after: float) -> float:
    """Return the change from `before` to `after`, in percent of `before`."""
    return 100 * (after / before - 1)


def _figure_change(before: str, after: str) -> float:
    """Return the change between two figures, in percent."""
    return _change(tables.value(before), tables.value(after))


def _sum(identifiers: tuple[str, ...]) -> float:
    """Return the sum of figures."""
    return sum(map(tables.value, identifiers))


def _sum_bounds(identifiers: tuple[str, ...]) -> tuple[float, float]:
    """Return the sums of the lower and of the upper values of figures."""
    lows, highs = zip(*map(tables.bounds, identifiers), strict=True)
    return sum(lows), sum(highs)


# -- Registers and estimates -------------------------------------------------------------------------


@computed(unit="persons", how="Sum of the four registers of early 2003", uses=REGISTERS)
def register_total_2003() -> float:
    """Return the registered users of the four countries with a printed register."""
    return _sum(REGISTERS)


@computed(
    unit="persons",
    how="Registered users of 1990 times the printed growth",
    uses=("registered-users-central-asia-1990", "users-growth-central-asia-1990-2002"),
)
def users_implied_by_growth_2002() -> float:
    """Return the users that the printed growth makes of the register of 1990."""
    return tables.value("registered-users-central-asia-1990") * tables.value("users-growth-central-asia-1990-2002")


@computed(
    unit="percent",
    format=".2f",
    how="Registered users of 1990 times the printed growth, over the printed population",
    uses=("registered-users-central-asia-1990", "users-growth-central-asia-1990-2002", "population-central-asia-1990"),
)
def users_implied_by_growth_share() -> float:
    """Return those users as a share of the region's population, in percent."""
    return 100 * users_implied_by_growth_2002() / tables.value("population-central-asia-1990")


@computed(
    unit="persons",
    how="The printed share of the population times the printed population",
    uses=("users-share-of-population-central-asia-2002", "population-central-asia-1990"),
)
def users_implied_by_share_2002() -> float:
    """Return the users that "over one percent" means at the least."""
    share = tables.value("users-share-of-population-central-asia-2002") / 100
    return share * tables.value("population-central-asia-1990")


@computed(
    unit="times",
    format=".0f",
    how="Users implied by the printed share over the register of 1990",
    uses=(
        "users-share-of-population-central-asia-2002",
        "population-central-asia-1990",
        "registered-users-central-asia-1990",
    ),
)
def growth_implied_by_share() -> float:
    """Return the growth since 1990 that the printed share would need."""
    return users_implied_by_share_2002() / tables.value("registered-users-central-asia-1990")


@computed(
    unit="times",
    format=".1f",
    how="Sum of the four registers of early 2003 over the register of 1990",
    uses=("registered-users-central-asia-1990", *REGISTERS),
)
def register_growth_1990_2003_ratio() -> float:
    """Return how many times the registers grew, from the counts themselves."""
    return register_total_2003() / tables.value("registered-users-central-asia-1990")


@computed(
    unit="years",
    format=".1f",
    how="Time to double at the constant growth from the register of 1990 to the four registers of early 2003",
    uses=("registered-users-central-asia-1990", *REGISTERS),
)
def register_doubling_time_1990_2003() -> float:
    """Return the doubling time ln 2 / ln(1 + g) of the registers, in years."""
    growth = annual_rate(tables.value("registered-users-central-asia-1990"), _sum(REGISTERS), 2003 - 1990)
    return log(2) / log(1 + growth)


@computed(unit="persons", how="Sums of the low and high ends of the four national estimates", uses=ESTIMATES)
def estimate_total_2002() -> tuple[float, float]:
    """Return the sum of the national ranges of the rapid assessment."""
    return _sum_bounds(ESTIMATES)


@computed(
    unit="percent",
    format=".0f",
    how="Sum of the national estimates over the printed regional total, less 1",
    uses=("users-estimated-central-asia-2002", *ESTIMATES),
)
def estimate_total_excess_2002() -> tuple[float, float]:
    """Return by how much the sum of the parts exceeds the printed whole, in percent."""
    whole = tables.value("users-estimated-central-asia-2002")
    low, high = _sum_bounds(ESTIMATES)
    return _change(whole, low), _change(whole, high)


@computed(
    unit="percent",
    format=".2f",
    how="Sum of the national estimates over the sum of the four populations",
    uses=(*ESTIMATES, *POPULATIONS),
)
def estimate_share_of_population_2002() -> tuple[float, float]:
    """Return the estimated users as a share of the four populations, in percent."""
    low, high = _sum_bounds(ESTIMATES)
    return 100 * low / _sum(POPULATIONS), 100 * high / _sum(POPULATIONS)


@computed(
    unit="times",
    format=".1f",
    how="Sum of the national estimates over the sum of the four registers",
    uses=(*ESTIMATES, *REGISTERS),
)
def estimated_per_registered_central_asia() -> tuple[float, float]:
    """Return estimated users per registered user in the four countries together."""
    low, high = _sum_bounds(ESTIMATES)
    return low / _sum(REGISTERS), high / _sum(REGISTERS)


@computed(
    unit="percent",
    format=".0f",
    how="Kazakhstan's register over the sum of the four registers",
    uses=REGISTERS,
)
def register_share_kazakhstan_2003() -> float:
    """Return Kazakhstan's share of the registered users, in percent."""
    return 100 * tables.value(REGISTERS[0]) / _sum(REGISTERS)


def _register_rate(country: str) -> float:
    return PER * tables.value(f"registered-users-{country}-2003") / tables.value(f"population-{country}-2002")


def _estimated_rate(country: str) -> tuple[float, float]:
    low, high = tables.bounds(f"users-estimated-{country}-2002")
    population = tables.value(f"population-{country}-2002")
    return PER * low / population, PER * high / population


def _estimated_per_registered(country: str) -> tuple[float, float]:
    low, high = tables.bounds(f"users-estimated-{country}-2002")
    register = tables.value(f"registered-users-{country}-2003")
    return low / register, high / register


def _register_coverage(country: str) -> tuple[float, float]:
    fewest, most = _estimated_per_registered(country)
    return 100 / most, 100 / fewest


def _people_behind_rate(country: str) -> float:
    return tables.value(f"addiction-rate-{country}-2002") * tables.value(f"population-{country}-2002") / PER


for _country in COUNTRIES:
    _register, _estimate = f"registered-users-{_country}-2003", f"users-estimated-{_country}-2002"
    _population, _rate = f"population-{_country}-2002", f"addiction-rate-{_country}-2002"
    computed(
        name=f"register-rate-{_country}-2003",
        unit="per-100000",
        format=".0f",
        how="The register of early 2003 over the population printed beside the estimate",
        uses=(_register, _population),
    )(lambda country=_country: _register_rate(country))
    computed(
        name=f"estimated-rate-{_country}-2002",
        unit="per-100000",
        how="The estimate over the population printed beside it",
        uses=(_estimate, _population),
    )(lambda country=_country: _estimated_rate(country))
    computed(
        name=f"estimated-per-registered-{_country}",
        unit="times",
        format=".1f",
        how="The estimate over the register of early 2003",
        uses=(_estimate, _register),
    )(lambda country=_country: _estimated_per_registered(country))
    computed(
        name=f"register-coverage-{_country}",
        unit="percent",
        format=".0f",
        how="The register of early 2003 over the high and the low estimate",
        uses=(_register, _estimate),
    )(lambda country=_country: _register_coverage(country))
    computed(
        name=f"people-behind-printed-rate-{_country}-2002",
        unit="persons",
        how="The printed rate times the population",
        uses=(_rate, _population),
    )(lambda country=_country: _people_behind_rate(country))


@computed(
    unit="persons",
    how="The printed upper rate times the Tajik population",
    uses=("users-estimated-per-100000-tajikistan-2002", "population-tajikistan-2002"),
)
def users_implied_by_upper_rate_tajikistan() -> float:
    """Return the people that the printed upper rate of Tajikistan would mean."""
    printed = tables.figure("users-estimated-per-100000-tajikistan-2002")["value_high"]
    return printed * tables.value("population-tajikistan-2002") / PER


@computed(
    unit="per-100000",
    format=".0f",
    how="The upper Tajik estimate over the population printed beside it",
    uses=("users-estimated-tajikistan-2002", "population-tajikistan-2002"),
)
def estimated_upper_rate_tajikistan_2002() -> float:
    """Return the upper rate of Tajikistan that follows from its own estimate."""
    return _estimated_rate("tajikistan")[1]


# -- Drugs used --------------------------------------------------------------------------------------


def _listed_shares(country: str) -> tuple[str, ...]:
    shares = tables.load("drug_shares")
    return tuple(shares.loc[shares["place"] == country, "id"])


def _opiate_shares(country: str) -> tuple[str, ...]:
    return tuple(i for i in _listed_shares(country) if i.startswith(("heroin", "opium")))


for _country in COUNTRIES:
    computed(
        name=f"opiate-users-share-{_country}-2002",
        unit="percent",
        format=".1f",
        how="Sum of the shares printed for heroin and opium",
        uses=_opiate_shares(_country),
    )(lambda country=_country: _sum(_opiate_shares(country)))
    computed(
        name=f"unnamed-drug-share-{_country}-2002",
        unit="percent",
        format=".1f",
        how="100 less the shares printed",
        uses=_listed_shares(_country),
    )(lambda country=_country: 100 - _sum(_listed_shares(country)))


# -- Seizures ----------------------------------------------------------------------------------------

KYRGYZ = {
    (drug, year): f"{drug}-seized-kyrgyzstan-{year}" for drug in ("drugs", "opium", "heroin") for year in (2002, 2003)
}
KAZAKH_ITEMS = tuple(
    f"{item}-seized-kazakhstan-2003" for item in ("cannabis-herb", "cannabis-resin", "poppy-straw", "opium", "heroin")
)
UZBEK_ITEMS = tuple(
    f"{item}-seized-uzbekistan-2002" for item in ("heroin", "opium", "cannabis-resin", "cannabis-herb-and-poppy-straw")
)
HEROIN_2003 = tuple(f"heroin-seized-{country}-2003" for country in ("kazakhstan", "kyrgyzstan", "tajikistan"))


def _kyrgyz_change(drug: str) -> float:
    return _figure_change(KYRGYZ[drug, 2002], KYRGYZ[drug, 2003])


def kyrgyz_remainder(year: int) -> float:
    """Return what Kyrgyzstan seized besides opium and heroin in 2002 or 2003, in kg."""
    return (
        tables.value(KYRGYZ["drugs", year]) - tables.value(KYRGYZ["opium", year]) - tables.value(KYRGYZ["heroin", year])
    )


for _drug, _name, _format in (("drugs", "all-drugs", ".0f"), ("opium", "opium", "+.0f"), ("heroin", "heroin", "+.0f")):
    computed(
        name=f"{_name}-seizures-change-kyrgyzstan-2003",
        unit="percent",
        format=_format,
        how="2003 over 2002, less 1",
        uses=(KYRGYZ[_drug, 2002], KYRGYZ[_drug, 2003]),
    )(lambda drug=_drug: _kyrgyz_change(drug))


@computed(
    unit="percent",
    format=".0f",
    how="Opium and heroin of 2003 over those of 2002: the fall",
    uses=tuple(KYRGYZ[drug, year] for drug in ("opium", "heroin") for year in (2002, 2003)),
)
def hard_drugs_fall_kyrgyzstan_2003() -> float:
    """Return the fall of opium and heroin together in Kyrgyzstan, in percent."""
    before, after = (_sum((KYRGYZ["opium", year], KYRGYZ["heroin", year])) for year in (2002, 2003))
    return -_change(before, after)


@computed(
    unit="percent",
    format=".0f",
    how="The total less opium and heroin, 2003 over 2002, less 1",
    uses=tuple(KYRGYZ.values()),
)
def other_seizures_change_kyrgyzstan_2003() -> float:
    """Return the change of everything besides opium and heroin in Kyrgyzstan, in percent."""
    return _change(kyrgyz_remainder(2002), kyrgyz_remainder(2003))


@computed(unit="kg", how="Sum of the five weighed items of 2003", uses=KAZAKH_ITEMS)
def items_seized_kazakhstan_2003() -> float:
    """Return the sum of what Kazakhstan's footnote weighs, in kg."""
    return _sum(KAZAKH_ITEMS)


@computed(
    unit="percent",
    format=".0f",
    how="Cannabis herb and resin over the sum of the five weighed items",
    uses=KAZAKH_ITEMS,
)
def cannabis_share_kazakhstan_2003() -> float:
    """Return the share of cannabis in the mass Kazakhstan seized, in percent."""
    return 100 * _sum(KAZAKH_ITEMS[:2]) / _sum(KAZAKH_ITEMS)


@computed(
    unit="times",
    format=".1f",
    how="Kazakhstan's total of 2002 over that of 2003",
    uses=("drugs-seized-kazakhstan-2002", "drugs-seized-kazakhstan-2003"),
)
def seizures_ratio_kazakhstan_2002_2003() -> float:
    """Return how many times the total of 2002 is the total of 2003 in Kazakhstan."""
    return 1000 * tables.value("drugs-seized-kazakhstan-2002") / tables.value("drugs-seized-kazakhstan-2003")


@computed(
    unit="t",
    how="Kazakhstan's total of 2002 less its cannabis",
    uses=("drugs-seized-kazakhstan-2002", "cannabis-seized-kazakhstan-2002"),
)
def unexplained_seizures_kazakhstan_2002() -> float:
    """Return the mass that the Kazakh total of 2002 does not break down, in t."""
    return tables.value("drugs-seized-kazakhstan-2002") - tables.value("cannabis-seized-kazakhstan-2002")


@computed(unit="kg", format=".1f", how="Sum of the four items listed", uses=UZBEK_ITEMS)
def items_seized_uzbekistan_2002() -> float:
    """Return the sum of the four items of Uzbekistan, in kg."""
    return _sum(UZBEK_ITEMS)


@computed(
    unit="times",
    format=".0f",
    how="Heroin of 2003 over heroin of 1996",
    uses=("heroin-seized-tajikistan-1996", "heroin-seized-tajikistan-2003"),
)
def heroin_seizures_growth_tajikistan_1996_2003() -> float:
    """Return how many times Tajik heroin seizures grew."""
    return tables.value("heroin-seized-tajikistan-2003") / tables.value("heroin-seized-tajikistan-1996")


@computed(
    unit="times",
    format=".1f",
    how="Constant yearly factor from heroin seized in 1996 to heroin seized in 2003, over 7 years",
    uses=("heroin-seized-tajikistan-1996", "heroin-seized-tajikistan-2003"),
)
def heroin_seizures_yearly_factor_tajikistan() -> float:
    """Return the constant yearly factor of Tajik heroin seizures."""
    return 1 + annual_rate(
        tables.value("heroin-seized-tajikistan-1996"), tables.value("heroin-seized-tajikistan-2003"), 2003 - 1996
    )


@computed(
    unit="percent",
    format=".0f",
    how="Heroin over all drugs seized in 2003",
    uses=("heroin-seized-tajikistan-2003", "drugs-seized-tajikistan-2003"),
)
def heroin_share_of_seizures_tajikistan_2003() -> float:
    """Return the share of heroin in the mass Tajikistan seized in 2003, in percent."""
    return _share("heroin-seized-tajikistan-2003", "drugs-seized-tajikistan-2003")


@computed(
    unit="kg",
    how="The total of 2003 over 1 plus the printed rise",
    uses=("drugs-seized-tajikistan-2003", "drug-seizures-change-tajikistan-2003"),
)
def drugs_seized_implied_tajikistan_2002() -> float:
    """Return the Tajik total of 2002 that the printed rise implies, in kg."""
    rise = tables.value("drug-seizures-change-tajikistan-2003") / 100
    return tables.value("drugs-seized-tajikistan-2003") / (1 + rise)


@computed(
    unit="kg",
    how="The total of 2003 over the printed ratio",
    uses=("drugs-seized-tajikistan-2003", "drug-seizures-growth-tajikistan-1996-2003"),
)
def drugs_seized_implied_tajikistan_1996() -> float:
    """Return the Tajik total of 1996 that the printed ratio implies, in kg."""
    return tables.value("drugs-seized-tajikistan-2003") / tables.value("drug-seizures-growth-tajikistan-1996-2003")


@computed(
    unit="percent",
    format=".0f",
    how="The border guards' total over the Tajik total of 2003, of which it is part",
    uses=("drugs-seized-russian-border-guards-2003", "drugs-seized-tajikistan-2003"),
)
def russian_border_guards_share_2003() -> float:
    """Return the share of the Russian border guards in the Tajik seizures of 2003, in percent."""
    return _share("drugs-seized-russian-border-guards-2003", "drugs-seized-tajikistan-2003")


@computed(
    unit="percent",
    format=".0f",
    how="Heroin over opiates seized since 1999, by weight",
    uses=("heroin-seized-tajikistan-1999-2003", "opiates-seized-tajikistan-1999-2003"),
)
def heroin_share_of_opiates_tajikistan_1999_2003() -> float:
    """Return the share of heroin in the Tajik opiates since 1999, in percent of their mass."""
    return _share("heroin-seized-tajikistan-1999-2003", "opiates-seized-tajikistan-1999-2003")


def heroin_equivalent_share(opium_per_heroin: float) -> float:
    """Return heroin's share in the Tajik opiates since 1999, in percent of heroin equivalents.

    `opium_per_heroin` kilograms of the other opiates count as one kilogram of heroin.
    """
    heroin = tables.value("heroin-seized-tajikistan-1999-2003")
    other = tables.value("opiates-seized-tajikistan-1999-2003") - heroin
    return 100 * heroin / (heroin + other / opium_per_heroin)


@computed(
    unit="percent",
    format=".0f",
    how="The same two masses, with 10 kg of other opiates counted as 1 kg of heroin (illustrative assumption)",
    uses=("heroin-seized-tajikistan-1999-2003", "opiates-seized-tajikistan-1999-2003"),
)
def heroin_equivalent_share_tajikistan_1999_2003() -> float:
    """Return heroin's share in heroin equivalents at the illustrative ratio, in percent."""
    return heroin_equivalent_share(OPIUM_PER_HEROIN_EQUIVALENT)


@computed(
    unit="percent",
    format=".0f",
    how="The same two masses, with 6 to 15 kg of other opiates counted as 1 kg of heroin (illustrative assumption)",
    uses=("heroin-seized-tajikistan-1999-2003", "opiates-seized-tajikistan-1999-2003"),
)
def heroin_equivalent_share_tajikistan_range() -> tuple[float, float]:
    """Return heroin's share in heroin equivalents over a wide range of ratios, in percent."""
    return heroin_equivalent_share(6), heroin_equivalent_share(15)


@computed(
    unit="percent",
    format=".0f",
    how="Tajikistan's heroin over the sum of the three national figures of 2003",
    uses=HEROIN_2003,
)
def heroin_share_tajikistan_of_three_2003() -> float:
    """Return Tajikistan's share in the heroin of the three countries, in percent."""
    return 100 * tables.value("heroin-seized-tajikistan-2003") / _sum(HEROIN_2003)


@computed(
    unit="times",
    format=".1f",
    how="Central Asia in 2001 over Turkmenistan alone in 1997",
    uses=("heroin-seized-central-asia-2001", "heroin-seized-turkmenistan-1997"),
)
def heroin_growth_from_peak_1997_2001() -> float:
    """Return the growth of heroin seizures that a start at Turkmenistan's peak of 1997 gives."""
    return tables.value("heroin-seized-central-asia-2001") / tables.value("heroin-seized-turkmenistan-1997")


@computed(
    unit="times",
    format=".0f",
    how="Central Asia in 2001 (a lower bound) over Central Asia in 1998 (an upper bound)",
    uses=("heroin-seized-central-asia-2001", "heroin-seized-central-asia-1998"),
)
def heroin_growth_from_trough_1998_2001() -> float:
    """Return the growth of heroin seizures that a start in 1998 gives, at the least."""
    return tables.value("heroin-seized-central-asia-2001") / tables.value("heroin-seized-central-asia-1998")


@computed(
    unit="t",
    format=".0f",
    how="The total over the six years 1995 to 2000",
    uses=("precursors-seized-turkmenistan-1995-2000",),
)
def precursors_yearly_turkmenistan() -> float:
    """Return the precursors seized in Turkmenistan in a mean year, in t."""
    return tables.value("precursors-seized-turkmenistan-1995-2000") / (2000 - 1995 + 1)


@computed(
    unit="t",
    format=".0f",
    how="The total over the four years 1995 to 1998",
    uses=("precursors-seized-uzbekistan-1995-1998",),
)
def precursors_yearly_uzbekistan() -> float:
    """Return the precursors seized in Uzbekistan in a mean year, in t."""
    return tables.value("precursors-seized-uzbekistan-1995-1998") / (1998 - 1995 + 1)


@computed(
    unit="percent",
    format=".0f",
    how="100 less the two shares printed for Pakistan and Iran",
    uses=("afghan-drugs-share-direct-iran-2003", "afghan-drugs-share-through-pakistan-2003"),
)
def northern_route_share_2003() -> float:
    """Return what the two printed shares leave for every other way out of Afghanistan, in percent."""
    return 100 - _sum(("afghan-drugs-share-direct-iran-2003", "afghan-drugs-share-through-pakistan-2003"))


# -- HIV ---------------------------------------------------------------------------------------------

INFECTIONS = tuple(f"hiv-infections-{country}-2002" for country in COUNTRIES)
BY_INJECTION = tuple(f"hiv-infections-injecting-users-{country}-2002" for country in COUNTRIES)

for _country, _all, _part in zip(COUNTRIES, INFECTIONS, BY_INJECTION, strict=True):
    computed(
        name=f"hiv-injecting-share-{_country}-2002",
        unit="percent",
        format=".0f",
        how="Infections by injection over all infections, as footnote 21 prints them",
        uses=(_part, _all),
    )(lambda part=_part, whole=_all: _share(part, whole))


@computed(
    unit="percent",
    format=".0f",
    how="Sum of the infections by injection over the sum of all infections, as printed",
    uses=(*BY_INJECTION, *INFECTIONS),
)
def hiv_injecting_share_printed_2002() -> float:
    """Return the share by injection of the four countries as printed, in percent."""
    return 100 * _sum(BY_INJECTION) / _sum(INFECTIONS)


@computed(
    unit="times",
    format=".1f",
    how="Uzbekistan's printed infections over the sum of the other three",
    uses=INFECTIONS,
)
def hiv_uzbekistan_over_others_2002() -> float:
    """Return how many times the Uzbek count is the other three together."""
    return tables.value(INFECTIONS[3]) / _sum(INFECTIONS[:3])


@computed(
    unit="percent",
    format=".0f",
    how="Uzbekistan's infections by injection over its printed count without the last digit",
    uses=("hiv-infections-injecting-users-uzbekistan-2002", "hiv-infections-uzbekistan-2002"),
)
def hiv_injecting_share_uzbekistan_without_last_digit() -> float:
    """Return the Uzbek share by injection if the printed count carries one digit too many, in percent."""
    return 100 * tables.value(BY_INJECTION[3]) / (tables.value(INFECTIONS[3]) // 10)


@computed(
    unit="infections",
    how="Kazakhstan's infections times the share printed in the main text",
    uses=("hiv-infections-kazakhstan-2002", "hiv-share-by-injection-kazakhstan-2002"),
)
def hiv_by_injection_kazakhstan_at_printed_share() -> float:
    """Return the Kazakh infections by injection that the main text's share would mean."""
    return tables.value(INFECTIONS[0]) * tables.value("hiv-share-by-injection-kazakhstan-2002") / 100


def _hiv_total_without_last_digit() -> float:
    """Return the infections of the four countries, the Uzbek count read without its last digit."""
    return _sum(INFECTIONS[:3]) + tables.value(INFECTIONS[3]) // 10


@computed(
    unit="percent",
    format=".0f",
    how="The Kazakh share that brings the region to its printed share, the Uzbek count read without its last digit",
    uses=(*BY_INJECTION[1:], *INFECTIONS, "hiv-share-by-injection-central-asia-2002"),
)
def hiv_share_kazakhstan_needed_2002() -> float:
    """Return the Kazakh share by injection that reconciles the counts with the regional share, in percent."""
    region = tables.value("hiv-share-by-injection-central-asia-2002") / 100
    needed = region * _hiv_total_without_last_digit() - _sum(BY_INJECTION[1:])
    return 100 * needed / tables.value(INFECTIONS[0])


@computed(
    unit="percent",
    format=".0f",
    how="All infections by injection, the Kazakh ones at the main text's share and the Uzbek count without its last digit",
    uses=(*BY_INJECTION[1:], *INFECTIONS, "hiv-share-by-injection-kazakhstan-2002"),
)
def hiv_injecting_share_reconciled_2002() -> float:
    """Return the regional share by injection after both repairs, in percent."""
    by_injection = hiv_by_injection_kazakhstan_at_printed_share() + _sum(BY_INJECTION[1:])
    return 100 * by_injection / _hiv_total_without_last_digit()


@computed(
    unit="times",
    format=".0f",
    how="The rate of 1997 over the rate of 1990 to 1996",
    uses=("hiv-rate-central-asia-1997", "hiv-rate-central-asia-1990-1996"),
)
def hiv_rate_jump_1997() -> float:
    """Return how many times the yearly HIV rate of 1997 is the rate before."""
    return tables.value("hiv-rate-central-asia-1997") / tables.value("hiv-rate-central-asia-1990-1996")


# -- Offences ----------------------------------------------------------------------------------------


@computed(
    unit="percent",
    format=".1f",
    how="2003 over 2002, less 1",
    uses=("offences-kyrgyzstan-2002", "offences-kyrgyzstan-2003"),
)
def change_in_offences_kyrgyzstan_computed() -> float:
    """Return the change of Kyrgyz offences from the two counts, in percent."""
    return _figure_change("offences-kyrgyzstan-2002", "offences-kyrgyzstan-2003")


@computed(
    unit="times",
    format=".1f",
    how="Odds of a drug crime at the end of the 1990s over those of the early 1990s: (1/9) over (1/22)",
    uses=("drug-crime-one-in-central-asia-1990-1993", "drug-crime-one-in-central-asia-1999"),
)
def drug_crime_growth_if_others_constant() -> float:
    """Return the growth of drug crimes if all other crimes had stayed the same in number."""
    before, after = map(
        tables.value, ("drug-crime-one-in-central-asia-1990-1993", "drug-crime-one-in-central-asia-1999")
    )
    return (before - 1) / (after - 1)


@computed(unit="percent", format=".1f", how="1 over the printed 23", uses=("drug-crime-one-in-central-asia-1990-1993",))
def drug_crime_share_1990_1993() -> float:
    """Return the share of drug crimes in the early 1990s, in percent."""
    return 100 / tables.value("drug-crime-one-in-central-asia-1990-1993")


@computed(unit="percent", format=".0f", how="1 over the printed 10", uses=("drug-crime-one-in-central-asia-1999",))
def drug_crime_share_1999() -> float:
    """Return the share of drug crimes at the end of the 1990s, in percent."""
    return 100 / tables.value("drug-crime-one-in-central-asia-1999")


@computed(
    unit="percent",
    format=".0f",
    how="Cases in court over offences uncovered in 2003",
    uses=("court-cases-uzbekistan-2003", "offences-uzbekistan-2003"),
)
def court_cases_per_offence_uzbekistan_2003() -> float:
    """Return Uzbek court cases as a share of offences, in percent."""
    return _share("court-cases-uzbekistan-2003", "offences-uzbekistan-2003")


for _country, _year in (("kazakhstan", 2002), ("kyrgyzstan", 2003), ("uzbekistan", 2003)):
    _offences, _population = f"offences-{_country}-{_year}", f"population-{_country}-2002"
    computed(
        name=f"offence-rate-{_country}-{_year}",
        unit="per-100000-per-year",
        format=".0f",
        how="Drug offences of the year over the population printed beside the estimate",
        uses=(_offences, _population),
    )(lambda offences=_offences, population=_population: PER * tables.value(offences) / tables.value(population))


# -- Crops -------------------------------------------------------------------------------------------


@computed(
    unit="ha",
    how="The area of 1998 plus the districts added in 1999",
    uses=("cannabis-area-kazakhstan-1998", "cannabis-area-added-kazakhstan-1999"),
)
def cannabis_area_total_kazakhstan() -> float:
    """Return the surveyed area of wild cannabis in Kazakhstan, in ha."""
    return _sum(("cannabis-area-kazakhstan-1998", "cannabis-area-added-kazakhstan-1999"))


@computed(
    unit="times",
    format=".0f",
    how="The claimed area of the Chuy valley over the surveyed area of all Kazakhstan",
    uses=(
        "cannabis-area-claimed-chuy-valley-2002",
        "cannabis-area-kazakhstan-1998",
        "cannabis-area-added-kazakhstan-1999",
    ),
)
def cannabis_claim_over_survey() -> float:
    """Return how many times the claimed cannabis area is the surveyed one."""
    return tables.value("cannabis-area-claimed-chuy-valley-2002") / cannabis_area_total_kazakhstan()


@computed(
    unit="times",
    format=".0f",
    how="The claimed resin over the resin equivalent of the survey",
    uses=("cannabis-resin-output-claimed-chuy-valley-2002", "cannabis-resin-output-kazakhstan-1998-1999"),
)
def cannabis_resin_claim_over_survey() -> float:
    """Return how many times the claimed resin is the surveyed equivalent."""
    return tables.value("cannabis-resin-output-claimed-chuy-valley-2002") / tables.value(
        "cannabis-resin-output-kazakhstan-1998-1999"
    )


@computed(
    unit="ha",
    how="Sum of the three areas of the survey of 1998",
    uses=tuple(f"ephedra-area-{country}-1998" for country in COUNTRIES[:3]),
)
def ephedra_area_total_1998() -> float:
    """Return the surveyed area of wild ephedra in three countries, in ha."""
    return _sum(tuple(f"ephedra-area-{country}-1998" for country in COUNTRIES[:3]))


@computed(
    unit="times",
    how="The claimed poppy area of Kazakhstan in 1997 over the area found in three countries in 1998",
    format=".0f",
    uses=("poppy-area-claimed-kazakhstan-1997", "poppy-area-central-asia-three-1998"),
)
def poppy_claim_over_survey() -> float:
    """Return how many times the claimed Kazakh poppy area is the surveyed one."""
    return tables.value("poppy-area-claimed-kazakhstan-1997") / tables.value("poppy-area-central-asia-three-1998")


# -- What happened later -----------------------------------------------------------------------------

HEROIN_2022 = tuple(f"heroin-seized-{country}-2022" for country in COUNTRIES)
TAJIK_HEROIN = tuple(f"heroin-seized-tajikistan-{year}" for year in (1999, 2000, 2001, 2003))

for _name, _before, _after in (
    ("register-since-2003-kazakhstan-2023", REGISTERS[0], "registered-users-kazakhstan-2023"),
    ("register-since-2003-kyrgyzstan-2011", REGISTERS[1], "registered-users-kyrgyzstan-2011"),
    ("register-since-2003-tajikistan-2019", REGISTERS[2], "registered-users-tajikistan-2019"),
    ("register-since-2003-uzbekistan-2017", REGISTERS[3], "registered-users-uzbekistan-2017"),
    ("seizures-change-tajikistan-2003-2006", "drugs-seized-tajikistan-2003", "drugs-seized-tajikistan-2006"),
    (
        "heroin-average-change-central-asia",
        "heroin-seized-yearly-central-asia-2002-2006",
        "heroin-seized-yearly-central-asia-2007-2011",
    ),
    ("offences-change-kazakhstan-2002-2017", "offences-kazakhstan-2002", "offences-kazakhstan-2017"),
    ("offences-change-uzbekistan-2003-2018", "offences-uzbekistan-2003", "offences-uzbekistan-2018"),
):
    computed(
        name=_name,
        unit="percent",
        format="+.0f",
        how="The later figure over the earlier one, less 1",
        uses=(_before, _after),
    )(lambda before=_before, after=_after: _figure_change(before, after))


@computed(unit="kg", how="Sum of the four national heroin seizures of 2022", uses=HEROIN_2022)
def heroin_seized_four_countries_2022() -> float:
    """Return the heroin seized in the four reporting countries in 2022, in kg."""
    return _sum(HEROIN_2022)


@computed(
    unit="t",
    format=".1f",
    how="The printed total since 1999 less the yearly figures of 1999, 2000, 2001 and 2003",
    uses=("heroin-seized-tajikistan-1999-2003", *TAJIK_HEROIN),
)
def heroin_seized_left_for_tajikistan_2002() -> float:
    """Return what the running total leaves for 2002, in t."""
    return tables.value("heroin-seized-tajikistan-1999-2003") - _sum(TAJIK_HEROIN) / 1000
