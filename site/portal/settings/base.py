"""What every installation shares. Machines differ by environment alone: see `portal.environment`."""

from datetime import date, time
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from portal.environment import ROOT, Environment, PersonalData

PORTAL = ROOT / "site" / "portal"

# What each machine decides (`settings_from`), named here so that types are known everywhere.
DEBUG: bool
DEMO: bool
SECOND_FACTOR_REQUIRED: bool
SIGN_IN_CARD_DAYS: int
CREDENTIAL_KEY: str
CREDENTIAL_KEY_PATH: Path
LETTERS_LEAVE: bool
TEXT_MESSAGE_GATEWAY: str
WAGTAILADMIN_BASE_URL: str
CACHES: dict[str, dict[str, Any]]
STORAGES: dict[str, dict[str, Any]]
DATA_REQUEST_ANSWER_WORKING_DAYS: int
DATA_REQUEST_FINISH_DAYS: int
PUBLIC_HOLIDAYS: list[date]
READINGS_KEPT_DAYS: int
DATA_REQUESTS_KEPT_DAYS: int
IMPORTED_LISTS_KEPT_DAYS: int
ANSWER_FILES_KEPT_DAYS: int
FRONT_END_MADE: Path
STATEMENTS_KEPT_DAYS: int
NOTICES_KEPT_DAYS: int
QUIET_HOURS: tuple[time, time]
DIGEST_WEEKDAY: int
PUSH_KEY: str
PUSH_SERVICES: list[str]

INSTALLED_APPS = [
    "portal",
    "samples",
    "offline",
    "tracking",
    "courses",
    "practices",
    "quizzes",
    "media",
    "organisations",
    "notifications",
    "accounts.apps.AccountsConfig",
    "accounts.apps.AuthoringUsersConfig",
    "common",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "wagtail.contrib.typed_table_block",
    "wagtailmedia",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.snippets",
    "wagtail.sites",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.middleware.TextGZipMiddleware",
    "portal.middleware.ContentPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "accounts.second_factor.middleware.SecondFactorMiddleware",
    "accounts.middleware.PreferencesMiddleware",
    "organisations.people.middleware.PersonMiddleware",
    "organisations.oversight.middleware.RolesMiddleware",
    "organisations.privacy.notices.middleware.NoticeMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.context.shell",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Language and time -----------------------------------------------------------------------
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
# The second folder holds texts of Wagtail, allauth and Django that their own catalogues lack.
LOCALE_PATHS = [PORTAL / "locale", PORTAL / "upstream_locale"]
FORMAT_MODULE_PATH = ["portal.formats"]

# --- Files -----------------------------------------------------------------------------------
STATIC_URL = "/static/"
MEDIA_URL = "/uploads/"
STATICFILES_DIRS: list[Path] = []
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "media.packages.front_end.FrontEndFinder",
]
FRONT_END = ROOT / "node_modules"

# --- Background tasks ------------------------------------------------------------------------
# Wagtail's own small tasks (its index of references) are done at once, before the page answers;
# what takes long says `@task(backend="background")` and is done by the worker.
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "background": {"BACKEND": "django_tasks_db.DatabaseBackend"},
}

# --- People ----------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "accounts.pins.validators.PinOrPassword"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
# A secretary opens the site a few evenings a month: a session outlives the gap between two.
SESSION_COOKIE_AGE = 60 * 60 * 24 * 60
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "portal.views.stale_form"

ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "accounts.forms.SignInForm",
    "change_password": "accounts.forms.OwnPasswordForm",
    "set_password": "accounts.forms.FirstPasswordForm",
    "reset_password": "accounts.forms.ForgottenPasswordForm",
    "reset_password_from_key": "accounts.forms.PasswordByLinkForm",
    "reauthenticate": "accounts.forms.ConfirmItIsYouForm",
    "request_login_code": "accounts.sign_in_codes.forms.RequestCodeForm",
    "confirm_login_code": "accounts.sign_in_codes.forms.ConfirmCodeForm",
}
ACCOUNT_LOGIN_METHODS = {"username", "phone", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "phone", "email", "password1*"]
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PHONE_VERIFICATION_ENABLED = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_REAUTHENTICATION_REQUIRED = False
USERSESSIONS_TRACK_ACTIVITY = False
# A day's number of mistakes an account, besides allauth's five in five minutes: six digits are few.
# Cards and codes are asked for by a whole hall at once, from one address.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip,5/5m/key,50/d/key",
    "request_login_code": "20/m/ip,3/m/key,10/d/key",
    "sign_in_card": "20/m/ip,5/5m/key,50/d/key",
}
# Sign-in by a code that is sent; offered where something can be sent (`accounts.sign_in_codes.ways`).
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 5 * 60
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_PHONE_VERIFICATION_CODE_FORMAT = ACCOUNT_LOGIN_BY_CODE_FORMAT
SEND_BEHIND_THE_PAGE = True

# The second factor: who must have one, and what nobody sees without one. A room above `accounts` adds
# its own test (a function of an account) and the names of its addresses, or paths.
MFA_ADAPTER = "accounts.second_factor.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # half a minute: telephones' clocks are not exact
MFA_RATE_LIMITS = {"webauthn_login": "30/m/ip"}
MFA_FORMS = {
    "authenticate": "accounts.second_factor.forms.SecondStepForm",
    "reauthenticate": "accounts.second_factor.forms.SecondStepAgainForm",
    "activate_totp": "accounts.second_factor.forms.AddAppForm",
    "authenticate_webauthn": "accounts.second_factor.forms.PasskeyForm",
    "login_webauthn": "accounts.second_factor.forms.PasskeyAloneForm",
    "reauthenticate_webauthn": "accounts.second_factor.forms.PasskeyAgainForm",
    "add_webauthn": "accounts.second_factor.forms.AddPasskeyForm",
    "edit_webauthn": "accounts.second_factor.forms.RenamePasskeyForm",
}
SECOND_FACTOR_FOR = ["accounts.second_factor.queries.enters_the_authoring_site"]
SECOND_FACTOR_GUARDS = [
    "wagtailadmin_home",
    "/theo-doi/",
    "/dien-hinh/chu-tri/",
    "/dien-hinh/ap-dung/xac-nhan/",
]
SECOND_FACTOR_OPEN = ["wagtailadmin_login", "wagtailadmin_logout", "wagtailadmin_javascript_catalog"]

# --- The authoring site ----------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Lớp Chi bộ"
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_CONTENT_LANGUAGES = [("vi", _("Vietnamese"))]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
WAGTAILIMAGES_IMAGE_MODEL = "media.Picture"
WAGTAILDOCS_DOCUMENT_MODEL = "media.Paper"
WAGTAILMEDIA = {
    "MEDIA_MODEL": "media.Recording",
    "MEDIA_FORM_BASE": "media.videos.authoring.forms.RecordingForm",
    # What a file is, ffmpeg says when it arrives, not its name.
    "AUDIO_EXTENSIONS": [],
    "VIDEO_EXTENSIONS": [],
}
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAIL_USER_EDIT_FORM = "accounts.forms.AuthoringUserEditForm"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
# Nothing calls another host: no avatars, no update check, no what's-new banner, no embeds.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILEMBEDS_FINDERS: list[dict[str, Any]] = []
# Passwords and sessions are changed where learners change theirs, in one place.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_MODERATION_ENABLED = True
WAGTAIL_FINISH_WORKFLOW_ACTION = "portal.approval.publish_approved"
WAGTAIL_AUTO_UPDATE_PREVIEW = True

# --- Personal data ---------------------------------------------------------------------------
PRIVACY_NOTICE_IS_SHOWN = True

# --- Security --------------------------------------------------------------------------------
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
# Wagtail's editor still writes inline styles and scripts, and previews a page in a frame of ours.
AUTHORING_POLICY = {
    "default-src": [SELF],
    "script-src": [SELF, "'unsafe-inline'"],
    "style-src": [SELF, "'unsafe-inline'"],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
    "form-action": [SELF],
    "base-uri": [SELF],
    "object-src": [NONE],
}

# SQLite as a server's database: readers never wait for the writer, and a writer says so first.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728;"
        "PRAGMA cache_size=-20000; PRAGMA temp_store=MEMORY; PRAGMA foreign_keys=ON;"
    ),
}


# See `common.unchanging`.
UNCHANGING = {
    "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
    "LOCATION": "unchanging",
    "OPTIONS": {"MAX_ENTRIES": 3000},
}


def settings_from(environment: Environment) -> dict[str, Any]:
    """The settings that follow from the environment, by name."""
    return {
        "SECRET_KEY": environment.secret_key,
        "DEBUG": environment.debug,
        "DEMO": environment.demo,
        "ALLOWED_HOSTS": environment.hosts,
        "WAGTAILADMIN_BASE_URL": environment.site_url,
        "DATABASES": {"default": database_settings(environment.database)},
        "CACHES": {"default": environment.cache, "unchanging": UNCHANGING},
        "STATIC_ROOT": environment.var / "static",
        "FRONT_END_MADE": environment.var / "front-end",
        "MEDIA_ROOT": environment.var / "uploads",
        "STORAGES": storage_settings(environment),
        "DEFAULT_FROM_EMAIL": environment.sender,
        "SERVER_EMAIL": environment.sender,
        "LETTERS_LEAVE": environment.letters_leave,
        "TEXT_MESSAGE_GATEWAY": environment.text_message_gateway,
        "SECOND_FACTOR_REQUIRED": environment.second_factor_required,
        "SIGN_IN_CARD_DAYS": environment.sign_in_card_days,
        "CREDENTIAL_KEY": environment.credential_key,
        "CREDENTIAL_KEY_PATH": environment.var / "credential-key.pem",
        "ALLAUTH_TRUSTED_PROXY_COUNT": environment.trusted_proxies,
        "QUIET_HOURS": environment.telling.quiet_hours,
        "DIGEST_WEEKDAY": environment.telling.digest_weekday,
        "PUSH_KEY": environment.telling.push_key,
        "PUSH_SERVICES": environment.telling.push_services,
        **personal_data_settings(environment.personal_data),
        **{name: value for name, value in environment.email.items() if name.startswith("EMAIL_")},
    }


def personal_data_settings(personal_data: PersonalData) -> dict[str, Any]:
    return {
        "DATA_REQUEST_ANSWER_WORKING_DAYS": personal_data.answer_working_days,
        "DATA_REQUEST_FINISH_DAYS": personal_data.finish_days,
        "PUBLIC_HOLIDAYS": personal_data.holidays,
        "READINGS_KEPT_DAYS": personal_data.readings_kept_days,
        "DATA_REQUESTS_KEPT_DAYS": personal_data.requests_kept_days,
        "IMPORTED_LISTS_KEPT_DAYS": personal_data.lists_kept_days,
        "ANSWER_FILES_KEPT_DAYS": personal_data.answer_files_kept_days,
        "STATEMENTS_KEPT_DAYS": personal_data.statements_kept_days,
        "NOTICES_KEPT_DAYS": personal_data.notices_kept_days,
    }


def database_settings(parsed: dict[str, Any]) -> dict[str, Any]:
    """Connections are kept: to open SQLite's and fold its log in at the last close is half a page's work."""
    kept = {**parsed, "CONN_MAX_AGE": 600}
    if "sqlite" in parsed["ENGINE"]:
        return {**kept, "OPTIONS": SQLITE_OPTIONS}
    return {**kept, "CONN_HEALTH_CHECKS": True}


def storage_settings(environment: Environment) -> dict[str, Any]:
    bucket = environment.bucket
    uploads: dict[str, Any] = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    if bucket:
        uploads = {
            "BACKEND": "storages.backends.s3.S3Storage",
            "OPTIONS": {
                "bucket_name": bucket.name,
                "endpoint_url": bucket.endpoint or None,
                "region_name": bucket.region or None,
                "access_key": bucket.access_key,
                "secret_key": bucket.secret_key,
            },
        }
    return {
        "default": uploads,
        "private": private_storage_settings(environment, uploads),
        "staticfiles": {"BACKEND": "portal.static_storage.SiteStaticStorage"},
    }


def private_storage_settings(environment: Environment, uploads: dict[str, Any]) -> dict[str, Any]:
    """Files that hold people's data: beside the uploads, where neither nginx nor the site hands them out."""
    if environment.bucket:
        return {**uploads, "OPTIONS": {**uploads["OPTIONS"], "location": "private", "default_acl": "private"}}
    options = {
        "location": environment.var / "private",
        "file_permissions_mode": 0o600,
        "directory_permissions_mode": 0o700,
    }
    return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}
