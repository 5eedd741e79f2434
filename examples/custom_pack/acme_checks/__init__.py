"""Checks of a company's own."""
