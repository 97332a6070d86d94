"""The installation's own key: made once, and never made anew over data that need the old one."""

from __future__ import annotations

from service.kernel.crypto import BadKeyFile, MasterKey, create_key, load_key
from service.kernel.settings import Settings

_MARK = "key.id"
"""In the data folder: the fingerprint of the key under which its files are encrypted."""


def open_key(settings: Settings) -> tuple[MasterKey, bool]:
    """The master key, and whether it was made just now.

    Raises :class:`service.kernel.crypto.BadKeyFile` where the data need a key that is not there,
    or another one than is there.
    """
    mark = settings.data / _MARK
    path = settings.resolved_key_file
    needed = mark.read_text(encoding="ascii").strip() if mark.exists() else None
    made = needed is None and not path.exists()
    key = create_key(path) if made else load_key(path)
    if needed is None:
        settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        mark.write_text(key.fingerprint + "\n", encoding="ascii")
    elif needed != key.fingerprint:
        raise BadKeyFile(
            f"{path} 不是这份数据的主密钥（需要 {needed}，找到 {key.fingerprint}）："
            "请用 JIANQI_KEY_FILE 指定正确的文件。"
            f" This is not the key of the data in {settings.data} (needed {needed}, "
            f"found {key.fingerprint}): name the right file by JIANQI_KEY_FILE."
        )
    return key, made
