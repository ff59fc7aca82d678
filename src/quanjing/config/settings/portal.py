"""The public portal: Wagtail beside the product's own pages, with its sign-in, its files and its worker."""

from quanjing.config.settings.limits import DOCUMENT_LIMIT, PICTURE_LIMIT
from quanjing.config.settings.security import BASE_URL

WAGTAIL_APPS = [
    "wagtail.users",
    "wagtail.images",
    "wagtail.documents",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
]

WAGTAIL_SITE_NAME = "Quanjing"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILADMIN_LOGIN_URL = "/accounts/login/"
WAGTAIL_CONTENT_LANGUAGES = [
    ("zh-hans", "Chinese")
]  # the tree is one; English pages stand beside their pairs
WAGTAILADMIN_PERMITTED_LANGUAGES = [("zh-hans", "Chinese"), ("en", "English")]
WAGTAIL_I18N_ENABLED = False

WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False  # the product's own pages do it
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # nothing is asked of others
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILADMIN_NOTIFICATION_FROM_EMAIL = None
WAGTAILADMIN_COMMENTS_ENABLED = False
WAGTAIL_WORKFLOW_ENABLED = True
WAGTAIL_FINISH_WORKFLOW_ACTION = "quanjing.portal.signals.publish_signed_off"
WAGTAIL_AUTO_UPDATE_PREVIEW = False
WAGTAIL_AUTOSAVE_INTERVAL = 0  # it saves at a click on "approve": who signs off would become an author

WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database.fallback"}}
WAGTAILIMAGES_IMAGE_MODEL = "portal.Picture"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = PICTURE_LIMIT
WAGTAILIMAGES_IMAGE_FORM_BASE = "quanjing.portal.forms.PictureForm"
WAGTAILDOCS_DOCUMENT_MODEL = "portal.Download"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "quanjing.portal.forms.DownloadForm"
WAGTAILDOCS_MAX_UPLOAD_SIZE = DOCUMENT_LIMIT
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "wagtail.admin.rich_text.DraftailRichTextArea",
        "OPTIONS": {"features": ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link", "hr"]},
    }
}
