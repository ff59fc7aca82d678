from tests.gongwen.extract.reading import notice_of

from gongwen.model import BasedOn


def test_the_papers_that_a_notice_carries_out_are_kept() -> None:
    notice = notice_of(
        "根据《科普工作要点》（江岚科协〔2025〕3号）和《办法》要求，现通知如下。", "1.请报送总结。"
    )
    assert notice.based_on == (BasedOn("科普工作要点", "江岚科协〔2025〕3号"),)


def test_the_paper_in_the_title_counts_once() -> None:
    notice = notice_of("现将《工作方案》印发给你们。", title="江岚省科协关于印发《工作方案》的通知")
    assert notice.based_on == (BasedOn("工作方案", None),)
