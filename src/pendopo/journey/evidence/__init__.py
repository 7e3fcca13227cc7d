"""Facts become indicators, with everything behind each number."""
