"""Targets: what each provider or trainer takes, refuses, drops or silently wastes, with source and date."""
