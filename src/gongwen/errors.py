"""Named errors of the engine: bad input is normal input.

Each carries a stable `code`, the values its message needs, and the message in both languages,
so that a caller without translations (the command line) can still speak to its user.
"""

from __future__ import annotations

from typing import ClassVar


class GongwenError(Exception):
    """Base of all named errors; never raised itself."""

    code: ClassVar[str] = "error"
    en: ClassVar[str] = "The file could not be read."
    zh: ClassVar[str] = "文件无法识读。"

    def __init__(self, **values: object) -> None:
        self.values = values
        super().__init__(self.message("en"))

    def message(self, language: str) -> str:
        """The message in `language` ("zh…" or anything else for English), values filled in."""
        template = self.zh if language.startswith("zh") else self.en
        return template.format(**self.values)


class EmptyDocument(GongwenError):
    code = "empty"
    en = "The file is empty."
    zh = "文件是空的。"


class DamagedDocument(GongwenError):
    code = "damaged"
    en = "The file is damaged or cut off; please send it again."
    zh = "文件已损坏或不完整，请重新发送。"


class EncryptedDocument(GongwenError):
    code = "encrypted"
    en = "The file is protected by a password; please save it without one."
    zh = "文件设有密码，请取消密码后再上传。"


class UnsupportedDocument(GongwenError):
    """Values: format."""

    code = "unsupported"
    en = "Files of this kind cannot be read here: {format}."
    zh = "暂不能识读这类文件：{format}。"


class MismatchedDocument(GongwenError):
    """The content is of another type than the name says. Values: named, found."""

    code = "mismatched"
    en = "The name says {named}, but the content is {found}."
    zh = "文件名为 {named}，内容却是 {found}。"


class TooLargeDocument(GongwenError):
    """Values: limit (bytes, already formatted for people)."""

    code = "too_large"
    en = "The file is larger than {limit}."
    zh = "文件超过 {limit}。"


class ExpandingDocument(GongwenError):
    """A zip bomb: too many entries, too high a ratio or too large once expanded."""

    code = "expanding"
    en = "The file expands beyond what is allowed and was not opened."
    zh = "文件展开后超出限度，未予打开。"


class ClassifiedDocument(GongwenError):
    """The file carries a classification mark. Values: mark."""

    code = "classified"
    en = "The file carries a classification mark ({mark}) and was not stored."
    zh = "文件标有密级（{mark}），未保存。请按保密规定办理。"


class FormlessDocument(GongwenError):
    """Read as a blank form, but nothing in it asks to be filled in."""

    code = "formless"
    en = "Nothing in the file asks to be filled in, so it is no blank form."
    zh = "文件中没有可填写的内容，不是空白表格。"


class UnreadableTemplate(GongwenError):
    """A template in JSON that does not have the shape of one. Values: place."""

    code = "unreadable_template"
    en = "The template is not a form in JSON: {place}."
    zh = "模板不是JSON格式的表格：{place}。"


class RoomlessForm(GongwenError):
    """More rows than a blank has, and none that can be repeated. Values: block, rows, room."""

    code = "roomless"
    en = (
        "The blank has {room} rows for {block}, but {rows} are to be written, and none can be added: "
        "no row of it is empty, or cells are merged over several rows."
    )
    zh = "空白表的{block}只有{room}行，需要写入{rows}行，又无法加行：没有可照抄的空行，或单元格跨多行合并。"


class TextlessDocument(GongwenError):
    """A scan or an empty page: nothing to read without recognition of characters."""

    code = "textless"
    en = "The file holds pictures of pages but no text."
    zh = "文件只有图像，没有可识读的文字。"


class MissingRecognizer(GongwenError):
    """A scan or picture, and the extra `ocr` is not installed."""

    code = "missing_recognizer"
    en = "The file holds pictures of pages; to read them, install the extra: pip install quanjing[ocr]."
    zh = "文件只有图像。要识别其中的文字，请安装扩展：pip install quanjing[ocr]。"


class MissingConverter(GongwenError):
    """A file of old Word or WPS, and LibreOffice is not installed. Values: format."""

    code = "missing_converter"
    en = "Files of the kind {format} are read through LibreOffice, which is not installed; save it as docx."
    zh = "识读{format}文件需要安装LibreOffice；请安装，或另存为docx后再试。"


class UnconvertibleDocument(GongwenError):
    """LibreOffice could not open the file, or not in time. Values: format."""

    code = "unconvertible"
    en = "LibreOffice could not open this {format} file; please save it as docx or xlsx and send it again."
    zh = "LibreOffice无法打开这个{format}文件，请另存为docx或xlsx后重新发送。"


class MissingFace(GongwenError):
    """A face that the official layout asks for is not on this machine. Values: faces."""

    code = "missing_face"
    en = "The faces of the official layout are not installed: {faces}."
    zh = "缺少公文格式要求的字体：{faces}。"


class MissingTypesetter(GongwenError):
    """The package that draws PDF is not installed."""

    code = "missing_typesetter"
    en = "PDF cannot be drawn: the package typst is not installed."
    zh = "无法生成PDF：未安装typst。"


class BadFacts(GongwenError):
    """What a document shall state is missing, unknown or of a wrong kind. Values: where."""

    code = "bad_facts"
    en = "The facts of the document are wrong or missing here: {where}."
    zh = "公文要素缺少或有误：{where}。"
