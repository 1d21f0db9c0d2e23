"""Many at a time, each on its own: lines of a batch, and the submissions of a class."""
