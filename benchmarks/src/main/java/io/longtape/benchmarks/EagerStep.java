package io.longtape.benchmarks;

import io.longtape.autodiff.EagerScope;
import io.longtape.autodiff.GradientTape;
import java.util.List;
import org.tensorflow.EagerSession;
import org.tensorflow.ExecutionEnvironment;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Trains {@link LstmRegression} in an eager session, op by op. */
final class EagerStep implements Step {

  private final TFloat32 features = LstmRegression.features();
  private final TFloat32 targets = LstmRegression.targets();
  private final EagerSession session = EagerSession.create();
  private final LstmRegression network = LstmRegression.of(session);

  /**
   * The reads of the weights are freed before the update, which would otherwise copy the weights.
   */
  @Override
  public float run() {
    try (EagerScope step = EagerScope.of(session)) {
      List<Operand<TFloat32>> gradients;
      float loss;
      try (EagerScope pass = EagerScope.of(step)) {
        LstmRegression.Gradients all =
            network.differentiate(pass, pass.feed(features), pass.feed(targets));
        gradients = pass.keep(all.ofWeights());
        loss = all.loss().asTensor().getFloat();
      }
      network.update(step.ops(), gradients);
      return loss;
    }
  }

  /** The forward pass alone. */
  float forward() {
    try (EagerScope scope = EagerScope.of(session)) {
      return forward(scope, scope);
    }
  }

  /** The forward pass alone, while a tape records it. */
  float recordedForward() {
    try (EagerScope scope = EagerScope.of(session);
        GradientTape tape = GradientTape.of(scope)) {
      return forward(scope, tape.environment());
    }
  }

  private float forward(EagerScope scope, ExecutionEnvironment env) {
    Ops tf = Ops.create(env);
    return network
        .loss(tf, network.read(tf), scope.feed(features), scope.feed(targets))
        .asTensor()
        .getFloat();
  }

  @Override
  public void close() {
    network.close();
    session.close();
    features.close();
    targets.close();
  }
}
