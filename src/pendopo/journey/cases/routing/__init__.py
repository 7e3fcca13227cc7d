"""Who answers for a case, who says it is not theirs, and which cases tell of the same thing."""
