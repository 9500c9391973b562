"""What a report may be asked."""

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from analitik.core.errors import UsageFault
from analitik.publish.parameters import check_notebook, check_parameters


def notebook(source, copies=1):
    return new_notebook(cells=[new_code_cell(source, metadata={"tags": ["parameters"]}) for _ in range(copies)])


@pytest.mark.parametrize("unit", ["nasional", "33-KWL-01", "U.1_a"])
def test_good_units_pass(unit):
    assert check_parameters(period="2022-10", unit=unit).unit == unit


@pytest.mark.parametrize("unit", ["../etc", "a b", "", "x\nimport os", "-rf", "a/b", "a" * 65])
def test_a_unit_cannot_be_a_path_or_code(unit):
    with pytest.raises(UsageFault, match="unit"):
        check_parameters(period="2022-10", unit=unit)


def test_an_unknown_name_is_refused_by_name():
    with pytest.raises(UsageFault, match="rahasia"):
        check_parameters(period="2022-10", rahasia="x")


def test_a_period_must_be_a_month():
    with pytest.raises(UsageFault, match="2022-10"):
        check_parameters(period="Oktober")


def test_a_notebook_must_declare_exactly_these_parameters():
    check_notebook("a", notebook('period = "2022-10"\nunit = "nasional"'))
    with pytest.raises(UsageFault, match="wilayah"):
        check_notebook("a", notebook('period = "2022-10"\nwilayah = "x"'))


@pytest.mark.parametrize("copies", [0, 2])
def test_a_notebook_has_one_parameters_cell(copies):
    with pytest.raises(UsageFault, match=str(copies)):
        check_notebook("a", notebook('period = "2022-10"\nunit = "nasional"', copies))
