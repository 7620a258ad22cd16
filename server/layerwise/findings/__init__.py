"""What rules say: findings with their words, and how several are settled."""
