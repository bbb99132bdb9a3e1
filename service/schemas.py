"""Wire models: what goes over HTTP, and nothing else. Unknown fields are refused."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from models.options import Options, QuoteStyle
from service.errors import ConflictingLengths
from service.limits import MAX_DISABLED_RULES, MAX_MODEL_NAME, MAX_RULE_ID, MAX_SENTENCES, MAX_WORDS

Sentences = Annotated[int, Field(ge=1, le=MAX_SENTENCES, description="Length of the summary in sentences.")]
Words = Annotated[int, Field(ge=1, le=MAX_WORDS, description="Length of the summary in words, never exceeded.")]
SummaryModel = Annotated[
    str, Field(max_length=MAX_MODEL_NAME, description="One of the summary models that the service was given.")
]


class Wire(BaseModel):
    """A request or a part of one: no unknown fields, no values of another type taken for the right one."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class OptionsIn(Wire):
    """Options of one document. ``sentences`` and ``words`` exclude each other; without both, three sentences."""

    sentences: Sentences | None = None
    words: Words | None = None
    quote_style: QuoteStyle = Field("keep", description="House style of quotation marks.")
    disabled_rules: list[Annotated[str, Field(max_length=MAX_RULE_ID)]] = Field(
        default_factory=list, max_length=MAX_DISABLED_RULES, description="Ids of rules that must not run."
    )
    summary_model: SummaryModel | None = None

    def to_options(self) -> Options:
        """Translate for the desk.

        Raises:
            ConflictingLengths: both lengths are given.
        """
        options = make_options(self.sentences, self.words, self.quote_style, frozenset(self.disabled_rules))
        return replace(options, summary_model=self.summary_model)


class TextRequest(Wire):
    """A text to clean or process."""

    text: str = Field(description="The text; offsets in the answer are code points of it.")
    options: OptionsIn = OptionsIn()


class SummarizeRequest(TextRequest):
    """A text to summarize."""

    clean: bool = Field(True, description="Clean the text before it is summarized.")


class QueryOptions(BaseModel):
    """Options in the query string, for bodies that are not JSON."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sentences: Sentences | None = None
    words: Words | None = None
    quote_style: QuoteStyle = Field("keep", description="House style of quotation marks.")
    summary_model: SummaryModel | None = None

    def to_options(self) -> Options:
        """Translate for the desk.

        Raises:
            ConflictingLengths: both lengths are given.
        """
        options = make_options(self.sentences, self.words, self.quote_style, frozenset())
        return replace(options, summary_model=self.summary_model)


class SummarizeQuery(QueryOptions):
    """Options of ``/v1/summarize`` in the query string."""

    clean: bool = Field(True, description="Clean the text before it is summarized.")


class NoQuery(BaseModel):
    """For routes that take no query parameters."""

    model_config = ConfigDict(extra="forbid")


class EditOut(BaseModel):
    """A repair: ``text[start:end]``, which reads ``before``, becomes ``after``."""

    start: int
    end: int
    before: str
    after: str
    kind: str = Field(description="quote, pronoun, spacing, punctuation, duplicate, encoding or boilerplate")
    confidence: float
    source: str
    message: str


class WarningOut(BaseModel):
    """Something that a person should know, and where; both offsets are 0 when it is about the whole text."""

    code: str
    message: str
    start: int
    end: int


class SpanOut(BaseModel):
    """A part of the received text."""

    start: int
    end: int


class NameOut(BaseModel):
    """A name put for a pronoun or a last name: ``text[start:end]``, which reads ``before``, became ``after``."""

    start: int
    end: int
    before: str
    after: str


class SentenceOut(BaseModel):
    """A sentence of the summary and the span of the received text that it was made from."""

    text: str
    start: int
    end: int
    kept: list[SpanOut] = Field(description="The parts of the span that it was made from, in order.")
    names: list[NameOut] = Field(description="The names put for pronouns and last names.")
    generated: bool = Field(
        False, description="A model wrote it in its own words; the span is the sentence most like it."
    )
    supported: bool = Field(True, description="The text bears it out.")


class SummaryOut(BaseModel):
    """A summary."""

    text: str
    words: int
    sentences: list[SentenceOut]


class CleanResponse(BaseModel):
    """The clean text. ``edits`` applied to the received text give ``text`` exactly."""

    text: str
    edits: list[EditOut]
    suggestions: list[EditOut] = Field(description="Repairs that are not sure enough to be applied.")
    warnings: list[WarningOut]
    models: dict[str, str]
    timings_ms: dict[str, float]
    source_text: str | None = Field(
        None, description="Only for text/html: the article text that was found, which all offsets refer to."
    )


class ProcessResponse(BaseModel):
    """The clean text and its summary. ``edits`` applied to the received text give ``text`` exactly."""

    text: str
    edits: list[EditOut]
    suggestions: list[EditOut] = Field(description="Repairs that are not sure enough to be applied.")
    summary: SummaryOut
    warnings: list[WarningOut]
    models: dict[str, str]
    timings_ms: dict[str, float]
    source_text: str | None = Field(
        None, description="Only for text/html: the article text that was found, which all offsets refer to."
    )


class ModelOut(BaseModel):
    """An installed model."""

    name: str
    task: str
    version: str
    sha256: str
    licence: str


class ConfiguredModelOut(BaseModel):
    """A checkpoint that the settings name, told from its files.

    `problem` is the code of the error that loading it ends with, as far as its files tell; empty when there is none.
    """

    name: str
    task: str
    kind: str
    revision: str
    sha256: str
    pinned: bool
    offline: bool
    problem: str


class ModelsResponse(BaseModel):
    """The models that are installed, the checkpoints that are configured beside them, and the models in use by task."""

    installed: list[ModelOut]
    configured: list[ConfiguredModelOut]
    in_use: dict[str, str]


class LimitsOut(BaseModel):
    """All limits of this service."""

    body_bytes: int
    characters: int
    batch_lines: int
    batch_line_bytes: int
    sentences: int
    words: int
    disabled_rules: int
    running: int
    waiting: int
    wait_seconds: float
    run_seconds: float
    html_seconds: float


class InfoResponse(BaseModel):
    """What this service is and how much it takes."""

    name: str
    version: str
    limits: LimitsOut


class StatusResponse(BaseModel):
    """An answer of a health check."""

    status: str


class FieldError(BaseModel):
    """One field or parameter that is wrong."""

    field: str
    message: str


class Problem(BaseModel):
    """An error, after RFC 9457. Decide on ``code``: it is stable."""

    model_config = ConfigDict(extra="forbid")

    type: str
    title: str
    status: int
    detail: str
    instance: str
    code: str
    request_id: str
    limit: float | None = Field(
        None,
        description="With body_too_large, line_too_long, too_many_lines, text_too_long; in seconds: deadline_exceeded.",
    )
    length: int | None = Field(None, description="With text_too_long: the length that the text has.")
    errors: list[FieldError] | None = Field(None, description="With invalid_request: what is wrong, field by field.")


class BatchLine(BaseModel):
    """One line of the answer to a batch: ``result`` or ``error``, for the line of the request with this number."""

    line: int = Field(description="Number of the line in the request, from 1.")
    result: ProcessResponse | None = None
    error: Problem | None = None


def make_options(
    sentences: int | None, words: int | None, quote_style: QuoteStyle, disabled_rules: frozenset[str]
) -> Options:
    """Build the options of the desk; without a length its default holds.

    Raises:
        ConflictingLengths: both lengths are given.
    """
    if sentences is not None and words is not None:
        raise ConflictingLengths
    if words is not None:
        return Options(sentences=None, words=words, quote_style=quote_style, disabled_rules=disabled_rules)
    if sentences is not None:
        return Options(sentences=sentences, quote_style=quote_style, disabled_rules=disabled_rules)
    return Options(quote_style=quote_style, disabled_rules=disabled_rules)
