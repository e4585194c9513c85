from tests.answers import Answers

BILLS = "costs = Q @ P\ncheapest = costs.argmin(axis=1)\n"

ANSWERS = {
    "the cheapest shop for each person": Answers(
        right=(
            BILLS + "tie = np.isclose(costs[:, 0], costs[:, 1])",
            """
costs = [[float(sum(Q[i] * P[:, j])) for j in range(2)] for i in range(3)]
cheapest = [one.index(min(one)) for one in costs]
tie = [one == other for one, other in costs]
""",
        ),
        wrong={
            BILLS + "tie = (costs == costs.min(axis=1, keepdims=True)).sum(axis=1, keepdims=True) > 1": (
                "tie is (3, 1): True or False for each person is (3,)"
            ),
            BILLS
            + "tie = [[False], [False], [True]]": "tie is (3, 1): True or False for each person is (3,)",
            BILLS + "tie = [0, 0, 1]": "a tie is True or False",
            BILLS + "tie = np.array([False, False, False])": "a tie is where both bills are the same",
            "costs = (P.T @ Q.T)\ncheapest = costs.argmin(axis=0)\ntie = cheapest > 1": (
                "three rows of people, two columns of shops"
            ),
            "costs = Q @ P\ncheapest = costs.argmax(axis=1)\ntie = costs[:, 0] == costs[:, 1]": (
                "finds the other shop cheaper"
            ),
            "costs = Q @ P\ncheapest = costs.argmin(axis=1) + 1\ntie = costs[:, 0] == costs[:, 1]": (
                "0 stands for shop 1, 1 for shop 2"
            ),
            "costs = Q[:, :2] + P[:3]\ncheapest = costs.argmin(axis=1)\ntie = cheapest > 1": (
                "person 1 pays another sum than 7.5 in shop 1"
            ),
        },
    ),
    "buy each good where it is cheaper": Answers(
        right=(
            "mixed = (Q * P.min(axis=1)).sum(axis=1)",
            "mixed = [sum(q * min(p) for q, p in zip(row, P.tolist())) for row in Q.tolist()]",
        ),
        wrong={
            "mixed = (Q @ P).min(axis=1)": "everybody can pay less",
            "mixed = Q @ P.min(axis=1, keepdims=True)": "one bill a person is (3,), this is (3, 1)",
            "mixed = [46, 57, 41]": "somebody can still buy a good where it is cheaper",
            "mixed = Q[:, :3] @ P[:3].min(axis=1)": "nobody can pay that little",
        },
    ),
    "make person 1 indifferent": Answers(
        right=(
            "bread = P[3, 1] + (Q @ P)[0, 0] - (Q @ P)[0, 1]",
            "bread = np.float32(Q[0] @ P[:, 0] - Q[0, :3] @ P[:3, 1]) / Q[0, 3]",
        ),
        wrong={
            "bread = 16": "person 1 would pay 50.0 in shop 1, 48.0 in shop 2",
            "bread = 15": "person 1 would pay",
            "bread = [18]": "one price, a number: this is (1,)",
            "bread = P[3, 1] + (Q @ P)[:, 0] - (Q @ P)[:, 1]": "one price, a number: this is (3,)",
        },
    ),
}
