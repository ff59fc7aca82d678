"""Languages and time. Deadlines are counted in China wherever the server stands."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LOCALE_PATHS = [Path(__file__).resolve().parents[2] / "locale"]
LANGUAGE_COOKIE_NAME = "quanjing_language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
