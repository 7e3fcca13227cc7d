"""What every stage of the journey stands on."""
