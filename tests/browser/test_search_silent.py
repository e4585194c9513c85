"""The search finds each bug that raises nothing by the words of somebody who has it."""

from tests.browser.test_search import unanswered

PAGE = "silent-bugs/"
TYPED = {
    "the-loss-does-not-go-down-n-against-n-1": [
        "regression loss does not go down",
        "mse_loss (N,1) and (N,)",
        "training loss stuck at variance of target",
        "net predicts the mean for every input",
        "loss between shape (64, 1) and (64,)",
    ],
    "10-1-10-gives-10-10": [
        "(10,1) * (10,) gives (10,10)",
        "column times vector gives a matrix",
        "disable broadcasting",
        "rank promotion",
    ],
    "rows-do-not-sum-to-1-keepdims-is-missing": [
        "rows do not sum to 1",
        "P / P.sum(1)",
        "normalize rows of a matrix",
        "missing keepdims",
    ],
    "which-axis-is-new-when-3-becomes-3-3": [
        "(3,) to (3,3) which axis is new",
        "which axis does broadcasting add",
    ],
    "a-slice-lost-an-axis-r-is-not-r-1": [
        "(R,) vs (R,1)",
        "slicing drops a dimension",
        "column of a matrix becomes 1d",
        "check the shape of a tensor",
    ],
    "t-does-nothing-to-a-vector": [
        "transpose 1d array does nothing",
        ".T does nothing",
        "transpose a vector numpy",
    ],
    "a-b-cannot-grow-a-but-a-a-b-does": [
        "a += b cannot grow a",
        "in-place add broadcasting",
        "output with shape [3] doesn't match the broadcast shape [3, 3]",
        "non-broadcastable output operand with shape (3,) doesn't match the broadcast shape (3,3)",
    ],
    "one-write-changes-every-row-a-stretched-view": [
        "assignment destination is read-only",
        "all rows changed when I write one",
        "more than one element of the written-to tensor refers to a single memory location",
        "writing to expanded tensor",
    ],
    "out-of-memory-x-none-xnone": [
        "out of memory pairwise distances",
        "X[:, None] - X[None] memory",
        "numpy MemoryError Unable to allocate",
    ],
    "loss-stuck-near-15-softmax-before-cross_entropy": [
        "loss stuck at 1.5",
        "softmax before cross_entropy",
        "loss never goes below 1.461",
    ],
}


def test_each_symptom_is_answered_among_the_first_three(visit, server):
    asked = [(typed, f"{PAGE}#{section}") for section, words in TYPED.items() for typed in words]
    assert len(TYPED) == 10, "the ten confusions that raise nothing"
    assert unanswered(visit, server, asked) == []
