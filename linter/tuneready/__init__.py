"""tuneready: is this dataset ready to fine-tune on?"""

__version__ = "0.1.0"
