"""From a delivered file to checked rows: sniffed, decoded, mapped, checked one by one, set aside with a reason."""

from analitik.ingest.deliver import Delivery, read_delivery

__all__ = ["Delivery", "read_delivery"]
