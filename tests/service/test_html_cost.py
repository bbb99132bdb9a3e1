"""Pages that are made to be slow are not."""

from __future__ import annotations

import time

import pytest

from service.html import extract_html

SIZE = 50_000


@pytest.mark.parametrize(
    "piece",
    [
        "<!--",
        "<p ",
        '<p a="',
        "</p ",
        "<!",
        "<?",
        "<div>",
        "<",
        "&",
        "<p>a",
        "a<br>",
        "<script>",
        "<li>a",
        "<td>a",
        "<b>a</b> ",
    ],
)
def test_time_grows_with_the_page_and_no_faster(piece: str) -> None:
    extract_html("<p>Load what is loaded once.</p>")
    started = time.perf_counter()
    extract_html(piece * (SIZE // len(piece)))
    assert time.perf_counter() - started < 10


def test_a_long_paragraph_is_kept() -> None:
    text = " ".join(f"word{number}" for number in range(10_000))
    assert extract_html(f"<p>{text}</p>") == text
