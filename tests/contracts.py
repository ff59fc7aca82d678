"""Every page of the product: how it is asked for, and what each kind of post gets.

A URL that this table does not know fails the suite (tests/pages/test_permissions.py). The columns are the
status for somebody who is not signed in, another unit, the unit's own handler, the officer of the parent
body (who issued the notice), and a post that only reads.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from quanjing.directives.models import Directive
from tests.world import World

Arguments = Mapping[str, object]


@dataclass(frozen=True)
class Places:
    """Codes of one thing of each kind; `draft` is a directive still being checked."""

    world: World
    draft: Directive
    directive: Directive
    task: str
    sheet: str
    open_task: str
    submission: str
    other_submission: str
    file: str
    import_draft: str
    job: str
    token: int
    invitation: str
    report_version: int
    event: str
    desk: str
    reminder: str
    fact_change: str
    question: str
    extension: str
    duty: str
    duty_record: str
    approval: str
    incoming: str
    referral: str
    mail: str
    document: str
    number_series: str
    entry: str
    manuscript: str
    point: str
    forward: str
    answer: str
    form: str
    outside_code: str
    activity: str
    rhythm: str
    bank: str
    bank_import: str
    bank_question: str
    contest: str
    contest_key: int
    campaign: str
    material: str
    reading_list: str
    training_class: str
    examined_class: str
    examination: str
    examination_key: int
    course: str
    board: str
    thread: str
    register: str
    register_entry: str
    call: str
    call_draft: str
    application: str
    application_draft: str
    application_checked: str
    log_entry: str
    measurement: str
    public_item: str
    judged_call: str
    judged_application: str
    panel: str
    judge: str
    judge_sheet: str
    decision: str
    released_decision: str  # not displayed yet
    notice: str
    noticed_call: str
    objection: str
    result: str
    own_result: str
    honour: str
    recommendation: str
    project: str
    milestone: str
    change: str
    plan: str
    inspection: str
    visit: str
    finding: str
    offer: str
    slot: str
    booking: str
    helper: str
    service_request: str
    help_ask: str
    service_question: str
    scheme_draft: str
    scheme: str
    assessed: str
    evidence: str
    review_sheet: str
    portal_article: int
    portal_story: int
    portal_consent: str
    portal_report: str
    portal_piece: str
    portal_answer: str
    portal_manuscript: str
    portal_scheme: str
    portal_grades: str
    portal_picture: tuple[str, int]
    portal_file: str


@dataclass(frozen=True)
class Contract:
    """One page: `statuses` in the order anonymous, other unit, own unit, parent unit, read-only."""

    statuses: tuple[int, int, int, int, int]
    arguments: Callable[[Places], Arguments] = field(default=lambda places: {})
    method: str = "get"
    data: Callable[[Places], dict[str, Any]] = field(default=lambda places: {})


LOGIN = 302  # to the sign-in page
PUBLIC = (200, 200, 200, 200, 200)
PEOPLE = (LOGIN, 200, 200, 200, 200)
ISSUER = (LOGIN, 404, 404, 200, 403)


def contest(places: Places) -> Arguments:
    return {"code": places.contest}


def draft(places: Places) -> Arguments:
    return {"code": places.draft.code}


def directive(places: Places) -> Arguments:
    return {"code": places.directive.code}


def submission(places: Places) -> Arguments:
    return {"code": places.submission}


def tea(places: Places) -> Arguments:
    return {"code": places.world.tea.code}


def association(places: Places) -> Arguments:
    return {"code": places.world.association.code}


def register(places: Places) -> Arguments:
    return {"code": places.register}


def call(places: Places) -> Arguments:
    return {"code": places.call}


def call_draft(places: Places) -> Arguments:
    return {"code": places.call_draft}


def application(places: Places) -> Arguments:
    return {"code": places.application}


def application_draft(places: Places) -> Arguments:
    return {"code": places.application_draft}


def application_checked(places: Places) -> Arguments:
    return {"code": places.application_checked}


def register_entry(places: Places) -> Arguments:
    return {"code": places.register_entry}


def project(places: Places) -> Arguments:
    return {"code": places.project}


def inspection(places: Places) -> Arguments:
    return {"code": places.inspection}


def tea_inspected(places: Places) -> Arguments:
    return {"code": places.inspection, "body": places.world.tea.code}


def visit(places: Places) -> Arguments:
    return {"code": places.visit}


def finding(places: Places) -> Arguments:
    return {"code": places.finding}


def scheme(places: Places) -> Arguments:
    return {"code": places.scheme}


def scheme_draft(places: Places) -> Arguments:
    return {"code": places.scheme_draft}


def assessed(places: Places) -> Arguments:
    return {"code": places.assessed}


def evidence(places: Places) -> Arguments:
    return {"code": places.assessed, "piece": places.evidence}


def review_sheet(places: Places) -> Arguments:
    return {"code": places.review_sheet}


def desk(places: Places) -> Arguments:
    return {"code": places.desk}


def form(places: Places) -> Arguments:
    return {"code": places.directive.code, "form": places.form}


def draft_task(places: Places) -> Arguments:
    return {"code": places.draft.code, "task": places.task}


def tea_post(places: Places) -> Arguments:
    return {"code": places.world.tea.code, "post_code": places.world.tea_handler.code}


def approval(places: Places) -> Arguments:
    return {"code": places.approval}


def proposed(places: Places) -> Arguments:
    return {"change": places.fact_change}


def incoming(places: Places) -> Arguments:
    return {"code": places.incoming}


def mail(places: Places) -> Arguments:
    return {"code": places.mail}


def first_item(places: Places) -> Arguments:
    return {"code": places.mail, "position": 1}


def mail_file(places: Places) -> dict[str, Any]:
    return {"mails": SimpleUploadedFile("a.eml", b"From: a@example.org\nSubject: a\n\na")}


def document(places: Places) -> Arguments:
    return {"code": places.document}


def series_year(places: Places) -> Arguments:
    return {"code": places.number_series, "year": 2026}


def number_series(places: Places) -> Arguments:
    return {"code": places.number_series}


def manuscript(places: Places) -> Arguments:
    return {"code": places.manuscript}


def first_version(places: Places) -> Arguments:
    return {"code": places.manuscript, "number": 1}


def first_point(places: Places) -> Arguments:
    return {"code": places.manuscript, "point": places.point}


def entry(places: Places) -> Arguments:
    return {"code": places.manuscript, "entry": places.entry}


def sent_entry(places: Places) -> Arguments:
    return {"code": places.submission, "entry": places.entry}


def activity(places: Places) -> Arguments:
    return {"code": places.activity}


def no_file(places: Places) -> Arguments:
    return {"code": places.activity, "file": "unknown1"}


def rhythm_span(places: Places) -> Arguments:
    return {"code": places.rhythm, "span": "2026-09"}


def training_class(places: Places) -> Arguments:
    return {"code": places.training_class}


def examination(places: Places) -> Arguments:
    return {"code": places.examination}


def paper(places: Places) -> Arguments:
    return {"code": places.directive.code, "export": "unknown1"}


def version(places: Places) -> dict[str, Any]:
    return {"version": places.report_version}


def portal_article(places: Places) -> Arguments:
    return {"number": places.portal_article}


def portal_grades(places: Places) -> Arguments:
    return {"code": "grades", "line": places.portal_grades}


def portal_picture(places: Places) -> Arguments:
    code, number = places.portal_picture
    return {"code": code, "number": number, "name": "a.png"}


def log_entry(places: Places) -> Arguments:
    return {"code": places.log_entry}


def measurement(places: Places) -> Arguments:
    return {"code": places.measurement}


def judged_call(places: Places) -> Arguments:
    return {"code": places.judged_call}


def judged_application(places: Places) -> Arguments:
    return {"code": places.judged_call, "application": places.judged_application}


def paper_round(places: Places) -> Arguments:
    return {"code": places.judged_call, "round": "paper"}


def panel(places: Places) -> Arguments:
    return {"code": places.panel}


def judge(places: Places) -> Arguments:
    return {"code": places.judge}


def judge_sheet(places: Places) -> Arguments:
    return {"code": places.judge_sheet}


def judge_file(places: Places) -> Arguments:
    return {"code": places.judge_sheet, "place": 1}


def decision(places: Places) -> Arguments:
    return {"code": places.decision}


JUDGE_ALONE = (LOGIN, 404, 404, 404, 404)
DESK_STEP = (LOGIN, 404, 404, 404, 403)  # without saying which step: nothing for the desk either
WRITER = (LOGIN, 404, 404, 200, 404)
ADDRESSED = (LOGIN, 404, 200, 200, 200)
OWN_REPORT = (LOGIN, 404, 200, 404, 404)
DESK = (LOGIN, 404, 404, 200, 403)
ISSUING_SIDE = (LOGIN, 403, 403, 200, 200)
COLLATOR = (LOGIN, 404, 403, 200, 200)
SEES_TEA = (LOGIN, 404, 200, 200, 200)
COMPILER = (LOGIN, 404, 404, 200, 200)
WRITING = (LOGIN, 404, 404, 302, 403)
KEEPERS = (LOGIN, 403, 403, 200, 403)
KEEPER = (LOGIN, 404, 404, 200, 404)
OWN_LOG = (LOGIN, 404, 200, 403, 403)
KEEPS_TEA = (LOGIN, 404, 403, 403, 403)
REPORTERS = (LOGIN, 200, 200, 200, 403)
BELOW_TEA = (LOGIN, 404, 200, 200, 200)  # what the tea society keeps to study, as those above see it
KEEPS_OWN = (LOGIN, 404, 200, 403, 403)

EDITORS = (LOGIN, 403, 403, 200, 403)  # officers of the body that runs the portal
EDITING = "editing/"  # Wagtail's own pages: one door before all of them, tested as one
PORTAL_PUBLIC = (
    "portal_sitemap", "portal_robots", "portal_find", "portal_find_en", "portal_feed", "portal_feed_en",
)  # fmt: skip

CONTRACTS: dict[str, Contract] = {
    "panel_list": Contract(DESK, judged_call),
    "panel_new": Contract(DESK, judged_call),
    "panel_edit": Contract(DESK, panel),
    "panel_judges": Contract(DESK, panel),
    "judge_page": Contract(DESK, judge),
    "judge_step": Contract(DESK_STEP, judge, "post"),
    "panel_allot": Contract(DESK, paper_round),
    "panel_round": Contract(DESK_STEP, paper_round, "post"),
    "panel_files": Contract(DESK, judged_call),
    "panel_file": Contract(DESK_STEP, lambda places: {**judged_application(places), "place": 1}),
    "panel_results": Contract(DESK, judged_call),
    "panel_sheets": Contract(DESK, judged_application),
    "panel_export": Contract(DESK, lambda places: {"code": places.judged_call, "kind": "json"}),
    "panel_show": Contract(DESK, judged_call),
    "decision_new": Contract((LOGIN, 404, 404, 409, 403), judged_call, "post"),
    "panel_rules": Contract(DESK, judged_call),
    "panel_skip": Contract((LOGIN, 404, 404, 409, 403), judged_call, "post"),
    "decision_page": Contract(DESK, decision),
    "decision_step": Contract(DESK_STEP, decision, "post"),
    "decision_minutes": Contract(DESK_STEP, decision),
    "application_panel": Contract(OWN_REPORT, lambda places: {"code": places.judged_application}),
    "judging_list": Contract(PEOPLE),
    "judging_panel": Contract(JUDGE_ALONE, judge),
    "judging_declare": Contract(JUDGE_ALONE, judge),
    "judging_table": Contract(JUDGE_ALONE, judge),
    "judging_sheet": Contract(JUDGE_ALONE, judge_sheet),
    "judging_draft": Contract(JUDGE_ALONE, judge_sheet, "post"),
    "judging_reopen": Contract(JUDGE_ALONE, judge_sheet, "post"),
    "judging_print": Contract(JUDGE_ALONE, judge_sheet),
    "judging_word": Contract(JUDGE_ALONE, judge_sheet),
    "judging_file": Contract(JUDGE_ALONE, judge_file),
    "judging_file_word": Contract(JUDGE_ALONE, judge_file),
    "judging_file_page": Contract(JUDGE_ALONE, lambda places: {**judge_file(places), "page": 1}),
    "today": Contract(PUBLIC),  # without a sign-in the portal, once it is published
    "help": Contract(PUBLIC),
    "keyboard_help": Contract(PUBLIC),
    "states_help": Contract(PUBLIC),
    "privacy": Contract(PUBLIC),
    "healthz": Contract(PUBLIC),
    "readyz": Contract(PUBLIC),
    "account_login": Contract((200, LOGIN, LOGIN, LOGIN, LOGIN)),
    "account_logout": Contract((LOGIN, 200, 200, 200, 200)),
    "account_inactive": Contract(PUBLIC),
    "account_change_password": Contract(PEOPLE),
    "account_reauthenticate": Contract(PEOPLE),
    "account_security": Contract(PEOPLE),
    "mfa_index": Contract(PEOPLE),
    "mfa_authenticate": Contract((302, 302, 302, 302, 302)),
    "mfa_reauthenticate": Contract((302, 302, 302, 302, 302)),
    "mfa_activate_totp": Contract((302, 302, 302, 302, 302)),
    "mfa_deactivate_totp": Contract((302, 404, 404, 404, 404)),
    "mfa_view_recovery_codes": Contract((302, 404, 404, 404, 404)),
    "mfa_generate_recovery_codes": Contract((302, 302, 302, 302, 302)),
    "mfa_download_recovery_codes": Contract((302, 404, 404, 404, 404)),
    "invitation": Contract(PUBLIC, lambda places: {"secret": places.invitation}),
    "language_switch": Contract((302,) * 5, method="post", data=lambda places: {"language": "en"}),
    "setup": Contract((404, 404, 404, 404, 404)),
    "post_list": Contract(PEOPLE),
    "post_switch": Contract(
        (LOGIN, 404, 302, 404, 404),
        method="post",
        data=lambda places: {"post": places.world.tea_handler.code},
    ),
    "token_add": Contract((LOGIN, 200, 200, 200, 200), method="post"),
    "token_revoke": Contract((LOGIN, 404, 302, 404, 404), lambda places: {"token_id": places.token}, "post"),
    "organization_list": Contract(PEOPLE),
    "organization_own": Contract((LOGIN, 302, 302, 302, 302)),
    "fact_changes": Contract((LOGIN, 200, 200, 200, 403)),
    "fact_decide": Contract((LOGIN, 404, 403, 403, 403), proposed, "post"),
    "import_table": Contract(PEOPLE),
    "import_preview": Contract((LOGIN, 404, 404, 404, 404), lambda places: {"code": places.import_draft}),
    "organization_detail": Contract(SEES_TEA, tea),
    "organization_edit": Contract((LOGIN, 404, 200, 403, 403), tea),
    "organization_add": Contract(KEEPS_TEA, tea),
    "import_upload": Contract(KEEPS_TEA, tea),
    "link_sheet": Contract(KEEPS_TEA, tea),
    "organization_rename": Contract(KEEPS_TEA, tea),
    "organization_end": Contract(KEEPS_TEA, tea),
    "organization_table": Contract(KEEPS_TEA, tea),
    "organization_coverage": Contract(PEOPLE),
    "branch_declare": Contract((LOGIN, 404, 200, 403, 403), tea),
    "post_delegate": Contract((LOGIN, 404, 200, 403, 403), tea_post),
    "delegation_revoke": Contract((LOGIN, 404, 404, 404, 404), lambda places: {"delegation_id": 1}, "post"),
    "term_calendar": Contract(PEOPLE),
    "vacancy_list": Contract(PEOPLE),
    "member_add": Contract(KEEPS_TEA, tea),
    "member_end": Contract(KEEPS_TEA, lambda places: {"code": places.world.tea.code, "membership_id": 1}),
    "post_add": Contract(KEEPS_TEA, tea),
    "post_end": Contract(KEEPS_TEA, tea_post),
    "post_link": Contract(KEEPS_TEA, tea_post, "post"),
    "desk_list": Contract((LOGIN, 404, 404, 200, 200), association),
    "desk_add": Contract((LOGIN, 404, 404, 200, 403), association),
    "desk_page": Contract((LOGIN, 404, 404, 200, 200), desk),
    "desk_edit": Contract((LOGIN, 404, 404, 200, 403), desk),
    "desk_seat": Contract((LOGIN, 404, 404, 404, 403), desk, "post"),
    "seat_change": Contract(
        (LOGIN, 404, 404, 404, 403), lambda places: {"code": places.desk, "post_code": "unknown1"}, "post"
    ),
    "directive_desks": Contract(ISSUER, draft),
    "organization_confirmation": Contract((LOGIN, 404, 403, 403, 403), tea, "post"),
    "organization_approval": Contract((LOGIN, 404, 403, 403, 403), tea, "post"),
    "organization_registering": Contract((LOGIN, 404, 403, 403, 403), tea, "post"),
    "approval_list": Contract((LOGIN, 403, 403, 200, 200)),
    "approval_page": Contract((LOGIN, 404, 404, 200, 200), approval),
    "approval_withdraw": Contract((LOGIN, 404, 404, 302, 403), approval, "post"),
    "confirmation_decide": Contract((LOGIN, 404, 404, 404, 404), lambda places: {"code": "unknown1"}, "post"),
    "assignment_enter": Contract(
        (LOGIN, 404, 403, 200, 403),
        lambda places: {"code": f"{places.open_task}-{places.world.tea.code}"},
    ),
    "submission_take_back": Contract((LOGIN, 404, 302, 403, 403), submission, "post"),
    "question_list": Contract((LOGIN, 403, 403, 200, 403)),
    "question_answer": Contract(
        (LOGIN, 403, 403, 302, 403), lambda places: {"code": places.question}, "post"
    ),
    "question_ask": Contract((LOGIN, 404, 302, 404, 404), directive, "post"),
    "handover": Contract(PEOPLE),
    "submission_print": Contract((LOGIN, 404, 200, 200, 200), submission),
    "submission_seal": Contract((LOGIN, 404, 302, 403, 403), submission, "post"),
    "sealed_file": Contract(
        (LOGIN, 404, 404, 404, 404), lambda places: {"code": places.submission, "file": "unknown1"}
    ),
    "desk_queues": Contract((LOGIN, 403, 403, 200, 403)),
    "submission_claim": Contract((LOGIN, 404, 403, 302, 403), submission, "post"),
    "submission_release": Contract((LOGIN, 404, 403, 409, 403), submission, "post"),
    "mail_list": Contract((LOGIN, 200, 200, 200, 403)),
    "mail_again": Contract((LOGIN, 404, 404, 404, 404), lambda places: {"code": "unknown1"}, "post"),
    "mailroom_list": Contract((LOGIN, 403, 403, 200, 403)),
    "mailroom_state": Contract((LOGIN, 403, 403, 200, 403)),
    "mailroom_page": Contract((LOGIN, 404, 404, 200, 404), mail),
    "mailroom_raw": Contract((LOGIN, 404, 404, 200, 404), mail),
    "mailroom_drop": Contract((LOGIN, 403, 403, 302, 403), method="post", data=mail_file),
    "mailroom_take": Contract((LOGIN, 404, 404, 302, 404), first_item, "post"),
    "mailroom_dismiss": Contract(
        (LOGIN, 404, 404, 302, 404), first_item, "post", lambda p: {"reason": "咨询"}
    ),
    "mailroom_split": Contract((LOGIN, 404, 404, 302, 404), first_item, "post"),
    "mailroom_again": Contract((LOGIN, 404, 404, 409, 404), mail, "post"),
    "digest_page": Contract(PEOPLE),
    "digest_choose": Contract(
        (LOGIN, 302, 302, 302, 302), method="post", data=lambda places: {"pace": "off"}
    ),
    "document_list": Contract((LOGIN, 403, 403, 200, 403)),
    "document_new": Contract((LOGIN, 403, 403, 200, 403)),
    "document_page": Contract(WRITER, document),
    "document_preview": Contract(WRITER, document),
    "document_draft": Contract(WRITER, lambda places: {"code": places.document, "form": "docx"}),
    "document_annex": Contract(
        (LOGIN, 404, 404, 404, 404), lambda places: {"code": places.document, "file": "unknown1"}
    ),
    "document_file": Contract(
        (LOGIN, 404, 404, 404, 404), lambda places: {"code": places.document, "number": 1, "form": "pdf"}
    ),
    "document_step": Contract(
        (LOGIN, 404, 404, 302, 404), lambda places: {"code": places.document, "step": "take-back"}, "post"
    ),
    "number_register": Contract((LOGIN, 403, 403, 200, 403)),
    "series_open": Contract(
        (LOGIN, 403, 403, 302, 403),
        method="post",
        data=lambda places: {"style": "year", "agency_code": "岚科协函"},
    ),
    "series_start": Contract(
        (LOGIN, 404, 404, 302, 404), number_series, "post", lambda p: {"year": 2026, "first": 5}
    ),
    "number_paper": Contract(
        (LOGIN, 404, 404, 302, 404),
        number_series,
        "post",
        lambda p: {"year": 2026, "serial": 1, "title": "纸质通知", "dated_on": "2026-02-03"},
    ),
    "register_xlsx": Contract(WRITER, series_year),
    "register_docx": Contract(WRITER, series_year),
    "message_list": Contract(PEOPLE),
    "message_count": Contract(PEOPLE),
    "message_read": Contract((LOGIN, 404, 404, 404, 404), method="post"),
    "job_page": Contract((LOGIN, 404, 404, 200, 404), lambda places: {"code": places.job}),
    "job_cancel": Contract((LOGIN, 404, 404, 302, 404), lambda places: {"code": places.job}, "post"),
    "audit_page": Contract((LOGIN, 403, 403, 403, 200)),
    "task_list": Contract((LOGIN, 403, 403, 200, 200)),
    "sheet_register": Contract(ISSUING_SIDE),
    "load_page": Contract(ISSUING_SIDE),
    "load_list": Contract(ISSUING_SIDE, lambda places: {"month": "2026-09", "society_class": 3}),
    "field_keys": Contract(ISSUING_SIDE),
    "field_key": Contract(ISSUING_SIDE, lambda places: {"key": "organization.name"}),
    "directive_list": Contract(PEOPLE),
    "directive_new": Contract((LOGIN, 403, 403, 200, 403)),
    "directive_page": Contract((LOGIN, 404, 404, 200, 200), draft),
    "directive_status": Contract((LOGIN, 404, 404, 200, 200), draft),
    "directive_facts": Contract(ISSUER, draft),
    "fact_reread": Contract(ISSUER, draft),
    "correction_undo": Contract(
        (LOGIN, 404, 404, 404, 403),
        lambda places: {"code": places.draft.code, "correction": "unknown1"},
        "post",
    ),
    "receipt_confirm": Contract((LOGIN, 404, 302, 404, 403), directive, "post"),
    "directive_reissue": Contract((LOGIN, 404, 403, 403, 403), directive, "post", lambda p: {"buffer": 3}),
    "directive_adopt": Contract(
        (LOGIN, 404, 404, 404, 403), draft, "post", lambda p: {"source": p.directive.code}
    ),
    "directive_matrix": Contract((LOGIN, 404, 403, 200, 200), directive),
    "matrix_merge": Contract((LOGIN, 404, 403, 302, 403), directive, "post"),
    "directive_plan": Contract((LOGIN, 404, 200, 200, 200), directive),
    "plan_open": Contract((LOGIN, 404, 302, 302, 403), directive, "post"),
    "directive_chain": Contract((LOGIN, 404, 403, 200, 200), directive),
    "task_add": Contract((LOGIN, 404, 404, 302, 403), draft, "post", lambda p: {"name": "自增事项"}),
    "task_drop": Contract((LOGIN, 404, 404, 404, 403), draft_task, "post"),
    "directive_case": Contract(ISSUER, draft),
    "directive_cases": Contract((LOGIN, 403, 403, 200, 403)),
    "fact_confirm": Contract(ISSUER, draft, "post", lambda places: {"fact": "title"}),
    "task_card": Contract(ISSUER, draft_task),
    "task_mark": Contract(ISSUER, draft_task, "post", lambda places: {"assign": "yes"}),
    "task_deadline": Contract(ISSUER, draft_task),
    "sheet_page": Contract(
        (LOGIN, 404, 404, 200, 200), lambda places: {"code": places.draft.code, "sheet": places.sheet}
    ),
    "task_anchor": Contract(ISSUER, draft_task),
    "task_rhythm": Contract(ISSUER, draft_task),
    "duty_list": Contract(PEOPLE),
    "duty_new": Contract((LOGIN, 403, 403, 200, 403)),
    "duty_page": Contract(ADDRESSED, lambda places: {"code": places.duty}),
    "duty_record": Contract(
        (LOGIN, 404, 302, 403, 403),
        lambda places: {"code": places.duty},
        "post",
        lambda places: {"happened_on": "2026-09-02", "note": "党课"},
    ),
    "duty_undo": Contract((LOGIN, 404, 302, 403, 403), lambda places: {"code": places.duty_record}, "post"),
    "event_list": Contract((LOGIN, 403, 403, 200, 403)),
    "event_page": Contract((LOGIN, 404, 404, 200, 200), lambda places: {"code": places.event}),
    "calendar_page": Contract(PEOPLE),
    "calendar_clear": Contract((LOGIN, 403, 403, 403, 403), lambda places: {"day": "2026-10-01"}, "post"),
    "directive_extend": Contract((LOGIN, 404, 403, 200, 403), directive),
    "directive_excuse": Contract((LOGIN, 404, 403, 200, 403), directive),
    "directive_addressees": Contract((LOGIN, 404, 403, 200, 403), directive),
    "directive_erratum": Contract((LOGIN, 404, 403, 200, 403), directive),
    "directive_supersede": Contract((LOGIN, 404, 403, 200, 403), directive),
    "directive_register": Contract((LOGIN, 404, 302, 404, 403), directive, "post"),
    "incoming_list": Contract(PEOPLE),
    "incoming_new": Contract((LOGIN, 200, 200, 200, 403)),
    "incoming_page": Contract((LOGIN, 404, 200, 404, 404), incoming),
    "incoming_sheet": Contract((LOGIN, 404, 200, 404, 404), incoming),
    "incoming_file": Contract((LOGIN, 404, 200, 404, 404), incoming),
    "referral_answer": Contract(
        (LOGIN, 404, 302, 404, 404),
        lambda places: {"code": places.referral},
        "post",
        lambda places: {"done": "yes"},
    ),
    "directive_recall": Contract((LOGIN, 404, 403, 200, 403), directive),
    "directive_versions": Contract(ADDRESSED, directive),
    "extension_ask": Contract(
        (LOGIN, 404, 200, 404, 404),
        lambda places: {"code": f"{places.open_task}-{places.world.tea.code}"},
    ),
    "extension_list": Contract((LOGIN, 403, 403, 200, 403)),
    "extension_decide": Contract(
        (LOGIN, 404, 403, 302, 403),
        lambda places: {"code": places.extension},
        "post",
        lambda places: {"grant": "no", "answer": "时间已紧"},
    ),
    "directive_publish": Contract(ISSUER, draft),
    "directive_original": Contract(ADDRESSED, directive),
    "directive_file": Contract(ADDRESSED, directive),
    "directive_coverage": Contract((LOGIN, 404, 200, 200, 200), directive),
    "coverage_rows": Contract((LOGIN, 404, 200, 200, 200), directive),
    "assignment_list": Contract(ADDRESSED, directive),
    "reminder_list": Contract((LOGIN, 200, 200, 200, 403)),
    "reminder_rules": Contract((LOGIN, 403, 403, 200, 403)),
    "reminder_page": Contract((LOGIN, 404, 200, 200, 404), lambda places: {"code": places.reminder}),
    "directive_urge": Contract(DESK, directive),
    "directive_pause": Contract(
        (LOGIN, 404, 404, 302, 403), directive, "post", lambda places: {"reason": "正在调整期限"}
    ),
    "phone_list": Contract(DESK, directive),
    "report_list": Contract((LOGIN, 200, 200, 200, 403)),
    "report_page": Contract(OWN_REPORT, directive),
    "report_save": Contract((LOGIN, 404, 302, 404, 404), directive, "post", version),
    "report_submit": Contract((LOGIN, 404, 409, 404, 404), directive, "post"),
    "report_nil": Contract(
        (LOGIN, 404, 302, 404, 404),
        lambda places: {"code": places.directive.code, "task": places.open_task},
        "post",
        lambda places: version(places) | {f"nil.{places.open_task}": "本会没有"},
    ),
    "report_rollup": Contract(
        (LOGIN, 404, 200, 404, 404),
        lambda places: {"code": places.directive.code, "task": places.open_task},
    ),
    "report_duplicate": Contract(
        (LOGIN, 404, 302, 404, 404),
        lambda places: {"code": places.directive.code, "task": places.open_task},
        "post",
        version,
    ),
    "report_correct": Contract((LOGIN, 404, 422, 404, 404), directive, "post", version),
    "report_upload": Contract((LOGIN, 404, 404, 404, 404), directive, "post"),
    "report_file": Contract(OWN_REPORT, lambda places: {"code": places.directive.code, "file": places.file}),
    "report_sheet": Contract(OWN_REPORT, directive),
    "report_paper": Contract(
        OWN_REPORT,
        lambda places: {"code": places.directive.code, "sheet": "all", "format": "docx"},
    ),
    "form_upload": Contract((LOGIN, 404, 302, 404, 404), directive, "post"),
    "form_page": Contract(OWN_REPORT, form),
    "form_take": Contract((LOGIN, 404, 422, 404, 404), form, "post", version),
    "form_drop": Contract((LOGIN, 404, 302, 404, 404), form, "post"),
    "form_put_back": Contract((LOGIN, 404, 302, 404, 404), form, "post"),
    "code_list": Contract(OWN_REPORT, directive),
    "code_revoke": Contract(
        (LOGIN, 404, 302, 404, 404),
        lambda places: {"code": places.directive.code, "outside": places.outside_code},
        "post",
    ),
    "report_detach": Contract(
        (LOGIN, 404, 409, 404, 404),
        lambda places: {"code": places.directive.code, "task": places.open_task, "file": places.file},
        "post",
    ),
    "inbox": Contract((LOGIN, 403, 403, 200, 403)),
    "inbox_accept": Contract((LOGIN, 403, 403, 302, 403), method="post"),
    "inbox_return": Contract((LOGIN, 403, 403, 422, 403), method="post"),
    "submission_page": Contract((LOGIN, 404, 200, 200, 200), submission),
    "submission_accept": Contract((LOGIN, 404, 403, 302, 403), submission, "post"),
    "submission_return": Contract(
        (LOGIN, 404, 403, 302, 403),
        submission,
        "post",
        lambda places: {"return": ".", "reason:.": "请补充", "due": "2026-09-12"},
    ),
    "submission_compare": Contract(
        (LOGIN, 404, 404, 404, 404),
        lambda places: {"code": places.submission, "other": places.other_submission},
    ),
    "submission_file": Contract(
        (LOGIN, 404, 200, 200, 200), lambda places: {"code": places.submission, "file": places.file}
    ),
    "activity_list": Contract(PEOPLE),
    "activity_new": Contract((LOGIN, 200, 200, 200, 403)),
    "activity_page": Contract(SEES_TEA, activity),
    "activity_edit": Contract((LOGIN, 404, 200, 403, 403), activity),
    "activity_step": Contract((LOGIN, 404, 302, 403, 403), activity, "post", lambda p: {"step": "hold"}),
    "activity_item": Contract((LOGIN, 404, 409, 403, 403), activity, "post", lambda p: {"task": "unknown1"}),
    "activity_calendar": Contract(PEOPLE),
    "activity_due": Contract(PEOPLE),
    "due_bodies": Contract(PEOPLE, rhythm_span),
    "due_table": Contract(PEOPLE, rhythm_span),
    "activity_summary": Contract(PEOPLE),
    "duty_kinds": Contract((LOGIN, 404, 403, 200, 403), lambda places: {"code": places.duty}),
    "activity_kinds": Contract(PEOPLE),
    "activity_template": Contract(PEOPLE),
    "activity_upload": Contract((LOGIN, 200, 200, 200, 403)),
    "activity_import": Contract((LOGIN, 404, 404, 404, 404), lambda places: {"code": "unknown1"}),
    "feed_list": Contract(PEOPLE),
    "feed_revoke": Contract((LOGIN, 404, 404, 404, 404), lambda places: {"code": "unknown1"}, "post"),
    "activity_feed": Contract((404,) * 5, lambda places: {"secret": "unknown"}),
    "activity_minutes": Contract(SEES_TEA, activity),
    "activity_file_add": Contract((LOGIN, 404, 302, 403, 403), activity, "post"),
    "activity_file": Contract((LOGIN, 404, 404, 404, 404), no_file),
    "activity_file_remove": Contract((LOGIN, 404, 404, 404, 404), no_file, "post"),
    "kind_end": Contract((LOGIN, 403, 403, 403, 403), lambda places: {"code": "lecture"}, "post"),
    "rhythm_new": Contract((LOGIN, 403, 403, 200, 403)),
    "rhythm_end": Contract((LOGIN, 403, 403, 302, 403), lambda places: {"code": places.rhythm}, "post"),
    "bank_list": Contract(KEEPERS),
    "bank_table": Contract(PEOPLE),
    "bank_page": Contract(KEEPER, lambda places: {"code": places.bank}),
    "bank_import": Contract(KEEPER, lambda places: {"code": places.bank_import}),
    "question_page": Contract(KEEPER, lambda places: {"code": places.bank_question}),
    "contest_list": Contract(KEEPERS),
    "contest_new": Contract(KEEPERS),
    "contest_page": Contract(KEEPER, contest),
    "contest_edit": Contract((LOGIN, 404, 404, 302, 404), contest),
    "contest_results": Contract((LOGIN, 404, 404, 409, 404), contest),
    "contest_paper": Contract(KEEPER, contest),
    "contest_key": Contract(KEEPER, lambda places: {"code": places.contest, "key": places.contest_key}),
    "quiz_list": Contract(PEOPLE),
    "quiz_page": Contract(PUBLIC, contest),
    "quiz_paper": Contract((404, 302, 302, 302, 302), contest),
    "quiz_start": Contract((404, 409, 409, 409, 409), contest, "post"),
    "quiz_submit": Contract((400,) * 5, contest, "post"),
    "panorama_page": Contract(PEOPLE),
    "panorama_definitions": Contract(PEOPLE),
    "panorama_snapshots": Contract(PEOPLE),
    "panorama_count": Contract((LOGIN, 403, 403, 302, 302), method="post"),
    "panorama_compare": Contract(PEOPLE),
    "panorama_export": Contract(PEOPLE),
    "panorama_list": Contract(PEOPLE, lambda places: {"code": "coverage.work"}),
    "panorama_list_export": Contract(PEOPLE, lambda places: {"code": "coverage.work"}),
    "body_tasks": Contract(SEES_TEA, tea),
    "worklog_page": Contract(PEOPLE),
    "worklog_statistics": Contract(PEOPLE),
    "worklog_file": Contract(PEOPLE, lambda places: {"format": "xlsx"}),
    "worklog_year": Contract(PEOPLE),
    "worklog_new": Contract((LOGIN, 200, 200, 200, 403)),
    "worklog_serves": Contract((LOGIN, 404, 404, 404, 404), method="post"),
    "worklog_edit": Contract(OWN_LOG, log_entry),
    "worklog_remove": Contract((LOGIN, 404, 302, 403, 403), log_entry, "post"),
    "search": Contract(PEOPLE),
    "likeness_page": Contract((LOGIN, 404, 200, 200, 200), submission),
    "likeness_groups": Contract((LOGIN, 404, 403, 200, 403), directive),
    "likeness_rebuild": Contract((LOGIN, 404, 403, 302, 403), directive, "post"),
    "text_check": Contract((LOGIN, 404, 200, 404, 404), directive, "post"),
    "reference_list": Contract((LOGIN, 403, 403, 200, 403)),
    "reference_remove": Contract((LOGIN, 403, 403, 404, 403), lambda places: {"code": "unknown1"}, "post"),
    "collation_page": Contract(COLLATOR, directive),
    "collation_table": Contract(COLLATOR, directive),
    "check_list": Contract(COLLATOR, directive),
    "check_remove": Contract(
        (LOGIN, 404, 404, 404, 404),
        lambda places: {"code": places.directive.code, "check": "unknown1"},
        "post",
    ),
    "layout_list": Contract((LOGIN, 404, 403, 200, 403), directive),
    "layout_page": Contract(
        (LOGIN, 404, 403, 404, 403), lambda places: {"code": places.directive.code, "layout": "unknown1"}
    ),
    "export_make": Contract(
        (LOGIN, 404, 403, 302, 302), directive, "post", lambda places: {"kind": "table", "states": "accepted"}
    ),
    "export_again": Contract((LOGIN, 404, 404, 404, 404), paper, "post"),
    "export_cancel": Contract((LOGIN, 404, 404, 404, 404), paper, "post"),
    "export_file": Contract((LOGIN, 404, 404, 404, 404), paper),
    "collation_xlsx": Contract(COLLATOR, directive),
    "collation_docx": Contract(COLLATOR, directive),
    "collation_zip": Contract(COLLATOR, directive),
    "manuscript_list": Contract(ISSUING_SIDE),
    "manuscripts_of": Contract(COLLATOR, directive),
    "manuscript_page": Contract(COMPILER, manuscript),
    "manuscript_sort": Contract(
        WRITING, manuscript, "post", lambda p: {"do": "tag", "tag": "科普", "entry": p.entry}
    ),
    "manuscript_step": Contract(
        WRITING, manuscript, "post", lambda p: {"do": "checked", "point": p.point, "value": 1}
    ),
    "manuscript_entry": Contract(COMPILER, entry),
    "manuscript_point": Contract(COMPILER, first_point),
    "manuscript_finish": Contract(WRITING, manuscript, "post"),
    "manuscript_version": Contract(COMPILER, first_version),
    "manuscript_upward": Contract(COMPILER, first_version),
    "manuscript_answer": Contract(
        (LOGIN, 404, 404, 200, 403), lambda p: {"code": p.manuscript, "forward": p.forward}
    ),
    "answer_file": Contract((LOGIN, 404, 200, 200, 200), lambda p: {"code": p.answer}),
    "manuscript_docx": Contract(COMPILER, manuscript),
    "manuscript_pdf": Contract(COMPILER, manuscript),
    "manuscript_xlsx": Contract(COMPILER, manuscript),
    "adopted_page": Contract(SEES_TEA, submission),
    "entry_withdraw": Contract(SEES_TEA, sent_entry),
    "study_plan": Contract(PEOPLE),
    "campaign_list": Contract(PEOPLE),
    "campaign_new": Contract(REPORTERS),
    "campaign_page": Contract(BELOW_TEA, lambda p: {"code": p.campaign}),
    "campaign_edit": Contract(KEEPS_OWN, lambda p: {"code": p.campaign}),
    "campaign_logo": Contract((LOGIN, 404, 404, 404, 404), lambda p: {"code": p.campaign}),
    "material_list": Contract(PEOPLE),
    "material_new": Contract(REPORTERS),
    "material_page": Contract(BELOW_TEA, lambda p: {"code": p.material}),
    "material_file": Contract((LOGIN, 404, 404, 404, 404), lambda p: {"code": p.material, "number": 1}),
    "material_captions": Contract((LOGIN, 404, 404, 404, 404), lambda p: {"code": p.material, "number": 1}),
    "reading_lists": Contract(PEOPLE),
    "reading_list_new": Contract(REPORTERS),
    "reading_list_page": Contract(BELOW_TEA, lambda p: {"code": p.reading_list}),
    "class_list": Contract(PEOPLE),
    "class_new": Contract(REPORTERS),
    "class_trained": Contract(PEOPLE),
    "class_page": Contract(BELOW_TEA, training_class),
    "class_edit": Contract(KEEPS_OWN, training_class),
    "class_seats": Contract(KEEPS_OWN, training_class),
    "class_presence": Contract(KEEPS_OWN, training_class),
    "class_calendar": Contract(BELOW_TEA, training_class),
    "class_completion": Contract(BELOW_TEA, training_class),
    "certificate_file": Contract(
        (LOGIN, 404, 404, 404, 404), lambda places: {"code": "unknown1", "form": "pdf"}
    ),
    "certificate_check": Contract(PUBLIC),
    "examination_new": Contract((LOGIN, 403, 403, 200, 403), lambda p: {"code": p.examined_class}),
    "examination_page": Contract(KEEPER, examination),
    "examination_edit": Contract((LOGIN, 404, 404, 302, 404), examination),
    "examination_paper": Contract((LOGIN, 404, 404, 302, 404), examination),
    "examination_start": Contract((LOGIN, 404, 404, 403, 404), examination, "post"),
    "examination_submit": Contract((LOGIN, 404, 404, 400, 404), examination, "post"),
    "examination_key": Contract(KEEPER, lambda p: {"code": p.examination, "key": p.examination_key}),
    "examination_certificate": Contract(
        (LOGIN, 404, 404, 404, 404), lambda places: {"code": "unknown1", "form": "pdf"}
    ),
    "course_list": Contract(PEOPLE),
    "course_page": Contract(BELOW_TEA, lambda p: {"code": p.course}),
    "course_reading": Contract((LOGIN, 404, 404, 404, 404), lambda p: {"code": p.course, "page": 999_999}),
    "course_export": Contract(KEEPS_OWN, lambda p: {"code": p.course}),
    "school_list": Contract(PEOPLE),
    "board_list": Contract(PEOPLE),
    "board_page": Contract((LOGIN, 404, 200, 404, 404), lambda p: {"code": p.board}),
    "thread_page": Contract((LOGIN, 404, 200, 404, 404), lambda p: {"code": p.thread}),
    "call_list": Contract(PEOPLE),
    "call_new": Contract((LOGIN, 403, 403, 200, 403)),
    "call_programmes": Contract(PEOPLE),
    "call_page": Contract((LOGIN, 404, 200, 200, 200), call),
    "call_edit": Contract((LOGIN, 404, 404, 200, 403), call_draft),
    "call_open": Contract((LOGIN, 404, 404, 200, 403), call_draft),
    "call_step": Contract((LOGIN, 404, 404, 302, 403), call_draft, "post", lambda p: {"step": "drop"}),
    "call_extend": Contract((LOGIN, 404, 403, 422, 403), call, "post"),
    "call_correct": Contract((LOGIN, 404, 403, 200, 403), call),
    "call_paper": Contract((LOGIN, 404, 404, 404, 404), lambda p: {"code": p.call, "paper": 1}),
    "application_mine": Contract(PEOPLE),
    "application_new": Contract((LOGIN, 404, 200, 403, 403), call),
    "application_page": Contract((LOGIN, 404, 200, 302, 200), application),
    "application_edit": Contract((LOGIN, 404, 200, 404, 404), application_draft),
    "application_save": Contract((LOGIN, 404, 200, 404, 404), application_draft, "post"),
    "application_step": Contract(
        (LOGIN, 404, 302, 403, 403), application, "post", lambda p: {"step": "take-back"}
    ),
    "application_file": Contract(
        (LOGIN, 404, 404, 404, 404), lambda p: {"code": p.application, "file": "unknown1"}
    ),
    "application_docx": Contract((LOGIN, 404, 200, 200, 200), application),
    "application_pdf": Contract((LOGIN, 404, 200, 200, 200), application),
    "joint_answer": Contract(
        (LOGIN, 404, 404, 404, 404), lambda p: {"code": p.application, "unit": 1}, "post"
    ),
    "consent_ask": Contract((LOGIN, 404, 404, 403, 403), application),
    "consent_page": Contract((404, 404, 404, 404, 404), lambda p: {"secret": "unknown"}),
    "first_review": Contract((LOGIN, 404, 200, 403, 403), call),
    "summary_docx": Contract((LOGIN, 404, 200, 200, 403), call),
    "summary_xlsx": Contract((LOGIN, 404, 200, 200, 403), call),
    "form_check": Contract((LOGIN, 404, 403, 200, 200), call),
    "form_check_all": Contract((LOGIN, 404, 403, 409, 403), call, "post"),
    "application_check": Contract((LOGIN, 404, 403, 200, 200), application_checked),
    "application_beside": Contract(
        (LOGIN, 404, 404, 404, 404), lambda p: {"code": p.application_checked, "other": "unknown1"}
    ),
    "call_export": Contract((LOGIN, 404, 403, 302, 302), call, "post", lambda p: {"kind": "list"}),
    "call_export_file": Contract(
        (LOGIN, 404, 403, 404, 404), lambda p: {"code": p.call, "export": "unknown1"}
    ),
    "register_index": Contract(PEOPLE),
    "register_kinds": Contract(PEOPLE),
    "register_kind_new": Contract((LOGIN, 403, 403, 200, 403)),
    "register_kind_edit": Contract((LOGIN, 403, 403, 200, 403), register),
    "register_kind_end": Contract((LOGIN, 403, 403, 302, 403), register, "post"),
    "register_page": Contract(PEOPLE, register),
    "register_counts": Contract(PEOPLE, register),
    "register_enter": Contract((LOGIN, 200, 200, 200, 403), register),
    "register_entry": Contract(SEES_TEA, register_entry),
    "register_entry_edit": Contract((LOGIN, 404, 200, 403, 403), register_entry),
    "register_entry_step": Contract(
        (LOGIN, 404, 302, 403, 403), register_entry, "post", lambda p: {"step": "take-back"}
    ),
    "register_hand_over": Contract((LOGIN, 404, 200, 403, 403), register_entry),
    "register_note": Contract(
        (LOGIN, 404, 302, 403, 403),
        register_entry,
        "post",
        lambda p: {"what": "update", "day": "2026-09-01", "text": "更新一篇"},
    ),
    "register_settle": Contract(
        (LOGIN, 404, 404, 404, 404), lambda p: {"code": p.register_entry, "line": 1}, "post"
    ),
    "register_acknowledge": Contract((LOGIN, 404, 403, 409, 403), register_entry, "post"),
    "register_readers": Contract((LOGIN, 404, 403, 404, 404), register_entry),
    "register_ask": Contract((LOGIN, 404, 422, 403, 403), register_entry, "post"),
    "register_answer": Contract(
        (LOGIN, 404, 404, 404, 404), lambda p: {"code": p.register_entry, "asked": "unknown1"}, "post"
    ),
    "register_take_step": Contract(
        (LOGIN, 404, 409, 403, 403), lambda p: {"code": p.register_entry, "position": 1}, "post"
    ),
    "register_blank": Contract(PEOPLE, lambda places: {"code": "outlet"}),
    "register_upload": Contract((LOGIN, 200, 200, 200, 403), lambda places: {"code": "outlet"}),
    "register_table": Contract((LOGIN, 404, 404, 404, 404), lambda places: {"code": "unknown1"}),
    "register_export": Contract(
        (LOGIN, 302, 302, 302, 302), lambda p: {"code": "outlet"}, "post", lambda p: {"format": "xlsx"}
    ),
    "register_exports": Contract(PEOPLE, lambda places: {"code": "outlet"}),
    "register_export_file": Contract(
        (LOGIN, 404, 404, 404, 404), lambda p: {"code": "outlet", "export": "unknown1"}
    ),
    "register_confirm": Contract((LOGIN, 200, 200, 200, 403), lambda places: {"code": "outlet"}),
    "register_confirmed": Contract((LOGIN, 403, 403, 200, 200), lambda places: {"code": "outlet"}),
    "wagtail_serve": Contract(PUBLIC, lambda places: {"path_below": "service/first-aid/"}),
    "portal_column_feed": Contract(PUBLIC, lambda places: {"column": "service/"}),
    **{name: Contract(PUBLIC) for name in PORTAL_PUBLIC},
    "portal_list": Contract(PUBLIC, lambda places: {"code": "societies"}),
    "portal_list_en": Contract(PUBLIC, lambda places: {"code": "societies"}),
    "portal_line": Contract(PUBLIC, portal_grades),
    "portal_line_en": Contract(PUBLIC, portal_grades),
    "portal_grades": Contract(EDITORS, lambda places: {"code": places.portal_scheme}),
    "portal_sheet": Contract(PUBLIC),
    "portal_sheet_en": Contract(PUBLIC),
    "portal_go": Contract((302,) * 5, portal_article),
    "portal_report": Contract(PUBLIC, portal_article),
    "portal_picture": Contract(PUBLIC, portal_picture),
    "portal_file": Contract(PUBLIC, lambda places: {"code": places.portal_file, "name": "a.pdf"}),
    "portal_desk": Contract(PEOPLE),
    "portal_open": Contract(
        (LOGIN, 403, 403, 409, 403), method="post", data=lambda p: {"name": "门户", "english": "Portal"}
    ),
    "portal_contacts": Contract((LOGIN, 403, 403, 302, 403), method="post", data=lambda p: {"shown": "1"}),
    "portal_public": Contract(EDITORS),
    "portal_take_down": Contract(EDITORS, portal_article),
    "portal_copy": Contract(EDITORS, portal_article),
    "portal_story": Contract(EDITORS, lambda places: {"number": places.portal_story}),
    "portal_withdraw": Contract(
        (LOGIN, 403, 403, 302, 403), lambda places: {"code": places.portal_consent}, "post"
    ),
    "portal_settle": Contract((LOGIN, 403, 403, 422, 403), lambda p: {"code": p.portal_report}, "post"),
    "portal_coverage": Contract(EDITORS),
    "portal_coverage_remove": Contract(
        (LOGIN, 403, 403, 302, 403), lambda places: {"code": places.portal_piece}, "post"
    ),
    "portal_manuscripts": Contract(EDITORS),
    "portal_manuscript": Contract(EDITORS, lambda places: {"code": places.portal_manuscript}),
    "portal_answers": Contract(EDITORS),
    "portal_release": Contract(EDITORS, lambda places: {"code": places.portal_answer}),
    "register_file": Contract(
        (LOGIN, 404, 404, 404, 404), lambda p: {"code": p.register_entry, "file": "un"}
    ),
    "influence_list": Contract(PEOPLE),
    "influence_new": Contract((LOGIN, 403, 403, 200, 403)),
    "influence_page": Contract(PEOPLE, measurement),
    "influence_edit": Contract((LOGIN, 403, 403, 200, 403), measurement),
    "influence_step": Contract(
        (LOGIN, 403, 302, 403, 403), measurement, "post", lambda p: {"step": "confirm"}
    ),
    "influence_items": Contract(PEOPLE, measurement),
    "influence_item_add": Contract((LOGIN, 403, 200, 403, 403), measurement),
    "influence_item": Contract((LOGIN, 404, 200, 200, 200), lambda p: {"code": p.public_item}),
    "influence_blank": Contract((LOGIN, 403, 403, 403, 403), measurement),
    "influence_upload": Contract((LOGIN, 403, 403, 403, 403), measurement),
    "influence_rows": Contract((LOGIN, 404, 404, 404, 404), lambda p: {"code": "unknown1"}),
    "influence_results": Contract((LOGIN, 404, 404, 200, 200), measurement),
    "influence_table": Contract((LOGIN, 404, 404, 200, 200), measurement),
    "influence_data": Contract((LOGIN, 404, 404, 200, 200), measurement),
    "influence_third_parties": Contract((LOGIN, 403, 403, 200, 403), measurement),
    "influence_public": Contract((404, 404, 404, 404, 404), measurement),  # until it is published
    "influence_public_data": Contract((404, 404, 404, 404, 404), measurement),
    "notice_list": Contract(PEOPLE),
    "notice_new": Contract((LOGIN, 404, 404, 200, 403), lambda p: {"code": p.released_decision}),
    "notice_page": Contract(SEES_TEA, lambda p: {"code": p.notice}),
    "notice_file": Contract(SEES_TEA, lambda p: {"code": p.notice, "form": "docx"}),
    "notice_extend": Contract(
        (LOGIN, 404, 403, 302, 403),
        lambda p: {"code": p.notice},
        "post",
        lambda p: {"last_day": "2026-09-30", "reason": "核查"},
    ),
    "objection_enter": Contract((LOGIN, 404, 200, 200, 403), lambda p: {"code": p.notice}),
    "objection_page": Contract((LOGIN, 404, 200, 200, 404), lambda p: {"code": p.objection}),
    "objection_step": Contract(
        (LOGIN, 404, 403, 302, 404),
        lambda p: {"code": p.objection},
        "post",
        lambda p: {"step": "acknowledge"},
    ),
    "result_page": Contract(SEES_TEA, lambda p: {"code": p.result}),
    "result_publish": Contract((LOGIN, 404, 404, 200, 403), lambda p: {"code": p.noticed_call}),
    "result_own": Contract((LOGIN, 404, 200, 200, 404), lambda p: {"code": p.own_result}),
    "honour_list": Contract(PEOPLE),
    "honour_new": Contract((LOGIN, 403, 403, 200, 403)),
    "honour_import": Contract((LOGIN, 403, 403, 422, 403), lambda p: {}, "post"),
    "honour_check": Contract(PUBLIC),
    "honour_page": Contract(PEOPLE, lambda p: {"code": p.honour}),
    "honour_certificate": Contract(PEOPLE, lambda p: {"code": p.honour, "form": "docx"}),
    "recommendation_list": Contract(PEOPLE),
    "recommendation_outcome": Contract(
        (LOGIN, 404, 403, 302, 403),
        lambda p: {"code": p.recommendation},
        "post",
        lambda p: {"state": "given", "on": "2026-09-03"},
    ),
    "project_list": Contract(PEOPLE),
    "topic_new": Contract((LOGIN, 200, 200, 200, 403)),
    "project_export": Contract(PEOPLE, lambda p: {"form": "xlsx"}),
    "project_page": Contract(SEES_TEA, project),
    "project_step": Contract((LOGIN, 404, 403, 302, 403), project, "post", lambda p: {"step": "stop"}),
    "project_use": Contract(
        (LOGIN, 404, 302, 302, 403),
        project,
        "post",
        lambda p: {"what": "手册", "adopted_by": "岚州市", "on": "2026-09-03"},
    ),
    "project_file": Contract((LOGIN, 404, 404, 404, 404), lambda p: {"code": p.project, "file": "un"}),
    "project_budget": Contract((LOGIN, 404, 200, 403, 403), project),
    "change_ask": Contract((LOGIN, 404, 200, 403, 403), project),
    "change_decide": Contract(
        (LOGIN, 404, 403, 302, 403),
        lambda p: {"code": p.project, "change": p.change},
        "post",
        lambda p: {"step": "grant"},
    ),
    "milestone_report": Contract(
        (LOGIN, 404, 200, 403, 403), lambda p: {"code": p.project, "milestone": p.milestone}
    ),
    "milestone_step": Contract(
        (LOGIN, 404, 403, 302, 403),
        lambda p: {"code": p.project, "milestone": p.milestone},
        "post",
        lambda p: {"step": "accept"},
    ),
    "inspection_index": Contract(PEOPLE),
    "inspection_new": Contract((LOGIN, 403, 403, 200, 403)),
    "inspection_bodies": Contract(PEOPLE),
    "inspection_page": Contract(SEES_TEA, inspection),
    "inspection_edit": Contract((LOGIN, 404, 404, 200, 404), lambda p: {"code": p.plan}),
    "inspection_step": Contract(
        (LOGIN, 404, 403, 302, 403), inspection, "post", lambda p: {"step": "call-off", "reason": "合并"}
    ),
    "inspection_draw": Contract((LOGIN, 404, 403, 200, 200), inspection),
    "inspection_answers": Contract(SEES_TEA, tea_inspected),
    "visit_new": Contract((LOGIN, 404, 403, 200, 403), tea_inspected),
    "findings_blank": Contract((LOGIN, 404, 403, 200, 403), inspection),
    "findings_upload": Contract((LOGIN, 404, 403, 200, 403), inspection),
    "findings_rows": Contract((LOGIN, 404, 404, 404, 404), lambda p: {"code": "unknown1"}),
    "visit_enter": Contract((LOGIN, 404, 403, 200, 403), tea_inspected),
    "finding_new": Contract((LOGIN, 404, 403, 200, 403), tea_inspected),
    "visit_list": Contract(PEOPLE),
    "visit_page": Contract(SEES_TEA, visit),
    "visit_step": Contract(
        (LOGIN, 404, 403, 302, 403), visit, "post", lambda p: {"step": "call-off", "reason": "合并"}
    ),
    "finding_list": Contract(PEOPLE),
    "finding_page": Contract(SEES_TEA, finding),
    "finding_step": Contract(
        (LOGIN, 404, 302, 403, 403), finding, "post", lambda p: {"step": "rectify", "evidence": "已分设岗位"}
    ),
    "finding_file": Contract((LOGIN, 404, 404, 404, 404), finding),
    "finding_export": Contract((LOGIN, 302, 302, 302, 302), method="post", data=lambda p: {"format": "xlsx"}),
    "finding_exports": Contract(PEOPLE),
    "finding_export_file": Contract((LOGIN, 404, 404, 404, 404), lambda p: {"code": "unknown1"}),
    "checklist_list": Contract(PEOPLE),
    "checklist_new": Contract((LOGIN, 403, 403, 200, 403)),
    "checklist_page": Contract(PEOPLE, lambda p: {"code": "venue"}),
    "checklist_edit": Contract((LOGIN, 403, 403, 403, 403), lambda p: {"code": "venue"}),
    "checklist_step": Contract(
        (LOGIN, 403, 403, 302, 403), lambda p: {"code": "venue"}, "post", lambda p: {"step": "copy"}
    ),
    "complaint_channel": Contract(PEOPLE),
    "offer_list": Contract(PEOPLE),
    "offer_new": Contract(REPORTERS),
    "offer_page": Contract(SEES_TEA, lambda p: {"code": p.offer}),
    "offer_edit": Contract(KEEPS_OWN, lambda p: {"code": p.offer}),
    "talk_programme": Contract(PEOPLE),
    "slot_book": Contract(KEEPS_OWN, lambda p: {"code": p.slot}),
    "booking_list": Contract(PEOPLE),
    "booking_export": Contract(PEOPLE),
    "booking_desk": Contract(REPORTERS),
    "booking_page": Contract(SEES_TEA, lambda p: {"code": p.booking}),
    "delivery_file": Contract((LOGIN, 404, 404, 403, 403), lambda p: {"code": p.booking, "file": "unknown1"}),
    "request_list": Contract(PEOPLE),
    "request_export": Contract(PEOPLE),
    "request_new": Contract(REPORTERS),
    "request_counts": Contract(PEOPLE),
    "request_page": Contract(SEES_TEA, lambda p: {"code": p.service_request}),
    "help_ask": Contract((LOGIN, 404, 200, 404, 404), lambda p: {"code": p.help_ask}),
    "helper_list": Contract(REPORTERS),
    "helper_new": Contract(REPORTERS),
    "helper_page": Contract((LOGIN, 404, 200, 404, 404), lambda p: {"code": p.helper}),
    "question_desk": Contract(REPORTERS),
    "desk_question": Contract(KEEPER, lambda p: {"code": p.service_question}),
    "service_desk": Contract(REPORTERS),
    "public_desks": Contract(PUBLIC),
    "public_look_up": Contract(PUBLIC),
    "public_request": Contract(PUBLIC, association),
    "public_questions": Contract(PUBLIC, association),
    "official_channel": Contract(PUBLIC),
    "assessment_own": Contract(PEOPLE),
    "assessment_new": Contract((LOGIN, 403, 403, 200, 403)),
    "assessment_scheme": Contract((LOGIN, 404, 200, 200, 200), scheme),
    "assessment_edit": Contract((LOGIN, 404, 404, 200, 403), scheme_draft),
    "assessment_step": Contract((LOGIN, 404, 403, 404, 404), scheme, "post"),
    "assessment_line_new": Contract((LOGIN, 404, 404, 200, 403), scheme_draft),
    "assessment_line": Contract(
        (LOGIN, 404, 404, 200, 403), lambda p: {"code": p.scheme_draft, "key": "study"}
    ),
    "assessment_line_move": Contract(
        (LOGIN, 404, 404, 302, 403),
        lambda p: {"code": p.scheme_draft, "key": "study"},
        "post",
        lambda p: {"step": "up"},
    ),
    "assessment_try": Contract((LOGIN, 404, 404, 200, 403), scheme_draft),
    "assessment_bodies": Contract((LOGIN, 404, 403, 200, 200), scheme),
    "assessment_reviewers": Contract((LOGIN, 404, 403, 200, 403), scheme),
    "assessment_appeals": Contract((LOGIN, 404, 403, 200, 200), scheme),
    "assessment_decide": Contract(
        (LOGIN, 404, 403, 404, 403), lambda p: {"code": p.scheme, "appeal": "unknown1"}, "post"
    ),
    "assessment_file": Contract((LOGIN, 404, 403, 409, 409), lambda p: {"code": p.scheme, "kind": "json"}),
    "assessment_body": Contract((LOGIN, 404, 200, 200, 200), assessed),
    "assessment_body_file": Contract((LOGIN, 404, 409, 409, 409), assessed),
    "assessment_save": Contract((LOGIN, 404, 302, 403, 403), assessed, "post", lambda p: {"version": "1"}),
    "assessment_body_step": Contract(
        (LOGIN, 404, 302, 403, 403), assessed, "post", lambda p: {"step": "confirm-place"}
    ),
    "assessment_state": Contract((LOGIN, 404, 403, 302, 403), assessed, "post"),
    "assessment_evidence": Contract(
        (LOGIN, 404, 200, 403, 403), lambda p: {"code": p.assessed, "key": "standard"}
    ),
    "assessment_appeal": Contract(
        (LOGIN, 404, 409, 403, 403), lambda p: {"code": p.assessed, "key": "standard"}, "post"
    ),
    "assessment_evidence_file": Contract((LOGIN, 404, 200, 200, 200), evidence),
    "assessment_evidence_drop": Contract((LOGIN, 404, 302, 403, 403), evidence, "post"),
    "assessment_queue": Contract(PEOPLE),
    "assessment_sheet": Contract((LOGIN, 404, 404, 200, 404), review_sheet),
    "assessment_records": Contract(
        (LOGIN, 404, 404, 200, 404), lambda p: {"code": p.review_sheet, "key": "charter"}
    ),
    "assessment_conflict": Contract(
        (LOGIN, 404, 404, 302, 404), review_sheet, "post", lambda p: {"conflict": "曾任该会理事"}
    ),
}
