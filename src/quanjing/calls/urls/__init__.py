"""Pages of this app, in the order of the work: applications, panels, what follows from a decision."""

from quanjing.calls.urls import applications, outcomes, panels

urlpatterns = [*applications.urlpatterns, *panels.urlpatterns, *outcomes.urlpatterns]
