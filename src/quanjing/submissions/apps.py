from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from quanjing.foundation import worklog
from quanjing.foundation.actor import Right
from quanjing.foundation.navigation import Entry, Group


class SubmissionsConfig(AppConfig):
    name = "quanjing.submissions"
    navigation = (
        Entry(_("My reports"), "report_list", 25, frozenset({Right.REPORT})),
        Entry(_("Desk"), "desk_queues", 38, frozenset({Right.REVIEW})),
        Entry(_("Inbox"), "inbox", 40, frozenset({Right.REVIEW})),
        Entry(_("Questions"), "question_list", 40, frozenset({Right.REVIEW}), group=Group.WORK),
    )

    def ready(self) -> None:
        from quanjing.submissions.queries.logged import entry_of, log_counts, logged_reports

        worklog.register(worklog.Source("reports", _("Reports"), 20, logged_reports, entry_of, log_counts))
