package io.longtape.keras.savedmodels;

import io.longtape.serving.ModelException;
import io.longtape.weights.WeightValues;
import io.longtape.weights.WeightValues.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.tensorflow.Session;

/** The variables that a model's signatures read, in its session. Owns nothing. */
final class ModelVariables {

  private static final Set<ElementType> FLOATS =
      Set.of(ElementType.FLOAT16, ElementType.BFLOAT16, ElementType.FLOAT32, ElementType.FLOAT64);

  private final GraphIndex graph;
  private final Map<String, List<SavedVariable>> bySignature = new TreeMap<>();
  private final Map<String, SavedVariable> byHandle = new LinkedHashMap<>();
  private final Map<String, String> twins;
  private final Variables variables;

  ModelVariables(GraphIndex graph, Session session) {
    this.graph = graph;
    SavedSignatures.definitions(graph)
        .forEach(
            (name, signature) -> bySignature.put(name, SignatureVariables.of(graph, signature)));
    bySignature
        .values()
        .forEach(list -> list.forEach(variable -> byHandle.put(variable.handle(), variable)));
    twins = Twins.of(graph, byHandle.keySet());
    variables = new Variables(graph, session);
  }

  /**
   * Fills the variables that neither the checkpoint nor the initialization did, from their copies.
   *
   * @throws ModelException when one is left empty
   */
  void fillFromTwins() {
    Set<String> filling = new HashSet<>(FileOpPlaces.initOps(graph));
    filling.add(graph.meta().getSaverDef().getRestoreOpName());
    Set<String> unfilled = new TreeSet<>(byHandle.keySet());
    unfilled.removeAll(graph.ancestors(filling));
    Map<String, String> filled = new TreeMap<>();
    twins.forEach(
        (twin, source) -> {
          if (unfilled.remove(source)) {
            filled.put(source, twin);
          }
        });
    variables.copy(filled);
    Set<String> empty = variables.uninitialized(unfilled);
    if (!empty.isEmpty()) {
      throw new ModelException(
          "%s is not a whole model: its variables do not fill: %s"
              .formatted(
                  graph.directory(),
                  empty.stream()
                      .map(handle -> byHandle.get(handle).path())
                      .sorted()
                      .collect(Collectors.joining(", "))));
    }
  }

  /** Makes the copies what the signatures read, since the checkpoint is of the copies. */
  void fillTwins() {
    variables.copy(twins);
  }

  void resetStates() {
    variables.zero(
        byHandle.values().stream()
            .filter(SavedVariable::isState)
            .map(SavedVariable::handle)
            .toList());
  }

  /** The floats among what a signature reads. */
  WeightValues weights(String signature) {
    List<SavedVariable> floats = new ArrayList<>();
    for (SavedVariable variable : bySignature.get(signature)) {
      if (FLOATS.stream().anyMatch(type -> type.dataType() == variable.type())) {
        floats.add(variable);
      }
    }
    Map<String, Value> values = new LinkedHashMap<>();
    for (HeapTensor tensor : variables.read(floats)) {
      String path = floats.get(values.size()).path();
      float[] data = (float[]) Casts.cast(path, tensor.shape(), tensor.data(), ElementType.FLOAT32);
      values.put(path, new Value(tensor.shape(), data));
    }
    return new WeightValues(values);
  }
}
