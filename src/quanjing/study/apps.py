from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from quanjing.foundation import dates, facts, figures, findable
from quanjing.foundation.actor import Right
from quanjing.foundation.navigation import Entry, Group


class StudyConfig(AppConfig):
    name = "quanjing.study"
    navigation = (
        Entry(_("Study"), "study_plan", 64, frozenset({Right.READ, Right.REPORT}), group=Group.WORK),
    )

    def ready(self) -> None:
        from quanjing.organizations import registry
        from quanjing.study.actions import cancel_classes
        from quanjing.study.kinds import FOUND, study_facts
        from quanjing.study.queries import (
            bodies_with_lines,
            campaigns_between,
            campaigns_on,
            lines_due,
            open_classes_of,
        )
        from quanjing.study.queries.behind import behind
        from quanjing.study.queries.figures import FIGURES, count
        from quanjing.study.receivers import keep_words
        from quanjing.tasks.registry import register_hanging

        post_migrate.connect(keep_words, sender=self)
        facts.register(study_facts, "study.")
        dates.register(dates.Provider(bodies_with_lines, lines_due, campaigns_between))
        register_hanging(campaigns_on)
        registry.register(
            registry.Keeper(
                open_classes_of,
                lambda actor, bodies: cancel_classes(actor=actor, organization_ids=bodies),
            )
        )
        figures.register(figures.Counter("study", FIGURES, count, behind=behind))
        for one in FOUND:
            findable.register(one)
