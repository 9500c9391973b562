"""When, for whom and in which form a report leaves the house: engine, factory, pages, portal, release."""
