"""Numbers worked out for section 2.1, models of policy."""

from __future__ import annotations

from counternarcotics import tables
from counternarcotics.computed import PERCENT, computed

CONVICTS_1960 = "drug-share-of-convicts-one-in-united-states-1960"
PRISONERS_1994 = "drug-share-of-prisoners-one-in-united-states-1994"
PRISONERS_NEW_YORK = "drug-share-of-prisoners-new-york-1994"
POSSESSION_SHARE = "personal-possession-share-of-charges-central-asia-2004"
UN_EXPERIENCE = "unodc-experience-span-central-asia-2004"
METHADONE_2004 = "methadone-patients-kyrgyzstan-2004"
REGISTER_KYRGYZSTAN = "registered-users-kyrgyzstan-2003"
USERS_KYRGYZSTAN = "users-estimated-kyrgyzstan-2002"
PATIENTS = tuple(f"substitution-patients-kyrgyzstan-{year}" for year in (2015, 2016, 2017))
PATIENTS_TAJIKISTAN = "substitution-patients-tajikistan-2011"
INJECTING_KYRGYZSTAN = "injecting-users-estimated-kyrgyzstan-2006"
ECAD_MEMBERS = "ecad-members-europe-2004"
STOCKHOLM_CITIES = "stockholm-declaration-signatories-europe-1994"
HIV_UZBEKISTAN = ("hiv-prevalence-injecting-uzbekistan-2011", "hiv-prevalence-injecting-uzbekistan-2018")
HIV_KYRGYZSTAN = ("hiv-prevalence-injecting-kyrgyzstan-2011", "hiv-prevalence-injecting-kyrgyzstan-2017")
HIV_KAZAKHSTAN = ("hiv-prevalence-injecting-kazakhstan-2011", "hiv-prevalence-injecting-kazakhstan-2018")
HIV_TAJIKISTAN = ("hiv-prevalence-injecting-tajikistan-2011", "hiv-prevalence-injecting-tajikistan-2018")


# -- the United States -------------------------------------------------------------------------------


@computed(
    unit="percent",
    format=".0f",
    how="100 over the printed 25: one in 25 of the people convicted",
    uses=(CONVICTS_1960,),
)
def drug_share_of_convicts_1960() -> float:
    """Return the share of people convicted with a drug charge in 1960, in percent."""
    return PERCENT / tables.value(CONVICTS_1960)


@computed(unit="percent", format=".0f", how="100 over the printed 3: one person in three", uses=(PRISONERS_1994,))
def drug_share_of_prisoners_1994() -> float:
    """Return the share of people in prison for a drug crime in 1994, in percent."""
    return PERCENT / tables.value(PRISONERS_1994)


@computed(
    unit="times",
    format=".0f",
    how="The share of 1994 over the share of 1960; the first counts people in prison, the second people convicted",
    uses=(CONVICTS_1960, PRISONERS_1994),
)
def drug_share_1994_over_1960() -> float:
    """Return how many times the first share the second is, though they count different things."""
    return tables.value(CONVICTS_1960) / tables.value(PRISONERS_1994)


@computed(
    unit="years",
    format=".0f",
    how="From 1960, the first year of the comparison, to the laws of 1988",
    uses=(CONVICTS_1960,),
)
def years_before_the_laws() -> float:
    """Return the years of the comparison that lie before the laws it is meant to judge."""
    laws = tables.row("us-drug-laws-1988")
    return float(laws["adopted"][:4]) - float(tables.figure(CONVICTS_1960)["period"])


@computed(
    unit="percent",
    format=".0f",
    how="The share of New York over the national share of the same year, less 1",
    uses=(PRISONERS_NEW_YORK, PRISONERS_1994),
)
def new_york_above_the_nation() -> float:
    """Return by how much the share of New York exceeds the national one, in percent."""
    return PERCENT * (tables.value(PRISONERS_NEW_YORK) / (PERCENT / tables.value(PRISONERS_1994)) - 1)


# -- Europe ------------------------------------------------------------------------------------------


@computed(
    unit="times",
    format=".1f",
    how="Members of the association in 2004 over the cities that signed in 1994: two different units",
    uses=(ECAD_MEMBERS, STOCKHOLM_CITIES),
)
def ecad_members_over_cities() -> float:
    """Return the quotient that the text invites and that has no meaning."""
    return tables.value(ECAD_MEMBERS) / tables.value(STOCKHOLM_CITIES)


# -- Central Asia ------------------------------------------------------------------------------------


@computed(
    unit="percent",
    format=".0f",
    how="100 less the printed share of charges for possession for own use",
    uses=(POSSESSION_SHARE,),
)
def charges_for_everything_else() -> float:
    """Return the share of drug charges for all else, trafficking included, in percent."""
    return PERCENT - tables.value(POSSESSION_SHARE)


@computed(
    unit="",
    format=".0f",
    how="2004, our judgement of the end of the span, less the printed thirteen years",
    uses=(UN_EXPERIENCE,),
)
def start_of_un_experience() -> float:
    """Return the year in which the experience of the UN office begins when counted back."""
    return float(tables.figure(UN_EXPERIENCE)["period"]) - tables.value(UN_EXPERIENCE)


# -- methadone in Kyrgyzstan -------------------------------------------------------------------------


@computed(
    unit="percent",
    format=".1f",
    how="People in the methadone trial over people on the Kyrgyz register of early 2003",
    uses=(METHADONE_2004, REGISTER_KYRGYZSTAN),
)
def methadone_share_of_register() -> float:
    """Return the methadone trial as a share of the register, in percent."""
    return PERCENT * tables.value(METHADONE_2004) / tables.value(REGISTER_KYRGYZSTAN)


@computed(
    unit="percent",
    format=".1f",
    how="People in the methadone trial over the estimate of all people who use drugs in Kyrgyzstan, both its ends",
    uses=(METHADONE_2004, USERS_KYRGYZSTAN),
)
def methadone_share_of_estimate() -> tuple[float, float]:
    """Return the methadone trial as a share of the estimated people who use drugs, in percent, lowest and highest."""
    fewest, most = tables.bounds(USERS_KYRGYZSTAN)
    patients = tables.value(METHADONE_2004)
    return PERCENT * patients / most, PERCENT * patients / fewest


@computed(
    unit="times",
    format=".0f",
    how="People in substitution treatment in 2016 over people in the trial that the monograph describes",
    uses=(PATIENTS[1], METHADONE_2004),
)
def substitution_growth_kyrgyzstan() -> float:
    """Return how many times the trial the treatment of 2016 is."""
    return tables.value(PATIENTS[1]) / tables.value(METHADONE_2004)


@computed(
    unit="percent",
    format=".0f",
    how="People in substitution treatment in 2015 to 2017 over the estimate of people who inject for 2006: years differ",
    uses=(*PATIENTS, INJECTING_KYRGYZSTAN),
)
def substitution_coverage_kyrgyzstan() -> tuple[float, float]:
    """Return the treatment as a share of an older estimate of people who inject, in percent, lowest and highest."""
    shares = [PERCENT * tables.value(patients) / tables.value(INJECTING_KYRGYZSTAN) for patients in PATIENTS]
    return min(shares), max(shares)


def _points(earlier: str, later: str) -> float:
    return tables.value(later) - tables.value(earlier)


@computed(
    unit="",
    format="+.1f",
    how="Reported HIV prevalence among people who inject, 2018 less 2011, in percentage points",
    uses=HIV_UZBEKISTAN,
)
def hiv_prevalence_change_uzbekistan() -> float:
    """Return the change in Uzbekistan, which ended substitution treatment, in percentage points."""
    return _points(*HIV_UZBEKISTAN)


@computed(
    unit="",
    format="+.1f",
    how="Reported HIV prevalence among people who inject, 2017 less 2011, in percentage points",
    uses=HIV_KYRGYZSTAN,
)
def hiv_prevalence_change_kyrgyzstan() -> float:
    """Return the change in Kyrgyzstan, which enlarged substitution treatment, in percentage points."""
    return _points(*HIV_KYRGYZSTAN)


@computed(
    unit="",
    format="+.1f",
    how="Reported HIV prevalence among people who inject, 2018 less 2011, in percentage points",
    uses=HIV_KAZAKHSTAN,
)
def hiv_prevalence_change_kazakhstan() -> float:
    """Return the change in Kazakhstan, where substitution treatment stayed very small, in percentage points."""
    return _points(*HIV_KAZAKHSTAN)


@computed(
    unit="",
    format="+.1f",
    how="Reported HIV prevalence among people who inject, 2018 less 2011, in percentage points",
    uses=HIV_TAJIKISTAN,
)
def hiv_prevalence_change_tajikistan() -> float:
    """Return the change in Tajikistan, which began substitution treatment in 2010, in percentage points."""
    return _points(*HIV_TAJIKISTAN)
