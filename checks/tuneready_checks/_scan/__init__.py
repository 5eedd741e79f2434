"""How personal data and secrets are found: not a check, but what two checks share.

`screen.py` asks an engine which texts may hold what (`triggers`), `search.py` runs the exact patterns of
`entities/` and `secrets/` on those texts alone, `facts.py` and `report.py` turn hits into findings.
"""
