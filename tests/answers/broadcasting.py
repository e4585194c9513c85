from tests.answers import Answers

FIRST_FIVE = '(3, 2), "clash", (4, 4), (7, 5), (32, 3, 28, 28)'

ANSWERS = {
    "six shapes or a clash": Answers(
        right=(
            f'answers = [{FIRST_FIVE}, "clash"]',
            'answers = ([3, 2], "clash", [4, 4], torch.Size([7, 5]), [32, 3, 28, 28], "clash")',
        ),
        wrong={
            f"answers = [{FIRST_FIVE}]": "six answers, one for each pair: here are 5",
            'answers = [(3, 2), (4, 3), (4, 4), (7, 5), (32, 3, 28, 28), "clash"]': "(4, 3) with (4,): not (4, 3)",
            'answers = [(3, 2), "clash", (4,), (7, 5), "clash", "clash"]': "(4,) with (4, 1): not (4,)",
            f"answers = [{FIRST_FIVE}, (5, 2, 4)]": "(5, 2, 1) with (3, 4): not (5, 2, 4)",
            "answers = np.array([3, 2, 0, 4, 4, 0])": "(3, 2) with (3, 1): not 3",
            "answers = (3, 2)": "six answers, one for each pair: here are 2",
        },
    ),
    "a checkerboard": Answers(
        right=(
            "n = np.arange(8)\nboard = n[:, None] % 2 != n % 2",
            "n = np.arange(8)\nboard = (np.add.outer(n, n) % 2).tolist()",
        ),
        wrong={
            "n = np.arange(8)\nboard = (n + n) % 2": "eight rows and eight columns, not (8,)",
            "n = np.arange(8)\nboard = n[:, None] + n": "only zeros and ones",
            "n = np.arange(8)\nboard = n[:, None] * n % 2": "two alike in a column",
            "n = np.arange(8)\nboard = (n[:, None] + 0 * n) % 2": "two alike in a row",
            'n = np.arange(8)\nboard = [["black", "white"] * 4] * 8': "only zeros and ones",
        },
    ),
    "rows that sum to 0": Answers(
        right=(
            "def centred(x):\n    return x - x.mean(axis=1)[:, None]",
            "def centred(x):\n    return (x.T - x.T.mean(axis=0)).T",
            "def centred(x):\n    x -= x.mean(axis=-1, keepdims=True)\n    return x",
        ),
        wrong={
            "def centred(x):\n    return x - x": "another distance apart",
            "def centred(x):\n    return (x - x.mean(axis=1, keepdims=True)) / x.std(axis=1, keepdims=True)": (
                "another distance apart"
            ),
            "def centred(x):\n    return x - x.mean(axis=1)": "on (3, 3): a row does not sum to 0",
            "def centred(x):\n    return x - x.mean(axis=0)": "on (3, 3): a row does not sum to 0",
            "def centred(x):\n    return x - x.mean()": "a row does not sum to 0",
            "def centred(x):\n    return x.mean(axis=1, keepdims=True)": "what comes out is (3, 1)",
            "def centred(x):\n    x - x.mean(axis=1, keepdims=True)": "what comes out is ()",
            "def centred(x):\n    return x - x.mean(axis=1, keepdim=True)": "on (3, 3): ",
        },
    ),
}
