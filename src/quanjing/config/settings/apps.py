"""What runs: apps from the top down, middleware, templates."""

INSTALLED_APPS = [
    "quanjing.api",
    "quanjing.cli",
    "quanjing.home",
    "quanjing.search",
    "quanjing.documents",
    "quanjing.collation",
    "quanjing.manuscripts",
    "quanjing.registers",
    "quanjing.likeness",
    "quanjing.mailroom",
    "quanjing.study",
    "quanjing.submissions",
    "quanjing.quiz",
    "quanjing.activities",
    "quanjing.urging",
    "quanjing.tasks",
    "quanjing.directives",
    "quanjing.sheets",
    "quanjing.notify",
    "quanjing.organizations",
    "quanjing.accounts",
    "quanjing.files",
    "quanjing.jobs",
    "quanjing.audit",
    "quanjing.foundation",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_cotton",
    "django_htmx",
    "django_q",
    "treebeard",
    *(f"django.contrib.{name}" for name in ("auth", "contenttypes", "sessions", "messages")),
    *(f"django.contrib.{name}" for name in ("staticfiles", "humanize")),
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "quanjing.organizations.middleware.ActorMiddleware",
    "quanjing.foundation.http.NamedErrors",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "quanjing.foundation.context.frame",
            ],
        },
    }
]

ROOT_URLCONF = "quanjing.config.urls"
WSGI_APPLICATION = "quanjing.config.wsgi.application"
