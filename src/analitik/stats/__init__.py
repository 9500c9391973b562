"""Methods without nouns: intervals that keep what they promise."""
