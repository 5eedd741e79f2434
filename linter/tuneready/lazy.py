"""Attributes that are computed when they are first asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

T = TypeVar("T")


class lazy(Generic[T]):  # noqa: N801 — used as a decorator, as `property` is
    """As `functools.cached_property`, without the lock that it takes up to Python 3.11: half the cost.

    That is felt where every example passes. Two threads may both compute the value.
    """

    def __init__(self, make: Callable[[Any], T]) -> None:
        self._make = make
        self.__doc__ = make.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, holder: None, owner: type) -> lazy[T]: ...
    @overload
    def __get__(self, holder: object, owner: type) -> T: ...
    def __get__(self, holder: object | None, owner: type) -> lazy[T] | T:
        if holder is None:
            return self
        value = holder.__dict__[self._name] = self._make(holder)
        return value
