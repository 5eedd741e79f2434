"""The trigger that all families of numbers share: seven digits, and what people put between them."""

GAP = rb"(?:[ ().\-/]{0,3}|\xc2\xa0|\xe2\x80[\x90-\x93\xaf])"
TRIGGER = rb"[0-9](?:[ ().\-/\x80-\x93\xa0\xaf\xc2\xe2]{0,3}[0-9]){6}"
