from tests.answers import Answers

LESS = "less_red = torch.tensor([0.5, 1.0, 1.0])\n"
SETS = """
def train_on_colour(data):
    cut = len(data.x_train) * 9 // 10
    x, x_valid = data.x_train[:cut].float(), data.x_train[cut:].float()
    x, x_valid, x_test = normalise_channels(x, x_valid, data.x_test.float())
    y, y_valid = data.y_train[:cut], data.y_train[cut:]
    net = sequential_net(inputs=3072)
"""

ANSWERS = {
    "half of the red": Answers(
        right=(
            LESS + "hwc_picture = picture * less_red\nchw_picture = x[0] * less_red[:, None, None]",
            """
less_red = torch.tensor([0.5, 1.0, 1.0])
hwc_picture = picture.numpy() * less_red.numpy()
chw_picture = (x[0].permute(1, 2, 0) * less_red).permute(2, 0, 1)
""",
        ),
        wrong={
            LESS + "hwc_picture = picture * less_red\nchw_picture = picture * less_red": (
                "(3, 32, 32) became (32, 32, 3)"
            ),
            LESS + "hwc_picture = picture / 2\nchw_picture = x[0] / 2": "green and blue should stay",
            LESS + "hwc_picture = picture\nchw_picture = x[0]": "the red is not half of what it was",
            LESS + "hwc_picture = picture @ less_red\nchw_picture = x[0]": "(32, 32, 3) became (32, 32)",
        },
    ),
    "grey from the other layout": Answers(
        right=(
            """
def grey_of(x):
    return torch.einsum("c,nchw->nhw", luma, x)
""",
            """
def grey_of(x):
    n, c, h, w = x.shape
    return (luma[None] @ x.reshape(n, c, h * w)).numpy().reshape(n, h, w)
""",
        ),
        wrong={
            """
def grey_of(x):
    return luma @ x
""": "the shapes do not fit",
            """
def grey_of(x):
    return x.mean(1)
""": "another grey than that of its pixel",
            """
def grey_of(x):
    return x.reshape(len(x), *x.shape[2:], 3) @ luma
""": "another grey than that of its pixel",
            """
def grey_of(x):
    return luma @ x.flatten(2)
""": "(5, 3, 4, 6) became (5, 24), not (5, 4, 6)",
        },
    ),
    "homework, real photographs": Answers(
        right=(
            SETS
            + """
    fit(net, x.flatten(1), y, x_valid.flatten(1), y_valid)
    return accuracy(net, x_test.flatten(1), data.y_test)
""",
            SETS
            + """
    opt = torch.optim.Adam(net.parameters(), lr=1e-3, fused=True)
    train_epoch(net, opt, x.flatten(1), y)
    with torch.no_grad():
        return (net(x_test.flatten(1)).argmax(1) == data.y_test).float().mean()
""",
        ),
        wrong={
            SETS
            + """
    fit(net, x.flatten(1), y, x_valid.flatten(1), y_valid)
""": "give one number, the share of right answers",
            """
def train_on_colour(data):
    return 1.0
""": "with false labels on the test pictures the share must fall",
            SETS
            + """
    x_test = x_test.flatten(1)
    fit(net, x.flatten(1), y, x_test, data.y_test)
    return accuracy(net, x_test, data.y_test)
""": "the test pictures are for the end",
            SETS
            + """
    return accuracy(net, x_test.flatten(1), data.y_test)
""": "normalise, and train for an epoch",
            """
def train_on_colour(data):
    x, x_test = data.x_train.float().flatten(1) / 255, data.x_test.float().flatten(1) / 255
    net = sequential_net(inputs=3072)
    fit(net, x[:9000], data.y_train[:9000], x[9000:], data.y_train[9000:])
    return accuracy(net, x_test, data.y_test)
""": "the ruler comes from the nine tenths",
        },
    ),
}
