"""Invents parties, persons, numbers: the same seed always invents the same."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

_CODE_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_BRANDS = [
    "澜沐",
    "砺远",
    "穗禾岭",
    "芃泽",
    "屿临",
    "栎川",
    "皓岑",
    "谷汀",
    "霁野",
    "棠越",
    "筠程",
    "朔桐",
    "沅嘉",
    "铎恒",
    "昀舟",
    "泓砚",
    "岚峤",
    "稷丰",
    "翊衡",
    "璟禾",
    "峻朔",
    "淙然",
    "蔚笙",
    "桦禹",
    "笠泽",
    "钧陶岭",
    "汐辰",
    "崧宁",
    "葭远",
    "澹宁",
]
_SURNAMES = [
    "程",
    "蒋",
    "陆",
    "邵",
    "卢",
    "汪",
    "姚",
    "傅",
    "沈",
    "方",
    "邹",
    "熊",
    "白",
    "孟",
    "秦",
    "邱",
    "尹",
    "黎",
    "段",
    "雷",
    "侯",
    "龙",
    "史",
    "陶",
    "贺",
    "顾",
    "毛",
    "郝",
    "龚",
]
_GIVEN = [
    "启航",
    "文澜",
    "思远",
    "若溪",
    "建安",
    "晓枫",
    "立诚",
    "雨桐",
    "志恒",
    "佳宁",
    "伯钧",
    "静姝",
    "望舒",
    "海宁",
    "明哲",
    "清越",
    "子墨",
    "云帆",
]
_ROADS = [
    "望潮路",
    "兴澜大道",
    "栖霞东路",
    "云谷街",
    "青麓路",
    "科苑南路",
    "长风大道",
    "临港一路",
    "稻香街",
    "松涛路",
]
_BANKS = ["江澜银行", "汇岭商业银行", "海陵银行", "通岳银行"]
_EN_BRANDS = [
    "Northmere",
    "Halden",
    "Castlebrook",
    "Verrin",
    "Larkfield",
    "Ostrava-Bay",
    "Quillon",
    "Redmarsh",
    "Silverfen",
    "Tarnway",
    "Umberfield",
    "Wexcombe",
    "Alderpeak",
    "Brightmoor",
    "Corvane",
    "Dunmarrow",
]
_EN_GIVEN = [
    "Margaret",
    "Daniel",
    "Helena",
    "Simon",
    "Ingrid",
    "Thomas",
    "Priya",
    "Marcus",
    "Elaine",
    "Victor",
    "Joanna",
    "Peter",
]
_EN_FAMILY = [
    "Ashdown",
    "Whitlock",
    "Carrow",
    "Lindqvist",
    "Penhale",
    "Oyelaran",
    "Strand",
    "Vasquez-Moll",
    "Harte",
    "Eberly",
]


def credit_code(rng: random.Random, district: str) -> str:
    """A 统一社会信用代码 with a right check digit (GB 32100-2015, modulus 31, weights 3**i)."""
    body = "91" + district + "MA" + "".join(rng.choice(_CODE_ALPHABET) for _ in range(7))
    total = sum(_CODE_ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(body))
    return body + _CODE_ALPHABET[(31 - total % 31) % 31]


def spoiled(code: str) -> str:
    """The code with a wrong check digit."""
    return code[:-1] + _CODE_ALPHABET[(_CODE_ALPHABET.index(code[-1]) + 7) % 31]


@dataclass(frozen=True)
class Company:
    """An invented company and what a party block tells of it."""

    name: str
    code: str = ""
    address: str = ""
    person: str = ""
    phone: str = ""
    bank: str = ""
    account: str = ""


class Inventor:
    """Draws invented things; never twice the same brand or person in one contract."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self._brands = self.rng.sample(_BRANDS, len(_BRANDS))
        self._people = self.rng.sample([s + g for s in _SURNAMES for g in _GIVEN], 40)
        self._en_brands = self.rng.sample(_EN_BRANDS, len(_EN_BRANDS))
        self._en_people = self.rng.sample([f"{g} {f}" for g in _EN_GIVEN for f in _EN_FAMILY], 20)

    def company(
        self, city: str, trade: str, district: str, *, suffix: str = "有限公司", area: str = "021"
    ) -> Company:
        """A Chinese company, e.g. 苏州澜沐精密机械有限公司."""
        rng = self.rng
        return Company(
            name=f"{city}{self._brands.pop()}{trade}{suffix}",
            code=credit_code(rng, district),
            address=f"{city}市{rng.choice(_ROADS)}{rng.randint(6, 988)}号",
            person=self._people.pop(),
            phone=f"{area}-5555{rng.randint(1000, 9999)}",
            bank=f"{rng.choice(_BANKS)}{city}分行",
            account="".join(str(rng.randint(0, 9)) for _ in range(16)),
        )

    def person(self) -> str:
        return self._people.pop()

    def company_en(self, trade: str, form: str, address: str) -> Company:
        """An English company, e.g. ``company_en("Instruments", "GmbH", "…")``."""
        return Company(
            f"{self._en_brands.pop()} {trade} {form}", address=address, person=self._en_people.pop()
        )

    def person_en(self) -> str:
        return self._en_people.pop()

    def between(self, low: int, high: int, step: int = 1) -> Decimal:
        """A round sum from ``low`` to ``high`` in steps."""
        return Decimal(self.rng.randrange(low, high + 1, step))

    def day(self, year: int, first_month: int = 1, last_month: int = 12) -> date:
        start = date(year, first_month, 1)
        last = date(year, last_month, 28)
        return start + timedelta(days=self.rng.randint(0, (last - start).days))

    def serial(self, digits: int = 3) -> str:
        return "".join(str(self.rng.randint(0, 9)) for _ in range(digits - 1)) + str(
            self.rng.randint(1, 9)
        )
