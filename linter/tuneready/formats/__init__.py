"""Record formats: how to recognise them, what is right, and how to see a record as an example."""
