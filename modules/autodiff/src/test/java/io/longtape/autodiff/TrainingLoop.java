package io.longtape.autodiff;

import io.longtape.autodiff.gradients.IndexedSlices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.tensorflow.EagerSession;
import org.tensorflow.ExecutionEnvironment;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/**
 * A process that trains an LSTM eagerly, on other numbers at each step, and prints how many KiB of
 * resident memory it has after some steps and at the end.
 */
final class TrainingLoop implements AutoCloseable {

  private static final int TIME = 20;
  private static final int BATCH = 32;
  private static final int UNITS = 128;
  private static final int VOCABULARY = 18_000;

  /** What the network reads. */
  enum Network {
    /** Features: 160 KiB a batch. */
    FEATURES(64),
    /** Tokens, whose embedding of 9 MB is updated row by row. */
    TOKENS(128);

    private final int width;

    Network(int width) {
      this.width = width;
    }
  }

  /** How the loop treats memory. */
  enum Care {
    /** As the documentation says. */
    FULL,
    /** Tensors are left to the garbage collector. */
    NO_SCOPE,
    /** Batches are made into constants. */
    CONSTANTS
  }

  private final Random random = new Random(1);
  private final EagerSession session = EagerSession.create();
  private final Network network;
  private final Care care;
  private final List<ResourceVariable<TFloat32>> weights = new ArrayList<>();

  private TrainingLoop(Network network, Care care) {
    this.network = network;
    this.care = care;
    if (network == Network.TOKENS) {
      weight("embedding", VOCABULARY, network.width);
    }
    weight("kernel", network.width, 4 * UNITS);
    weight("recurrent_kernel", UNITS, 4 * UNITS);
    weight("dense", UNITS, 1);
  }

  private void weight(String name, long... shape) {
    Ops tf = Ops.create(session);
    try (TFloat32 first = numbers(0.1f, shape)) {
      weights.add(ResourceVariable.of(session, name, tf.constantOf(first)));
    }
  }

  /** Of network, care, and the numbers of steps until the first and the last reading. */
  public static void main(String[] arguments) throws IOException {
    Network network = Network.valueOf(arguments[0]);
    try (TrainingLoop loop = new TrainingLoop(network, Care.valueOf(arguments[1]))) {
      int settled = Integer.parseInt(arguments[2]);
      int end = Integer.parseInt(arguments[3]);
      for (int step = 1; step <= end; step++) {
        loop.step();
        if (step == settled || step == end) {
          System.out.println(residentKib());
        }
      }
    }
  }

  /** {@code VmRSS} of this process. */
  private static long residentKib() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  private void step() {
    if (care == Care.NO_SCOPE) {
      try (EagerScope unused = EagerScope.of(session)) {
        update(Ops.create(session), gradients(session, unused));
      }
      return;
    }
    try (EagerScope step = EagerScope.of(session)) {
      List<Operand<TFloat32>> gradients;
      try (EagerScope pass = EagerScope.of(step)) {
        gradients = pass.keep(gradients(pass, pass));
      }
      update(step.ops(), gradients);
    }
  }

  private List<Operand<TFloat32>> gradients(ExecutionEnvironment env, EagerScope scope) {
    try (GradientTape tape = GradientTape.of(env)) {
      return tape.gradient(loss(tape.ops(), scope), weights);
    }
  }

  private void update(Ops tf, List<Operand<TFloat32>> gradients) {
    Operand<TFloat32> rate = tf.constant(0.01f);
    for (int i = 0; i < weights.size(); i++) {
      weights.get(i).assignSub(tf, scaled(tf, rate, gradients.get(i)));
    }
  }

  private static Operand<TFloat32> scaled(
      Ops tf, Operand<TFloat32> rate, Operand<TFloat32> gradient) {
    return gradient instanceof IndexedSlices<TFloat32> slices
        ? IndexedSlices.of(
            tf, tf.math.mul(rate, slices.values()), slices.indices(), slices.denseShape())
        : tf.math.mul(rate, gradient);
  }

  private Operand<TFloat32> loss(Ops tf, EagerScope scope) {
    int at = weights.size() - 3;
    Operand<TFloat32> x =
        network == Network.TOKENS
            ? weights.get(0).gather(tf, input(tf, scope, tokens()))
            : input(tf, scope, numbers(1, TIME * BATCH, network.width));
    Operand<TFloat32> kernel = weights.get(at).read(tf);
    Operand<TFloat32> recurrent = weights.get(at + 1).read(tf);
    Operand<TInt32> columns = tf.constant(1);
    Operand<TFloat32> hidden = tf.zeros(tf.constant(new int[] {BATCH, UNITS}), TFloat32.class);
    Operand<TFloat32> cell = hidden;
    for (Output<TFloat32> now : tf.split(tf.constant(0), x, (long) TIME).output()) {
      Operand<TFloat32> z =
          tf.math.add(tf.linalg.matMul(now, kernel), tf.linalg.matMul(hidden, recurrent));
      List<Output<TFloat32>> gates = tf.split(columns, z, 4L).output();
      Operand<TFloat32> kept = tf.math.mul(tf.math.sigmoid(gates.get(1)), cell);
      cell =
          tf.math.add(kept, tf.math.mul(tf.math.sigmoid(gates.get(0)), tf.math.tanh(gates.get(2))));
      hidden = tf.math.mul(tf.math.sigmoid(gates.get(3)), tf.math.tanh(cell));
    }
    Operand<TFloat32> error =
        tf.math.sub(
            tf.linalg.matMul(hidden, weights.get(at + 2).read(tf)),
            input(tf, scope, numbers(1, BATCH, 1)));
    return tf.math.mean(tf.math.square(error), tf.constant(new int[] {0, 1}));
  }

  private <T extends TType> Operand<T> input(Ops tf, EagerScope scope, T batch) {
    try (batch) {
      return switch (care) {
        case FULL -> scope.feed(batch);
        case NO_SCOPE -> copy(Ops.create(session), batch);
        case CONSTANTS -> tf.constantOf(batch);
      };
    }
  }

  /** As {@link EagerScope#feed} does it, with nobody to free the copy. */
  @SuppressWarnings("unchecked") // of the type that is asked for
  private static <T extends TType> Operand<T> copy(Ops tf, T batch) {
    Operand<TInt32> shape = tf.constant(Shapes.ints(batch.shape()));
    Operand<T> empty = (Operand<T>) tf.empty(shape, batch.type());
    batch.asRawTensor().data().copyTo(empty.asTensor().asRawTensor().data(), batch.numBytes());
    return empty;
  }

  private TFloat32 numbers(float scale, long... shape) {
    return TFloat32.tensorOf(
        Shape.of(shape),
        data -> data.scalars().forEach(x -> x.setFloat(scale * (float) random.nextGaussian())));
  }

  private TInt32 tokens() {
    int[] tokens = random.ints(TIME * BATCH, 0, VOCABULARY).toArray();
    return TInt32.tensorOf(NdArrays.vectorOf(tokens));
  }

  @Override
  public void close() {
    weights.forEach(ResourceVariable::close);
    session.close();
  }
}
