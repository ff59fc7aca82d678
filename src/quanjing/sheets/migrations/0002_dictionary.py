"""The dictionary of field keys: what office forms ask, whether it is known, and why.

One line a key: key, class, reason, scope, fact, labels (separated by blanks).
"""

from django.db import migrations

LINES = """
organization.name|known|unit|any|organization.name|学会名称 单位名称 报送单位 填报单位 所在学会 推荐单位 学会（协会、研究会）名称 填报学会 单位 学会 所在单位 编制单位 申报单位 申请单位 主办单位 承办单位名称 组织名称 协会名称 社团名称 承诺单位 自评单位 被考核单位 考核单位 上报单位 单位全称 学会全称 团体名称 承诺人单位 推荐学会 填表单位 报名单位 参赛单位 负责单位
organization.short_name|known|unit|any|organization.short_name|学会简称 单位简称
organization.former_name|known|unit|any||曾用名称 单位曾用名 学会曾用名
organization.english_name|known|unit|any||英文名称 学会英文名称 单位英文名称
organization.number|known|unit|any|organization.number|学会编号 单位编号 学会代码
organization.class|known|unit|any|organization.class|学会类别 学科类别 所属学科 学科 学会分类
organization.level|known|unit|any|organization.level|学会级别 学会层级 单位层级
organization.region|known|unit|any|organization.region|地区 所在地区 所属地区 所在省市 省份 所在地 所在市 行政区划
organization.credit_code|known|unit|any|organization.credit_code|统一社会信用代码 社会信用代码 信用代码 组织机构代码 机构代码
organization.host_unit|known|unit|any|organization.host_unit|挂靠单位 支撑单位 业务支撑单位 依托单位
organization.supervisor|known|unit|any|organization.supervisor|主管单位 业务主管单位 上级单位 主管部门 上级党组织 上级主管单位
organization.registrar|known|unit|any||登记管理机关 登记机关 注册机关
organization.registered_number|known|unit|any||登记证号 社团登记证号 法人登记证号 登记证书编号
organization.founded_on|known|unit|any||成立时间 成立日期 注册时间 登记时间 学会成立时间 建会时间
organization.term_began|known|unit|any||换届时间 上次换届时间 本届起始时间 本届成立时间 最近换届时间
organization.term_ends|known|unit|any||届满时间 任期届满时间 下次换届时间 任期截止时间
organization.term|known|unit|any||届次 本届届次 任期 理事会届次
organization.address|known|unit|any||地址 通讯地址 通信地址 单位地址 办公地址 学会地址 联系地址 注册地址 住所 秘书处地址
organization.postcode|known|unit|any||邮编 邮政编码
organization.phone|known|unit|any|organization.phone|单位电话 学会电话 办公电话 秘书处电话 固定电话 座机 值班电话
organization.fax|known|unit|any||传真 传真号码 传真电话
organization.email|known|unit|any|organization.email|单位邮箱 学会邮箱 秘书处邮箱 学会电子邮箱
organization.website|known|unit|any||网址 网站 官网 学会网址 学会网站 官方网站 单位网址
organization.wechat|known|unit|any||微信公众号 公众号 公众号名称 微信公众号名称
organization.nature|known|unit|any||单位性质 学会性质 组织性质 单位类型 机构性质
organization.rating|known|unit|any||评估等级 社会组织评估等级
organization.scope|known|unit|any||业务范围 章程业务范围 宗旨
organization.journal|known|unit|any||主办期刊 期刊名称 会刊 会刊名称
organization.party_body|known|unit|any||党组织名称 党支部名称 党委名称 所在党组织 所属党组织 党组织全称
organization.party_body_kind|known|unit|any||党组织类型 党组织形式 党组织设置形式 党组织类别
organization.party_body_founded_on|known|unit|any||党组织成立时间 党支部成立时间 党组织成立日期
organization.has_party_body|known|unit|any||是否成立党组织 是否建立党组织 有无党组织
count.members|known|earlier|any||会员数 会员总数 会员人数 个人会员数 个人会员 个人会员人数 现有会员数
count.unit_members|known|earlier|any||单位会员数 团体会员数 单位会员 团体会员
count.divisions|known|earlier|any||分支机构数 分支机构 分支机构数量 专委会数 专业委员会数 分会数
count.representatives|known|earlier|any||会员代表数 会员代表人数
count.councillors|known|earlier|any||理事数 理事人数 理事会人数
count.standing_councillors|known|earlier|any||常务理事数 常务理事人数
count.staff|known|earlier|any||工作人员数 专职工作人员数 专职人员数 从业人员数 职工人数 在职人数 专职人数 秘书处人数 从业人员总数
count.part_time_staff|known|earlier|any||兼职人员数 兼职工作人员数 兼职人数
count.party_members|known|earlier|any||党员数 党员人数 党员总数 正式党员数 党员 现有党员数
count.new_party_members|known|earlier|any||预备党员数 预备党员
count.party_bodies|known|earlier|any||党组织数 党组织总数 党支部数 支部数 党小组数 党支部数量
count.members_young|known|earlier|any||青年会员数 学生会员数
count.journals|known|earlier|any||期刊数 主办期刊数
post.president|known|post|sheet|post.president|理事长 会长 理事长姓名 会长姓名 理事长（会长） 会长（理事长）
post.secretary_general|known|post|sheet|post.secretary_general|秘书长 秘书长姓名
post.secretary|known|post|subject|post.secretary|党组织书记 党支部书记 书记 党委书记 书记姓名 述职人 党组织负责人 党建负责人 第一责任人
post.head|known|post|sheet|post.head|负责人 单位负责人 学会负责人 主要负责人 负责人姓名 单位负责人签字 负责人签字 审核人 审批人 分管领导 单位领导
post.legal|known|post|sheet|post.legal|法定代表人 法人代表 法人 法定代表人姓名
post.accountant|known|post|sheet|post.accountant|会计主管 财务负责人 会计 财务主管 会计机构负责人 主管会计工作负责人
post.liaison|known|post|sheet|post.liaison|联络员 联络人 联络员姓名 党建联络员 党建指导员 党建工作指导员
filler.name|known|person|filler|filler.name|填表人 填报人 填表人姓名 填报人姓名 经办人 联系人 联系人姓名 制表人 工作联系人 制表 填表 承办人 统计人 统计员 登记人
filler.post|known|person|sheet|filler.post|填表人职务 联系人职务 填报人职务
contact|known|person|sheet|filler.phone|联系方式 联系电话 手机 手机号 手机号码 电话 联系人电话 联系人手机 填表人电话 移动电话 填表人联系方式 联系人联系方式 联系人联系电话 填报人电话 电话号码
email|known|person|sheet|filler.email|邮箱 电子邮箱 电子邮件 联系邮箱 E-mail Email 电子信箱 联系人邮箱
filler.department|known|earlier|sheet||部门 所在部门 填报部门 处室 科室 责任部门
person.name|known|person|subject||姓名 名字 申报人 申请人 推荐人选 被推荐人 报名人 课题负责人 项目负责人 项目申报人 人选姓名 候选人 候选人姓名 参加人 参会人员 参会人员姓名 代表姓名 成员姓名 作者 作者姓名 宣讲人 主讲人 专家姓名 承诺人 承诺人姓名 推荐对象 联系专家 课题组成员 主持人
person.unit|known|person|row||单位 所在单位 工作单位 单位名称 现工作单位
person.post|known|person|row||职务 单位职务 行政职务 党内职务 现任职务 学会职务 社会职务 学会任职 社会任职 在学会职务 岗位 所任职务 任职
person.title|known|person|row||职称 专业技术职称 专业技术职务 技术职称 职称等级
person.unit_post|known|person|row||社会职务及工作单位 工作单位及职务 单位及职务 职务职称 职务及职称 单位职务职称 工作单位及职称 单位、职务 工作单位和职务 工作单位及职务职称 单位及职称
person.phone|known|person|row||联系电话 联系方式 手机 手机号 手机号码 电话 移动电话 本人电话
person.email|known|person|row||邮箱 电子邮箱 电子邮件 电子信箱 E-mail Email
person.education|known|person|row||学历 最高学历 文化程度 学历学位
person.degree|known|person|row||学位 最高学位
person.school|known|person|row||毕业院校 毕业学校
person.field|known|person|row||专业 所学专业 从事专业 研究方向 专业领域 学科领域 研究领域 专业方向 从事学科 学科专业 专业特长
person.part|known|earlier|row||分工 课题分工 承担任务 主要分工 职责分工 任务分工
person.term|known|earlier|row||任职时间 任职起始时间 任职年月
figure.previous|known|earlier|any||上年金额 上年数 上年 上年度 上年度金额 上年累计数 去年 上年同期数 上期金额 上年度数 上年同期 上一年 上年实际 年初数 期初数
period|derived|period|any|period|统计区间 会计期间 统计时间 统计周期 报告期 填报周期 统计时段 所属期间 报告期间 填报期间 考核年度 年度 统计年度 所属年度 自评年度 申报年度 填报年度 推荐年度 评价年度 起止日期 考核期
filled_on|derived|period|any|filled_on|填表日期 填报日期 填表时间 填报时间 编制日期 制表日期 上报日期 报送日期 报送时间 上报时间 承诺日期 申报日期 推荐日期 签订日期 签署日期 填写日期 申请日期 自评日期
sum|derived|record|sum||总分 合计 总计 总数 总得分 合计金额 自评总分 合计得分 小计 得分合计 总人数 收入合计 支出合计
figure.current|new|money|any||本年金额 本年数 本年 本年度 本年累计数 本期金额 本年度金额 今年 本年同期数 本年实际 期末数 年末数
money|new|money|any||金额 经费 申请经费 预算 预算金额 经费预算 资助金额 投入经费 支出 收入 申请金额 项目经费 活动经费 经费投入 自筹经费 总经费
activity.name|new|once|any||活动名称 会议名称 培训名称 讲座名称
activity.on|new|once|any||活动日期 活动时间 时间 会议时间 举办时间 开展时间 培训时间 发生时间
activity.place|new|once|any||地点 活动地点 会议地点 举办地点 开展地点
activity.kind|new|once|any||活动类别 活动类型 活动形式 形式 开展形式
activity.persons|new|once|any||参加人数 参会人数 人数 线下 线上 受众人数 覆盖人数 参与人数 受益人数 培训人数 线上人数 线下人数
activity.sessions|new|once|any||场次 次数 期数 场数
activity.media|new|once|any||媒体报道 中央级 省级 市级 宣传报道 报道链接 链接 报道数量 报道篇数
project.name|new|once|any||课题名称 项目名称 成果名称 作品名称 论文题目 题目 标题 案例名称 论文名称 品牌名称
project.kind|new|once|any||课题类别 项目类别 成果类别 申报类别 作品类别 推荐类别 奖项类别 申报类型 拟推荐类别 类别
project.result|new|once|any||最终成果形式 成果形式 预期成果
project.ends_on|new|once|any||预计完成时间 完成时间 完成时限 结题时间
order|new|once|any||推荐排序 排序 推荐顺序 推荐次序
score|new|opinion|any||得分 自评得分 自评分 评分 分数 考核得分 自评 复核得分 评价得分 最终得分
score.reason|new|opinion|any||扣分理由 扣分原因 加分理由 加分原因 得分说明 得分理由 自评说明 评分说明 自评依据 扣分说明
opinion|new|opinion|any||意见建议 意见 建议 主要意见和建议 推荐意见 推荐单位意见 单位意见 审核意见 综合评价 评价 问题建议 评语 评价意见 申报单位意见 所在单位意见 综合评定 自评等次 自评等级 考核等次
text|new|opinion|any||内容 体会内容 学习体会 心得体会 工作总结 总结 主要做法 工作成效 成效 存在问题 下一步打算 下一步计划 工作思路 主要内容 研究内容 研究内容与思路 创新之处 创新点 情况说明 典型做法 经验做法 工作情况 完成情况 落实情况 主要事迹 事迹 简要事迹 主要成绩 主要业绩 推荐理由 申报理由 个人简历 工作简历 个人简介 事迹简介 整改措施 问题 措施 特色亮点 承诺内容 承诺事项 佐证材料 支撑材料 佐证材料名称 主要贡献 突出贡献
remark|new|once|any||备注 说明 其他 备注说明
private|new|sensitive|any||性别 民族 籍贯 出生年月 出生日期 出生年月日 年龄 身份证号 身份证号码 证件号码 证件号 证件类型 护照号 政治面貌 党派 入党时间 宗教信仰 健康状况 婚姻状况 家庭住址 家庭地址 银行账号 银行卡号 开户行 开户银行 账号 户名 照片 贴照片处 紧急联系人 紧急联系人电话
"""
KEYS = tuple(tuple(line.split("|")) for line in LINES.strip().splitlines())


def bring_in(apps, schema_editor):
    field_key = apps.get_model("sheets", "FieldKey")
    field_key.objects.bulk_create(
        [
            field_key(key=key, kind=kind, reason=reason, scope=scope, fact=fact, labels=labels.split())
            for key, kind, reason, scope, fact, labels in KEYS
        ]
    )


class Migration(migrations.Migration):
    dependencies = [("sheets", "0001_initial")]
    operations = [migrations.RunPython(bring_in, migrations.RunPython.noop)]
