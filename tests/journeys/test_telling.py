"""Lan says how she wishes to be told: by which ways, on her telephone, in her calendar. What is pushed is
shown by the service worker, and a tap on it leads to this site."""

import json
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Worker, expect

from samples.accounts import DEMO_PASSWORD, SECRETARY
from tests.journeys.conftest import NewProfile, Size
from tests.journeys.notice import come_to
from tests.notifications.browsers import Browser
from tests.site_server import Site

Axe = Callable[[Page], list[str]]
Snapshot = Callable[[Page, str], None]
PAGE = "/toi/thong-bao/cach-bao/"
AS_BEFORE = f"""
from accounts.models import User
User.objects.filter(username="{SECRETARY.username}").update(email="")
from notifications.models import CalendarAddress, Notice, PushSubscription, Wish
for model, whose in ((CalendarAddress, "account"), (PushSubscription, "account"), (Wish, "account")):
    model.objects.filter(**{{f"{{whose}}__username": "{SECRETARY.username}"}}).delete()
Notice.objects.filter(recipient__username="{SECRETARY.username}", kind="test").delete()
"""
# A browser without a window shows no notices, and has no line to a push service: its two answers are made up.
SUBSCRIBES = """([endpoint, p256dh, auth]) => {
  Object.defineProperty(Notification, "permission", { get: () => "granted" });
  const made = {
    toJSON: () => ({ endpoint, keys: { p256dh, auth } }),
    unsubscribe: async () => sessionStorage.removeItem("subscribed"),
    get options() { return { applicationServerKey: null }; },
  };
  PushManager.prototype.subscribe = async () => (sessionStorage.setItem("subscribed", "1"), made);
  PushManager.prototype.getSubscription = async () => (sessionStorage.getItem("subscribed") ? made : null);
}"""


@pytest.fixture
def ground(site: Site) -> None:
    """She has chosen nothing yet, and has no e-mail address."""
    site.manage("shell", "--no-imports", "--command", AS_BEFORE)


def sign_in(page: Page, to: str, heading: str) -> None:
    page.goto(f"/tai-khoan/dang-nhap/?next={to}")
    page.get_by_label("Số điện thoại hoặc tên đăng nhập").fill(SECRETARY.username)
    page.get_by_label("Mật khẩu", exact=True).fill(DEMO_PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
    come_to(page, heading)


def good(page: Page, axe: Axe, snapshot: Snapshot, name: str) -> None:
    """A kind of page: axe finds nothing, nothing is wider than the screen."""
    width = page.viewport_size["width"]  # type: ignore[index]
    snapshot(page, f"telling-{name}-{width}")
    assert axe(page) == [], name
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, name


def choose(page: Page) -> None:
    reminders = page.get_by_role("group", name="Nhắc việc đến hạn")
    expect(reminders.get_by_label("Tin nhắn")).to_be_checked()
    reminders.get_by_label("Tin nhắn").uncheck()
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_text("Đã lưu.")).to_be_visible()
    expect(reminders.get_by_label("Tin nhắn")).not_to_be_checked()


@pytest.mark.parametrize(("size", "javascript"), [("phone", True), ("phone", False), ("desktop", True)])
def test_she_chooses_tries_it_out_and_takes_her_dates_along(
    ground: None,
    new_profile: NewProfile,
    axe: Axe,
    snapshot: Snapshot,
    size: Size,
    javascript: bool,
) -> None:
    page = new_profile(size, javascript=javascript)
    sign_in(page, "/toi/thong-bao/", "Thông báo")
    page.get_by_role("link", name="Cách báo cho tôi").click()
    come_to(page, "Cách báo cho tôi")
    choose(page)
    page.get_by_role("button", name="Gửi thử").click()
    expect(page.get_by_text("Tin thử đang được gửi qua: Tin nhắn.")).to_be_visible()
    if javascript:
        good(page, axe, snapshot, "wishes")
    else:
        expect(page.get_by_text("Trình duyệt này không hiện được thông báo")).to_be_visible()

    page.get_by_role("link", name="Lịch của tôi").click()
    come_to(page, "Lịch của tôi")
    page.get_by_role("button", name="Tạo địa chỉ riêng").click()
    address = urlsplit(page.locator("pre").inner_text().strip()).path
    if javascript:
        good(page, axe, snapshot, "calendar")
    calendar = page.request.get(address)
    assert calendar.headers["content-type"] == "text/calendar; charset=utf-8"
    assert "Sinh hoạt chi bộ ngày 3" in calendar.text()
    page.get_by_role("button", name="Thu hồi địa chỉ").click()
    expect(page.get_by_text("không còn mở được lịch")).to_be_visible()
    assert page.request.get(address).status == 404


def test_her_telephone_is_switched_on_and_off(
    ground: None, new_profile: NewProfile, axe: Axe, snapshot: Snapshot
) -> None:
    page, browser = new_profile("phone"), Browser()
    keys = json.dumps([browser.endpoint, browser.p256dh, browser.auth])
    page.add_init_script(f"({SUBSCRIBES})({keys})")
    sign_in(page, PAGE, "Cách báo cho tôi")
    page.get_by_role("button", name="Báo cho tôi trên máy này").click()
    device = page.get_by_role("listitem").filter(has_text="máy này")
    expect(device).to_be_visible()
    expect(page.get_by_role("button", name="Báo cho tôi trên máy này")).to_be_hidden()
    good(page, axe, snapshot, "device")
    device.get_by_role("button", name="Tắt").click()
    expect(page.get_by_text("Máy đó không còn nhận thông báo.")).to_be_visible()
    expect(page.get_by_role("button", name="Báo cho tôi trên máy này")).to_be_visible()


def worker_of(page: Page) -> Worker:
    page.goto("/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    workers = page.context.service_workers
    return workers[0] if workers else page.context.wait_for_event("serviceworker")


def push(page: Page, message: str) -> None:
    """As the browser's own service would, with Chromium's tools for developers."""
    tools = page.context.new_cdp_session(page)
    versions: list[dict[str, str]] = []
    tools.on("ServiceWorker.workerVersionUpdated", lambda event: versions.extend(event["versions"]))
    tools.send("ServiceWorker.enable")
    page.wait_for_timeout(200)
    origin = page.evaluate("location.origin")
    number = next(one["registrationId"] for one in versions if one["scriptURL"].startswith(origin))
    told = {"origin": origin, "registrationId": number, "data": message}
    tools.send("ServiceWorker.deliverPushMessage", told)


KEEPS = """() => {
  self.shown = [];
  registration.showNotification = async (title, { body, tag, data }) =>
    shown.push({ title, body, tag, data });
}"""
SHOWN = """async () => {
  for (let turn = 0; !shown.length && turn < 50; turn++) await new Promise((done) => setTimeout(done, 100));
  return shown;
}"""


def test_what_is_pushed_is_shown_and_leads_to_this_site_alone(new_profile: NewProfile) -> None:
    page = new_profile("phone")
    worker = worker_of(page)
    worker.evaluate(KEEPS)
    said = {"title": "Mời dự", "body": "Ngày 3", "address": "/dien-hinh/", "tag": "notice-1"}
    push(page, json.dumps(said))
    assert worker.evaluate(SHOWN) == [
        {"title": "Mời dự", "body": "Ngày 3", "tag": "notice-1", "data": {"address": "/dien-hinh/"}}
    ]
    opened = """async (address) => {
      let led;
      clients.openWindow = async (goal) => (led = goal);
      await lead(address);
      return led;
    }"""
    site = page.evaluate("location.origin")
    assert worker.evaluate(opened, "/dien-hinh/") == f"{site}/dien-hinh/"
    assert worker.evaluate(opened, "https://elsewhere.example/") == site
    assert worker.evaluate(opened, "//elsewhere.example/x") == site
