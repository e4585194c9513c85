from tests.answers import Answers

MEANS = """
means = torch.stack([data.x_train[data.y_train == digit].mean(0) for digit in range(10)])
"""
RULER = """
mean, std = raw.x_train.mean(0), raw.x_train.std(0)
"""

ANSWERS = {
    "the average 3": Answers(
        right=(
            "mean_three = data.x_train[data.y_train == 3].mean(dim=0).tolist()",
            """
threes = data.x_train.numpy()[data.y_train.numpy() == 3]
mean_three = threes.sum(axis=0) / len(threes)
""",
        ),
        wrong={
            "mean_three = data.x_train[data.y_train == 3].mean()": "a number for each of the 784 pixels",
            "mean_three = data.x_train[data.y_train == 3].mean(1)": "a number for each of the 784 pixels",
            "mean_three = data.x_train[3]": "not the average of the 3s",
            "mean_three = raw.x_train[raw.y_train == 3].mean(0)": "not the average of the 3s in data.x_train",
        },
    ),
    "read digits without learning": Answers(
        right=(
            MEANS + "guesses = torch.cdist(means, data.x_valid).argmin(dim=0).numpy()",
            MEANS
            + "squares = (means**2).sum(1) - 2 * data.x_valid @ means.T\nguesses = squares.argmin(1).tolist()",
        ),
        wrong={
            MEANS + "guesses = torch.cdist(data.x_valid, means)": "one guess for each validation picture",
            MEANS
            + "guesses = torch.cdist(data.x_valid, means).argmin(dim=0)": "one guess for each validation picture",
            MEANS + "guesses = torch.cdist(data.x_valid, means).argmax(dim=1)": "the nearest of ten averages",
            MEANS + "guesses = torch.cdist(raw.x_valid, means).argmin(dim=1)": "the nearest of ten averages",
        },
    ),
    "mend the NaN": Answers(
        right=(
            RULER + "scaled = ((raw.x_valid - mean) / std).nan_to_num(0)",
            RULER
            + "std[std == 0] = 1\nscaled = ((raw.x_valid - mean) / std).numpy()\nstd = raw.x_train.std(0)",
        ),
        wrong={
            RULER + "scaled = (raw.x_valid - mean) / std": "still NaN",
            RULER + "scaled = (raw.x_valid - mean) / (std + 0.001)": "leave the other pixels alone",
            RULER + "scaled = (raw.x_valid - mean) / std.clamp(min=1)": "leave the other pixels alone",
            RULER + "scaled = ((raw.x_valid - mean) / std)[:, std > 0]": "the same pictures on another scale",
            RULER + "scaled = ((raw.x_valid - mean) / std).nan_to_num(1)": "should be 0",
        },
    ),
}
