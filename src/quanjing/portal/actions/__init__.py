"""Every write of this app beside the pages themselves, which their editors write in the editing pages."""

from quanjing.portal.actions.consents import (
    ConsentGiven,
    end_consents,
    end_nomination,
    record_consent,
    withdraw_consent,
)
from quanjing.portal.actions.coverage import MediaItem, log_coverage, remove_coverage
from quanjing.portal.actions.manuscripts import take_in
from quanjing.portal.actions.opening import office, open_portal, set_contacts, touch
from quanjing.portal.actions.releasing import release, release_grades, take_back, take_back_grades
from quanjing.portal.actions.removing import take_down
from quanjing.portal.actions.reporting import report_page, settle_report
from quanjing.portal.actions.scheduling import follow_schedule, something_due
from quanjing.portal.actions.telling import tell_decided, tell_published, tell_submitted

__all__ = [
    "ConsentGiven",
    "MediaItem",
    "end_consents",
    "end_nomination",
    "follow_schedule",
    "log_coverage",
    "office",
    "open_portal",
    "record_consent",
    "release",
    "release_grades",
    "remove_coverage",
    "report_page",
    "set_contacts",
    "settle_report",
    "something_due",
    "take_back",
    "take_back_grades",
    "take_down",
    "take_in",
    "tell_decided",
    "tell_published",
    "tell_submitted",
    "touch",
    "withdraw_consent",
]
