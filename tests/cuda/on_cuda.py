"""The snippets on a CUDA card: `make record-gpu` names this file, and `make test` does not collect it.

TRIED_ON=cpu tries these tests themselves where there is no card.
"""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before anything imports torch

import numpy as np
import pytest
import torch

from book.recording import run as recording
from snippets import speed
from snippets.data import load_mnist, normalise
from snippets.nets import SimpleMnist, conv_net, sequential_net
from snippets.roles import batch_costs
from snippets.training import accuracy, fit, pick_device, predict
from tests.kit.tinybook import tiny_book

DEVICE = torch.device(os.environ.get("TRIED_ON", "cuda"))
A_POINT = 0.01


def allocations():
    return torch.cuda.memory_stats()["allocation.all.allocated"]


@pytest.fixture(autouse=True)
def card():
    """Each test computes on the card, or fails."""
    if DEVICE.type != "cuda":
        yield
        return
    if not torch.cuda.is_available():
        pytest.fail("these tests need a CUDA card, and none is here", pytrace=False)
    torch.zeros(1, device=DEVICE)  # begins the count
    before = allocations()
    yield
    assert allocations() > before, "nothing was computed on the card"


@pytest.fixture(scope="module")
def data():
    return normalise(load_mnist())


def trained(make, data, device):
    torch.manual_seed(0)
    net = make()
    losses = fit(net, *data[:4], device=device)
    assert losses.device == next(net.parameters()).device == torch.device("cpu"), "both come home"
    return accuracy(net, data.x_valid, data.y_valid)


# A convolution rounds to TF32 there, a product of matrices does not
@pytest.mark.parametrize("make, near", [(sequential_net, 1e-4), (SimpleMnist, 1e-4), (conv_net, 5e-3)])
def test_a_net_scores_as_on_the_cpu(make, near):
    torch.manual_seed(1)
    net, x = make(), torch.randn(64, 784)
    here = net(x)
    there = net.to(DEVICE)(x.to(DEVICE))
    assert there.device.type == DEVICE.type
    torch.testing.assert_close(there.cpu(), here, rtol=near, atol=near)


@pytest.mark.parametrize("make", [sequential_net, SimpleMnist])
def test_a_net_learns_within_a_point_of_the_cpu(make, data):
    there, here = trained(make, data, DEVICE), trained(make, data, "cpu")
    assert here > 0.94 and abs(there - here) <= A_POINT, (there, here)


def test_without_a_name_the_card_is_picked(data):
    assert pick_device().type == DEVICE.type
    assert trained(sequential_net, data, None) > 0.94


def test_answers_come_home(data):
    net = sequential_net().to(DEVICE)
    assert predict(net, data.x_valid[:100]).device.type == "cpu"


def test_what_is_measured_on_the_card_is_a_product():
    assert min(cost for pair in batch_costs([2, 4], DEVICE, repeats=2).values() for cost in pair) > 0
    found, (a, b) = speed.gpu_ways(), speed.operands(5, 784, 10)
    assert len(found) == (2 if DEVICE.type == "cuda" else 0)
    for name, (multiply, make) in found.items():
        near = 0.02 if "bfloat16" in name else 1e-4
        result = multiply(make(a), make(b)).float().cpu().numpy()
        assert np.abs(result - a @ b).max() <= near * np.abs(a @ b).max(), name


PAGE = """\
---
gpu: true
---

# One

```python
import torch
from torch import nn

x = torch.ones(3, 2, device="DEVICE")
(x @ x.T).sum().item()
```

```output
18.0
```

/// details | Exercise: train
    type: question
    open: true

```python
loss = ...
```

```python title="check"
assert loss.device.type == "cpu" and loss.item() == 4, "four"
```
///

/// details | Solution
    type: success

```python
device = torch.accelerator.current_accelerator(True) or "cpu"
net = nn.Linear(2, 1, bias=False).to(device)
nn.init.ones_(net.weight)
loss = (net(torch.ones(5, 2, device=device)) ** 2).mean()
loss.backward()
```
///
"""


def test_an_exercise_trains_after_its_chapter_used_the_card(tmp_path):
    torch.ones(1000, device=DEVICE)
    book = tiny_book(tmp_path, one=PAGE.replace("DEVICE", DEVICE.type))
    report = recording.check(book)
    assert report.faults == []
    assert report.on_card == {"one": DEVICE.type == "cuda"}
