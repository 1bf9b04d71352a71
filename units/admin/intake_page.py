"""The page of one imported list: counts, the rows that are asked for, and what can be done now."""

from collections import Counter
from urllib.parse import urlencode

from django.core.paginator import Paginator

from units.enums import IntakeStatus, RowOutcome, RowResult
from units.exports import intake as workbooks
from units.forms.intake import ApplyForm
from units.imports.rows import Remark
from units.imports.telling import lines
from units.models import Intake
from units.services import intake as lists

ROWS_PER_PAGE = 100


class ReportPage:
    """What the template of the report shows."""

    def __init__(self, intake, query, today, form=None):
        self.kind = lists.KINDS[intake.kind]
        self.is_open = intake.status == IntakeStatus.CHECKED
        # Once applied without agreeing to that, what would have been replaced is not shown as gone.
        self.keeps = not self.is_open and not intake.options.get("agreed", {}).get("replacing")
        self.notes = notes_of(intake)
        reports = lists.reports_of(intake)
        self.total = len(reports)
        self.namesakes = sum(it.outcome == RowOutcome.NAMESAKE for it in reports)
        self.show = query.get("show", "")
        self.counts = _counts(reports, self.show)
        self.form = form or ApplyForm(initial={"fingerprint": lists.fingerprint_of(reports)}, reports=reports)
        self.before = (
            Intake.objects.filter(
                kind=intake.kind, file_sha256=intake.file_sha256, status=IntakeStatus.APPLIED
            )
            .exclude(pk=intake.pk)
            .only("pk", "decided_at")
            .order_by("pk")
            .last()
        )
        shown = [it for it in reports if not self.show or self.show in (it.outcome, it.result)]
        self.rows = Paginator(shown, ROWS_PER_PAGE).get_page(query.get("page"))
        self.lines = _lines(intake, self.rows.object_list, today)
        self.asks = self.is_open and any(line.options for line in self.lines)

    def pages(self):
        """Addresses of the neighbouring pages."""
        kept = {"show": self.show} if self.show else {}
        rows = self.rows
        before = urlencode({**kept, "page": rows.number - 1}) if rows.has_previous() else ""
        after = urlencode({**kept, "page": rows.number + 1}) if rows.has_next() else ""
        return {"before": before, "after": after}


def whole_report(intake, today):
    """The workbook with every row."""
    headings = [column.heading for column in lists.KINDS[intake.kind].columns]
    told = _lines(intake, lists.reports_of(intake), today)
    return workbooks.report(headings=headings, lines=told, notes=notes_of(intake))


def notes_of(intake):
    return [str(Remark(**note)) for note in intake.options.get("notes", [])]


def _lines(intake, reports, today):
    kind = lists.KINDS[intake.kind]
    choices = intake.options.get("choices", {})
    return lines(reports, columns=kind.columns, choices=choices, describe=kind.describe, on=today)


def _counts(reports, show):
    """What was found, then what became of it: value, words, number, whether only these are shown."""
    found = Counter(it.outcome for it in reports)
    became = Counter(it.result for it in reports if it.result)
    groups = [(RowOutcome, found), (RowResult, became)]
    return [
        [(value, value.label, count[value], value == show) for value in words if count[value]]
        for words, count in groups
    ]
