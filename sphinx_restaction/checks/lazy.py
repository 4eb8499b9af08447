"""Values that are worked out when they are first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Callable

_T = TypeVar("_T")


class lazy(Generic[_T]):  # noqa: N801  # it is written like `property`
    """Work like `functools.cached_property`, without the lock that Python 3.10 and 3.11 take for each value."""

    def __init__(self, make: Callable[[Any], _T]) -> None:
        self._make = make
        self._name = make.__name__
        self.__doc__ = make.__doc__

    @overload
    def __get__(self, instance: None, owner: type) -> lazy[_T]: ...

    @overload
    def __get__(self, instance: object, owner: type) -> _T: ...

    def __get__(self, instance: object | None, owner: type) -> lazy[_T] | _T:
        """Work the value out and keep it where Python looks first from now on."""
        if instance is None:
            return self
        value = instance.__dict__[self._name] = self._make(instance)
        return value
