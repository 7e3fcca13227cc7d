"""A running hall for the benchmarks: its processes, its visitors, and the audit afterwards."""
