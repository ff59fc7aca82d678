"""Traditional characters written as simplified ones, character for character.

Notices from Hong Kong, Macao and Taiwan, or typed with a traditional keyboard, say 關於…的通知 and
請於…前. The rules of the engine know the simplified form; as the length stays the same, whatever they
find stands at the same place in the text as it was written.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC

# Characters of official prose that simplified writing does not have. A traditional text holds one
# in every few characters; a simplified one none, but for a name now and then.
_SUSPECT = re.compile(
    "[為這個們來時會學說國對過動發種現實問題關開應還無數書員報請議協參與間標總結團體歷屆組織專業單"
    "領導辦處資訊聯絡繫電話郵記錄傳當從將務區縣鄉鎮廳長場車東見規點據條調論認讀課講許訓該試證識誤評語"
    "變讓質費負責買賣賽輸農進達選運適遞連週遠邊際險隊陽階隨雙難雲項順須預頒頭類顯飛養館魚麗黨齊龍幣師"
    "帶庫廣張強彙歲歸殘氣決況測準滿漢灣營獎獻獲環產畫異療監盤確禮積稱穩窮競筆節範簡簽級紀約紅純紙細終"
    "統經綜維網緊線練縮績繼續罰羅義習聖聞職聲臨興舉舊莊葉藝藥術衛裝製複計訂設詢詳誠諮謝護讚貢財貫貴賓"
    "賢購贊贈趙軍軟較輔輪轄鄭醫釋針鋼錢鐵門閱闊陳陸陣雜離響頁頻顧風馬驗]"
)
_HALF = re.compile("[\ud800-\udfff]")  # half of a pair, which no encoding can write
_QUOTES = str.maketrans("「」『』﹁﹂﹃﹄", "“”‘’“”‘’")


def simplify(text: str) -> str:
    """`text` in simplified characters and quotation marks, each in place of one of its own.

    A text without traditional characters comes back as it is. Characters that simplified writing has
    too, with another meaning (乾坤, 著名, 瞭望), stay where the word asks for them.

    Returns:
        Text of the same length.
    """
    if not _SUSPECT.search(text):
        return text
    convert = _converter().convert
    sound = _HALF.sub("\ufffd", text)
    simple: str = convert(sound)
    if len(simple) != len(text):  # a word whose form is shorter or longer
        simple = "".join(form if len(form := convert(char)) == 1 else char for char in sound)
    return simple.translate(_QUOTES)


@cache
def _converter() -> OpenCC:
    """The dictionary, read when the first traditional text comes by."""
    from opencc import OpenCC

    return OpenCC("t2s")
