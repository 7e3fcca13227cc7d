"""Takes from and gives to other systems: SP4N-LAPOR!, open data."""
