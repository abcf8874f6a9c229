"""Computed numbers of section 3.3: operation Kanal 2003 by group, by point and by day, and against an ordinary week."""

from __future__ import annotations

from counternarcotics import tables
from counternarcotics.computed import computed

DAYS = "operation-days-kanal-2003"
GROUPS = "joint-groups-kanal-2003"
HIGHWAYS = "highway-points-kanal-2003"
POINTS = (HIGHWAYS, "railway-points-kanal-2003", "airports-kanal-2003", "seaports-kanal-2003")
DRUG_OFFENCES = "drug-offences-kanal-2003"
ORGANISED = "drug-offences-organised-groups-kanal-2003"
OTHER_OFFENCES = "other-offences-kanal-2003"
CASES = "criminal-cases-kanal-2003"
PROSECUTED = "persons-prosecuted-kanal-2003"
PENALISED = "persons-administrative-penalty-kanal-2003"
FIREARMS = "firearms-seized-kanal-2003"
DRUGS = "drugs-seized-kanal-2003"
HEROIN = "heroin-seized-kanal-2003"
OPIUM = "opium-seized-kanal-2003"
HERB = "cannabis-herb-seized-kanal-2003"

PARTICIPANTS = ("kazakhstan", "kyrgyzstan", "tajikistan")  # the three of the six states whose year 2003 is printed
HEROIN_YEAR = tuple(f"heroin-seized-{country}-2003" for country in PARTICIPANTS)
DRUGS_YEAR = tuple(f"drugs-seized-{country}-2003" for country in PARTICIPANTS)
HERB_YEAR = ("cannabis-herb-seized-kazakhstan-2003",)
OPIUM_YEAR = ("opium-seized-kazakhstan-2003", "opium-seized-kyrgyzstan-2003")
OFFENCES_YEAR = ("offences-kazakhstan-2002", "offences-kyrgyzstan-2003")

DAYS_A_YEAR = 365
KG_PER_T = 1000
G_PER_KG = 1000
HUNDRED = 100


def kg(identifier: str) -> float:
    """Return a seizure in kilograms, whatever unit it is printed in."""
    factor = {"kg": 1, "t": KG_PER_T}[tables.figure(identifier)["unit"]]
    return factor * tables.value(identifier)


def points() -> float:
    """Return the points of all four kinds that the operation manned."""
    return sum(map(tables.value, POINTS))


def share_of_a_year() -> float:
    """Return the length of the operation as a part of a year."""
    return tables.value(DAYS) / DAYS_A_YEAR


def ordinary_week(identifiers: tuple[str, ...]) -> float:
    """Return the kilograms seized in as many average days of the year as the operation lasted."""
    return sum(map(kg, identifiers)) * share_of_a_year()


def named_drugs() -> float:
    """Return the kilograms of the substances that the report names."""
    return kg(HEROIN) + kg(OPIUM) + kg(HERB)


def per_hundred_groups(identifier: str) -> float:
    """Return how many of what a figure counts fall on a hundred joint groups."""
    return HUNDRED * tables.value(identifier) / tables.value(GROUPS)


# -- points and groups -------------------------------------------------------------------------------


@computed(unit="points", how="Highways, railway junctions and stations, airports and seaports added up", uses=POINTS)
def kanal_points() -> float:
    """Return the points manned in the operation."""
    return points()


@computed(unit="percent", how="Points on highways over all points", uses=POINTS)
def kanal_highway_share() -> float:
    """Return the part of the points that were on highways, in percent."""
    return HUNDRED * tables.value(HIGHWAYS) / points()


@computed(
    format=".1f",
    how="Joint groups over points manned; at least, since the groups are printed as more than",
    uses=(GROUPS, *POINTS),
)
def kanal_groups_per_point() -> float:
    """Return joint groups a point."""
    return tables.value(GROUPS) / points()


@computed(
    unit="offences",
    how="Drug crimes over joint groups, times 100; at most, since there were more groups",
    uses=(DRUG_OFFENCES, GROUPS),
)
def kanal_drug_offences_per_100_groups() -> float:
    """Return drug crimes for each hundred joint groups."""
    return per_hundred_groups(DRUG_OFFENCES)


@computed(unit="offences", how="Drug crimes over points manned, times 100", uses=(DRUG_OFFENCES, *POINTS))
def kanal_drug_offences_per_100_points() -> float:
    """Return drug crimes for each hundred points."""
    return HUNDRED * tables.value(DRUG_OFFENCES) / points()


@computed(unit="offences", how="Drug crimes over the days of the operation", uses=(DRUG_OFFENCES, DAYS))
def kanal_drug_offences_a_day() -> float:
    """Return drug crimes a day, in all six states together."""
    return tables.value(DRUG_OFFENCES) / tables.value(DAYS)


@computed(unit="kg-per-day", format=".1f", how="Heroin seized over the days of the operation", uses=(HEROIN, DAYS))
def kanal_heroin_a_day() -> float:
    """Return kilograms of heroin a day."""
    return kg(HEROIN) / tables.value(DAYS)


@computed(unit="g", how="Heroin seized over joint groups; at most, since there were more groups", uses=(HEROIN, GROUPS))
def kanal_heroin_per_group() -> float:
    """Return grams of heroin for each joint group in the whole operation."""
    return G_PER_KG * kg(HEROIN) / tables.value(GROUPS)


@computed(
    how="Joint groups times days, over drug crimes: days of a group's work for each drug crime",
    uses=(GROUPS, DAYS, DRUG_OFFENCES),
)
def kanal_group_days_per_drug_offence() -> float:
    """Return the days that one group would work for one drug crime; at least, since there were more groups."""
    return tables.value(GROUPS) * tables.value(DAYS) / tables.value(DRUG_OFFENCES)


# -- offences, cases and people ----------------------------------------------------------------------


@computed(
    unit="percent",
    how="Drug crimes of organised groups over all drug crimes of the operation",
    uses=(ORGANISED, DRUG_OFFENCES),
)
def kanal_organised_share() -> float:
    """Return the part of drug crimes put down to organised groups, in percent."""
    return HUNDRED * tables.value(ORGANISED) / tables.value(DRUG_OFFENCES)


@computed(unit="percent", how="Crimes of other types over all crimes detected", uses=(OTHER_OFFENCES, DRUG_OFFENCES))
def kanal_other_offences_share() -> float:
    """Return the part of the crimes that had nothing to do with drugs, in percent."""
    other = tables.value(OTHER_OFFENCES)
    return HUNDRED * other / (other + tables.value(DRUG_OFFENCES))


@computed(
    format=".1f", how="People with an administrative penalty over people prosecuted", uses=(PENALISED, PROSECUTED)
)
def kanal_penalties_per_prosecution() -> float:
    """Return people fined or warned for each person prosecuted."""
    return tables.value(PENALISED) / tables.value(PROSECUTED)


@computed(
    unit="offences",
    how="Kazakh drug offences of 2002 and Kyrgyz ones of 2003, over 365, times the days of the operation",
    uses=(*OFFENCES_YEAR, DAYS),
)
def two_states_offences_in_a_week() -> float:
    """Return the drug offences that two of the six states register in an average week."""
    return sum(map(tables.value, OFFENCES_YEAR)) * share_of_a_year()


# -- what was seized ---------------------------------------------------------------------------------


@computed(
    unit="kg", format=",.0f", how="Heroin, opium and marijuana of the operation added up", uses=(HEROIN, OPIUM, HERB)
)
def kanal_named_drugs() -> float:
    """Return the kilograms of the named substances."""
    return named_drugs()


@computed(
    unit="percent", how="Heroin, opium and marijuana over all drugs of the operation", uses=(HEROIN, OPIUM, HERB, DRUGS)
)
def kanal_named_share() -> float:
    """Return the named part of the drugs seized, in percent."""
    return HUNDRED * named_drugs() / kg(DRUGS)


@computed(unit="percent", format=".1f", how="Heroin over all drugs of the operation", uses=(HEROIN, DRUGS))
def kanal_heroin_share() -> float:
    """Return heroin's part of the drugs seized, in percent."""
    return HUNDRED * kg(HEROIN) / kg(DRUGS)


# -- against an ordinary week ------------------------------------------------------------------------


@computed(
    unit="kg",
    how="Heroin seized in Kazakhstan, Kyrgyzstan and Tajikistan in 2003, over 365, times the days of the operation",
    uses=(*HEROIN_YEAR, DAYS),
)
def ordinary_week_heroin() -> float:
    """Return the heroin that three of the six states took in an average week of 2003."""
    return ordinary_week(HEROIN_YEAR)


@computed(
    unit="percent",
    how="Heroin seized in Tajikistan over that of Kazakhstan, Kyrgyzstan and Tajikistan, 2003",
    uses=HEROIN_YEAR,
)
def tajik_share_of_ordinary_week() -> float:
    """Return the Tajik part of the three states' heroin of 2003, in percent."""
    return HUNDRED * kg("heroin-seized-tajikistan-2003") / sum(map(kg, HEROIN_YEAR))


@computed(
    unit="kg",
    how="All drugs seized in Kazakhstan, Kyrgyzstan and Tajikistan in 2003, over 365, times the days of the operation",
    uses=(*DRUGS_YEAR, DAYS),
)
def ordinary_week_drugs() -> float:
    """Return all drugs that three of the six states took in an average week of 2003."""
    return ordinary_week(DRUGS_YEAR)


@computed(
    unit="kg",
    how="Cannabis herb seized in Kazakhstan in 2003, over 365, times the days of the operation",
    uses=(*HERB_YEAR, DAYS),
)
def ordinary_week_herb() -> float:
    """Return the cannabis herb that Kazakhstan took in an average week of 2003."""
    return ordinary_week(HERB_YEAR)


@computed(
    format=".1f",
    how="Heroin of the operation over that of an average week of three states",
    uses=(HEROIN, *HEROIN_YEAR, DAYS),
)
def kanal_heroin_in_weeks() -> float:
    """Return the average weeks of three states that make up the operation's heroin."""
    return kg(HEROIN) / ordinary_week(HEROIN_YEAR)


@computed(
    format=".0f",
    how="All drugs of the operation over those of an average week of three states",
    uses=(DRUGS, *DRUGS_YEAR, DAYS),
)
def kanal_drugs_in_weeks() -> float:
    """Return the average weeks of three states that make up the operation's drugs."""
    return kg(DRUGS) / ordinary_week(DRUGS_YEAR)


@computed(
    format=".1f",
    how="Marijuana of the operation over cannabis herb of an average Kazakh week",
    uses=(HERB, *HERB_YEAR, DAYS),
)
def kanal_herb_in_weeks() -> float:
    """Return the average Kazakh weeks that make up the operation's marijuana."""
    return kg(HERB) / ordinary_week(HERB_YEAR)


@computed(
    format=".0f",
    how="Opium of the operation over that of an average week of Kazakhstan and Kyrgyzstan, whose year is printed",
    uses=(OPIUM, *OPIUM_YEAR, DAYS),
)
def kanal_opium_in_weeks_of_two_states() -> float:
    """Return the average weeks of two states that make up the operation's opium: too many, since Tajikistan is missing."""
    return kg(OPIUM) / ordinary_week(OPIUM_YEAR)
