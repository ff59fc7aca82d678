from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from quanjing.foundation import facts, figures, findable
from quanjing.foundation.actor import Right
from quanjing.foundation.navigation import Entry, Group


class StudyConfig(AppConfig):
    name = "quanjing.study"
    navigation = (
        Entry(_("Study"), "study_plan", 64, frozenset({Right.READ, Right.REPORT}), group=Group.WORK),
    )

    def ready(self) -> None:
        from quanjing.study.kinds import FOUND, study_facts
        from quanjing.study.queries.figures import FIGURES, count
        from quanjing.study.receivers import keep_words

        post_migrate.connect(keep_words, sender=self)
        facts.register(study_facts)
        figures.register(figures.Counter("study", FIGURES, count))
        for one in FOUND:
            findable.register(one)
