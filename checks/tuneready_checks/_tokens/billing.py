"""How often a provider goes through the examples, and how many tokens it bills.

Source: openai/openai-cookbook, examples/Chat_finetuning_data_prep.ipynb, commit 2e65270.
"""

from __future__ import annotations

TARGET_EPOCHS = 3
FEWEST_SEEN, MOST_SEEN = 100, 25_000
FEWEST_EPOCHS, MOST_EPOCHS = 1, 25


def default_epochs(examples: int) -> int:
    """Epochs that OpenAI trains where none are named.

    >>> default_epochs(5), default_epochs(100), default_epochs(10_000)
    (20, 3, 2)
    """
    if examples * TARGET_EPOCHS < FEWEST_SEEN:
        return min(MOST_EPOCHS, FEWEST_SEEN // max(examples, 1))
    if examples * TARGET_EPOCHS > MOST_SEEN:
        return max(FEWEST_EPOCHS, MOST_SEEN // examples)
    return TARGET_EPOCHS
