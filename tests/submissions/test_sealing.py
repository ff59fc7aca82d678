"""Confirmation on paper: a code over the content, and the scan that bears it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import prefetch_related_objects
from django.test import Client

from quanjing.files.models import StoredFile
from quanjing.foundation.errors import Denied, Invalid, WrongState
from quanjing.organizations.models import Post
from quanjing.submissions import actions
from quanjing.submissions.models import SealedCopy, Submission
from quanjing.submissions.queries import get_submission, with_content
from quanjing.submissions.rules.check_code import check_code, is_same_code
from tests.gongwen.makers import text_to_pdf
from tests.submissions.conftest import LEADERS, Scene
from tests.submissions.test_sending import save, send, verbs

ClientOf = Callable[[Post], Client]


@pytest.fixture
def sent(scene: Scene) -> Submission:
    save(scene, LEADERS)
    return send(scene)[0]


@pytest.fixture(scope="module")
def scan() -> bytes:
    return text_to_pdf("盖章页")


def code_of(scene: Scene, submission: Submission) -> str:
    found = get_submission(scene.handler, submission.code)
    prefetch_related_objects([found], *with_content())
    return check_code(found)


def seal(scene: Scene, submission: Submission, code: str, data: bytes, name: str = "seal.pdf") -> SealedCopy:
    return actions.attach_sealed_copy(
        actor=scene.handler, submission=submission, name=name, data=data, code=code
    )


class TestCode:
    def test_is_short_and_easy_to_type(self, scene: Scene, sent: Submission) -> None:
        code = code_of(scene, sent)
        assert (len(code), code[4]) == (9, "-")
        assert set(code) & set("01oil") == set()

    @pytest.mark.parametrize("how", ["upper", "spaces", "wide"])
    def test_is_known_however_it_is_typed(self, how: str) -> None:
        typed = {"upper": "K7M2-P9XZ", "spaces": " k7m2 p9xz", "wide": "Ｋ７ｍ２－ｐ９ｘｚ"}[how]
        assert is_same_code(typed, "k7m2-p9xz") is True
        assert is_same_code(typed + "2", "k7m2-p9xz") is False

    def test_changes_with_the_content_and_with_nothing_else(self, scene: Scene, sent: Submission) -> None:
        before = code_of(scene, sent)
        actions.accept(actor=scene.officer, submission=sent)
        assert code_of(scene, sent) == before
        for change in ("values", "header", "nil"):
            other = Submission.objects.get(pk=sent.pk)
            if change == "values":
                entry = other.entries.get(row=2)
                entry.values = {**entry.values, "post": "秘书长。"}
                entry.save()
            elif change == "header":
                other.header = {**other.header, "phone": "010-55550112"}
            else:
                other.is_nil, other.nil_reason = True, "暂无"
            other.save()
            after = code_of(scene, sent)
            assert after != before
            before = after


class TestSealedCopy:
    def test_is_kept_where_the_code_matches(self, scene: Scene, sent: Submission, scan: bytes) -> None:
        copy = seal(scene, sent, code_of(scene, sent).upper(), scan)
        assert (copy.submission, copy.file.name, copy.uploaded_name) == (sent, "seal.pdf", "周予安")
        assert verbs()[-1] == "submissions.attach_sealed_copy"

    def test_is_refused_where_it_does_not(self, scene: Scene, sent: Submission, scan: bytes) -> None:
        for wrong in ("", "k7m2-p9xz"):
            with pytest.raises(Invalid) as caught:
                seal(scene, sent, wrong, scan)
            assert "校验码与已报送的内容不符" in str(caught.value.problems[0].message)
        assert (SealedCopy.objects.count(), StoredFile.objects.count()) == (0, 0)

    def test_of_changed_content_is_refused_with_the_old_code(
        self, scene: Scene, sent: Submission, scan: bytes
    ) -> None:
        old = code_of(scene, sent)
        save(scene, {"b2": {"rows": LEADERS["b2"]["rows"][:1]}}, 1)
        [again] = send(scene, scene.leaders.code)
        with pytest.raises(WrongState):
            seal(scene, sent, old, scan)
        with pytest.raises(Invalid):
            seal(scene, again, old, scan)
        seal(scene, again, code_of(scene, again), scan)

    def test_is_the_own_bodys_and_a_scan(self, scene: Scene, sent: Submission, scan: bytes) -> None:
        code = code_of(scene, sent)
        for nobody in (scene.nurse, scene.officer, scene.world.actor(scene.world.auditor)):
            with pytest.raises(Denied):
                actions.attach_sealed_copy(
                    actor=nobody, submission=sent, name="seal.pdf", data=scan, code=code
                )


class TestPages:
    def test_from_print_to_received(
        self, scene: Scene, sent: Submission, scan: bytes, client_of: ClientOf
    ) -> None:
        society, desk = client_of(scene.world.tea_handler), client_of(scene.world.officer)
        url = f"/submissions/{sent.code}/"
        page = society.get(f"{url}print/")
        code = page.context["check_code"]
        assert code in page.content.decode()
        assert "已收到盖章件" not in desk.get(url).content.decode()
        upload = SimpleUploadedFile("seal.pdf", scan)
        answer = society.post(f"{url}seal/", {"code": "wrong", "file": upload}, follow=True)
        assert "校验码与已报送的内容不符" in answer.content.decode()
        upload = SimpleUploadedFile("seal.pdf", scan)
        answer = society.post(f"{url}seal/", {"code": code, "file": upload}, follow=True)
        assert "校验码相符" in answer.content.decode()
        assert "已收到盖章件" in desk.get(url).content.decode()
        assert "已收到盖章件" in desk.get("/inbox/").content.decode()
        file = f"{url}sealed/{SealedCopy.objects.get().file.code}/"
        assert b"".join(desk.get(file)) == scan
        assert client_of(scene.world.nursing_handler).get(file).status_code == 404

    def test_no_file_and_a_broken_file_are_said(
        self, scene: Scene, sent: Submission, client_of: ClientOf
    ) -> None:
        society, url = client_of(scene.world.tea_handler), f"/submissions/{sent.code}/seal/"
        code = code_of(scene, sent)
        for form in ({"code": code}, {"code": code, "file": SimpleUploadedFile("seal.pdf", b"no pdf")}):
            answer = society.post(url, form, follow=True)
            assert 'role="alert"' in answer.content.decode() or "qj-flash" in answer.content.decode()
        assert SealedCopy.objects.count() == 0
