"""What a model that was exported on a GPU holds: the op CudnnRNNV3, for which no CPU has a kernel."""

import keras
import numpy as np
import tensorflow as tf
from keras import layers

UNITS = 6


def cudnn_lstm():
    """An ordinary LSTM; on a GPU Keras runs it by one op."""
    return keras.Sequential(
        [
            keras.Input((8, 3), name="series"),
            layers.LSTM(UNITS, name="lstm"),
            layers.Dense(2, name="dense"),
        ],
        name="cudnn_lstm",
    )


def packed(kernel, recurrent, bias):
    """The weights in a row, in the order of cuDNN: a matrix for each gate, then the biases."""
    matrices = [tf.transpose(m) for m in tf.split(kernel, 4, axis=1)]
    matrices += [tf.transpose(m) for m in tf.split(recurrent, 4, axis=1)]
    biases = tf.split(tf.concat([bias, tf.zeros_like(bias)], 0), 8)
    return tf.concat([tf.reshape(part, [-1]) for part in [*matrices, *biases]], 0)


def export_for_gpu(model, directory):
    """Traced on this CPU as Keras would trace it on a GPU."""
    lstm, dense = model.layers

    def serve(series):
        kernel, recurrent, bias = [tf.convert_to_tensor(w) for w in lstm.weights]
        steps = tf.transpose(series, [1, 0, 2])
        batch = tf.shape(series)[0]
        states = tf.zeros([1, batch, UNITS])
        lengths = tf.fill([batch], tf.shape(series)[1])
        answer = tf.raw_ops.CudnnRNNV3(
            input=steps,
            input_h=states,
            input_c=states,
            params=packed(kernel, recurrent, bias),
            sequence_lengths=lengths,
            is_training=False,
            rnn_mode="lstm",
        )
        return {"output_0": dense(answer.output_h[0])}

    archive = keras.export.ExportArchive()
    archive.track(model)
    signature = [tf.TensorSpec((None, 8, 3), tf.float32, name="series")]
    archive.add_endpoint("serve", serve, input_signature=signature)
    archive.write_out(directory, verbose=False)
