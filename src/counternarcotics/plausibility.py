"""Plausibility: what a description of columns cannot say, and what a row must still not say.

Dates that no calendar has, ids that speak of another year or place than their row, values that are not what the source
printed, lists with doubles, memberships twice, chains with a gap, tolerances under which anything passes.  Each
function takes rows as texts and yields sentences without their place, which :mod:`counternarcotics.validation` adds.
"""

from __future__ import annotations

import datetime
import difflib
import math
import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from counternarcotics import evaluate, reading
from counternarcotics.drafts import MARK

Row = Mapping[str, str]
Placed = tuple[str, Row]  # "data/x.csv, row 4" and the row

FIRST_YEAR, LAST_YEAR = 1800, 2035
ROUND = re.compile(r"\d{4}-round")  # the round of an estimate is no date of the figure
YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
DATES = ("date", "starts", "ends", "adopted", "founded", "ended", "year")
HAPPENED = frozenset({"date", "adopted", "founded", "ended"})
COUNTED = frozenset({"count", "mass", "area", "length", "duration", "rank", "currency"})
CHANGES = re.compile(r"change|growth|increase|decrease|rise|fall|excess|balance|lead|effort")
SCALES = {"million": 1e6, "billion": 1e9}
CORRECTED = 20  # times what is printed: no misprint that the book corrects is larger, but for a slip of unit
SUSPECT = 200  # times its neighbours: a slip of unit is a factor of a thousand
NEIGHBOURS = 3
WHOLE = 101  # percent, with what rounding adds
FROM_MIDDLE = 15  # degrees from a country's middle to its farthest place, of countries that the map does not have
NEAR_BORDER = 0.3  # degrees by which the map's lines may be off
NEARLY = 0.92  # how alike two words are that are one word, misspelt
DECIMAL_POINT = "decimal point"  # the reading of sources that print kilograms with three decimals
CURRENCIES = {"$": "usd", "\N{EURO SIGN}": "eur", "euro": "eur"}
NO_ITEM = "-"  # how measures.csv writes that a figure of this measure may have no item


HIDDEN = re.compile(r"[\u00a0\u00ad\u2009\u200b-\u200f\u202f\u2060\ufeff]")
MIXED = re.compile(r"\w*(?:[a-zA-Z][\u0400-\u04ff]|[\u0400-\u04ff][a-zA-Z])\w*")


# -- single cells --------------------------------------------------------------------------------------


def cell_problems(row: Row) -> Iterator[str]:
    """Yield what no cell may hold: blanks at its ends, markup, the beginning of a spreadsheet's formula."""
    for column, text in row.items():
        if not text:
            continue
        if text != text.strip() or "  " in text:
            yield f"column {column}: found {_short(text)!r} with blanks at its ends or in a row; take them out."
        if not text.isascii():
            if hidden := HIDDEN.search(text):
                yield f"column {column}: found the character U+{ord(hidden[0]):04X}, which nobody sees, in {_short(text)!r}; write a plain blank, or none."
            if mixed := MIXED.search(text):
                yield f"column {column}: found {mixed[0]!r}, a word of Latin and Cyrillic letters; write all of them in one alphabet."
        if not text.isprintable() and re.search(r"[\x00-\x1f]", text):
            yield f"column {column}: found a line break or another control character in {_short(text)!r}; write one line."
        if text[0] in "=@+" and re.match(r"[=@]|\+(?![,.\d])", text):
            yield f"column {column}: found {_short(text)!r}, which a spreadsheet would work out; begin the cell otherwise."
        if "<" in text and re.search(r"</?[A-Za-z!][^<]*>?", text) and not re.search(r"<https?:", text):
            yield f"column {column}: found markup in {_short(text)!r}; a cell holds plain text."


def date_problems(row: Row) -> Iterator[str]:
    """Yield a sentence for every date that no calendar has."""
    cells = [(column, row[column]) for column in DATES if row.get(column)]
    cells += [("period", part) for part in row.get("period", "").split("/") if part]
    for column, text in cells:
        if column in HAPPENED and text[:4].isdigit() and datetime.date.today().year < int(text[:4]) <= LAST_YEAR:
            yield f"column {column}: found {text!r}, which is yet to come; correct the year."
        if wrong := _no_date(text):
            yield f"column {column}: found {text!r}, {wrong}; correct the date."


def _no_date(text: str) -> str:
    if not re.fullmatch(r"\d{4}(-\d{2}){0,2}", text):
        return "expected a year, a month (2003-01) or a day (2003-01-31)"
    year, month, day = ([*map(int, text.split("-")), 1, 1])[:3]
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return f"expected a year from {FIRST_YEAR} to {LAST_YEAR}"
    try:
        datetime.date(year, month, day)
    except ValueError as error:
        return f"which no calendar has ({error})"
    return ""


def list_problems(row: Row, columns: Iterable[str]) -> Iterator[str]:
    """Yield a sentence for every list (items separated by semicolons) with an empty item or one item twice."""
    for column in columns:
        parts = row[column].split(";") if row[column] else []
        if any(not part.strip() for part in parts):
            yield f"column {column}: found {_short(row[column])!r} with an empty item; take the spare semicolon out."
        doubled = [part for part, times in Counter(map(str.strip, parts)).items() if times > 1 and part]
        if doubled:
            yield f"column {column}: found {doubled[0]!r} twice in one list; keep one."


# -- one figure ----------------------------------------------------------------------------------------


def figure_problems(row: Row, kinds: Mapping[str, str], countries: Iterable[str]) -> Iterator[str]:
    """Yield what one figure cannot say, given the kind of each unit and the countries among the places."""
    yield from _id_problems(row, countries)
    yield from held_problems(row)
    low, high = float(row["value_low"]), float(row["value_high"])
    for mark, unit in CURRENCIES.items():
        if mark in row["printed"] and not row["unit"].startswith(unit):
            yield f"column unit: found {row['unit']!r} beside printed {row['printed']!r}; correct one of the two."
    share = row["unit"].endswith("percent") and not CHANGES.search(row["measure"])
    if low < 0 and (share or (kinds.get(row["unit"]) in COUNTED and not CHANGES.search(row["measure"]))):
        yield f"column value_low: found {row['value_low']} for {row['measure']!r}, which cannot be negative; correct the value or the measure."
    if share and high > 100 and "share" in row["measure"]:
        yield f"column value_high: found {row['value_high']}, but a share is at most 100; correct the value, the unit or the measure."
    scale = next((size for word, size in SCALES.items() if row["unit"].endswith(word)), 1.0)
    pointed = row["reading"] == DECIMAL_POINT
    read = reading.agrees(row["printed"], low, high, unit_scale=scale) and not pointed
    if pointed and not row["printed"] == row["value_low"] == row["value_high"]:
        yield f"column value_low: found {row['value_low']} beside printed {row['printed']!r} with a decimal point; correct one of the two."
    if not read and not row["reading"]:
        value = row["value_low"] if low == high else f"{row['value_low']} to {row['value_high']}"
        yield f"column value_low: found {value} beside printed {row['printed']!r}, which reads otherwise; correct one of the two, or give the reason in the column reading."
    if read and row["reading"]:
        yield f"column reading: found a reason, but printed {row['printed']!r} reads as the value by rule; leave the cell empty."


def held_problems(row: Row) -> Iterator[str]:
    """Yield a sentence for what the book holds, where it lies so far from the print that the correction is a slip itself."""
    for end in ("low", "high"):
        held, printed = abs(float(row[f"held_{end}"] or 0)), abs(float(row[f"value_{end}"]))
        if (
            held
            and printed
            and not 1 / CORRECTED <= held / printed <= CORRECTED
            and "slip of unit" not in row["correction"]
        ):
            yield f"column held_{end}: found {row[f'held_{end}']} beside value_{end} {row[f'value_{end}']}, {max(held / printed, printed / held):,.0f} times off; correct it, or let the correction say that it is a slip of unit."


def _id_problems(row: Row, countries: Iterable[str]) -> Iterator[str]:
    identifier = row["id"]
    if MARK.match(identifier):
        return  # an example is called after its chapter, whose name may hold a year or a country
    said = set(YEAR.findall(ROUND.sub("", identifier)))
    held = _years(row["period"])
    if said and not said & held:
        yield f"column id: found {identifier!r} for the period {row['period']}; name the year of the period."
    named = [country for country in countries if f"-{country}-" in f"-{identifier}-"]
    if len(named) == 1 and named[0] not in row["place"] and f"-{row['place']}-" not in f"-{identifier}-":
        yield f"column place: found {row['place']!r} for the id {identifier!r}, which names {named[0]}; correct one of the two."


def _years(period: str) -> set[str]:
    ends = [int(part[:4]) for part in period.split("/") if part[:4].isdigit()]
    return {str(year) for year in range(min(ends), max(ends) + 1)} if ends else set()


# -- figures beside each other -------------------------------------------------------------------------


def vocabulary_problems(figures: Iterable[Placed], measures: Mapping[str, Row]) -> Iterator[str]:
    """Yield a sentence for every figure whose measure is unknown, or whose item or unit that measure does not have."""
    for where, row in figures:
        known = measures.get(row["measure"])
        if known is None:
            near = ", ".join(difflib.get_close_matches(row["measure"], measures, n=3)) or "none"
            yield f"{where}, column measure: found {row['measure']!r}, expected a measure of measures.csv (the nearest: {near}); correct the spelling, or add it there."
            continue
        for column in ("item", "unit"):
            allowed = known[f"{column}s"].split(";")
            if (row[column] or NO_ITEM) not in allowed:
                near = difflib.get_close_matches(row[column], allowed, n=3)
                expected = ", ".join(near or allowed[:6])
                yield f"{where}, column {column}: found {row[column]!r} for the measure {row['measure']!r}, expected {expected}; correct it, or add it to measures.csv."


def unused_measures(figures: Iterable[Placed], measures: Iterable[Placed]) -> Iterator[str]:
    """Yield a sentence for every measure that no figure has."""
    used = {row["measure"] for _, row in figures}
    for where, row in measures:
        if row["measure"] not in used:
            yield f"{where}, column measure: found {row['measure']!r}, which no figure has; correct the spelling, or take the row out."


def neighbour_problems(figures: Iterable[Placed]) -> Iterator[str]:
    """Yield a sentence for every value that lies far from the others of its series: same measure, item, place, unit."""
    series: dict[tuple[str, ...], list[Placed]] = defaultdict(list)
    for where, row in figures:
        series[tuple(row[column] for column in ("measure", "item", "place", "unit"))].append((where, row))
    for members in series.values():
        sizes = [abs(float(row["value_high"])) for _, row in members]
        for (where, row), size in zip(members, sizes, strict=True):
            others = [one for one in sizes if one > 0]
            if len(others) <= NEIGHBOURS or size < 1:
                continue
            middle = statistics.median(others)
            if not middle / SUSPECT <= size <= middle * SUSPECT:
                yield f"{where}, column value_high: found {row['value_high']} {row['unit']}, while the others of its series lie near {middle:g}; correct the value or the unit."


# -- records beside each other -------------------------------------------------------------------------


def membership_problems(rows: list[Placed]) -> Iterator[str]:
    """Yield a sentence for every member that sits twice, or in overlapping spans, in one institution."""
    seen: dict[tuple[str, str], list[Placed]] = defaultdict(list)
    for where, row in rows:
        for _, other in seen[row["institution"], row["member"]]:
            start, end = max(row["starts"], other["starts"]), min(row["ends"] or "9999", other["ends"] or "9999")
            if start < end or (start == end and row["starts"] == other["starts"]):
                yield f"{where}, column member: found {row['member']!r} in {row['institution']!r} at the same time as in the row {other['id']!r}; keep one, or separate the spans."
                break
        seen[row["institution"], row["member"]].append((where, row))


def successor_problems(rows: list[Placed]) -> Iterator[str]:
    """Yield a sentence for every institution that follows itself, directly or in a circle, or ends after it is followed."""
    by_id = {row["id"]: row for _, row in rows}
    for column in ("successor", "parent"):
        yield from circle_problems(rows, "id", column)
    for where, row in rows:
        follower = by_id.get(row["successor"])
        if follower and follower["founded"] and row["founded"] and follower["founded"][:4] < row["founded"][:4]:
            yield f"{where}, column successor: found {row['successor']!r}, founded {follower['founded']}, before this one ({row['founded']}); correct one of the dates or the successor."


def circle_problems(rows: list[Placed], key: str, column: str) -> Iterator[str]:
    """Yield a sentence for every row that leads back to itself, from its `key` by way of `column`."""
    by_key = {row[key]: row for _, row in rows}
    for where, row in rows:
        path, current = [row[key]], row[column]
        while current in by_key and current not in path:
            path.append(current)
            current = by_key[current][column]
        if current == row[key]:
            yield f"{where}, column {column}: found a circle, {' -> '.join([*path, current])}; nothing can be its own {column}."


def named_twice(rows: list[Placed], column: str) -> Iterator[str]:
    """Yield a sentence for every row that has the name of another one."""
    seen: dict[str, str] = {}
    for where, row in rows:
        if row[column] and row[column] in seen:
            yield f"{where}, column {column}: found {_short(row[column])!r}, which {seen[row[column]].partition(', ')[2]} has as well; rename one of the two, or keep one."
        seen.setdefault(row[column], where)


def staff_problems(rows: list[Placed], figures: Mapping[str, Row]) -> Iterator[str]:
    """Yield a sentence for every institution whose staff was counted in another place."""
    for where, row in rows:
        counted = figures.get(row["staff"], {}).get("place", row["place"])
        if row["place"] and counted != row["place"]:
            yield f"{where}, column staff: found {row['staff']!r}, a figure of {counted}, for an institution of {row['place']}; correct one of the two."


def before_problems(rows: list[Placed], institutions: Iterable[Row]) -> Iterator[str]:
    """Yield a sentence for every membership that starts before its institution was founded, or after it ended."""
    known = {row["id"]: row for row in institutions}
    founded = {name: row["founded"] for name, row in known.items()}
    for where, row in rows:
        until = known.get(row["institution"], {}).get("ended", "")
        if until and row["starts"][:4] > until[:4]:
            yield f"{where}, column starts: found {row['starts']}, but {row['institution']!r} ended in {until}; correct one of the two."
        since = founded.get(row["institution"], "")
        if since and row["starts"] and row["starts"][:4] < since[:4]:
            yield f"{where}, column starts: found {row['starts']}, but {row['institution']!r} was founded {since}; correct one of the two."


def source_problems(rows: list[Placed]) -> Iterator[str]:
    """Yield a sentence for every source whose year its citation does not have, and for an address that is none."""
    for where, row in rows:
        cited = set(re.findall(r"\((\d{4})", row["citation"]))
        if cited and row["year"] not in cited:
            yield f"{where}, column year: found {row['year']}, which the citation does not name; correct one of the two."
        for scheme in re.findall(r"(\w+)://", row["citation"]):
            if scheme not in {"http", "https"}:
                yield f"{where}, column citation: found an address that begins with {scheme}://; correct it to https://."


def twin_records(rows: list[Placed], columns: tuple[str, ...]) -> Iterator[str]:
    """Yield a sentence for every record that has the same `columns` as one above it."""
    seen: dict[tuple[str, ...], str] = {}
    for where, row in rows:
        told = tuple(row[column] for column in columns)
        if all(told) and told in seen:
            yield f"{where}, column {columns[-1]}: found {', '.join(told)}, which the row {seen[told]!r} has as well; keep one."
        seen.setdefault(told, row["id"])


def copied_records(rows: list[Placed], columns: tuple[str, ...]) -> Iterator[str]:
    """Yield a sentence for every record that says in all `columns` what one above it says."""
    seen: dict[tuple[str, ...], str] = {}
    for where, row in rows:
        told = tuple(row[column] for column in columns)
        if told in seen:
            yield f"{where}, column id: {row['id']!r} says in every column what {seen[told]!r} says; keep one."
        seen.setdefault(told, row["id"])


def whole_problems(rows: list[Placed]) -> Iterator[str]:
    """Yield a sentence for every list of shares that add up to more than the whole."""
    lists: dict[tuple[str, ...], list[Placed]] = defaultdict(list)
    for where, row in rows:
        if row["unit"] == "percent" and "share" in row["measure"]:
            lists[tuple(row[column] for column in ("measure", "place", "period", "source"))].append((where, row))
    for (measure, place, period, _), members in lists.items():
        total = math.fsum(float(row["value_low"]) for _, row in members)
        if len(members) > 1 and total > WHOLE:
            yield f"{members[0][0]}, column value_low: found shares of {measure!r} in {place}, {period}, that add up to {total:g} percent; correct one of the {len(members)} rows."


def spelling_of_itself(rows: list[Placed]) -> Iterator[str]:
    """Yield a sentence for every spelling that is the name it stands for."""
    for where, row in rows:
        if row["spelling"] == row["name"]:
            yield f"{where}, column spelling: found {row['spelling']!r}, which is the name itself; take the row out."


def outline_problems(rows: list[Placed]) -> Iterator[str]:
    """Yield a sentence for every section whose last footnote comes before its first."""
    for where, row in rows:
        first, last = row["first_footnote"], row["last_footnote"]
        if first and last and int(last) < int(first):
            yield f"{where}, column last_footnote: found {last} after first_footnote {first}; exchange the two."


def line_problems(rows: list[Placed]) -> Iterator[str]:
    """Yield a sentence for every line of the map that is no list of points, or jumps out of the frame of the others."""
    lines = [(where, row["outline"].split()) for where, row in rows]
    for where, numbers in lines:
        if len(numbers) % 2 or len(numbers) < 4:
            yield f"{where}, column outline: found {len(numbers)} numbers; write longitude and latitude of two points or more."
    sound = [(where, [float(n) for n in numbers]) for where, numbers in lines if len(numbers) % 2 == 0]
    for where, numbers in sound:
        others = [one for place, one in sound if place != where]
        for axis, start in (("longitude", 0), ("latitude", 1)):
            low, high = min(min(one[start::2]) for one in others), max(max(one[start::2]) for one in others)
            outside = [n for n in numbers[start::2] if not low <= n <= high]
            if outside:
                yield f"{where}, column outline: found the {axis} {outside[0]:g}, while all other lines lie from {low:g} to {high:g}; write longitude before latitude."
                break


def position_problems(places: list[Placed], lines: Iterable[Row]) -> Iterator[str]:
    """Yield a sentence for every place that does not lie in its country, such as one whose coordinates are exchanged.

    A place outside of the map's window can only be held against the sides at which its country leaves the window, and
    one in a country of which the map knows nothing against that country's middle.
    """
    outlines: dict[str, list[list[tuple[float, float]]]] = defaultdict(list)
    for row in lines:
        numbers = [float(n) for n in row["outline"].split()]
        for code in filter(None, (row["right"], row["left"])):
            outlines[code].append(list(zip(numbers[::2], numbers[1::2], strict=False)))
    corners = [point for pieces in outlines.values() for piece in pieces for point in piece]
    frame = [pick(point[axis] for point in corners) for pick in (min, max) for axis in (0, 1)] if corners else []
    by_name = {row["place"]: row for _, row in places}
    for where, row in places:
        if row["within"] and row["within"] not in by_name:
            near = ", ".join(difflib.get_close_matches(row["within"], by_name, n=3))
            yield f"{where}, column within: found {row['within']!r}, which is no place of this table; {f'the nearest are {near}' if near else 'add it, or correct the name'}."
            continue
        given = [bool(row[column]) for column in ("longitude", "latitude", "position_source")]
        if any(given) and not all(given):
            yield f"{where}, column position_source: found {row['longitude'] or 'no longitude'}, {row['latitude'] or 'no latitude'} and {row['position_source'] or 'no source'!r}; give longitude, latitude and where they come from, or none of them."
        if not all(given):
            continue
        point = float(row["longitude"]), float(row["latitude"])
        country = by_name.get(row["within"], row)
        if country["iso3"] in outlines:
            pieces = outlines[country["iso3"]]
            ends = Counter(end for piece in pieces for end in (piece[0], piece[-1]))
            whole = not any(times % 2 for times in ends.values())  # of a part of the lines nothing follows
            right = not whole or _within(point, pieces, frame)
        else:
            middle = [float(country[axis] or here) for axis, here in zip(("longitude", "latitude"), point, strict=True)]
            right = all(abs(here - there) <= FROM_MIDDLE for here, there in zip(point, middle, strict=True))
        if not right:
            yield f"{where}, column longitude: found {row['longitude']} beside latitude {row['latitude']}, which does not lie in {country['name']}; correct the position, longitude before latitude."


def _within(point: tuple[float, float], pieces: list[list[tuple[float, float]]], frame: list[float]) -> bool:
    """Tell whether a point lies inside the lines round a country, or near them, or where they leave the frame."""
    (x, y), (west, south, east, north) = point, frame
    if not (west <= x <= east and south <= y <= north):
        beyond = [(0, west, x < west), (1, south, y < south), (0, east, x > east), (1, north, y > north)]
        return all(any(p[axis] == edge for piece in pieces for p in piece) for axis, edge, out in beyond if out)
    crossed = False
    for piece in pieces:
        for (x1, y1), (x2, y2) in pairwise(piece):
            if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
                crossed = not crossed
    return crossed or any(math.dist(point, corner) < NEAR_BORDER for piece in pieces for corner in piece)


def spelling_problems(rows: list[Placed], column: str) -> Iterator[str]:
    """Yield a sentence for every word of a free vocabulary that stands once and is nearly another one.

    >>> list(spelling_problems([("a.csv, row 2", {"topic": "use"}), ("a.csv, row 3", {"topic": "un-convention"}),
    ...     ("a.csv, row 4", {"topic": "un-conventions"})], "topic"))[0]
    "a.csv, row 3, column topic: found 'un-convention', which no other row has, beside 'un-conventions'; write the same word for the same thing."
    """
    counted = Counter(row[column] for _, row in rows)
    for where, row in rows:
        word = row[column]
        others = [other for other in counted if other != word and counted[other] >= counted[word]]
        near = difflib.get_close_matches(word, others, n=1, cutoff=NEARLY) if counted[word] == 1 else []
        if near:
            yield f"{where}, column {column}: found {word!r}, which no other row has, beside {near[0]!r}; write the same word for the same thing."
            counted[near[0]] += 1  # of two that stand once, one is told


def order_problems(rows: list[Placed], group: str, position: str) -> Iterator[str]:
    """Yield a sentence for every group whose positions are not 1, 2, 3 ... each once."""
    groups: dict[str, list[Placed]] = defaultdict(list)
    for where, row in rows:
        groups[row[group]].append((where, row))
    for name, members in groups.items():
        counted = Counter(int(row[position]) for _, row in members)
        doubled = [number for number, times in counted.items() if times > 1]
        missing = sorted(set(range(1, max(counted) + 1)) - set(counted))
        if doubled:
            where = [where for where, row in members if int(row[position]) == doubled[0]][1]
            yield f"{where}, column {position}: found {doubled[0]} twice in {group} {name!r}; number the rows 1, 2, 3 ..."
        elif missing:
            yield f"{members[-1][0]}, column {position}: found no {missing[0]} in {group} {name!r}; number the rows 1, 2, 3 ... or add the missing one."


def grid_problems(rows: list[Placed], columns: tuple[str, ...], value: str) -> Iterator[str]:
    """Yield a sentence for every combination of `columns` that has no row, or more than one."""
    counted: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for where, row in rows:
        counted[tuple(row[column] for column in columns)].append(where)
    for key, places in counted.items():
        if len(places) > 1:
            yield f"{places[1]}, column {value}: found a second {value} for {', '.join(key)}; keep one."
    options = [sorted({key[n] for key in counted}) for n in range(len(columns))]
    for first in options[0]:
        wanted = [(first, *rest) for rest in _product(options[1:])]
        for key in wanted:
            if key not in counted and any(other[0] == first for other in counted):
                yield f"{rows[-1][0].partition(', row')[0]}, column {value}: found no {value} for {', '.join(key)}; add the row."


def _product(options: list[list[str]]) -> Iterator[tuple[str, ...]]:
    if not options:
        yield ()
        return
    for one in options[0]:
        for rest in _product(options[1:]):
            yield (one, *rest)


def unit_problems(row: Row) -> Iterator[str]:
    """Yield a sentence for a template that does not hold one pair of braces."""
    braces = re.findall(r"\{[^{}]*\}|[{}]", row["template"])
    if braces != ["{}"]:
        yield f"column template: found {row['template']!r}, expected one pair of braces {{}} where the number stands."


def check_problems(row: Row, scope: evaluate.Scope) -> Iterator[str]:
    """Yield what a source check with expressions cannot be: one that anything passes, or one that speaks of other rows."""
    spoken = {i for column in ("claimed", "computed") for i in evaluate.rests_on(row[column], scope)}
    sizes = [abs(end) for column in ("claimed", "computed") for end in evaluate.work_out(row[column], scope)]
    sizes += [abs(end) for i in spoken if "value_low" in scope.find(i) for end in scope.bounds("printed", i)]
    if float(row["tolerance"] or 0) >= max(sizes) > 0:
        yield f"column tolerance: found {row['tolerance']}, which is no less than the numbers it compares ({max(sizes):g} at most), so that anything passes; give what rounding explains."
    named = set(map(str.strip, row["claims"].split(";")))
    if spoken and not named & spoken and "count(" not in row["claimed"] + row["computed"]:
        yield f"column claims: found {row['claims']!r}, none of which the expressions speak of; name the rows that make the claim."


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:37]}..."
