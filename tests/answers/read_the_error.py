from tests.answers import Answers

ANSWERS = {
    "name the axis": Answers(
        right=(
            "answers = [(1, 0), (2, 1), (2, 1)]",
            "answers = [[-1, 0], [-1, -1], [2, -2]]",
            "answers = np.array([(1, 0), (2, 1), (2, 1)])",
        ),
        wrong={
            "answers = [(1, 1), (2, 1), (2, 1)]": "number 1: both sizes are 6, no clash",
            "answers = [(0, 0), (2, 1), (2, 1)]": "number 1: 4 is no mend, ValueError: shapes (4,6) and (4,6) not aligned",
            "answers = [(1, 0), (2, 2), (2, 1)]": "number 2: b has no axis 2",
            "answers = [(1, 0), (0, 0), (2, 1)]": "number 2: 8 is no mend",
            "answers = [(1, 0), (2, 1), (1, 1)]": "number 3: both sizes are 2, no clash",
            "answers = [(1, 0), (2, 1), (2, 2)]": "number 3: 3 is no mend",
            "answers = [(1, 0), (2, 1)]": "three pairs",
            "answers = [6, 5, 2]": "three pairs",
        },
    ),
    "raise exactly this": Answers(
        right=(
            "def mistake():\n    np.zeros((2, 3))[:, 0] = range(4)",
            "def mistake():\n    a = np.zeros(5)\n    a[:2] = [1, 2, 3, 4]",
            "mistake = lambda: np.copyto(np.zeros(2), np.ones(4))",
        ),
        wrong={
            "def mistake():\n    np.zeros(2) + np.ones(4)": "what was said: ValueError: operands could not be broadcast",
            "def mistake():\n    a = np.zeros((3, 4))\n    a[0] = np.ones(2)": "from shape (2,) into shape (4,)",
            "def mistake():\n    a = np.zeros(2)\n    a += np.ones(4)": "what was said: ValueError: operands could not",
            "def mistake():\n    a = np.zeros(4)\n    a[:2] = 1": "what was said: None",
            "def mistake():\n    raise ValueError(wanted.partition(': ')[2])": "NumPy should raise it, not you",
        },
    ),
    "from conv to Linear": Answers(
        right=(
            "size = 1176",
            "size = nn.Sequential(nn.Conv2d(3, 6, 5), nn.MaxPool2d(2))(torch.ones(1, 3, 32, 32)).numel()",
        ),
        wrong={
            "size = 6 * 32 * 32": "cannot be multiplied (64x1176 and 6144x10)",
            "size = 6 * 28 * 28": "(64x1176 and 4704x10)",
            "size = 6 * 16 * 16": "(64x1176 and 1536x10)",
            "size = 14 * 14": "(64x1176 and 196x10)",
            "size = 64 * 6 * 14 * 14": "(64x1176 and 75264x10)",
        },
    ),
}
