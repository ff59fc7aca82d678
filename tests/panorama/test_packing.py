"""What is packed comes out again, and any stretch is summed as one would by hand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quanjing.panorama.packing import Body, Edition, pack, unpack

STEP = 4
PARENTS = st.lists(st.integers(0, 30), min_size=1, max_size=40)
NUMBERS = st.integers(-(2**40), 2**40)


def tree(parents: list[int]) -> list[Body]:
    """Bodies in the order of the tree; each but the first stands under one that came before it."""
    paths = ["0001"]
    for place, wanted in enumerate(parents, start=2):
        paths.append(paths[wanted % len(paths)] + f"{place:04d}")
    return [
        Body(
            place,
            path,
            f"c{place}",
            f"学会{place}",
            "",
            "society",
            ("city", "county")[place % 2],
            place % 5 + 1,
        )
        for place, path in enumerate(sorted(paths))
    ]


@st.composite
def editions(draw: st.DrawFn) -> Edition:
    bodies = tree(draw(PARENTS))
    keys = st.dictionaries(st.sampled_from([body.pk for body in bodies]), NUMBERS, max_size=20)
    columns = {("flag", ""): draw(keys), ("log", "2026-01"): draw(keys), ("log", "2026-02"): draw(keys)}
    edition = unpack("S-1", pack(bodies, ["2026-01", "2026-02"], columns))
    assert list(edition.bodies) == bodies
    for (name, month), numbers in columns.items():
        column = edition.columns[name, month]
        assert [column[place] for place in range(len(bodies))] == [numbers.get(body.pk, 0) for body in bodies]
    return edition


@given(editions(), st.integers(0, 60), st.integers(0, 6), st.sampled_from(["", "city"]))
def test_a_stretch_is_a_subtree_and_sums_are_those_of_its_bodies(
    edition: Edition, place: int, society_class: int, level: str
) -> None:
    node = edition.bodies[place % len(edition.bodies)]
    where = edition.stretch(node.path)
    inside = [edition.bodies[one] for one in where]
    assert inside == [body for body in edition.bodies if body.path.startswith(node.path)]
    kept = [
        one
        for one in where
        if society_class in (0, edition.bodies[one].society_class)
        and level in ("", edition.bodies[one].level)
    ]
    mask = edition.mask(society_class, level)
    months = ("2026-01", "2026-02", "2031-01")
    by_hand = sum(edition.columns["log", month][one] for month in months[:2] for one in kept)
    assert edition.total("log", months, where, mask) == by_hand
    flags = sum(bool(edition.columns["flag", ""][one]) for one in kept)
    assert edition.total("flag", (), where, mask, bodies=True) == flags


def test_a_body_that_came_later_is_not_there() -> None:
    edition = unpack("S-1", pack(tree([0, 0]), [], {("flag", ""): {77: 1}}))
    assert not edition.stretch("9999", subtree=False)
    assert edition.total("flag", (), edition.stretch("0001"), None) == 0
    assert edition.total("unknown", ("2026-01",), edition.stretch("0001"), None) == 0
