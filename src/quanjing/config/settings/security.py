"""Sign-in, sessions, headers."""

from csp.constants import NONE, SELF, UNSAFE_INLINE

from quanjing.config import env

DEBUG = env.flag("QUANJING_DEBUG")
SECRET_KEY = env.secret("QUANJING_SECRET_KEY", "secret_key")
BASE_URL = env.text("QUANJING_BASE_URL", "http://127.0.0.1:8000")
TRUSTED_PROXIES = env.words("QUANJING_TRUSTED_PROXIES")
ALLOWED_HOSTS = ["*"]  # the proxy in front decides; links are made from BASE_URL only
CSRF_TRUSTED_ORIGINS = [BASE_URL]

_secure = BASE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _secure
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 3600
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "style-src": [SELF],
        "style-src-attr": [UNSAFE_INLINE],  # bar widths are data
        "script-src": [SELF],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
    }
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "quanjing.accounts.adapter.AccountAdapter"
ACCOUNT_USER_DISPLAY = str
ACCOUNT_PRESERVE_USERNAME_CASING = False  # usernames are kept and compared in lower case
ACCOUNT_SESSION_REMEMBER = False  # a shared office computer forgets with the browser
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "60/m/ip,20/5m/key"}  # one address, many desks
MFA_TOTP_ISSUER = "Quanjing"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # mail addresses are contact data here, not identities

AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True  # sign-ins are not counted
AXES_USERNAME_CALLABLE = "quanjing.accounts.adapter.username_tried"
AXES_CLIENT_IP_CALLABLE = "quanjing.foundation.http.client_address"
