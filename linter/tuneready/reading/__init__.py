"""From paths to records: files and splits, lines, the strict JSON gate."""
