"""Which sentences and headings ask for something, and which only tell, refer or bound."""

import pytest
from tests.gongwen.extract.reading import dues_of, names_of, notice_of, tasks_of

PREAMBLE = "为做好年度工作，现将有关事项通知如下。"


@pytest.mark.parametrize(
    "sentence",
    [
        "请从省科协网站下载申报表。",
        "请登录学会工作系统查看评审结果。",
        "请自行下载打印。",
        "请各学会按照以下要求办理。",
        "请各单位报送有关材料：",
        "请认真组织，具体要求如下：",
        "要认真组织，现将安排如下。",
        "经研究，应当按以下规定执行。",
        "根据办法第十二条规定，学会应当公开信息。",
        "请结合自身实际，认真贯彻落实。",
        "要深刻认识学会工作的重要意义。",
        "报送的统计数据将汇总后印发。",
        "请办。",
    ],
)
def test_what_refers_announces_or_closes_is_no_request(sentence: str) -> None:
    assert names_of(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "请登录学会网站下载申报表，填写后报送省科协。",
        "请登录系统查看名单，并请核对信息。",
        "各学会应做好准备，现将安排通知如下。",
        "如遇变更，应提前说明。",
        "每个学会举办科普活动至少两场。",
        "活动结束后，要及时将总结报送省科协。",
        "要做好活动安全工作。",
        "申报人填写申请表并提交至学会部。",
        "推荐单位按要求填写推荐表。",
        "将申报材料统一报送省科协。",
        "活动经费由各学会自行承担。",
        "2026年6月30日前，开展一次自查。",
        "计划于2026年6月30日前上报省科协。",
        "我会将开设专栏，各学会要踊跃投稿。",
        "各学会于6月底前开展自查。",
        "活动期间，各学会于6月底前做好自查。",
        "学会负责人填写申请表。",
        "项目申请人填写申请表。",
    ],
)
def test_a_sentence_that_asks_in_its_own_way_is_a_request(sentence: str) -> None:
    assert len(names_of(sentence)) == 1


@pytest.mark.parametrize(
    "heading",
    [
        "充分认识普查工作的重要性",
        "会议主要内容及议程",
        "填报范围",
        "统计口径",
        "作品格式要求",
        "设计要求",
        "督查方式",
        "检查内容及依据",
        "培训内容",
        "评选程序",
        "参会人员范围",
        "邮寄地址及邮编",
        "培训日程安排",
        "专家评审办法",
        "组织分工",
    ],
)
def test_headings_that_only_describe_ask_for_nothing(heading: str) -> None:
    lines = ("一、有关安排", "1.加强宣传。", f"2.{heading}", "3.完善制度。")
    assert names_of(PREAMBLE, *lines) == ["加强宣传", "完善制度"]


def test_a_heading_that_says_please_asks_although_it_ends_on_a_topic() -> None:
    assert names_of(PREAMBLE, "一、请各学会自查申报条件", "二、加强宣传。") == [
        "请各学会自查申报条件",
        "加强宣传",
    ]


@pytest.mark.parametrize(
    ("heading", "names"),
    [
        ("压减会议经费", ["压减会议经费"]),
        ("创作方向", []),
        ("推荐学会优秀青年科技奖励对象", ["推荐学会优秀青年科技奖励对象"]),
        ("申报条件", []),
        ("竞赛奖励", []),
        ("提高奖励标准", ["提高奖励标准"]),
    ],
)
def test_a_verb_before_a_topic_is_an_order_unless_it_names_a_thing_too(
    heading: str, names: list[str]
) -> None:
    assert names_of(PREAMBLE, f"一、{heading}", "按有关文件办理。") == names


def test_an_order_about_time_is_no_line_that_tells_when() -> None:
    assert names_of(PREAMBLE, "1.压缩审批时间", "2.完善服务标准。") == ["压缩审批时间", "完善服务标准"]


@pytest.mark.parametrize(
    "item",
    [
        "申报单位不得重复申报。",
        "金额四舍五入。",
        "比例保留两位小数。",
        "参评企业须符合产业政策。",
        "3月至5月，宣传发动阶段。",
        "往返交通费用自理。",
        "本次活动对象为在册学会。",
    ],
)
def test_who_may_and_how_large_is_no_request_among_requests(item: str) -> None:
    lines = ("一、有关安排", "（一）加强宣传。", f"（二）{item}", "（三）完善制度。")
    assert names_of(PREAMBLE, *lines) == ["加强宣传", "完善制度"]


@pytest.mark.parametrize("verb", ["汇总", "评审", "公布", "安排", "选派", "成立专班通报", "视情况通报"])
def test_what_the_issuer_will_do_is_no_request(verb: str) -> None:
    lines = ("一、有关安排", "1.加强宣传。", f"2.省科协将{verb}各学会情况。", "3.完善制度。")
    assert names_of(PREAMBLE, *lines) == ["加强宣传", "完善制度"]


def test_the_issuers_own_act_at_the_end_of_an_item_stands_alone() -> None:
    item = "1.加强宣传。完善宣传制度。2026年12月底前将对各学会进行考核。"
    assert dues_of(PREAMBLE, item, "2.完善制度。") == [None, "2026-12-31", None]


def test_what_is_asked_below_a_heading_that_only_describes_is_still_asked() -> None:
    tasks = tasks_of(PREAMBLE, "一、参会人员", "各学会秘书长。请各学会于4月8日前报送名单。", "二、加强宣传。")
    assert [task.name for task in tasks] == ["报送名单", "加强宣传"]


def test_an_item_with_a_deadline_below_a_heading_that_only_describes_is_asked() -> None:
    tasks = tasks_of(PREAMBLE, "一、奖项设置", "（一）设一等奖三名。", "（二）名单于4月8日前报学会部。")
    assert [str(task.deadline and task.deadline.due) for task in tasks] == ["2026-04-08"]


def test_more_requests_than_a_notice_has_are_cut_off_with_a_doubt() -> None:
    notice = notice_of(*["请报送总结。"] * 1001)
    assert len(notice.tasks) == 1000
    assert "tasks_beyond" in {doubt.code for doubt in notice.warnings}


def test_a_thousand_items_are_cut_off_as_well() -> None:
    assert len(tasks_of(*[f"第{n % 100}条 请报送第{n}号总结。" for n in range(1, 1010)])) == 1000


def test_what_is_too_short_to_ask_is_passed_over() -> None:
    assert names_of(PREAMBLE, "1.让", "2.加强宣传。", "请办") == ["加强宣传"]


def test_a_short_word_among_sentences_is_passed_over() -> None:
    assert names_of("请办。请各学会报送总结。") == ["报送总结"]


def test_a_heading_that_announces_a_list_is_no_order() -> None:
    assert names_of(PREAMBLE, "一、说明", "1.报送内容如下", "2.数据口径", "3.数据来源") == []


@pytest.mark.parametrize(
    "item",
    [
        "学生处、团委负责提供学生社团的资料。",
        "节日期间要严格值班制度。",
        "活动结束后,应清理场地。",
        "希各学会按任务要求落实完成。",
        "确定一名联络员。",
    ],
)
def test_an_item_may_ask_by_its_duty_its_time_or_its_wish(item: str) -> None:
    assert len(names_of("一、任务分工", f"1.{item}")) == 1


def test_work_below_a_heading_of_ways_is_work_where_units_must_or_answer_for_it() -> None:
    tasks = tasks_of(
        "一、检查方式",
        "1.实地检查。",
        "牵头部门:宣传部",
        "2.各学会要通过座谈会了解情况。",
        "3.检查采用抽样的方法。",
    )
    assert [task.responsible for task in tasks] == [("宣传部",), ("各学会",)]


def test_units_that_must_be_something_below_a_heading_of_conditions_are_no_request() -> None:
    assert names_of("一、申报条件", "1.各学会要成立满两年。", "2.各学会须有专职人员。") == []


def test_two_days_of_one_clause_are_two_requests() -> None:
    tasks = tasks_of("一、总结", "1.半年总结、全年总结分别于2026年6月25日前、12月10日前报省科协。")
    assert [str(task.deadline and task.deadline.due) for task in tasks] == ["2026-06-25", "2026-12-10"]


def test_first_and_second_are_items() -> None:
    names = names_of("一、审核要求", "审核中应注意:", "第一,要查看有无遗漏。", "第二,要核对姓名。")
    assert len(names) == 2
