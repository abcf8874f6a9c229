"""The reader's own Counter-Narcotics Concept: an indicator, a scenario, a target and a budget write a brief of two pages.

Counts and rates are those of the monograph.  Costs, shares and targets are the reader's, and the model lets no money
change the course: it sets the expected course beside the wanted one, and the places beside the people.
"""

from __future__ import annotations

from types import SimpleNamespace

import altair as alt
import pandas as pd

from counternarcotics import computed, figure, tables
from counternarcotics.assumptions import Assumption, Choice, Note, Preset
from counternarcotics.explorer import Explorer, Keep, Outcome, Result
from counternarcotics.explorers.forecast import (
    FORECASTABLE_YEARS,
    OFFENCES_BY_PLACE,
    PLACES,
    START,
    USERS_BY_PLACE,
    latest,
    scenarios,
)
from counternarcotics.explorers.policy_model import CRITERIA, MODELS, READINGS, score_lists
from counternarcotics.models.concept import (
    allocation,
    budget_for_coverage,
    course,
    needed_rate,
    people_treated,
    target_path,
)
from counternarcotics.models.growth import split
from counternarcotics.models.portfolio import coverage
from counternarcotics.numberlike import ABOUT, NumberLike, element, formatted, known, maximum, span, summed, text, where

COUNTRIES = ("kazakhstan", "kyrgyzstan", "tajikistan", "uzbekistan")
EARLIEST, LATEST = 2005, 2015
LONGEST_YEARS = LATEST - START
TENTH = 0.1

USERS, OFFENCES, TRAFFICKING, OTHER, HIV, TREATMENT = range(6)
INDICATORS = (
    "Registered users",
    "All drug offences",
    "Trafficking offences",
    "Other drug offences",
    "HIV infections by injecting",
    "People in methadone treatment",
)
AXIS_TITLES = (
    "people on the register",
    *["registered offences"] * 3,
    "registered infections",
    "people in treatment",
)
NAMED = (
    "the number of people on the drug register",
    "the number of registered drug offences",
    "the number of registered trafficking offences",
    "the number of registered drug offences without intent to traffic",
    "the number of registered HIV infections among people who inject drugs",
    "the number of people in methadone treatment",
)

INFECTIONS = tuple(tables.value(f"hiv-infections-injecting-users-{c}-2002") for c in COUNTRIES)
INFECTIONS_BY_PLACE = (summed(INFECTIONS), *INFECTIONS)
# 0 stands for "no figure printed" and is never drawn: the monograph counts methadone patients in Kyrgyzstan alone.
PATIENTS_BY_PLACE = (0.0, 0.0, tables.value("methadone-patients-kyrgyzstan-2004"), 0.0, 0.0)
ASSESSED = tuple(tables.bounds(f"users-estimated-{c}-2002") for c in COUNTRIES)
ASSESSED_LOW, ASSESSED_HIGH = (
    (summed(bounds[end] for bounds in ASSESSED), *(bounds[end] for bounds in ASSESSED)) for end in (0, 1)
)

SCENARIOS = ("Scenario One", "Scenario Two", "Scenario Three", "Your own rates")
PARTS = ("supply", "treatment", "prevention", "institutions", "information")
PART_LABELS = {
    "supply": "Control of supply",
    "treatment": "Treatment",
    "prevention": "Prevention",
    "institutions": "Institutions",
    "information": "Information and research",
}
COURSE, TARGET, COUNTED = "Expected course", "Path to the target", "Counted later"
LATER = {
    (USERS, "Kazakhstan"): ("registered-users-kazakhstan-2007", "registered-users-kazakhstan-2011"),
    (USERS, "Kyrgyzstan"): ("registered-users-kyrgyzstan-2011", "registered-users-kyrgyzstan-2013"),
    (USERS, "Tajikistan"): tuple(f"registered-users-tajikistan-{y}" for y in (2006, 2008, 2011, 2013, 2015)),
    (USERS, "Uzbekistan"): tuple(f"registered-users-uzbekistan-{y}" for y in (2010, 2011, 2014)),
    (OFFENCES, "Uzbekistan"): ("offences-uzbekistan-2014", "offences-uzbekistan-2015"),
    (TREATMENT, "Kyrgyzstan"): ("substitution-patients-kyrgyzstan-2015",),
}
LATER_COUNTS = {
    key: {int(str(tables.figure(i)["period"])[:4]): tables.value(i) for i in identifiers}
    for key, identifiers in LATER.items()
}
BOOK = "Osmonaliev 2005"


# -- what the brief says -------------------------------------------------------------------------------

AIM_OPTIONS = ("Narcological security", "Health", "Safety and honest institutions")
AIMS = (
    "narcological security, as the monograph asks: drug dependence and drug crime are to threaten neither the state nor society. "
    "The term names a wish and no measure, so this concept ties it to a count.",
    "health: fewer people are to die, to be infected or to become dependent. "
    "The monograph puts this among its long-term objectives, as the easing of medical and social consequences, and not first.",
    "safety and honest institutions: fewer people are to live under the pressure of organised crime and of officials who sell decisions. "
    "The monograph ties the failures of enforcement to corruption and prints no measure of it, so the count below is only a sign.",
)
MODEL_OPTIONS = tuple(label for label, _ in MODELS.values())
ARGUMENTS = (
    "It means severe penalties with few safeguards. Its case is deterrence and plain public support. "
    "The monograph rejects it for its cost and for what it does to rights, and later reviews agree: more severity hardly raises prices further (Babor and others 2018), "
    "and fear of arrest keeps people away from services (Degenhardt and others 2010).",
    "It means law with precise limits, early prevention and treatment before punishment, and little tolerance of use. "
    "The monograph recommends it on the Swedish example. "
    "Critics answer that Sweden’s low use may owe little to its policy (Lenke and Olsson 2002) and that its drug-related deaths are high for Europe (EMCDDA 2019).",
    "It means that use is no matter for prison and that services reduce harm even where use continues. "
    "The monograph fears that tolerance feeds demand and gives up control. "
    "Later research finds level of use little changed where possession was decriminalised (Hughes and Stevens 2010) and fewer HIV infections with substitution treatment (MacArthur and others 2012).",
    "It joins severe penalties for trafficking with tolerance of small amounts. The monograph describes it for Turkmenistan and reports no result. "
    "No evaluation is known to us, so its scores are set half-way between two other models: whoever chooses it must collect the evidence.",
)
LAW_OPTIONS = (
    "a crime, with prison",
    "a crime, with treatment in place of prison",
    "an administrative offence",
    "no offence",
)
LAWS = (
    "The weight lies on deterrence. Reviews find little of it in longer terms for drug offences (Strang and others 2012), and prisons spread infections; the law should therefore say which amounts it means.",
    "The convention of 1988 allows treatment as an alternative in such cases, and the monograph would open it to people with chronic dependence. "
    "It works as far as places exist: a court cannot order what no clinic offers.",
    "A fine or a warning keeps people out of prison and in reach of services. The convention of 1988 asks for a criminal offence subject to each constitution, "
    "so the concept must state how it meets the treaty (Room and Reuter 2012).",
    "The police are free for trafficking cases, and nobody avoids a clinic for fear of a record. The convention of 1988 asks for a criminal offence subject to each constitution, "
    "so this needs the strongest legal argument, and the monograph would call it a wrong turn.",
)
COOPERATION_OPTIONS = (
    "A regional centre",
    "Agreements with neighbours",
    "Donors’ programmes",
    "A belt around Afghanistan",
)
COOPERATION = (
    "First comes a regional centre for information. It needs a legal basis, officers from every state and rules for secrets. "
    "The one planned in 2004 saw its agreement come into force only in 2009, so nothing in this plan depends on it before then.",
    "First come plain agreements with neighbours: named officers, fixed days, joint groups. The agreement of 1996 promised such groups, and eight years later none existed; "
    "each duty here therefore carries a date and a person, and is reported in public.",
    "First come donors’ programmes, with the plan as their frame and not the other way round. "
    "The monograph finds that aid goes mainly to supply and that prevention gets the rest; donors are asked to pay in the proportions above.",
    "First comes the belt of controls around Afghanistan that the monograph commends to the region. It guards one side of a market whose demand lies elsewhere, "
    "and pressure on one road moves part of the traffic to another; the plan counts all borders together.",
)
CAUTIONS = (
    "A register grows when more people use drugs and when more people trust a clinic; read it beside treatment places.",
    "Registered offences follow the work of the police; read them beside staff and seizures.",
    "Registered trafficking offences follow the work of the police: even the hopeful Scenario Two lets them rise. They are split off here by an assumed share.",
    "These offences are the easiest to add or to drop by order; they are split off here by an assumed share.",
    "Registrations follow testing, and the source does not say whether its count is a running total; a running total cannot fall.",
    "Treatment is a service and no result; read it beside deaths and new infections.",
)
WARNINGS = (
    "that registers are cleaned while clinics see as many people as before",
    "that cases fall while prices and purity stay as they are",
    "that small carriers fill the courts and no case reaches an organiser",
    "that fines in the street replace cases in the statistics",
    "that fewer people are tested",
    "that places fill with people who do not stay",
)


# In the order of the choices that they give reasons for.
NOTES = (
    Note(name="why_aim", label="Why this aim", after="Aim"),
    Note(name="why_indicator", label="Why this count, and what it misses", after="Indicator and target"),
    Note(name="why_target", label="Why this target and this year", after="Indicator and target"),
    Note(name="why_scenario", label="Why this scenario", after="Forecast and risk"),
    Note(name="why_money", label="Why this split of the money", after="Organisation and money"),
    Note(name="why_law", label="Why this model and this law", after="Law"),
    Note(name="why_cooperation", label="Why this cooperation first", after="Cooperation"),
)


def _quoted(identifier: str, said: str) -> str:
    """Return a line of the list of figures: what, value as printed, source and locator."""
    row = tables.figure(identifier)
    short = tables.lookup("sources", "short")[row["source"]]
    locator = row["locator"].replace(" (", ", ").rstrip(")")
    return f"{said}: {tables.shown(identifier)} ({short}, {locator})"


def _count_lines(prefix: str, suffix: dict[str, str], said: str, total: str) -> list[str]:
    """Return one line a place: the region's sum first, then each country's figure, or that none is printed."""
    lines = [total]
    for country, label in zip(COUNTRIES, PLACES[1:], strict=True):
        year = suffix.get(country)
        lines.append(
            _quoted(f"{prefix}-{country}-{year}", f"{said}, {label}, {year}")
            if year
            else f"{said}, {label}: no figure printed"
        )
    return lines


def _sum_line(said: str, low: float, high: float, unit: str, of: str) -> str:
    whole = " to ".join(dict.fromkeys(formatted(end, ",.0f") for end in (low, high)))
    return f"{said}, sum of {of}: {whole} {unit} (our computation from {BOOK})"


FIGURES = {
    "users": _count_lines("registered-users", dict.fromkeys(COUNTRIES, "2003"), "People on the drug register", _sum_line("People on the drug register, 2003", USERS_BY_PLACE[0], USERS_BY_PLACE[0], "people", "four countries, 1.1 fn. 18")),
    "assessed": _count_lines("users-estimated", dict.fromkeys(COUNTRIES, "2002"), "People assessed to use drugs", _sum_line("People assessed to use drugs, 2002", ASSESSED_LOW[0], ASSESSED_HIGH[0], "people", "four countries, 1.1 fn. 19")),
    "offences": _count_lines("offences", {"kazakhstan": "2002", "kyrgyzstan": "2003", "uzbekistan": "2003"}, "Registered drug offences", _sum_line("Registered drug offences, 2002 and 2003", OFFENCES_BY_PLACE[0], OFFENCES_BY_PLACE[0], "offences", "three countries, Tajikistan prints none, 1.1, fn. 30 and fn. 31")),
    "infections": _count_lines("hiv-infections-injecting-users", dict.fromkeys(COUNTRIES, "2002"), "HIV infections among people who inject drugs", _sum_line("HIV infections among people who inject drugs, 2002", INFECTIONS_BY_PLACE[0], INFECTIONS_BY_PLACE[0], "infections", "four countries, 1.1 fn. 21")),
    "patients": [_quoted("methadone-patients-kyrgyzstan-2004", "People in methadone treatment, Kyrgyzstan, 2004")] * len(PLACES),
}  # fmt: skip
FIGURES_BY_INDICATOR = ("users", "offences", "offences", "offences", "infections", "patients")
RATE_LINES = (
    "; ".join((
        _quoted("scenario-one-change-in-registered-users-central-asia-2005-2010", "Rise of registered users in Scenario One"),
        _quoted("scenario-one-share-of-non-trafficking-offences-central-asia-2005-2010", "Share of offences without intent to traffic"),
    )),
    "; ".join((
        _quoted("scenario-two-decrease-in-users-central-asia-2005-2008", "Fall of users in Scenario Two"),
        _quoted("scenario-two-change-in-trafficking-offences-central-asia-2005-2008", "Rise of trafficking offences"),
        _quoted("scenario-two-decrease-in-non-trafficking-offences-central-asia-2005-2008", "Fall of other drug offences"),
    )),
    _quoted("scenario-three-change-in-offences-central-asia-2005-2008", "Rise of drug offences in Scenario Three"),
    "The rates of the course are the writer’s own and have no source",
)  # fmt: skip
UN_DEMAND_SHARE = f"{formatted(computed.get('demand-share-of-unodc-budgets').ends()[0], '.1f')}%"
AGENCY = f"{tables.shown('budget-drug-control-agency-tajikistan-1999')} into the Tajik agency of {tables.shown('staff-tajik-drug-control-agency-2004')}"


def _scored(m: int) -> str:
    """Say what a model scores in both readings with six criteria weighted alike, and where the readings part most."""
    first, second = (score_lists()[reading][m] for reading in READINGS)
    gaps = [abs(a - b) for a, b in zip(first, second, strict=True)]
    widest = gaps.index(max(gaps))
    name = list(CRITERIA.values())[widest][1].lower()
    means = [formatted(summed(scores) / len(scores), ".1f") for scores in (first, second)]
    return (
        f"With six criteria weighed alike the model scores {means[0]} of 10 points as the monograph argues and {means[1]} as later research reads the evidence; "
        f"the two readings part most over one criterion, {name} ({formatted(first[widest], '.1f')} against {formatted(second[widest], '.1f')}). "
        "The scores are our coding of the texts, open to challenge."
    )


SCORES = tuple(_scored(m) for m in range(len(MODELS)))


# -- the model ----------------------------------------------------------------------------------------


def _rates(a, kind: str) -> tuple[NumberLike, NumberLike, NumberLike]:
    """Return (low, high, years over which they accrue) of users, trafficking, other or anything no scenario forecasts."""
    printed = [getattr(s, kind, None) for s in scenarios()[:3]]
    lows = [a.own_low if p is None else p[0] for p in printed] + [a.own_low]
    highs = [a.own_high if p is None else p[1] for p in printed] + [a.own_high]
    # 1.2 leaves the period open for users in Scenario One and for offences in Scenario Two.
    undated = {"users": [1, 0, 0, 0], "trafficking": [0, 1, 0, 0], "other": [0, 1, 0, 0]}.get(kind, [0, 0, 0, 0])
    years = 1 + (FORECASTABLE_YEARS - 1) * a.period * element(undated, a.scenario)
    return element(lows, a.scenario), element(highs, a.scenario), years


def _printed(scenario: NumberLike, indicator: NumberLike) -> NumberLike:
    """Return 1 where the scenario prints a rate for the indicator, else 0."""
    users, offences, each, neither = [1, 1, 0, 0], [0, 1, 1, 0], [0, 1, 0, 0], [0, 0, 0, 0]
    return element([element(flags, scenario) for flags in (users, offences, each, each, neither, neither)], indicator)


def _undated(a) -> NumberLike:
    """Return, as a condition, whether 1.2 leaves the period of the rates open that the course follows."""
    kinds = (a.indicator == OFFENCES) | (a.indicator == TRAFFICKING) | (a.indicator == OTHER)
    return ((a.scenario == 0) & (a.indicator == USERS)) | ((a.scenario == 1) & kinds)


def _split_matters(a) -> NumberLike:
    """Return, as a condition, whether the two kinds of offences are counted apart or follow rates of their own."""
    apart = (a.indicator == TRAFFICKING) | (a.indicator == OTHER) | ((a.indicator == OFFENCES) & (a.scenario == 1))
    return apart & (element(OFFENCES_BY_PLACE, a.place) > 0)


def _counted(a, what: int) -> NumberLike:
    """Return the year (`what` = 0) or the count (1) of the last later figure up to the target year, or 0 without one."""
    found = [
        [latest(LATER_COUNTS.get((i, place), {}), a.target_year, what) for place in PLACES]
        for i in range(len(INDICATORS))
    ]
    return element([element(places, a.place) for places in found], a.indicator)


def _courses(a, t: NumberLike) -> list[tuple[NumberLike, NumberLike]]:
    """Return (low, high) of every indicator after `t` years."""
    others, trafficked = split(element(OFFENCES_BY_PLACE, a.place), a.non_trafficking_share)

    def band(base: NumberLike, kind: str) -> tuple[NumberLike, NumberLike]:
        low, high, years = _rates(a, kind)
        return course(base, low, high, t, years)

    users = band(element(USERS_BY_PLACE, a.place), "users")
    trafficking, other = band(trafficked, "trafficking"), band(others, "other")
    infections = band(element(INFECTIONS_BY_PLACE, a.place), "infections")
    patients = band(element(PATIENTS_BY_PLACE, a.place), "patients")
    offences = (trafficking[0] + other[0], trafficking[1] + other[1])
    # Scenario Three prints a rate for all offences together and for neither kind alone.
    alone = a.scenario == SCENARIOS.index("Scenario Three")
    trafficking, other = (
        tuple(where(alone, mine, theirs) for mine, theirs in zip(band(start, "own"), ends, strict=True))
        for start, ends in ((trafficked, trafficking), (others, other))
    )
    return [users, offences, trafficking, other, infections, patients]


def _expected(a, t: NumberLike) -> tuple[NumberLike, NumberLike]:
    courses = _courses(a, t)
    return tuple(element([band[end] for band in courses], a.indicator) for end in (0, 1))


def _wanted(a) -> NumberLike:
    """Return the change that the target asks for: of people in treatment always a rise, whatever its sign."""
    return where(a.indicator == TREATMENT, maximum(a.target_change, -a.target_change), a.target_change)


def _is_split(a) -> NumberLike:
    """Return, as a condition, whether the indicator's start is no printed count but the reader's share of one."""
    return (a.indicator == TRAFFICKING) | (a.indicator == OTHER)


def model(a, row, keep: Keep) -> Outcome:
    """Set the expected course beside the target and the places beside the people; write the brief."""
    a = SimpleNamespace(**vars(a) | {"target_change": keep("wanted_change", _wanted(a))})
    years = keep("years", a.target_year - START)
    base = keep("base", _expected(a, 0)[0])
    has_base = keep("has_base", where(base > 0, 1, 0)) == 1
    is_split = where(_is_split(a), 1, 0)
    row_low, row_high = _expected(a, row["t"])
    columns = {
        "low": row_low,
        "high": row_high,
        "target": target_path(base, a.target_change, row["t"], years),
        "shown": where(row["t"] <= years, 1, 0) * where(base > 0, 1, 0),
    }

    low_end, high_end = (
        keep(f"{end}_end", value) for end, value in zip(("low", "high"), _expected(a, years), strict=True)
    )
    aimed = keep("aimed", base * (1 + a.target_change))
    gap_low, gap_high = keep("gap_low", low_end - aimed), keep("gap_high", high_end - aimed)
    needed = keep("needed", needed_rate(a.target_change, years))
    sums = {
        part: keep(f"sum_{part}", money)
        for part, money in zip(
            PARTS, allocation(a.budget, [getattr(a, f"weight_{part}") for part in PARTS]), strict=True
        )
    }
    treated = keep("treated", people_treated(sums["treatment"], a.cost))
    assessed_low, assessed_high = element(ASSESSED_LOW, a.place), element(ASSESSED_HIGH, a.place)
    reached = (
        keep("reached_low", coverage(treated, assessed_high)),
        keep("reached_high", coverage(treated, assessed_low)),
    )
    treatment_part = keep("treatment_part", sums["treatment"] / a.budget)
    tenth = tuple(
        keep(f"tenth_{end}", budget_for_coverage(TENTH, assessed, a.cost, treatment_part))
        for end, assessed in (("low", assessed_low), ("high", assessed_high))
    )  # fmt: skip

    results = {
        "base": Result("Count at the start", known(has_base & (is_split < 1), base), exact=True),
        "base_split": Result("Count at the start, by the share that you set", known(has_base & (is_split > 0), base)),
        "expected": Result("Expected in the target year", known(has_base, low_end), known(has_base, high_end)),
        "aimed": Result("Target", known(has_base, aimed)),
        "gap": Result("Expected less target (above 0: the course ends above it)", known(has_base, gap_low), known(has_base, gap_high)),
        "counted": Result("Counted later, in the last year up to the target year", known((a.hindsight == 1) & (_counted(a, 0) > 0), _counted(a, 1)), exact=True),
        "needed": Result("Change that the target needs", needed, format="+.1%", unit="a year"),
        **{f"money_{part}": Result(label, sums[part], format=",.2f", unit="US$ million") for part, label in PART_LABELS.items()},
        "treated": Result("People a year whom the treatment money could treat", treated),
        "registered_assessed": Result("People assessed to use drugs", assessed_low, assessed_high, exact=True),
        "reached": Result("Share of them whom the treatment money could reach", *reached, ".1%"),
        "tenth": Result("Yearly budget that would treat one in ten of them, at the same split", *tenth, ",.1f", "US$ million"),
    }  # fmt: skip

    words = _words(a, base, has_base, low_end, high_end, aimed, gap_low, gap_high)
    said = text(
        "{place}, {indicator}: {now} at the start, {course} expected in {year:.0f} {basis}, target {aimed:~,.0f}: {verdict}. "
        "The treatment money pays for {treated:~,.0f} people a year, {share} of those assessed.",
        place=words["place"],
        indicator=words["short"],
        now=words["now"],
        course=words["course"],
        year=a.target_year,
        basis=words["basis"],
        aimed=aimed,
        verdict=words["verdict"],
        treated=treated,
        share=span(*reached, "~.1%"),
    )
    silent = text(
        "{place}, {indicator}: the monograph prints no figure to start from, so neither course nor target can be drawn; choose another indicator, or plan the count first.",
        place=words["place"],
        indicator=words["short"],
    )
    brief = _brief(a, words, has_base, needed, sums, treated, reached, treatment_part)
    return Outcome(columns, results, where(has_base, said, silent), brief)


def _words(a, base, has_base, low_end, high_end, aimed, gap_low, gap_high) -> dict[str, NumberLike]:
    """Return the phrases that sentence and brief share."""
    short = element(
        [name if name.startswith("HIV") else name[0].lower() + name[1:] for name in INDICATORS], a.indicator
    )
    size = text("{size:.0%}", size=maximum(a.target_change, -a.target_change))
    wanted = where(
        size == "0%",
        "to stay level",
        where(a.target_change < 0, text("to fall by {s}", s=size), text("to rise by {s}", s=size)),
    )
    above = text("{gap} above the target", gap=span(gap_low, gap_high, ABOUT))
    below = text("{gap} below the target", gap=span(-gap_high, -gap_low, ABOUT))
    inside = "the target lies within the expected range"
    return {
        "place": element(PLACES, a.place),
        "where": element(["four countries of Central Asia", *PLACES[1:]], a.place),
        "short": short,
        "named": element(NAMED, a.indicator),
        "scenario": element([*SCENARIOS[:3], "your own rates"], a.scenario),
        "basis": where(
            _printed(a.scenario, a.indicator) == 1,
            text("under {scenario}", scenario=element(SCENARIOS, a.scenario)),
            where(
                a.scenario == len(SCENARIOS) - 1,
                "at your own rates",
                text("at your own rates, since {scenario} prints none for it", scenario=element(SCENARIOS, a.scenario)),
            ),
        ),
        "now": where(_is_split(a), text("{base:~,.0f}", base=base), text("{base:,.0f}", base=base)),
        "course": span(low_end, high_end, ABOUT),
        "wanted": wanted,
        "verdict": where(gap_low > 0.5, above, where(gap_high < -0.5, below, inside)),
    }


def _brief(a, w, has_base, needed, sums, treated, reached, treatment_part) -> dict[str, NumberLike]:
    """Write the brief, one text a heading; every number is the model's, every phrase follows a choice."""
    registered = element(USERS_BY_PLACE, a.place)
    assessed = span(element(ASSESSED_LOW, a.place), element(ASSESSED_HIGH, a.place), ",.0f")
    offences = element(OFFENCES_BY_PLACE, a.place)
    aim = text(
        "This is a counter-narcotics concept for {where} from {start:.0f} to {year:.0f}. It aims at {aim} "
        "Success is judged by one number: {named} is {wanted}. A single number invites everybody to work on the number, so two warnings stand at the end.",
        where=w["where"], start=START, year=a.target_year, aim=element(AIMS, a.aim), named=w["named"], wanted=w["wanted"],
    )  # fmt: skip
    situation = text(
        "In early 2003 the register held {registered:,.0f} people, while {assessed} were assessed to use drugs in 2002, {ratio} for each person registered. {crime} "
        "{infections:,.0f} HIV infections among people who inject drugs were registered. The figures are those of the monograph, written by an officer of the Kyrgyz drug control agency; "
        "registers show whom clinics and police have met, and the assessment is an estimate. The true number of people in need is not known.",
        registered=registered,
        assessed=assessed,
        ratio=span(element(ASSESSED_LOW, a.place) / registered, element(ASSESSED_HIGH, a.place) / registered, ".1f"),
        crime=where(
            offences > 0,
            where(a.place == 0, text("Three countries registered {n:,.0f} drug offences in a year; Tajikistan prints no count.", n=offences), text("Police registered {n:,.0f} drug offences in a year.", n=offences)),
            "No count of drug offences is printed.",
        ),
        infections=element(INFECTIONS_BY_PLACE, a.place),
    )  # fmt: skip
    policy = text(
        "The concept follows {model}. {argument} {scores}",
        model=element([name for _, name in MODELS.values()], a.model),
        argument=element(ARGUMENTS, a.model),
        scores=element(SCORES, a.model),
    )
    law = text(
        "Possession for one’s own use is {law}. {why} The monograph holds that {share} of drug charges in the region concern such possession, so this one rule decides where most of the work of the courts goes. "
        "Terms, amounts and procedures are to be brought into line with the neighbours’, since different lists and different amounts can stop joint cases.",
        law=element(LAW_OPTIONS, a.law),
        why=element(LAWS, a.law),
        share=tables.shown("personal-possession-share-of-charges-central-asia-2004"),
    )
    listed = text(
        "control of supply {supply:~,.2f} ({supply_part:.0%}), treatment {treatment:~,.2f} ({treatment_part:.0%}), prevention {prevention:~,.2f} ({prevention_part:.0%}), "
        "institutions {institutions:~,.2f} ({institutions_part:.0%}) and information {information:~,.2f} ({information_part:.0%})",
        **sums,
        **{f"{part}_part": money / a.budget for part, money in sums.items()},
    )
    money = text(
        "The plan costs US$ {budget:,.1f} million a year: {listed}. One office answers for it and reports every spring what was spent and what was counted. "
        "At an assumed US$ {cost:,.0f} a person and year the treatment money pays for {treated:~,.0f} people, {reached} of those assessed to use drugs. {remark} "
        "For scale: the United Nations put {agency}, and of all its project budgets that the monograph prints {un} went to demand; here treatment and prevention get {demand:.0%}.",
        budget=a.budget, listed=listed, cost=a.cost, treated=treated, reached=span(*reached, "~.1%"),
        remark=where(
            treated <= 0,
            "That leaves everybody who wants to stop without a place.",
            where(reached[1] < TENTH, "Most people in need will not find a place, so the plan must say who comes first.", where(reached[1] < 1, "Staff and trust, more than money, may set the limit at such a scale.", "That is more than can be asked of any service: the surplus should move to other parts.")),
        ),
        agency=AGENCY, un=UN_DEMAND_SHARE, demand=treatment_part + sums["prevention"] / a.budget,
    )  # fmt: skip
    indicator = where(
        has_base,
        text(
            "{Named} stands at {now} at the start and is {wanted}, to {aimed:~,.0f} in {year:.0f}. On an even path that is {needed:~+.1%} a year. {caution}",
            Named=element([name[0].upper() + name[1:] for name in NAMED], a.indicator),
            now=w["now"], wanted=w["wanted"], aimed=element_of_target(a), year=a.target_year, needed=needed, caution=element(CAUTIONS, a.indicator),
        ),
        text(
            "For {where} the monograph prints no figure for {named}. The first task of the plan is therefore to count; a target of a change ({wanted}) can be set only then. {caution}",
            where=w["where"], named=w["named"], wanted=w["wanted"], caution=element(CAUTIONS, a.indicator),
        ),
    )  # fmt: skip
    low, high, _ = _chosen_rates(a)
    forecast = text(
        "{base_case} {rates} {end}{horizon} The two ends of a range are two rates and no measure of doubt: nobody has said how often the count should fall between them. "
        "Nothing here says that the plan changes the course; the distance to the target is the task, not the forecast of its success.",
        base_case=text("The course follows {scenario}.", scenario=where(a.scenario == 3, "the writer’s own rates", text("{s} of the monograph", s=w["scenario"]))),
        rates=where(
            _printed(a.scenario, a.indicator) == 1,
            text("{reading}", reading=element([
                where(a.indicator == USERS, text("Its rise is read as {p}.", p=element(["a yearly rate", "a total over five years"], a.period)), ""),
                where(a.indicator == USERS, "Its fall is printed as yearly.", text("Its rates are read as {p}.", p=element(["yearly rates", "totals over five years"], a.period))),
                "Its rise is printed as a yearly minimum.",
                "",
            ], a.scenario)),
            text("{none} {rate} a year.", none=where(a.scenario == 3, "They are", "It prints no rate for this count, and the writer’s own stand in:"), rate=span(low, high, "+.1%")),
        ),
        end=where(
            has_base,
            text("It leads to {course} in {year:.0f}: {verdict}.", course=w["course"], year=a.target_year, verdict=w["verdict"]),
            "Without a count at the start it leads to no number.",
        ),
        horizon=where(a.target_year > START + FORECASTABLE_YEARS, text(" The target year lies beyond the {n:.0f} years from the start that the author’s longest horizon covers.", n=FORECASTABLE_YEARS), ""),
    )  # fmt: skip
    half = element([t // 2 for t in range(LONGEST_YEARS + 1)], a.target_year - START)
    middle = _expected(a, half)
    change = text(
        "{when} A second sign would be {warning}. We would drop the policy model if the criterion on which the two readings of the evidence part most went against it in our own data, "
        "and move money between the parts if places stayed empty or people waited. Somebody outside the ministry should score this concept in {year:.0f}.",
        when=where(
            has_base,
            text(
                "Half-way, in {year:.0f}, the path to the target asks for {path:~,.0f} and the scenario expects {middle}. A count nearer to the scenario than to the path would tell us that the plan is not working, or not yet.",
                year=START + half, path=target_path(element(_bases(a), a.indicator), a.target_change, half, a.target_year - START), middle=span(*middle, ABOUT),
            ),
            "If there is no count after the first year, the plan has failed at its first task.",
        ),
        warning=element(WARNINGS, a.indicator),
        year=a.target_year,
    )  # fmt: skip
    figures = text(
        "- {users}.\n- {assessed}.\n{base}- {rates} (the monograph’s scenarios start from its publication; here they run from the count of {start:.0f}).\n- {agency}.\n"
        "- Share of United Nations project budgets for demand: {un} (our computation from " + BOOK + ", 3.2.1).\n"
        "- {charges}.\n- Cost a person treated, split of the money and target: assumptions of this concept, not figures.",
        users=element(FIGURES["users"], a.place),
        assessed=element(FIGURES["assessed"], a.place),
        base=where(a.indicator == USERS, "", text("- {line}.\n", line=element([element(FIGURES[key], a.place) for key in FIGURES_BY_INDICATOR], a.indicator))),
        rates=element(RATE_LINES, a.scenario),
        start=START,
        agency=_quoted("budget-drug-control-agency-tajikistan-1999", "Project budget of the Tajik Drug Control Agency")
        + ".\n- "
        + _quoted("staff-tajik-drug-control-agency-2004", "Its staff"),
        un=UN_DEMAND_SHARE,
        charges=_quoted("personal-possession-share-of-charges-central-asia-2004", "Share of drug charges for possession for own use"),
    )  # fmt: skip
    return {
        "Aim": aim,
        "Situation": situation,
        "Indicator and target": indicator,
        "Forecast and risk": forecast,
        "Organisation and money": money,
        "Policy model, and why": policy,
        "Law": law,
        "Cooperation": element(COOPERATION, a.cooperation),
        "What would change our mind": change,
        "Figures and their sources": figures,
    }


def _bases(a) -> list[NumberLike]:
    return [low for low, _ in _courses(a, 0)]


def element_of_target(a) -> NumberLike:
    """Return the count that the target asks for in its year."""
    return element(_bases(a), a.indicator) * (1 + a.target_change)


def _chosen_rates(a) -> tuple[NumberLike, NumberLike, NumberLike]:
    """Return the reader's own rates in order, as the brief prints them."""
    low, high = course(1, a.own_low, a.own_high, 1)
    return low - 1, high - 1, 1


# -- the chart ----------------------------------------------------------------------------------------


def _later() -> pd.DataFrame:
    """Return the later counts, one row a figure, with the positions of its indicator and place."""
    return pd.DataFrame(
        {
            "indicator_key": indicator,
            "place_key": PLACES.index(place),
            "year": int(str(tables.figure(identifier)["period"])[:4]),
            "counted": tables.value(identifier),
            "line": COUNTED,
        }
        for (indicator, place), identifiers in LATER.items()
        for identifier in identifiers
    )


def _missing() -> pd.DataFrame:
    """Return the pairs of indicator and place for which no count is printed."""
    bases = (USERS_BY_PLACE, *[OFFENCES_BY_PLACE] * 3, INFECTIONS_BY_PLACE, PATIENTS_BY_PLACE)
    return pd.DataFrame(
        {"indicator_key": indicator, "place_key": place, "note": "no figure printed to start from"}
        for indicator, counts in enumerate(bases)
        for place, count in enumerate(counts)
        if count == 0
    )


def draw(source: alt.Chart, explorer: Explorer) -> alt.LayerChart:
    """Return the expected course as a band, the path to the target as a dashed line, and what was counted later."""
    visible = source.transform_filter("datum.shown > 0").transform_calculate(
        middle="(datum.low + datum.high) / 2", course=f"'{COURSE}'", path=f"'{TARGET}'"
    )
    colours = alt.Scale(
        domain=[COURSE, TARGET, COUNTED], range=[figure.COLOURS[1], figure.COLOURS[0], figure.COLOURS[2]]
    )

    def colour(field: str) -> alt.Color:
        return alt.Color(f"{field}:N").scale(colours).legend(symbolType="circle", symbolOpacity=1)

    x = (
        alt.X("year:Q")
        .title(None)
        .axis(format="d", tickMinStep=1)
        .scale(domain=[START, alt.ExprRef("target_year")], nice=False)
    )
    y = (
        alt.Y("low:Q")
        .title(figure.told(f"{list(AXIS_TITLES)}[indicator]"))
        .axis(format="~s", tickCount=5)
        .scale(zero=True)
    )
    tooltip = [
        alt.Tooltip("year:Q", title="Year", format="d"),
        alt.Tooltip("low:Q", title="Expected, low", format=",.0f"),
        alt.Tooltip("high:Q", title="Expected, high", format=",.0f"),
        alt.Tooltip("target:Q", title="Path to the target", format=",.0f"),
    ]
    band = visible.mark_area(opacity=0.3).encode(x=x, y=y, y2="high:Q", color=colour("course"))
    middle = visible.mark_line(strokeWidth=2.5, point={"size": 30}).encode(
        x=x, y="middle:Q", color=colour("course"), tooltip=tooltip
    )
    path = visible.mark_line(strokeWidth=3, strokeDash=[7, 4]).encode(
        x=x, y="target:Q", color=colour("path"), tooltip=tooltip
    )
    end = visible.transform_filter("datum.year == target_year")
    point = end.mark_point(filled=True, size=130, opacity=1, shape="diamond").encode(
        x=x, y="target:Q", color=colour("path"), tooltip=tooltip
    )
    later = (
        alt.Chart(_later())
        # What lies beyond the target year would take its room from the plot.
        .transform_filter("datum.year <= target_year")
        .transform_calculate(
            told="hindsight > 0 && datum.indicator_key == indicator && datum.place_key == place",
            # A dot that is not asked for has no size: an empty layer would leave the axis without an extent.
            height="datum.told ? datum.counted : 0",
            size="datum.told ? 90 : 0",
        )
        .mark_point(filled=True, opacity=1)
        .encode(
            x=x,
            y="height:Q",
            size=alt.Size("size:Q").scale(None).legend(None),
            color=colour("line"),
            tooltip=[
                alt.Tooltip("year:Q", title="Year", format="d"),
                alt.Tooltip("counted:Q", title="Counted later", format=",.0f"),
            ],
        )
    )
    nothing = (
        alt.Chart(_missing())
        .transform_filter("datum.indicator_key == indicator && datum.place_key == place")
        .mark_text(fontSize=14, opacity=0.85)
        .encode(x=alt.value(alt.ExprRef("width / 2")), y=alt.value(150), text="note:N")
    )
    return alt.layer(band, middle, path, point, later, nothing).properties(height=310)


# -- the explorer -------------------------------------------------------------------------------------


def _assumptions() -> tuple[Assumption, ...]:
    # In the order in which a concept is written, which the chapter follows too.
    concept, judged, course_group, money, ways, later = (
        "Aim",
        "Indicator and target",
        "Scenario and rates",
        "Money",
        "Model, law and cooperation",
        "Only afterwards",
    )
    rate = dict(
        minimum=-0.2,
        maximum=0.3,
        step=0.01,
        format="+.0%",
        unit="a year",
        group=course_group,
        why="Wide enough for every rate that section 1.2 prints and for a service that starts small",
    )
    weight = dict(
        minimum=0,
        maximum=10,
        step=1,
        format=".0f",
        group=money,
        why="Only the proportions count, so ten parts are enough",
        changes=("results", "Organisation and money"),
    )
    own_rates = dict(
        matters=lambda s: _printed(s.scenario, s.indicator) == 0,
        idle="choose “Your own rates”, or a count for which the scenario prints none.",
    )
    ours = "illustrative assumption; no national budget is printed"
    return (
        Choice(name="place", meaning="The country, or the four together, for which your concept is written", changes=("chart", "results", "Situation"), kept=True, label="Country or region", default=2, options=PLACES, why="Countries whose register is printed; Turkmenistan prints none", source="1.1 fn. 18", group=concept),
        Choice(name="aim", meaning="What your concept is for in the end; it heads the brief and moves no number", changes=("Aim",), label="Aim", default=0, options=AIM_OPTIONS, why="The aim of the monograph and two that its objectives also name", source="2.1; summary", group=concept),
        Choice(name="indicator", meaning="The count by which success or failure will be judged", changes=("chart", "results", "Indicator and target"), label="Judged by", default=USERS, options=INDICATORS, why="Only counts for which the monograph prints a start in some country", source="1.1 fn. 18, 21, 30 and 31; 2.1 fn. 83", group=judged),
        Assumption(name="target_change", meaning="How far above or below its start you want the indicator to be", changes=("chart", "results", "Indicator and target"), label="Change wanted by the target year (in treatment always a rise)", default=-0.1, minimum=-0.8, maximum=2, step=0.05, format="+.0%", why="From a fall by four fifths to a service that triples", source="illustrative assumption; the monograph sets no target in numbers", group=judged),
        Assumption(name="target_year", meaning="The year in which the indicator is compared with your target", changes=("chart", "results", "Forecast and risk"), label="Target year", default=2008, minimum=EARLIEST, maximum=LATEST, step=1, format=".0f", why="From the year of publication to ten years later; the author forecasts up to five years", source="1.2; the choice is yours", group=judged),
        Choice(name="scenario", meaning="The course that the indicator takes if your policy changes nothing", changes=("chart", "results", "Forecast and risk"), label="Scenario", default=0, options=SCENARIOS, why="The three scenarios of section 1.2, or rates of your own", source="1.2", group=course_group),
        Choice(name="period", meaning="Whether a rate printed without a period is meant for one year or for five together", changes=("chart", "results", "Forecast and risk"), matters=_undated, idle="choose a scenario that leaves the period open: Scenario One for users, Scenario Two for offences.", label="Rates without a period are", default=0, options=("yearly", "totals over five years"), why="Section 1.2 leaves the period open for users in Scenario One and offences in Scenario Two", source="1.2 (Scenario One); 1.2 (Scenario Two)", group=course_group),
        Assumption(name="own_low", meaning="The slowest yearly growth that you expect if your policy changes nothing", changes=("chart", "results", "Forecast and risk"), **own_rates, label="Your rate, low", default=0, source="illustrative assumption, used where the scenario prints no rate", **rate),
        Assumption(name="own_high", meaning="The fastest yearly growth that you expect if your policy changes nothing", changes=("chart", "results", "Forecast and risk"), **own_rates, label="Your rate, high", default=0.03, source="illustrative assumption, used where the scenario prints no rate", **rate),
        Assumption(name="non_trafficking_share", meaning="How many offences at the start are without intent to traffic; the others are the trafficking offences", changes=("chart", "results", "Indicator and target"), matters=_split_matters, idle="judge by trafficking or other offences, or by all offences in Scenario Two, where they are counted.", label="Share of offences without intent to traffic", default=tables.value("scenario-one-share-of-non-trafficking-offences-central-asia-2005-2010") / 100, minimum=0.5, maximum=0.95, step=0.01, format=".0%", why="Section 1.2 expects over 70% and prints no count of either kind", source="1.2 (Scenario One)", group=course_group),
        Assumption(name="budget", meaning="All the money that your concept may spend in a year", changes=("results", "Organisation and money"), label="Budget a year", default=5, minimum=0.5, maximum=50, step=0.5, format=",.1f", unit="US$ million", why="From the size of the smallest projects in section 3.2.1 to more than all its printed budgets in one year", source=ours, group=money),
        Assumption(name="weight_supply", meaning="Parts of the budget for police, borders and courts", label="Parts for control of supply", default=4, source=ours, **weight),
        Assumption(name="weight_treatment", meaning="Parts of the budget for treatment of people who use drugs", label="Parts for treatment", default=2, source=ours, **weight),
        Assumption(name="weight_prevention", meaning="Parts of the budget for keeping people from starting", label="Parts for prevention", default=1, source=ours, **weight),
        Assumption(name="weight_institutions", meaning="Parts of the budget for the agencies that carry the concept out", label="Parts for institutions", default=2, source=ours, **weight),
        Assumption(name="weight_information", meaning="Parts of the budget for counting, surveys and research", label="Parts for information and research", default=1, source=ours, **weight),
        Assumption(name="cost", meaning="What the care of one person costs in a year, so that the budget can be turned into people", changes=("results", "Organisation and money"), label="Cost a person treated", default=1000, minimum=100, maximum=5000, step=100, format=",.0f", unit="US$ a year", why="From a daily dose with little care to months in a clinic, at prices that differ tenfold between countries", source="illustrative assumption; the monograph prints no cost of treatment", group=money),
        Choice(name="model", meaning="The attitude to drugs and to people who use them from which the rest should follow", changes=("Policy model, and why",), label="Policy model", default=1, options=MODEL_OPTIONS, why="The three models of section 2.1 and the mixture that a footnote describes", source="2.1; coded in the table of policy scores", group=ways),
        Choice(name="law", meaning="What the law makes of possession for one’s own use", changes=("Law",), label="Own use is", default=1, options=LAW_OPTIONS, why="The range of rules that the readings and later research discuss", source="2.1 and 2.2; the choice is yours", group=ways),
        Choice(name="cooperation", meaning="With whom, and in what form, the work across borders is done", changes=("Cooperation",), label="Cooperation", default=1, options=COOPERATION_OPTIONS, why="Four channels that Part 3 of the monograph describes", source="3.1 to 3.3; the choice is yours", group=ways),
        Choice(name="hindsight", meaning="Puts the counts that were published later beside your forecast", changes=("chart", "results"), matters=lambda s: _counted(s, 0) > 0, idle="choose a country, a count and a target year up to which a later count is held here.", kept=True, label="Show what was counted later", default=0, options=("no", "yes"), why="Write first, look afterwards: hindsight makes every forecast easy", source="later publications, listed in the catalogue of figures", group=later),
    )  # fmt: skip


def build() -> Explorer:
    """Return the explorer in which the reader writes a Counter-Narcotics Concept."""
    assumptions = _assumptions()
    start = {a.name: a.default for a in assumptions}
    model_of = {label: position for position, label in enumerate(MODEL_OPTIONS)}
    split_of = dict.fromkeys((f"weight_{part}" for part in PARTS), 1)
    # A preset names every assumption except the place and hindsight, so that one button writes one brief for any country.
    kept = {k: v for k, v in start.items() if k not in ("place", "hindsight")}
    presets = (
        Preset(name="as-the-author", label="As the author advises", settings=kept | {"model": model_of["Restrictive"], "aim": 0, "law": 1, "cooperation": 3, "scenario": 1, "target_change": -0.1},
            why="Section 4: restrictive policy for narcological security, with a belt around Afghanistan; the numbers are ours"),
        Preset(name="health-first", label="Health first", settings=kept | {"model": model_of["Liberal"], "aim": 1, "law": 2, "cooperation": 2, "indicator": HIV, "scenario": 3, "own_low": 0.05, "own_high": 0.15, "target_change": 0.2, "weight_supply": 1, "weight_treatment": 5, "weight_prevention": 2, "weight_institutions": 1},
            why="The counter-position of later research: places in treatment first; the numbers are ours"),
        Preset(name="hard-line", label="Hard line", settings=kept | {"model": model_of["War on drugs"], "aim": 2, "law": 0, "cooperation": 3, "indicator": OFFENCES, "scenario": 2, "target_change": -0.2, "weight_supply": 8, "weight_treatment": 0, "weight_prevention": 0, "weight_institutions": 2, "weight_information": 0},
            why="The model that section 4 warns of, at its strongest; the numbers are ours"),
        Preset(name="even-split", label="Even split", settings=kept | split_of | {"aim": 2, "cooperation": 0, "indicator": OTHER, "scenario": 1, "target_change": -0.3},
            why="The same money for each of five parts, judged by small offences; the numbers are ours"),
    )  # fmt: skip
    rows = pd.DataFrame({"t": t, "year": START + t} for t in range(LONGEST_YEARS + 1))
    return Explorer(
        name="concept",
        title="Write your own Counter-Narcotics Concept",
        question="What do you want to change, by when, with what money, and what is expected if nothing works?",
        description=(
            "Line chart of the chosen count (people, offences or infections) by year from 2003 to the target year: the expected course as a line in a band between its low and high rate, "
            "the even path to the target as a dashed line with a diamond at its end, and, if asked for, the later counts as dots. At the start the Kyrgyz register is expected to grow while the target asks for a fall, and the lines part. "
            "Counts and rates from Osmonaliev 2005, 1.1 and 1.2; the target is the reader’s."
        ),
        assumptions=assumptions,
        presets=presets,
        rows=rows,
        model=model,
        draw=draw,
        table_columns={
            "year": ("Year", "d"),
            "low": ("Expected, low", ",.0f"),
            "high": ("Expected, high", ",.0f"),
            "target": ("Path to the target", ",.0f"),
        },
        table_filter="shown",
        notes=NOTES,
        source="Osmonaliev 2005, 1.1, 1.2, 2.1 and 3.2.1; policy scores coded by us from 2.1 and from the research cited with them; targets, shares and costs are assumptions of the reader",
        leaves_out=(
            "Money does not change the course here: the monograph prints no effect of any measure, so none is modelled, and the gap is a task and no verdict. "
            "Counts of 2002 to 2004 all stand at the start in 2003. Rates are constant and the same for every country. Treatment has one cost, every place one person, and what happens to a person "
            "afterwards is left out; so are prices, prisons, neighbours and the harm that measures do. A good brief can be a bad policy: what it does to people must be judged outside this page."
        ),
    )  # fmt: skip
