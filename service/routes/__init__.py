"""Routes, one router a file."""
