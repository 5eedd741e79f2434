"""Records of one format as records of another, where nothing is lost. One file here a format."""
