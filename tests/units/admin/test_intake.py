"""Lists at the administrator's desk: upload, report, answers, decision."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest

from tests.factories.units import make_person, make_unit
from tests.factories.workbooks import make_list, person_row
from units.enums import IntakeStatus
from units.models import Intake, Person

pytestmark = pytest.mark.django_db
ADD = "/admin/units/intake/add/"


@pytest.fixture(autouse=True)
def _unit():
    make_unit("VKSND tỉnh Gia Lai", code="GL")


def upload(desk, *rows, name="a.xlsx", kind="people"):
    file = make_list(*rows)
    file.name = name
    return desk.post(ADD, {"kind": kind, "file": file}, follow=True)


def only_intake() -> Intake:
    return Intake.objects.get()


def post(desk, act, **data):
    return desk.post(f"/admin/units/intake/{only_intake().pk}/{act}/", data, follow=True)


def fingerprint(page) -> str:
    return page.context["page"].form.initial["fingerprint"]


def counts(page) -> dict[str, int]:
    return {value: count for group in page.context["page"].counts for value, _label, count, _shown in group}


def told(page) -> list[str]:
    return [str(message) for message in page.context["messages"]]


def test_an_upload_leads_to_the_report_and_the_list_to_all_reports(desk):
    page = upload(desk, person_row("Trần Văn An", "GL"), person_row("Lê Thị Bình", "Nơi khác"))

    assert page.redirect_chain == [(f"/admin/units/intake/{only_intake().pk}/change/", 302)]
    assert counts(page) == {"new": 1, "error": 1}
    assert "a.xlsx" in desk.get("/admin/units/intake/").content.decode()


@pytest.mark.parametrize(
    ("data", "errors"),
    [
        ({"kind": "people"}, {"file": ["Choose a file."]}),
        ({"kind": "people", "file": BytesIO(b"")}, {"file": ["The file is empty."]}),
        (
            {"kind": "horses", "file": BytesIO(b"x")},
            {"kind": ["Select a valid choice. horses is not one of the available choices."]},
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_said_at_the_field(desk, data, errors):
    page = desk.post(ADD, data)

    assert page.context["form"].errors == errors
    assert Intake.objects.count() == 0


def test_the_kind_is_chosen_by_the_link_that_led_here(desk):
    assert desk.get(f"{ADD}?kind=people").context["form"].initial == {"kind": "people"}
    assert desk.get(f"{ADD}?kind=horses").context["form"].initial == {"kind": "people"}


def test_rows_are_shown_by_what_was_found(desk):
    upload(desk, person_row("Trần Văn An", "GL"), person_row("Lê Thị Bình", "Nơi khác"))

    page = desk.get(f"/admin/units/intake/{only_intake().pk}/change/?show=error")

    assert [line.number for line in page.context["page"].lines] == [3]


def test_long_lists_are_shown_by_the_hundred(desk):
    rows = [person_row(f"Trần Văn {'ABCDEGHIKL'[n // 11]}{'abcdeghikln'[n % 11]}", "GL") for n in range(110)]
    upload(desk, *rows)

    page = desk.get(f"/admin/units/intake/{only_intake().pk}/change/?page=2")

    assert [line.number for line in page.context["page"].lines] == list(range(102, 112))
    assert page.context["page"].pages() == {"before": "page=1", "after": ""}


def test_a_list_is_applied_once(desk):
    page = upload(desk, person_row("Trần Văn An", "GL"))
    shown = fingerprint(page)

    first = post(desk, "apply", fingerprint=shown)
    second = post(desk, "apply", fingerprint=shown)

    assert told(first) == ["The list was applied. Every row says what became of it."]
    assert counts(first) == {"new": 1, "added": 1}
    assert told(second) == ["The list was decided on already: nothing has been changed now."]
    assert Person.objects.filter(full_name="Trần Văn An").count() == 1


def test_rows_with_errors_need_a_tick(desk):
    page = upload(desk, person_row("Trần Văn An", "GL"), person_row("Lê Thị Bình", "Nơi khác"))
    shown = fingerprint(page)

    refused = post(desk, "apply", fingerprint=shown)
    applied = post(desk, "apply", fingerprint=shown, leave_out_errors="on")

    sentence = "Rows with errors: correct the file and upload it again, or agree to leave them out."
    assert refused.context["page"].form.errors == {"leave_out_errors": [sentence]}
    assert counts(applied) == {"new": 1, "error": 1, "added": 1, "left_out": 1}


def test_a_stale_report_is_made_anew_and_shown(desk):
    page = upload(desk, person_row("Trần Văn An", "GL", staff_number="KS-1"))
    make_person("Trần Văn An", staff_number="KS-1")

    stale = post(desk, "apply", fingerprint=fingerprint(page))

    assert told(stale) == ["Something changed since this report was made; it has been made anew. Look again."]
    assert (counts(stale), only_intake().status) == ({"update": 1}, IntakeStatus.CHECKED)


def test_a_namesake_is_answered_on_the_page(desk):
    person = make_person("Trần Văn An", birth_date=date(1985, 8, 15))
    page = upload(desk, person_row("Trần Văn An", "GL", birth_date=date(1985, 8, 15)))
    waiting = counts(page)

    answered = post(desk, "answer", **{"row-2": person.pk})

    [line] = answered.context["page"].lines
    assert (waiting, counts(answered)) == ({"namesake": 1}, {"update": 1})
    assert [(option.value, option.is_chosen) for option in line.options] == [
        (str(person.pk), True),
        ("other", False),
    ]


def test_a_forged_answer_is_told_and_changes_nothing(desk):
    make_person("Trần Văn An")
    upload(desk, person_row("Trần Văn An", "GL"))

    page = post(desk, "answer", **{"row-2": "1234567"})

    assert told(page) == ["This answer does not fit the row; load the page again."]
    assert counts(page) == {"namesake": 1}


def test_all_namesakes_are_answered_at_once(desk):
    make_person("Trần Văn An")
    upload(desk, person_row("Trần Văn An", "GL"))

    assert counts(post(desk, "answer", all="other")) == {"new": 1}


def test_a_list_is_set_aside_and_can_then_not_be_applied(desk):
    page = upload(desk, person_row("Trần Văn An", "GL"))
    post(desk, "set-aside")

    late = post(desk, "apply", fingerprint=fingerprint(page))

    assert told(late) == ["The list was decided on already: nothing has been changed now."]
    assert only_intake().status == IntakeStatus.SET_ASIDE


def test_the_same_file_is_told_to_be_applied_already(desk):
    content = make_list(person_row("Trần Văn An", "GL")).getvalue()

    def send(name):
        file = BytesIO(content)
        file.name = name
        return desk.post(ADD, {"kind": "people", "file": file}, follow=True)

    first = send("a.xlsx")
    post(desk, "apply", fingerprint=fingerprint(first))

    again = send("b.xlsx")

    assert again.context["page"].before == Intake.objects.earliest("pk")


def test_the_template_and_the_report_are_downloaded_under_plain_names(desk):
    upload(desk, person_row("Trần Văn An", "GL"))

    template = desk.get("/admin/units/intake/template/people/")
    report = desk.get(f"/admin/units/intake/{only_intake().pk}/report/")

    assert [response.headers["Content-Disposition"] for response in (template, report)] == [
        'attachment; filename="mau-people.xlsx"',
        f'attachment; filename="bao-cao-{only_intake().pk}.xlsx"',
    ]
    assert desk.get("/admin/units/intake/template/horses/").status_code == 404


def test_a_number_that_is_no_list_leads_back_and_none_is_edited(desk):
    upload(desk, person_row("Trần Văn An", "GL"))

    missing = desk.get(f"/admin/units/intake/{10**30}/change/")
    edited = desk.post(f"/admin/units/intake/{only_intake().pk}/change/", {})

    assert (missing.status_code, edited.status_code) == (302, 403)


def test_a_list_is_checked_again_on_demand(desk):
    upload(desk, person_row("Trần Văn An", "GL"))
    make_person("Trần Văn An")

    assert counts(post(desk, "check")) == {"namesake": 1}
