package io.longtape.training;

import java.io.Console;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows a bar with loss and time left on a terminal; where there is none it stays quiet. */
public final class ProgressBarListener implements TrainingListener {

  private final boolean terminal;
  private int stepsPerEpoch;
  private ProgressBar bar;
  private String validation = "";

  private ProgressBarListener(boolean terminal) {
    this.terminal = terminal;
  }

  /**
   * A bar on standard error if the program talks to a terminal.
   *
   * @return the listener
   */
  public static ProgressBarListener create() {
    return new ProgressBarListener(isTerminal());
  }

  @Override
  public void begin(int epochs, int steps) {
    stepsPerEpoch = steps;
    if (terminal) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("Training")
              .setInitialMax((long) epochs * steps)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(200)
              .build();
    }
  }

  @Override
  public void step(int epoch, int step, double meanLoss) {
    if (bar != null) {
      bar.stepTo((long) (epoch - 1) * stepsPerEpoch + step);
      bar.setExtraMessage(
          String.format(Locale.ROOT, " epoch %d loss %.4f%s", epoch, meanLoss, validation));
    }
  }

  @Override
  public void epoch(History.Epoch epoch) {
    epoch
        .validationLoss()
        .ifPresent(loss -> validation = String.format(Locale.ROOT, " validation %.4f", loss));
  }

  @Override
  public void end() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
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
