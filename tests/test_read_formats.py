"""Tables, feeds, web archives, zip archives and patterns -> articles and refusals."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from datetime import date
from pathlib import Path
from random import Random
from uuid import UUID

import pyarrow as arrow
import pytest
from pyarrow import parquet

from polybius.article import Article
from polybius.errors import UsageError
from polybius.reading import Meter, Refusal, read_articles, size_of

TEXT = "The president of the republic said on Monday that the army would leave the border."


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def read(*names: str, **options: object) -> tuple[list[Article], list[Refusal]]:
    found = list(read_articles(names, **options))  # type: ignore[arg-type]
    return (
        [document for document in found if isinstance(document, Article)],
        [document for document in found if isinstance(document, Refusal)],
    )


def put(name: str, content: str | bytes) -> str:
    data = content.encode() if isinstance(content, str) else content
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return name


@pytest.mark.parametrize(
    ("name", "delimiter"), [("a.csv", ","), ("a.csv", ";"), ("a.tsv", "\t"), ("a.csv.gz", ",")]
)
def test_tables(name: str, delimiter: str) -> None:
    lines = [
        ["Headline", "Body", "Date", "Outlet", "Page"],
        ["Army leaves", f'"{TEXT}\nIt ""left""{delimiter} they said."', "2016-10-11", "Daily", "4"],
        ["Second", TEXT, "", "", ""],
    ]
    (first, second), refused = read(put(name, "\n".join(delimiter.join(row) for row in lines)))
    assert not refused
    assert first.text == f'{TEXT}\nIt "left"{delimiter} they said.'
    assert (first.id, first.title, first.published) == (f"{name}:2", "Army leaves", "2016-10-11")
    assert (first.publisher, first.extra) == ("Daily", {"Page": "4"})
    assert (second.id, second.published) == (f"{name}:4", None)


def test_columns_by_option() -> None:
    name = put("a.csv", f"nr,story,when,text\n7,{TEXT},2016-10-11,a note\n")
    (found,), _ = read(name, columns={"text": "story", "id": "nr", "published": "when"})
    assert (found.id, found.text, found.published) == ("7", TEXT, "2016-10-11")
    assert found.extra == {"text_": "a note"}
    lines = put("a.jsonl", json.dumps({"body": TEXT, "text": "a note"}))
    assert read(lines, columns={"text": "body"})[0][0].extra == {"text_": "a note"}
    with pytest.raises(UsageError, match="no 'colour'"):
        read(name, columns={"colour": "story"})
    assert "--column text=NAME" in read(put("b.csv", "one,two\n1,2\n"))[1][0].reason


def test_a_row_of_another_length_costs_only_itself() -> None:
    name = put("a.csv", f"id,text\n1,{TEXT}\n2,{TEXT},more\n3\n4,{TEXT}\n")
    found, refused = read(name)
    assert [article.id for article in found] == ["1", "4"]
    assert [(row.id, row.reason[:17]) for row in refused] == [
        ("a.csv:3", "a row of 3 column"), ("a.csv:4", "a row of 1 column"),
    ]  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encodings_of_tables_are_found_out(encoding: str) -> None:
    text = TEXT.replace("president", "président – “now”")
    name = put("a.csv", f"id,text\n1,{text}\n".encode(encoding))
    (found,), refused = read(name)
    assert not refused
    assert found.text == text


def test_one_row_in_another_encoding() -> None:
    rows = [f"{number},{TEXT}\n".encode() for number in range(2000)]
    odd = f"odd,{TEXT} “Später”\n".encode("cp1252")
    found, refused = read(put("a.csv", b"".join([b"id,text\n", *rows, odd])))
    assert not refused
    assert found[-1].text == f"{TEXT} “Später”"


def test_long_fields_of_tables() -> None:
    text = f"{TEXT} " * 4000
    assert read(put("a.csv", f"id,text\n1,{text}\n"))[0][0].text == text


def test_an_article_of_200_megabytes_in_a_table() -> None:
    huge = "They left on Monday.\n" * 250_000
    name = put("a.csv", f'id,text\n1,"{huge}"\n2,"{huge[:-1]}"\n3,{TEXT}\n')
    found, refused = read(name)
    assert [article.id for article in found] == ["3"]
    assert [row.id for row in refused] == ["a.csv:2", "a.csv:250003"]


def test_a_quotation_that_does_not_end() -> None:
    name = put("a.csv", f'id,text\n1,{TEXT}\n2,"{TEXT}\n3,{TEXT}\n')
    found, (refused,) = read(name)
    assert [article.id for article in found] == ["1"]
    assert (refused.id, "to line 4" in refused.reason) == ("a.csv:3", True)
    # A mark within a field that is not quoted is one of its letters.
    assert not read(put("b.csv", f'id,text\n1,{TEXT} 5" guns\n'))[1]


def test_a_zero_byte_costs_no_table() -> None:
    found, refused = read(put("a.csv", f"id,text\n1,{TEXT}\0\n2,{TEXT}\n"))
    assert [article.id for article in found] == ["1", "2"]
    assert not refused


CSV = f"headline,body\nArmy leaves,{TEXT}\n"


@pytest.mark.parametrize(
    "data",
    [
        CSV.encode(),
        CSV.encode("utf-16"),
        gzip.compress(CSV.encode()),
        gzip.compress(json.dumps({"text": TEXT}).encode()),
        TEXT.encode(),
    ],
    ids=["csv", "wide csv", "gzip", "lines", "text"],
)
def test_standard_input_is_what_its_first_bytes_say(data: bytes) -> None:
    (found,), refused = read("-", stdin=io.BytesIO(data))
    assert not refused
    assert found.text == TEXT


def test_archives_from_standard_input() -> None:
    archive, table = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(archive, "w") as members:
        members.writestr("a.txt", TEXT)
    parquet.write_table(arrow.table({"text": [TEXT]}), table)
    pages = web_archive([("https://a.example/1", "200 OK", "text/html", page(TEXT))])
    for data in (archive.getvalue(), table.getvalue(), pages, gzip.compress(pages)):
        (found,), refused = read("-", stdin=io.BytesIO(data))
        assert not refused
        assert TEXT in found.text
    cut = gzip.compress(pages)[:-4]
    assert "gzip" in read("-", stdin=io.BytesIO(cut))[1][-1].reason


def test_parquet() -> None:
    table = arrow.table(
        {
            "story": [TEXT, TEXT, None],
            "pub_date": [date(2016, 10, 11), None, None],
            "authors": [["Ann Example"], None, None],
            "words": [14, 14, 0],
        }
    )
    parquet.write_table(table, "a.parquet")
    (first, second), (refused,) = read("a.parquet")
    assert (first.id, first.published, first.authors) == (
        "a.parquet:1", "2016-10-11", ("Ann Example",),
    )  # fmt: skip
    assert first.extra == {"words": 14}
    assert second.published is None
    assert refused.id == "a.parquet:3"
    put("cut.parquet", Path("a.parquet").read_bytes()[:-20])
    assert "cannot be read" in read("cut.parquet")[1][0].reason
    put("b.parquet.gz", Path("a.parquet").read_bytes())
    assert len(read("b.parquet.gz")[0]) == 2


RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Daily Example</title>
<language>en-gb</language>
<item><title>Army leaves &amp; stays</title><link>https://news.example/1</link>
<guid>tag:1</guid><pubDate>Tue, 11 Oct 2016 23:30:00 -0400</pubDate>
<dc:creator>Ann Example</dc:creator><description>Short.</description>
<content:encoded><![CDATA[<p>{TEXT}</p><script>x()</script><p>More of
it &#8220;here&#8221;.</p>]]></content:encoded></item>
<item><title>Two</title><description>{TEXT}</description></item>
<item><title>Empty</title></item>
</channel></rss>"""

ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><entry>
<title>Army</title><link rel="self" href="x"/><link href="https://wire.example/2"/>
<id>urn:2</id><published>2016-10-11T04:00:00Z</published><author><name>Bo</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{TEXT}</p><p>End.</p></div>
</content></entry></feed>"""


def test_rss() -> None:
    (first, second), (refused,) = read(put("feed.xml", RSS))
    assert first.text == f"Army leaves & stays\n{TEXT}\nMore of it “here”."
    assert (first.id, first.published, first.publisher) == ("tag:1", "2016-10-11", "Daily Example")
    assert (first.url, first.authors) == ("https://news.example/1", ("Ann Example",))
    assert first.extracted
    assert second.id == "feed.xml:2"
    assert refused.id == "feed.xml:3"


def test_atom() -> None:
    (found,), refused = read(put("feed.atom", ATOM))
    assert not refused
    assert (found.text, found.url) == (f"Army\n{TEXT}\nEnd.", "https://wire.example/2")
    assert (found.id, found.published, found.authors) == ("urn:2", "2016-10-11", ("Bo",))


def test_a_feed_in_utf_16() -> None:
    found, _ = read(put("feed.xml", RSS.replace("UTF-8", "UTF-16").encode("utf-16")))
    assert [article.id for article in found] == ["tag:1", "feed.xml:2"]


def test_entities_in_titles() -> None:
    (found,), _ = read(put("feed.atom", ATOM.replace("Army<", "Army &amp;amp; Navy &amp;#8217;s<")))
    assert found.title == "Army & Navy ’s"


def test_feeds_with_mistakes() -> None:
    found, (refused,) = read(put("cut.rss", RSS[: RSS.index("<item><title>Empty")]))
    assert len(found) == 2
    assert "breaks off after 2 entries" in refused.reason
    # What is left of a text would be taken for all of it.
    found, (refused,) = read(put("cut.rss", RSS[: RSS.rindex(TEXT) + 40] + " &lt"))
    assert [article.id for article in found] == ["tag:1"]
    assert (refused.id, refused.reason[:19]) == ("cut.rss:2", "the feed breaks off")
    assert "without entries" in read(put("a.rss", "<rss><channel/></rss>"))[1][0].reason
    bomb = '<!DOCTYPE rss [<!ENTITY a "boo">]>' + RSS.partition("?>")[2].replace("Short", "&a;")
    assert read(put("b.rss", bomb))[0][0].id == "tag:1"


def page(text: str) -> bytes:
    return (
        "<html><head><title>A page</title></head><body><article>"
        + f"<p>{text}</p>" * 6
        + "</article></body></html>"
    ).encode()


def web_archive(pages: list[tuple[str, str, str, bytes]]) -> bytes:
    out = io.BytesIO()
    for number, (url, status, kind, body) in enumerate(pages):
        block = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + body
        head = {
            "WARC-Type": "response",
            "WARC-Record-ID": f"<urn:uuid:{UUID(int=number)}>",
            "WARC-Target-URI": url,
            "WARC-Date": "2016-10-12T01:00:00Z",
            "Content-Type": "application/http; msgtype=response",
            "Content-Length": str(len(block)),
        }
        lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
        out.write(f"WARC/1.0\r\n{lines}\r\n".encode() + block + b"\r\n\r\n")
    return out.getvalue()


def test_web_archives() -> None:
    data = web_archive([
        ("https://a.example/1", "200 OK", "text/html; charset=utf-8", page(TEXT)),
        ("https://a.example/2", "404 Not Found", "text/html", page(TEXT)),
        ("https://a.example/3.png", "200 OK", "image/png", b"\x89PNG"),
        ("https://a.example/4", "200 OK", "text/html", b"<html><body></body></html>"),
    ])  # fmt: skip
    (found,), (refused,) = read(put("news.warc.gz", data))
    assert TEXT in found.text
    assert (found.url, found.extra["crawled"]) == ("https://a.example/1", "2016-10-12")
    assert found.published is None
    assert found.id.startswith("urn:uuid:")
    assert "no article" in refused.reason
    assert refused.given["url"] == "https://a.example/4"


def test_a_web_archive_that_is_cut_keeps_what_came_before() -> None:
    noise = Random(1)
    pages = [page(f"{TEXT} {noise.getrandbits(4000):x}") for _ in range(40)]
    data = web_archive([("https://a.example/1", "200 OK", "text/html", body) for body in pages])
    whole = gzip.compress(data)
    Path("cut.warc.gz").write_bytes(whole[: len(whole) // 2])
    found, refused = read("cut.warc.gz")
    assert found
    assert refused[-1].id == "cut.warc.gz"
    assert "breaks off after" in refused[-1].reason
    assert len(found) + len(refused) > 2


def test_the_last_page_of_a_web_archive_that_is_cut_is_refused() -> None:
    data = web_archive([("https://a.example/1", "200 OK", "text/html", page(TEXT))] * 2)
    (first,), (refused,) = read(put("cut.warc", data[:-200]))
    assert first.text
    assert "a page that breaks off" in refused.reason
    assert "no web pages" in read(put("none.warc", web_archive([])))[1][0].reason


def test_zip_archives() -> None:
    with zipfile.ZipFile("news.zip", "w") as archive:
        archive.writestr("b/page.txt", TEXT)
        archive.writestr("a.jsonl", json.dumps({"text": TEXT}) + "\n{broken\n")
        archive.writestr("c.csv.gz", gzip.compress(f"id,text\nrow,{TEXT}\n".encode()))
        archive.writestr("d.zip", b"PK")
        archive.writestr("__MACOSX/x.txt", "no")
    found, refused = read("news.zip")
    assert [article.id for article in found] == ["news.zip/a.jsonl:1", "news.zip/b/page.txt", "row"]
    assert [refusal.id for refusal in refused] == ["news.zip/a.jsonl:2", "news.zip/d.zip"]


def test_a_damaged_member_costs_only_itself() -> None:
    with zipfile.ZipFile("news.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("a.txt", "b.txt", "c.txt"):
            archive.writestr(name, f"{name} {TEXT} " * 50)
    data = bytearray(Path("news.zip").read_bytes())
    with zipfile.ZipFile("news.zip") as archive:
        at = archive.getinfo("b.txt").header_offset
    data[at + 45 : at + 60] = b"\xff" * 15
    Path("news.zip").write_bytes(data)
    found, refused = read("news.zip")
    assert [article.id for article in found] == ["news.zip/a.txt", "news.zip/c.txt"]
    assert [(refusal.id, refusal.reason[:24]) for refusal in refused] == [
        ("news.zip/b.txt", "a member that is damaged")
    ]
    assert "no whole zip" in read(put("cut.zip", bytes(data[:200])))[1][-1].reason


def test_a_truncated_gzip_keeps_what_came_before() -> None:
    lines = "".join(json.dumps({"id": str(n), "text": f"{n} {TEXT}"}) + "\n" for n in range(5000))
    whole = gzip.compress(lines.encode())
    Path("cut.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    found, refused = read("cut.jsonl.gz")
    assert len(found) > 100
    assert found[0].id == "0"
    assert [refusal.id for refusal in refused[-1:]] == ["cut.jsonl.gz"]


def test_an_article_of_200_megabytes() -> None:
    with gzip.open("huge.txt.gz", "wb", compresslevel=1) as stream:
        for _ in range(200):
            stream.write(b"to be " * 166_667)
    put("lines.jsonl", json.dumps({"text": TEXT}))
    with gzip.open("huge.jsonl.gz", "wb", compresslevel=1) as stream:
        stream.write(b'{"text": "' + b"to be " * 6_000_000 + b'"}\n')
        stream.write(json.dumps({"id": "after", "text": TEXT}).encode())
    found, refused = read("huge.txt.gz", "huge.jsonl.gz", "lines.jsonl")
    assert [article.id for article in found] == ["after", "lines.jsonl:1"]
    assert [refusal.id for refusal in refused] == ["huge.txt.gz", "huge.jsonl.gz:1"]


def test_patterns() -> None:
    for name in ("x/a.txt", "x/b.txt", "x/deep/c.txt", "y/a[1].txt"):
        put(name, TEXT)
    assert [a.id for a in read("x/*.txt")[0]] == ["x/a.txt", "x/b.txt"]
    assert len(read("x/**/*.txt")[0]) == 3
    assert [a.id for a in read("y/a[1].txt")[0]] == ["y/a[1].txt"]
    assert "no such file" in read("z/*.txt")[1][0].reason


def test_the_meter_counts_to_the_end() -> None:
    put("x/a.txt", TEXT)
    put("x/b.jsonl.gz", json.dumps({"text": TEXT}))
    meter = Meter(size_of(["x"]))
    read("x", meter=meter)
    assert meter.done == meter.total == sum(p.stat().st_size for p in Path("x").iterdir())
    assert size_of(["x", "-"]) is None
