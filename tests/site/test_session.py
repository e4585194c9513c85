"""The session of a page, run here as it runs in the reader's browser."""

import io
import json
import os

import pytest

from tests.kit.page_python import page_python


@pytest.fixture
def module(root):
    with page_python(root) as module:
        yield module


@pytest.fixture
def session(module, tmp_path):
    began = []
    session = module.Session(tmp_path, began.append, ["numpy", "roman"])
    session.names = began
    return session


def run(session, *sources, check=None, record=None, first=0):
    path = [
        {"name": f"cell {number}", "source": source} for number, source in enumerate(sources, start=first)
    ]
    check = check and {"name": "cell 9", "source": check}
    return session.run({"path": path, "check": check, "record": record})


def test_a_cell_prints_and_shows_its_last_value(session):
    result = run(session, "import numpy as np\nprint('a')\nnp.arange(3)")
    assert result["output"] == "a\narray([0, 1, 2])"
    assert result["failed"] is result["difference"] is None
    assert run(session, "None")["output"] == run(session, "1;")["output"] == ""


def test_a_path_goes_on_from_what_ran(session):
    run(session, "n = [0]")
    assert run(session, "n = [0]", "n.append(1); n")["output"] == "[0, 1]"
    assert run(session, "n = [0]", "n.append(1); n", "len(n)")["output"] == "2"
    assert session.names == ["cell 0", "cell 1", "cell 2"]


def test_what_comes_out_does_not_depend_on_the_order_of_the_clicks(session):
    start, more = "n = [0]", "n.append(1)\nn"
    assert [run(session, start, more)["output"] for _ in range(3)] == ["[0, 1]"] * 3
    assert run(session, "n = [5]", more)["output"] == "[5, 1]"
    assert "NameError" in run(session, "n")["told"]


def test_settings_and_modules_of_a_page_do_not_outlive_it(session):
    session.open({"snippets/tools.py": "calls = []\n"})
    use = "from snippets.tools import calls\ncalls.append(1)\nlen(calls)"
    setting = "import numpy as np\nnp.set_printoptions(precision=1)\nnp.array([1 / 3])"
    assert run(session, use)["output"] == "1"
    assert run(session, setting)["output"] == "array([0.3])"
    assert run(session, use)["output"] == "1"
    assert run(session, setting.replace("np.set", "# "))["output"] == "array([0.33333333])"


def test_what_a_run_wrote_is_gone_when_the_next_begins_anew(session):
    write = "import os\nfrom pathlib import Path\nfolder = Path().absolute()\nPath('a').write_text('b')"
    assert run(session, write, "len(os.listdir())", "os.listdir()")["output"] == "['a']"
    folder = session.folder
    assert run(session, "import os\nos.listdir()")["output"] == "[]"
    assert session.folder != folder and not os.path.exists(folder)


def test_an_error_names_its_line_and_its_code(session):
    result = run(session, "def f(x):\n    return x + y\n", "a = 1\n\nf(a)  # here")
    assert result["failed"] == "cell 1" and result["told"] == "NameError: name 'y' is not defined"
    assert (result["error"]["line"], result["error"]["code"]) == (3, "f(a)  # here")


def test_a_syntax_error_names_its_line(session):
    error = run(session, "a = 1\nb = = 2")["error"]
    assert error["kind"] == "SyntaxError" and error["line"] == 2 and error["code"] == "b = = 2"


def test_a_cell_before_that_fails_is_blamed(session):
    result = run(session, "1 / 0", "2")
    assert result["failed"] == "cell 0" and result["error"]["kind"] == "ZeroDivisionError"
    assert run(session, "1", "2")["output"] == "2"


def test_leaving_is_an_error_like_others(session):
    assert run(session, "raise SystemExit('no')")["told"] == "SystemExit: no"


def test_what_is_not_there_is_said(session):
    hint = run(session, "import no_such_package")["error"]["hint"]
    assert hint.startswith("In the page there are numpy, roman, a small Matplotlib and Python's own library")


def test_who_asks_the_reader_hears_that_a_page_cannot(session, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO())
    error = run(session, "name = input('Your name? ')")["error"]
    assert error["line"] == 1 and error["hint"].startswith("A page cannot ask")


def test_warnings_are_told_as_they_are_recorded(session):
    result = run(
        session,
        "import numpy as np\nnp.array([1.0]) / 0",
        record={"output": "array([inf])", "pytb": "RuntimeWarning: divide by zero encountered in divide"},
    )
    assert result["difference"] is None and not result["failed"]


@pytest.mark.parametrize(
    "source, record, same",
    [
        ("1.0", {"output": "1.0"}, True),
        ("1.01", {"output": "1.0"}, False),
        ("1.01", {"output": "1.0", "mode": "within 2%"}, True),
        ("7.0", {"output": "1.0", "mode": "varies"}, True),
        ("'one card'", {"output": "'two cards'", "mode": "other words"}, True),
        ("print(1, 2, sep=chr(10))", {"output": "1", "mode": "other words"}, False),
        ("1 / 0", {"pytb": "ZeroDivisionError: division by zero"}, True),
        ("1 / 0", {}, False),
        ("1", {}, False),
    ],
)
def test_a_result_is_held_against_the_record_by_its_rule(session, source, record, same):
    assert (run(session, source, record=record)["difference"] is None) == same


def test_a_check_runs_on_what_was_written(session):
    solved = run(session, "x = 2", check="assert x == 2, 'two'")
    assert solved["check"]["error"] is None
    wrong = run(session, "x = 3", check="assert x == 2, 'two'")
    assert wrong["check"]["error"]["kind"] == "AssertionError"
    assert wrong["check"]["error"]["message"] == "two"
    assert "check" not in run(session, "y", check="assert False")


def test_a_failed_check_says_what_it_asserts(session):
    check = "two = 2\nfor n in (x,):\n    assert n == (\n        two), f'{n} is not two'"
    error = run(session, "x = 3", check=check)["check"]["error"]
    assert error["message"] == "3 is not two" and error["asserted"] == "assert n == (\n        two)"
    for code in ("raise AssertionError('no')", "1 / 0"):
        assert run(session, "x = 3", check=code)["check"]["error"]["asserted"] is None


def test_nothing_goes_on_from_an_exercise(session):
    run(session, "x = 2", check="x = 3")
    assert run(session, "x = 2", "x")["output"] == "2"


def test_endless_output_is_cut(session, module):
    output = run(session, "for n in range(10**5): print('many', n)")["output"]
    assert output.endswith("… and more") and len(output) < module.LARGEST + 20


def test_a_request_may_bring_a_chapter(session):
    request = {
        "path": [{"name": "cell 0", "source": "from snippets.a import b;"}],
        "modules": {"snippets/a.py": "b = 3\n"},
    }
    assert json.loads(session.answer(json.dumps(request)))["output"] == ""
    request["path"][0]["source"] = "from snippets.a import b\nb"
    assert json.loads(session.answer(json.dumps(request)))["output"] == "3"
    request["modules"] = {}
    gone = json.loads(session.answer(json.dumps(request)))
    assert "snippets" in gone["told"] and gone["error"]["hint"]


def test_lines_of_cells_are_named_as_the_record_names_them(session):
    told = run(session, "def f(:")["told"]
    assert told.startswith('  File "<cell>", line 1\n    def f(:\n')
