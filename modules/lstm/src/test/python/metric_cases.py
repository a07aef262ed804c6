"""Cases of metrics: their results over batches of different sizes."""

import keras
import numpy as np
import tensorflow as tf

from drawn_cases import align, array, title, with_optional

ROWS = (4, 3, 5)

METRICS = {
    "accuracy": None,  # chosen by compile
    "binaryAccuracy": lambda threshold=0.5: keras.metrics.BinaryAccuracy(threshold=threshold),
    "categoricalAccuracy": lambda: keras.metrics.CategoricalAccuracy(),
    "sparseCategoricalAccuracy": lambda: keras.metrics.SparseCategoricalAccuracy(),
    "topKCategoricalAccuracy": lambda k: keras.metrics.TopKCategoricalAccuracy(k=k),
    "sparseTopKCategoricalAccuracy": lambda k: keras.metrics.SparseTopKCategoricalAccuracy(k=k),
    "rootMeanSquaredError": lambda: keras.metrics.RootMeanSquaredError(),
    "precision": lambda threshold=0.5, classId=None: keras.metrics.Precision(
        thresholds=threshold, class_id=classId
    ),
    "recall": lambda threshold=0.5, classId=None: keras.metrics.Recall(
        thresholds=threshold, class_id=classId
    ),
    "f1Score": lambda average, classes, threshold=None: keras.metrics.F1Score(
        average=average, threshold=threshold
    ),
    "auc": lambda curve="ROC", thresholds=200, fromLogits=False: keras.metrics.AUC(
        num_thresholds=thresholds, curve=curve, from_logits=fromLogits
    ),
    # Losses as metrics
    "meanSquaredError": lambda: keras.metrics.MeanSquaredError(),
    "meanAbsoluteError": lambda: keras.metrics.MeanAbsoluteError(),
    "meanAbsolutePercentageError": lambda: keras.metrics.MeanAbsolutePercentageError(),
    "logCosh": lambda: keras.metrics.LogCoshError(name="log_cosh"),
    "binaryCrossentropy": lambda fromLogits=False, labelSmoothing=0: (
        keras.metrics.BinaryCrossentropy(from_logits=fromLogits, label_smoothing=labelSmoothing)
    ),
    "categoricalCrossentropy": lambda fromLogits=False, labelSmoothing=0: (
        keras.metrics.CategoricalCrossentropy(
            from_logits=fromLogits, label_smoothing=labelSmoothing
        )
    ),
    "sparseCategoricalCrossentropy": lambda fromLogits=False: (
        keras.metrics.SparseCategoricalCrossentropy(from_logits=fromLogits)
    ),
}


def update(metric, batch):
    """Keras's means heed a mask; for its other metrics the mask is folded into the weights."""
    labels, predictions = tf.constant(batch["labels"]), tf.constant(batch["predictions"])
    weights, mask = batch.get("weights"), batch.get("mask")
    if mask is not None:
        weights = align(weights, mask)
        if isinstance(metric, keras.metrics.MeanMetricWrapper):
            keras.src.backend.set_keras_mask(predictions, tf.constant(mask))
        else:
            weights = mask.astype(np.float32) if weights is None else weights * mask
    metric.update_state(labels, predictions, sample_weight=weights)


def metric_case(name, metric, batches, **config):
    """The result after each batch."""
    keras_metric = create(metric, batches[0]["labels"], batches[0]["predictions"], config)
    results = []
    for batch in batches:
        update(keras_metric, batch)
        results.append(float(keras_metric.result()))
    return {
        "name": title(metric, config, name),
        "function": metric,
        "config": config,
        "keras": keras_metric.name,
        "batches": [
            with_optional(
                {"labels": array(b["labels"]), "predictions": array(b["predictions"])},
                b.get("weights"),
                b.get("mask"),
            )
            for b in batches
        ],
        "results": array(results),
    }


def create(metric, labels, predictions, config):
    if metric == "accuracy":
        return keras.src.trainers.compile_utils.get_metric("accuracy", labels, predictions)
    return METRICS[metric](**config)


def batches(labels, predictions, weights=None, mask=None):
    """Three of different sizes; each argument draws for a number of rows."""
    drawn = []
    for rows in ROWS:
        batch = {"labels": labels(rows), "predictions": predictions(rows)}
        if weights:
            batch["weights"] = weights(rows)
        if mask:
            batch["mask"] = mask(rows)
        drawn.append(batch)
    return drawn


def metric_variants(draw, metric, labels, predictions, **config):
    def case(what, **more):
        name = f"{list(labels(1).shape)} beside {list(predictions(1).shape)}{what}"
        return metric_case(name, metric, batches(labels, predictions, **more), **config)

    yield case("")
    yield case(", weights", weights=draw.weights)


def sequence_variants(draw, metric, labels, predictions, steps, **config):
    yield from metric_variants(draw, metric, labels, predictions, **config)
    yield metric_case(
        "mask",
        metric,
        batches(labels, predictions, mask=lambda n: draw.mask(n, steps)),
        **config,
    )
    yield metric_case(
        "mask and weights",
        metric,
        batches(labels, predictions, draw.weights, lambda n: draw.mask(n, steps)),
        **config,
    )


def metrics(draw):
    def of(kind, *shape):
        return lambda n: getattr(draw, kind)(n, *shape)

    def ids(classes, *shape):
        return lambda n: draw.ids(classes, n, *shape)

    for metric in (
        "meanSquaredError",
        "meanAbsoluteError",
        "meanAbsolutePercentageError",
        "rootMeanSquaredError",
    ):
        yield from metric_variants(draw, metric, of("numbers", 3), of("numbers", 3))
    for metric in ("meanSquaredError", "rootMeanSquaredError"):
        yield from sequence_variants(
            draw, metric, of("numbers", 4, 2), of("numbers", 4, 2), steps=4
        )
    yield from metric_variants(draw, "logCosh", of("numbers", 3), of("numbers", 3))
    yield from metric_variants(draw, "binaryAccuracy", of("bits", 1), of("probabilities", 1))
    yield from metric_variants(draw, "binaryAccuracy", of("bits"), of("probabilities", 1))
    yield from metric_variants(
        draw, "binaryAccuracy", of("bits", 3), of("numbers", 3), threshold=0.0
    )
    yield from metric_variants(draw, "categoricalAccuracy", of("onehot", 3), of("softmax", 3))
    yield from metric_variants(draw, "sparseCategoricalAccuracy", ids(3), of("softmax", 3))
    yield from metric_variants(draw, "sparseCategoricalAccuracy", ids(3, 1), of("softmax", 3))
    yield from sequence_variants(
        draw, "sparseCategoricalAccuracy", ids(3, 4), of("softmax", 4, 3), steps=4
    )
    yield from metric_variants(draw, "accuracy", of("bits", 1), of("probabilities", 1))
    yield from metric_variants(draw, "accuracy", of("onehot", 3), of("softmax", 3))
    yield from metric_variants(draw, "accuracy", ids(3), of("softmax", 3))
    yield from metric_variants(draw, "accuracy", ids(3, 1), of("softmax", 3))
    yield from sequence_variants(draw, "accuracy", ids(3, 4), of("softmax", 4, 3), steps=4)
    yield from metric_variants(
        draw, "topKCategoricalAccuracy", of("onehot", 6), of("softmax", 6), k=2
    )
    yield from metric_variants(
        draw, "sparseTopKCategoricalAccuracy", ids(6), of("softmax", 6), k=3
    )
    yield from sequence_variants(
        draw, "sparseTopKCategoricalAccuracy", ids(6, 4), of("softmax", 4, 6), steps=4, k=2
    )
    for metric in ("precision", "recall"):
        yield from metric_variants(draw, metric, of("bits"), of("probabilities"))
        yield from metric_variants(
            draw, metric, of("bits", 3), of("probabilities", 3), threshold=0.3
        )
        yield from metric_variants(
            draw, metric, of("onehot", 3), of("softmax", 3), classId=1, threshold=0.4
        )
        yield metric_case(
            "mask",
            metric,
            batches(
                of("bits", 4, 1), of("probabilities", 4, 1), mask=lambda n: draw.mask(n, 4)
            ),
        )
        yield metric_case("none", metric, batches(lambda n: np.zeros((n, 1)), of("bits", 1)))
    for average in ("micro", "macro", "weighted"):
        yield from metric_variants(
            draw, "f1Score", of("onehot", 3), of("softmax", 3), average=average, classes=3
        )
        yield from metric_variants(
            draw,
            "f1Score",
            of("bits", 2),
            of("probabilities", 2),
            average=average,
            classes=2,
            threshold=0.5,
        )
    for curve in ("ROC", "PR"):
        yield from metric_variants(
            draw, "auc", of("bits", 1), of("probabilities", 1), curve=curve
        )
        yield from metric_variants(
            draw, "auc", of("bits", 3), of("probabilities", 3), curve=curve, thresholds=7
        )
        yield metric_case(
            "at the thresholds",
            "auc",
            batches(of("bits"), lambda n: draw.rng.integers(0, 5, n).astype(np.float32) / 4),
            curve=curve,
            thresholds=5,
        )
    yield from metric_variants(draw, "auc", of("bits", 1), of("numbers", 1), fromLogits=True)
    yield metric_case("no positives", "auc", batches(lambda n: np.zeros(n), of("probabilities")))
    yield from metric_variants(
        draw, "binaryCrossentropy", of("bits", 2), of("numbers", 2), fromLogits=True
    )
    yield from metric_variants(
        draw,
        "categoricalCrossentropy",
        of("onehot", 3),
        of("softmax", 3),
        labelSmoothing=0.1,
    )
    yield from sequence_variants(
        draw, "sparseCategoricalCrossentropy", ids(3, 4), of("softmax", 4, 3), steps=4
    )
