"""The five source articles as sample data: what they say, in their order, and nothing else."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import translation

from awards.models import AwardType
from pacts.models import Conference, Credential, Pact, PactClause, Signature, Target
from pacts.papers import pact_paper
from tests.factories.fingerprint import fingerprint
from tests.factories.units import make_officer, make_unit
from units.models import Appointment, Cluster, ClusterMembership, Person, Unit, UnitSuccession, User
from units.queries.roster import roster

MOTTO = "Đoàn kết, đổi mới - Trách nhiệm, kỷ cương - Thực chất, hiệu quả"
NAMED = {
    "Bùi Mạnh Cường",
    "Nguyễn Hải Trâm",
    "Nguyễn Quang Thành",
    "Phạm Thị Kim Liên",
    "Phạm Trung Thuận",
    "Trần Hữu Thanh",
    "Trần Văn Sang",
    "Vũ Việt Hùng",
    "Vũ Văn Diến",
}


@pytest.fixture(scope="module")
def articles(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Loaded once for all tests of this module, and taken back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_sample_data", "--articles-only", verbosity=0)
        yield
        transaction.set_rollback(True)


def cluster(year: int, kind: str, number: int | None) -> Cluster:
    return Cluster.objects.get(year__year=year, kind=kind, number=number)


@pytest.mark.usefixtures("articles", "db")
class TestClusters:
    @pytest.mark.parametrize(
        ("key", "members"),
        [
            (
                (2019, "khoi", None),
                [
                    ("VKSND tối cao", "truong", None),
                    ("Bộ Công an", "pho", None),
                    ("Bộ Quốc phòng", "member", None),
                    ("Bộ Tư pháp", "member", None),
                    ("Tòa án nhân dân tối cao", "member", None),
                    ("Thanh tra Chính phủ", "member", None),
                    ("Kiểm toán Nhà nước", "member", None),
                    ("Ban Quản lý Lăng Chủ tịch Hồ Chí Minh", "member", None),
                ],
            ),
            (
                (2020, "cum", 7),
                [
                    ("VKSND tỉnh Đắk Lắk", "member", None),
                    ("VKSND tỉnh Lâm Đồng", "truong", "Vũ Văn Diến"),
                    ("VKSND tỉnh Gia Lai", "member", None),
                    ("VKSND tỉnh Kon Tum", "member", None),
                    ("VKSND tỉnh Đắk Nông", "member", None),
                ],
            ),
            ((2020, "cum", 8), []),
            (
                (2021, "khoi", 3),
                [
                    ("Văn phòng VKSND tối cao", "member", None),
                    ("Vụ 14", "member", None),
                    ("Vụ 15", "member", None),
                    ("Vụ 16", "member", None),
                    ("Cục 2", "member", None),
                    ("Cục 3", "member", None),
                    ("Thanh tra VKSND tối cao", "member", None),
                ],
            ),
            (
                (2022, "cum", 8),
                [
                    ("VKSND tỉnh Quảng Nam", "member", None),
                    ("VKSND tỉnh Quảng Ngãi", "pho", "Phạm Thị Kim Liên"),
                    ("VKSND tỉnh Bình Định", "truong", "Trần Văn Sang"),
                    ("VKSND tỉnh Phú Yên", "member", None),
                    ("VKSND tỉnh Khánh Hòa", "member", None),
                    ("VKSND tỉnh Ninh Thuận", "member", None),
                ],
            ),
        ],
    )
    def test_members_leaders_and_named_heads_stand_as_in_the_article(self, key, members):
        found = roster(cluster(*key), date(key[0], 6, 1))

        assert [
            (member.short_name, member.role, member.head and member.head.person.full_name) for member in found
        ] == members

    def test_the_cluster_whose_members_no_article_names_says_how_many_there_are(self):
        assert cluster(2020, "cum", 8).member_count == 6

    @pytest.mark.parametrize(
        ("key", "theme", "motto"),
        [
            ((2019, "khoi", None), "", ""),
            ((2020, "cum", 7), "", MOTTO),
            ((2020, "cum", 8), "Đoàn kết, đổi mới - Trách nhiệm, kỷ cương - Thực chất hiệu quả", ""),
            (
                (2021, "khoi", 3),
                "Lãnh đạo phải “Công bằng, trách nhiệm, gương mẫu”, "
                "cấp dưới phải “Trung thực, tận tụy, kỷ cương, kỷ luật”",
                "",
            ),
            (
                (2022, "cum", 8),
                "Đoàn kết, trách nhiệm, khát vọng cống hiến, hoàn thành xuất sắc nhiệm vụ năm 2022",
                MOTTO,
            ),
        ],
    )
    def test_themes_and_mottos_are_those_of_the_article(self, key, theme, motto):
        found = cluster(*key)

        assert (found.theme, found.motto) == (theme, motto)

    def test_every_cluster_names_its_source(self):
        assert not Cluster.objects.filter(source="").exists()

    @pytest.mark.parametrize(
        ("key", "count"),
        [
            ((2019, "khoi", None), 0),
            ((2020, "cum", 7), 0),
            ((2020, "cum", 8), 8),
            ((2021, "khoi", 3), 1),
            ((2022, "cum", 8), 7),
        ],
    )
    def test_each_cluster_has_the_movements_of_its_article(self, key, count):
        assert cluster(*key).cluster_movements.count() == count

    def test_a_unit_merged_in_2025_ended_and_nothing_follows_it_yet(self):
        ended = Unit.objects.filter(kind="province").values_list("valid_to", flat=True)

        assert set(ended) == {date(2025, 6, 30)}
        assert ended.count() == 11
        assert not UnitSuccession.objects.exists()


@pytest.mark.usefixtures("articles", "db")
class TestConferences:
    @pytest.mark.parametrize(
        ("key", "expected"),
        [
            (
                (2019, "khoi", None),
                ("interim_review", date(2019, 7, 30), "", "VKSNDTC", "Trụ sở VKSND tối cao", False),
            ),
            (
                (2020, "cum", 7),
                (
                    "launch_signing",
                    date(2020, 2, 28),
                    "chiều ngày 28/02/2020",
                    "VKSND-LAMDONG",
                    "VKSND tỉnh Lâm Đồng",
                    False,
                ),
            ),
            (
                (2020, "cum", 8),
                (
                    "final_review",
                    None,
                    "tháng 2 năm 2021",
                    "VKSND-QUANGNAM",
                    "VKSND tỉnh Quảng Nam",
                    True,
                ),
            ),
            ((2021, "khoi", 3), ("launch_signing", None, "", None, "", False)),
            (
                (2022, "cum", 8),
                (
                    "launch_signing",
                    date(2022, 2, 11),
                    "",
                    "VKSND-BINHDINH",
                    "Trụ sở VKSND tỉnh Bình Định",
                    False,
                ),
            ),
        ],
    )
    def test_day_place_and_host_are_those_of_the_article(self, key, expected):
        found = Conference.objects.filter(cluster=cluster(*key)).values_list(
            "kind", "held_on", "date_text", "host_unit__code", "place", "is_planned"
        )

        assert list(found) == [expected]

    def test_people_are_named_with_the_title_that_the_article_gives(self):
        conference = Conference.objects.get(cluster=cluster(2019, "khoi", None))

        assert list(
            conference.attendees.order_by("position").values_list("person__full_name", "role", "title")
        ) == [
            ("Bùi Mạnh Cường", "chair", "Phó Viện trưởng VKSND tối cao"),
            (
                "Vũ Việt Hùng",
                "presenter",
                "Vụ trưởng Vụ Thi đua - Khen thưởng VKSND tối cao; trình bày báo cáo",
            ),
            ("Nguyễn Quang Thành", "speaker", "Phó Tổng Kiểm toán Nhà nước"),
        ]

    def test_who_read_out_a_plan_or_the_pact_is_not_called_a_speaker(self):
        conference = Conference.objects.get(cluster=cluster(2022, "cum", 8))
        roles = {
            attendee.person.full_name: (attendee.role, attendee.title.partition("; ")[2])
            for attendee in conference.attendees.select_related("person")
        }

        assert roles == {
            "Trần Văn Sang": ("speaker", ""),
            "Phạm Thị Kim Liên": ("presenter", "thông qua Kế hoạch tổ chức và hoạt động"),
            "Phạm Trung Thuận": ("presenter", "thông qua Giao ước thi đua"),
        }


@pytest.mark.usefixtures("articles", "db")
class TestPages:
    """What the cluster page says of the articles, in Vietnamese."""

    @pytest.fixture
    def cluster_page(self):
        client = Client()
        client.force_login(
            make_officer(make_unit(kind="supreme"), "central_officer"),
            backend="units.backends.AccountBackend",
        )

        def read(*key) -> str:
            with translation.override("vi"):
                return client.get(cluster(*key).get_absolute_url()).content.decode()

        return read

    def test_the_order_is_that_of_the_article(self, cluster_page):
        text = cluster_page(2022, "cum", 8)

        assert "Thứ tự theo bài viết" in text
        assert "quyết định chia cụm" not in text

    def test_the_number_of_units_is_not_put_into_the_mouth_of_the_article(self, cluster_page):
        assert "Cụm có 6 đơn vị; bài viết không nêu tên các đơn vị." in cluster_page(2020, "cum", 8)

    def test_a_theme_that_quotes_is_not_quoted_again(self, cluster_page):
        text = cluster_page(2021, "khoi", 3)

        assert "Lãnh đạo phải “Công bằng" in text
        assert "“Lãnh đạo" not in text
        assert "””" not in text

    def test_the_pact_made_for_illustration_is_marked_so(self, cluster_page):
        text = cluster_page(2022, "cum", 8)

        assert text.count("minh họa") == 1

    def test_a_print_of_the_pact_made_for_illustration_says_so(self):
        pact = Pact.objects.get(is_illustration=True)
        members = roster(pact.cluster, date(2022, 2, 11))

        paper = pact_paper(
            pact=pact,
            members=members,
            place="Bình Định",
            dated_on=date(2022, 2, 11),
            check_url="",
        )

        assert paper.subtitle == "Năm 2022 của Cụm thi đua số 8 (minh họa)"


@pytest.mark.usefixtures("articles", "db")
class TestRealPeople:
    def test_everybody_named_is_there_once_and_nobody_else(self):
        assert sorted(Person.objects.values_list("full_name", flat=True)) == sorted(NAMED)

    def test_nothing_is_known_of_them_but_name_and_post(self):
        known = Person.objects.values_list("birth_date", "gender", "staff_number", "recruited_on").distinct()

        assert list(known) == [(None, "", None, None)]

    def test_posts_say_that_their_bounds_are_not_known(self):
        posts = Appointment.objects.values_list("bounds_known", flat=True)

        assert set(posts) == {False}

    def test_nobody_has_an_account_a_certificate_or_a_signature(self):
        assert not User.objects.exists()
        assert not Credential.objects.exists()
        assert not Signature.objects.exists()


@pytest.mark.usefixtures("articles", "db")
class TestIllustratedPact:
    def test_it_is_a_complete_draft_that_nobody_has_signed(self):
        pact = Pact.objects.get()

        assert (pact.status, pact.is_illustration, pact.paper) == ("draft", True, None)
        assert pact.clauses.count() == 7
        assert pact.legal_bases.count() == 4

    def test_every_number_in_it_is_marked_as_illustration(self):
        assert set(Target.objects.values_list("is_illustration", flat=True)) == {True}

    def test_only_articles_made_of_the_source_alone_are_not_marked(self):
        plain = PactClause.objects.filter(is_illustration=False).order_by("position")

        assert list(plain.values_list("position", flat=True)) == [1, 2, 4]


@pytest.mark.usefixtures("articles", "db")
class TestLoadingAgain:
    def test_nothing_is_added_changed_or_removed(self):
        before = fingerprint()

        call_command("load_sample_data", "--articles-only")

        assert fingerprint() == before

    def test_what_an_administrator_corrected_or_removed_stays_so(self):
        eight = cluster(2022, "cum", 8)
        Cluster.objects.filter(pk=eight.pk).update(name="Cụm tám", theme="")
        Unit.objects.filter(code="VKSND-PHUYEN").update(short_name="VKSND Phú Yên", valid_to=None)
        Person.objects.filter(full_name="Trần Văn Sang").update(full_name="Trần Văn Sáng")
        ClusterMembership.objects.get(cluster=eight, unit__code="VKSND-PHUYEN").delete()
        AwardType.objects.filter(code="GK").update(name="Giấy khen của đơn vị", is_active=False)
        before = fingerprint()

        call_command("load_sample_data", "--articles-only")

        assert fingerprint() == before


@pytest.mark.django_db
class TestAwardTypes:
    def test_all_titles_and_commendations_are_there_in_official_order(self):
        call_command("sync_award_types")

        assert list(AwardType.objects.order_by("position").values_list("code", "category", "recipient")) == [
            ("LDTT", "title", "person"),
            ("CSTDCS", "title", "person"),
            ("CSTDN", "title", "person"),
            ("CSTDTQ", "title", "person"),
            ("TTLDTT", "title", "collective"),
            ("TTLDXS", "title", "collective"),
            ("CONGANH", "title", "collective"),
            ("COCP", "title", "collective"),
            ("GK", "commendation", "both"),
            ("BKVT", "commendation", "both"),
            ("BKTT", "commendation", "both"),
            ("HCLD3", "commendation", "both"),
            ("HCLD2", "commendation", "both"),
            ("HCLD1", "commendation", "both"),
            ("KNC", "commendation", "person"),
        ]

    def test_a_second_run_adds_nothing(self):
        call_command("sync_award_types")
        before = fingerprint()

        call_command("sync_award_types")

        assert fingerprint() == before
