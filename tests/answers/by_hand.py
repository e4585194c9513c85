from tests.answers import Answers

ALL = "import numpy as np\nw1, b1, w2, b2 = (p.detach().numpy() for p in net.parameters())\n"
ALL += "x = data.x_valid[:100].numpy()\n"
EMPTY = "zeros = SimpleMnist()\nfor p in zeros.parameters():\n    nn.init.zeros_(p)\n"
FIT = "fit(zeros, *data[:4])\n"

ANSWERS = {
    "fill in the shape table": Answers(
        right=(
            "shapes = [[32, 100]] * 4 + [[32, 10]] * 2",
            "shapes = *[torch.Size([32, 100])] * 4, (32, 10), (32, 10)",
        ),
        wrong={
            "shapes = [(32, 100), (32, 100), (32, 100), (32, 10), (32, 10)]": "six shapes, from ① to ⑥, and not 5",
            "shapes = [(32, 100), (100,), (32, 100), (32, 100), (32, 10), (10,)]": "② = ① + b1 is not (100,)",
            "shapes = [(784, 100), (32, 100), (32, 100), (32, 100), (100, 10), (32, 10)]": "① = x @ w1 is not (784, 100)",
            "shapes = [(32, 100), (32, 100), (), (32, 100), (32, 10), (32, 10)]": "③ = ② > 0 is not ()",
            "shapes = [32, 32, 32, 32, 32, 32]": "is not 32",
            "shapes = 6": "six shapes",
        },
    ),
    "write forward in NumPy": Answers(
        right=(
            ALL
            + "hidden = np.einsum('nk,km->nm', x, w1) + b1\nscores = np.dot(hidden * (hidden > 0), w2) + b2",
            ALL + "hidden = x @ w1 + b1\nhidden[hidden < 0] = 0\nscores = (w2.T @ hidden.T).T + b2[None]",
        ),
        wrong={
            ALL + "scores = (x @ w1 + b1) @ w2 + b2": "where is the bend",
            ALL + "scores = np.maximum(x @ w1, 0) @ w2": "two products, two biases",
            ALL + "scores = np.maximum(np.maximum(x @ w1 + b1, 0) @ w2 + b2, 0)": "two products, two biases",
            ALL + "scores = (np.maximum(x @ w1 + b1, 0) @ w2 + b2).argmax(axis=1)": "ten scores for each",
            ALL + "scores = net(data.x_valid[:100]).detach()": "a NumPy array",
        },
    ),
    "start from zero": Answers(
        right=(
            "predicted = 1\n" + EMPTY + FIT,
            """
zeros = SimpleMnist()
with torch.no_grad():
    for p in zeros.parameters():
        p *= 0
predicted = True + 0.0
"""
            + FIT,
        ),
        wrong={
            "predicted = 10\n" + EMPTY + FIT: "not as predicted",
            "predicted = 0\n" + EMPTY + FIT: "not as predicted",
            "predicted = 1\nzeros = SimpleMnist()\nnn.init.zeros_(zeros.b1)\n"
            + FIT: "did all parameters start",
            "predicted = 1\nzeros = sequential_net()\n" + FIT: "build a `SimpleMnist`",
        },
    ),
}
