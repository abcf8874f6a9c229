"""Soft law: how much of an agreement is carried out when nobody can make the parties carry it out.

An agreement of `k` articles among `n` parties makes :math:`N = k n` duties.  Each is kept with some probability, alone
or with the others: with probability `common` one and the same circumstance, such as political will, decides on all
duties at once, and otherwise each is decided by itself.  The chance of every single duty stays the same in both
cases, and `common` is then the correlation of any two duties that are kept with equal probability.

Some of the duties may be watched and so be kept more often.  Where one circumstance decides, a watched duty is kept
whenever an unwatched one is.
"""

from __future__ import annotations

import math

from counternarcotics.numberlike import NumberLike, element, exp, log, where


def watched(kept: NumberLike, effect: NumberLike) -> NumberLike:
    """Return :math:`p_m = p + m (1 - p)`: monitoring closes the part `effect` (0 to 1) of the gap to certainty.

    >>> watched(0.5, 0.5)
    0.75
    """
    return kept + effect * (1 - kept)


def expected_kept(
    duties: NumberLike, kept: NumberLike, under_watch: NumberLike, kept_watched: NumberLike
) -> NumberLike:
    r"""Return :math:`E = (N - M) p + M p_m`, the number of duties expected to be kept.

    `duties` (:math:`N`) are all duties and `under_watch` (:math:`M`) those that are watched; `kept` (:math:`p`)
    and `kept_watched` (:math:`p_m`) are the two probabilities.
    """
    return (duties - under_watch) * kept + under_watch * kept_watched


def variance_kept(
    duties: NumberLike, kept: NumberLike, under_watch: NumberLike, kept_watched: NumberLike, common: NumberLike
) -> NumberLike:
    r"""Return :math:`(1 - r) V_0 + r V_1`, the variance of the number of duties kept.

    :math:`V_0` is the sum of binomial variances; in :math:`V_1` one draw decides, so that the covariance of an
    unwatched and a watched duty is :math:`p (1 - p_m)`.  Both ways have one mean, which is why the two simply mix.
    """
    rest = duties - under_watch
    alone = rest * kept * (1 - kept) + under_watch * kept_watched * (1 - kept_watched)
    together = (
        rest * rest * kept * (1 - kept)
        + under_watch * under_watch * kept_watched * (1 - kept_watched)
        + 2 * rest * under_watch * kept * (1 - kept_watched)
    )
    return (1 - common) * alone + common * together


def all_kept(
    duties: NumberLike, kept: NumberLike, under_watch: NumberLike, kept_watched: NumberLike, common: NumberLike
) -> NumberLike:
    r"""Return :math:`(1 - r)\,p^{N - M} p_m^M + r\,p`: the probability that every duty is kept.

    With all duties watched the last term is :math:`r\,p_m`.  With `common` 0 and nothing watched it is
    :math:`p^{kn}`.

    >>> all_kept(2, 0.5, 0, 0.5, 0), all_kept(2, 0.5, 0, 0.5, 1)
    (0.25, 0.5)
    """
    rest = duties - under_watch
    together = where(rest > 0, kept, kept_watched)
    return (1 - common) * kept**rest * kept_watched**under_watch + common * together


def none_kept(
    duties: NumberLike, kept: NumberLike, under_watch: NumberLike, kept_watched: NumberLike, common: NumberLike
) -> NumberLike:
    r"""Return :math:`(1 - r)(1 - p)^{N - M}(1 - p_m)^M + r (1 - p_m)`: the probability that no duty is kept.

    With nothing watched the last term is :math:`r (1 - p)`.

    >>> none_kept(2, 0.5, 0, 0.5, 0)
    0.25
    """
    rest = duties - under_watch
    together = where(under_watch > 0, 1 - kept_watched, 1 - kept)
    return (1 - common) * (1 - kept) ** rest * (1 - kept_watched) ** under_watch + common * together


def highest_compatible(duties: NumberLike, chance: NumberLike) -> NumberLike:
    r"""Return :math:`1 - c^{1/N}`: the highest probability at which none of `duties` is kept with probability `chance`.

    With `chance` 0.05 this is the upper 95% limit after :math:`N` failures in :math:`N` independent trials, close to
    :math:`3/N` (Hanley and Lippman-Hand 1983).

    >>> round(highest_compatible(30, 0.05), 3)
    0.095
    """
    return 1 - chance ** (1 / duties)


def log_factorials(most: int) -> list[float]:
    r"""Return :math:`\ln x!` for every whole number from 0 to `most`."""
    return [math.lgamma(number + 1) for number in range(most + 1)]


def binomial(count: NumberLike, duties: NumberLike, kept: NumberLike, table: list[float]) -> NumberLike:
    r"""Return :math:`\binom{N}{x} p^x (1-p)^{N-x}`, the probability that exactly `count` independent duties are kept.

    `kept` lies strictly between 0 and 1; `table` is :func:`log_factorials` up to `duties` at least.

    >>> round(binomial(1, 2, 0.5, log_factorials(2)), 6)
    0.5
    """
    choose = element(table, duties) - element(table, count) - element(table, duties - count)
    return exp(choose + count * log(kept) + (duties - count) * log(1 - kept))
