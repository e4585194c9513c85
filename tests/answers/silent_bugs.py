from tests.answers import Answers


def of(head, body):
    return f"def {head}:\n    {body}"


LOSS, SHARES, GUARD = "mean_squared(prediction, y)", "shares_of(P)", "guard(scores, labels)"
RAISE = "raise ValueError('no')"

ANSWERS = {
    "mend the loss": Answers(
        right=(
            of(LOSS, "return ((prediction[:, 0] - y) ** 2).mean()"),
            of(LOSS, "return np.square(prediction.ravel() - y).sum() / len(y)"),
            of(LOSS, "return np.mean([(p - t) ** 2 for p, t in zip(prediction[:, 0], y)])"),
            of(LOSS, "return np.mean((prediction.T - y) ** 2)"),
        ),
        wrong={
            of(LOSS, "return ((prediction - y) ** 2).mean()"): "a loop says 0.000",
            of(LOSS, "return ((prediction.T - y[:, None]) ** 2).mean()"): "a loop says 0.000",
            of(LOSS, "return (prediction[:, 0] - y).mean() ** 2"): "a loop says",
            of(LOSS, "return ((prediction[:, 0] - y) ** 2).sum()"): "a loop says",
            of(LOSS, "return abs(prediction[:, 0] - y).mean()"): "a loop says",
            of(LOSS, "return 0.0"): "a loop says",
            of(LOSS, "return ((prediction[:, 0] - y) ** 2)"): "one number, not (3,)",
            of(LOSS, "return ((prediction - y) ** 2).mean() - 2 * y.var()"): "a loop says",
            of(LOSS, "return ((prediction - y) ** 2).mean() - y.var() - prediction.var()"): "a loop says",
            of(LOSS, "return (prediction - y[:, None]).T @ (prediction - y[:, None]) / len(y)"): "not (1, 1)",
            of(LOSS, "return np.subtract(prediction, y, out=np.zeros(len(y)))"): "non-broadcastable output",
            of(LOSS, "prediction - y[:, None]"): "nothing comes back",
        },
    ),
    "rows that sum to 1": Answers(
        right=(
            of(SHARES, "return P / P.sum(axis=1)[:, None]"),
            of(SHARES, "return (P.T / P.sum(axis=1)).T"),
            of(SHARES, "return P / (P @ np.ones((P.shape[1], 1)))"),
            of(SHARES, "return [[each / sum(row) for each in row] for row in P]"),
        ),
        wrong={
            of(SHARES, "return P / P.sum(1)"): "on (3, 3): a row does not sum to 1",
            of(SHARES, "return P / P.sum(0)"): "on (3, 3): a row does not sum to 1",
            of(SHARES, "return P / P.sum()"): "a row does not sum to 1",
            of(SHARES, "return P / P.sum(0, keepdims=True)"): "a row does not sum to 1",
            of(SHARES, "return np.full(P.shape, 1 / P.shape[1])"): "another ratio than before",
            of(SHARES, "return np.exp(P) / np.exp(P).sum(1, keepdims=True)"): "another ratio than before",
            of(SHARES, "return P - P.mean(1, keepdims=True) + 1 / P.shape[1]"): "another ratio than before",
            of(SHARES, "return P.sum(1, keepdims=True)"): "what comes out is (3, 1)",
            of(SHARES, "return P / P.sum(1, keepdim=True)"): "on (3, 3): ",
            of(SHARES, "P / P.sum(1, keepdims=True)"): "what comes out is ()",
        },
    ),
    "write a guard": Answers(
        right=(
            of(GUARD, f"if scores.shape != (*labels.shape, 10) or labels.ndim != 1: {RAISE}"),
            of(GUARD, f"if scores.shape != (len(labels), 10) or labels.shape != (len(scores),): {RAISE}"),
            of(GUARD, "expect_shape(scores, 'n 10', **expect_shape(labels, 'n'))"),
        ),
        wrong={
            of(GUARD, "pass"): "(5, 10) with (5, 1) gets through",
            of(GUARD, RAISE): "(1, 10) with (1,) is good",
            of(GUARD, "expect_shape(scores, 'n 10')"): "gets through",
            of(
                GUARD, "expect_shape(scores, 'n 10')\n    expect_shape(labels, 'n')"
            ): "(5, 10) with (10,) gets through",
            of(GUARD, f"if len(scores) != len(labels): {RAISE}"): "gets through",
            of(
                GUARD, f"if scores.shape[0] != labels.shape[0] or labels.ndim > 1: {RAISE}"
            ): "(5, 9) with (5,)",
            of(
                GUARD, f"if scores.shape[-1] != 10 or labels.ndim != 1: {RAISE}"
            ): "(5, 10) with (10,) gets through",
            of(GUARD, f"if scores.shape != (*labels.shape, 10): {RAISE}"): "gets through",
            of(GUARD, "np.broadcast_shapes(scores.shape, labels.shape)"): "(5, 10) with (5,)",
            of(
                GUARD, "assert scores.shape == (len(labels), 10) and labels.ndim == 1"
            ): "AssertionError, not ValueError",
        },
    ),
}
