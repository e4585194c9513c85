from tests.answers import Answers

ROWS = "def one_hot_rows(labels, classes):\n    "
MASK = "def causal_mask(n, reach):\n    t = np.arange(n)\n    "
FAR = "def distances_between(points):\n    "

ANSWERS = {
    "one-hot by ==": Answers(
        right=(
            f"{ROWS}return (labels[:, None] == np.arange(classes)).astype(int)",
            f"{ROWS}return [[float(label == c) for c in range(classes)] for label in labels]",
            f"{ROWS}return (np.arange(classes)[:, None] == labels).T",
        ),
        wrong={
            f"{ROWS}return np.eye(classes)[labels]": "the label -1 became",
            f"{ROWS}return labels == np.arange(classes)": "on [2, 0, 2] with 4 classes: operands",
            f"{ROWS}return np.arange(classes)[:, None] == labels": "3 labels, 4 classes: not (4, 3)",
            f"{ROWS}return labels[:, None] == np.arange(labels.max() + 1)": "3 labels, 4 classes: not (3, 3)",
            f"{ROWS}return labels[:, None] == np.arange(1, classes + 1)": "the label 2 became",
            f"{ROWS}return labels[:, None] * (labels[:, None] == np.arange(classes))": "only 0 and 1",
            f"{ROWS}labels[:, None] == np.arange(classes)": "3 labels, 4 classes: not ()",
        },
    ),
    "a causal mask that forgets": Answers(
        right=(
            f"{MASK}return (t[:, None] >= t) & (t[:, None] - t < reach)",
            f"{MASK}return np.tril(np.triu(np.ones((n, n)), 1 - reach))",
            f"{MASK}return ((t <= t[:, None]) * (t > t[:, None] - reach)).tolist()",
        ),
        wrong={
            f"{MASK}return t[:, None] >= t": "reach 2: may word 2 see word 0?",
            f"{MASK}return t[:, None] - t < reach": "may word 0 see word 1?",
            f"{MASK}return abs(t[:, None] - t) < reach": "may word 0 see word 1?",
            f"{MASK}return (t[:, None] >= t) & (t[:, None] - t <= reach)": "reach 2: may word 2 see word 0?",
            f"{MASK}return (t[:, None] > t) & (t[:, None] - t < reach)": "may word 0 see word 0?",
            f"{MASK}return (t >= t[:, None]) & (t - t[:, None] < reach)": "may word 0 see word 1?",
            f"{MASK}return t >= t": "for 4 words the mask is (4,)",
            f"{MASK}return t[:, None] - t": "only False and True",
        },
    ),
    "distances in 40 MB": Answers(
        right=(
            f"{FAR}return squared_distances(points, points) ** 0.5",
            f"{FAR}return [np.sqrt(((points - point) ** 2).sum(axis=1)) for point in points]",
            f"{FAR}total = 0\n    for c in points.T:\n        total = total + (c[:, None] - c) ** 2\n"
            "    return np.sqrt(total)",
            f"{FAR}squares = (points**2).sum(axis=1)\n    products = points @ points.T\n"
            "    return np.sqrt(abs(squares[:, None] + squares - 2 * products))",
        ),
        wrong={
            f"{FAR}return np.sqrt(((points[:, None] - points) ** 2).sum(axis=2))": "MB at once: which array",
            f"{FAR}return np.linalg.norm(points[:, None] - points, axis=2)": "MB at once: which array",
            f"{FAR}return squared_distances(points, points)": "row 0 holds no distances",
            f"{FAR}return np.sqrt(2 * points @ points.T)": "row 0 holds no distances",
            f"{FAR}return abs(points[:, None] - points).sum(axis=2)": "row 0 holds no distances",
            f"{FAR}s = (points**2).sum(axis=1)\n    return np.sqrt(s[:, None] + s - 2 * points @ points.T)": (
                "nan: the root of a number below 0"
            ),
            f"{FAR}return np.sqrt(((points - points) ** 2).sum(axis=1))": "8 points have (8, 8) distances",
            f"{FAR}squared_distances(points, points)": "8 points have (8, 8) distances, not ()",
        },
    ),
}
