"""Prevention cost: what one HIV infection averted costs, from the price of a service, its effect and the epidemic around it.

A steady yearly rate of infection is assumed, so that a service for one person and year averts the rate times the effect.
"""

from __future__ import annotations

from counternarcotics.numberlike import NumberLike


def averted_per_person(
    incidence: NumberLike, effect: NumberLike, prevalence: NumberLike = 0, onward: NumberLike = 0
) -> NumberLike:
    r"""Return :math:`(1 - p)\, \lambda\, e\, (1 + m)`, the infections averted by serving one person for one year.

    `incidence` (:math:`\lambda`) is the yearly rate of infection of people who inject and have no HIV, `effect`
    (:math:`e`, 0 to 1) the part of it that the service takes away, `prevalence` (:math:`p`, 0 to 1) the share of those
    served who have HIV already, and `onward` (:math:`m`) the further infections that each one averted would have led to.

    >>> averted_per_person(0.02, 0.5)
    0.01
    """
    return (1 - prevalence) * incidence * effect * (1 + onward)


def cost_per_infection_averted(
    cost: NumberLike, incidence: NumberLike, effect: NumberLike, prevalence: NumberLike = 0, onward: NumberLike = 0
) -> NumberLike:
    r"""Return :math:`c / \bigl((1 - p)\, \lambda\, e\, (1 + m)\bigr)`, in the currency of `cost`, a person and year.

    The denominator must not be 0; see :func:`averted_per_person`.

    >>> round(cost_per_infection_averted(1000, 0.02, 0.5))
    100000
    """
    return cost / averted_per_person(incidence, effect, prevalence, onward)
