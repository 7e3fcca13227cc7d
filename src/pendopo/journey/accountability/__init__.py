"""Each office stands to account, with the right of reply."""
