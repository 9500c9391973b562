"""Methods without nouns: intervals, agreement, multiplicity. They know numbers, not news or answers."""
