package io.longtape.autodiff.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The tables in docs/gradients.md against the registry, the checks and TensorFlow. */
class GradientsDocumentTest {

  private static final Path DOCUMENT = Path.of("..", "..", "docs", "gradients.md");
  private static final Pattern NAME = Pattern.compile("`(\\w+)`");

  private static final String IN_JAVA = "In Java";
  private static final String CHECKED = "TensorFlow's own, checked";
  private static final String NOT_CHECKED = "TensorFlow's own, not checked";
  private static final String NO_FLOW = "No gradient flows";
  private static final String NONE = "No gradient yet";

  private static final Map<String, List<String>> SECTIONS = new HashMap<>();

  /** Names in the first column of the tables, by heading. */
  @BeforeAll
  static void read() throws IOException {
    String heading = "";
    for (String line : Files.readAllLines(DOCUMENT, UTF_8)) {
      if (line.startsWith("## ")) {
        heading = line.substring(3);
      } else if (line.startsWith("| `")) {
        String cell = line.substring(1, line.indexOf('|', 1));
        SECTIONS
            .computeIfAbsent(heading, key -> new ArrayList<>())
            .addAll(NAME.matcher(cell).results().map(name -> name.group(1)).toList());
      }
    }
  }

  @Test
  void namesEachOpOnceAndOnlyOpsOfTensorFlow() {
    assertThat(SECTIONS).containsOnlyKeys(IN_JAVA, CHECKED, NOT_CHECKED, NO_FLOW, NONE);
    assertThat(SECTIONS.values().stream().flatMap(List::stream))
        .doesNotHaveDuplicates()
        .allMatch(NativeGradients::isOp);
  }

  @Test
  void listsTheGradientsInJava() {
    assertThat(SECTIONS.get(IN_JAVA))
        .containsExactlyInAnyOrderElementsOf(BuiltInGradients.all().keySet());
  }

  @Test
  void listsTheOpsWithoutGradients() {
    assertThat(SECTIONS.get(NO_FLOW))
        .containsExactlyInAnyOrderElementsOf(BuiltInGradients.notDifferentiable());
  }

  @Test
  void listsWhatIsCheckedOfTensorFlowsOwn() {
    TreeSet<String> checked =
        BuiltInGradientsTest.cases()
            .map(Case::type)
            .filter(NativeGradients::isOp)
            .filter(type -> !BuiltInGradients.all().containsKey(type))
            .collect(toCollection(TreeSet::new));
    checked.addAll(List.of("DynamicStitch", "ParallelDynamicStitch"));
    assertThat(SECTIONS.get(CHECKED)).containsExactlyInAnyOrderElementsOf(checked);
  }

  @Test
  void agreesWithTensorFlowOnWhatItHas() {
    for (String heading : List.of(CHECKED, NOT_CHECKED)) {
      assertThat(SECTIONS.get(heading))
          .allMatch(type -> NativeGradients.has(type).equals(Optional.of(true)));
    }
    assertThat(SECTIONS.get(NONE))
        .noneMatch(type -> NativeGradients.has(type).equals(Optional.of(true)));
  }
}
