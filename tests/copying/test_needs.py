"""Which earlier cells a copy holds, and which it leaves out."""

import pytest

from tests.copying.conftest import code_of, out


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (["x = 1", "y = 2", "x"], "x = 1\n\nx\n"),
        (["x = 1", "x = 2", "x + 1" + out("3")], "x = 2\n\nprint(repr(x + 1))\n"),
        (["x = [1]", "x.append(2)", "y = x[0]"], "x = [1]\n\nx.append(2)\n\ny = x[0]\n"),
        (["x = [1]", "x[0] = 2", "x" + out("[2]")], "x = [1]\n\nx[0] = 2\n\nprint(repr(x))\n"),
        (
            ["x = [[1]]", "row = x[0]", "row.append(2)", "z = x"],
            "x = [[1]]\n\nrow = x[0]\n\nrow.append(2)\n\nz = x\n",
        ),
        (["x = 1", "print(x)\nx", "x += 1", "y = x"], "x = 1\n\nx += 1\n\ny = x\n"),
        (["x = 1\nx\nprint(x)", "y = x"], "x = 1\n\ny = x\n"),
        (["x = 1; x", "y = x"], "x = 1\n\ny = x\n"),
        (["i = 3", "for i in range(2):\n    print(i)"], "for i in range(2):\n    print(i)\n"),
        (
            ["if True:\n    x = 1", "x = 2 if False else 3\nif x:\n    y = 1", "z = y"],
            "x = 2 if False else 3\nif x:\n    y = 1\n\nz = y\n",
        ),
        (
            ["a = 1", "def f():\n    return a", "f()" + out("1")],
            "a = 1\n\n\ndef f():\n    return a\n\n\nprint(repr(f()))\n",
        ),
        (
            ["import math", "def f(x, y):\n    x[0] = y\nf([0], math)", "math.floor(1.5)"],
            "import math\n\nmath.floor(1.5)\n",
        ),
    ],
    ids=range(12),
)
def test_a_copy_holds_the_cells_that_it_needs(tmp_path, cells, code):
    assert code_of(tmp_path, *cells) == code


def test_settings_come_along_without_their_cells(tmp_path):
    cells = (
        "import numpy as np\na = 1\nnp.set_printoptions(precision=2)\nprint(a)",
        "np.ones(1) / 3" + out("[0.33]"),
    )
    assert code_of(tmp_path, *cells) == (
        "import numpy as np\n\nnp.set_printoptions(precision=2)\n\nprint(repr(np.ones(1) / 3))\n"
    )


def test_what_is_random_needs_its_seed_and_all_that_drew_since(tmp_path):
    cells = (
        "import torch\ntorch.manual_seed(0)\na = torch.rand(2)",
        "b = torch.rand(2)",
        "c = 3",
        "torch.rand(1)",
    )
    assert code_of(tmp_path, *cells) == (
        "import torch\n\ntorch.manual_seed(0)\na = torch.rand(2)\n\nb = torch.rand(2)\n\ntorch.rand(1)\n"
    )
    again = (*cells[:3], "torch.manual_seed(1)\nz = torch.rand(1)", "torch.rand(1)")
    assert code_of(tmp_path / "b", *again) == (
        "import torch\n\ntorch.manual_seed(1)\nz = torch.rand(1)\n\ntorch.rand(1)\n"
    )
    own = ("import numpy as np\nrng = np.random.default_rng(0)", "a = rng.normal()", "b = rng.normal()")
    assert "a = rng.normal()" in code_of(tmp_path / "c", *own)


def test_training_changes_a_net_and_asking_it_does_not(tmp_path):
    cells = (
        "import torch\nfrom snippets.tools import ask, small_net, train",
        "x = torch.ones(3, 2)",
        "torch.manual_seed(0)\nnet = small_net()",
        "train(net, x)",
        "ask(net, x)",
        "x.sum()",
        "net(x)",
    )
    code = code_of(tmp_path, *cells)
    assert "train(net, x)\n" in code and "ask" not in code and "x.sum" not in code
    assert "train" not in code_of(tmp_path / "b", *cells[:-1], "x.shape")


def test_a_section_that_a_cell_embeds_is_defined_once(tmp_path):
    embed = '--8<-- "snippets/tools.py:train"'
    cells = (
        "import torch\nfrom snippets.tools import small_net, train",
        embed,
        "net = small_net()\ntrain(net, torch.ones(1, 2))",
    )
    assert code_of(tmp_path, *cells).count("def train") == 1
    used_before = (cells[0], "net = small_net()\ntrain(net, torch.ones(1, 2))", embed, cells[2])
    assert code_of(tmp_path / "b", *used_before).count("def train") == 1
