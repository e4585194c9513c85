"""What Python says of a mistake, as text that can be printed, drawn and compared."""

from traceback import format_exception_only


def said(mistake):
    """The error that a function without arguments ends with, or None if it runs.

    It is the last line of its traceback, "ValueError: …".
    """
    try:
        mistake()
    except Exception as error:
        return format_exception_only(error)[-1].strip()
    return None
