"""Campaigns, the library, reading lists, the plans of units, and training classes."""

from quanjing.study.models.campaign import Campaign, StudyItem
from quanjing.study.models.classes import ClassGroup, ClassQuota, ClassSeat, ClassSession, TrainingClass
from quanjing.study.models.completion import (
    Certificate,
    CertificateYear,
    EvaluationTally,
    EvaluationText,
    EvaluationTicket,
)
from quanjing.study.models.courses import BranchSchool, Course, CoursePage, Lecturer, Loan
from quanjing.study.models.examinations import Examination, ExaminationCertificate
from quanjing.study.models.forum import Board, ForumText, Thread
from quanjing.study.models.library import Material, MaterialNote, MaterialVersion, ReadingEntry, ReadingList
from quanjing.study.models.plan import PlanLine, StudyPlan

__all__ = [
    "Board",
    "BranchSchool",
    "Campaign",
    "Certificate",
    "CertificateYear",
    "ClassGroup",
    "ClassQuota",
    "ClassSeat",
    "ClassSession",
    "Course",
    "CoursePage",
    "EvaluationTally",
    "EvaluationText",
    "EvaluationTicket",
    "Examination",
    "ExaminationCertificate",
    "ForumText",
    "Lecturer",
    "Loan",
    "Material",
    "MaterialNote",
    "MaterialVersion",
    "PlanLine",
    "ReadingEntry",
    "ReadingList",
    "StudyItem",
    "StudyPlan",
    "Thread",
    "TrainingClass",
]
