"""Words without nouns: normalising, masking, tokens, near-duplicates."""
