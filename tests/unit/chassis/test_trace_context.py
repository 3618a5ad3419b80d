import pytest
from opentelemetry.trace import SpanContext, TraceFlags, get_current_span

from chassis import trace_context
from chassis.trace_context import (
    MOST_LINKS,
    Sampling,
    current_traceparent,
    is_sampled,
    links_to,
    parent_of,
    span_context_of,
    traceparent_of,
    unsampled_traceparent,
)

TEXT = "00-c0489860af388d0db98a435489f36587-983d0a45a2b1c3d4-01"


def test_a_context_is_written_as_it_was_read() -> None:
    context = span_context_of(TEXT)
    assert context is not None
    assert context.is_remote
    assert traceparent_of(context) == TEXT


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nonsense",
        "01" + TEXT[2:],
        TEXT.replace("c0489860af388d0db98a435489f36587", "0" * 32),
        TEXT[:-3],
        TEXT + "-9",
    ],
)
def test_what_is_no_context_is_none(text: str) -> None:
    assert span_context_of(text) is None
    assert not get_current_span(parent_of(text)).get_span_context().is_valid


def test_an_unsampled_context_is_valid_new_and_not_kept() -> None:
    text = unsampled_traceparent()
    assert span_context_of(text) is not None
    assert not is_sampled(text)
    assert text != unsampled_traceparent()


def test_without_a_span_there_is_no_current_context() -> None:
    assert current_traceparent() is None


def test_a_parent_goes_on_in_the_remote_trace() -> None:
    context = get_current_span(parent_of(TEXT)).get_span_context()
    assert traceparent_of(context) == TEXT


def test_links_go_to_sampled_ones_once_and_not_to_more_than_are_kept() -> None:
    assert links_to([TEXT, TEXT, unsampled_traceparent(), ""]) != []
    assert len(links_to([TEXT, TEXT, unsampled_traceparent(), ""])) == 1
    many = [traceparent_of(SpanContext(n + 1, n + 1, True, TraceFlags(1))) for n in range(MOST_LINKS + 50)]
    assert len(links_to(many)) == MOST_LINKS


def test_a_bulk_keeps_all_up_to_a_rate_and_beyond_it_about_one_in_twenty(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [7.2]
    monkeypatch.setattr(trace_context.time, "monotonic", lambda: now[0])
    sampling = Sampling(per_second=50)
    assert all(sampling.keep() for _ in range(50))
    assert 300 < sum(sampling.keep() for _ in range(10_000)) < 700
    now[0] += 1
    assert all(sampling.keep() for _ in range(50))
