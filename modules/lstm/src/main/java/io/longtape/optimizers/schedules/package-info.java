/**
 * Learning rates that change from step to step, with Keras's names and numbers ({@code
 * keras.optimizers.schedules}).
 *
 * <p>A schedule is a function of the step alone. It holds no state, so that a resumed run takes up
 * the rate where it was.
 */
package io.longtape.optimizers.schedules;
