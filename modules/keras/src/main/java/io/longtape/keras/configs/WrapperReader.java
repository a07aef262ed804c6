package io.longtape.keras.configs;

import com.fasterxml.jackson.databind.JsonNode;
import io.longtape.layers.Layer;
import io.longtape.layers.NamedLayer;
import io.longtape.layers.TimeDistributed;
import io.longtape.layers.recurrent.Bidirectional;
import io.longtape.layers.recurrent.MergeMode;
import io.longtape.layers.recurrent.Recurrent;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Layers with layers inside.
 *
 * @param layers reads those inside
 * @param of the wrapper's arguments
 * @param place where the wrapper is in the model
 */
record WrapperReader(LayerReader layers, Arguments of, String place) {

  private static final int DEEPEST = 8;
  private static final Map<String, MergeMode> MODES = new LinkedHashMap<>();

  static {
    MODES.put("concat", MergeMode.CONCAT);
    MODES.put("sum", MergeMode.SUM);
    MODES.put("mul", MergeMode.MUL);
    MODES.put("ave", MergeMode.AVE);
    MODES.put(Arguments.NULL, MergeMode.NONE);
  }

  NamedLayer<?> read(String kind) {
    return kind.equals("Bidirectional") ? bidirectional() : TimeDistributed.of(inner("layer"));
  }

  private Bidirectional bidirectional() {
    of.requireNull("weights");
    Bidirectional layer =
        Bidirectional.of(recurrent("layer"))
            .withMergeMode(of.choice("merge_mode", MergeMode.CONCAT, MODES));
    return of.has("backward_layer") ? layer.withBackwardLayer(recurrent("backward_layer")) : layer;
  }

  private Recurrent<?> recurrent(String argument) {
    if (inner(argument) instanceof Recurrent<?> recurrent) {
      return recurrent;
    }
    throw of.wrong(argument, "it must be an LSTM, a GRU or a SimpleRNN");
  }

  private Layer inner(String argument) {
    JsonNode json = of.node(argument);
    String inside = place + "." + argument;
    if (inside.split("\\.", -1).length > DEEPEST) {
      throw Failure.of(of.where() + ": layers inside of layers are nested too deep");
    }
    LayerReader.Placed placed = layers.read(KerasObject.of(json, inside), inside);
    if (!placed.trainable() && of.flag("trainable", true)) {
      throw Failure.of(
          placed.where() + ": is not trainable, but the layer around it is; freeze that one");
    }
    return placed.layer();
  }
}
