"""Rounding or error: whether the rounding of two printed numbers can explain a third."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace

import altair as alt
import pandas as pd

from counternarcotics import figure, tables
from counternarcotics.assumptions import Assumption, Choice, Preset
from counternarcotics.explorer import Explorer, Keep, Outcome, Result
from counternarcotics.models.rounding import gap, numerator_needed, quotient, quotient_bounds, relative_half_width
from counternarcotics.numberlike import NumberLike, code, element, maximum, minimum, span, summed, text, where

PER_100000, PERCENT, CHANGE, RATIO = range(4)
KINDS = ("per 100,000", "percent", "percent change", "ratio")
MULTIPLIERS = (100_000, 100, 100, 1)
OFFSETS = (0, 0, 1, 0)  # a change is the quotient less one

UNITS = ("as we read the print", "exact", "to 0.1", "to 1", "to 10", "to 100", "to 1,000", "to 10,000")
ROUNDED_TO = (0, 0.1, 1, 10, 100, 1_000, 10_000)  # the units after the first, which each case brings along
PRINTED_UNITS = ("as we read the print", "exact", "to 0.1", "to 1", "to 10")

ALLOWED, PRINTED = "what rounding allows", "what the printed value stands for"
ROWS = pd.DataFrame({"series": [ALLOWED, PRINTED], "position": [0, 1]})

REGISTERS = tuple(f"registered-users-{c}-2003" for c in ("kazakhstan", "kyrgyzstan", "tajikistan", "uzbekistan"))


@dataclass(frozen=True)
class Case:
    """A printed quotient and the two numbers it should follow from, each with the unit that it is rounded to.

    ``end`` picks the lower, the upper or both ends of a printed range; ``factor`` brings the numerator to the
    unit of the quotient (tons to kilograms, say).
    """

    label: str
    numerators: tuple[str, ...]
    denominator: str
    printed: str
    kind: int
    units: tuple[float, float, float]
    where: str
    end: str = "both"
    factor: float = 1

    def _ends(self, identifier: str) -> tuple[float, float]:
        row = tables.figure(identifier)  # as printed: a held correction would hide the error that is to be found
        low, high = row["value_low"], row["value_high"]
        return {"low": (low, low), "high": (high, high), "both": (low, high)}[self.end]

    @property
    def numerator(self) -> float:
        """Return the numerator as the tables have it, a sum where the case names several rows."""
        return self.factor * summed(summed(self._ends(i)) / 2 for i in self.numerators)

    @property
    def printed_ends(self) -> tuple[float, float]:
        """Return the printed value, twice where it is a point."""
        return self._ends(self.printed)


def _estimated_rates() -> list[Case]:
    cases = []
    for country in ("Kazakhstan", "Kyrgyzstan", "Tajikistan", "Uzbekistan"):
        place = country.lower()
        for end, word in (("low", "lower"), ("high", "upper")):
            ids = (f"users-estimated-{place}-2002",), f"population-{place}-2002"
            printed = f"users-estimated-per-100000-{place}-2002"
            cases.append(
                Case(f"{country}, {word} rate", *ids, printed, PER_100000, (1_000, 1, 1), "1.1 and footnote 19", end)
            )
    return cases


def _injecting_share(country: str) -> Case:
    place = country.lower()
    ids = (f"hiv-infections-injecting-users-{place}-2002",), f"hiv-infections-{place}-2002"
    printed = f"hiv-share-by-injection-{place}-2002"
    return Case(f"{country}, share by injection", *ids, printed, PERCENT, (1, 1, 1), "1.1 and footnote 21")


CASES = (
    *_estimated_rates(),
    Case("Kyrgyz offences, change", ("offences-kyrgyzstan-2003",), "offences-kyrgyzstan-2002", "change-in-offences-kyrgyzstan-2002-2003", CHANGE, (1, 1, 0.1), "1.1 footnote 30"),
    _injecting_share("Kazakhstan"),
    _injecting_share("Kyrgyzstan"),
    Case("Registers, growth since 1990", REGISTERS, "registered-users-central-asia-1990", "users-growth-central-asia-1990-2002", RATIO, (1, 1_000, 1), "1.1 and footnote 18"),
    Case("Estimated people for each on a register", ("users-estimated-total-central-asia-2003",), "register-sum", "users-per-registered-user-central-asia-2003", RATIO, (10_000, 1, 1), "3.2.1 and 1.1 footnote 18"),
    Case("Kazakhstan, rate of addiction", ("registered-users-kazakhstan-2003",), "population-kazakhstan-2002", "addiction-rate-kazakhstan-2002", PER_100000, (1, 1, 0.1), "1.1 footnotes 18 and 19"),
    Case("Afghan poppy area, change", ("poppy-area-afghanistan-2004",), "poppy-area-afghanistan-2003", "change-in-poppy-area-afghanistan-2003-2004", CHANGE, (1_000, 1_000, 1), "1.2 and UNODC 2003"),
    Case("Afghan opium output, change", ("opium-production-afghanistan-2004",), "opium-output-afghanistan-2003", "change-in-opium-production-afghanistan-2003-2004", CHANGE, (100, 100, 1), "1.2 and UNODC 2003"),
    Case("Afghan opium yield", ("opium-production-afghanistan-2004",), "poppy-area-afghanistan-2004", "opium-yield-afghanistan-2004", RATIO, (100_000, 1_000, 1), "1.2 and a later publication", factor=1_000),
)  # fmt: skip
OWN = "your own numbers"
LABELS = tuple(case.label for case in CASES)


def _denominator(case: Case) -> float:
    return (
        summed(map(tables.value, REGISTERS)) if case.denominator == "register-sum" else tables.value(case.denominator)
    )


NUMERATORS = tuple(case.numerator for case in CASES)
DENOMINATORS = tuple(map(_denominator, CASES))
PRINTED_LOW, PRINTED_HIGH = zip(*(case.printed_ends for case in CASES), strict=True)


def _half(case: NumberLike, chosen: NumberLike, position: int) -> NumberLike:
    """Return half of the unit that a number is rounded to; numbers of the reader's own are whole."""
    own = element([*(c.units[position] for c in CASES), 1], case)
    return element([own, *ROUNDED_TO], chosen) / 2


def _known(a, keep: Keep) -> SimpleNamespace:
    """Return the numbers of the chosen case: ``n``, ``d``, the printed ends, half-units, multiplier and offset."""
    kinds = element([*(c.kind for c in CASES), a.own_kind], a.example)
    n = element([*NUMERATORS, a.own_numerator], a.example) * (1 + a.numerator_change)
    return SimpleNamespace(
        n=keep("numerator", n),
        d=keep("denominator", element([*DENOMINATORS, a.own_denominator], a.example)),
        printed=[keep(f"printed_{end}", element([*values, a.own_printed], a.example)) for end, values in (("low", PRINTED_LOW), ("high", PRINTED_HIGH))],
        numerator_half=_half(a.example, a.numerator_unit, 0),
        denominator_half=_half(a.example, a.denominator_unit, 1),
        printed_half=_half(a.example, a.printed_unit, 2),
        kind=kinds,
        multiplier=keep("multiplier", element(MULTIPLIERS, kinds)),
        offset=keep("offset", element(OFFSETS, kinds)),
    )  # fmt: skip


def _intervals(k: SimpleNamespace) -> tuple[tuple[NumberLike, NumberLike], tuple[NumberLike, NumberLike]]:
    """Return what rounding allows and what the printed value stands for, both as (low, high)."""
    allowed = quotient_bounds(k.n, k.numerator_half, k.d, k.denominator_half, k.multiplier, k.offset)
    return allowed, (k.printed[0] - k.printed_half, k.printed[1] + k.printed_half)


def model(a, row, keep: Keep) -> Outcome:
    """Set the quotient that rounding allows beside the printed one; see :func:`quotient_bounds`."""
    k = _known(a, keep)
    allowed, printed = _intervals(k)
    allowed = keep("allowed_low", allowed[0]), keep("allowed_high", allowed[1])
    printed = keep("band_low", printed[0]), keep("band_high", printed[1])
    apart = keep("apart", gap(*allowed, *printed))
    meets = apart <= 0
    first = row["position"] == 0
    columns = {
        "low": where(first, allowed[0], printed[0]),
        "high": where(first, allowed[1], printed[1]),
        "label": where(
            first,
            text("Rounding allows\u00a0{ends}", ends=span(*allowed, ",.2f")),
            text("The printed value stands for\u00a0{ends}", ends=span(*printed, ",.2f")),
        ),
        "kind": where(first, where(meets, "meets", "misses"), "printed"),
    }
    needed = [numerator_needed(p, k.d, k.multiplier, k.offset) for p in k.printed]
    results = {
        "allowed": Result("Rounding allows", *allowed, ",.2f", exact=True),
        "printed": Result("The printed value stands for", *printed, ",.2f", exact=True),
        "quotient": Result("The quotient itself", quotient(k.n, k.d, k.multiplier, k.offset), None, ",.2f", exact=True),
        "gap": Result("Left unexplained between the two", apart, None, ",.2f", exact=True),
        "relative": Result(
            "Rounding moves the quotient by at most about",
            relative_half_width(maximum(k.n, 1e-9), k.numerator_half, k.d, k.denominator_half),
            None,
            ".2%",
        ),
        "needed": Result("Numerator that the printed value needs", *needed, ",.0f", exact=True),
        "used": Result("Numerator used", k.n, exact=True),
    }
    said = text(
        "{case} ({kind}): rounding allows {allowed}, the printed value stands for {printed}; {verdict}",
        case=element([*LABELS, "Your own numbers"], a.example),
        kind=element(KINDS, k.kind),
        allowed=span(*allowed, ",.2f"),
        printed=span(*printed, ",.2f"),
        verdict=where(
            meets,
            "rounding explains the difference.",
            text(
                "rounding does not explain the difference. The numerator would have to be {needed}.",
                needed=span(*needed, ",.0f"),
            ),
        ),
    )
    return Outcome(columns, results, said)


def _domain(explorer: Explorer) -> list[alt.ExprRef]:
    """Return the ends of the axis, wide enough for both intervals, as expressions of the settings."""
    settings = SimpleNamespace(**{a.name: alt.param(name=a.name, value=a.default) for a in explorer.assumptions})
    allowed, printed = _intervals(_known(settings, lambda name, value: value))
    low, high = minimum(allowed[0], printed[0]), maximum(allowed[1], printed[1])
    margin = 0.12 * (high - low) + 0.001
    return [alt.ExprRef(code(low - margin)), alt.ExprRef(code(high + margin))]


def draw(source: alt.Chart, explorer: Explorer) -> alt.LayerChart:
    """Return two intervals on one axis: what rounding allows, above what the printed value stands for."""
    base = source.encode(
        y=alt.Y("position:O").title(None).axis(None),
        color=alt.Color("kind:N")
        .scale(domain=["meets", "misses", "printed"], range=[figure.ACCENT, figure.CONTRAST, figure.MUTED])
        .legend(None),
        tooltip=[
            alt.Tooltip("series:N", title="Interval"),
            alt.Tooltip("low:Q", title="Low", format=",.2f"),
            alt.Tooltip("high:Q", title="High", format=",.2f"),
        ],
    )
    x = (
        alt.X("low:Q")
        .title("in the unit of the printed value")
        .axis(tickCount=5)
        .scale(domain=_domain(explorer), nice=False, zero=False)
    )
    bars = base.mark_bar(height=14, opacity=0.55).encode(x=x, x2="high:Q")
    # Points mark the ends, so that an interval too narrow to be seen is still there.
    starts = base.mark_point(filled=True, size=55, opacity=1).encode(x=x)
    ends = base.mark_point(filled=True, size=55, opacity=1).encode(x=alt.X("high:Q"))
    labels = source.mark_text(
        align="left", dy=figure.narrow(-31, -20), fontSize=13, lineBreak=figure.NARROW_BREAK
    ).encode(x=alt.value(0), y=alt.Y("position:O").axis(None), text="label:N")
    return alt.layer(bars, starts, ends, labels).properties(height=190)


_OWN_ONLY = {"matters": lambda s: s.example == len(LABELS), "idle": f"choose “{OWN}” as the example."}


def _own(name: str, label: str, default: float, maximum_: float, step: float, shown: str, meaning: str) -> Assumption:
    return Assumption(
        name=name,
        label=label,
        meaning=meaning,
        default=default,
        minimum=1,
        maximum=maximum_,
        step=step,
        format=shown,
        why="Room for a quotient of your own; used only when the example is your own numbers",
        source="illustrative assumption",
        group="Your own numbers",
        **_OWN_ONLY,
    )


def build() -> Explorer:
    """Return the rounding explorer."""
    units_why = "Half of this unit is how far the true number may lie from the printed one"
    read = "our reading of the print: the last digit that carries meaning"
    rounding = "Rounded to which unit"
    assumptions = (
        Choice(name="example", meaning="The printed quotient that is worked out again", label="Example", default=LABELS.index("Tajikistan, upper rate"), options=(*LABELS, OWN), why="Printed quotients whose numerator and denominator are printed too", source="1.1, 1.2 and 3.2.1, read from the tables", group="What to check"),
        Assumption(name="numerator_change", meaning="A change of the upper number, to see whether a misprint there would explain the gap", label="Suppose the numerator were larger by", default=0, minimum=-0.5, maximum=0.5, step=0.005, format="+.1%", why="A misprint can be tried: half as much to half as much again", source="illustrative assumption", group="What to check"),
        Choice(name="numerator_unit", meaning="The unit to which the upper number of the quotient was rounded", label="Numerator", default=0, options=UNITS, why=units_why, source=read, group=rounding),
        Choice(name="denominator_unit", meaning="The unit to which the lower number of the quotient was rounded", label="Denominator", default=0, options=UNITS, why=units_why, source=read, group=rounding),
        Choice(name="printed_unit", meaning="The unit to which the printed result was rounded", label="Printed value", default=0, options=PRINTED_UNITS, why=units_why, source=read, group=rounding),
        _own("own_numerator", "Numerator", 297, 1000, 1, ",.0f", "The number that is divided"),
        _own("own_denominator", "Denominator", 362, 1000, 1, ",.0f", "The number by which it is divided"),
        _own("own_printed", "Printed value", 82, 500, 1, ",.0f", "The result as somebody prints it"),
        Choice(name="own_kind", meaning="What your quotient is multiplied by, or compared with, before it is printed", **_OWN_ONLY, label="Printed as", default=1, options=KINDS, why="How the quotient becomes the printed value", source="illustrative assumption", group="Your own numbers"),
    )  # fmt: skip
    chosen = (
        ("kyrgyz-upper-rate", "Kyrgyz upper rate", "Kyrgyzstan, upper rate", "One of the seven bounds that follow from estimate and population"),
        ("tajik-upper-rate", "Tajik upper rate", "Tajikistan, upper rate", "The one bound of eight that does not follow, whatever the rounding"),
        ("kyrgyz-growth", "Kyrgyz offences", "Kyrgyz offences, change", "A change recomputed from its two counts, to the printed tenth"),
        ("kazakh-injecting-share", "Kazakh share by injection", "Kazakhstan, share by injection", "A share that its own counts refute"),
        ("eighteen-fold", "Eighteen-fold", "Registers, growth since 1990", "A factor on a rounded lower bound: here rounding is enough"),
        ("afghan-output", "Afghan output", "Afghan opium output, change", "Levels to the hundred make a loose growth rate"),
        ("afghan-yield", "Afghan yield", "Afghan opium yield", "Output over area, beside the yield published later"),
        ("register-multiplier", "Multiplier", "Estimated people for each on a register", "Ten to fifteen times the register is not the printed total"),
    )  # fmt: skip
    untouched = {"numerator_change": 0, "numerator_unit": 0, "denominator_unit": 0, "printed_unit": 0}
    presets = tuple(
        Preset(name=name, label=label, settings={"example": LABELS.index(case), **untouched}, why=why)
        for name, label, case, why in chosen
    )
    return Explorer(
        name="rounding-or-error",
        title="Rounding or error",
        question="Can the rounding of the numbers explain why the printed quotient differs from the computed one?",
        description=(
            "Interval chart with two bars on one axis in the unit of the printed value: the quotients that the rounding of numerator and "
            "denominator leaves possible, and the values that the printed figure stands for. Where the bars meet, rounding explains the "
            "difference. Seven of eight printed rates of footnote 19 meet, the upper Tajik one does not. Source: Osmonaliev 2005, 1.1, 1.2 and 3.2.1."
        ),
        assumptions=assumptions,
        presets=presets,
        rows=ROWS,
        model=model,
        draw=draw,
        table_columns={"series": ("Interval", ""), "low": ("Low", ",.2f"), "high": ("High", ",.2f")},
        source="Osmonaliev 2005, 1.1, 1.2 and 3.2.1, and later publications for the Afghan figures of 2003 and the yield",
        first=("example", "numerator_unit", "denominator_unit", "printed_unit"),
        leaves_out=(
            "Rounding is one of the ways in which a right number can look wrong. Numerator and denominator may also be of different years or groups of people, "
            "a bound such as “over” may have been printed as a point, and the unit that a number was rounded to is our reading. "
            "A half-unit is never taken as more than nine tenths of its number. That rounding can explain a difference does not show that it did."
        ),
    )
