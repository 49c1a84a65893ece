"""Every text is there in Finnish and Swedish, and the check that says so notices each kind of fault."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]
HEADER = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
)


@pytest.fixture(scope="module")
def translations() -> ModuleType:
    """The check itself, which is a script and in no package."""
    spec = importlib.util.spec_from_file_location("ci_translations", ROOT / ".ci/translations.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up there
    spec.loader.exec_module(module)
    return module


class House:
    """A house of one source file, whose two catalogues can be written."""

    def __init__(self, root: Path, check: ModuleType) -> None:
        self.root, self.check = root, check
        for folder in ("kpkportfolio", "ui", "resources/translations/fi", "resources/translations/sv"):
            (root / folder).mkdir(parents=True)

    def says(self, code: str) -> "House":
        (self.root / "ui/page.py").write_text(code, "utf-8")
        return self

    def translates(self, po: str, room: str = "pages", languages: tuple[str, ...] = ("fi", "sv")) -> "House":
        for language in languages:
            file = self.root / f"resources/translations/{language}/{room}.po"
            file.write_text(HEADER + po, "utf-8")
            with file.with_suffix(".mo").open("wb") as stream:
                self.check.write_mo(stream, self.check.catalogue(file))
        return self

    @property
    def problems(self) -> list[str]:
        return list(self.check.problems(self.root))


@pytest.fixture
def house(tmp_path: Path, translations: ModuleType) -> House:
    return House(tmp_path, translations)


def test_everything_is_translated_agreed_and_compiled(translations: ModuleType) -> None:
    assert translations.problems() == []


def test_a_complete_house_has_no_problems(house: House) -> None:
    house.says('_("Save")\nngettext("{n} row", "{n} rows", 2)\nN_("Undo: {what}")\n')
    house.translates(
        'msgid "Save"\nmsgstr "Tallenna"\n\nmsgid "Undo: {what}"\nmsgstr "Kumoa: {what}"\n\n'
        'msgid "{n} row"\nmsgid_plural "{n} rows"\nmsgstr[0] "yksi rivi"\nmsgstr[1] "{n} riviä"\n'
    )
    assert house.problems == []


def test_a_text_without_translation_is_named_with_its_place(house: House) -> None:
    house.says('\n_("Save")\n').translates('msgid "Save"\nmsgstr "Tallenna"\n', languages=("fi",))
    assert house.problems == ["ui/page.py:2: no sv translation of 'Save'"]


def test_a_singular_does_not_stand_for_a_plural(house: House) -> None:
    house.says('ngettext("row", "rows", 2)\n').translates('msgid "row"\nmsgstr "rivi"\n')
    assert [problem for problem in house.problems if "('row', 'rows')" in problem]


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ('#, fuzzy\nmsgid "Undo: {what}"\nmsgstr "Kumoa: {what}"\n', "fuzzy"),
        ('msgid "Undo: {what}"\nmsgstr ""\n', "empty"),
        ('msgid "Undo: {what}"\nmsgstr "Kumoa: {mitä}"\n', "what the text does not have"),
        ('msgid "Undo: {what}"\nmsgstr "Kumoa"\n', "leaves out"),
        ('msgid "Undo: {what}"\nmsgstr "Kumoa: {what} "\n', "another blank"),
    ],
)
def test_a_faulty_entry_is_named(house: House, entry: str, complaint: str) -> None:
    house.says('_("Undo: {what}")\n').translates(entry)
    assert any(complaint in problem for problem in house.problems)


def test_two_rooms_may_say_the_same_but_not_two_things(house: House) -> None:
    house.says('_("Status")\n').translates('msgid "Status"\nmsgstr "Status"\n')
    assert house.translates('msgid "Status"\nmsgstr "Status"\n', room="charts").problems == []
    house.translates('msgid "Status"\nmsgstr "Tila"\n', room="charts")
    assert any("differently" in problem for problem in house.problems)


def test_a_catalogue_changed_after_compiling_is_noticed(house: House) -> None:
    house.says('_("Save")\n').translates('msgid "Save"\nmsgstr "Tallenna"\n')
    file = house.root / "resources/translations/fi/pages.po"
    file.write_text(file.read_text("utf-8").replace("Tallenna", "Talleta"), "utf-8")
    assert any("older than the .po" in problem for problem in house.problems)


@pytest.mark.parametrize("code", ['_(f"{n} rows")', '_("rows of " + name)', '_("{n} rows".format(n=1))'])
def test_a_text_put_together_before_its_look_up_is_refused(house: House, code: str) -> None:
    assert any("fill in after" in problem for problem in house.says(code).problems)


def test_translations_nobody_asks_for_are_told(house: House, translations: ModuleType) -> None:
    house.says("").translates('msgid "Save"\nmsgstr "Tallenna"\n')
    assert translations.unused(house.root) == ["fi/pages.po: 'Save'", "sv/pages.po: 'Save'"]
