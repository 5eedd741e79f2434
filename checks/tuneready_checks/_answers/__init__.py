"""Whether two answers to one question contradict each other."""
