"""Slots that do not keep alive what they call."""

from collections.abc import Callable
from weakref import WeakMethod


def weakly(method: Callable[..., object], *values: object, **named: object) -> Callable[..., None]:
    """Return a slot that calls a bound method with these values, whatever the signal sends, for as long as the method's object lives.

    For signals of a part that goes before its view does: a row that is laid anew, a menu that was answered. A closure there holds
    the view. Where nobody else does, the destructor of the part lets go of it, the view destroys its parts, and the one that is
    being destroyed is destroyed again, which takes the program down.
    """
    held = WeakMethod(method)

    def call(*_: object) -> None:
        if (found := held()) is not None:
            found(*values, **named)

    return call
