"""How tf.GradientTape behaves: what is None, what is an error, what is watched. Numbers are float32.

Each result is a list of what the calls gave: the numbers in row-major order, null for None, or the kind
of error. "warning" stands for a logged warning that a dtype must be floating.
"""

import logging

import tensorflow as tf

BEHAVIOURS = {}


def behaviour(function):
    BEHAVIOURS[function.__name__] = function
    return function


def plain(g):
    if g is None or isinstance(g, str):
        return g
    return [float(v) for v in tf.reshape(tf.convert_to_tensor(g), [-1]).numpy()]


def attempt(function):
    """What a call gives, or the kind of error that it raises."""
    try:
        return function()
    except (RuntimeError, ValueError, LookupError) as e:
        return type(e).__name__


X = [1.0, 2.0]


def x():
    return tf.constant(X)


@behaviour
def unwatched_source():
    a = x()
    with tf.GradientTape() as t:
        y = a * a
    return [t.gradient(y, a)]


@behaviour
def unwatched_source_as_zeros():
    a = x()
    with tf.GradientTape() as t:
        y = a * a
    return [t.gradient(y, a, unconnected_gradients=tf.UnconnectedGradients.ZERO)]


@behaviour
def unconnected_source():
    a, b = x(), x()
    with tf.GradientTape(persistent=True) as t:
        t.watch([a, b])
        y = a * a
    zero = tf.UnconnectedGradients.ZERO
    return t.gradient(y, [a, b]) + t.gradient(y, [a, b], unconnected_gradients=zero)


@behaviour
def used_up():
    a = x()
    with tf.GradientTape() as t:
        t.watch(a)
        y = a * a
    return [t.gradient(y, a), attempt(lambda: t.gradient(y, a))]


@behaviour
def persistent():
    a = x()
    with tf.GradientTape(persistent=True) as t:
        t.watch(a)
        y = a * a
        z = y * y
    return [t.gradient(y, a), t.gradient(z, a), t.gradient(z, y)]


@behaviour
def persistent_records_its_own_gradients():
    a = x()
    with tf.GradientTape(persistent=True) as t:
        t.watch(a)
        y = a * a * a
        first = t.gradient(y, a)
        second = t.gradient(first, a)
    return [first, second, t.gradient(second, a)]


@behaviour
def target_is_the_source():
    a, b = x(), x()
    with tf.GradientTape(persistent=True) as t:
        t.watch(a)
    return [t.gradient(a, a), t.gradient(b, b)]


@behaviour
def source_in_between():
    a = x()
    with tf.GradientTape() as t:
        t.watch(a)
        y = a * a
        z = tf.exp(y)
    return t.gradient(z, [a, y])


@behaviour
def several_targets():
    a = x()
    with tf.GradientTape(persistent=True) as t:
        t.watch(a)
        y, z = a * a, tf.sin(a)
    b = tf.constant(1.0)
    return [t.gradient([y, z], a), t.gradient([y, b], a), t.gradient([b], a)]


@behaviour
def output_gradients():
    a = x()
    with tf.GradientTape() as t:
        t.watch(a)
        y = a * a
    return [t.gradient(y, a, output_gradients=tf.constant([10.0, 100.0]))]


@behaviour
def stop_recording():
    a = x()
    with tf.GradientTape() as t:
        t.watch(a)
        y = a * a
        with t.stop_recording():
            z = a * a
        u = y * z
    return [t.gradient(u, a)]


@behaviour
def reset():
    a = x()
    with tf.GradientTape() as t:
        t.watch(a)
        y = a * a
        t.reset()
        t.watch(a)
        z = y * a
    return [t.gradient(z, a)]


@behaviour
def reset_forgets_what_was_watched():
    a = x()
    with tf.GradientTape() as t:
        t.watch(a)
        t.reset()
        y = a * a
    return [t.gradient(y, a)]


@behaviour
def watched_after_use():
    a = x()
    with tf.GradientTape() as t:
        y = a * a
        t.watch(a)
        z = y * a
    return [t.gradient(z, a)]


@behaviour
def constants_of_others():
    a = x()
    with tf.GradientTape() as t:
        t.watch(a)
        b = a * 2.0
    y = b * b
    return [t.gradient(y, a)]


@behaviour
def stop_gradient():
    a = x()
    with tf.GradientTape() as t:
        t.watch(a)
        y = a * tf.stop_gradient(a * a)
    return [t.gradient(y, a)]


@behaviour
def through_integers():
    a = x()
    with tf.GradientTape() as t:
        t.watch(a)
        y = tf.cast(tf.cast(a, tf.int32) * 3, tf.float32)
    return [t.gradient(y, a)]


@behaviour
def integer_target():
    a = x()
    with tf.GradientTape() as t:
        t.watch(a)
        y = tf.cast(a, tf.int32)
    return [t.gradient(y, a)]


@behaviour
def integer_watched():
    """Python logs a warning and gives None."""
    records = []
    handler = logging.Handler()
    handler.emit = records.append
    tf.get_logger().addHandler(handler)
    n = tf.constant([3, 4])
    with tf.GradientTape() as t:
        t.watch(n)
        y = n * n
    assert t.gradient(y, n) is None
    assert "dtype of the watched tensor must be floating" in records[0].getMessage()
    return ["warning"]


@behaviour
def variable_is_watched_when_read():
    v = tf.Variable(X)
    with tf.GradientTape() as t:
        y = v * v
    return [t.gradient(y, v)]


@behaviour
def variable_is_not_watched_when_told_so():
    v = tf.Variable(X)
    with tf.GradientTape(watch_accessed_variables=False) as t:
        y = v * v
    return [t.gradient(y, v)]


@behaviour
def variable_watched_by_hand():
    v, w = tf.Variable(X), tf.Variable(X)
    with tf.GradientTape(watch_accessed_variables=False) as t:
        t.watch(v)
        y = v * w
    names = [float(u is v) for u in t.watched_variables()]
    return t.gradient(y, [v, w]) + [names]


@behaviour
def variable_that_is_not_trainable():
    v = tf.Variable(X, trainable=False)
    with tf.GradientTape() as t:
        y = v * v
    return [t.gradient(y, v)]


@behaviour
def variable_updated_after_it_was_read():
    v = tf.Variable(X)
    with tf.GradientTape() as t:
        y = v * v
        v.assign([10.0, 20.0])
        z = y * v
    return [t.gradient(z, v)]


@behaviour
def variables_in_the_order_of_their_making():
    a, b, c = tf.Variable(1.0), tf.Variable(2.0), tf.Variable(3.0)
    with tf.GradientTape() as t:
        y = c * a
    order = [v.numpy() for v in t.watched_variables()]
    return [tf.constant(order)] + t.gradient(y, [a, b, c])


@behaviour
def nested_second_order():
    a = x()
    with tf.GradientTape() as outer:
        outer.watch(a)
        with tf.GradientTape() as inner:
            inner.watch(a)
            y = a * a * a
        first = inner.gradient(y, a)
    return [first, outer.gradient(first, a)]


@behaviour
def nested_third_order():
    a = x()
    with tf.GradientTape() as t3:
        t3.watch(a)
        with tf.GradientTape() as t2:
            t2.watch(a)
            with tf.GradientTape() as t1:
                t1.watch(a)
                y = tf.sin(a) * a * a
            first = t1.gradient(y, a)
        second = t2.gradient(first, a)
    return [first, second, t3.gradient(second, a)]


@behaviour
def inner_gradient_outside_of_the_outer_tape():
    a = x()
    with tf.GradientTape() as outer:
        outer.watch(a)
        with tf.GradientTape() as inner:
            inner.watch(a)
            y = a * a * a
    first = inner.gradient(y, a)
    return [first, outer.gradient(first, a)]


@behaviour
def outer_gradient_of_the_same_target():
    a = x()
    with tf.GradientTape() as outer:
        outer.watch(a)
        with tf.GradientTape() as inner:
            inner.watch(a)
            y = a * a
    return [inner.gradient(y, a), outer.gradient(y, a)]


@behaviour
def hessian_vector_product():
    a, v = x(), tf.constant([0.5, -1.0])
    with tf.GradientTape() as outer:
        outer.watch(a)
        with tf.GradientTape() as inner:
            inner.watch(a)
            y = tf.reduce_prod(a) * tf.reduce_sum(a)
        first = inner.gradient(y, a)
    return [outer.gradient(first, a, output_gradients=v)]


@behaviour
def mixed_second_derivative():
    a, b = x(), tf.constant([3.0, 4.0])
    with tf.GradientTape() as outer:
        outer.watch(b)
        with tf.GradientTape() as inner:
            inner.watch(a)
            y = tf.sin(a * b)
        first = inner.gradient(y, a)
    return [first, outer.gradient(first, b)]


@behaviour
def gradient_penalty():
    w = tf.Variable([[0.5, -1.0], [2.0, 1.5]])
    a = tf.constant([X])
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            inner.watch(a)
            y = tf.reduce_sum(tf.tanh(tf.matmul(a, w)))
        slope = inner.gradient(y, a)
        penalty = tf.reduce_sum(slope * slope)
    return [penalty, outer.gradient(penalty, w)]


@behaviour
def jacobian():
    a = x()
    with tf.GradientTape(persistent=True) as t:
        t.watch(a)
        y = tf.stack([a[0] * a[1], a[0] + a[1], a[0]])
    return [t.jacobian(y, a), tf.constant([float(d) for d in t.jacobian(y, a).shape])]


@behaviour
def jacobian_with_respect_to_a_variable():
    w = tf.Variable([[0.5, -1.0], [2.0, 1.5]])
    with tf.GradientTape() as t:
        y = tf.matmul(tf.constant([X]), w)
    return [t.jacobian(y, w)]


@behaviour
def jacobian_unconnected():
    a, b = x(), x()
    with tf.GradientTape(persistent=True) as t:
        t.watch([a, b])
        y = a * a
    return [t.jacobian(y, b), t.jacobian(y, b, unconnected_gradients=tf.UnconnectedGradients.ZERO)]


@behaviour
def jacobian_uses_the_tape_up():
    a = x()
    with tf.GradientTape() as t:
        t.watch(a)
        y = a * a
    t.jacobian(y, a)
    return [attempt(lambda: t.gradient(y, a))]


@behaviour
def hessian():
    a = x()
    with tf.GradientTape() as outer:
        outer.watch(a)
        with tf.GradientTape() as inner:
            inner.watch(a)
            y = tf.reduce_prod(a) * tf.reduce_prod(a)
        first = inner.gradient(y, a)
    return [outer.jacobian(first, a)]


@behaviour
def batch_jacobian():
    a = tf.constant([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
    with tf.GradientTape() as t:
        t.watch(a)
        y = tf.concat([a * a, a[:, :1] * a[:, 1:]], 1)
    j = t.batch_jacobian(y, a)
    return [j, tf.constant([float(d) for d in j.shape])]


@behaviour
def batch_jacobian_of_other_batches():
    a = tf.constant([[1.0, 2.0], [3.0, 4.0]])
    with tf.GradientTape() as t:
        t.watch(a)
        y = tf.concat([a, a], 0)
    return [attempt(lambda: t.batch_jacobian(y, a))]


@behaviour
def batch_jacobian_unconnected():
    a = tf.constant([[1.0, 2.0], [3.0, 4.0]])
    b = tf.constant([[1.0], [2.0]])
    with tf.GradientTape(persistent=True) as t:
        t.watch([a, b])
        y = a * a
    return [t.batch_jacobian(y, b)]


@tf.custom_gradient
def log_one_plus_exp(a):
    e = tf.exp(a)
    return tf.math.log(1.0 + e), lambda upstream: upstream * (1.0 - 1.0 / (1.0 + e))


@behaviour
def custom_gradient():
    a = tf.constant([1.0, 100.0])
    with tf.GradientTape() as outer:
        outer.watch(a)
        with tf.GradientTape() as inner:
            inner.watch(a)
            y = log_one_plus_exp(a) * 3.0
        first = inner.gradient(y, a)
    second = outer.gradient(first, a)
    return [first, second[:1]]


@tf.custom_gradient
def clip_gradient(a):
    return tf.identity(a), lambda upstream: tf.clip_by_norm(upstream, 0.5)


@behaviour
def custom_gradient_that_clips():
    a = tf.constant(2.0)
    with tf.GradientTape() as t:
        t.watch(a)
        y = clip_gradient(a * a)
    return [t.gradient(y, a)]


@behaviour
def missing_gradient():
    a = x()
    with tf.GradientTape() as t:
        t.watch(a)
        y = tf.unique(a).y
    return [attempt(lambda: t.gradient(y, a))]


@behaviour
def embedding():
    table = tf.Variable([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
    with tf.GradientTape() as t:
        rows = tf.gather(table, [2, 0, 2])
        y = rows * rows
    g = t.gradient(y, table)
    return [g, g.values, tf.cast(g.indices, tf.float32), tf.cast(g.dense_shape, tf.float32)]


@behaviour
def embedding_read_twice_and_as_a_whole():
    table = tf.Variable([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
    with tf.GradientTape(persistent=True) as t:
        y = tf.gather(table, [1, 1]) * 2.0
        z = tf.gather(table, [0]) * 3.0
        u = table * table
    sparse = t.gradient([y, z], table)
    return [sparse, float_of(isinstance(sparse, tf.IndexedSlices)), t.gradient([y, u], table)]


def float_of(flag):
    return tf.constant(float(flag))


@behaviour
def control_flow_of_the_host():
    a = x()
    with tf.GradientTape() as t:
        t.watch(a)
        y = a
        for i in range(3):
            y = y * a if i != 1 else y + a
    return [t.gradient(y, a)]


def all_behaviours():
    return {name: [plain(g) for g in function()] for name, function in BEHAVIOURS.items()}
