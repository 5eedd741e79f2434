"""What declared things are held against: languages by script and by their small words."""
