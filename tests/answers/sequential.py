from tests.answers import Answers

ROWS = """
scores = torch.tensor([[2.0, 1, -1], [0, 0, 0], [-1, 3, 1], [0.5, -2, 4]])
labels = torch.tensor([0, 2, 1, 0])
"""
LAYERS = """
first, second = straight
"""

ANSWERS = {
    "count the parameters of a smaller net": Answers(
        right=(
            "count = 785 * 50 + 51 * 10",
            "count = sum(p.numel() for p in nn.Sequential(nn.Linear(784, 50), nn.Linear(50, 10)).parameters())",
        ),
        wrong={
            "count = 784 * 50 + 50 * 10": "a bias for each output",
            "count = 784 * 50 + 784 + 50 * 10 + 50": "a bias for each output",
            "count = 784 * 10 + 10": "two layers",
            "count = [784 * 50, 50, 50 * 10, 10]": "two layers",
        },
    ),
    "squeeze two layers into one": Answers(
        right=(
            "w, b = straight(torch.eye(784)) - straight(torch.zeros(784)), straight(torch.zeros(784))",
            LAYERS
            + """
w = (second.weight @ first.weight).T.detach().numpy().astype("float64")
b = (second.weight @ first.bias + second.bias).tolist()
""",
        ),
        wrong={
            LAYERS
            + "w, b = second.weight @ first.weight, second.weight @ first.bias + second.bias": "w leads from 784",
            LAYERS
            + "w, b = first.weight.T @ second.weight.T, second.bias": "what does `straight` add in all",
            LAYERS + "w, b = first.weight.T @ second.weight.T, first.bias": "b holds one number for each",
            LAYERS + "w, b = first.weight.T[:, :10], second.bias": "not the w of `straight`",
        },
    ),
    "work out a cross-entropy": Answers(
        right=(
            ROWS + "loss = (scores.exp().sum(1).log() - scores[torch.arange(4), labels]).mean().item()",
            ROWS
            + """
import numpy as np
shares = np.exp(scores.numpy().astype("float64"))
shares /= shares.sum(axis=1)[:, None]
loss = np.mean([-np.log(row[label]) for row, label in zip(shares, labels)])
""",
        ),
        wrong={
            ROWS
            + "loss = (scores.exp().sum(1).log() - scores[range(4), labels]).sum()": "the sum of four losses",
            ROWS + "loss = scores.exp().sum(1).log() - scores[range(4), labels]": "one number",
            ROWS
            + """
shares = (scores.exp() / scores.exp().sum(1, keepdim=True)).exp()
loss = -(shares / shares.sum(1, keepdim=True))[range(4), labels].log().mean()
""": "went through softmax twice",
            ROWS
            + "loss = -(scores.exp() / scores.exp().sum())[range(4), labels].log().mean()": "add up to 1",
            ROWS
            + """
loss = (scores.exp() / scores.exp().sum(1, keepdim=True))[range(4), labels].log().mean()
""": "the mean of -log",
        },
    ),
}
