"""The search finds what to know of many devices by the words of somebody who has them."""

from tests.browser.test_search import unanswered

TYPED = {
    "multi-GPU slower than single GPU": "find-out-when-two-are-faster-than-one",
    "two GPUs not twice as fast": "find-out-when-two-are-faster-than-one",
    "data parallel average gradients": "train-two-replicas",
    "DistributedDataParallel from scratch": "train-two-replicas",
    "split a matrix product by columns": "cut-a-product-in-three-ways",
    "tensor parallel": "cut-a-product-in-three-ways",
    "torchrun nproc-per-node": "start-the-processes",
    "all-reduce ring cost": "count-what-must-be-sent",
    "torchrun hangs": "when-a-process-dies-or-all-of-them-hang",
    "Connection closed by peer [127.0.0.1]:42519": "when-a-process-dies-or-all-of-them-hang",
    "EADDRINUSE address already in use port: 29500": "when-a-process-dies-or-all-of-them-hang",
    "ChildFailedError exitcode -9": "when-a-process-dies-or-all-of-them-hang",
    "GLOO_SOCKET_IFNAME": "when-a-process-dies-or-all-of-them-hang",
    "gloo or NCCL": "move-it-to-gpus",
}


def test_each_question_is_answered_among_the_first_three(visit, server):
    asked = [(typed, f"many-devices/#{place}") for typed, place in TYPED.items()]
    assert unanswered(visit, server, asked) == []
