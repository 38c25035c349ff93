from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml

from app.data import parsing
from app.data.parsing import parse, read_text
from app.data.problems import DatasetError


def refusal(text: str) -> str:
    with pytest.raises(DatasetError) as error:
        parse(text, "f.yaml")
    return str(error.value.problems[0])


@pytest.mark.parametrize("word", ["NO", "1:30", "012", "1_000", "2025", "2025-07-31", "null", "~", "1e3", "true", "="])
def test_a_scalar_stays_text(word: str) -> None:
    assert parse(f"key: {word}", "f.yaml").value == {"key": word}


def test_every_value_has_its_line_and_column() -> None:
    parsed = parse("a:\n  - b: 1\n    c:\n      - x\n", "f.yaml")
    assert parsed.place(("a", 0, "c")) == (3, 5)
    assert parsed.place(("a", 0, "c", 0)) == (4, 9)
    assert parsed.place(("a", 0, "missing")) == (2, 5)


def test_a_repeated_key_is_a_problem_and_the_first_value_stands() -> None:
    parsed = parse("id: one\na: 1\nb: 2\na: 3\n", "f.yaml")
    assert parsed.value == {"id": "one", "a": "1", "b": "2"}
    assert [str(problem) for problem in parsed.problems] == [
        "f.yaml:4: one: the field 'a' stands twice; first on line 2."
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "f.yaml: is empty."),
        ("# only a comment\n", "f.yaml: is empty."),
        ("a: &x [1]\nb: *x\n", "f.yaml:1: anchors and aliases (& and *) are not allowed; write the value out."),
        ("a: !!python/object:os.system x\n", "f.yaml:1: tags (!) are not allowed; write a plain value."),
        ("a: 1\n---\nb: 2\n", "f.yaml:2: only one document (---) is allowed."),
        ("[" * 200_000, "f.yaml:1: the line has 200000 characters, more than 20000."),
        ("[" * 13 + "]" * 13, "f.yaml:1: is nested deeper than 12 levels."),
        ("a: 1\nb: " + "x" * 20_001, "f.yaml:2: the line has 20004 characters, more than 20000."),
        ("? [a, b]\n: c\n", "f.yaml:1: a field name must be a word."),
    ],
)
def test_what_no_data_file_needs_is_refused(text: str, message: str) -> None:
    try:
        found = str(parse(text, "f.yaml").problems[0])
    except DatasetError as error:
        found = str(error.problems[0])
    assert found == message


def test_deep_nesting_over_many_lines_is_refused_before_it_is_built() -> None:
    text = "".join(f"{'  ' * depth}a:\n" for depth in range(5_000))
    assert refusal(text).endswith("is nested deeper than 12 levels.")


def test_a_syntax_error_has_its_line() -> None:
    assert refusal("a: 1\nb: [1, 2\nc: 3\n").startswith(
        "f.yaml:3: the bracket that opens on line 2 lacks a comma or its ']' before this."
    )
    assert refusal("a:\n\t- 1\n").startswith("f.yaml:2: is indented by a tab. Use blanks, as the lines around it do.")


@pytest.mark.parametrize("loader", [yaml.CBaseLoader, yaml.BaseLoader])
@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\nb: \x00", "f.yaml:2: holds the character U+0000, which YAML does not allow; remove it."),
        ("a: 1\r\nb: é\x1b[2J", "f.yaml:2: holds the character U+001B, which YAML does not allow; remove it."),
        ("a: 1\nb: \ufffe", "f.yaml:2: holds the character U+FFFE, which YAML does not allow; remove it."),
        ("a: 1\nb: \ud800", "f.yaml:2: holds the character U+D800, which YAML does not allow; remove it."),
        ("a: 1\nb: \u2028", "f.yaml:2: holds the line separator U+2028; write a space or a new line."),
        ("a: 1\nb: \x85", "f.yaml:2: holds the line separator U+0085; write a space or a new line."),
        ("a: 1\nb: 2\rc: 3", "f.yaml:2: holds the line separator U+000D; write a space or a new line."),
        ('a: 1\nb: "\\U00110000"', "f.yaml:2: YAML: found invalid Unicode character escape code."),
    ],
)
def test_characters_that_no_text_needs_are_refused_with_their_line(
    text: str, message: str, loader: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parsing, "Loader", loader)
    assert refusal(text) == message


def test_the_python_loader_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a:\n  - b: NO\n    c: 2025-07-31\n"
    fast = parse(text, "f.yaml")
    monkeypatch.setattr(parsing, "Loader", yaml.BaseLoader)
    slow = parse(text, "f.yaml")
    assert (fast.value, fast.places) == (slow.value, slow.places)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    binary = tmp_path / "binary.yaml"
    binary.write_bytes(b"a: 1\nb: \xff\xfe\x00")
    cases = {
        tmp_path / "missing.yaml": "there is no such file.",
        tmp_path: "is a directory; name the YAML file in it.",
    }
    for path, message in cases.items():
        with pytest.raises(DatasetError) as error:
            read_text(path)
        assert str(error.value) == f"{path}: {message}\n1 problem"
    with pytest.raises(DatasetError) as error:
        read_text(binary)
    assert str(error.value) == f"{binary}:2: is not UTF-8 text (byte 0xff).\n1 problem"


def test_a_pipe_or_device_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    for path in (pipe, Path("/dev/zero")):
        with pytest.raises(DatasetError) as error:
            read_text(path)
        assert str(error.value) == f"{path}: is not a regular file.\n1 problem"


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "MAX_BYTES", 1_000_000)
    path = tmp_path / "large.yaml"
    path.write_bytes(b"#" * 1_000_001)
    with pytest.raises(DatasetError) as error:
        read_text(path)
    assert str(error.value) == f"{path}: is larger than 1 MB.\n1 problem"


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "bom.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\n")
    assert parse(read_text(path), "f.yaml").value == {"a": "1"}


def test_records_are_converted_as_they_come() -> None:
    def convert(section: str, record: object) -> object:
        return section, record

    parsed = parse("a:\n- x: [1, 2]\nb: [c]\nd: e\n", "f.yaml", convert)
    assert parsed.value == {"a": [("a", {"x": ["1", "2"]})], "b": [("b", "c")], "d": "e"}


def test_what_stands_under_a_repeated_key_is_refused_as_anywhere() -> None:
    assert refusal("a: 1\na: [&x 1]\n") == (
        "f.yaml:2: anchors and aliases (& and *) are not allowed; write the value out."
    )
    nested = "[" * 12 + "]" * 12
    assert refusal(f"a: 1\na: {nested}\n").endswith("is nested deeper than 12 levels.")


@pytest.mark.parametrize("value", ["!!python/object:os.system x", "&x y", "*x"])
@pytest.mark.parametrize("before", ["a: 1\na: ", "1: 2\n? [b]\n: "])
def test_what_is_refused_is_refused_also_where_its_key_does_not_stand(before: str, value: str) -> None:
    with pytest.raises(DatasetError) as error:
        parse(f"{before}{value}\n", "f.yaml")
    assert "not allowed" in str(error.value)
