"""Specifics in a text (prices, dates, links …): where they stand, and whether the prompt gave them."""
