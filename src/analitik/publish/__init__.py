"""When, for whom and in which form a report leaves the house: engine, factory, pages, portal, release."""

import sys

# papermill's schema checks pull in a module that costs a second and is never used here.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

# papermill loads our engine through its entry point while it is being imported, so it must come first.
import papermill  # noqa: E402, F401
