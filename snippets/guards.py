"""Guards against shapes that fit by accident: copy the one you need, and keep it."""

from functools import wraps

import numpy as np
import torch


# --8<-- [start:expect-shape]
def expect_shape(x, axes, /, **sizes):
    """Compare the shape of x, an array or a tensor, with `axes`: "batch 10".

    A word for each axis: its size, or a name, which has one size wherever it stands.
    `sizes` are known before. Returns all of them, {name: size}, for the next call.
    Raises ValueError, which names the axis, where x has another shape.
    """
    shape, words = tuple(x.shape), axes.split()
    told = f"shape {shape} is not ({', '.join(words)})"
    if len(shape) != len(words):
        raise ValueError(f"{told}: {len(shape)} axes, not {len(words)}")
    for axis, (size, word) in enumerate(zip(shape, words)):
        if not word.isdecimal() and not word.isidentifier():
            raise ValueError(f"{word!r} is neither a size nor a name")
        wanted = int(word) if word.isdecimal() else sizes.setdefault(word, size)
        if size != wanted:
            name = "" if word.isdecimal() else f"{word} = "
            raise ValueError(f"{told}: axis {axis} is {size}, not {name}{wanted}")
    return sizes


# --8<-- [end:expect-shape]


# --8<-- [start:same-shape]
def same_shape(loss):
    """The same loss(prediction, target, ...), but it refuses to broadcast.

    `loss` takes arrays or tensors: F.mse_loss, nn.L1Loss(), a function of yours.
    What comes out raises ValueError, which shows both shapes, where they differ.
    """

    @wraps(loss, updated=())
    def strict(prediction, target, *arguments, **named):
        shapes = tuple(prediction.shape), tuple(target.shape)
        if shapes[0] != shapes[1]:
            raise ValueError("prediction {} and target {} differ".format(*shapes))
        return loss(prediction, target, *arguments, **named)

    return strict


# --8<-- [end:same-shape]


# --8<-- [start:no-rank-promotion]
class NoRankPromotion(torch.overrides.TorchFunctionMode):
    """In `with NoRankPromotion():`, element by element, tensors need as many axes.

    So (5, 1) - (5,) raises ValueError; (5, 1) - (1, 5) and single numbers do not. It
    sees the operations in SEEN, as signs, functions or methods, in this thread; not
    x[:] = y, nor what PyTorch does inside another operation. Results stay as they are.
    """

    SEEN = """add sub rsub mul div rdiv true_divide floor_divide floordiv rfloordiv
    remainder rmod fmod pow rpow lerp addcmul addcdiv atan2 hypot where clamp maximum
    minimum fmax fmin eq ne lt le gt ge greater less isclose allclose and or xor iand
    ior ixor logical_and logical_or logical_xor bitwise_and bitwise_or bitwise_xor
    subtract multiply divide mse_loss l1_loss smooth_l1_loss huber_loss"""

    def __torch_function__(self, func, types, args=(), kwargs=None):
        values = (*args, *(kwargs or {}).values())
        shapes = [tuple(x.shape) for x in values if isinstance(x, torch.Tensor)]
        name = getattr(func, "__name__", "").strip("_")
        promotes = len({len(shape) for shape in shapes if shape}) > 1
        if promotes and name in self.SEEN.split():
            sizes = " and ".join(map(str, shapes))
            raise ValueError(f"{name}: {sizes} have different numbers of axes")
        return func(*args, **(kwargs or {}))


# --8<-- [end:no-rank-promotion]


# --8<-- [start:guarded]
class Guarded(np.ndarray):
    """`x.view(Guarded)` is x, but where it meets other numbers of axes, it raises.

    So (5, 1) - (5,) is a ValueError; (5, 1) - (1, 5) and single numbers are not.
    Results are guarded, too. It sees signs and ufuncs (np.add), if one side is guarded;
    not two plain arrays, nor x[:] = y, np.where or other functions that are no ufuncs.
    """

    def __array_ufunc__(self, ufunc, method, *inputs, out=(), **named):
        shapes = [np.shape(x) for x in inputs]
        promotes = len({len(shape) for shape in shapes if shape}) > 1
        if promotes and method == "__call__" and not ufunc.signature:  # @ has one
            sizes = " and ".join(map(str, shapes))
            told = f"{ufunc.__name__}: {sizes} have different numbers of axes"
            raise ValueError(told)
        plain = [np.asarray(x) if isinstance(x, Guarded) else x for x in inputs + out]
        if out:
            named["out"] = tuple(plain[len(inputs) :])
        result = getattr(ufunc, method)(*plain[: len(inputs)], **named)
        if len(out) == 1:
            return out[0]
        return result.view(Guarded) if isinstance(result, np.ndarray) else result


# --8<-- [end:guarded]
