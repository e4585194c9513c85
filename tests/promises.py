"""The table of what part 1 must teach, read by test_promises.py.

`records` are values that a run writes into a chapter, `says` are words of its prose, `figures` are
drawn by its cells; each names the chapter first.
"""

from dataclasses import dataclass, field


@dataclass
class Row:
    topic: str
    records: list = field(default_factory=list)
    figures: list = field(default_factory=list)
    says: list = field(default_factory=list)


def of(stem, *texts):
    """(chapter, text) for each text."""
    return [(stem, text) for text in texts]


ROWS = {
    "C1.1": Row(
        "the two operations; the whole game first",
        says=of("twelve-lines", "elementitis"),
        figures=of("twelve-lines", "listing-bracketed"),
    ),
    "C1.2": Row(
        "further resources",
        says=of(
            "resources",
            "PyTorch's own tutorials",
            "NumPy on broadcasting",
            "matrixmultiplication.xyz",
            "Essence of linear algebra",
            "Khan Academy",
            "Immersive Linear Algebra",
            "Goodfellow",
            "Computational Linear Algebra",
        ),
    ),
    "C1.3": Row(
        "PyTorch's two roles; dynamic graphs",
        records=of("gpu", "w = 3: 4 products noted, slope 405", "w = 7: 2 products noted, slope 147"),
        figures=of("gpu", "two-roles", "two-tapes"),
    ),
    "C1.4": Row(
        "the same code on any device",
        records=of(
            "gpu", "cuda", "mps", "is not on the expected device meta", "epoch train loss valid loss accuracy"
        ),
        says=of("gpu", "Google Colab", "Kaggle"),
        figures=of("gpu", "batch-costs"),
    ),
    "C2.1": Row(
        "MNIST, banks and post offices",
        records=of(
            "digits",
            "a row of 784 pixels is a picture of 28 x 28 = 784",
            "classes [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]",
        ),
        says=of("digits", "post offices"),
        figures=of("digits", "ten-of-each"),
    ),
    "C2.2": Row(
        "a picture is a matrix",
        says=of("digits", "The word for such a grid is matrix"),
        figures=of("digits", "half-in-numbers"),
    ),
    "C2.3": Row(
        "get and check the data",
        records=of("digits", "x_train (50000, 784)", "x_valid (10000, 784)", "x_test (10000, 784)", "50000"),
        says=of("digits", "The test file,"),
    ),
    "C2.4": Row(
        "normalise by the training mean and std",
        records=of(
            "digits", "|mean| < 1e-6 is True, std 1.0000", "validation: mean -0.00585, std 0.99243", "-0.4245"
        ),
        figures=of("digits", "before-after"),
    ),
    "C2.5": Row(
        "look at your data",
        records=of(
            "digits",
            "(10000, 784) -> (10000, 28, 28)",
            "tensor([3, 8, 6, 9, 6, 4, 5, 3])",
            "[-0.4245, -0.4245, -0.4245, -0.4245, 0.1729]",
            "[-0.4245, 2.2069, 2.8043, 2.8043, 0.4018]",
        ),
        figures=of("digits", "first-digit", "patch", "first-eight"),
    ),
    "C3.1": Row("functions have parameters; learning is finding them", records=of("fitting", "(11, 2)")),
    "C3.2": Row(
        "a line fitted by SGD, frame by frame; then a curve",
        records=of("fitting", "truth a 3.000 b 2.000", "SGD", "best fit"),
        figures=of("fitting", "line-and-bowl", "two-valleys"),
    ),
    "C3.3": Row(
        "training and validation sets; over-fitting",
        says=of("fitting", "A lower training loss is not a better model"),
        figures=of("fitting", "three-degrees", "both-losses"),
    ),
    "C3.4": Row(
        "the gradient by nudging",
        records=of("fitting", "array([-1.552, -2.509])"),
        figures=of("fitting", "nudges"),
    ),
    "C4.1": Row(
        "nn.Sequential; scores, arg-max, shares",
        records=of("sequential", "parameters 203,530", "80%", "20%"),
        figures=of("sequential", "shapes-on-their-way", "scores-to-loss"),
    ),
    "C4.2": Row(
        "layers: linear, bend, linear; deeper is more complex",
        records=of("sequential", "91.02%", "95.92%"),
        says=of("sequential", "The deeper, the more complex the pattern"),
        figures=of("sequential", "bends", "first-layer-weights", "conv-filters", "deeper-patterns"),
    ),
    "C4.3": Row(
        "optimizer, loss, metric, batch, epoch",
        records=of("sequential", "epoch train loss valid loss accuracy", "782"),
        says=of("sequential", "0.1446", "0.1427", "0.9583", "0.1397"),
        figures=of("sequential", "loss-per-batch", "first-eight-read", "confusion", "worst-mistakes"),
    ),
    "C4.4": Row(
        "the net by hand; both nets; 1/n and 1/√n",
        records=of(
            "by-hand",
            "train loss 0.",
            "valid loss 0.",
            "SimpleMnist 96.",
            "1/n pixels spread 0.98, products 0.04",
            "1/√n pixels spread 0.98",
            "1/n 0.3",
            "1/√n 0.8",
        ),
        says=of("by-hand", "0.1635", "0.1474", "0.9559", "0.1599"),
        figures=of("by-hand", "x-ray", "predictions", "race", "two-starts"),
    ),
    "C4.5": Row(
        "the loop in the open",
        records=of("by-hand", "203,530", "the slope is now 2.0 times what it was"),
        figures=of("by-hand", "cycle", "loss-per-batch"),
    ),
    "C5.1": Row(
        "element-wise operations",
        records=of(
            "broadcasting",
            "array([12, 14, 3])",
            "array([False, True, True])",
            "tensor([12, 14, 3])",
            "tensor([False, True, True])",
        ),
        says=of("broadcasting", "is how accuracy is measured"),
        figures=of("broadcasting", "element-wise"),
    ),
    "C5.2": Row(
        "a scalar broadcasts",
        records=of(
            "broadcasting",
            "array([ True, True, False])",
            "array([11, 7, -3])",
            "[14, 16, 18]",
            "ten times as fast: True",
            "784 () · · 1⇢50000",
        ),
        says=of("broadcasting", "That was broadcasting", "Not every library does"),
        figures=of("broadcasting", "scalar"),
    ),
    "C5.3": Row(
        "a vector broadcasts to a matrix; the rule",
        records=of(
            "broadcasting",
            "array([[11, 22, 33], [14, 25, 36], [17, 28, 39]])",
            "array([[11, 12, 13], [24, 25, 26], [37, 38, 39]])",
            "tensor([[11, 22, 33], [14, 25, 36], [17, 28, 39]])",
            "[[10 20 30] [10 20 30] [10 20 30]]",
            "[[10 10 10] [20 20 20] [30 30 30]]",
            "c (3,)",
            "c[None] (1, 3)",
            "c[:, None] (3, 1)",
            "np.expand_dims(c, 1) (3, 1)",
            "(256, 256, 3) 256 256 3 (3,) · · 3",
            "NumPy strides (0, 8)",
            "PyTorch strides (0, 1)",
            "memory shared True",
            "operands could not be broadcast together with shapes (2,3) (2,)",
            "must match the size of tensor b (2) at non-singleton dimension 1",
        ),
        figures=of(
            "broadcasting", "row-onto-matrix", "column-onto-matrix", "ladders", "rgb-scaling", "memory"
        ),
    ),
    "C5.4": Row(
        "the product of matrices",
        records=of(
            "matmul",
            "array([140, 320, 500])",
            "array([[ 10, 40, 90], [ 40, 100, 180], [ 70, 160, 270]])",
            "array([[140, 25], [320, 130], [500, 235]])",
            "array([[140, 100], [320, 280], [500, 460]])",
            "its own last cell [25, 130, 235]",
            "torch.int64",
            "unit 7 is such a mix: True",
        ),
        figures=of(
            "matmul",
            "row-times-column",
            "mixed-columns",
            "mixed-rows",
            "layers",
            "multiply-then-sum",
            "two-features",
        ),
    ),
    "C6.1": Row(
        "again, with colour",
        records=of(
            "colour",
            "(10000, 32, 32, 3)",
            "(32, 32, 3)",
            "The size of tensor a (32) must match the size of tensor b (3)",
            "epoch train loss valid loss accuracy",
        ),
        says=of("colour", "The colour pictures of this chapter are made, not photographed"),
        figures=of("colour", "class-grid", "channel-means", "ladders", "torn", "grey"),
    ),
    "C6.2": Row(
        "matrix times vector: one product is one year",
        records=of(
            "markov",
            "[0.765 0.1525 0.0645 0.018 ]",
            "[0.773 0.0955 0.0425 0. ]",
            "sum 0.911",
            "2 [0.6885 0.1954 0.0778 0.0384]",
            "5 [0.5019 0.2782 0.1091 0.1108]",
            "10 [0.2964 0.3168 0.1342 0.2527]",
            "24.67 years",
            "19.05 years",
            "6.67 years",
            "year 19: 0.5046",
        ),
        says=of("markov", "are no medical data"),
        figures=of("markov", "states", "one-year", "ten-years"),
    ),
    "C6.3": Row(
        "matrix times matrix: many bills at once",
        records=of(
            "shops",
            "[[50. 49. ] [58.5 61. ] [43.5 43.5]]",
            "person 1: shop 2",
            "person 2: shop 1",
            "person 3: a tie",
            "[45.5 56. 40.5]",
            "person 1 is indifferent at 18.0",
        ),
        figures=of("shops", "puzzle", "one-bill", "cost-map"),
    ),
    "C6.4": Row(
        "what a tensor is",
        says=of("digits", "A tensor is a grid of numbers of one type"),
        figures=of("digits", "ranks"),
    ),
}
