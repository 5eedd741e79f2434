"""Tool calls and their answers, whatever the format: read, paired, and held against what is declared."""
