"""What a browser says of itself, in two words that a person knows."""

from __future__ import annotations

# The order matters: browsers name those they are made of, too.
_BROWSERS = (
    ("MicroMessenger", "微信 WeChat"),
    ("DingTalk", "钉钉 DingTalk"),
    ("QQBrowser", "QQ"),
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrome", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def _first(user_agent: str, names: tuple[tuple[str, str], ...]) -> str:
    return next((name for mark, name in names if mark in user_agent), "")


def browser_name(user_agent: str) -> str:
    """``Edge``; for a program what it calls itself first; empty where it says nothing."""
    return _first(user_agent, _BROWSERS) or user_agent.split("/")[0][:40]


def system_name(user_agent: str) -> str:
    """``Windows``; empty where it is none that is known."""
    return _first(user_agent, _SYSTEMS)
