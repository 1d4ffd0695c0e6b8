"""The strict tree: what is text stays text, every place is exact, and nothing a file can hold raises."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tillsyn.problems.texts import TEXTS
from tillsyn.reading.quick import compose
from tillsyn.reading.textfile import decode
from tillsyn.reading.tree import MAX_DEPTH, Mapping, Node, Parsed, Scalar, Sequence, _Builder, parse_tree, read_tree

GRAMMAR = [
    # code, bad with the fault at the place, good
    ("Y005", "# bara en kommentar\n", "", "a: 1"),
    ("Y007", "a: 1\nb: x\x1b[2J", "2:5", "b: x"),
    ("Y007", 'a: "\\x1b[2J"', "1:4", 'a: "\\u00e5"'),
    ("Y007", "a: x\u2028b: y", "1:5", "a: x"),
    ("Y010", "a: >x\n  b", "1:5", "a: >\n  b"),
    ("Y011", "a:\n\tb: 1", "2:1", "a:\n  b: 1"),
    ("Y011", "a:\n  b: 1\n\tc: 2", "3:1", "a:\n  b: 1\n  c: 2"),
    ("Y012", "a: 1\nb: 'x", "2:4", "b: 'x'"),
    ("Y013", "å: ö: c", "1:5", "å: 'ö: c'"),
    ("Y014", "a: [b, c", "1:4", "a: [b, c]"),
    ("Y014", "a: {b: 1\nc: 2", "1:4", "a: {b: 1}"),
    ("Y015", "a:\n  b: 1\n c: 2", "3:2", "a:\n  b: 1\n  c: 2"),
    ("Y015", "a: 'it's'", "1:8", "a: it's"),
    ("Y016", "a: @x", "1:4", "a: '@x'"),
    ("Y017", 'a: "C:\\q"', "1:7", "a: 'C:\\q'"),
    ("Y020", "a: &x b", "1:4", "a: '&x b'"),
    ("Y021", "a: *x", "1:4", "a: '*x'"),
    ("Y022", "a: !!int 3", "1:4", "a: '!!int 3'"),
    ("Y022", "a: ! 3", "1:4", "a: 3"),
    ("Y023", "<<: {a: 1}", "1:1", "'<<': {a: 1}"),
    ("Y024", "a: 1\n---\nb: 2", "2:1", "---\na: 1"),
    ("Y025", "a: 1\nb: 2\na: 3", "3:1", "a: 1\nA: 3"),
    ("Y025", "å: 1\na\u030a: 2", "2:1", "å: 1\na: 2"),
    ("Y026", "? [a]\n: 1", "1:3", "? a\n: 1"),
    ("Y026", "'': 1", "1:1", "'1': 1"),
    ("Y027", "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), f"1:{MAX_DEPTH + 1}", "[" * MAX_DEPTH + "]" * MAX_DEPTH),
]
FILES = {"Y001", "Y002", "Y003", "Y004", "Y006"}  # below


@pytest.mark.parametrize(("code", "bad", "place", "good"), GRAMMAR)
def test_a_fault_of_grammar_is_found_at_its_place(code: str, bad: str, place: str, good: str) -> None:
    found = parse_tree(bad, "f").problems[0]

    assert (found.code, found.place) == (code, f"f:{place}".rstrip(":"))
    assert "{" not in found.message
    assert parse_tree(good, "f").problems == ()


def test_every_code_of_a_file_and_its_grammar_has_an_example() -> None:
    assert {code for code, *_ in GRAMMAR} | FILES == {code for code in TEXTS if code < "Y030"}


@pytest.mark.parametrize(
    "text", ["no", "yes", "0114", "2014:5", "12:30", "1.10", "2025-07-01", "~", "null", "0x1F", "1e3"]
)
def test_what_yaml_would_make_something_else_stays_text(text: str) -> None:
    root = parse_tree(f"{text}: {text}", "f").root

    assert isinstance(root, Mapping) and isinstance(scalar := root.get(text), Scalar)
    assert (scalar.text, scalar.line, scalar.column, scalar.style) == (text, 1, len(text) + 3, "")


def test_places_count_characters_from_one_and_skip_a_byte_order_mark() -> None:
    parsed = parse_tree('\ufeff# åäö\nåäö:\n  - {ö: "x", b: [y, é]}\nsist: |\n  rad\n', "f")

    assert _places(parsed.root) == [
        ("åäö", 2, 1),
        ("ö", 3, 6),
        ("x", 3, 9),
        ("b", 3, 14),
        ("y", 3, 18),
        ("é", 3, 21),
        ("sist", 4, 1),
        ("rad\n", 4, 7),
    ]


@pytest.mark.parametrize(
    ("written", "offset", "column"), [("ab cd", 3, 7), ('"ab cd"', 3, 8), ("'ab cd'", 3, 8), ("'ab ''cd'", 3, 4)]
)
def test_a_place_inside_a_text_is_told_where_it_stands_as_written(written: str, offset: int, column: int) -> None:
    root = parse_tree(f"a: {written}", "f").root

    assert isinstance(root, Mapping) and isinstance(scalar := root.get("a"), Scalar)
    assert scalar.at(offset) == (1, column)


def test_several_faults_come_in_one_run() -> None:
    found = parse_tree("a: &x 1\nb: *x\na: !!str 2\nc: \x07\n---\nd: 1", "f").problems

    assert sorted(p.code for p in found) == ["Y007", "Y020", "Y021", "Y022", "Y024", "Y025"]


def test_an_alias_bomb_is_refused_without_being_unfolded() -> None:
    levels = "".join(f"k{n}: &k{n} [{', '.join([f'*k{n - 1}'] * 9)}]\n" for n in range(1, 30))

    parsed = parse_tree("k0: &k0 [x]\n" + levels, "f")

    assert {p.code for p in parsed.problems} == {"Y020", "Y021"}
    assert len(_places(parsed.root)) < 400


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "[{a: "])
def test_a_hundred_thousand_levels_end_in_one_fault(opening: str) -> None:
    assert [p.code for p in parse_tree(opening * 100_000, "f").problems] == ["Y027"]


def test_the_parser_in_python_alone_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [bad for _, bad, *_ in GRAMMAR] + [good for *_, good in GRAMMAR] + ["a: å\nb: [c, {d: 'e'}]\nf: >\n  g\n"]
    expected = [_gist(parse_tree(text, "f")) for text in texts]
    monkeypatch.delattr("yaml.CSafeLoader", raising=False)

    assert [_gist(parse_tree(text, "f")) for text in texts] == expected


LIBRARY = sorted((Path(__file__).parents[2] / "criteria").glob("*/*.yaml"))


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_quick_way_takes_the_published_files_and_gives_what_the_careful_one_gives(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert (root := compose(text)) is not None
    assert _everything(root) == _everything(_Builder("f").build(text))


@given(st.text(alphabet="ab:-[]{}\"'#&*!|>? \nåa\u030a\u00a0="))
def test_the_quick_way_gives_what_the_careful_one_gives_or_nothing(text: str) -> None:
    builder = _Builder("f")
    careful, root = builder.build(text), compose(text)

    assert root is None or (_everything(root), []) == (_everything(careful), builder.problems)


@pytest.mark.parametrize("text", [bad for _, bad, *_ in GRAMMAR])
def test_the_quick_way_takes_nothing_with_a_fault(text: str) -> None:
    assert compose(text.removeprefix("\ufeff")) is None


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\x85", "\u2028"])
@pytest.mark.parametrize("opening", ["- ", "? ", "[", "{a: ", " - "])
def test_the_quick_way_never_goes_deep(opening: str, end: str) -> None:
    assert compose(f"a: 1{end}b:{end}{opening * 2000}") is None
    assert compose("".join(f"{' ' * level}a:{end}" for level in range(200)) + f"{' ' * 200}- b") is None


def test_the_quick_way_takes_the_line_ends_of_windows() -> None:
    assert _everything(compose("a: b\r\nc:\r\n  - d\r\n")) == _everything(_Builder("f").build("a: b\nc:\n  - d\n"))


@pytest.mark.parametrize("text", ["a: b != c and d", "a: x & y * z!", "a: '!'\nb: 5 § \u00a0 x"])
def test_the_quick_way_is_not_afraid_of_signs_inside_a_text(text: str) -> None:
    assert compose(text) is not None


@given(st.text())
def test_no_text_raises(text: str) -> None:
    assert all(str(problem) for problem in parse_tree(text, "f").problems)


@given(st.text(alphabet="ab:-[]{}\"'&*!|>%@`?,# \n\t\\<~.\x00\ufeff\u2028\ud800"))
def test_no_text_of_signs_raises(text: str) -> None:
    parsed = parse_tree(text, "f")

    assert (parsed.root is not None) or parsed.problems


@given(st.dictionaries(st.text("abåäö", min_size=1), st.text("xyzåäö ", min_size=1).map(str.strip), max_size=5))
def test_what_is_written_in_quotation_marks_comes_back(values: dict[str, str]) -> None:
    parsed = parse_tree("\n".join(f'"{key}": "{value}"' for key, value in values.items()) or "{}", "f")

    assert isinstance(parsed.root, Mapping)
    assert {key.text: node.text for key, node in parsed.root.pairs if isinstance(node, Scalar)} == values


@given(st.binary())
def test_no_bytes_raise(data: bytes) -> None:
    text, problems = decode(data, "f")

    assert (text is None) == bool(problems)


def test_a_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "f.yaml").write_bytes("\ufeffå: ö\r\nb: c\r\n".encode())

    parsed = read_tree(tmp_path / "f.yaml", "mapp/f.yaml")

    assert parsed.problems == () and parsed.file == "mapp/f.yaml"
    assert _places(parsed.root) == [("å", 1, 1), ("ö", 1, 4), ("b", 2, 1), ("c", 2, 4)]


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    assert _codes(read_tree(tmp_path / "saknas.yaml", "f")) == ["Y001"]
    assert _codes(read_tree(Path("a\0b"), "f")) == ["Y001"]
    assert _codes(read_tree(tmp_path, "f")) == ["Y002"]


def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    (tmp_path / "f.yaml").write_text("a: 1")
    monkeypatch.setattr(Path, "open", refuse)

    assert _codes(read_tree(tmp_path / "f.yaml", "f")) == ["Y003"]


def test_a_file_of_fifty_megabytes_is_not_read_to_its_end(tmp_path: Path) -> None:
    with (tmp_path / "f.yaml").open("wb") as file:
        file.truncate(50_000_000)

    found = read_tree(tmp_path / "f.yaml", "f").problems

    assert [p.code for p in found] == ["Y004"] and found[0].about["megabytes"] == 2


@pytest.mark.parametrize(
    ("data", "encoding", "place"),
    [
        ("a: 1\nåb: gör".encode("cp1252"), "Windows-1252", "2:1"),
        ("a: 1\nå: x".encode()[:-1] + b"\xf6", "Windows-1252", "2:4"),
        ("a: 1".encode("utf-16"), "UTF-16", "1:1"),
        ("a: 1".encode("utf-16-le"), "UTF-16", "1:1"),
    ],
)
def test_another_encoding_is_named(data: bytes, encoding: str, place: str, tmp_path: Path) -> None:
    (tmp_path / "f.yaml").write_bytes(data)

    (found,) = read_tree(tmp_path / "f.yaml", "f").problems

    assert (found.code, found.about["encoding"], found.place) == ("Y006", encoding, f"f:{place}")


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_told(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "f.yaml").write_bytes(data)

    assert _codes(read_tree(tmp_path / "f.yaml", "f")) == ["Y005"]


def _codes(parsed: Parsed) -> list[str]:
    return [problem.code for problem in parsed.problems]


def _gist(parsed: Parsed) -> tuple[object, ...]:
    """What must not depend on the parser: the tree, and codes with their lines."""
    return _places(parsed.root), [(p.code, p.line) for p in parsed.problems]


def _places(node: Node | None) -> list[tuple[str, int, int]]:
    if isinstance(node, Scalar):
        return [(node.text, node.line, node.column)]
    if isinstance(node, Mapping):
        return [place for pair in node.pairs for part in pair for place in _places(part)]
    return [place for item in node.items for place in _places(item)] if isinstance(node, Sequence) else []


def _everything(node: Node | None) -> object:
    """A tree with all that can be asked of it."""
    if isinstance(node, Scalar):
        return node.text, node.style, node.line, node.column, node.at(1)
    if isinstance(node, Mapping):
        pairs = [(_everything(key), _everything(value)) for key, value in node.pairs]
        return node.line, node.column, tuple(node.entries), pairs
    return [_everything(item) for item in node.items], node.line, node.column if node else None
