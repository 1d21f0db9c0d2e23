"""What a tree means: exact values, rigorous balls, and how close to zero a number can be."""
