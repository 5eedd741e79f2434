"""One file a family of personal data; to add one, write a file and name it in `catalog.py`."""
