"""How a table of ratings is learned: matrix factorization in pure NumPy."""
