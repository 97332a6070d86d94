"""Many people at once: every fault is told, and all are added or nobody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from service.accounts.people_table import MOST_BYTES, MOST_ROWS

SignIn = Callable[[str], TestClient]
GOOD = """账号,姓名,角色,部门
zhaoliu,赵六,经办人,采购部
sunqi,"孙七, 李八",Legal,
zhoujiu,周䶮,leader,总经理室
"""


def send(
    client: TestClient, table: str | bytes, *, apply: bool = False, language: str = "zh"
) -> Any:
    data = table.encode() if isinstance(table, str) else table
    return client.post(
        "/api/users/import",
        params={"apply": apply},
        files={"file": ("people.csv", data)},
        headers={"accept-language": language},
    )


def logins(client: TestClient) -> set[str]:
    return {user["login"] for user in client.get("/api/users").json()["items"]}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_table_is_looked_at_and_then_applied(
    sign_in: SignIn, encoding: str, line_end: str
) -> None:
    admin = sign_in("admin")
    table = GOOD.replace("\n", line_end).encode(encoding)
    before = logins(admin)
    looked = send(admin, table).json()
    assert (looked["applied"], looked["ready"], len(looked["rows"])) == (False, True, 3)
    assert {row["password"] for row in looked["rows"]} == {None}
    assert logins(admin) == before
    done = send(admin, table, apply=True).json()
    assert done["applied"] is True
    people = {u["login"]: u for u in admin.get("/api/users").json()["items"]}
    assert people.keys() - before == {"zhaoliu", "sunqi", "zhoujiu"}
    found = [(people[n]["name"], people[n]["role"]) for n in ("zhaoliu", "sunqi", "zhoujiu")]
    assert found == [("赵六", "handler"), ("孙七, 李八", "legal"), ("周䶮", "leader")]
    assert (people["zhaoliu"]["unit"]["name"], people["sunqi"]["unit"]) == ("采购部", None)


def test_each_gets_a_password_that_serves_once(sign_in: SignIn, stranger: TestClient) -> None:
    admin = sign_in("admin")
    rows = send(admin, GOOD, apply=True).json()["rows"]
    assert len({row["password"] for row in rows}) == 3
    body = {"login": "sunqi", "password": rows[1]["password"]}
    assert stranger.post("/api/auth/sign-in", json=body).json()["must_change_password"] is True
    events = admin.get("/api/audit", params={"action": "user."}).json()["items"]
    assert [event["action"] for event in events] == ["user.imported"] + ["user.created"] * 3
    assert events[0]["detail"] == {"count": 3}


FAULTY = """login,name,role,department
zhaoliu,赵六,经办人,采购部
ADMIN,新管理员,管理员,
ZhaoLiu,同名,经办人,
坏账号,王五,经办人,
qianer,,经办人,
wubao,吴宝,老板,
zhengtan,郑坦,法务

short
"""


def test_every_fault_is_told_by_row_in_the_callers_language(sign_in: SignIn) -> None:
    admin = sign_in("admin")
    rows = send(admin, FAULTY).json()["rows"]
    found = {row["line"]: [fault["code"] for fault in row["faults"]] for row in rows}
    assert found == {
        2: [],
        3: ["login_taken"],
        4: ["login_twice"],
        5: ["bad_login"],
        6: ["bad_name"],
        7: ["bad_role"],
        8: ["cells"],
        10: ["cells", "bad_name", "bad_role"],
    }
    assert rows[1]["faults"][0]["message"] == "账号已被使用。"
    english = send(admin, FAULTY, language="en").json()["rows"]
    assert english[1]["faults"][0]["message"] == "Somebody has this user name already."


def test_one_faulty_row_keeps_all_out(sign_in: SignIn) -> None:
    admin = sign_in("admin")
    before = logins(admin)
    answer = send(admin, GOOD + "x,太短,经办人,\n", apply=True).json()
    assert (answer["applied"], answer["ready"]) == (False, False)
    assert {row["password"] for row in answer["rows"]} == {None}
    assert logins(admin) == before


@pytest.mark.parametrize(
    ("table", "code"),
    [
        (b"", "table_columns"),
        (b"login,name,role\na,b,c\n", "table_columns"),
        ("账号,姓名,角色,部门,工资\n".encode(), "table_columns"),
        ("账号,login,角色,部门\n".encode(), "table_columns"),
        (b"PK\x03\x04\x00\x00\xff\xff\x00", "table_unreadable"),
        ('账号,姓名,角色,部门\n"a,b,c\n'.encode(), "table_unreadable"),
        (b"x" * (MOST_BYTES + 1), "table_too_long"),
        (
            ("login,name,role,department\n" + "a1,b,legal,c\n" * (MOST_ROWS + 1)).encode(),
            "table_too_long",
        ),
    ],
)
def test_what_is_no_such_table_is_refused(sign_in: SignIn, table: bytes, code: str) -> None:
    answer = send(sign_in("admin"), table, apply=True)
    assert (answer.status_code, answer.json()["code"]) == (422, code)


def test_an_empty_table_is_not_ready(sign_in: SignIn) -> None:
    answer = send(sign_in("admin"), "账号,姓名,角色,部门\n\n,,,\n", apply=True).json()
    assert answer == {"applied": False, "ready": False, "rows": []}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_template_is_a_table_that_is_accepted(sign_in: SignIn, language: str) -> None:
    admin = sign_in("admin")
    headers = {"accept-language": language}
    template = admin.get("/api/users/import/template.csv", headers=headers)
    assert template.content.startswith(b"\xef\xbb\xbf")
    filled = template.content + b"zhaoliu,Zhao Liu,handler,\r\n"
    assert send(admin, filled).json()["ready"] is True


def test_semicolons_and_tabs_divide_cells_too(sign_in: SignIn) -> None:
    admin = sign_in("admin")
    for mark in ";\t":
        table = GOOD.replace('"孙七, 李八"', "孙七").replace(",", mark)
        assert send(admin, table).json()["ready"] is True


def test_only_administrators_may(sign_in: SignIn) -> None:
    client = sign_in("fawu")
    assert send(client, GOOD).status_code == 403
    assert client.get("/api/users/import/template.csv").status_code == 403
