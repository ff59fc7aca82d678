"""An invented notice of the invented province, with four tasks and a form."""

from __future__ import annotations

from tests.gongwen.makers import text_to_docx

NOTICE = """江岚省科学技术协会文件
岚科协学发〔{year}〕{number}号
关于开展学习交流征集活动的通知
各省级学会：
为推动学习交流走深走实，现就征集活动有关事项通知如下。
一、工作谋划
请各学会报送今后五年工作谋划一份，不超过2000字，于{year}年9月15日前报送。联系人：林知远，电话：010-55550101，邮箱：plan@example.org。
二、负责人学习体会
请各学会负责人结合工作撰写学习体会，每人一篇，于{year}年9月15日17:00前报送。
三、青年学习体会
请各学会组织青年会员撰写学习体会，并附工作照片，于{year}年9月18日前报送。
四、建言献策
请各学会组织科技工作者提出建议，每会至少1条，于{year}年9月20日前报送。
附件：学习交流征集表
江岚省科学技术协会
{year}年9月1日
附件
学习交流征集表
学会名称：　　　　填表人：　　　　联系电话：
工作谋划\t正文（字数不限，可另附页）\t
负责人学习体会\t姓名\t职务\t正文
\t\t\t
如有青年学习体会请填写\t姓名\t正文
\t\t
如有建言献策请填写\t姓名\t建议内容
\t\t
"""


def notice(number: int = 41, year: int = 2026) -> bytes:
    """The notice as docx."""
    return text_to_docx(NOTICE.format(number=number, year=year))
