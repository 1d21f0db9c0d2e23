"""An exercise while it is being written: a page on this machine that follows its file and grades as one types."""
