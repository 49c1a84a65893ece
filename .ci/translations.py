"""The catalogues: which texts still lack a translation, whether the rest is in order, and compiling.

    .venv/bin/python .ci/translations.py extract [fi|sv]   the missing entries, by file, ready to be filled in
    .venv/bin/python .ci/translations.py check             0 when everything is translated, in order and compiled
    .venv/bin/python .ci/translations.py compile           every .po to the .mo beside it

A room's texts are in resources/translations/<language>/<room>.po; at run time the rooms are one catalogue.
"""

import argparse
import ast
import gettext
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
CODE = ("kpkportfolio", "ui")
LANGUAGES = ("fi", "sv")
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}

# A text that takes part in a plural is another entry than the same text alone, for gettext as for us.
Text = str | tuple[str, str]


@dataclass(frozen=True)
class Use:
    """Where the code says a text."""

    file: str
    line: int


def texts_in_code(root: Path = ROOT) -> dict[Text, list[Use]]:
    """Every text for people in the code, with its places."""
    found: dict[Text, list[Use]] = defaultdict(list)
    for folder in CODE:
        for source in sorted((root / folder).rglob("*.py")):
            name = source.relative_to(root).as_posix()
            for line, message, _comments, _context in extract_from_file("python", str(source), keywords=KEYWORDS):
                text = message if isinstance(message, str) else (message[0], message[1])
                if text:
                    found[text].append(Use(name, line))
    return found


def untranslatable(root: Path = ROOT) -> Iterator[str]:
    """Calls whose text no catalogue can hold, because it is put together before it is looked up."""
    for folder in CODE:
        for source in sorted((root / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(source.read_text("utf-8"))):
                if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS):
                    continue
                texts = node.args[: 2 if node.func.id == "ngettext" else 1]
                if any(isinstance(text, ast.JoinedStr | ast.BinOp | ast.Call) and _has_words(text) for text in texts):
                    place = f"{source.relative_to(root).as_posix()}:{node.lineno}"
                    yield f"{place}: fill in after the look-up: _(…).format(…)"


def _has_words(node: ast.AST) -> bool:
    return any(isinstance(part, ast.Constant) and isinstance(part.value, str) for part in ast.walk(node))


def catalogue(file: Path) -> Catalog:
    """One room's catalogue in one language."""
    with file.open("rb") as stream:
        return read_po(stream, locale=file.parent.name, abort_invalid=True)


def entries(file: Path) -> Iterator[tuple[Text, Message]]:
    """A catalogue's entries without its header."""
    for message in catalogue(file):
        if message.id:
            yield message.id if isinstance(message.id, str) else (message.id[0], message.id[1]), message


def forms(message: Message) -> tuple[str, ...]:
    """The translation as its forms: one, or one for each plural."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def placeholders(text: str) -> set[str]:
    """What is filled in: ``{n}``, and argparse's own ``%(prog)s``."""
    return set(re.findall(r"(?<!{){(\w*)[^{}]*}|(%\(\w+\)[sdr]|%[sdr]\b)", text))


def problems_of_entry(text: Text, message: Message) -> Iterator[str]:
    """What is wrong with one entry on its own."""
    singular, plural = (text, text) if isinstance(text, str) else text
    if message.fuzzy:
        yield "is marked fuzzy"
    for form in forms(message):
        if not form:
            yield "has an empty translation"
        elif not placeholders(form) <= placeholders(singular) | placeholders(plural):
            yield f"fills in what the text does not have: {form!r}"
        elif isinstance(text, str) and placeholders(form) != placeholders(text):
            yield f"leaves out something that is filled in: {form!r}"
        elif singular[:1].isspace() != form[:1].isspace() or singular[-1:].isspace() != form[-1:].isspace():
            yield f"begins or ends with another blank than the text: {form!r}"


def compiled_is_current(file: Path) -> bool:
    """Whether the .mo says just what the .po does, whichever version of Babel wrote it."""
    compiled = file.with_suffix(".mo")
    if not compiled.exists():
        return False
    with compiled.open("rb") as stream:
        translations = gettext.GNUTranslations(stream)
    found = {key: text for key, text in vars(translations)["_catalog"].items() if key}
    wanted: dict[object, str] = {}
    for text, message in entries(file):
        if message.fuzzy or not all(forms(message)):
            continue
        if isinstance(text, str):
            wanted[text] = forms(message)[0]
        else:
            wanted |= {(text[0], n): form for n, form in enumerate(forms(message))}
    return found == wanted


def catalogues(language: str, root: Path = ROOT) -> list[Path]:
    """The rooms' .po files in one language."""
    return sorted((root / "resources/translations" / language).glob("*.po"))


def missing(language: str, root: Path = ROOT) -> dict[str, dict[Text, int]]:
    """Texts of the code that no room translates: by the file that says them first, with the line."""
    known = {text for file in catalogues(language, root) for text, message in entries(file) if all(forms(message))}
    found: dict[str, dict[Text, int]] = defaultdict(dict)
    for text, uses in texts_in_code(root).items():
        if text not in known:
            found[uses[0].file][text] = uses[0].line
    return found


def problems(root: Path = ROOT) -> list[str]:
    """Everything that keeps the catalogues from being complete, agreed and compiled."""
    found = list(untranslatable(root))
    for language in LANGUAGES:
        said: dict[Text, tuple[tuple[str, ...], Path]] = {}
        for file in catalogues(language, root):
            name = f"{language}/{file.name}"
            for text, message in entries(file):
                found += [f"{name}: {text!r} {problem}" for problem in problems_of_entry(text, message)]
                other = said.setdefault(text, (forms(message), file))
                if other[0] != forms(message):
                    found.append(
                        f"{name} and {other[1].name} translate {text!r} differently: {forms(message)} and {other[0]}"
                    )
            if not compiled_is_current(file):
                found.append(f"{name}: the .mo is missing or older than the .po; run: make translations")
        for source, texts in missing(language, root).items():
            found += [f"{source}:{line}: no {language} translation of {text!r}" for text, line in texts.items()]
    return found


def unused(root: Path = ROOT) -> list[str]:
    """Translations of texts that the code no longer says."""
    said = texts_in_code(root)
    files = [file for language in LANGUAGES for file in catalogues(language, root)]
    return [
        f"{file.parent.name}/{file.name}: {text!r}" for file in files for text, _ in entries(file) if text not in said
    ]


def extract(languages: list[str]) -> int:
    """Prints the missing entries as they stand in a .po file, grouped by the file that says them."""
    for language in languages:
        for source, texts in sorted(missing(language).items()):
            print(f"\n# {language}: {source}")
            for text, line in texts.items():
                print(f"#: {source}:{line}")
                if isinstance(text, str):
                    print(f'msgid {_quoted(text)}\nmsgstr ""\n')
                else:
                    print(f'msgid {_quoted(text[0])}\nmsgid_plural {_quoted(text[1])}\nmsgstr[0] ""\nmsgstr[1] ""\n')
    return 0


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def check() -> int:
    """Prints what is wrong; 1 when anything is."""
    found = problems()
    for line in found:
        print(line)
    for line in unused():
        print(f"note, no longer said: {line}")
    print(f"translations: {len(texts_in_code())} texts, {len(found)} problems")
    return 1 if found else 0


def compile_all() -> int:
    """Writes every .mo whose .po says something else."""
    for file in (file for language in LANGUAGES for file in catalogues(language)):
        if not compiled_is_current(file):
            with file.with_suffix(".mo").open("wb") as stream:
                write_mo(stream, catalogue(file))
            print(f"compiled {file.relative_to(ROOT)}")
    return 0


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description="Extracts, checks and compiles the translations.")
    parser.add_argument("what", choices=("extract", "check", "compile"))
    parser.add_argument("language", nargs="?", choices=LANGUAGES, help="extract only this one")
    wanted = parser.parse_args()
    if wanted.what == "extract":
        return extract([wanted.language] if wanted.language else list(LANGUAGES))
    return check() if wanted.what == "check" else compile_all()


if __name__ == "__main__":
    sys.exit(main())
