"""Models: pure functions over number-likes, each mirroring the equation beside it in the book."""
