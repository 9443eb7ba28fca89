"""RSA keys made once for a test run's process, a few of each size, given in turn so that two homes of a test
have two: how long it takes to find the primes of one is chance, and most tests take less."""

from collections import defaultdict, deque
from typing import Any

from cryptography.hazmat.primitives.asymmetric import rsa

FEW = 5

_make = rsa.generate_private_key
_kept: dict[tuple[int, int], deque[rsa.RSAPrivateKey]] = defaultdict(deque)


def _in_turn(public_exponent: int, key_size: int, backend: Any = None) -> rsa.RSAPrivateKey:
    keys = _kept[public_exponent, key_size]
    if len(keys) < FEW:
        keys.append(_make(public_exponent, key_size, backend))
    else:
        keys.rotate(-1)
    return keys[-1]


rsa.generate_private_key = _in_turn
