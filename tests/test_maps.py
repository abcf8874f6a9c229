"""Maps: every named town lies inside its country, borders close, and a map is a picture that needs no script."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from counternarcotics import boundaries, cartography, charts, figure, markup, tables, web
from counternarcotics.charts import introduction
from counternarcotics.figure import specification

MAPS = sorted(charts.pictures())  # read, not drawn: every process that collects tests would draw all charts
PLACES = tables.load("places").dropna(subset=["longitude"])
TOWNS = PLACES[(PLACES["kind"] == "locality") & (PLACES["place"] != "gorno-badakhshan")]
ISO3 = tables.lookup("places", "iso3")


def inside(row) -> bool:
    return boundaries.encloses(boundaries.land()[ISO3[row.within]], (row.longitude, row.latitude))


@pytest.mark.parametrize("row", TOWNS.itertuples(), ids=lambda row: row.place)
def test_a_town_lies_inside_its_country_and_in_no_other(row):
    west, south, east, north = boundaries.WINDOW
    if not (west < row.longitude < east and south < row.latitude < north) or row.place == "kobuleti":
        pytest.skip("Beyond the window of the maps, or on a coast that the data simplify.")
    here = [
        code for code, rings in boundaries.land().items() if boundaries.encloses(rings, (row.longitude, row.latitude))
    ]
    assert here == [ISO3[row.within]]


def test_a_position_never_comes_without_its_source():
    held = tables.load("places")
    assert (held["longitude"].notna() == held["latitude"].notna()).all()
    assert (held["longitude"].notna() == (held["position_source"] != "")).all()
    assert TOWNS["within"].isin(held["place"]).all()
    assert TOWNS["position_source"].str.fullmatch(r"GeoNames \d+").all(), (
        "a town's position is that of a place in GeoNames"
    )


@pytest.mark.parametrize(
    ("point", "owner"),
    [((71.1, 39.95), "UZB"), ((71.73, 39.97), "UZB"), ((70.58, 39.85), "TJK"), ((70.62, 40.96), "TJK")],
    ids=["Sokh", "Shohimardon", "Vorukh", "Sarvan"],
)
def test_the_exclaves_of_the_data_are_kept(point, owner):
    assert [code for code, rings in boundaries.land().items() if boundaries.encloses(rings, point)] == [owner]


def test_no_land_is_a_hole():
    # Two pieces of land have no code of a country in some editions of the data, and would be missing from the map.
    for name, point in (("Siachen", (77.2, 35.4)), ("Baikonur", (63.3, 45.9)), ("Issyk-Kul", (77.3, 42.4))):
        assert any(boundaries.encloses(rings, point) for rings in boundaries.land().values()), name


def test_countries_are_walked_clockwise_and_have_their_size():
    sizes = {code: sum(map(boundaries.area, rings)) for code, rings in boundaries.land().items()}
    assert min(sizes.values()) > 0
    assert sizes["KAZ"] > sizes["TKM"] > sizes["KGZ"] > sizes["TJK"]


def test_the_table_is_small():
    assert (tables.data_folder() / "boundaries.csv").stat().st_size <= 35 * 1024


def test_areas_are_true():
    # A cell of 2 by 2 degrees anywhere on the maps covers what it covers on a sphere of one radius.
    import math

    for west, south in ((42, 26), (66, 40), (88, 54)):
        corners = [(west, south), (west, south + 2), (west + 2, south + 2), (west + 2, south)]
        walk = [cartography.albers(west + dx, south + dy) for dx, dy in _round(2.0, 40)]
        drawn = boundaries.area([*walk, walk[0]])
        true = math.radians(2) * (math.sin(math.radians(south + 2)) - math.sin(math.radians(south)))
        assert drawn == pytest.approx(true, rel=1e-3), corners


def _round(size: float, steps: int) -> list[tuple[float, float]]:
    """Return a walk round a square, clockwise from its lower left corner."""
    part = [size * step / steps for step in range(steps)]
    return [
        *((0.0, at) for at in part), *((at, size) for at in part),
        *((size, size - at) for at in part), *((size - at, 0.0) for at in part),
    ]  # fmt: skip


@pytest.mark.parametrize("name", MAPS)
def test_a_map_is_two_pictures_and_no_script(name):
    one = charts.load(name)
    text = markup.still_chart(specification(one.chart))
    assert text.count("<svg") == 2
    assert "<script" not in text
    assert "NaN" not in text
    assert 'stroke="currentColor"' in text, "lines follow the page's colours, dark as well as light"
    assert isinstance(one.table, pd.DataFrame) and len(one.table) >= 3
    assert "Source:" in one.chart.description


@pytest.mark.parametrize("name", MAPS)
def test_the_words_of_a_map_are_read_on_a_phone(name):
    picture = figure.svg(specification(charts.load(name).chart), width=markup.NARROW)
    sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)px"', picture)]
    assert min(sizes) >= 10.5, "the column of a phone, 328 px, makes 10 px of it"


def test_members_on_the_map_are_those_of_the_table():
    members = charts.load("members-on-maps").table.set_index(["Organisation", "Date"])["Members"]
    assert members["ECO", "1985"] == "Iran, Pakistan, Turkey"
    assert "Uzbekistan" not in members["Shanghai Five", "1996"]
    assert "Uzbekistan" in members["SCO", "2001"]


def test_an_unplaced_place_is_refused_by_name():
    with pytest.raises(ValueError, match="tuleikan"):
        cartography.position("tuleikan")


@pytest.mark.parametrize(("name", "columns"), [("members-on-maps", 2), ("figures-on-maps", 1)])
def test_small_maps_stand_in_few_columns_on_a_phone_and_their_words_are_read(name, columns):
    vega = web.compiled(specification(charts.load(name).chart))
    phone, wide = (figure.picture(vega, width=width, height=None) for width in (340, 700))
    texts = [re.sub(r"<[^>]*>", " ", picture).split() for picture in (phone, wide)]
    assert sorted(texts[0]) == sorted(texts[1])
    heads = re.findall(r"<text[^>]*translate\(([\d.]+),[\d.]+\)[^>]*>(?=<tspan>)", phone)
    assert len({float(across) for across in heads}) == columns
    assert all(float(size) >= 10.5 for size in re.findall(r'font-size="([\d.]+)px"', phone))
    assert float(re.search(r' height="([\d.]+)"', phone)[1]) > 560


def test_the_five_states_lie_whole_inside_their_frames_with_room_to_spare():
    for wide in introduction.panels_of_the_states():
        for frame in (wide, wide.phone):
            points = [
                frame.place(*point) for code in cartography.FIVE for ring in boundaries.land()[code] for point in ring
            ]
            across, down = zip(*points, strict=True)
            assert frame.left < min(across) and max(across) < frame.left + frame.part
            assert frame.top < min(down) and max(down) < frame.end - 0.01
