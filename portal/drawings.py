"""The site's own line drawings: icons, and a mark for each township. Only geometry; colour and stroke come from CSS."""

from __future__ import annotations

# On a 24 by 24 field, stroked, no fill.
ICONS = {
    "accessible": '<circle cx="12" cy="4.5" r="1.6"/><path d="M5 8.5c4.5 1.3 9.5 1.3 14 0M12 9.5v5l3.5 6M12 14.5l-3.5 6"/>',
    "arrow": '<path d="M4 12h15M13 6l6 6-6 6"/>',
    "back": '<path d="M20 12H5M11 6l-6 6 6 6"/>',
    "badge": '<rect x="4" y="5" width="16" height="15" rx="2"/><path d="M9 3v4h6V3"/><circle cx="12" cy="12" r="2.2"/><path d="M8 17c1-2.4 7-2.4 8 0"/>',
    "bell": '<path d="M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.5c.8 1 3.2 1 4 0"/>',
    "calendar": '<rect x="3.5" y="5" width="17" height="15.5" rx="2"/><path d="M3.5 10h17M8 3v4M16 3v4"/>',
    "check": '<path d="M5 12.5l4.5 4.5L19.5 7"/>',
    "clock": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5.3l3.4 2"/>',
    "close": '<path d="M6 6l12 12M18 6L6 18"/>',
    "copy": '<rect x="8.5" y="8.5" width="11" height="12" rx="2"/><path d="M15.5 8.5v-3a2 2 0 0 0-2-2h-7a2 2 0 0 0-2 2v9a2 2 0 0 0 2 2h2"/>',
    "document": '<path d="M6 3h8l4.5 4.5V21H6zM14 3v4.5h4.5M9 12h6.5M9 16h6.5"/>',
    "down": '<path d="M6 9.5l6 6 6-6"/>',
    "error": '<circle cx="12" cy="12" r="8.8"/><path d="M12 7.2v6M12 16.6v.1"/>',
    "external": '<path d="M10 5H5v14h14v-5M14 4h6v6M20 4l-9 9"/>',
    "family": '<circle cx="8" cy="7.5" r="2.7"/><circle cx="16.5" cy="9" r="2.1"/><path d="M2.8 19.5c.3-4.6 1.9-6.8 5.2-6.8s4.900 2.200 5.200 6.800M14.500 14.200c3.700-1.100 6 .900 6.300 5.300"/>',
    "globe": '<circle cx="12" cy="12" r="8.7"/><path d="M3.500 12h17M12 3.300c3.400 3.200 3.400 14.200 0 17.400M12 3.300c-3.400 3.200-3.400 14.200 0 17.400"/>',
    "home": '<path d="M4 11l8-7 8 7v9h-5.500v-6h-5v6H4z"/>',
    "info": '<circle cx="12" cy="12" r="8.8"/><path d="M12 11v6M12 7.400v.1"/>',
    "lock": '<rect x="5" y="10.500" width="14" height="10" rx="2"/><path d="M8 10.500V8a4 4 0 0 1 8 0v2.500"/>',
    "mail": '<rect x="3.500" y="5.500" width="17" height="13.500" rx="2"/><path d="M4 7.500l8 6 8-6"/>',
    "menu": '<path d="M4 7h16M4 12h16M4 17h16"/>',
    "next": '<path d="M9.500 6l6 6-6 6"/>',
    "person": '<circle cx="12" cy="8" r="3.700"/><path d="M4.500 20.500c.6-5 3-7 7.500-7s6.900 2 7.500 7"/>',
    "phone": '<path d="M6 3.500h3l1.800 4.700-2.300 1.700a12 12 0 0 0 5.600 5.600l1.700-2.300 4.700 1.800v3c0 1.400-1 2.300-2.400 2.200C10.600 19.600 4.400 13.400 3.800 5.900 3.700 4.500 4.600 3.500 6 3.500z"/>',
    "pin": '<path d="M12 21.500c-4.500-4.700-7-8.300-7-11.500a7 7 0 0 1 14 0c0 3.200-2.500 6.800-7 11.500z"/><circle cx="12" cy="10" r="2.500"/>',
    "previous": '<path d="M14.500 6l-6 6 6 6"/>',
    "print": '<path d="M7 8V3.500h10V8M7 17H4V8h16v9h-3"/><path d="M7 14h10v6.500H7z"/>',
    "route": '<circle cx="6" cy="5.500" r="2.200"/><circle cx="18" cy="18.500" r="2.200"/><path d="M8.200 5.500H15a3.200 3.200 0 0 1 0 6.500H9a3.200 3.200 0 0 0 0 6.500h6.800"/>',
    "search": '<circle cx="10.500" cy="10.500" r="6.300"/><path d="M15.200 15.200l5.300 5.300"/>',
    "share": '<circle cx="6" cy="12" r="2.500"/><circle cx="17.500" cy="5.500" r="2.500"/><circle cx="17.500" cy="18.500" r="2.500"/><path d="M8.200 10.800l7-4M8.200 13.200l7 4"/>',
    "speech": '<path d="M4 5h16v11.500h-8.500L7 20.500v-4H4z"/>',
    "translate": '<path d="M3.500 6.500h10M8.500 4v2.500M11.500 6.500c-.8 4-3.500 7-7.500 8.500M5.500 9.500c1.500 2.800 3.500 4.500 6 5.500M12.500 20.500l4-10 4 10M14 17h5"/>',
    "warning": '<path d="M12 4l9 16H3zM12 10v5M12 17.400v.1"/>',
}

# On a 32 by 32 field. What each shows is a hint at the place or at its name, never a coat of arms.
MARKS = {
    # flower and tree: the name, and Century Park beside it
    "huamu": '<path d="M16 29V15M16 22c-3 0-5-1.500-6-4M16 20c3 0 5-1.500 6-4"/><path d="M16 3c3.500 2.500 3.500 7 0 9.500-3.500-2.500-3.500-7 0-9.500zM7 8.500c4-.5 7 1 9 4-4 1.500-7.500.5-9-4zM25 8.500c-4-.5-7 1-9 4 4 1.500 7.500.5 9-4z"/>',
    # golden bridge
    "jinqiao": '<path d="M2.500 22h27M5 22c1-8 5-12 11-12s10 4 11 12M11 22c.5-4 2-6 5-6s4.500 2 5 6M16 10V5M13.500 5h5"/><path d="M3 26.500c2-1.500 4-1.500 6 0s4 1.500 6 0 4-1.500 6 0 4 1.500 6 0"/>',
    # science city: an atom
    "zhangjiang": '<circle cx="16" cy="16" r="2.500"/><ellipse cx="16" cy="16" rx="12.500" ry="5"/><ellipse cx="16" cy="16" rx="12.500" ry="5" transform="rotate(60 16 16)"/><ellipse cx="16" cy="16" rx="12.500" ry="5" transform="rotate(120 16 16)"/>',
    # three groves
    "sanlin": '<path d="M16 3l5.500 9h-11zM16 9l6.500 10h-13zM16 19v4M7 14l4 7H3zM7 21v4M25 14l4 7h-8zM25 21v4M3 28.500h26"/>',
    # rainbow over the blocks of Gubei
    "hongqiao-subdistrict": '<path d="M3 19a13 13 0 0 1 26 0M7.500 19a8.500 8.500 0 0 1 17 0"/><path d="M6 28.500V22h6v6.500M12 28.500V16.500h8v12M20 28.500V22h6v6.500M3 28.500h26M16 20v1M16 24v1"/>',
    # rainbow over a street of shops: Hongquan and Hongmei Road
    "hongqiao-town": '<path d="M3 14a13 13 0 0 1 26 0M8 14a8 8 0 0 1 16 0"/><path d="M4 18.500h24l1.500 4.500c-1.500 2-3.500 2-5 0-1.500 2-3.500 2-5 0-1.500 2-4 2-5.500 0-1.500 2-3.500 2-5 0-1.500 2-4 2-6.500 0zM6 25v4h20v-4"/>',
    # the bends of Suzhou Creek and a boat
    "yichuan-road": '<path d="M5 15h22l-3.500 6h-15zM10 15v-4h9v4M13 11V7"/><path d="M2.500 24.500c2.200-1.500 4.500-1.500 6.700 0s4.500 1.500 6.800 0 4.500-1.500 6.700 0 4.600 1.500 6.800 0M6 28.500c2-1.300 4-1.300 6 0s4 1.300 6 0 4-1.300 6 0"/>',
    # a family house with a leaf
    "huacao": '<path d="M3.500 16L16 5l12.500 11M7 13.500V28h18V13.500"/><path d="M16 25.500v-6M16 22c-3.200.300-5-1.200-5.200-4 3.200-.3 5 1.200 5.200 4zM16 20.500c0-2.800 1.500-4.300 4.700-4.500.200 2.800-1.500 4.500-4.700 4.500z"/>',
    # the four leaves of the national exhibition centre
    "xujing": '<path d="M16 16c-6-2-8.500-5-7-8.500S14.500 4.500 16 8c1.500-3.500 5.500-4 7-.5S22 14 16 16z"/><path d="M16 16c6 2 8.500 5 7 8.500s-5.500 3-7-.5c-1.500 3.500-5.500 4-7 .5S10 18 16 16z"/><path d="M8 16c-3.500-1.500-4-5.500-.5-7M24 16c3.500-1.500 4-5.500.5-7M8 16c-3.500 1.500-4 5.500-.5 7M24 16c3.500 1.500 4 5.500.5 7"/>',
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
DOOR = '<path d="M7 29V13a9 9 0 0 1 18 0v16M3.500 29h25M16 4v25M13 18v2M19 18v2"/>'
