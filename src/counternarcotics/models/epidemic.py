"""Epidemic: HIV among people who inject drugs, year by year, in two compartments.

The population keeps its size: whoever leaves is replaced by somebody without HIV, so one number, the
prevalence, tells the state.  The susceptible-infected model with turnover stands in Anderson and May (1991)
and in Keeling and Rohani (2008); the yearly steps with probabilities are ours.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from counternarcotics.numberlike import NumberLike, exp, maximum


def reduced(transmission: NumberLike, coverage: NumberLike, effectiveness: NumberLike) -> NumberLike:
    r"""Return :math:`\beta (1 - c\,e)`, the transmission rate where prevention reaches a share `coverage`.

    `transmission` is a rate a year, `effectiveness` the share of the risk that a person who is reached avoids.

    >>> reduced(0.5, 0.4, 0.5)
    0.4
    """
    return transmission * (1 - coverage * effectiveness)


def staying(injecting_years: NumberLike, mortality: NumberLike) -> NumberLike:
    r"""Return :math:`s = e^{-(1/D + \delta)}`, the share of people with HIV who still inject a year later.

    `injecting_years` is the mean time :math:`D` for which people inject, `mortality` the extra deaths of
    people with HIV, as a rate a year.
    """
    return exp(-(1 / injecting_years + mortality))


def new_infections(prevalence: NumberLike, transmission: NumberLike) -> NumberLike:
    r"""Return :math:`n_t = (1 - p_t)(1 - e^{-\beta p_t})`, the infections of a year as a share of the population.

    The force of infection :math:`\beta p_t` is a rate; the exponential makes it a probability, which keeps
    the infections of a year below the number of people who can still be infected.

    >>> round(new_infections(0.1, 0.5), 4)
    0.0439
    """
    return (1 - prevalence) * (1 - exp(-(transmission * prevalence)))


def next_prevalence(prevalence: NumberLike, infections: NumberLike, stay: NumberLike) -> NumberLike:
    r"""Return :math:`p_{t+1} = s\,(p_t + n_t)`; see :func:`staying` and :func:`new_infections`."""
    return (prevalence + infections) * stay


def course(
    initial: NumberLike,
    transmission: Sequence[NumberLike],
    stay: NumberLike,
    keep: Callable[[str, NumberLike], NumberLike] = lambda name, value: value,
) -> tuple[list[NumberLike], list[NumberLike]]:
    """Return prevalence by year (one value more than `transmission`) and the infections of every year.

    `transmission` gives the rate of each year; both results are shares of the population, from 0 to 1.
    `keep` names each step, so that the recursion is one short expression a year.

    >>> prevalence, infections = course(0.01, [0.5, 0.5], staying(10, 0.04))
    >>> [round(p, 4) for p in prevalence], len(infections)
    ([0.01, 0.013, 0.0168], 2)
    """
    prevalence, infections = [initial], []
    for year, rate in enumerate(transmission, start=1):
        infections.append(keep(f"new{year}", new_infections(prevalence[-1], rate)))
        prevalence.append(keep(f"prevalence{year}", next_prevalence(prevalence[-1], infections[-1], stay)))
    return prevalence, infections


def reproduction_number(transmission: NumberLike, stay: NumberLike) -> NumberLike:
    r"""Return :math:`R = \beta s / (1 - s)`, the infections that follow from one while HIV is still rare.

    A person with HIV infects :math:`\beta` others in a year, of whom :math:`s` are there a year later, and
    stays for :math:`1 / (1 - s)` years.  Prevalence grows from a low level exactly where this exceeds 1.
    """
    return transmission * stay / (1 - stay)


def stopping_coverage(reproduction: NumberLike, effectiveness: NumberLike) -> NumberLike:
    r"""Return :math:`c^* = (1 - 1/R) / e`, the coverage at which `reproduction` falls to 1; 0 where it is below.

    A result above 1 says that this prevention alone cannot do it.

    >>> stopping_coverage(2, 0.8)
    0.625
    """
    return maximum(0, (1 - 1 / reproduction) / effectiveness)
