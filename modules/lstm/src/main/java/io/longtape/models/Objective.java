package io.longtape.models;

import io.longtape.layers.MaskedTensor;
import io.longtape.layers.Pass;
import io.longtape.losses.Loss;
import io.longtape.losses.LossReduction;
import io.longtape.losses.SampleWeights;
import io.longtape.metrics.Metric;
import io.longtape.networks.Network;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/** The whole loss of a step and what is measured beside it. */
final class Objective {

  private final Network network;
  private final CompileOptions options;
  private final List<Measure> measures = new ArrayList<>();

  Objective(Network network, Iterable<String> outputs, CompileOptions options) {
    this.network = network;
    this.options = options;
    options.requireOutputs(outputs);
    List<String> judged = new ArrayList<>();
    outputs.forEach(judged::add);
    boolean several = judged.size() > 1;
    judged.removeIf(output -> options.loss(output).isEmpty());
    Set<String> names = new HashSet<>(Set.of("loss"));
    for (String output : judged) {
      String prefix = several ? output + "_" : "";
      if (several) {
        names.add(prefix + "loss");
        measures.add(new Measure(prefix + "loss", output, Optional.empty(), true));
      }
      for (Metric metric : options.metrics(output)) {
        String name = prefix + metric.kerasName();
        measures.add(new Measure(unused(name, name, names), output, Optional.of(metric), false));
      }
      for (Metric metric : options.weightedMetrics(output)) {
        String name = prefix + metric.kerasName();
        String other = prefix + "weighted_" + metric.kerasName();
        measures.add(new Measure(unused(name, other, names), output, Optional.of(metric), true));
      }
    }
  }

  /** A name, or another one where it is taken, with Keras's numbers. */
  private static String unused(String name, String other, Set<String> taken) {
    String found = taken.contains(name) ? other : name;
    for (int number = 1; !taken.add(found); number++) {
      found = other + "_" + number;
    }
    return found;
  }

  /** What is measured, in the order of {@link #compute}'s statistics. */
  List<Measure> measures() {
    return measures;
  }

  /** The losses by output, for those that have one. */
  Map<String, Loss> losses(Iterable<String> outputs) {
    Map<String, Loss> losses = new LinkedHashMap<>();
    outputs.forEach(output -> options.loss(output).ifPresent(loss -> losses.put(output, loss)));
    return losses;
  }

  /** The loss, and then the statistics of each measure. */
  List<Operand<?>> compute(Pass pass, Map<String, MaskedTensor> outputs, Feeds feeds) {
    Ops tf = pass.tf();
    List<Operand<TFloat32>> terms = new ArrayList<>();
    Map<String, Operand<TFloat32>> ofOutputs = new LinkedHashMap<>();
    Map<String, Operand<? extends TNumber>> labels = new LinkedHashMap<>();
    outputs.forEach(
        (name, output) -> {
          Operand<? extends TNumber> target = feeds.targets().get(name);
          if (target == null) {
            return;
          }
          labels.put(name, network.labels(pass, feeds.inputs(), name, target));
          options
              .loss(name)
              .ifPresent(
                  loss -> {
                    Operand<TFloat32> value =
                        lossOf(tf, loss, name, output, labels.get(name), feeds);
                    ofOutputs.put(name, value);
                    double weight = options.lossWeight(name);
                    terms.add(
                        weight == 1 ? value : tf.math.mul(value, tf.constant((float) weight)));
                  });
        });
    terms.addAll(pass.effects().losses());
    Operand<TFloat32> total = terms.get(0);
    for (Operand<TFloat32> term : terms.subList(1, terms.size())) {
      total = tf.math.add(total, term);
    }
    List<Operand<?>> results = new ArrayList<>(List.of(total));
    for (Measure measure : measures) {
      results.add(statistics(tf, measure, outputs, labels, ofOutputs, feeds));
    }
    return results;
  }

  private static Operand<TFloat32> lossOf(
      Ops tf,
      Loss loss,
      String name,
      MaskedTensor output,
      Operand<? extends TNumber> labels,
      Feeds feeds) {
    Optional<Operand<TFloat32>> weights = Optional.ofNullable(feeds.sampleWeights().get(name));
    Optional<Loss> onLogits = output.logits().flatMap(logits -> loss.onLogits(logits.activation()));
    return onLogits.isPresent()
        ? LossReduction.call(
            tf, onLogits.get(), labels, output.logits().get().values(), weights, output.mask())
        : LossReduction.call(tf, loss, labels, output.floats(name), weights, output.mask());
  }

  private static Operand<TFloat32> statistics(
      Ops tf,
      Measure measure,
      Map<String, MaskedTensor> outputs,
      Map<String, Operand<? extends TNumber>> labels,
      Map<String, Operand<TFloat32>> losses,
      Feeds feeds) {
    String name = measure.output();
    if (measure.metric().isEmpty()) {
      return losses.get(name);
    }
    MaskedTensor output = outputs.get(name);
    Optional<Operand<TFloat32>> weights =
        measure.weighted()
            ? Optional.ofNullable(feeds.sampleWeights().get(name))
            : Optional.empty();
    return measure
        .metric()
        .get()
        .update(
            tf,
            labels.get(name),
            output.floats(name),
            SampleWeights.masked(tf, weights, output.mask()));
  }
}
