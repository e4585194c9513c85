"""Values told apart: a copy must leave those that the chapter has."""

import sys
import zlib


def fingerprints(main, names, timed):
    """{name: text} that tells the values of names apart; names that are not bound are left out."""
    return {name: fingerprint(vars(main)[name], timed) for name in names if name in vars(main)}


def fingerprint(value, timed=False):
    """A text that is equal for equal tensors, arrays, nets, numbers, texts and containers of them;
    of all else, and of floats where they are times, only the type counts."""
    torch, numpy = sys.modules["torch"], sys.modules["numpy"]
    kind = type(value).__name__
    if isinstance(value, torch.Tensor) and value.is_meta:
        return f"{kind} {value.dtype} {value.shape}"
    if isinstance(value, torch.Tensor):
        value = value.detach().cpu().contiguous()
        if value.dtype not in (torch.bfloat16,):
            return f"{kind} {fingerprint(value.numpy(), timed)}"
    if isinstance(value, numpy.ndarray) and value.dtype != object:
        data = numpy.ascontiguousarray(value).reshape(-1).view(numpy.uint8)
        return f"{value.dtype} {value.shape} {zlib.crc32(data)}"
    if isinstance(value, torch.nn.Module):
        return f"{kind} {fingerprint(dict(value.state_dict()), timed)}"
    if isinstance(value, dict):
        pairs = [(fingerprint(key), fingerprint(item, timed)) for key, item in value.items()]
        return f"{kind} {pairs}"
    if isinstance(value, (list, tuple)):
        return f"{kind} " + repr([fingerprint(item, timed) for item in value])
    if isinstance(value, (set, frozenset)):
        return f"{kind} " + repr(sorted(fingerprint(item, timed) for item in value))
    if isinstance(value, float) and timed:
        return kind
    plain = (bool, int, float, complex, str, bytes, range, slice, type(None), numpy.generic)
    return f"{kind} {value!r}" if isinstance(value, plain) else kind
