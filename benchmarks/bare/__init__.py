"""The peer of the intake benchmark: a Django view that stores one JSON row, and nothing else."""
