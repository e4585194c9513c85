from tests.answers import Answers

ANSWERS = {
    "the bias of a pile": Answers(
        right=(
            "def db_of(dy):\n    return dy.reshape(-1, 4).sum(axis=0)",
            "def db_of(dy):\n    return [dy[:, :, place].sum() for place in range(4)]",
            "db_of = lambda dy: np.ones(10) @ dy.reshape(10, 4)",
        ),
        wrong={
            "def db_of(dy):\n    return dy.sum(axis=0)": "your db has (2, 4)",
            "def db_of(dy):\n    return dy.sum()": "b has the shape (4,)",
            "def db_of(dy):\n    return dy.sum(axis=(0, 1), keepdims=True)": "your db has (1, 1, 4)",
            "def db_of(dy):\n    return dy.mean(axis=(0, 1))": "nudging b gives other slopes",
            "def db_of(dy):\n    dy.sum(axis=(0, 1))": "b has the shape (4,)",
        },
    ),
    "softmax alone": Answers(
        right=(
            "def share_slopes(p):\n    return p[:, None] * (np.eye(len(p)) - p)",
            """
def share_slopes(p):
    k = range(len(p))
    return [[p[i] * ((i == j) - p[j]) for j in k] for i in k]
""",
        ),
        wrong={
            "def share_slopes(p):\n    return p * (1 - p)": "a table of 3 by 3",
            "def share_slopes(p):\n    return p - 1": "a table of 3 by 3",
            "def share_slopes(p):\n    return -np.outer(p, p)": "a share along its own score",
            "def share_slopes(p):\n    return np.diag(p * (1 - p))": "a share along another score",
            "def share_slopes(p):\n    return np.eye(len(p)) - p": "a share along its own score",
        },
    ),
    "back through a mean": Answers(
        right=(
            "def dx_of(dy):\n    return dy - dy.mean(axis=1, keepdims=True)",
            "def dx_of(dy):\n    m = dy.shape[1]\n    return dy @ (np.eye(m) - 1 / m)",
            "def dx_of(dy):\n    return [[each - row.mean() for each in row] for row in dy]",
        ),
        wrong={
            "def dx_of(dy):\n    return dy": "nudging x gives other slopes",
            "def dx_of(dy):\n    return dy - dy.sum(axis=1, keepdims=True)": "nudging x gives other slopes",
            "def dx_of(dy):\n    return dy - dy.mean()": "nudging x gives other slopes",
            "def dx_of(dy):\n    return -dy.mean(axis=1, keepdims=True)": "your dx has (2, 1)",
            "def dx_of(dy):\n    return dy.mean(axis=1)": "x has the shape (2, 3)",
        },
    ),
}
