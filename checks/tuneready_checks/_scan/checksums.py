"""Check digits: pure functions over plain ASCII."""

from __future__ import annotations

from hashlib import sha256

_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)
_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_BECH32_SUMS = (1, 0x2BC830A3)
_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def luhn(digits: str) -> bool:
    """ISO/IEC 7812-1: payment cards.

    >>> luhn("4111111111111111"), luhn("4111111111111112")
    (True, False)
    """
    values = [ord(digit) - 48 for digit in reversed(digits)]
    return (sum(values[::2]) + sum(_DOUBLED[value] for value in values[1::2])) % 10 == 0


def mod97(iban: str) -> bool:
    """ISO 13616: an IBAN in upper case without spaces."""
    moved = iban[4:] + iban[:4]
    return int("".join(str(int(character, 36)) for character in moved)) % 97 == 1


def mod11_nhs(digits: str) -> bool:
    """NHS number: ten digits, the last one checks."""
    total = sum(int(digit) * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True))
    return (11 - total % 11) % 11 == int(digits[9])


def base58check(text: str, versions: frozenset[int]) -> bool:
    """Bitcoin's Base58Check of 25 bytes with one of these version bytes."""
    number = 0
    for character in text:
        index = _BASE58.find(character)
        if index < 0:
            return False
        number = number * 58 + index
    if number >> 200:
        return False
    data = number.to_bytes(25, "big")
    return data[0] in versions and sha256(sha256(data[:21]).digest()).digest()[:4] == data[21:]


def bech32(text: str) -> bool:
    """BIP 173 and BIP 350: a native segwit address in one case."""
    lower = text.lower()
    if text not in {lower, text.upper()}:
        return False
    prefix, _, body = lower.rpartition("1")
    if not prefix or any(character not in _BECH32 for character in body):
        return False
    values = [ord(character) >> 5 for character in prefix] + [0]
    values += [ord(character) & 31 for character in prefix]
    values += [_BECH32.index(character) for character in body]
    return _polymod(values) in _BECH32_SUMS


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate(_GENERATORS):
            check ^= generator if top >> bit & 1 else 0
    return check
