"""The sample store is for everyone; a step is tried on a copy."""

from pathlib import Path

from analitik.core.period import Month
from analitik.pipeline.demo import scratch_copy, truth_of_demo
from analitik.pipeline.labels import draw_labels, import_labels
from analitik.sample.labellers import fill_labels


def test_labels_on_a_copy_leave_the_sample_as_it_was(demo, workspace):
    before = demo.ledger.rows("SELECT count(*) FROM draws")
    copy = scratch_copy(demo)
    sheet = copy.root / "label.xlsx"
    drawn = draw_labels(copy, Month(2022, 9), sheet, n=100)
    fill_labels(sheet, truth_of_demo())
    assert import_labels(copy, sheet)["n"] == drawn.n == 100
    assert demo.ledger.rows("SELECT count(*) FROM draws") == before and demo.labels().empty


def test_a_copy_is_gone_with_its_last_user(demo):
    copy = scratch_copy(demo)
    folder = Path(copy.root)
    assert folder.is_dir()
    del copy
    assert not folder.exists()
