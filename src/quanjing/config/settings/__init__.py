"""Settings by concern; the environment is read in `config.env` only."""

from quanjing.config.settings.apps import *  # noqa: F403
from quanjing.config.settings.data import *  # noqa: F403
from quanjing.config.settings.jobs import *  # noqa: F403
from quanjing.config.settings.language import *  # noqa: F403
from quanjing.config.settings.limits import *  # noqa: F403
from quanjing.config.settings.mail import *  # noqa: F403
from quanjing.config.settings.portal import *  # noqa: F403
from quanjing.config.settings.security import *  # noqa: F403
from quanjing.config.settings.templates import *  # noqa: F403
