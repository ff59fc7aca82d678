"""Words by which a person is recognized in a Chinese text: surnames, titles, what may stand before."""

# Surnames that hardly ever end another word: with a title behind they name a person wherever they stand.
SURE = (
    "王李刘陈杨赵黄吴徐孙朱胡郭邓冯曹彭吕苏卢蒋蔡贾魏薛阎潘杜邹熊孟秦尹袁傅沈唐董韩姜廖谭侯邵郝龚崔汪汤黎顾乔赖宋郑罗陆"
    "张"
)
COMPOUND = "欧阳|诸葛|司马|司徒|慕容|尉迟|皇甫|上官|夏侯|令狐|东方|公孙"
# Surnames that often end another word (a park, a project, funds): they count where a word may begin.
UNSURE = (
    "周林何高马梁谢许韦任丁叶余潘戴夏钟田石姚金江史邱雷龙万段钱武易贺孔白康毛施牛温季洪倪严章鲁葛"
    "翁柳岳樊安宁俞殷庄裴凌聂翟焦柴柯耿骆舒齐梅盛童辛鲍祝路伍华纪涂游甘项"
)
# A word may begin behind these.
BEFORE = "的由对被与和向因经是据及请让给叫找该原在为有说问由将把跟随、，。；：“”（）"

TITLES = (
    "主任|副主任|书记|副书记|处长|副处长|科长|副科长|部长|副部长|局长|厅长|会长|副会长|理事长|副理事长|秘书长|"
    "副秘书长|主席|副主席|院长|副院长|校长|所长|站长|组长|队长|社长|主编|总编|董事长|总经理|经理|老师|教授|工程师|"
    "会计|出纳|干事|专员|委员|科员|院士|研究员|总(?![体额则数结量计和部分共之是务])"
)
ADDRESSES = "同志|先生|女士|某人"
NOT_AFTER_TITLE = "期"  # 处长期, 会长期: for a long time
# Behind 某 these make a thing of it: 某些, 某单位.
THINGS = "些种个项处年月日次地部街省市县区校院所学企公单时段场份条类位名台方支环节流程制度账户银行"
MASKS = "某XxＸ×＊*○〇"
