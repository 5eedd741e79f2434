"""Engines: each runs the same checks over the same blocks and comes to the same findings."""
