"""The nets of the book: one of PyTorch's boxes, the same by hand, one that slides."""

import torch
from torch import nn


# --8<-- [start:sequential-net]
def sequential_net(hidden=256, inputs=784):
    """A net of two linear layers with a ReLU between them.

    Takes images (n, inputs), float32; gives logits (n, 10): ten raw scores an image.
    """
    return nn.Sequential(
        nn.Linear(inputs, hidden),  # (n, inputs) -> (n, hidden)
        nn.ReLU(),
        nn.Linear(hidden, 10),  # (n, hidden) -> (n, 10)
    )


# --8<-- [end:sequential-net]


# --8<-- [start:conv-net]
def conv_net():
    """A small net whose first three layers slide filters over the picture.

    Takes images (n, 784), float32; gives logits (n, 10): ten raw scores an image.
    """
    return nn.Sequential(
        nn.Unflatten(1, (1, 28, 28)),  # (n, 784) -> (n, 1, 28, 28)
        nn.Conv2d(1, 8, 5, stride=2),  # eight filters of 5 x 5 -> (n, 8, 12, 12)
        nn.ReLU(),
        nn.Conv2d(8, 16, 3, stride=2),  # -> (n, 16, 5, 5)
        nn.ReLU(),
        nn.Conv2d(16, 32, 3, stride=2),  # -> (n, 32, 2, 2)
        nn.ReLU(),
        nn.Flatten(),  # -> (n, 128)
        nn.Linear(128, 10),
    )


# --8<-- [end:conv-net]


# --8<-- [start:initial-values]
def initial_values(*shape):
    """Random starting values, N(0, 1) divided by the first entry of the shape.

    Gives a float32 `nn.Parameter` of that shape, which an optimizer can change.
    The scale is that of fast.ai's talk "All the Linear Algebra You Need for AI", 2017.
    """
    return nn.Parameter(torch.randn(*shape) / shape[0])


# --8<-- [end:initial-values]


# --8<-- [start:simple-mnist]
class SimpleMnist(nn.Module):
    """The same net as `sequential_net`, its weights and its arithmetic in the open.

    Takes images (n, 784), float32; gives logits (n, 10), float32.
    """

    def __init__(self, hidden=256):
        super().__init__()
        self.w1, self.b1 = initial_values(784, hidden), initial_values(hidden)
        self.w2, self.b2 = initial_values(hidden, 10), initial_values(10)

    def forward(self, x):
        x = torch.matmul(x, self.w1) + self.b1  # (n, 784) @ (784, 256) + (256,)
        x = x * (x > 0)  # (n, 256) * (n, 256)
        return torch.matmul(x, self.w2) + self.b2  # (n, 256) @ (256, 10) + (10,)


# --8<-- [end:simple-mnist]
