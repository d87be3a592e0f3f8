"""Inputs of every kind, good and bad."""

from __future__ import annotations

import gzip
import io
import json
import random
from pathlib import Path

import pytest

from polybius.article import Article
from polybius.errors import InputError
from polybius.reading import Refusal, iso_day, read_articles
from polybius.reading.decode import decode
from polybius.reading.language import english

TEXT = "The minister said on Monday that the talks were off – “for now”. He did not say why."
RUSSIAN = "Президент отменил поездку в Париж, заявил министр. "
FRENCH = "Le ministre a déclaré lundi que les pourparlers avaient été annulés et que l'on verrait."
HTML = f"""<!doctype html><html><head><title>Talks off</title>
<meta property="og:site_name" content="The Lakeside Herald">
<meta property="article:published_time" content="2016-10-11T10:00:00Z">
<meta name="author" content="Ann Example"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Talks with rebels are off</h1>
<p>{TEXT} {TEXT}</p><p>The army accused the rebels of shelling a town on Sunday night.</p>
<p>ADVERTISEMENT</p></article><section id="comments"><p>They should attack now!</p></section>
</body></html>"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def one(*inputs: str, published: str | None = None) -> Article | Refusal:
    documents = list(read_articles(inputs, published))
    assert len(documents) == 1
    return documents[0]


def text_of(document: Article | Refusal) -> str:
    assert isinstance(document, Article), document
    return document.text


def reason_of(document: Article | Refusal) -> str:
    assert isinstance(document, Refusal), document
    assert "\n" not in document.reason
    return document.reason


def test_a_text_file_is_kept_as_it_is(folder: Path) -> None:
    (folder / "a.txt").write_text(f"  {TEXT}\n\n", "utf-8")
    document = one("a.txt", published="2016-10-11")
    assert isinstance(document, Article)
    assert (document.id, document.text) == ("a.txt", f"  {TEXT}\n\n")
    assert (document.published, document.language) == ("2016-10-11", "en")
    assert not document.extracted


@pytest.mark.parametrize(
    "encoding",
    ["cp1252", "mac_roman", "utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "utf-32", "gb18030"],
)
def test_encodings_are_found_out(folder: Path, encoding: str) -> None:
    (folder / "a.txt").write_bytes(TEXT.encode(encoding))
    document = one("a.txt")
    assert text_of(document) == TEXT
    assert isinstance(document, Article)
    # Readers of the record may not know the encoding: it carries the text.
    assert document.extracted


def test_a_stray_byte_does_not_make_it_another_encoding() -> None:
    assert decode(f"{TEXT} Später. ".encode() + "“off”".encode("cp1252"))[0].endswith(
        "Später. “off”"
    )


def test_letters_of_one_byte_encodings() -> None:
    text = "Plain words stand around it: the café in Zürich and the élite of Łódź, they said."
    assert decode(text.encode("cp1250", "replace"))[0].count("é") == 2
    latin = text.replace("Łódź", "Malmö")
    for encoding in ("cp1252", "latin_1", "mac_roman"):
        assert decode(latin.encode(encoding))[0] == latin


def test_windows_line_ends_are_kept_and_carried(folder: Path) -> None:
    (folder / "a.txt").write_bytes(f"{TEXT}\r\n\r\n{TEXT}".encode())
    document = one("a.txt")
    assert "\r\n" in text_of(document)
    assert isinstance(document, Article)
    assert document.extracted


def test_gzip_by_name(folder: Path) -> None:
    (folder / "a.txt.gz").write_bytes(gzip.compress(TEXT.encode()))
    (folder / "b.jsonl.gz").write_bytes(gzip.compress(json.dumps({"text": TEXT}).encode()))
    assert text_of(one("a.txt.gz")) == TEXT
    document = one("b.jsonl.gz")
    assert (document.id, text_of(document)) == ("b.jsonl.gz:1", TEXT)


def test_a_folder_is_read_in_order_and_depth(folder: Path) -> None:
    (folder / "news" / "sub").mkdir(parents=True)
    for name in ("b.txt", "a.txt", "sub/c.txt", ".hidden"):
        (folder / "news" / name).write_text(TEXT, "utf-8")
    assert [document.id for document in read_articles(["news"])] == [
        "news/a.txt",
        "news/b.txt",
        "news/sub/c.txt",
    ]


def test_json_lines(folder: Path) -> None:
    rows = [
        {
            "id": "x",
            "text": TEXT,
            "published": "2016-10-11T08:00:00Z",
            "authors": ["Ann"],
            "k": [1],
        },
        {"text": TEXT, "title": "T", "publisher": "P", "url": "u", "language": "en"},
    ]
    (folder / "d.jsonl").write_text("\n\n".join(map(json.dumps, rows)), "utf-8")
    first, second = read_articles(["d.jsonl"], "2001-01-01")
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.id, first.published, first.authors) == ("x", "2016-10-11", ("Ann",))
    assert first.extra == {"k": [1]}
    assert (second.id, second.published) == ("d.jsonl:3", "2001-01-01")
    assert (second.title, second.publisher, second.url) == ("T", "P", "u")


def test_standard_input_is_json_lines_or_text() -> None:
    row = json.dumps({"id": "x", "text": TEXT}).encode()
    ids = [document.id for document in read_articles(["-"], stdin=io.BytesIO(row + b"\n" + row))]
    assert ids == ["x", "x"]
    (document,) = read_articles(["-"], stdin=io.BytesIO(TEXT.encode()))
    assert (document.id, text_of(document)) == ("-", TEXT)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig", "cp1252"])
def test_json_lines_in_other_encodings(folder: Path, encoding: str) -> None:
    rows = [json.dumps({"id": id, "text": TEXT}, ensure_ascii=False) for id in "ab"]
    data = "\n".join(rows).encode(encoding)
    (folder / "d.jsonl").write_bytes(data)
    for documents in (read_articles(["d.jsonl"]), read_articles(["-"], stdin=io.BytesIO(data))):
        assert [(document.id, text_of(document)) for document in documents] == [
            ("a", TEXT), ("b", TEXT),
        ]  # fmt: skip


def test_a_list_of_documents(folder: Path) -> None:
    (folder / "d.json").write_text(json.dumps([{"id": "x", "text": TEXT}, {"text": TEXT}, 3]))
    first, second, third = read_articles(["d.json"])
    assert (first.id, second.id, third.id) == ("x", "d.json:2", "d.json:3")
    assert "no object" in reason_of(third)


def test_a_web_page(folder: Path) -> None:
    (folder / "a.html").write_text(HTML, "utf-8")
    document = one("a.html")
    assert isinstance(document, Article)
    assert document.extracted
    assert document.text.startswith("Talks with rebels are off\n")
    assert "attack now" not in document.text
    assert document.published == "2016-10-11"
    assert document.publisher == "The Lakeside Herald"
    assert document.authors == ("Ann Example",)
    later = one("a.html", published="2016-10-12")
    assert isinstance(later, Article)
    assert later.published == "2016-10-12"


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t\n", "empty"),
        ("a.jsonl", b"\n", "empty"),
        ("a.txt", random.Random(7).randbytes(4000), "binary"),
        ("a.txt", b"abc\0def" * 50, "binary"),
        ("a.pdf", b"%PDF-1.7 ...", "a PDF"),
        ("a.docx", b"PK\x03\x04....", "zip"),
        ("a.txt", gzip.compress(b"abc"), "gzip"),
        ("a.txt.gz", b"abc", "gzip"),
        ("a.txt.gz", gzip.compress(TEXT.encode() * 50)[:-20], "gzip"),
        ("a.txt", b"The army said it. " * 300_000, "5,400,000 characters"),
        ("a.txt", (FRENCH * 2).encode(), "in French"),
        ("a.txt", (RUSSIAN * 3).encode(), "in Russian"),
        ("a.txt", (RUSSIAN * 5).encode("cp1251"), "in Russian"),
        ("a.html", b"<html><body></body></html>", "no article"),
        ("a.jsonl", b'{"id": "x"}', 'no "text"'),
        ("a.jsonl", b'{"id": "x", "text": ', "malformed JSON at character 21"),
        ("a.jsonl", b"[1, 2]", "no object"),
        ("a.jsonl", b'{"text": 5}', '"text" is a number'),
        ("a.jsonl", b'{"text": null}', '"text" is null'),
        ("a.jsonl", b'{"text": "  "}', "empty"),
        ("a.jsonl", b'{"text": "It ended.", "published": "2016-13-40"}', "no date"),
        ("a.jsonl", b'{"text": "It ended.", "published": 2016}', "no date"),
        ("a.jsonl", b'{"text": "It ended.", "title": []}', '"title" is a list'),
        ("a.jsonl", b'{"text": "It ended.", "authors": 3}', '"authors"'),
        ("a.jsonl", b'{"text": "It ended.", "language": "de"}', "German"),
        ("a.jsonl", b'{"text": "half \\ud800"}', "surrogate"),
        ("a.jsonl", b'{"text": "\xff\xfe\x00"}', "binary"),
        ("a.json", b"[1]", "no object"),
        ("a.json", b"[]", "empty list"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why(folder: Path, name: str, data: bytes, reason: str) -> None:
    (folder / name).write_bytes(data)
    assert reason in reason_of(one(name))


def test_a_file_that_is_not_there() -> None:
    assert "no such file" in reason_of(one("nowhere.txt"))


def test_bad_lines_leave_the_others_alone(folder: Path) -> None:
    good = json.dumps({"text": TEXT})
    (folder / "d.jsonl").write_text(f"{good}\nnonsense\n{good}\n", "utf-8")
    kinds = [isinstance(document, Article) for document in read_articles(["d.jsonl"])]
    assert kinds == [True, False, True]


def test_a_refusal_keeps_what_came_with_it(folder: Path) -> None:
    row = {"id": 7, "title": "T", "published": "11/10/2016", "text": TEXT, "k": 1}
    (folder / "d.jsonl").write_text(json.dumps(row), "utf-8")
    refusal = one("d.jsonl")
    assert isinstance(refusal, Refusal)
    record = refusal.record()
    assert (record.id, record.title, record.extra) == ("7", "T", {"k": 1})
    assert record.errors == (refusal.reason,)


@pytest.mark.parametrize(
    ("given", "day"),
    [
        ("2016-10-11", "2016-10-11"),
        ("2016-10", "2016-10"),
        ("2016", "2016"),
        ("20161011", "2016-10-11"),
        ("2016-10-11T23:59:00-05:00", "2016-10-11"),
        (" 2016-10-11 ", "2016-10-11"),
    ],
)
def test_dates(given: str, day: str) -> None:
    assert iso_day(given) == day


@pytest.mark.parametrize("given", ["", "11/10/2016", "2016-02-30", "2016-00", "soon", None, 2016])
def test_no_dates(given: object) -> None:
    with pytest.raises(InputError, match="2016-10-11 would be right"):
        iso_day(given)


def test_short_and_name_ridden_english_is_taken() -> None:
    assert english("Merkel, Macron, Renzi", None) is None
    assert english(
        "Angela Merkel, Emmanuel Macron, Matteo Renzi, Viktor Orbán et Mark Rutte.", "en-GB"
    )
    with pytest.raises(InputError, match="Spanish"):
        english("El presidente anunció el lunes que no viajará a Washington por la crisis.", None)
