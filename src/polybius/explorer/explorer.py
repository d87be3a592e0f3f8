"""What one server shows: a store, its index, and a coder for pasted texts."""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from polybius.article import Article
from polybius.errors import PolybiusError
from polybius.explorer.desk import Desk
from polybius.explorer.index import Index
from polybius.reading import Refusal
from polybius.store import Store, StoreError
from polybius.store.ingest import Plan, Tally, ingest
from polybius.story import index as stories

# Seconds that a request waits for a store that somebody else holds.
PATIENCE = 5.0
# Stories are brought up to date by the server itself only where so many documents are new.
_MOST_PENDING = 5000


@dataclass(frozen=True, eq=False, slots=True)
class Explorer:
    """A store and what is needed to show it.

    `mode` is `store`, or `pages` for documents that are coded for this run only; `name` is
    what the page calls it; `note` a line about what cannot be done here.
    """

    store: Store
    index: Index
    desk: Desk
    mode: str
    name: str
    note: str | None = None
    folder: Path | None = None
    code: Callable[[], None] | None = None

    @classmethod
    def of_store(cls, path: Path) -> Explorer:
        """An explorer of a store. Raises StoreError where it is none, missing or newer."""
        note = None
        try:
            store = Store.open(path, patience=PATIENCE)
        except StoreError as error:
            if "is writing into this store" not in str(error):
                raise
            # Of an older version, and not to be changed now: it can be read all the same.
            store, note = Store(path, PATIENCE), f"corrections cannot be kept now: {error}"
        return cls(store, Index(store), Desk(), "store", path.name, note)

    @classmethod
    def of_pages(
        cls,
        documents: Iterable[Article | Refusal],
        name: str,
        told: Callable[[Tally], None] = lambda _: None,
    ) -> Explorer:
        """An explorer of documents, coded once it is started into a store that is gone in the
        end; `told` gets the counts."""
        folder = Path(tempfile.mkdtemp(prefix="polybius-"))
        store = Store.open(folder / "pages.duckdb", create=True, patience=PATIENCE)

        def code() -> None:
            tally = Tally()
            ingest(documents, store, Plan(), tally)
            told(tally)

        note = "corrections are kept until the server ends; gold can be saved before"
        return cls(store, Index(store), Desk(), "pages", name, note, folder, code)

    def start(self) -> None:
        """Code the pages, make the index, then the stories where they are few to make: all in
        the background."""
        threading.Thread(target=self._begin, daemon=True).start()

    def _begin(self) -> None:
        try:
            if self.code:
                self.index.waiting = "the pages are being coded"
                self.code()
        except Exception as error:
            self.index.waiting = f"the pages could not be coded: {error}"
            return
        self.index.waiting = None
        self.index.start().join()
        try:
            pending = stories.pending(self.store)
            few = self.store.size().documents if pending is None else pending
            if 0 < few <= _MOST_PENDING:
                stories.update(self.store)
                self.index.start().join()
        except PolybiusError:
            pass  # somebody else writes: the page says that stories are not up to date

    def stories_state(self) -> dict[str, object]:
        """Whether the stories are `ready`, `behind` or not made (`none`), and how many
        documents they lack."""
        waiting = stories.pending(self.store)
        state = "none" if waiting is None else "behind" if waiting else "ready"
        return {"state": state, "pending": waiting or 0}

    def close(self) -> None:
        """Let go of all files, and remove those of this run."""
        self.index.close()
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)
