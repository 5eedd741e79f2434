"""What the checks of labels share: the labels of each split, counted, and where they stand."""
