"""Pictures of every page for the role that it is for, and of every page of every paper, to be looked at.

Nothing is judged here; `make screenshots` leaves the pictures in var/screenshots/.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from pacts.models import Pact
from tests.browser import registering, signing
from tests.browser.nominating import nominate, state, tick
from tests.browser.test_nomination import ADVANCED, BARRED
from tests.browser.visitor import DESK, PHONE, Visitor, vi
from tests.factories.pacts import sign_by_hand
from units.models import User

pytestmark = pytest.mark.screenshots

FOLDER = Path(settings.BASE_DIR) / "var" / "screenshots"
WIDTHS = {"desk": DESK, "phone": PHONE}
Take = Callable[..., None]
# Pictures below the fold are fetched only when somebody scrolls there.
_DRAW_ALL = """async () => {
  scrollTo(0, 0);
  for (const one of document.images) { one.loading = "eager"; await one.decode().catch(() => null); }
}"""


@pytest.fixture(scope="module")
def folder() -> Path:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    return FOLDER


@pytest.fixture
def take(folder) -> Take:
    """The page as it stands, or of an address, at both widths."""

    def picture(visitor: Visitor, name: str, address: str = "") -> None:
        if address:
            visitor.go(address)
        for label, size in WIDTHS.items():
            visitor.page.set_viewport_size(size)  # type: ignore[arg-type]
            visitor.page.evaluate(_DRAW_ALL)
            visitor.page.screenshot(path=folder / f"{name}-{label}.png", full_page=True)
        visitor.page.set_viewport_size(DESK)  # type: ignore[arg-type]

    return picture


def number(visitor: Visitor, link: str) -> int:
    """The key in the address of the first link of this kind on the page."""
    addresses = visitor.page.locator("main a").evaluate_all("links => links.map(one => one.pathname)")
    found = [re.fullmatch(rf"{link}(\d+)/", address) for address in addresses]
    return int(next(one for one in found if one).group(1))


def pages_of(pdf: Path, name: str, folder: Path) -> None:
    subprocess.run(["pdftoppm", "-r", "80", "-png", pdf, folder / name], check=True)


def download(visitor: Visitor, folder: Path) -> Path:
    with visitor.page.expect_download() as waiting:
        visitor.follow("Download (PDF)")
    return Path(waiting.value.path())


def test_entering(visit, take):
    stranger = visit()
    take(stranger, "01-log-in", "/log-in/")
    stranger.page.get_by_label(vi("User name")).fill("ai.do")
    stranger.page.locator("input[name=password]").fill("sai mật khẩu")
    stranger.press("Log in", within="main")
    take(stranger, "01-log-in-refused")
    take(stranger, "02-check", "/check/")
    take(stranger, "03-link-dead", "/account/link/MQ/abc-def/")
    head = visit("vientruong.lochai")
    head.page.locator(".who summary").click()
    head.press("Log out")
    head.page.get_by_label(vi("User name")).fill("vientruong.lochai")
    head.page.locator("input[name=password]").fill(head.account.password)
    head.press("Log in", within="main")
    take(head, "04-second-factor")


def test_looking_up(visit, take):
    officer = visit("canbo.minhgiang")
    take(officer, "10-home-officer", "/")
    take(officer, "11-inbox", "/inbox/")
    take(officer, "12-account", "/account/")
    take(officer, "13-clusters", "/clusters/")
    take(officer, "14-cluster-mine", f"/clusters/{number_of_cluster(officer)}/")
    take(officer, "15-units", "/units/")
    take(officer, "16-unit", f"/units/{number(officer, '/units/')}/")
    take(officer, "17-search", "/search/?q=dak+lak")
    officer.go("/search/?q=mau+hung")
    take(officer, "16-person", f"/people/{number(officer, '/people/')}/")
    take(officer, "17-search-empty", "/search/?q=khong+co+gi")
    take(officer, "18-not-found", "/pacts/999999/")
    take(officer, "20-forbidden", "/admin/")
    central = visit("canbo.trunguong")
    take(central, "19-home-central", "/")
    take(central, "19-clusters-central", "/clusters/")
    administrator = visit("quantri.dientap")
    take(administrator, "21-admin", "/admin/")
    take(administrator, "22-admin-units", "/admin/units/unit/")
    take(administrator, "23-admin-people", "/admin/units/person/?q=mau+hien")
    administrator.page.locator("#result_list tbody a").first.click()
    take(administrator, "24-admin-person")
    take(administrator, "25-admin-audit", "/admin/units/auditentry/")
    council = visit("uyvien.hoidong")
    take(council, "26-home-council", "/")
    take(council, "27-registrations-empty", "/nominations/")


def number_of_cluster(officer: Visitor) -> int:
    officer.go("/clusters/?mine=1")
    return number(officer, "/clusters/")


def test_registering(visit, take):
    officer, head, leader = visit("canbo.lochai"), visit("vientruong.lochai"), visit("canbo.thanhbinh")
    take(officer, "30-registrations", "/registrations/")
    officer.press("Start the registration")
    take(officer, "31-registration-new")
    registering.choose_title(officer, "Lê Mẫu Phúc", "Chiến sĩ thi đua cơ sở")
    registering.choose_title(officer, "Phạm Thị Mẫu Mai", "Chiến sĩ thi đua ngành Kiểm sát nhân dân")
    registering.choose_title(officer, registering.COLLECTIVE, registering.COLLECTIVE_TITLE)
    officer.press("Save", within=".page-head")
    take(officer, "32-registration-saved")
    registering.send_to_head(officer)
    take(head, "33-home-head", "/")
    registering.take_up(head, vi("Submit the registration of titles for %(year)s").split("%")[0])
    take(head, "34-registration-head")
    head.press("Submit to the lead unit")
    registering.take_up(
        leader, vi("Review the registration of %(unit)s", unit="VKSND tỉnh Lộc Hải (diễn tập)")
    )
    take(leader, "35-registration-review")
    leader.go("/registrations/")
    leader.page.locator("a[href*='/registrations/cluster/']").first.click()
    take(leader, "36-rollup")


def test_signing(visit, accounts, take, folder):
    leader = visit("vientruong.thanhbinh")
    take(leader, "40-home-leader", "/")
    take(leader, "41-pacts", "/pacts/")
    leader.go("/")
    leader.page.locator(".tasks a.title").filter(has_text=vi("Finish the draft of the pact")).click()
    take(leader, "42-pact-edit")
    leader.follow("Add clause")
    with leader.page.expect_navigation():
        leader.press("Save")
    leader.faults.clear()  # the refusal that the script got before the page did
    take(leader, "43-clause-refused")
    leader.page.go_back()
    leader.page.go_back()
    leader.follow("Done: read as a whole")
    take(leader, "44-pact-draft")
    leader.page.go_back()
    pact = signing.freeze_and_open(leader)
    take(leader, "45-board", f"/pacts/{pact}/board/")
    head = visit("vientruong.minhgiang")
    take(head, "46-home-to-sign", "/")
    take(head, "46-outside", f"/pacts/{pact}/sign-elsewhere/")
    take(leader, "46-by-hand", f"/pacts/{pact}/by-hand/")
    head.go(f"/pacts/{pact}/sign/")
    signing.pictures_are_drawn(head)
    take(head, "47-sign")
    signing.enter_pin(head, "000000" if accounts["vientruong.minhgiang"].pin != "000000" else "000001")
    signing.pictures_are_drawn(head)
    take(head, "48-sign-wrong-pin")
    signing.enter_pin(head, accounts["vientruong.minhgiang"].pin)
    take(head, "49-signed")
    leader.go("/pacts/")
    leader.page.locator("main tr").filter(has_text=vi("In force")).first.get_by_role("link").first.click()
    take(leader, "50-pact-in-force")
    leader.follow("The paper")
    signing.pictures_are_drawn(leader)
    take(leader, "51-paper")
    file = download(leader, folder)
    pages_of(file, "60-pact-signed", folder)
    with leader.page.expect_download() as waiting:
        leader.page.locator("a[href$='completion.pdf']").click()
    pages_of(Path(waiting.value.path()), "62-completion", folder)
    whole = folder / "whole.pdf"
    whole.write_bytes(file.read_bytes())
    signing.check_file(leader, whole)
    take(leader, "52-check-valid")
    whole.write_bytes(whole.read_bytes().replace(b"endobj", b"endobk", 1))
    signing.check_file(leader, whole)
    take(leader, "53-check-invalid")
    whole.unlink()


def test_drafting(visit, take, folder):
    leader = visit("vientruong.thanhbinh")
    leader.go("/")
    leader.page.locator(".tasks a.title").filter(has_text=vi("Finish the draft of the pact")).click()
    pact = leader.number_in_address()
    leader.page.locator("a[href*='/edit/clauses/']").first.click()
    take(leader, "80-clause")
    take(leader, "80-text", f"/pacts/{pact}/edit/text/")
    take(leader, "80-movements", f"/pacts/{pact}/edit/movements/")
    take(leader, "80-legal-bases", f"/pacts/{pact}/edit/legal-bases/")
    leader.go(f"/pacts/{pact}/edit/")
    leader.page.locator("a[href*='/targets/']").first.click()
    take(leader, "80-target")
    take(leader, "81-form", f"/pacts/{pact}/form/")
    take(leader, "82-comments-before", f"/pacts/{pact}/comments/")
    leader.press("Send out for comments")
    take(leader, "82-comments-open")
    member = visit("canbo.minhgiang")
    member.go(f"/pacts/{pact}/comments/")
    take(member, "83-comments-member")
    member.page.locator("a[href*='/comments/new/']").first.click()
    take(member, "83-comment-new")
    member.page.locator("textarea").first.fill(
        "Đề nghị nâng tỷ lệ giải quyết tố giác, tin báo về tội phạm lên 92 % cho sát kết quả năm trước, "
        "và nói rõ cách tính đối với những tin báo đã chuyển cơ quan khác giải quyết theo thẩm quyền."
    )
    member.page.locator("main form button[type=submit], main form button:not([type])").first.click()
    take(member, "83-comment-sent")
    take(leader, "84-answers", f"/pacts/{pact}/comments/answers/")
    take(leader, "84-table", f"/pacts/{pact}/comments/table/")
    leader.go(f"/pacts/{pact}/edit/text/")
    leader.page.locator("textarea[name=preamble]").fill(
        "Chúng tôi, thủ trưởng các đơn vị, cùng nhau ký giao ước"
    )
    leader.page.wait_for_timeout(4_000)
    take(leader, "85-autosaved")
    take(leader, "86-compare", f"/pacts/{pact}/compare/")
    leader.go(f"/pacts/{pact}/compare/")
    with leader.page.expect_download() as waiting:
        leader.page.locator("a[href*='compare.pdf']").first.click()
    pages_of(Path(waiting.value.path()), "87-compare", folder)
    take(leader, "88-start", "/pacts/")


def test_amending(visit, take, folder):
    officer, leader = visit("canbo.thanhbinh"), visit("vientruong.thanhbinh")
    officer.go("/pacts/")
    officer.page.locator("main tr").filter(has_text=vi("In force")).first.get_by_role("link").first.click()
    take(officer, "80-pact-to-amend")
    officer.press("Begin an amendment")
    take(officer, "81-amendment-edit")
    officer.page.locator("tr").filter(has_text="NV01").get_by_role("link").click()
    officer.page.get_by_label(vi("Value"), exact=False).fill("92")
    with officer.page.expect_navigation():
        officer.press("Save")
    officer.go(f"/pacts/{Pact.objects.exclude(amends=None).get().pk}/edit/")
    officer.follow("Done: read as a whole")
    take(officer, "82-amendment-draft")
    amendment = Pact.objects.exclude(amends=None).get()
    take(officer, "83-amendment-compared", f"/pacts/{amendment.pk}/compare/")
    leader.go(f"/pacts/{amendment.pk}/edit/")
    signing.freeze_and_open(leader)
    take(leader, "84-home-amending", "/")
    head = visit("vientruong.minhgiang")
    head.go(f"/pacts/{amendment.pk}/sign/")
    signing.pictures_are_drawn(head)
    take(head, "85-amendment-sign")
    sign_by_hand(
        Pact.objects.get(pk=amendment.pk), User.objects.get(username="canbo.thanhbinh"), timezone.now()
    )
    take(officer, "86-amendment-in-force", f"/pacts/{amendment.pk}/")
    pages_of(download_of(officer, folder), "62-amendment", folder)
    take(officer, "87-pact-amended", f"/pacts/{amendment.amends_id}/")
    officer.follow("The text that holds today")
    take(officer, "88-consolidated")
    take(officer, "89-pacts-with-amendment", "/pacts/")
    take(officer, "90-cluster-with-amendment", f"/clusters/{amendment.cluster_id}/")
    unit = amendment.parties.order_by("position")[0].unit
    take(officer, "91-unit-with-amendment", f"/units/{unit.pk}/")


def download_of(visitor: Visitor, folder: Path) -> Path:
    visitor.follow("The paper")
    return download(visitor, folder)


def test_conferring(visit, accounts, take, folder):
    leader, witness = visit("vientruong.thanhbinh"), visit("canbo.minhgiang")
    leader.go("/clusters/?mine=1")
    take(leader, "80-cluster", f"/clusters/{number(leader, '/clusters/')}/")
    cluster = number_of_cluster(leader)
    take(leader, "81-conference-plan", f"/clusters/{cluster}/conferences/new/")
    leader.go(f"/clusters/{cluster}/")
    conference = number(leader, "/conferences/")
    take(leader, "82-conference", f"/conferences/{conference}/")
    take(leader, "83-conference-edit", f"/conferences/{conference}/edit/")
    take(leader, "84-agenda", f"/conferences/{conference}/agenda/")
    leader.page.get_by_role("link", name=re.compile(vi("Edit, record what came of it"))).first.click()
    take(leader, "85-agenda-item")
    take(leader, "86-attendance", f"/conferences/{conference}/attendance/")
    take(leader, "87-attendees", f"/conferences/{conference}/attendees/")
    take(leader, "88-minutes-missing", f"/conferences/{conference}/minutes/")
    take(witness, "82-conference-member", f"/conferences/{conference}/")
    leader.go("/")
    leader.page.locator(".tasks a.title").filter(has_text=vi("Finish the draft of the pact")).click()
    pact = signing.freeze_and_open(leader)
    take(leader, "89-pact", f"/pacts/{pact}/")
    for unit in ("minhgiang", "anphong"):
        head = visit(f"vientruong.{unit}", phone=True)
        head.go(f"/pacts/{pact}/sign/")
        signing.enter_pin(head, accounts[f"vientruong.{unit}"].pin)
        head.context.close()
    screen = visit("canbo.anphong")
    take(screen, "90-ceremony", f"/pacts/{pact}/ceremony/")
    screen.page.set_viewport_size({"width": 1920, "height": 1080})
    screen.page.screenshot(path=folder / "90-ceremony-wide.png", full_page=True)


def test_nominating(visit, take, folder):
    officer = visit("canbo.minhgiang")
    take(officer, "70-nominations", "/nominations/")
    nominate(officer, BARRED)
    officer.press("Judge by the law of today")
    take(officer, "71-nomination-barred")
    nominate(officer, ADVANCED)
    take(officer, "72-nomination-new")
    state(officer, absence_counts_as_work="yes")
    take(officer, "73-nomination-eligible")
    tick(officer, ADVANCED)
    officer.press("Issue the submission letter")
    signing.pictures_are_drawn(officer)
    take(officer, "74-letter")
    pages_of(download(officer, folder), "61-submission", folder)
    take(officer, "75-law", "/law/")
