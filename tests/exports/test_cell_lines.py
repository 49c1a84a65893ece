"""A row of a sheet is as high as its longest text takes, and no text that fits is given more."""

from kpkportfolio.exports.cell_lines import MOST_LINES, line_count


def test_a_title_little_longer_than_its_column_in_digits_stays_on_one_line() -> None:
    assert line_count("Ansökan om dagvårdsplats och beslut på webben i Sibbo", 48) == 1
    assert line_count("Rakentamisen luvat ja ilmoitukset verkossa Pohjanmaan kunnissa", 48) == 2
    assert line_count("MMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMM", 48) == 2
    assert line_count("", 48) == 1


def test_lines_are_counted_part_by_part_and_words_longer_than_the_column_are_broken() -> None:
    assert line_count("yksi\nkaksi\n\nneljä", 48) == 4
    assert line_count("o" * 100, 48) == 3
    assert line_count("lyhyt " + "o" * 60, 48) == 3


def test_a_very_long_text_does_not_push_its_list_off_the_page() -> None:
    assert line_count("sana " * 5000, 60) == MOST_LINES
    assert line_count("x\n" * 100, 60) == MOST_LINES
