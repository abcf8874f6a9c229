"""Two shares of one overlap: how many of group A are in B, and how many of B are in A.

The overlap is the same people in both; the shares differ because the groups do (natural frequencies as in
Gigerenzer and others 2007).
"""

from __future__ import annotations

from counternarcotics.numberlike import NumberLike


def overlap(group: NumberLike, prevalence: NumberLike) -> NumberLike:
    """Return how many people of a group of `group` people have what `prevalence` (a fraction) counts.

    >>> overlap(26000, 0.5)
    13000.0
    """
    return group * prevalence


def inverted(
    population: NumberLike, group: NumberLike, prevalence: NumberLike, prevalence_elsewhere: NumberLike
) -> NumberLike:
    r"""Return :math:`P(A|B) = n_A p / (n_A p + (N - n_A) q)`, Bayes' rule in natural frequencies.

    Of `population` (:math:`N`) people, `group` (:math:`n_A`) are in A; a fraction `prevalence` (:math:`p`) of them
    and a fraction `prevalence_elsewhere` (:math:`q`) of all others is in B.  :math:`p` and :math:`q` are not both 0.

    >>> inverted(1000, 100, 0.5, 0.1)
    0.35714285714285715
    """
    both = overlap(group, prevalence)
    return both / (both + overlap(population - group, prevalence_elsewhere))


def prevalence_elsewhere(
    population: NumberLike, group: NumberLike, prevalence: NumberLike, share: NumberLike
) -> NumberLike:
    r"""Return :math:`q = n_A p (1 - s) / (s (N - n_A))`, the prevalence among all others that gives the share `share`.

    It turns :func:`inverted` round; `share` (:math:`s`) is above 0.

    >>> prevalence_elsewhere(1000, 100, 0.5, 0.5)
    0.05555555555555555
    """
    return overlap(group, prevalence) * (1 - share) / (share * (population - group))


def group_behind(cases: NumberLike, share: NumberLike, prevalence: NumberLike) -> NumberLike:
    r"""Return :math:`n_A = C s / p`: the group whose members make up `share` of `cases` at this `prevalence`.

    >>> group_behind(4000, 0.75, 0.15)
    20000.0
    """
    return cases * share / prevalence
