"""Which file is in which split: what a directory holds, what its card, its folders and its names say."""
