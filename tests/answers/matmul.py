from tests.answers import Answers

ANSWERS = {
    "reverse the columns": Answers(
        right=(
            "n = np.fliplr(np.eye(3))",
            "n = [[0, 0, 1], [0, 1, 0], [1, 0, 0]]",
            "n = torch.eye(3).flip(0)",
        ),
        wrong={
            "n = np.eye(3)": "m @ n is [[1.0, 2.0, 3.0]",
            "n = [2, 1, 0]": "three recipes, a column each",
            # m can mix its columns to nothing, so this reverses m alone
            "n = np.array([[1, 0, 1], [-2, 1, 0], [2, 0, 0]])": "it works for m, but",
            "n = m[:, ::-1]": "m @ n is",
        },
    ),
    "multiply piles": Answers(
        right=(
            """
def product(a, b):
    return (a[..., :, :, None] * np.expand_dims(b, -3)).sum(-2)
""",
            """
def product(a, b):
    return sum(a[..., :, [k]] * b[..., [k], :] for k in range(b.shape[-2]))
""",
            """
def product(a, b):
    turned = np.swapaxes(b, -1, -2)
    return (a[..., :, None, :] * turned[..., None, :, :]).sum(axis=-1)
""",
        ),
        wrong={
            """
def product(a, b):
    return a @ b
""": "no matmul: build it from * and sum",
            """
def product(a, b):
    return (a[:, :, None] * b).sum(axis=1)
""": "for (5,",
            """
def product(a, b):
    return (a[..., None] * b).sum(axis=-2)
""": "@ (5, 1, 5) the shape is (5, 5, 5)",
            """
def product(a, b):
    return a[..., None] * b[..., None, :, :]
""": "the shape is",
            """
def product(a, b):
    return np.einsum("...ik,...kj->...ij", a, b)
""": "no einsum: build it from * and sum",
        },
    ),
    "the detective": Answers(
        right=(
            "first, second = [30, 20, 10], [29, 22, 9]",
            """
first = np.linalg.lstsq(m, [100, 280, 460])[0]
second = (first + 0.5 * np.array([1, -2, 1])).reshape(3, 1)
""",
            "first, second = (40, 0, 20), np.array([20, 40, 0])",
        ),
        wrong={
            "first, second = [30, 20, 10], [30.0005, 20, 10]": "0.003500 off",
            "first, second = [30, 20, 10], np.array([30.0, 20.0, 10.0])": "find two that differ",
            "first, second = [100, 280, 460], [30, 20, 10]": "m @ [100 280 460] is",
            "first, second = [30, 20], [29, 22]": "three numbers",
            "first, second = 30, 29": "three numbers",
        },
    ),
}
