package io.longtape.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longtape.autodiff.ResourceVariable;
import io.longtape.optimizers.schedules.ExponentialDecay;
import io.longtape.optimizers.schedules.LearningRateSchedule;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.tensorflow.EagerSession;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class OptimizerOptionsTest {

  private static final Shape SHAPE = Shape.of(2, 3);

  private static List<String> slots(Optimizer optimizer) {
    return optimizer.slots(SHAPE).stream().map(SlotSpec::name).toList();
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void namesAreKerass() {
    assertThat(List.of(Adam.of(1), AdamW.of(1), SGD.of(1), RMSprop.of(1), Nadam.of(1)))
        .extracting(Optimizer::kerasName)
        .containsExactly("adam", "adam_w", "sgd", "rm_sprop", "nadam");
    assertThat(AdamW.of(1).slotPath("lstm/lstm_cell/kernel", "momentum"))
        .isEqualTo("adam_w/lstm_lstm_cell_kernel_momentum");
  }

  @Test
  void slotsAreThoseOfTheArguments() {
    assertThat(slots(Adam.of(1))).containsExactly("momentum", "velocity");
    assertThat(slots(AdamW.of(1).withAmsgrad(true)))
        .containsExactly("momentum", "velocity", "velocity_hat");
    assertThat(slots(SGD.of(1))).isEmpty();
    assertThat(slots(SGD.of(1).withMomentum(0.5))).containsExactly("momentum");
    assertThat(slots(RMSprop.of(1))).containsExactly("velocity", "momentum");
    assertThat(slots(RMSprop.of(1).withCentered(true)))
        .containsExactly("velocity", "momentum", "average_gradient");
    assertThat(slots(Nadam.of(1))).containsExactly("momentum", "velocity");
    assertThat(Adam.of(1).slots(SHAPE)).contains(new SlotSpec("velocity", SHAPE, 0));
    assertThat(Adam.of(1).globals()).isEmpty();
    assertThat(Nadam.of(1).globals()).containsExactly(new SlotSpec("u_product", Shape.scalar(), 1));
  }

  @Test
  void optionsAreKeptWhenOthersChange() {
    LearningRateSchedule rate = ExponentialDecay.of(0.1, 10, 0.5);
    Adam adam =
        Adam.of(rate)
            .withClipping(Clipping.byNorm(3))
            .withAmsgrad(true)
            .withWeightDecay(0.1)
            .withExcludedFromWeightDecay("bias")
            .withBeta1(0.5);
    assertThat(adam.learningRate()).isSameAs(rate);
    assertThat(adam.clipping()).isEqualTo(Clipping.byNorm(3));
    assertThat(slots(adam)).contains("velocity_hat");
    assertThat(adam.moments()).isEqualTo(new Moments(0.5, 0.999, 1e-7));
    assertThat(adam.common().decay()).isEqualTo(new WeightDecay(0.1, List.of("bias")));
    assertThat(AdamW.of(rate).common().decay()).isEqualTo(new WeightDecay(0.004, List.of()));
    assertThat(Adam.of(0.5).learningRate()).isEqualTo(LearningRateSchedule.constant(0.5));
    assertThat(Adam.of(0.5).clipping()).isEqualTo(Clipping.none());
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    assertRefused(() -> Adam.of(-0.1), "learning rate must be above 0, but is -0.1");
    assertRefused(() -> AdamW.of(0), "learning rate must be above 0, but is 0.0");
    assertRefused(() -> SGD.of(Double.NaN), "learning rate must be above 0, but is NaN");
    assertRefused(
        () -> RMSprop.of(Double.POSITIVE_INFINITY),
        "learning rate must be above 0, but is Infinity");
    assertRefused(
        () -> Nadam.of(1).withBeta1(1),
        "beta_1 must be at least 0 and below 1 in float32, but is 1.0");
    assertRefused(
        () -> Adam.of(1).withBeta2(-0.1),
        "beta_2 must be at least 0 and below 1 in float32, but is -0.1");
    assertRefused(
        () -> AdamW.of(1).withBeta2(0.99999999),
        "beta_2 must be at least 0 and below 1 in float32, but is 0.99999999");
    assertRefused(() -> Adam.of(1).withEpsilon(0), "epsilon must be above 0, but is 0.0");
    assertRefused(
        () -> Adam.of(1).withWeightDecay(-1), "weight decay must be at least 0, but is -1.0");
    assertRefused(
        () -> Adam.of(1).withExcludedFromWeightDecay("bias", ""),
        "every name has an empty word in it, so no variable would decay; leave weight decay off");
    assertRefused(() -> SGD.of(1).withMomentum(1.1), "momentum must be from 0 to 1, but is 1.1");
    assertRefused(
        () -> RMSprop.of(1).withRho(1),
        "rho must be at least 0 and below 1 in float32, but is 1.0");
    assertRefused(
        () -> RMSprop.of(1).withMomentum(-1),
        "momentum must be at least 0 and below 1 in float32, but is -1.0");
    assertRefused(() -> RMSprop.of(1).withEpsilon(-1), "epsilon must be above 0, but is -1.0");
  }

  @Test
  void aStepWithoutAnyGradientIsRefused() {
    try (EagerSession session = EagerSession.create()) {
      Ops tf = Ops.create(session);
      ResourceVariable<TFloat32> kernel = ResourceVariable.of(session, "kernel", tf.constant(1f));
      SGD sgd = SGD.of(1);
      VariableSlots slots = new VariableSlots(session, sgd);
      List<GradientAndVariable> pairs =
          List.of(new GradientAndVariable(null, "dense/kernel", kernel));
      assertRefused(
          () -> sgd.apply(tf, pairs, tf.constant(1f), tf.constant(1L), slots),
          "no variable has a gradient, so the loss depends on none of them: [dense/kernel]");
      assertThat(sgd.apply(tf, List.of(), tf.constant(1f), tf.constant(1L), slots)).isEmpty();
    }
  }
}
