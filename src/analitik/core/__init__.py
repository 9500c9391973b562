"""The ground floor: words, months, places on disk, settings and errors that every other room speaks of."""
