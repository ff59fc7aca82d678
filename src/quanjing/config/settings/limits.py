"""How large things may be; bytes unless said otherwise."""

from quanjing.config import env

MEGABYTE = 1024 * 1024

DOCUMENT_LIMIT = env.number("QUANJING_DOCUMENT_LIMIT_MB", 30) * MEGABYTE
PICTURE_LIMIT = env.number("QUANJING_PICTURE_LIMIT_MB", 20) * MEGABYTE
VIDEO_LIMIT = env.number("QUANJING_VIDEO_LIMIT_MB", 500) * MEGABYTE
ZIP_MAX_ENTRIES = env.number("QUANJING_ZIP_MAX_ENTRIES", 500)
ZIP_MAX_RATIO = env.number("QUANJING_ZIP_MAX_RATIO", 20)
ZIP_MAX_EXPANDED = env.number("QUANJING_ZIP_MAX_EXPANDED_MB", 300) * MEGABYTE

CLAIM_HOURS = env.number("QUANJING_CLAIM_HOURS", 24)  # after which a claimed report is free again
COLLATION_KEPT_DAYS = env.number("QUANJING_COLLATION_KEPT_DAYS", 14)  # of a collated file

DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * MEGABYTE  # a long report is text, not files
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * MEGABYTE
