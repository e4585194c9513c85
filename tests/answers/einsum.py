from tests.answers import Answers

ANSWERS = {
    "five products by letters": Answers(
        right=(
            'letters = ("k,k", "a,b->ab", "ij,j", "ab,cb->ac", "rcx,x->rc")',
            'letters = ["i, i ->", "i, j -> ij", "ij, j -> i", "ik, jk -> ij", "...c, c -> ..."]',
        ),
        wrong={
            'letters = ["i,i->", "i,j->ij", "ij,j->i", "ik,jk->ij"]': "five are wanted, not 4",
            'letters = ["i,i->i", "i,j->ij", "ij,j->i", "ik,jk->ij", "hwc,c->hw"]': "number 1 gives the shape (3,)",
            'letters = ["i,i->", "i,j->ji", "ij,j->i", "ik,jk->ij", "hwc,c->hw"]': "number 2 gives the shape (4, 3)",
            'letters = ["i,i->", "i,j->ij", "ij,j->i", "ik,kj->ij", "hwc,c->hw"]': "number 4: operands could not",
            'letters = ["i,i->", "i,j->ij", "ij,j->i", "ik,jk->ij", "hwc,c->hwc"]': "number 5 gives the shape",
            'letters = ["i,i->", 2, "ij,j->i", "ik,jk->ij", "hwc,c->hw"]': "letters in quotes",
        },
    ),
    "vectors through their own matrices": Answers(
        right=(
            """
def through(vectors, matrices):
    return (vectors[:, :, None] * matrices).sum(axis=1)
""",
            """
def through(vectors, matrices):
    return np.array([vector @ matrix for vector, matrix in zip(vectors, matrices)]).tolist()
""",
            """
def through(vectors, matrices):
    return np.squeeze(vectors[:, np.newaxis] @ matrices, 1)
""",
        ),
        wrong={
            """
def through(vectors, matrices):
    return vectors @ matrices
""": "on (5, 3) and (5, 3, 4) the shape is (5, 5, 4)",
            """
def through(vectors, matrices):
    return vectors[:, None, :] @ matrices
""": "the shape is (5, 1, 4)",
            """
def through(vectors, matrices):
    return np.einsum("nk,nmk->nm", vectors, matrices)
""": "on (5, 3) and (5, 3, 4): operands could not",
            """
def through(vectors, matrices):
    return np.einsum("nk,mkj->nj", vectors, matrices)
""": "met another's matrix",
        },
    ),
    "keep the neighbours": Answers(
        right=(
            """
picture = np.arange(72).reshape(4, 6, 3)
moved = np.moveaxis(picture, -1, 0)
table = picture.reshape(-1, 3)
""",
            """
picture = np.arange(72).reshape(4, 6, 3)
moved = np.stack([picture[:, :, colour] for colour in range(3)])
table = moved.reshape(3, 24).T
""",
        ),
        wrong={
            """
picture = np.arange(72).reshape(4, 6, 3)
moved = picture.reshape(3, 4, 6)
table = moved.reshape(24, 3)
""": "is that a move or a refill?",
            """
picture = np.arange(72).reshape(4, 6, 3)
moved = picture.T
table = moved.T.reshape(24, 3)
""": "moved has the shape (3, 6, 4)",
            """
picture = np.arange(72).reshape(4, 6, 3)
moved = picture.transpose(2, 0, 1)
table = moved.reshape(24, 3)
""": "row 0 of the table is [0 3 6], but that pixel is [0 1 2]",
            """
picture = np.arange(72).reshape(4, 6, 3)
moved = picture.transpose(2, 0, 1)
table = moved.T.reshape(24, 3)
""": "row 1 of the table is [18 19 20], but",
        },
    ),
}
