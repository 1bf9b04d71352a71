"""No sample account ever enters an installation that allows none."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from units.models import Unit, User


@pytest.mark.django_db
class TestProduction:
    def test_the_rehearsal_is_refused_where_sample_accounts_are_not_allowed(self, settings):
        settings.ALLOW_SAMPLE_ACCOUNTS = False

        with pytest.raises(CommandError, match="no sample accounts"):
            call_command("load_sample_data")

        assert not User.objects.exists()
        assert not Unit.objects.exists()

    def test_the_list_is_refused_there_too(self, settings):
        settings.ALLOW_SAMPLE_ACCOUNTS = False

        with pytest.raises(CommandError, match="not allowed"):
            call_command("sample_accounts", format="json")

    def test_without_a_signed_pact_no_paper_is_written(self, tmp_path):
        with pytest.raises(CommandError, match="no signed pact"):
            call_command("sample_paper", str(tmp_path / "pact.pdf"))

        assert not (tmp_path / "pact.pdf").exists()

    def test_the_articles_alone_may_be_loaded_there(self, settings):
        settings.ALLOW_SAMPLE_ACCOUNTS = False

        call_command("load_sample_data", "--articles-only", stdout=StringIO())

        assert Unit.objects.filter(code="VKSND-BINHDINH").exists()
        assert not Unit.objects.filter(is_rehearsal=True).exists()
        assert not User.objects.exists()
