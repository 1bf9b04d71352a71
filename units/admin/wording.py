"""Texts of the framework that its own Vietnamese lacks, or says in another tone; our catalogue answers first."""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

PAGES = (
    _("Skip to main content"),
    _("Breadcrumbs"),
    _("Sidebar"),
    _("Toggle navigation"),
    _("Filter navigation items"),
    _("Start typing to filter…"),
    _("Models in the %(name)s application"),
    _("%(app)s administration"),
    _("Model name"),
    _("Add link"),
    _("Change or view list link"),
    _("Recent actions"),
    _("My actions"),
    _("None available"),
    _("Unknown content"),
    _("Added:"),
    _("Changed:"),
    _("Deleted:"),
    _("Select %s to change"),
    _("Select %s to view"),
    _("Add %s"),
    _("Change %s"),
    _("View %s"),
    _("Add %(name)s"),
    _("Add"),
    _("Change"),
    _("View"),
    _("View on site"),
    _(" By %(filter_title)s "),
    _("Show counts"),
    _("Hide counts"),
    _("Clear all filters"),
    _("Remove from sorting"),
    _("Sorting priority: %(priority_number)s"),
    _("Toggle sorting"),
    _("Unknown"),
    _("Empty"),
    _("Not empty"),
    _("Add another %(verbose_name)s"),
    _("View selected %(model)s"),
    _("Change selected %(model)s"),
    _("Add another %(model)s"),
    _("Delete selected %(model)s"),
    _("Save and add another"),
    _("Save and continue editing"),
    _("Save and view"),
    _("Popup closing…"),
)

HISTORY = (
    _("Change history: %s"),
    _("Date/time"),
    _("Action"),
    _("User"),
    _("Added."),
    _("Added {name} “{object}”."),
    _("Changed {fields}."),
    _("Changed {fields} for {name} “{object}”."),
    _("Deleted {name} “{object}”."),
    _("No fields changed."),
    _("This object doesn’t have a change history. It probably wasn’t added via this admin site."),
)

ANSWERS = (
    ngettext_lazy("Please correct the error below.", "Please correct the errors below."),
    _("The {name} “{obj}” was added successfully."),
    _("You may edit it again below."),
    _("The {name} “{obj}” was added successfully. You may edit it again below."),
    _("The {name} “{obj}” was added successfully. You may add another {name} below."),
    _("The {name} “{obj}” was changed successfully."),
    _("The {name} “{obj}” was changed successfully. You may edit it again below."),
    _("The {name} “{obj}” was changed successfully. You may add another {name} below."),
    _("The %(name)s “%(obj)s” was deleted successfully."),
    _("%(name)s with ID “%(key)s” doesn’t exist. Perhaps it was deleted?"),
    _("Cannot delete %(name)s"),
    _("Delete"),
    _("Delete?"),
    _(
        'Are you sure you want to delete the %(object_name)s "%(escaped_object)s"? '
        "All of the following related items will be deleted:"
    ),
    _("Objects"),
    _("Yes, I’m sure"),
    _("No, take me back"),
    _("The inline value did not match the parent instance."),
    _("Null characters are not allowed."),
    _("Enter a complete value."),
)

ACCOUNTS = (
    _("active"),
    _("last login"),
    _(
        "Designates whether this user should be treated as active. "
        "Unselect this instead of deleting accounts."
    ),
    _("Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only."),
    _("This account is inactive."),
    _("Your old password was entered incorrectly. Please enter it again."),
    _("The two password fields didn’t match."),
    _("Your password can’t be too similar to your other personal information."),
    _("Your password can’t be a commonly used password."),
    ngettext_lazy(
        "Your password must contain at least %(min_length)d character.",
        "Your password must contain at least %(min_length)d characters.",
    ),
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
    _("The password is too similar to the %(verbose_name)s."),
    _("This password is too common."),
)
