"""Our own line drawings, on a ground of 24 by 24. Colour and width of line come from the style sheet."""

DRAWINGS = {
    "book": (
        '<path d="M12 6.5C10 4.8 7 4.3 3 4.5v14c4-.2 7 .3 9 2 2-1.7 5-2.2 9-2v-14c-4-.2-7 .3-9 2zM12 '
        '6.5v14"/>'
    ),
    "courses": (
        '<path d="M4 5h4v15H4zM10 5h4v15h-4zM16.5 5.8l3.4-.8 3 14.3-3.4.7z" transform="translate(-1 0)"/>'
    ),
    "review": '<path d="M4.5 12a7.5 7.5 0 1 0 2.4-5.5M4.5 4v4h4M12 8v4.3l2.8 1.7"/>',
    "chart": '<path d="M4 20h16M7 20v-6M12 20V5M17 20v-10"/>',
    "star": '<path d="M12 3.5l2.6 5.3 5.9.9-4.3 4.1 1 5.8-5.2-2.7-5.2 2.7 1-5.8-4.3-4.1 5.9-.9z"/>',
    "person": '<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5c.6-4.3 3.5-6.5 7.5-6.5s6.9 2.2 7.5 6.5"/>',
    "search": '<circle cx="11" cy="11" r="6.5"/><path d="M16 16l4.5 4.5"/>',
    "account": (
        '<path d="M4 7h9M18 7h2M4 17h2M11 17h9"/><circle cx="15.5" cy="7" r="2.5"/><circle cx="8.5" '
        'cy="17" r="2.5"/>'
    ),
    "text-size": '<path d="M3 19l5-13 5 13M4.8 14.5h6.4M15 19l3-8 3 8M16 16.3h4"/>',
    "sign-out": '<path d="M14 4H6v16h8M10.5 12H21M17.5 8.5L21 12l-3.5 3.5"/>',
    "sign-in": '<path d="M10 4h8v16h-8M3 12h10.5M10 8.5l3.5 3.5-3.5 3.5"/>',
    "lock": '<rect x="5" y="11" width="14" height="9.5" rx="1.5"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>',
    "key": '<circle cx="8" cy="15.5" r="4.5"/><path d="M11.5 12.5L20 4M16 8l3 3M18.5 5.5l1.5 1.5"/>',
    "card": (
        '<rect x="3" y="5" width="18" height="14" rx="1.5"/><path d="M6.5 9h5v5h-5zM14.5 9.5h3.5M14.5 '
        '13.5h3.5M6.5 16.5h11"/>'
    ),
    "phone": '<rect x="7" y="3" width="10" height="18" rx="2"/><path d="M11 18h2"/>',
    "desktop": '<rect x="3" y="4.5" width="18" height="12" rx="1.5"/><path d="M9 20h6M12 16.5V20"/>',
    "call": (
        '<path d="M5 4h4l1.5 4.5-2.2 1.7a12 12 0 0 0 5.5 5.5l1.7-2.2L20 15v4a1.5 1.5 0 0 1-1.6 1.5C10.5 '
        '20 4 13.5 3.5 5.6A1.5 1.5 0 0 1 5 4z"/>'
    ),
    "mail": '<rect x="3" y="5" width="18" height="14" rx="1.5"/><path d="M3.5 6.5L12 13l8.5-6.5"/>',
    "done": '<path d="M5 12.5l4.5 4.5L19 7.5"/>',
    "clock": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5.3l3.5 2"/>',
    "calendar": '<rect x="4" y="5.5" width="16" height="15" rx="1.5"/><path d="M4 10h16M8.5 3v4M15.5 3v4"/>',
    "warning": '<path d="M12 4L2.8 20h18.4zM12 10v4.5M12 17.3v.2"/>',
    "note": '<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5.5M12 7.5v.2"/>',
    "legal": '<path d="M12 4v16M7 20h10M5 7h14M5 7l-2.5 6.5h5zM19 7l-2.5 6.5h5z"/>',
    "practice": '<path d="M13 3L5 13.5h6L10 21l8.5-11H12z"/>',
    "example": '<path d="M9 17.5c0-2.3-3-3.5-3-7.5a6 6 0 0 1 12 0c0 4-3 5.2-3 7.5zM9.5 21h5"/>',
    "todo": '<path d="M4 20l1-4.5L16 4.5l3.5 3.5L8.5 19zM13.5 7l3.5 3.5"/>',
    "copy": '<rect x="8.5" y="8.5" width="12" height="12" rx="1.5"/><path d="M5 15.5H3.5v-12h12V5"/>',
    "file": '<path d="M6 3h8l4.5 4.5V21H6zM14 3v4.5h4.5M9 13h6M9 16.5h6"/>',
    "download": '<path d="M12 4v11M7.5 11l4.5 4.5 4.5-4.5M4.5 20h15"/>',
    "print": '<path d="M7 9V3.5h10V9M7 17H4V9h16v8h-3M7 14h10v6.5H7z"/>',
    "back": '<path d="M20 12H4.5M10 6l-6 6 6 6"/>',
    "forward": '<path d="M4 12h15.5M14 6l6 6-6 6"/>',
    "pen": '<path d="M4 20l1-4.5L16 4.5l3.5 3.5L8.5 19z"/>',
    "offline": (
        '<path d="M3 3l18 18M8.5 15.5a5 5 0 0 1 5.6-1M5 12a10 10 0 0 1 4.5-2.7M14.5 9.2A10 10 0 0 1 19 '
        '12M2.5 8.5A14 14 0 0 1 6 6.3M11 5.1a14 14 0 0 1 10.5 3.4M12 19v.2"/>'
    ),
    "lost": '<circle cx="12" cy="12" r="8.5"/><path d="M15.5 8.5l-2 5-5 2 2-5z"/>',
    "home": '<path d="M4 11.5L12 4l8 7.5M6 10v10h12V10M10 20v-5.5h4V20"/>',
    "flag": '<path d="M6 21V4M6 5h11l-2.5 4L17 13H6"/>',
    "wrong": '<path d="M6.5 6.5l11 11M17.5 6.5l-11 11"/>',
    "empty": '<circle cx="12" cy="12" r="8"/>',
    "chosen": '<circle cx="12" cy="12" r="8"/><circle cx="12" cy="12" r="3.5" fill="currentColor"/>',
    "play": '<path d="M8 5.5v13l10.5-6.5z" fill="currentColor"/>',
    "up": '<path d="M12 20V5M5.5 11L12 4.5 18.5 11"/>',
    "down": '<path d="M12 4v15M5.5 13l6.5 6.5 6.5-6.5"/>',
    "drag": '<path d="M5 8h14M5 12h14M5 16h14"/>',
}
