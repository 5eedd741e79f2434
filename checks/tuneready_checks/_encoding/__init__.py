"""Damage that texts take between encodings: what it looks like, and which texts may have it."""
