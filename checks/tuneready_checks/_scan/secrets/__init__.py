"""Secrets with a prefix that its maker gave them to be found by; one file a sort of maker.

To add one: a `Rule` in the file where it belongs, and cases in tests/checks/leaked_secret/. A name must
not repeat five characters of the token itself, since reports show names and never pieces of a value.
"""
