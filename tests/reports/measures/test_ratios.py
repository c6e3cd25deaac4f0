from reports.measures.ratios import Ratio


def test_a_share_rose_only_when_the_samples_can_tell() -> None:
    assert Ratio(83, 100).rose(Ratio(85, 100)) is None
    assert Ratio(830, 1000).rose(Ratio(900, 1000)) is False
    assert Ratio(900, 1000).rose(Ratio(830, 1000)) is True
    assert Ratio(0, 0).rose(Ratio(5, 10)) is None
