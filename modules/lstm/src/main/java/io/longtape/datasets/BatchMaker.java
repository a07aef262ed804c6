package io.longtape.datasets;

import io.longtape.layers.InputSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/** Makes batches of examples, all of which have the same slots. */
final class BatchMaker {

  private final List<TensorFiller> fillers = new ArrayList<>();
  private final BatchSpec spec;
  private final Padding padding;

  /** Makes batches of rows like the first one. */
  BatchMaker(BatchSpec spec, Padding padding, List<Slot> slots, Row first) {
    this.spec = spec;
    this.padding = padding;
    for (Binding binding : Binding.of(spec, slots)) {
      String name = binding.wanted().name();
      switch (binding.wanted().role()) {
        case INPUT -> fillers.add(filler(binding, spec.inputs().get(name)));
        case TARGET -> fillers.add(filler(binding, spec.targets().get(name)));
        case SAMPLE_WEIGHT -> fillers.add(filler(binding, weightSpec(binding, first)));
      }
    }
  }

  /** The bucket of an example: that of its longest sequence. */
  int bucket(Row row) {
    if (padding.buckets().isEmpty()) {
      return 0;
    }
    int longest = 0;
    for (TensorFiller filler : fillers) {
      longest = Math.max(longest, filler.steps(row));
    }
    return padding.bucket(longest, row.number());
  }

  /** A batch, which the caller closes. */
  Batch make(List<Row> rows, boolean resetsState) {
    Map<Slot, TType> made = new LinkedHashMap<>();
    try {
      for (TensorFiller filler : fillers) {
        made.put(filler.wanted, filler.fill(rows));
      }
    } catch (RuntimeException | Error e) {
      made.values().forEach(TType::close);
      throw e;
    }
    Map<String, TType> inputs = new LinkedHashMap<>();
    Map<String, TType> targets = new LinkedHashMap<>();
    Map<String, TFloat32> sampleWeights = new LinkedHashMap<>();
    made.forEach(
        (slot, tensor) -> {
          switch (slot.role()) {
            case INPUT -> inputs.put(slot.name(), tensor);
            case TARGET -> targets.put(slot.name(), tensor);
            case SAMPLE_WEIGHT -> sampleWeights.put(slot.name(), (TFloat32) tensor);
          }
        });
    return new Batch(rows.size(), inputs, targets, sampleWeights, resetsState);
  }

  /** One weight for each example, or one for each step of the target, as the first example has. */
  private InputSpec weightSpec(Binding weight, Row row) {
    Shape target = spec.targets().get(weight.wanted().name()).shape();
    Shape found = row.shape(weight.source());
    boolean each =
        !found.isUnknown()
            && found.numDimensions() > 0
            && target.numDimensions() > 0
            && target.get(0) != 1;
    return new InputSpec(each ? Shape.of(target.get(0)) : Shape.scalar(), TFloat32.class);
  }

  private TensorFiller filler(Binding binding, InputSpec wanted) {
    return new TensorFiller(binding, wanted, padding, spec.idCounts().get(binding.wanted()));
  }
}
