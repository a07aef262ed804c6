package io.longtape.autodiff;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.tensorflow.EagerSession;
import org.tensorflow.ndarray.FloatNdArray;

/**
 * Runs the code of a guide. A snippet stands between {@code // guide: name} and {@code // end}.
 * What a test prints has to be what the comments behind its {@code println} say, numbers to within
 * 1e-5.
 */
abstract class GuideSnippets {

  private static final Pattern METHOD = Pattern.compile("\\s+void (\\w+)\\(.*");
  private static final Pattern PRINTED =
      Pattern.compile("System\\.out\\.println\\((?s:.*?)\\);((?:\\s*//[^\\n]*)*)");
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?(E-?\\d+)?");

  static EagerSession session;

  private final PrintStream out = System.out;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  /**
   * A snippet.
   *
   * @param name what follows {@code // guide:}
   * @param method the test that runs it, if it stands in one
   * @param code its lines, without indentation
   */
  record Snippet(String name, String method, List<String> code) {}

  // guide: show
  static String show(FloatNdArray array) {
    if (array.rank() == 0) {
      return String.valueOf(array.getFloat());
    }
    List<String> elements = new ArrayList<>();
    array.elements(0).forEach(element -> elements.add(show(element)));
    return elements.toString();
  }

  // end

  @BeforeAll
  static void openSession() {
    session = EagerSession.create();
  }

  @AfterAll
  static void closeSession() {
    session.close();
  }

  @BeforeEach
  void listen() {
    System.setOut(new PrintStream(printed, true, UTF_8));
  }

  @AfterEach
  void printsWhatTheGuideSays(TestInfo test) throws IOException {
    System.setOut(out);
    List<String> expected = new ArrayList<>();
    for (Snippet snippet : snippets(getClass())) {
      if (snippet.method.equals(test.getTestMethod().orElseThrow().getName())) {
        PRINTED
            .matcher(String.join("\n", snippet.code))
            .results()
            .flatMap(result -> Stream.of(result.group(1).split("\n")))
            .map(comment -> comment.replace("//", "").strip())
            .filter(comment -> !comment.isEmpty())
            .forEach(expected::add);
      }
    }
    String text = printed.toString(UTF_8).strip();
    List<String> actual = text.isEmpty() ? List.of() : text.lines().toList();
    assertThat(withoutNumbers(actual)).as("%s", actual).isEqualTo(withoutNumbers(expected));
    for (int i = 0; i < actual.size(); i++) {
      List<Double> numbers = numbers(actual.get(i));
      List<Double> claimed = numbers(expected.get(i));
      for (int j = 0; j < numbers.size(); j++) {
        double tolerance = 1e-5 * Math.max(1, Math.abs(claimed.get(j)));
        assertThat(numbers.get(j)).as(actual.get(i)).isCloseTo(claimed.get(j), within(tolerance));
      }
    }
  }

  private static List<String> withoutNumbers(List<String> lines) {
    return lines.stream().map(line -> NUMBER.matcher(line).replaceAll("#")).toList();
  }

  private static List<Double> numbers(String line) {
    return NUMBER.matcher(line).results().map(MatchResult::group).map(Double::valueOf).toList();
  }

  /** The snippets of a class of this package. */
  static List<Snippet> snippets(Class<?> type) throws IOException {
    Path source = Path.of("src/test/java", type.getName().replace('.', '/') + ".java");
    List<Snippet> snippets = new ArrayList<>();
    String method = "";
    Snippet open = null;
    for (String line : Files.readAllLines(source)) {
      String code = line.strip();
      if (code.startsWith("// guide: ")) {
        open = new Snippet(code.substring("// guide: ".length()), method, new ArrayList<>());
      } else if (code.equals("// end")) {
        snippets.add(open);
        open = null;
      } else if (open != null) {
        open.code.add(code);
      } else if (METHOD.matcher(line).matches()) {
        method = METHOD.matcher(line).replaceFirst("$1");
      }
    }
    snippets.forEach(snippet -> trimEnd(snippet.code));
    return snippets;
  }

  private static void trimEnd(List<String> lines) {
    while (lines.get(lines.size() - 1).isEmpty()) {
      lines.remove(lines.size() - 1);
    }
  }

  /** The Java code in a document, without indentation. */
  static List<List<String>> code(Path document) throws IOException {
    List<List<String>> blocks = new ArrayList<>();
    List<String> open = null;
    for (String line : Files.readAllLines(document)) {
      if (line.equals("```java")) {
        open = new ArrayList<>();
        blocks.add(open);
      } else if (line.equals("```")) {
        open = null;
      } else if (open != null) {
        open.add(line.strip());
      }
    }
    return blocks;
  }

  /** Asserts that each snippet is shown once, and nothing else. */
  static void assertShown(Path document, List<Snippet> snippets) throws IOException {
    Map<List<String>, String> names = new LinkedHashMap<>();
    snippets.forEach(snippet -> names.put(snippet.code, snippet.name));
    List<String> shown = new ArrayList<>();
    for (List<String> block : code(document)) {
      assertThat(names).as("a snippet that no test runs").containsKey(block);
      shown.add(names.get(block));
    }
    assertThat(shown).containsExactlyInAnyOrderElementsOf(names.values());
  }
}
