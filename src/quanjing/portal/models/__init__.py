"""Pages of the public portal, their pictures and files, and what is kept beside them."""

from quanjing.portal.models.media import Download, Picture, PictureRendition
from quanjing.portal.models.pages import (
    ENGLISH,
    ArticleFields,
    ArticlePage,
    ColumnPage,
    HomePage,
    PortalPage,
    Publication,
    PublicationsPage,
    StoryPage,
)
from quanjing.portal.models.records import (
    Consent,
    CoverageItem,
    GradeRelease,
    PageReport,
    PortalState,
    Release,
    TakeDown,
)
from quanjing.portal.models.review import SecondPerson, lacks_consent, writers

__all__ = [
    "ENGLISH",
    "ArticleFields",
    "ArticlePage",
    "ColumnPage",
    "Consent",
    "CoverageItem",
    "Download",
    "GradeRelease",
    "HomePage",
    "PageReport",
    "Picture",
    "PictureRendition",
    "PortalPage",
    "PortalState",
    "Publication",
    "PublicationsPage",
    "Release",
    "SecondPerson",
    "StoryPage",
    "TakeDown",
    "lacks_consent",
    "writers",
]
