from tests.answers import Answers

ANSWERS = {
    "count the operations": Answers(
        right=(
            "def operations(n, k, m):\n    return n * m * (k + k)",
            "operations = lambda n, k, m: sum(2 for _ in range(n * k * m))",
        ),
        wrong={
            "def operations(n, k, m):\n    return n * k * m": "takes 48 operations, not 24",
            "def operations(n, k, m):\n    return n * m * (2 * k - 1)": "takes 48 operations, not 40",
            "def operations(n, k, m):\n    return 2 * (n * k + k * m)": "takes 48 operations, not 36",
            "def operations(n, k, m):\n    2 * n * k * m": "takes 48 operations, not None",
            "def operations(n, k, m):\n    return 78_400": "takes 48 operations, not 78400",
        },
    ),
    "swap the loops": Answers(
        right=(
            """
def product(a, b):
    c = [[0.0] * len(b[0]) for row in a]
    for k in range(len(b)):
        for i in range(len(a)):
            for j in range(len(b[0])):
                c[i][j] += a[i][k] * b[k][j]
    return c
""",
            """
def product(a, b):
    c = []
    for row in a:
        sums = [0] * len(b[0])
        for x, weights in zip(row, b):
            sums = [s + x * y for s, y in zip(sums, weights)]
        c.append(sums)
    return c
""",
        ),
        wrong={
            "def product(a, b):\n    return product_by_lists(a, b)": "reads b at (0, 0), then at (1, 0)",
            """
def product(a, b):
    c = [[0.0] * len(b[0]) for row in a]
    for j in range(len(b[0])):
        for k in range(len(b)):
            for i in range(len(a)):
                c[i][j] += a[i][k] * b[k][j]
    return c
""": "that is no row",
            """
def product(a, b):
    return [[sum(x * y for x, y in zip(row, column)) for column in zip(*b)] for row in a]
""": "that is no row",
            """
def product(a, b):
    c = [[0.0] * len(b[0]) for row in a]
    for i in range(len(a)):
        for k in range(len(b)):
            for j in range(len(b[0])):
                c[i][j] = a[i][k] * b[k][j]
    return c
""": "the product is [[",
            "def product(a, b):\n    return (np.array(a) @ np.array(b)).tolist()": "24 reads, not 12",
        },
    ),
    "at most 8 MB": Answers(
        right=(
            """
def product(a, b):
    c = np.empty((len(a), b.shape[1]), a.dtype)
    for i in range(len(a)):
        c[i] = (a[i, :, None] * b).sum(axis=0)
    return c
""",
            """
def product(a, b):
    pieces = np.array_split(a, max(1, len(a) * b.nbytes // 4_000_000))
    return np.vstack([np.sum(piece[..., None] * b, axis=1) for piece in pieces])
""",
        ),
        wrong={
            "def product(a, b):\n    return (a[:, :, None] * b).sum(axis=1)": "your code held 24.",
            "def product(a, b):\n    return a @ b": "no matmul: build it from * and sum",
            """
def product(a, b):
    parts = [a[i : i + 60] for i in range(0, len(a), 60)]
    return np.concatenate([(part[:, :, None] * b).sum(axis=1) for part in parts])
""": "for (50, 500) @ (500, 400) your code held",
            """
def product(a, b):
    rows = 8_000_000 // b.nbytes
    cubes = [a[i : i + rows, :, None] * b for i in range(0, len(a), rows)]
    return np.concatenate([cube.sum(axis=1) for cube in cubes])
""": "your code held 24.",
            """
def product(a, b):
    rows = 8_000_000 // b.nbytes
    return np.concatenate([(a[i : i + rows, :, None] * b).sum(axis=1) for i in range(0, len(a) - rows, rows)])
""": "for (5, 3) @ (3, 2): need at least one array",
            """
def product(a, b):
    rows = 8_000_000 // b.nbytes
    return (a[:rows, :, None] * b).sum(axis=1)
""": "the shape is (66, 100)",
        },
    ),
}
