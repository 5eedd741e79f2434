"""The built-in pack: a pack like anyone's, found through the same entry point, seeing tuneready.api only."""
