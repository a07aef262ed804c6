package io.longtape.weights;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The words in which an unknown name is refused: with those that are nearest to it. */
public final class Names {

  private static final int NEAREST = 3;

  private Names() {}

  /**
   * A line about a name that is not there.
   *
   * @param kind what is named, such as {@code weight}
   * @param name the unknown name
   * @param known the names there are
   * @return the line: all names when there are few, else the nearest
   */
  public static String unknown(String kind, String name, Collection<String> known) {
    if (known.isEmpty()) {
      return "there is no %s '%s'; there is none at all".formatted(kind, name);
    }
    if (known.size() <= NEAREST) {
      return "there is no %s '%s'; there are: %s".formatted(kind, name, String.join(", ", known));
    }
    List<String> nearest =
        known.stream()
            .sorted(Comparator.comparingInt(other -> distance(name, other)))
            .limit(NEAREST)
            .toList();
    return "there is no %s '%s'; the nearest of %d are: %s"
        .formatted(kind, name, known.size(), nearest.stream().collect(Collectors.joining(", ")));
  }

  /** Levenshtein's distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
