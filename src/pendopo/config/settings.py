"""Django settings, ordered by subject; values come through ``config.env``."""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from pendopo import journey
from pendopo.config import env, secrets_store

# --- Where things are ---------------------------------------------------------------
SOURCE_ROOT = Path(__file__).resolve().parent.parent
PROJECT_ROOT = SOURCE_ROOT.parent.parent
DATA_ROOT = PROJECT_ROOT / "data"
PENDOPO_HOME = env.home()
MEDIA_ROOT = PENDOPO_HOME / "media"
EVIDENCE_ROOT = PENDOPO_HOME / "evidence"

# --- The government this installation serves ------------------------------------------
PENDOPO_GOVERNMENT = env.text("PENDOPO_GOVERNMENT")
PENDOPO_REGION = env.text("PENDOPO_REGION")
PENDOPO_ZONE = env.text("PENDOPO_TIME_ZONE")

PENDOPO_NAV = (
    ("voice:form", _("Lapor")),
    ("procedures:catalogue", _("Layanan")),
    ("portal:track", _("Lacak")),
    ("cases:register", _("Laporan publik")),
    ("deliberation:list", _("Musyawarah")),
    ("commitments:list", _("Komitmen")),
    ("evidence:indicators", _("Kinerja")),
    ("accountability:offices", _("Perangkat daerah")),
)
PENDOPO_STAFF_NAV = (
    ("portal:staff_home", _("Ringkasan")),
    ("cases:queue", _("Antrean laporan")),
    ("cases:escalations", _("Eskalasi")),
    ("deliberation:desk", _("Musyawarah")),
    ("commitments:desk", _("Komitmen")),
    ("accountability:desk", _("Hak jawab")),
    ("cases:texts", _("Naskah")),
    ("cases:responsibilities", _("Penanggung jawab")),
    ("people:offices", _("Perangkat daerah")),
    ("cases:law_rules", _("Aturan")),
    ("procedures:desk", _("Prosedur")),
    ("governance:desk", _("Kebijakan informasi")),
    ("governance:simulate", _("Siapa boleh mengunggah?")),
    ("governance:learning", _("Belajar aturan")),
    ("release:desk", _("Rilis informasi")),
    ("clarification:desk", _("Klarifikasi")),
    ("release:speakers", _("Juru bicara")),
    ("governance:network", _("Jaringan kantor")),
    ("governance:network_report", _("Penggunaan jaringan")),
    ("governance:monitoring_desk", _("Daftar pemantauan")),
    ("governance:data_desk", _("Data pribadi")),
    ("governance:data_desk_new", _("Permintaan data di loket")),
    ("governance:check_file", _("Periksa berkas")),
    ("governance:kept", _("Data pribadi yang dipertahankan")),
    ("exchange:keys", _("Mitra API")),
    ("exchange:endpoints", _("Sistem tujuan")),
    ("exchange:outlets", _("Saluran kabar")),
    ("mfa_index", _("Keamanan akun")),
)
PENDOPO_FOOTER = (
    ("portal:about", _("Tentang Pendopo")),
    ("portal:privacy", _("Data pribadi Anda")),
    ("people:reads", _("Siapa yang melihat data saya")),
    ("ledger:record", _("Catatan bersegel")),
    ("cases:open_data", _("Data terbuka")),
    ("governance:rules", _("Kebijakan informasi")),
    ("release:news", _("Kabar resmi")),
    ("clarification:list", _("Klarifikasi kabar")),
    ("release:directory", _("Siapa yang berwenang menjawab")),
    ("governance:monitoring", _("Apa yang dipantau")),
    ("exchange:api", _("Antarmuka untuk aplikasi")),
)

# --- Secrets --------------------------------------------------------------------------
SECRET_KEY = secrets_store.secret_key(PENDOPO_HOME)
PENDOPO_FIELD_KEYS = secrets_store.field_keys(PENDOPO_HOME)
PENDOPO_INDEX_KEY = secrets_store.index_key(PENDOPO_HOME)
PENDOPO_SIGNING_KEY_FILE = PENDOPO_HOME / "secrets" / "ledger_ed25519.pem"

# --- Serving ----------------------------------------------------------------------------
DEBUG = env.flag("PENDOPO_DEBUG")
PENDOPO_TEST = env.flag("PENDOPO_TEST")
ALLOWED_HOSTS = env.words("PENDOPO_HOSTS")
HTTPS = env.flag("PENDOPO_HTTPS")
PENDOPO_TRUSTED_PROXIES = ALLAUTH_TRUSTED_PROXY_COUNT = env.number("PENDOPO_TRUSTED_PROXIES")
PENDOPO_OUTBOUND_HOSTS = env.words("PENDOPO_OUTBOUND_HOSTS")
PENDOPO_MEDIA_HOSTS = env.words("PENDOPO_MEDIA_HOSTS")
ROOT_URLCONF = "pendopo.config.urls"
WSGI_APPLICATION = "pendopo.config.wsgi.application"
PENDOPO_EMBEDDED_WORKER = env.flag("PENDOPO_EMBEDDED_WORKER")
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
MAX_PHOTO_BYTES = 12 * 1024 * 1024

# --- Applications -----------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "template_partials",
    "csp",
    "pendopo.kernel",
    "pendopo.ui",
    "pendopo.foundation.ledger",
    "pendopo.foundation.people",
    "pendopo.foundation.governance",
    "pendopo.foundation.release",
    "pendopo.journey.procedures",
    *(f"pendopo.journey.{stage}" for stage in journey.STAGES),
    "pendopo.ecosystem.exchange",
    "pendopo.portal",
    # After the rooms, so that our templates win over the library's.
    "allauth",
    "allauth.account",
    "allauth.mfa",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "pendopo.foundation.people.middleware.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "pendopo.ui.context.shell",
                "pendopo.foundation.people.context.signed_in",
            ],
            "builtins": ["pendopo.ui.templatetags.pendopo_ui"],
        },
    }
]
FORM_RENDERER = "pendopo.ui.forms.PendopoRenderer"

# --- Records ----------------------------------------------------------------------------
DATABASES = {"default": env.database(PENDOPO_HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    # What guards the sign-in must hold over all processes.
    "default": {"BACKEND": "pendopo.kernel.shared_cache.SharedCache"},
    "memory": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"

# --- Sign-in ----------------------------------------------------------------------------
AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    # Named when a citizen's code was confirmed; such a session carries no office.
    "pendopo.foundation.people.backends.CodeBackend",
]
PENDOPO_MESSENGER = env.text("PENDOPO_MESSENGER")
LOGIN_URL = "/petugas/masuk/"
LOGIN_REDIRECT_URL = "/petugas/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "pendopo.foundation.people.allauth_adapter.StaffAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_FORMS = {
    "login": "pendopo.foundation.people.staff_forms.LoginForm",
    "reset_password": "pendopo.foundation.people.staff_forms.ResetPasswordForm",
    "reset_password_from_key": "pendopo.foundation.people.staff_forms.ResetPasswordKeyForm",
    "change_password": "pendopo.foundation.people.staff_forms.ChangePasswordForm",
    "set_password": "pendopo.foundation.people.staff_forms.SetPasswordForm",
    "reauthenticate": "pendopo.foundation.people.staff_forms.ReauthenticateForm",
}
MFA_FORMS = {
    "authenticate": "pendopo.foundation.people.staff_forms.SecondFactorForm",
    "reauthenticate": "pendopo.foundation.people.staff_forms.SecondFactorAgainForm",
    "activate_totp": "pendopo.foundation.people.staff_forms.ActivateTOTPForm",
    "add_webauthn": "pendopo.foundation.people.staff_forms.AddPasskeyForm",
    "edit_webauthn": "pendopo.foundation.people.staff_forms.EditPasskeyForm",
}
MFA_ADAPTER = "pendopo.foundation.people.allauth_adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Browsers allow passkeys on http only for localhost, where one tries things out.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_TOTP_ISSUER = "Pendopo"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
if PENDOPO_TEST:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# --- Language and time --------------------------------------------------------------------
LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
# Compiled there from the catalogues in the repository.
LOCALE_PATHS = [PENDOPO_HOME / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# --- Static files -----------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = PENDOPO_HOME / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": MEDIA_ROOT, "base_url": "/media/"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600

# --- Mail -------------------------------------------------------------------------------
if env.text("PENDOPO_EMAIL_URL"):
    vars().update(env.email())
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = PENDOPO_HOME / "mail"
DEFAULT_FROM_EMAIL = env.text("PENDOPO_EMAIL_FROM")

# --- Browser security -------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
# Telephones and the machines at a desk are shared: a session ends with the browser or the day.
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# --- Logs -------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        # The time is put before it; see there.
        "line": {
            "()": "pendopo.config.logs.CoveredFormatter",
            "format": "{levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # waitress reports every queued request as a warning under load.
    "loggers": {
        "waitress.queue": {"level": "ERROR"},
        "pendopo": {"level": "INFO"},
        # Django's own handlers would write a request or mail an error as it is.
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}
SILENCED_SYSTEM_CHECKS: list[str] = []
