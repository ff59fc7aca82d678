"""The invented world as data: bodies, cities, people. Nothing here exists."""

from __future__ import annotations

from quanjing.organizations.enums import SocietyClass

PROVINCE = "江岚省"
TEA = "江岚省茶叶学会"  # where the demo's handler works
SECOND_HAT = "江岚省园艺学会"  # whose papers he looks after as well
CONFIRMING = "江岚省物理学会"  # where the head confirms before a report leaves

# Fields by class, in order. A field alone is "…学会"; behind a colon stands another full name.
SOCIETIES: dict[SocietyClass, str] = {
    SocietyClass.SCIENCE: """
        数学:数学会 物理 化学:化学会 天文 气象 海洋 地质 地理 地震 力学 声学 光学 生物 植物 动物
        昆虫 微生物 生态 遗传 生化:生物化学学会 生理 心理 环境:环境科学学会 统计 运筹
        系统:系统工程学会 晶体 古生物 矿物 空间 湖沼
    """,
    SocietyClass.ENGINEERING: """
        机械 电机:电机工程学会 电子 通信 计算机 自动化 仪器:仪器仪表学会 测绘 图学 土木:土木建筑学会
        水利 公路 铁道 航空 航海 造船:造船工程学会 汽车:汽车工程学会 内燃机 制冷 热能 核能 石油
        煤炭 冶金 金属 硅酸盐 化工 纺织:纺织工程学会 造纸 印刷 食品 粮油 包装 标准化 计量 质量
        振动:振动工程学会 消防 照明 建材 城科:城市科学研究会 岩土 腐蚀:腐蚀与防护学会 焊接 铸造 真空
    """,
    SocietyClass.AGRICULTURE: """
        农学:农学会 林学:林学会 园艺 茶叶 畜牧 水产 植保:植物保护学会 土壤 作物 农机:农业机械学会
        农经:农业经济学会 蚕桑 果树 蔬菜 花卉 草业 兽医 养蜂 热作:热带作物学会 种子
        农气:农业气象学会 菌物
    """,
    SocietyClass.MEDICINE: """
        医学:医学会 中医药 药学:药学会 护理 预防:预防医学会 营养 口腔:口腔医学会 针灸
        康复:康复医学会 麻醉 病理 解剖 免疫 药理 毒理 心身:心身医学会 抗癌:抗癌协会 防痨:防痨协会
        眼科 骨科 儿科 超声:超声医学会 影像:医学影像学会 检验:检验医学会 输血:输血协会 急救
        老年:老年医学会 优生 医工:生物医学工程学会 卫信:卫生信息学会 医管:医院管理学会
        健教:健康教育协会 结合:中西医结合学会
    """,
    SocietyClass.INTERDISCIPLINARY: """
        科普:科普作家协会 新闻:科技新闻学会 编辑:科技编辑学会 青少年:青少年科技辅导员协会
        科技史:科学技术史学会 辩证法:自然辩证法研究会 未来:未来研究会 科学学:科学学研究会
        知产:知识产权研究会 技经:技术经济研究会 情报:科技情报学会 科技馆:科技馆协会 发明:发明协会
        女科:女科技工作者协会 老科:老科技工作者协会 创造:创造学学会 智能:智能科学学会 数据:大数据学会
    """,
}

# The small world keeps these.
SMALL = frozenset(
    {"数学", "物理", "化学", "机械", "测绘", "园艺", "茶叶", "林学", "护理", "营养", "科普", "数据"}
)

# Societies with fewer than three full members: a joint branch serves them, or an advisor was sent to them.
JOINT = frozenset({"声学", "光学", "晶体", "图学", "仪器", "制冷", "花卉", "养蜂", "蚕桑", "营养", "护理"})
ADVISED = frozenset({"矿物", "空间", "铸造", "焊接", "草业", "数据"})
NEITHER = frozenset({"湖沼"})

CITIES = ("岚州", "汀浦", "青砚", "望溪", "云埠", "鹿泽", "临汐", "洛汀", "松屿", "白渚", "禾渡")
CITY_FIELDS: tuple[tuple[SocietyClass, str], ...] = (
    (SocietyClass.AGRICULTURE, "园艺"),
    (SocietyClass.MEDICINE, "护理"),
    (SocietyClass.SCIENCE, "气象"),
    (SocietyClass.SCIENCE, "天文"),
    (SocietyClass.ENGINEERING, "机械"),
    (SocietyClass.ENGINEERING, "电子"),
    (SocietyClass.ENGINEERING, "水利"),
    (SocietyClass.AGRICULTURE, "茶叶"),
    (SocietyClass.AGRICULTURE, "水产"),
    (SocietyClass.AGRICULTURE, "林业"),
    (SocietyClass.MEDICINE, "口腔"),
    (SocietyClass.MEDICINE, "营养"),
    (SocietyClass.INTERDISCIPLINARY, "科普"),
    (SocietyClass.INTERDISCIPLINARY, "科技史"),
)

DIVISIONS = ("青年工作委员会", "科普工作委员会", "学术交流分会", "标准化分会", "技术服务分会", "教育分会")

NATION = "华澜"
PROVINCE_HEADS = ("岚", "澜", "汀", "砚", "溪", "埠", "泽", "汐")
PROVINCE_TAILS = ("川", "原", "屿", "陵")
CITY_HEADS = "芷棠苇荔蓼槿榆楸桦枫柏桐禾鹭鹤雁霁澜岚砚笛笙簌筝"
CITY_TAILS = "屿渚汀墩坞埂圩埠泽溆堰陂碶棹岫湄"

SURNAMES = (
    "林周顾沈陆许陈梅赵钱孙李吴郑王冯褚卫蒋韩杨朱秦尤何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛范彭鲁韦"
)
GIVEN_FIRST = "知予南雁闻既若观清景思明书怀言承允亦远嘉朗修文启安维泽以行之子"
GIVEN_SECOND = ("远", "安", "屏", "秋", "溪", "白", "谷", "澜", "和", "舟", "遥", "衡", "川", "宁", "石", "")

OFFICER, HANDLER, AUDITOR, CITY_OFFICER = "林知远", "周予安", "沈观澜", "陈既白"
DEPUTY, HEAD = "许南屏", "梅清和"
DESK, ADMINISTRATOR, AUDIT_POST = "学会党建办 专员", "系统管理员", "审计员"
HANDLER_POST, CITY_POST = "秘书处 经办人", "学会部 干事"
DEPUTY_POST, HEAD_POST, ADVISOR_POST = "学会学术部 副主任", "副理事长", "党建工作指导员"
PRESIDENT, SECRETARY_GENERAL, SECRETARY, GROUP_HEAD = "理事长", "秘书长", "书记", "组长"
