"""A stand-in for a number-like that refuses to be true, false, a float or a member: it finds silent mistakes."""

from __future__ import annotations

from altair.expr.core import Expression, OperatorMixin


class Refusing(Expression):
    """An expression like any other, but asking for its truth or its float value fails loudly."""

    def __init__(self, code: str) -> None:
        super().__init__(code=code)

    def __repr__(self) -> str:
        return self.code

    def _refuse(self, *_: object) -> None:
        msg = (
            f"The model asked whether {self.code} is true or what number it is: use where, minimum, maximum or element."
        )
        raise AssertionError(msg)

    __bool__ = __float__ = __int__ = __index__ = __contains__ = __iter__ = __len__ = _refuse


class RefusingRow:
    """A row of refusing columns."""

    def __getitem__(self, name: str) -> Refusing:
        return Refusing(f"datum[{name!r}]")


def refusing_everywhere(monkeypatch) -> None:
    """Make every Altair expression refuse, those that the operators give back included."""

    def refuse(self, *_: object) -> None:
        msg = f"The model asked whether {self!r} is true or what number it is: use where, minimum, maximum or element."
        raise AssertionError(msg)

    for name in ("__bool__", "__float__", "__int__", "__index__", "__contains__"):
        monkeypatch.setattr(OperatorMixin, name, refuse, raising=False)
