"""``copydesk process``: the main job."""

from __future__ import annotations

from service.commands import io
from service.commands.parameters import (
    CleanupModel,
    Disable,
    File,
    Json,
    ModelsDir,
    Sentences,
    Style,
    SummaryModel,
    Threads,
    Words,
    make_options,
)


def process(
    file: File,
    as_json: Json = False,
    sentences: Sentences = None,
    words: Words = None,
    quote_style: Style = "keep",
    disable: Disable = None,
    models_dir: ModelsDir = None,
    cleanup_model: CleanupModel = None,
    summary_model: SummaryModel = None,
    threads: Threads = None,
) -> None:
    """Clean an article, then summarize it.

    Prints a diff, the edits with the reason of each, what is only suggested, warnings, and the summary.

    \b
    Examples:
      copydesk process article.txt
      copydesk process article.txt --words 60
      copydesk process page.html --json
      cat article.txt | copydesk process - --json
    """
    options = make_options(sentences, words, quote_style, disable)
    source = io.read_source(file)
    result = io.load_desk(models_dir, cleanup_model, summary_model, threads).process(source.text, options)
    if as_json:
        io.print_json(source, result)
    else:
        io.show(source, result)
