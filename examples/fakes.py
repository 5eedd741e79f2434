"""Personal data and secrets that nobody has, made so that a detector takes them for real.

Domains and people are invented. The card's and the IBAN's check digits are right; no bank has the IBAN's
bank code, and no subscriber has a number of the exchange 959, which is for tests of the network. Tokens are
put together from pieces, so that no scanner of source code stumbles over this file. They are of kinds that
GitHub's push protection does not refuse: no provider issues them.
"""

from __future__ import annotations

from base64 import b64encode, urlsafe_b64encode
from hashlib import sha512

EMAIL = "margit.solheim" + "@" + "fjordbrev-post.net"
COLLEAGUES_EMAIL = "t.okonjo" + "@" + "brennwerk-office.eu"
CARD = "4539 1180 " + "2764 5193"
IBAN = "DE04 9998 0000 " + "0417 2263 05"
SSN = "536-22-" + "9014"
PHONE = "(206) 959-" + "7719"
ADDRESS = "81.2.69." + "142"

EXAMPLE_EMAIL = "jess" + "@" + "example.com"
EXAMPLE_PHONE = "(212) 555-" + "0142"
EXAMPLE_CARD = "4111 1111 " + "1111 1111"


def private_key() -> str:
    """A PEM private key whose body is the hash of a sentence."""
    body = b64encode(sha512(b"no key has ever been made of this").digest()).decode()
    kind = "PRIVATE " + "KEY"
    return f"-----BEGIN {kind}-----\n{body[:64]}\n{body[64:]}\n-----END {kind}-----"


def web_token() -> str:
    """A JSON Web Token with a readable header; its signature is the hash of a sentence."""
    signature = sha512(b"nobody has signed this").digest()[:32]
    parts = (b'{"alg":"HS256","typ":"JWT"}', b'{"sub":"kitchen-scale-17","iat":1760000000}', signature)
    return ".".join(urlsafe_b64encode(part).decode().rstrip("=") for part in parts)


def address_with_password() -> str:
    """A URL that carries a user's name and password."""
    return "mqtt" + "://" + "grinder-17:" + "vH7tq2LmZr9x" + "@" + "broker.brennwerk-office.eu"
