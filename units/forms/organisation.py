"""Forms of the organisation: the rules across rows are asked of the services and shown at the field."""

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _

from units.enums import SigningForm
from units.models import Authorisation, Cluster, Unit, User
from units.services import leadership, membership, naming, posts


class RowForm(forms.ModelForm):
    """One row of a table inside a page. What its query brought along is handed to the widgets."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, row in self.instance._state.fields_cache.items():
            field = self.fields.get(name)
            widget = getattr(field.widget, "widget", None) if field else None
            if row is not None and hasattr(widget, "known"):
                widget.known = {str(row.pk): row}


class DatedForm(RowForm):
    """First and last day; the order is refused at the last day."""

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("valid_from"), cleaned.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", ValidationError(_("The last day is before the first.")))
        return cleaned


class MemberForm(DatedForm):
    """A unit that is not considered needs a reason; a reason without the mark is a mark forgotten."""

    def clean(self):
        cleaned = super().clean()
        is_considered, reason = cleaned.get("is_considered"), cleaned.get("exclusion_reason")
        if not is_considered and not reason:
            error = _("Say why the unit is not considered.")
            self.add_error("exclusion_reason", ValidationError(error))
        elif is_considered and reason:
            error = _("A reason is for a unit that is not considered: take away the tick, or the reason.")
            self.add_error("exclusion_reason", ValidationError(error))
        return cleaned


class UnitForm(DatedForm):
    class Meta:
        model = Unit
        fields = [
            "code",
            "kind",
            "parent",
            "name",
            "short_name",
            "place",
            "head_title",
            "valid_from",
            "valid_to",
            "is_verified",
        ]

    def clean_parent(self):
        parent = self.cleaned_data.get("parent")
        upper = parent
        while upper is not None:
            if upper.pk == self.instance.pk:
                raise ValidationError(_("A unit cannot stand below itself."))
            upper = upper.parent
        return parent


class AuthorisationForm(DatedForm):
    """An authorisation to sign; whether it holds on its days is asked once its own fields are right."""

    class Meta:
        model = Authorisation
        fields = [
            "unit",
            "person",
            "form",
            "position_title",
            "collective",
            "document",
            "is_for_absence",
            "valid_from",
            "valid_to",
        ]

    def clean(self):
        cleaned = super().clean()
        form, collective = cleaned.get("form"), cleaned.get("collective")
        is_short = form == SigningForm.TUQ or cleaned.get("is_for_absence")
        if is_short and "valid_to" in cleaned and not cleaned["valid_to"]:
            self.add_error("valid_to", ValidationError(_("This kind of authorisation needs a last day.")))
        if form and (form == SigningForm.TM) != bool(collective):
            error = _("A collective is named with TM., and only with it.")
            self.add_error("collective", ValidationError(error))
        return cleaned

    def _post_clean(self):
        super()._post_clean()
        if not self.errors:
            for fault in posts.authorisation_faults(rows=[self.instance]):
                self.add_error(fault.field, fault.error)


class ClusterForm(forms.ModelForm):
    class Meta:
        model = Cluster
        fields = ["year", "kind", "number", "name", "theme", "motto", "member_count", "source"]

    def clean(self):
        cleaned = super().clean()
        year, number, name = cleaned.get("year"), cleaned.get("number"), cleaned.get("name")
        others = Cluster.objects.filter(year=year).exclude(pk=self.instance.pk)
        if year and number and others.filter(kind=cleaned.get("kind"), number=number).exists():
            error = _("The organiser has a cluster or block with this number in this year.")
            self.add_error("number", ValidationError(error))
        if year and name and others.filter(name=name).exists():
            error = _("The organiser has a cluster or block with this name in this year.")
            self.add_error("name", ValidationError(error))
        return cleaned


class AccountForm(forms.ModelForm):
    """Rights come from roles and appointments only: no flag of the framework can be set here."""

    class Meta:
        model = User
        fields = ["username", "person", "email", "is_active"]


class RuledFormSet(BaseInlineFormSet):
    """Rows that are judged together. `faults(rows)` names what is wrong."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if gone := form.fields.get("DELETE"):
            gone.widget.attrs["aria-label"] = gone.label

    def clean(self):
        super().clean()
        if any(self.errors):
            return
        forms_of = {id(form.instance): form for form in self.kept_forms()}
        for fault in self.faults([form.instance for form in forms_of.values()]):
            forms_of[id(fault.row)].add_error(fault.field, fault.error)

    def kept_forms(self):
        """Forms whose rows will exist after saving."""
        gone = set(map(id, self.deleted_forms if self.can_delete else []))
        return [
            form
            for form in self.forms
            if id(form) not in gone and (form.has_changed() or form.instance.pk) and form.cleaned_data
        ]

    def faults(self, rows):
        raise NotImplementedError


class MembershipFormSet(RuledFormSet):
    def faults(self, rows):
        return membership.membership_faults(cluster=self.instance, rows=rows) if self.instance.year_id else []


class LeadershipFormSet(RuledFormSet):
    # The rows beside it on the same page: a leader is one of the members as they are about to be saved.
    memberships: MembershipFormSet | None = None

    def faults(self, rows):
        if self.memberships is None:
            members = list(self.instance.memberships.all()) if self.instance.pk else []
        elif self.memberships.is_valid():
            members = [form.instance for form in self.memberships.kept_forms()]
        else:
            return []
        if not self.instance.year_id:
            return []
        return leadership.leadership_faults(cluster=self.instance, members=members, rows=rows)


class NameFormSet(RuledFormSet):
    def faults(self, rows):
        return naming.name_faults(rows=rows)


class AssignmentFormSet(RuledFormSet):
    def faults(self, rows):
        return posts.assignment_faults(rows=rows)


class AppointmentFormSet(RuledFormSet):
    def faults(self, rows):
        return posts.appointment_faults(rows=rows)


class RoleFormSet(RuledFormSet):
    def faults(self, rows):
        return posts.grant_faults(rows=rows)
