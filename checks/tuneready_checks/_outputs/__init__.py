"""What the checks of outputs share: the outputs of a block, and which of them are worth a closer look."""
