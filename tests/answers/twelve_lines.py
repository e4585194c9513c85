from tests.answers import Answers

ORDER = """
torch.manual_seed(0)
order = randperm(784)


def mix(pictures):
    return """

ANSWERS = {
    "ask a net that has learned nothing": Answers(
        right=("predicted = 0.1", "predicted = 1 / len(y_valid.unique())"),
        wrong={
            "predicted = 0": "too little",
            "predicted = 0.5": "too much",
            "predicted = 10": "a share lies between 0 and 1",
            "predicted = '10%'": "a plain number",
        },
    ),
    "find the digit that it reads worst": Answers(
        right=(
            """
hits = y_valid[guesses == y_valid].bincount(minlength=10)
by_digit = hits / y_valid.bincount(minlength=10)
""",
            """
import numpy as np

read, meant = guesses.numpy(), y_valid.numpy()
by_digit = np.array([(read[meant == digit] == digit).mean() for digit in range(10)])
""",
        ),
        wrong={
            "by_digit = [(y_valid[guesses == d] == d).float().mean() for d in range(10)]": "which share was read as",
            "by_digit = [(guesses == y_valid).float().mean().item()] * 10": "which share was read as",
            "by_digit = [(guesses[y_valid == d] == d).sum() for d in range(10)]": "a share lies between 0 and 1",
            "by_digit = [((guesses == d) & (y_valid == d)).float().mean() for d in range(10)]": "which share was read",
            "by_digit = (guesses == y_valid).float().mean().item()": "ten shares, one for each digit",
        },
    ),
    "shuffle the pixels": Answers(
        right=(ORDER + "pictures.index_select(1, order)", ORDER + "pictures.T[order].T"),
        wrong={
            ORDER + "pictures[order]": "as many pictures as before",
            ORDER + "pictures[:, randperm(784)]": "pixel order[0] first",
            ORDER + "pictures[randperm(len(pictures))]": "pixel order[0] first",
            ORDER + "pictures.sort(dim=1)": "as many pictures as before",
        },
    ),
}
