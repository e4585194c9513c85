from tests.answers import Answers

ANSWERS = {
    "your part of the inner axis": Answers(
        right=(
            """
def partial_sum(a, b, number, processes):
    own = np.array_split(np.arange(len(b)), processes)[number]
    return a[:, own] @ b[own]
""",
            """
def partial_sum(a, b, number, processes):
    pairs = zip(np.array_split(a.T, processes)[number], np.array_split(b, processes)[number])
    return sum(np.outer(column, row) for column, row in pairs)
""",
            """
def partial_sum(a, b, number, processes):
    size = a.shape[1]
    ends = np.cumsum([0] + [size // processes + (p < size % processes) for p in range(processes)])
    return a[:, ends[number] : ends[number + 1]] @ b[ends[number] : ends[number + 1]]
""",
        ),
        wrong={
            "def partial_sum(a, b, number, processes):\n    return a @ b": "numbers that another one holds",
            "def partial_sum(a, b, number, processes):\n    return a @ b / processes": "another one holds",
            """
def partial_sum(a, b, number, processes):
    return np.array_split(a, processes)[number] @ b
""": "a partial sum is as large as C",
            """
def partial_sum(a, b, number, processes):
    return np.array_split(a, processes, axis=1)[number] @ b
""": "cut both along the inner axis",
            """
def partial_sum(a, b, number, processes):
    return np.array_split(a, processes, axis=1)[number] @ np.array_split(b, processes, axis=1)[number]
""": "cut both along the inner axis",
            """
def partial_sum(a, b, number, processes):
    own = slice(number, None, processes)
    return a[:, own] @ b[own]
""": "numbers that another one holds",
            """
def partial_sum(a, b, number, processes):
    own = np.array_split(np.arange(len(b)), processes)[number]
    return a[:, own] @ b[own] / processes
""": "is not a @ b",
            "def partial_sum(a, b, number, processes):\n    a @ b": "a partial sum is as large as C",
        },
    ),
    "the bytes of a gradient": Answers(
        right=(
            "def gradient_bytes(sizes):\n"
            "    return 4 * (sum(n * m for n, m in zip(sizes, sizes[1:])) + sum(sizes[1:]))",
            """
def gradient_bytes(sizes):
    total = 0
    for n, m in zip(sizes, sizes[1:]):
        total += np.zeros((n, m), dtype=np.float32).nbytes + np.zeros(m, dtype=np.float32).nbytes
    return total
""",
        ),
        wrong={
            "def gradient_bytes(sizes):\n    return 814_120": "(3, 4): 64 bytes, not 814120",
            """
def gradient_bytes(sizes):
    return sum((n + 1) * m for n, m in zip(sizes, sizes[1:]))
""": "each has 4 bytes",
            """
def gradient_bytes(sizes):
    return 4 * sum(n * m for n, m in zip(sizes, sizes[1:]))
""": "biases have slopes, too",
            """
def gradient_bytes(sizes):
    return 8 * sum((n + 1) * m for n, m in zip(sizes, sizes[1:]))
""": "float32 has 4 bytes",
            "def gradient_bytes(sizes):\n    return 4 * 64 * sizes[-1]": "814120 bytes, not 2560",
            "def gradient_bytes(sizes):\n    4 * sum(sizes)": "814120 bytes, not None",
        },
    ),
    "unequal parts": Answers(
        right=(
            "def whole_gradient(gradients, counts):\n"
            "    return np.average(gradients, axis=0, weights=counts)",
            """
def whole_gradient(gradients, counts):
    weights = np.array(counts) / sum(counts)
    return (weights[:, None, None] * np.array(gradients)).sum(axis=0)
""",
            """
def whole_gradient(gradients, counts):
    return np.einsum("p,pij->ij", counts, gradients) / np.sum(counts)
""",
        ),
        wrong={
            "def whole_gradient(gradients, counts):\n    return np.mean(gradients, axis=0)": "not the mean over all",
            "def whole_gradient(gradients, counts):\n    return sum(gradients)": "not the mean over all 7",
            """
def whole_gradient(gradients, counts):
    return sum(count * gradient for count, gradient in zip(counts, gradients))
""": "not the mean over all 7",
            """
def whole_gradient(gradients, counts):
    return sum(count * gradient for count, gradient in zip(counts, gradients)) / len(counts)
""": "not the mean over all 7",
            """
def whole_gradient(gradients, counts):
    return sum(g / c for c, g in zip(counts, gradients)) * sum(counts)
""": "not the mean over all 7",
            "def whole_gradient(gradients, counts):\n    return np.mean(gradients)": "has the shape of w, (3, 2)",
            "def whole_gradient(gradients, counts):\n    return gradients[0]": "parts of (4, 2, 1)",
        },
    ),
}
