"""The privacy notice, which stands once before the first page of whoever signs in."""

import re

from playwright.sync_api import Page, expect

NOTICE = "Nền tảng giữ gì về đồng chí"


def read_the_notice(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(NOTICE)
    page.get_by_role("button", name="Tôi đã đọc").click()


def come_to(page: Page, heading: str) -> None:
    """Wait for a page by its heading; the notice is read where it stands before it."""
    title = page.get_by_role("heading", level=1)
    expect(title).to_contain_text(re.compile(f"{heading}|{NOTICE}"))
    if NOTICE in title.inner_text():
        read_the_notice(page)
    expect(title).to_contain_text(heading)
