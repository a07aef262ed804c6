package io.longtape.callbacks;

import io.longtape.checkpoints.CallbackState;
import java.io.Console;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows a bar on standard error with epoch, loss and time left, if the program talks to a terminal;
 * where there is none it stays quiet.
 */
public final class ProgressBar implements Callback {

  private static final String EPOCH = "epoch";
  private static final int UNKNOWN = -1;
  private static final int UPDATE_MILLIS = 200;

  private final boolean terminal;
  private final UnaryOperator<ProgressBarBuilder> output;
  private me.tongfei.progressbar.ProgressBar bar;
  private final RestoredState restored = new RestoredState();
  private OptionalLong stepsPerEpoch = OptionalLong.empty();
  private int epoch;
  private String validation = "";

  ProgressBar(boolean terminal, UnaryOperator<ProgressBarBuilder> output) {
    this.terminal = terminal;
    this.output = output;
  }

  /**
   * A bar for a terminal.
   *
   * @return the callback
   */
  public static ProgressBar create() {
    return new ProgressBar(isTerminal(), UnaryOperator.identity());
  }

  @Override
  public void onTrainBegin(TrainingContext context) {
    epoch = (int) restored.take().number(EPOCH).orElse(1);
    stepsPerEpoch = context.stepsPerEpoch();
    validation = "";
    if (terminal) {
      bar =
          output
              .apply(
                  new ProgressBarBuilder()
                      .setTaskName("Training")
                      .setInitialMax(total(context))
                      .setStyle(ProgressBarStyle.ASCII)
                      .setUpdateIntervalMillis(UPDATE_MILLIS))
              .build();
    }
  }

  @Override
  public void onEpochBegin(TrainingContext context, int newEpoch) {
    epoch = newEpoch;
  }

  @Override
  public void onTrainBatchEnd(TrainingContext context, int step, Map<String, Double> logs) {
    if (bar != null) {
      if (stepsPerEpoch.isPresent()) {
        bar.stepTo((epoch - 1) * stepsPerEpoch.getAsLong() + step);
      } else {
        bar.step();
      }
      bar.setExtraMessage(" epoch " + epoch + text(" loss ", logs, "loss") + validation);
    }
  }

  @Override
  public void onEpochEnd(TrainingContext context, int endedEpoch, Map<String, Double> logs) {
    validation = text(" validation ", logs, "val_loss");
  }

  @Override
  public void onTrainEnd(TrainingContext context) {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  @Override
  public Optional<CallbackState> state() {
    return Optional.of(CallbackState.of(Map.of(EPOCH, (double) epoch)));
  }

  @Override
  public void restore(CallbackState state) {
    restored.put(state);
  }

  private static String text(String label, Map<String, Double> logs, String metric) {
    Double value = logs.get(metric);
    return value == null ? "" : String.format(Locale.ROOT, "%s%.4f", label, value);
  }

  private static long total(TrainingContext context) {
    OptionalLong steps = context.stepsPerEpoch();
    return steps.isPresent() ? context.epochs() * steps.getAsLong() : UNKNOWN;
  }

  /** From Java 22 on there is a console without a terminal, and a method that tells. */
  @SuppressWarnings("SystemConsoleNull") // null still means no terminal where it is returned
  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException beforeJava22) {
      return true;
    }
  }
}
