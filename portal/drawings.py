"""The site's own line drawings: icons, and a mark for each township. Only geometry; colour and stroke come from CSS."""

# ruff: noqa: E501  # geometry does not wrap
from __future__ import annotations

from itertools import pairwise

# On a 24 by 24 field, stroked, no fill.
ICONS = {
    "accessible": '<circle cx="12" cy="4.5" r="1.6"/><path d="M5 8.5c4.5 1.3 9.5 1.3 14 0M12 9.5v5l3.5 6M12 14.5l-3.5 6"/>',
    "arrow": '<path d="M4 12h15M13 6l6 6-6 6"/>',
    "back": '<path d="M20 12H5M11 6l-6 6 6 6"/>',
    "badge": '<rect x="4" y="5" width="16" height="15" rx="2"/><path d="M9 3v4h6V3"/><circle cx="12" cy="12" r="2.2"/><path d="M8 17c1-2.4 7-2.4 8 0"/>',
    "bell": '<path d="M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.5c.8 1 3.2 1 4 0"/>',
    "calendar": '<rect x="3.5" y="5" width="17" height="15.5" rx="2"/><path d="M3.5 10h17M8 3v4M16 3v4"/>',
    "chart": '<path d="M4 20.2h16M7 17v-5M12 17V6.5M17 17v-8"/>',
    "check": '<path d="M5 12.5l4.5 4.5L19.5 7"/>',
    "clock": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5.3l3.4 2"/>',
    "close": '<path d="M6 6l12 12M18 6L6 18"/>',
    "copy": '<rect x="8.5" y="8.5" width="11" height="12" rx="2"/><path d="M15.5 8.5v-3a2 2 0 0 0-2-2h-7a2 2 0 0 0-2 2v9a2 2 0 0 0 2 2h2"/>',
    "document": '<path d="M6 3h8l4.5 4.5V21H6zM14 3v4.5h4.5M9 12h6.5M9 16h6.5"/>',
    "down": '<path d="M6 9.5l6 6 6-6"/>',
    "error": '<circle cx="12" cy="12" r="8.8"/><path d="M12 7.2v6M12 16.6v.1"/>',
    "external": '<path d="M10 5H5v14h14v-5M14 4h6v6M20 4l-9 9"/>',
    "family": '<circle cx="8" cy="7.5" r="2.7"/><circle cx="16.5" cy="9" r="2.1"/><path d="M2.8 19.5c.3-4.6 1.9-6.8 5.2-6.8s4.9 2.2 5.2 6.8M14.5 14.2c3.7-1.1 6 .9 6.3 5.3"/>',
    "globe": '<circle cx="12" cy="12" r="8.7"/><path d="M3.5 12h17M12 3.3c3.4 3.2 3.4 14.2 0 17.4M12 3.3c-3.4 3.2-3.4 14.2 0 17.4"/>',
    "home": '<path d="M4 11l8-7 8 7v9h-5.5v-6h-5v6H4z"/>',
    "info": '<circle cx="12" cy="12" r="8.8"/><path d="M12 11v6M12 7.4v.1"/>',
    "lock": '<rect x="5" y="10.5" width="14" height="10" rx="2"/><path d="M8 10.5V8a4 4 0 0 1 8 0v2.5"/>',
    "mail": '<rect x="3.5" y="5.5" width="17" height="13.5" rx="2"/><path d="M4 7.5l8 6 8-6"/>',
    "menu": '<path d="M4 7h16M4 12h16M4 17h16"/>',
    "next": '<path d="M9.5 6l6 6-6 6"/>',
    "person": '<circle cx="12" cy="8" r="3.7"/><path d="M4.5 20.5c.6-5 3-7 7.5-7s6.9 2 7.5 7"/>',
    "phone": '<path d="M6 3.5h3l1.8 4.7-2.3 1.7a12 12 0 0 0 5.6 5.6l1.7-2.3 4.7 1.8v3c0 1.4-1 2.3-2.4 2.2C10.6 19.6 4.4 13.4 3.8 5.9 3.7 4.5 4.6 3.5 6 3.5z"/>',
    "pin": '<path d="M12 21.5c-4.5-4.7-7-8.3-7-11.5a7 7 0 0 1 14 0c0 3.2-2.5 6.8-7 11.5z"/><circle cx="12" cy="10" r="2.5"/>',
    "previous": '<path d="M14.5 6l-6 6 6 6"/>',
    "print": '<path d="M7 8V3.5h10V8M7 17H4V8h16v9h-3"/><path d="M7 14h10v6.5H7z"/>',
    "route": '<circle cx="6" cy="5.5" r="2.2"/><circle cx="18" cy="18.5" r="2.2"/><path d="M8.2 5.5H15a3.2 3.2 0 0 1 0 6.5H9a3.2 3.2 0 0 0 0 6.5h6.8"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6.3"/><path d="M15.2 15.2l5.3 5.3"/>',
    "share": '<circle cx="6" cy="12" r="2.5"/><circle cx="17.5" cy="5.5" r="2.5"/><circle cx="17.5" cy="18.5" r="2.5"/><path d="M8.2 10.8l7-4M8.2 13.2l7 4"/>',
    "speech": '<path d="M4 5h16v11.5h-8.5L7 20.5v-4H4z"/>',
    "ticket": '<path d="M3.5 7h17v2.6a2.5 2.5 0 0 0 0 4.8V17h-17v-2.6a2.5 2.5 0 0 0 0-4.8zM14 7.5v2M14 11v2M14 14.5v2"/>',
    "translate": '<path d="M3.5 6.5h10M8.5 4v2.5M11.5 6.5c-.8 4-3.5 7-7.5 8.5M5.5 9.5c1.5 2.8 3.5 4.5 6 5.5M12.5 20.5l4-10 4 10M14 17h5"/>',
    "warning": '<path d="M12 4l9 16H3zM12 10v5M12 17.4v.1"/>',
}

# On a 32 by 32 field. What each shows is a hint at the place or at its name, never a coat of arms.
MARKS = {
    # flower and tree: the name, and Century Park beside it
    "huamu": '<path d="M16 29V15M16 22c-3 0-5-1.5-6-4M16 20c3 0 5-1.5 6-4"/><path d="M16 3c3.5 2.5 3.5 7 0 9.5-3.5-2.5-3.5-7 0-9.5zM7 8.5c4-.5 7 1 9 4-4 1.5-7.5.5-9-4zM25 8.5c-4-.5-7 1-9 4 4 1.5 7.5.5 9-4z"/>',
    # golden bridge
    "jinqiao": '<path d="M2.5 22h27M5 22c1-8 5-12 11-12s10 4 11 12M11 22c.5-4 2-6 5-6s4.5 2 5 6M16 10V5M13.5 5h5"/><path d="M3 26.5c2-1.5 4-1.5 6 0s4 1.5 6 0 4-1.5 6 0 4 1.5 6 0"/>',
    # science city: an atom
    "zhangjiang": '<circle cx="16" cy="16" r="2.5"/><ellipse cx="16" cy="16" rx="12.5" ry="5"/><ellipse cx="16" cy="16" rx="12.5" ry="5" transform="rotate(60 16 16)"/><ellipse cx="16" cy="16" rx="12.5" ry="5" transform="rotate(120 16 16)"/>',
    # three groves
    "sanlin": '<path d="M16 3l5.5 9h-11zM16 9l6.5 10h-13zM16 19v4M7 14l4 7H3zM7 21v4M25 14l4 7h-8zM25 21v4M3 28.5h26"/>',
    # rainbow over the blocks of Gubei
    "hongqiao-subdistrict": '<path d="M3 19a13 13 0 0 1 26 0M7.5 19a8.5 8.5 0 0 1 17 0"/><path d="M6 28.5V22h6v6.5M12 28.5V16.5h8v12M20 28.5V22h6v6.5M3 28.5h26M16 20v1M16 24v1"/>',
    # rainbow over a street of shops: Hongquan and Hongmei Road
    "hongqiao-town": '<path d="M3 14a13 13 0 0 1 26 0M8 14a8 8 0 0 1 16 0"/><path d="M4 18.5h24l1.5 4.5c-1.5 2-3.5 2-5 0-1.5 2-3.5 2-5 0-1.5 2-4 2-5.5 0-1.5 2-3.5 2-5 0-1.5 2-4 2-6.5 0zM6 25v4h20v-4"/>',
    # the bends of Suzhou Creek and a boat
    "yichuan-road": '<path d="M5 15h22l-3.5 6h-15zM10 15v-4h9v4M13 11V7"/><path d="M2.5 24.5c2.2-1.5 4.5-1.5 6.7 0s4.5 1.5 6.8 0 4.5-1.5 6.7 0 4.6 1.5 6.8 0M6 28.5c2-1.3 4-1.3 6 0s4 1.3 6 0 4-1.3 6 0"/>',
    # a family house with a leaf
    "huacao": '<path d="M3.5 16L16 5l12.5 11M7 13.5V28h18V13.5"/><path d="M16 25.5v-6M16 22c-3.2.3-5-1.2-5.2-4 3.2-.3 5 1.2 5.2 4zM16 20.5c0-2.8 1.5-4.3 4.7-4.5.2 2.8-1.5 4.5-4.7 4.5z"/>',
    # the four leaves of the national exhibition centre
    "xujing": '<path d="M16 16c-6-2-8.5-5-7-8.5S14.5 4.5 16 8c1.5-3.5 5.5-4 7-.5S22 14 16 16z"/><path d="M16 16c6 2 8.5 5 7 8.5s-5.5 3-7-.5c-1.5 3.5-5.5 4-7 .5S10 18 16 16z"/><path d="M8 16c-3.5-1.5-4-5.5-.5-7M24 16c3.5-1.5 4-5.5.5-7M8 16c-3.5 1.5-4 5.5-.5 7M24 16c3.5 1.5 4 5.5.5 7"/>',
}

ACCENTS = {
    "huamu": "green",
    "jinqiao": "gold",
    "zhangjiang": "blue",
    "sanlin": "brick",
    "hongqiao-subdistrict": "blue",
    "hongqiao-town": "gold",
    "yichuan-road": "green",
    "huacao": "brick",
    "xujing": "green",
}

# A township that joined later and has no drawing yet gets a door.
DOOR = '<path d="M7 29V13a9 9 0 0 1 18 0v16M3.5 29h25M16 4v25M13 18v2M19 18v2"/>'

# --- The map of the nine: WGS-84 longitude and latitude, drawn on a plane where a degree is as long as it is at 31.2° N ----
# Centres of the townships (facts/townships.yaml, approximate) for the time a township's record brings none of its own.
CENTRES = {
    "huamu": (121.553, 31.212),
    "jinqiao": (121.59, 31.25),
    "zhangjiang": (121.6, 31.203),
    "sanlin": (121.505, 31.147),
    "hongqiao-subdistrict": (121.403, 31.195),
    "hongqiao-town": (121.383, 31.178),
    "yichuan-road": (121.437, 31.257),
    "huacao": (121.292, 31.218),
    "xujing": (121.2723, 31.1731),
}
# The Huangpu from the Xupu Bridge past the Bund to Fuxing Island, and Suzhou Creek from the west to its mouth.
HUANGPU = [
    *[(121.462, 31.1), (121.466, 31.128), (121.458, 31.15), (121.456, 31.172), (121.468, 31.187), (121.488, 31.195)],
    *[(121.503, 31.207), (121.504, 31.22), (121.495, 31.235), (121.499, 31.244), (121.522, 31.249), (121.545, 31.256)],
    *[(121.56, 31.27), (121.566, 31.3)],
]
SUZHOU_CREEK = [
    *[(121.22, 31.252), (121.28, 31.24), (121.315, 31.235), (121.35, 31.223), (121.372, 31.227), (121.392, 31.224)],
    *[(121.407, 31.235), (121.42, 31.243), (121.428, 31.252), (121.438, 31.248), (121.449, 31.252), (121.458, 31.246)],
    *[(121.473, 31.242), (121.495, 31.243)],
]
MAP_WIDTH, MAP_HEIGHT = 800, 370
MAP_WEST, MAP_NORTH = 121.236, 31.281
DEGREE_DOWN = 2300  # units of the map
DEGREE_ACROSS = DEGREE_DOWN * 0.855


def on_map(longitude: float, latitude: float) -> tuple[int, int]:
    """Return where a point of the city lies on the map, in its own units."""
    return round((longitude - MAP_WEST) * DEGREE_ACROSS), round((MAP_NORTH - latitude) * DEGREE_DOWN)


def smooth(points: list[tuple[float, float]]) -> str:
    """Return a path through the points as a river runs: curves that bend at the middle between two points."""
    spots = [on_map(*point) for point in points]
    path = f"M{spots[0][0]} {spots[0][1]}"
    for here, following in pairwise(spots[1:]):
        path += f"Q{here[0]} {here[1]} {(here[0] + following[0]) / 2:g} {(here[1] + following[1]) / 2:g}"
    return f"{path}L{spots[-1][0]} {spots[-1][1]}"
