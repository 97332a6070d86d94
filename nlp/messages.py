"""Words for people, keyed by code, in Chinese and English.

A message says what is the matter, a mend says what to do about it. Parameters stand in braces
and come from the error or warning that carries the code.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from nlp.document import ReadingWarning
from nlp.errors import ReadErrorCode, UnreadableFile

Locale = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Words:
    """One message in both languages."""

    zh: str
    en: str

    def say(self, locale: Locale, **params: str | int | float) -> str:
        """The message in ``locale`` with its parameters filled in."""
        return (self.zh if locale == "zh" else self.en).format(**params)


@dataclass(frozen=True, slots=True)
class ErrorWords:
    """Why a file cannot be read, and the mend."""

    message: Words
    mend: Words


READ_ERRORS: dict[ReadErrorCode, ErrorWords] = {
    "empty_file": ErrorWords(
        Words("文件是空的。", "The file is empty."),
        Words(
            "请重新导出或上传完整的文件。", "Export the file again, or upload the complete file."
        ),
    ),
    "unknown_type": ErrorWords(
        Words("无法识别该文件的类型。", "The type of this file is not known."),
        Words(
            "请上传 PDF、DOCX、TXT 或图片（PNG、JPG、TIF、WEBP）。",
            "Upload a PDF, DOCX, TXT or picture (PNG, JPG, TIF, WEBP).",
        ),
    ),
    "encrypted_pdf": ErrorWords(
        Words("该 PDF 已加密，需要密码才能打开。", "This PDF is encrypted and needs a password."),
        Words(
            "请去除密码后重新上传（例如打开后另存为无密码的 PDF）。",
            "Remove the password (open it and save a copy without one), then upload again.",
        ),
    ),
    "broken_pdf": ErrorWords(
        Words("该 PDF 已损坏，无法打开。", "This PDF is damaged and cannot be opened."),
        Words(
            "请从原程序重新导出 PDF，或用 PDF 阅读器“另存为”后重试。",
            "Export the PDF again from its source, or save a copy from a PDF viewer and try again.",
        ),
    ),
    "no_pages": ErrorWords(
        Words("文件中没有任何页面。", "The file has no pages."),
        Words("请检查文件并重新上传。", "Check the file and upload it again."),
    ),
    "broken_ofd": ErrorWords(
        Words("该 OFD 文件已损坏，无法打开。", "This OFD file is damaged and cannot be opened."),
        Words(
            "请用 OFD 阅读器重新导出，或导出为 PDF 后重试。",
            "Export it again with an OFD reader, or as PDF, and try again.",
        ),
    ),
    "broken_docx": ErrorWords(
        Words(
            "该 Word 文档已损坏，无法打开。", "This Word document is damaged and cannot be opened."
        ),
        Words(
            "请用 Word 打开并另存为 .docx 后重试。", "Open it in Word, save it as .docx, try again."
        ),
    ),
    "encrypted_docx": ErrorWords(
        Words(
            "该 Word 文档已加密，需要密码才能打开。",
            "This Word document is encrypted and needs a password.",
        ),
        Words(
            "请在 Word 中去除打开密码，另存后重新上传。",
            "Remove the password in Word, save the document, then upload it again.",
        ),
    ),
    "broken_image": ErrorWords(
        Words("该图片已损坏，无法打开。", "This picture is damaged and cannot be opened."),
        Words("请重新拍照或扫描后上传。", "Take or scan the picture again, then upload it."),
    ),
    "no_text": ErrorWords(
        Words("文件中没有读到任何文字。", "No text was found in the file."),
        Words(
            "请确认上传的是合同正文；如为扫描件，请以 200 dpi 以上重新扫描。",
            "Check that this is the contract; if it is a scan, scan it again at 200 dpi or more.",
        ),
    ),
    "too_large": ErrorWords(
        Words("文件或图片过大，已停止读取。", "The file or picture is too large to be read."),
        Words(
            "请拆分文件，或以 200–300 dpi 重新扫描。",
            "Split the file, or scan it again at 200-300 dpi.",
        ),
    ),
    "too_many_pages": ErrorWords(
        Words(
            "文件共 {pages} 页，超过上限 {limit} 页。",
            "The file has {pages} pages; the limit is {limit}.",
        ),
        Words("请拆分为几个文件后上传。", "Split it into several files."),
    ),
    "archive_bomb": ErrorWords(
        Words("压缩包解压后异常巨大，已停止读取。", "The archive would unpack to a huge size."),
        Words("请直接上传其中的合同文件。", "Upload the contract files themselves."),
    ),
    "broken_archive": ErrorWords(
        Words("压缩包已损坏，无法打开。", "The archive is damaged and cannot be opened."),
        Words(
            "请重新压缩，或直接上传其中的文件。", "Pack it again, or upload the files themselves."
        ),
    ),
    "needs_libreoffice": ErrorWords(
        Words(
            "读取旧版 .doc 文件需要 LibreOffice，本机未安装。",
            "Reading old .doc files needs LibreOffice, which is not installed here.",
        ),
        Words(
            "请用 Word 另存为 .docx，或安装 LibreOffice。",
            "Save it as .docx in Word, or install LibreOffice.",
        ),
    ),
    "needs_ocr": ErrorWords(
        Words(
            "这是扫描件或图片，需要文字识别（OCR），但未启用识别引擎。",
            "This is a scan or picture and needs text recognition, but no engine is available.",
        ),
        Words(
            "请运行 jianqi doctor 检查识别引擎。",
            "Run jianqi doctor to check the recognition engines.",
        ),
    ),
}

WARNINGS: dict[str, Words] = {
    "macros_ignored": Words(
        "该 Word 文件含有宏；只读取了文字，宏未运行。",
        "The Word file holds macros; only its text was read, no macro was run.",
    ),
    "tracked_changes": Words(
        "该 Word 文件含有未处理的修订；按全部接受修订后的文本读取。",
        "The Word file holds open tracked changes; it was read as if all were accepted.",
    ),
    "impossible_date": Words(
        "日期“{quote}”在日历上不存在，未予采用。",
        "No calendar has the date “{quote}”; it was left out.",
    ),
    "ambiguous_date": Words(
        "日期“{quote}”的月、日次序不明，按“月/日”读取。",
        "Day and month of “{quote}” may be swapped; it was read as month/day.",
    ),
    "ocr_doubt": Words(
        "第 {page} 页有 {count} 处识别不确定：{sample}。请对照原件核对。",
        "Page {page}: {count} passage(s) were read with doubt: {sample}. Check the original.",
    ),
    "rate_doubt": Words(
        "第 {page} 页的“{sample}”可能把 ‰ 误读为 %（或相反）。请对照原件核对。",
        "Page {page}: in “{sample}” ‰ and % may be mistaken for each other. Check the original.",
    ),
    "unreadable_area": Words(
        "第 {page} 页有一处被印章或污渍遮盖，无法读取。",
        "Page {page}: an area is covered by a seal or stain and cannot be read.",
    ),
    "page_not_read": Words(
        "第 {page} 页是图片，未启用文字识别，未读取。",
        "Page {page} is a picture and was not read: no recognition engine is available.",
    ),
    "page_broken": Words(
        "第 {page} 页已损坏，未读取。",
        "Page {page} is damaged and was not read.",
    ),
    "hidden_text": Words(
        "第 {page} 页有 {count} 个看不见的字符，未作为正文读取。",
        "Page {page} holds {count} invisible characters; they were not read as text.",
    ),
    "garbled_text": Words(
        "第 {page} 页的文字编码损坏，已改用图像识别。",
        "Page {page}: the embedded text is garbled; it was read from the picture instead.",
    ),
}


def warning(
    code: str, locale: Locale, page: int | None = None, said: str | None = None, **params: str | int
) -> ReadingWarning:
    """The warning ``code`` in the words of ``said`` (its own by default), ``page`` filled in."""
    words = WARNINGS[said or code]
    filled = params if page is None else {"page": page, **params}
    return ReadingWarning(
        code,
        words.say(locale, **filled),
        page,
        message_zh=words.say("zh", **filled),
        message_en=words.say("en", **filled),
    )


ADVICE: dict[str, Words] = {
    "skew": Words(
        "第 {page} 页歪斜 {degrees:.1f}°，请重扫。",
        "Page {page} is skewed by {degrees:.1f}°; scan it again.",
    ),
    "dpi": Words(
        "第 {page} 页分辨率只有 {dpi} dpi，请以 200 dpi 以上重扫。",
        "Page {page} has only {dpi} dpi; scan it again at 200 dpi or more.",
    ),
    "blur": Words(
        "第 {page} 页模糊，请对焦后重拍或重扫。",
        "Page {page} is blurred; focus and take or scan it again.",
    ),
    "cut": Words(
        "第 {page} 页的文字贴到页边，可能被裁切，请重扫整页。",
        "Page {page}: text touches the edge and may be cut off; scan the whole page again.",
    ),
}


def error_words(error: UnreadableFile, locale: Locale) -> tuple[str, str]:
    """The message and the mend for ``error``."""
    words = READ_ERRORS[error.code]
    return words.message.say(locale, **error.params), words.mend.say(locale, **error.params)
