"""Tokens: counted where the tokenizer is installed, else estimated."""
