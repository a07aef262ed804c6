"""Bidirectional and TimeDistributed."""

from keras.layers import (
    GRU,
    LSTM,
    Bidirectional,
    Dense,
    Dropout,
    Embedding,
    LayerNormalization,
    Masking,
    SimpleRNN,
    TimeDistributed,
)
from keras.regularizers import L2

from keras_cases import continued, floats, functional, ids, sequential, stateful
from recurrent_cases import GAPS, MASKS, PADDED_IDS, RESET_BEFORE, TRAILING, X

MERGES = ("concat", "sum", "mul", "ave", None)


def cases():
    yield from merged()
    yield from masked()
    yield from with_states()
    yield from chosen_backward_layer()
    yield from time_distributed()


def both(layer, merge=None, **arguments):
    """A call that gives a list of outputs: merge_mode None, or states."""
    wrapper = Bidirectional(layer, merge_mode=merge, **arguments)

    def of(x, *initial):
        return continued(wrapper, x, list(initial)) if initial else wrapper(x)

    return of


def merged():
    for merge in MERGES:
        for sequences in (False, True):
            yield functional(
                f"Bidirectional LSTM merge_mode={merge} return_sequences={sequences}",
                both(LSTM(2, return_sequences=sequences), merge),
                X,
            )
    for label, kind in (
        ("GRU", GRU),
        ("GRU reset before", RESET_BEFORE),
        ("SimpleRNN", SimpleRNN),
    ):
        yield sequential(f"Bidirectional {label}", [Bidirectional(kind(2))], X)
        yield sequential(
            f"Bidirectional {label} merge_mode=sum return_sequences",
            [Bidirectional(kind(2, return_sequences=True), merge_mode="sum")],
            X,
        )
    yield sequential(
        "Bidirectional LSTM unroll", [Bidirectional(LSTM(2, unroll=True))], floats(2, 3, 2)
    )
    yield sequential(
        "Bidirectional LSTM relu without bias",
        [Bidirectional(LSTM(2, activation="relu", use_bias=False))],
        floats(2, 3, 2),
    )
    yield sequential(
        "Bidirectional LSTM regularizer",
        [Bidirectional(LSTM(2, kernel_regularizer=L2(0.05)))],
        floats(2, 3, 2),
    )
    yield sequential(
        "Bidirectional LSTM stacked",
        [Bidirectional(LSTM(2, return_sequences=True)), Bidirectional(LSTM(2)), Dense(1)],
        floats(2, 4, 2),
    )


def masked():
    for pattern, steps in MASKS.items():
        x = floats(3, 5, 2, steps=steps)
        yield sequential(
            f"Bidirectional LSTM, {pattern}", [Masking(), Bidirectional(LSTM(2))], x
        )
        yield sequential(
            f"Bidirectional LSTM return_sequences, {pattern}",
            [Masking(), Bidirectional(LSTM(2, return_sequences=True))],
            x,
        )
    x = floats(3, 5, 2, steps=TRAILING)
    for merge in ("mul", "ave", None):

        def call(tensor, merge=merge):
            return both(LSTM(2, return_sequences=True), merge)(Masking()(tensor))

        yield functional(f"Bidirectional LSTM merge_mode={merge}, trailing padding", call, x)
    yield sequential(
        "Bidirectional GRU after Embedding with mask_zero",
        [Embedding(7, 3, mask_zero=True), Bidirectional(GRU(2, return_sequences=True))],
        ids(PADDED_IDS),
    )
    yield sequential(
        "Bidirectional SimpleRNN, gaps",
        [Masking(), Bidirectional(SimpleRNN(2, return_sequences=True))],
        floats(3, 5, 2, steps=GAPS),
    )
    yield sequential(
        "Bidirectional LSTM stacked, trailing padding",
        [
            Masking(),
            Bidirectional(LSTM(2, return_sequences=True)),
            Bidirectional(LSTM(2)),
        ],
        x,
    )


def with_states():
    for merge in ("concat", None):
        yield functional(
            f"Bidirectional LSTM merge_mode={merge} return_state",
            both(LSTM(2, return_state=True), merge),
            X,
        )
    yield functional(
        "Bidirectional GRU return_state return_sequences",
        both(GRU(2, return_state=True, return_sequences=True), "concat"),
        X,
    )
    yield functional(
        "Bidirectional LSTM initial state",
        both(LSTM(2, return_state=True), "concat"),
        X,
        *[floats(3, 2) for _ in range(4)],
    )
    yield functional(
        "Bidirectional GRU initial state",
        both(GRU(2), "sum"),
        X,
        *[floats(3, 2) for _ in range(2)],
    )
    from_gaps = both(LSTM(2, return_sequences=True, return_state=True), "concat")
    yield functional(
        "Bidirectional LSTM initial state, all outputs, gaps",
        lambda x, *initial: from_gaps(Masking()(x), *initial),
        floats(3, 5, 2, steps=GAPS),
        *[floats(3, 2) for _ in range(4)],
    )
    yield stateful(
        "Bidirectional LSTM stateful", [Bidirectional(LSTM(2, stateful=True))], floats(2, 3, 2)
    )


def chosen_backward_layer():
    yield sequential(
        "Bidirectional LSTM with a backward layer of its own",
        [
            Bidirectional(
                LSTM(2, return_sequences=True),
                backward_layer=LSTM(
                    2, activation="relu", return_sequences=True, go_backwards=True
                ),
            )
        ],
        X,
    )
    yield sequential(
        "Bidirectional LSTM with a GRU backward of other units",
        [Bidirectional(LSTM(2), backward_layer=GRU(3, go_backwards=True))],
        X,
    )
    yield sequential(
        "Bidirectional LSTM that goes backwards first",
        [
            Bidirectional(
                LSTM(2, go_backwards=True, return_sequences=True),
                backward_layer=LSTM(2, return_sequences=True),
            )
        ],
        X,
    )


def time_distributed():
    yield sequential("TimeDistributed Dense", [TimeDistributed(Dense(3))], X)
    yield sequential(
        "TimeDistributed Dense relu", [TimeDistributed(Dense(3, activation="relu"))], X
    )
    yield sequential(
        "TimeDistributed Dense after LSTM, trailing padding",
        [Masking(), LSTM(3, return_sequences=True), TimeDistributed(Dense(2))],
        floats(3, 5, 2, steps=TRAILING),
    )
    yield sequential(
        "TimeDistributed LayerNormalization",
        [TimeDistributed(LayerNormalization())],
        floats(2, 4, 4),
    )
    yield sequential("TimeDistributed Dropout", [TimeDistributed(Dropout(0.3))], X)
    yield sequential(
        "TimeDistributed Dense over 4 dimensions",
        [TimeDistributed(Dense(2))],
        floats(2, 3, 2, 3),
    )
