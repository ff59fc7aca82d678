from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from quanjing.foundation import dates, facts, findable
from quanjing.foundation.actor import Right
from quanjing.foundation.navigation import Entry, Group


class QuizConfig(AppConfig):
    name = "quanjing.quiz"
    navigation = (
        Entry(_("Contests"), "contest_list", 62, frozenset({Right.ISSUE}), group=Group.WORK),
        Entry(
            _("Quiz"),
            "quiz_list",
            63,
            frozenset(Right),
            unless=frozenset({Right.ISSUE, Right.GUEST}),
            group=Group.WORK,
        ),
    )

    def ready(self) -> None:
        from quanjing.organizations import registry
        from quanjing.quiz.actions import cancel_running
        from quanjing.quiz.kinds import CONTESTS
        from quanjing.quiz.queries.dates import DATES
        from quanjing.quiz.queries.known import quiz_facts
        from quanjing.quiz.queries.unfinished import open_contests_of
        from quanjing.quiz.receivers import keep_words

        post_migrate.connect(keep_words, sender=self)
        facts.register(quiz_facts, "quiz.")
        findable.register(CONTESTS)
        dates.register(DATES)
        registry.register(
            registry.Keeper(open_contests_of, lambda _actor, bodies: cancel_running(organization_ids=bodies))
        )
