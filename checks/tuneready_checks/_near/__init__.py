"""How examples that are nearly the same are found: texts, tokens, boilerplate, sketches, comparison."""
