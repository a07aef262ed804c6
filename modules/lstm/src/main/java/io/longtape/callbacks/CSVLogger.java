package io.longtape.callbacks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.longtape.checkpoints.CallbackState;
import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes the logs of each epoch as a line of a CSV file: {@code keras.callbacks.CSVLogger}.
 *
 * <p>The columns are Keras's: {@code epoch}, then the metrics of the first epoch in alphabetical
 * order, and if no {@code val_} metric is among them, one {@code val_} column for each, for
 * validations that come later; what an epoch does not have is {@code NA}. Epochs count from 1,
 * while Keras's file counts from 0. Each line is handed to the system when its epoch is done.
 *
 * <p>A training that goes on from a checkpoint goes on with its file: lines of epochs after the
 * checkpoint are removed, so no epoch is there twice.
 */
public final class CSVLogger implements Callback {

  private static final String EPOCH = "epoch";
  private static final String VALIDATION = "val_";
  private static final String LENGTH = "length";
  private static final String MISSING = "NA";

  private final RestoredState restored = new RestoredState();
  private final Path file;
  private final char separator;
  private final boolean append;

  private FileOutputStream out;
  private List<String> columns;
  private long length;

  private CSVLogger(Path file, char separator, boolean append) {
    this.file = requireNonNull(file, "file");
    this.separator = separator;
    this.append = append;
  }

  /**
   * Writes a file with commas, in place of one that is there.
   *
   * @param file the file; missing folders are made
   * @return the callback
   */
  public static CSVLogger of(Path file) {
    return new CSVLogger(file, ',', false);
  }

  /**
   * The same with another separator.
   *
   * @param newSeparator what stands between two columns
   * @return the callback
   */
  public CSVLogger withSeparator(char newSeparator) {
    return new CSVLogger(file, newSeparator, append);
  }

  /**
   * The same, adding to a file that is there.
   *
   * @param newAppend whether to add; the file's columns must then be those of this training
   * @return the callback
   */
  public CSVLogger withAppend(boolean newAppend) {
    return new CSVLogger(file, separator, newAppend);
  }

  @Override
  public void onTrainBegin(TrainingContext context) {
    CallbackState from = restored.take();
    columns = null;
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      boolean goesOn = from.number(LENGTH).isPresent();
      if (goesOn) {
        cut((long) from.number(LENGTH).getAsDouble());
      }
      out = new FileOutputStream(file.toFile(), append || goesOn);
      length = Files.size(file);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void onEpochEnd(TrainingContext context, int epoch, Map<String, Double> logs) {
    try {
      if (columns == null) {
        columns = columnsOf(logs);
        header();
      }
      List<String> cells = new ArrayList<>(List.of(Integer.toString(epoch)));
      for (String column : columns) {
        Double value = logs.get(column);
        cells.add(value == null ? MISSING : value.toString());
      }
      write(cells);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void onTrainEnd(TrainingContext context) {
    if (out != null) {
      try {
        out.close();
      } catch (IOException e) {
        throw failed(e);
      } finally {
        out = null;
      }
    }
  }

  @Override
  public Optional<CallbackState> state() {
    return Optional.of(CallbackState.of(Map.of(LENGTH, (double) length)));
  }

  @Override
  public void restore(CallbackState state) {
    restored.put(state);
  }

  private static List<String> columnsOf(Map<String, Double> logs) {
    List<String> names = logs.keySet().stream().sorted().collect(Collectors.toList());
    if (names.stream().noneMatch(name -> name.startsWith(VALIDATION))) {
      names.addAll(names.stream().map(VALIDATION::concat).toList());
    }
    return names;
  }

  private void header() throws IOException {
    List<String> header = new ArrayList<>(List.of(EPOCH));
    header.addAll(columns);
    if (length == 0) {
      write(header);
      return;
    }
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      String found = reader.readLine();
      if (!line(header).equals(found)) {
        throw new IllegalStateException(
            "%s begins with '%s', but this training has '%s'; log to another file, or do not append"
                .formatted(file, found, line(header)));
      }
    }
  }

  private void write(List<String> cells) throws IOException {
    byte[] bytes = (line(cells) + "\n").getBytes(UTF_8);
    out.write(bytes);
    length += bytes.length;
  }

  private String line(List<String> cells) {
    return cells.stream().map(this::quoted).collect(Collectors.joining(String.valueOf(separator)));
  }

  private String quoted(String cell) {
    boolean plain = cell.indexOf(separator) < 0 && cell.chars().noneMatch(c -> c == '"' || c < ' ');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }

  /** Takes away what was written after the checkpoint; a file that is shorter stays as it is. */
  private void cut(long size) throws IOException {
    if (Files.exists(file) && Files.size(file) > size) {
      try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "rw")) {
        log.setLength(size);
      }
    }
  }

  private UncheckedIOException failed(IOException e) {
    return new UncheckedIOException("cannot write the log " + file + ": " + e, e);
  }
}
