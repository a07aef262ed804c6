package io.longtape.scenario.cli;

import io.longtape.checkpoints.CheckpointException;
import io.longtape.data.DataException;
import io.longtape.models.TrainingException;
import io.longtape.scenario.report.ReportException;
import io.longtape.serving.ModelException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Runs a picocli command as all examples do: exit code 0 when it worked, 2 when the command line
 * was wrong, 1 when the data, a model or a directory was; an error is one line, unless {@code
 * --stacktrace} asks for more.
 */
public final class Launcher {

  /** The option that asks for stack traces; a command declares it to show it in its help. */
  public static final String STACKTRACE = "--stacktrace";

  private static final List<Class<? extends RuntimeException>> EXPECTED =
      List.of(
          DataException.class,
          CheckpointException.class,
          ModelException.class,
          TrainingException.class,
          ReportException.class);

  private Launcher() {}

  /**
   * Runs a command. TensorFlow's own start-up lines are kept back.
   *
   * @param command an object with picocli's {@code @Command}
   * @param args the arguments of the command line
   * @return the exit code
   */
  public static int run(Object command, String... args) {
    CommandLine line = new CommandLine(command);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionStrategy(Launcher::execute);
    line.setParameterExceptionHandler(Launcher::usage);
    line.setExecutionExceptionHandler(
        (error, failed, parsed) ->
            error instanceof UsageException
                ? usage(new ParameterException(failed, error.getMessage()), args)
                : failure(error, failed.getErr(), Arrays.asList(args).contains(STACKTRACE)));
    return line.execute(args);
  }

  /** Help needs no TensorFlow; a command does. */
  private static int execute(ParseResult parsed) {
    Integer helped = CommandLine.executeHelpRequest(parsed);
    if (helped != null) {
      return helped;
    }
    QuietTensorFlow.apply();
    return new CommandLine.RunLast().execute(parsed);
  }

  private static int usage(ParameterException error, String[] args) {
    PrintWriter err = error.getCommandLine().getErr();
    err.println("error: " + oneLine(error));
    err.println("Try --help for what there is.");
    return ExitCode.USAGE;
  }

  private static int failure(Exception error, PrintWriter err, boolean stackTrace) {
    boolean expected = EXPECTED.stream().anyMatch(type -> type.isInstance(error));
    err.println(
        "error: "
            + (expected
                ? oneLine(error)
                : error.getClass().getSimpleName() + ": " + oneLine(error)));
    if (stackTrace) {
      error.printStackTrace(err);
    } else if (!expected) {
      err.println("This is a fault of the program; " + STACKTRACE + " shows where.");
    }
    return ExitCode.SOFTWARE;
  }

  private static String oneLine(Exception error) {
    return String.valueOf(error.getMessage()).replaceAll("\\s*\\R\\s*", " ");
  }
}
