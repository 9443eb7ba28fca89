"""The only SQL writes, one module an aggregate."""

from evidence.store.record import Record

__all__ = ["Record"]
