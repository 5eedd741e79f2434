"""Words that say what a number near them is. To teach a word, add it to its kind.

Lower case, without plural -s. The nearest word before a number wins, whatever its kind.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "phone": """
        phone, telephone, tel, mobile, cell, cellphone, handphone, fax, whatsapp, hotline, helpline,
        voicemail, phone number, mobile number, contact number, telefon, telefonnummer,
        handynummer, rufnummer,
        téléphone, teléfono, telefono, telefone, móvil, celular, cellulare, gsm, 电话, 手机, 電話, 携帯, 전화
        """,
    "call": """
        call, calling, dial, sms, text, texting, contact, ring, reach, reached, answering, message, my number,
        your number, his number, her number, their number, registered,
        registered number, handy, mobil, portable
        """,
    "card": """
        card, credit card, debit card, credit, debit, visa, mastercard, amex, american express, maestro, cc,
        pan, card number, cc number, carte, tarjeta, karte, kreditkarte, 信用卡
        """,
    "bank": """
        iban, bank, bank account, bank account number, account, account number, wire, konto, kontonummer,
        compte, cuenta, conto, swift, bic, transfer
        """,
    "ssn": """
        ssn, social security, social security number, social, soc sec, social insurance number, ss#, ssn#
        """,
    "nhs": "nhs, nhs number, nhs no, national health service",
    "birth": """
        born, dob, d.o.b, date of birth, birth date, birthdate, birthday, birth, geburtsdatum, geboren,
        naissance, nacimiento, nascita
        """,
    "address": "ip, ip address, ipv4, ipv6, address, addresse, server, host, login, client, gateway, peer",
    "version": """
        version, ver, v, release, section, chapter, clause, firmware, build, revision, rev, upgrade, upgraded,
        bump, bumped, downgrade, downgraded
        """,
    "wallet": "wallet, eth, ethereum, ether, erc20, metamask, deposit, bitcoin, btc",
    "national": """
        passport, national id, identity card, id card, tax id, tax number, tin, nif, nie, dni, pesel, cpf,
        codice fiscale, aadhaar, bsn, personnummer, steuer-id, social insurance, numéro de sécurité sociale
        """,
    "other": """
        order, order number, invoice, receipt, tracking, tracking number, shipment, parcel, isbn, issn, doi,
        asin, upc, ean, barcode, sku, serial, serial number, part number, part no, model, item, product,
        product code, ticket, ticket number, case number, case no, ref, ref no, reference,
        reference number, confirmation, confirmation number, booking, reservation, transaction,
        transaction id, license, licence, license number, licence number, driver license, plate, policy,
        policy number, claim, claim number, member id, membership, employee id, student id, user id,
        customer id,
        patient id, routing, routing number, zip, zip code, postal code, postcode, population, year,
        timestamp, epoch, unix time, latitude, longitude, coordinate, price, cost, total, sum, amount,
        balance, salary, uuid, hash, checksum, md5, commit, page, line, row, id, flight, bus route, lot,
        batch, patent, docket, bill, code, imei, vin, mac, port, pid, process, digit, prime, fibonacci, pi
        """,
}


def _kinds() -> dict[bytes, str]:
    table: dict[bytes, str] = {}
    for kind, words in WORDS.items():
        for word in words.split(","):
            plain = " ".join(word.split()).encode().rstrip(b"s")
            if plain:
                table.setdefault(plain, kind)
    return table


KINDS: Mapping[bytes, str] = _kinds()
"""Kind of each word, by the word in lower case without its last letters s."""


def _alternation(*kinds: str) -> bytes:
    """RE2 pattern of all words of these kinds; of all kinds where none is named."""
    words = [word for word, kind in KINDS.items() if not kinds or kind in kinds]
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    latin = b"|".join(re.escape(word) for word in longest_first if word[:1].isalpha())
    others = [word for word in longest_first if not word[:1].isalpha()]
    return b"|".join([b"(?i:\\b(?:" + latin + b")s*\\b)", *others])


LEFT_OF = _alternation()
"""RE2 pattern of all words that may stand before a number."""

RIGHT_OF = (
    rb"(?i:[ ]?[(\[\-][ ]?(?:office|home|work|desk|fax|mobile|cell|tel|phone|ext|direct)\b"
    rb"|[ ,]{1,2}(?:fax|mobile|cell|cellphone|tel|office)\b)"
)
"""RE2 pattern of a label that may stand right after a phone number."""

ANNOUNCING = _alternation("phone", "call") + b"|" + RIGHT_OF
"""RE2 pattern of all that announces a phone number."""


def words_of(kind: str) -> bytes:
    """RE2 pattern of the words of one kind."""
    return _BY_KIND[kind]


_BY_KIND: Mapping[str, bytes] = {kind: _alternation(kind) for kind in WORDS}
