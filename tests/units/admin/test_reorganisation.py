"""Units are merged, absorbed, split, abolished and renamed page by page, on the organisation as shipped."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.reform import (
    FIRST_DAY,
    before_the_reform,
    clusters_of_2025,
    heads_of,
    signed_pact,
)
from tests.factories.units import assign, make_cluster, make_person, make_year
from tests.units.admin.pages import Form
from units.enums import ReorganisationAct as Act
from units.models import AuditEntry, Person, Unit, UnitSuccession
from units.queries.roster import roster
from units.services import naming

ACTS = "/admin/units/unit/reorganise/"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_shipped_organisation")]
EVE = date(2025, 6, 30)
BASIS = "Nghị quyết số 84/2025/UBTVQH15"
GIA_LAI = {
    "new_units__0__code": "VKSND-GIALAI-2025",
    "new_units__0__name": "Viện kiểm sát nhân dân tỉnh Gia Lai",
    "new_units__0__short_name": "VKSND tỉnh Gia Lai",
    "new_units__0__place": "Gia Lai",
}


def names(cluster, day):
    return [member.short_name for member in roster(cluster, day)]


def told(response):
    return [str(message) for message in response.context["messages"]]


class Walk:
    """An administrator who goes from page to page of one act."""

    def __init__(self, desk, act, unit=None):
        self.desk, self.url = desk, f"{ACTS}{act}/"
        self.page = desk.get(self.url, {"unit": unit.pk} if unit else {})

    def go(self, button, **values):
        self.page = self.desk.post(self.url, Form(self.page).filled(button, **values))
        return self

    @property
    def template(self):
        return self.page.templates[0].name.removeprefix("admin/units/unit/reorganise_").removesuffix(".html")

    @property
    def text(self):
        return self.page.content.decode()

    def done(self):
        """The page that follows the execution."""
        self.sent = Form(self.page).filled("execute")
        return self.desk.post(self.url, self.sent, follow=True)


@pytest.fixture
def merger(desk):
    """Case 8 up to the preview: Bình Định and Gia Lai become the new Gia Lai, which joins Cụm 7."""
    binh_dinh, gia_lai = before_the_reform("VKSND-BINHDINH", "VKSND-GIALAI")
    _year, seven, eight = clusters_of_2025()
    pacts = [signed_pact(cluster, heads_of(cluster)) for cluster in (seven, eight)]
    walk = Walk(desk, "merge", binh_dinh)
    keys = [binh_dinh.pk, gia_lai.pk]
    walk.go("new", predecessors=keys, effective_on="01/07/2025", legal_basis=BASIS)
    walk.go("choices", **GIA_LAI)
    walk.seven, walk.eight, walk.pacts, walk.old = seven, eight, pacts, (binh_dinh, gia_lai)
    return walk


def in_seven(merger):
    return merger.go("preview", **{f"cluster__0__{merger.seven.year_id}": merger.seven.pk})


def test_five_acts_are_offered_from_the_list_and_from_the_page_of_a_unit(desk, shipped):
    unit = shipped["VKSND-CAOBANG"]

    pages = [desk.get("/admin/units/unit/"), desk.get(f"/admin/units/unit/{unit.pk}/change/")]
    choice = desk.get(ACTS, {"unit": unit.pk})

    assert [
        f'href="{ACTS}"' in pages[0].content.decode(),
        f"{ACTS}?unit={unit.pk}" in pages[1].content.decode(),
    ]
    links = [f'href="{ACTS}{act}/?unit={unit.pk}"' in choice.content.decode() for act in Act]
    assert links == [True] * 5


def test_a_merger_begins_with_what_the_first_unit_was(desk):
    (binh_dinh, gia_lai) = before_the_reform("VKSND-BINHDINH", "VKSND-GIALAI")
    walk = Walk(desk, "merge", binh_dinh)

    walk.go("new", predecessors=[binh_dinh.pk, gia_lai.pk], effective_on="01/07/2025")

    proposed = {name.removeprefix("new_units-0-"): value for name, value in Form(walk.page).fields.items()}
    wanted = ["code", "kind", "parent", "name", "short_name", "place", "head_title"]
    assert [proposed[name] for name in wanted] == [
        ["VKSND-BINHDINH-2025"],
        ["province"],
        [str(binh_dinh.parent_id)],
        [binh_dinh.name],
        ["VKSND tỉnh Bình Định"],
        ["Bình Định"],
        ["Viện trưởng"],
    ]


def test_case_08_the_merger_asks_which_cluster_the_successor_joins(merger):
    assert merger.template == "choices"
    [field] = merger.page.context["asked"].clusters
    assert (
        field.question == "Which cluster does VKSND tỉnh Gia Lai join for the rest of 2025 (VKSND tối cao)?"
    )
    assert [option.label for option in field.candidates] == [
        "Cụm thi đua số 7, place of VKSND tỉnh Gia Lai",
        "Cụm thi đua số 8, place of VKSND tỉnh Bình Định",
        "No cluster for the rest of this year",
    ]


def test_case_08_without_an_answer_the_merger_does_not_go_on(merger):
    merger.go("preview")

    sentence = "Say which cluster or block is joined, or none: VKSND tỉnh Gia Lai in 2025 (VKSND tối cao)."
    assert (merger.template, merger.page.context["typed"].refusals) == ("choices", {"clusters": [sentence]})


def test_case_08_the_preview_tells_everything_and_changes_nothing(merger):
    before = AuditEntry.objects.count()

    in_seven(merger)

    assert merger.template == "preview"
    for line in (
        "Cụm thi đua số 8 (2025)",
        "Stays in force as it was signed",
        "Nothing has been changed yet.",
    ):
        assert line in merger.text
    assert [unit.exists_on(FIRST_DAY) for unit in merger.old] == [True, True]
    assert AuditEntry.objects.count() == before


def test_case_08_both_memberships_end_and_the_successor_takes_the_place_in_the_chosen_cluster(merger):
    page = in_seven(merger).done()

    new = Unit.objects.get(code="VKSND-GIALAI-2025")
    assert page.redirect_chain == [(f"/admin/units/unit/{new.pk}/change/", 302)]
    assert told(page) == [
        "Merge into a new unit, done: VKSND tỉnh Bình Định, VKSND tỉnh Gia Lai → VKSND tỉnh Gia Lai, "
        "from 01/07/2025."
    ]
    assert (names(merger.seven, EVE), names(merger.seven, FIRST_DAY)) == (
        ["VKSND tỉnh Kon Tum", "VKSND tỉnh Gia Lai"],
        ["VKSND tỉnh Kon Tum", "VKSND tỉnh Gia Lai"],
    )
    assert [member.unit for member in roster(merger.seven, FIRST_DAY)][1] == new
    assert (names(merger.eight, EVE), names(merger.eight, FIRST_DAY)) == (
        ["VKSND tỉnh Quảng Ngãi", "VKSND tỉnh Bình Định"],
        ["VKSND tỉnh Quảng Ngãi"],
    )


def test_case_08_both_pacts_stay_readable_under_the_old_names(merger):
    in_seven(merger).done()

    shown = [merger.desk.get(pact.get_absolute_url()).content.decode() for pact in merger.pacts]

    assert ["VKSND tỉnh Gia Lai" in shown[0], "VKSND tỉnh Bình Định" in shown[1]] == [True, True]
    for pact in merger.pacts:
        pact.refresh_from_db()
        assert pact.status == "in_force"


def test_a_second_click_finds_it_done_and_does_nothing(merger):
    first = in_seven(merger).done()

    second = merger.desk.post(merger.url, merger.sent, follow=True)

    assert second.redirect_chain == first.redirect_chain
    assert UnitSuccession.objects.filter(predecessor__in=merger.old).count() == 2


def test_whatever_has_changed_since_the_preview_is_shown_again_before_it_is_done(merger):
    in_seven(merger)
    assign(make_person("Trần Văn Mới"), merger.old[0], valid_from=date(2025, 3, 1))

    refused = merger.done()
    merger.page = refused

    sentence = "Something has changed since this preview was made. Look at it again."
    assert (merger.template, refused.context["stale"]) == ("preview", [sentence])
    assert "Trần Văn Mới" in merger.text
    assert UnitSuccession.objects.filter(predecessor__in=merger.old).count() == 0
    assert merger.done().redirect_chain != []


def test_going_back_keeps_what_was_typed(merger):
    in_seven(merger).go("choices").go("new").go("units")
    typed = Form(merger.page).fields

    forward = merger.go("new").go("choices").go("preview")

    assert (typed["effective_on"], typed["legal_basis"]) == (["01/07/2025"], [BASIS])
    assert typed["predecessors"] == [str(unit.pk) for unit in merger.old]
    assert forward.template == "preview"
    assert forward.page.context["wanted"].new_units[0].code == "VKSND-GIALAI-2025"


def test_without_scripts_units_are_named_by_their_codes(desk):
    units = before_the_reform("VKSND-BINHDINH", "VKSND-GIALAI")
    walk = Walk(desk, "merge")

    walk.go("new", predecessors__code="VKSND-GIALAI, VKSND-BINHDINH", effective_on="01/07/2025")

    assert walk.template == "new"
    assert walk.page.context["typed"].units.ending() == [units[1], units[0]]


def test_an_absorbed_unit_ends_and_its_people_go_on_in_the_other(desk, shipped):
    small, large = shipped["VKSND-CAOBANG"], shipped["VKSND-LANGSON"]
    person = make_person()
    assign(person, small, "Kiểm tra viên")
    walk = Walk(desk, "absorb", small)

    walk.go("choices", absorbed_by=large.pk, effective_on="01/01/2026")
    page = walk.done()

    assert page.redirect_chain == [(f"/admin/units/unit/{large.pk}/change/", 302)]
    [old, new] = person.assignments.in_time()
    assert (old.unit, old.valid_to) == (small, date(2025, 12, 31))
    assert (new.unit, new.position_title, new.valid_from) == (large, "Kiểm tra viên", date(2026, 1, 1))


@pytest.fixture
def splitting(desk, shipped):
    """Up to where people go: two new units, and one that exists and takes people."""
    unit = shipped["VKSND-CAOBANG"]
    people = [make_person(f"Nguyễn Văn {name}") for name in ("An", "Bình", "Chi", "Dũng")]
    for person in people:
        assign(person, unit)
    walk = Walk(desk, "split", unit)
    walk.go("new", count="2", effective_on="01/01/2026", receivers=[shipped["VKSND-LANGSON"].pk])
    described = {
        f"new_units__{place}__{name}": f"{value} {place}"
        for place in (0, 1)
        for name, value in (
            ("code", "CB"),
            ("name", "Viện kiểm sát Cao Bằng"),
            ("short_name", "VKSND Cao Bằng"),
        )
    }
    walk.go("choices", **{name: value.replace("CB ", "CB") for name, value in described.items()})
    walk.people, walk.receiver = people, shipped["VKSND-LANGSON"]
    return walk


def test_after_a_split_each_person_is_where_it_was_said(splitting):
    an, binh, chi, dung = splitting.people

    splitting.go(
        "preview",
        **{
            f"person__{an.pk}": "new-0",
            f"person__{binh.pk}": "new-1",
            f"person__{chi.pk}": f"unit-{splitting.receiver.pk}",
            f"person__{dung.pk}": "leaves",
        },
    ).done()

    where = {
        person: [row.unit.code for row in person.assignments.on(date(2026, 1, 1))]
        for person in splitting.people
    }
    assert where == {an: ["CB0"], binh: ["CB1"], chi: ["VKSND-LANGSON"], dung: []}
    assert [row.successor.code for row in UnitSuccession.objects.filter(kind="split").order_by("pk")] == [
        "CB0",
        "CB1",
    ]


def test_a_split_proposes_no_place_to_anybody_and_asks_until_all_have_one(splitting):
    asked = splitting.page.context["asked"]
    assert [[it.value for it in field.options if it.is_chosen] for field in asked.people] == [[""]] * 4

    splitting.go("preview", **{f"person__{splitting.people[0].pk}": "new-0"})

    assert list(splitting.page.context["typed"].refusals) == ["people"]


def test_a_split_offers_one_place_for_all_of_whom_nothing_else_is_said(splitting):
    splitting.go("preview", people__rest="new-1").done()

    where = {row.unit.code for it in splitting.people for row in it.assignments.on(date(2026, 1, 1))}
    assert where == {"CB1"}


@pytest.fixture
def abolition(desk, shipped):
    unit = shipped["VKSND-CAOBANG"]
    for name in ("An", "Bình", "Chi"):
        assign(make_person(f"Nguyễn Văn {name}"), unit)
    return Walk(desk, "abolish", unit)


def test_nobody_of_an_abolished_unit_is_forgotten(abolition):
    abolition.go("choices", effective_on="01/01/2026").go("preview")

    sentence = "3 people have no place yet: Nguyễn Văn An; Nguyễn Văn Bình; Nguyễn Văn Chi."
    assert (abolition.template, abolition.page.context["typed"].refusals) == (
        "choices",
        {"people": [sentence]},
    )


def test_one_choice_serves_everybody_of_whom_nothing_else_is_said(abolition, shipped):
    receivers = [shipped[code].pk for code in ("VKSND-LANGSON", "VKSND-SONLA")]
    binh = Person.objects.get(full_name="Nguyễn Văn Bình")
    abolition.go("choices", effective_on="01/01/2026", receivers=receivers)

    page = abolition.go(
        "preview", **{f"person__{binh.pk}": "leaves", "people__rest": f"unit-{receivers[1]}"}
    ).done()

    assert told(page) == ["Abolish, done: VKSND tỉnh Cao Bằng, from 01/01/2026."]
    assert [row.person.full_name for row in shipped["VKSND-SONLA"].assignments.order_by("pk")] == [
        "Nguyễn Văn An",
        "Nguyễn Văn Chi",
    ]
    binh.refresh_from_db()
    assert binh.left_on == date(2025, 12, 31)


def test_the_only_unit_that_takes_people_is_proposed_to_everybody(abolition, shipped):
    abolition.go("choices", effective_on="01/01/2026", receivers=[shipped["VKSND-SONLA"].pk])

    chosen = [
        [option.label for option in field.options if option.is_chosen]
        for field in abolition.page.context["asked"].people
    ]

    assert chosen == [["VKSND tỉnh Sơn La · VKSND tối cao"]] * 3


def test_case_12_a_renamed_unit_is_the_same_with_two_names(desk, shipped):
    hue = shipped["VKSND-HUE"]
    hue.names.exclude(valid_to__isnull=False).delete()
    hue.names.update(valid_to=None)
    naming.adopt_latest_name(unit=hue)
    old, new = "VKSND tỉnh Thừa Thiên Huế", "VKSND thành phố Huế"
    cluster = make_cluster(make_year(2024, shipped["VKSNDTC"]), [hue], number=6)
    walk = Walk(desk, "rename", hue)

    walk.go(
        "preview",
        new_name="Viện kiểm sát nhân dân thành phố Huế",
        new_short_name=new,
        effective_on="01/01/2025",
    )
    page = walk.done()

    assert page.redirect_chain == [(f"/admin/units/unit/{hue.pk}/change/", 302)]
    assert [(it.short_name, it.valid_from, it.valid_to) for it in hue.names.in_time()] == [
        (old, None, date(2024, 12, 31)),
        (new, date(2025, 1, 1), None),
    ]
    assert (names(cluster, date(2024, 12, 31)), names(cluster, date(2025, 1, 1))) == ([old], [new])
    assert UnitSuccession.objects.filter(predecessor=hue).count() == 0
