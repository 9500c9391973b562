"""The steps between a delivery and the tables a report reads: receive, enrich, the month."""
