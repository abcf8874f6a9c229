"""Computed numbers of section 3.1: who sits where, how many links that makes, what was decided and what was done."""

from __future__ import annotations

import itertools

from counternarcotics import explorers, tables
from counternarcotics.computed import PERCENT, computed
from counternarcotics.explorers import soft_law
from counternarcotics.explorers.who_sits_where import COUNTING, COVERED
from counternarcotics.models.membership import pairs
from counternarcotics.models.soft_law import all_kept, highest_compatible, none_kept

END = 2004  # the last year of the section's record
ONE_IN_TWENTY = 0.05
FAITHFUL = 0.8  # illustrative: the chance per duty from which the explorer starts

ECO_FOUNDERS = "members-eco-1985"
SHANGHAI_FIVE = "members-shanghai-five-eurasia-1996"
FIVE_STATES = "countries-of-central-asia-2004"
EIGHT = "participants-six-plus-two-afghanistan-2000"
SESSIONS = "sessions-per-year-idcc-central-asia-1999"
TALKS = "discussions-per-year-memorandum-central-asia-1996"
SECOND_MEETING = "meeting-number-memorandum-parties-1999"
DCCU_BUDGET = "budget-eco-drug-control-coordination-unit-1999"
WITHOUT_GROUPS = "years-without-joint-groups-1996-2004"

FOUR = ("shanghai-cooperation-organization", "collective-security-treaty-organization", "central-asian-community", "economic-cooperation-organization")  # fmt: skip


def members(institution: str) -> set[str]:
    """Return the states with a row of membership in an institution, whatever its dates."""
    rows = tables.load("memberships")
    return set(rows.loc[rows["institution"] == institution, "member"])


def shared_bodies() -> dict[tuple[str, str], int]:
    """Return, for each pair of the five states, the number of the four organisations that both belong to in 2004."""
    held = {state: {body for body in FOUR if state in members(body)} for state in COVERED}
    return {pair: len(held[pair[0]] & held[pair[1]]) for pair in itertools.combinations(COVERED, 2)}


def year(identifier: str) -> int:
    """Return the first year that a row carries."""
    row = tables.row(identifier)
    return int(next(row[column] for column in ("date", "adopted", "founded", "starts") if row.get(column))[:4])


# -- members, pairs, links -----------------------------------------------------------------------------


@computed(
    how="Founders printed as trilateral, and the states that joined in 1992, each with a row of membership",
    uses=(ECO_FOUNDERS,),
)
def eco_members_since_1992() -> float:
    """Return the members of ECO from 1992 on."""
    return len(members("economic-cooperation-organization"))


@computed(unit="links", how="n (n - 1) / 2 for the three founders", uses=(ECO_FOUNDERS,))
def eco_links_of_the_founders() -> float:
    """Return the links among the founders of ECO."""
    return pairs(tables.value(ECO_FOUNDERS))


@computed(unit="links", how="n (n - 1) / 2 for the members from 1992 on", uses=(ECO_FOUNDERS,))
def eco_links_since_1992() -> float:
    """Return the links among the members of ECO from 1992 on."""
    return pairs(eco_members_since_1992())


@computed(unit="links", how="n (n - 1) / 2 for the five of the name", uses=(SHANGHAI_FIVE,))
def shanghai_links_of_five() -> float:
    """Return the links in the Shanghai group before Uzbekistan joined."""
    return pairs(tables.value(SHANGHAI_FIVE))


@computed(unit="links", how="n (n - 1) / 2 for the five and Uzbekistan", uses=(SHANGHAI_FIVE,))
def shanghai_links_of_six() -> float:
    """Return the links in the Shanghai Cooperation Organization of 2001 to 2004."""
    return pairs(tables.value(SHANGHAI_FIVE) + 1)


@computed(unit="links", how="n (n - 1) / 2 for the six neighbours and two powers", uses=(EIGHT,))
def six_plus_two_links() -> float:
    """Return the links in the group of eight."""
    return pairs(tables.value(EIGHT))


@computed(how="n (n - 1) / 2 for the five states", uses=(FIVE_STATES,))
def central_asian_pairs() -> float:
    """Return the pairs of the five Central Asian states."""
    return pairs(tables.value(FIVE_STATES))


@computed(
    how="Pairs of the five states that both belong to all four organisations of 3.1, by the rows of membership",
    uses=(FIVE_STATES,),
)
def pairs_in_all_four() -> float:
    """Return the pairs of Central Asian states that share all four organisations at the end of 2004."""
    return sum(number == len(FOUR) for number in shared_bodies().values())


@computed(
    how="Pairs of the five states that share ECO and none of the other three organisations",
    uses=(FIVE_STATES,),
)
def pairs_in_eco_alone() -> float:
    """Return the pairs of Central Asian states that meet in one organisation only."""
    return sum(number == 1 for number in shared_bodies().values())


@computed(how="Seats of the five states in the four organisations of 3.1 at the end of 2004", uses=(FIVE_STATES,))
def seats_of_the_five() -> float:
    """Return the seats that the five states hold in the four organisations."""
    return explorers.load("who-sits-where").evaluate(year=END).values["own"]


def _seats_in_1999(counting: str) -> float:
    explorer = explorers.load("who-sits-where")
    return explorer.evaluate(year=1999, bodies="All six bodies", undated=counting).values["own"]


@computed(
    how="Seats of the five states in six bodies at the end of 1999, undated ones counted from the founding",
    uses=(FIVE_STATES,),
)
def seats_in_1999_all_counted() -> float:
    """Return the seats of the five states in 1999 with every undated member counted."""
    return _seats_in_1999(COUNTING[0])


@computed(how="Seats of the five states in six bodies at the end of 1999, printed starts only", uses=(FIVE_STATES,))
def seats_in_1999_printed_starts() -> float:
    """Return the seats of the five states in 1999 without undated members."""
    return _seats_in_1999(COUNTING[1])


@computed(how="Four organisations times the five states", uses=(FIVE_STATES,))
def seats_possible() -> float:
    """Return the seats that the five states would hold if each sat everywhere."""
    return len(FOUR) * tables.value(FIVE_STATES)


@computed(
    unit="links",
    how="The links among the members of each of the four organisations at the end of 2004, added up",
    uses=(ECO_FOUNDERS, SHANGHAI_FIVE),
)
def links_in_four_organisations() -> float:
    """Return the links in all four organisations."""
    return sum(pairs(len(members(body))) for body in FOUR)


@computed(
    how="Different pairs of states that share at least one of the four organisations at the end of 2004",
    uses=(ECO_FOUNDERS, SHANGHAI_FIVE),
)
def different_pairs_linked() -> float:
    """Return the different pairs of states behind the links of the four organisations."""
    return len({pair for body in FOUR for pair in itertools.combinations(sorted(members(body)), 2)})


# -- decisions and money -------------------------------------------------------------------------------


@computed(
    how="One session a year from 1999 until the commission broke off in 2002",
    uses=(SESSIONS,),
)
def idcc_sessions_due() -> float:
    """Return the sessions that the commission's own decision would have made."""
    return tables.value(SESSIONS) * (int(tables.row("idcc")["ended"][:4]) - year("idcc-first-session-1999"))


@computed(how="One round of talks a year from the memorandum of 1996 to the meeting of 1999", uses=(TALKS,))
def memorandum_talks_due() -> float:
    """Return the rounds of talks that the memorandum would have made by 1999."""
    return tables.value(TALKS) * (year("memorandum-parties-second-meeting-1999") - year("tashkent-memorandum-1996"))


@computed(
    unit="years",
    how="From the Istanbul Declaration of 1993 to the start of the unit and of its budget in 1999",
    uses=(DCCU_BUDGET,),
)
def eco_declaration_to_unit() -> float:
    """Return the years from the first declaration on drugs to the working unit of ECO."""
    return year("dccu") - year("eco-istanbul-declaration-1993")


def _support_years() -> float:
    starts, ends = tables.figure(DCCU_BUDGET)["period"].split("/")
    months = 12 * (int(ends[:4]) - int(starts[:4])) + int(ends[5:]) - int(starts[5:]) + 1
    return months / 12


@computed(
    unit="usd", how="The printed budget over the months from July 1999 to June 2004, as years", uses=(DCCU_BUDGET,)
)
def dccu_budget_a_year() -> float:
    """Return the yearly budget of the support for ECO's drug unit, to the nearest hundred dollars."""
    return round(tables.value(DCCU_BUDGET) / _support_years(), -2)


@computed(
    unit="usd",
    how="The yearly budget divided by the members of ECO",
    uses=(DCCU_BUDGET, ECO_FOUNDERS),
)
def dccu_budget_a_year_and_member() -> float:
    """Return the yearly budget of ECO's drug unit for each member, to the nearest hundred dollars."""
    return round(tables.value(DCCU_BUDGET) / _support_years() / eco_members_since_1992(), -2)


# -- the agreement of 1996 -----------------------------------------------------------------------------


def duties() -> int:
    """Return the judged articles of the agreement of 1996 times its parties."""
    return len(soft_law.judged()) * soft_law.parties()


@computed(how="Judged articles of the agreement of 1996 times its three parties", uses=(WITHOUT_GROUPS,))
def judged_duties() -> float:
    """Return the duties on which section 3.3 passes a verdict."""
    return duties()


@computed(
    unit="percent",
    format=".0f",
    how="Judged articles over the highest article that is mentioned; the agreement has at least as many",
    uses=(WITHOUT_GROUPS,),
)
def judged_share_at_most() -> float:
    """Return the judged articles as a share of the agreement, an upper bound in percent."""
    return PERCENT * len(soft_law.judged()) / soft_law.highest_article()


@computed(
    unit="percent",
    format=".0f",
    how="1 - 0.05^(1/6): six articles, each judged once, none kept with a chance of one in twenty",
    uses=(WITHOUT_GROUPS,),
)
def compatible_with_six_failures() -> float:
    """Return the highest probability per article that six failures leave one chance in twenty."""
    return PERCENT * highest_compatible(len(soft_law.judged()), ONE_IN_TWENTY)


@computed(
    unit="percent",
    format=".0f",
    how="1 - 0.05^(1/18): six articles in three states, none kept with a chance of one in twenty",
    uses=(WITHOUT_GROUPS,),
)
def compatible_with_eighteen_failures() -> float:
    """Return the highest probability per duty that eighteen failures leave one chance in twenty."""
    return PERCENT * highest_compatible(duties(), ONE_IN_TWENTY)


@computed(
    unit="percent",
    format=".1f",
    how="0.8^18: eighteen duties, each kept with an illustrative probability of 0.8",
    uses=(WITHOUT_GROUPS,),
)
def faithful_parties_keep_everything() -> float:
    """Return the probability that rather faithful parties keep all eighteen duties, in percent."""
    return PERCENT * all_kept(duties(), FAITHFUL, 0, FAITHFUL, 0)


@computed(
    unit="percent",
    format=".1f",
    how="0.9^18: monitoring closes half of the gap from 0.8 to certainty",
    uses=(WITHOUT_GROUPS,),
)
def watched_parties_keep_everything() -> float:
    """Return the probability that the same parties keep everything when all articles are watched, in percent."""
    settings = explorers.load("soft-law")
    return PERCENT * settings.evaluate(**settings.preset("monitored")).values["everything"]


@computed(
    unit="percent",
    format=".0f",
    how="0.2 times 0.8^18, and 0.8 times 0.8: one circumstance decides on all duties four times in five",
    uses=(WITHOUT_GROUPS,),
)
def one_will_keeps_everything() -> float:
    """Return the probability that everything is kept when one political will mostly decides, in percent."""
    return PERCENT * all_kept(duties(), FAITHFUL, 0, FAITHFUL, 0.8)


@computed(
    unit="percent",
    format=".0f",
    how="The chance that nothing is kept under the same circumstance: 0.8 times 0.2, and next to nothing besides",
    uses=(WITHOUT_GROUPS,),
)
def one_will_keeps_nothing() -> float:
    """Return the probability that nothing is kept when one political will mostly decides, in percent."""
    return PERCENT * none_kept(duties(), FAITHFUL, 0, FAITHFUL, 0.8)


# -- one operation -------------------------------------------------------------------------------------


@computed(
    unit="kg-per-day",
    format=".1f",
    how="Heroin seized in the operation over its seven days, six states together",
    uses=("heroin-seized-kanal-2003", "operation-days-kanal-2003"),
)
def regional_kanal_heroin_a_day() -> float:
    """Return the heroin seized on a day of operation Kanal in six states, in kilograms."""
    return tables.value("heroin-seized-kanal-2003") / tables.value("operation-days-kanal-2003")


@computed(
    unit="kg-per-day",
    format=".1f",
    how="Heroin seized in Tajikistan in 2003 over the 365 days of the year",
    uses=("heroin-seized-tajikistan-2003",),
)
def regional_tajik_heroin_a_day() -> float:
    """Return the heroin seized on an average day of 2003 in Tajikistan alone, in kilograms."""
    return tables.value("heroin-seized-tajikistan-2003") / 365
