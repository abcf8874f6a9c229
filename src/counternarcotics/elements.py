"""Elements: HTML in the text of a page, each opened and closed where it stands, for one left open takes in what follows."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

_ALONE = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)


class Elements(HTMLParser):
    """Reads pieces of HTML one after another and keeps what is open; lines count from the start of the text.

    >>> one = Elements()
    >>> one.piece("<div><br>", 3); one.piece("</span>", 5); list(one.problems())
    [(5, '</span>', 'closes nothing that is open; take it out'), (3, '<div>', 'is never closed; end it with </div>')]
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.start = 1
        self.open: list[tuple[str, int]] = []
        self.amiss: list[tuple[int, str, str]] = []

    def piece(self, text: str, line: int) -> None:
        """Read one more piece, which begins in `line`."""
        self.start = line - self.getpos()[0] + 1
        self.feed(text)

    def problems(self) -> Iterator[tuple[int, str, str]]:
        """Yield line, tag and what is wrong with it."""
        yield from self.amiss
        yield from ((line, f"<{tag}>", f"is never closed; end it with </{tag}>") for tag, line in self.open)

    def _line(self) -> int:
        return self.start + self.getpos()[0] - 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element, but for those that hold nothing."""
        if tag not in _ALONE:
            self.open.append((tag, self._line()))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Pass over an element that is written as closed at once."""

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element of this name; whatever it holds and is still open was never closed."""
        if tag in _ALONE:
            return
        at = next((n for n in range(len(self.open) - 1, -1, -1) if self.open[n][0] == tag), None)
        if at is None:
            self.amiss.append((self._line(), f"</{tag}>", "closes nothing that is open; take it out"))
            return
        self.amiss += [
            (line, f"<{one}>", f"is never closed; end it with </{one}>") for one, line in self.open[at + 1 :]
        ]
        del self.open[at:]
