package io.longtape.keras.savedmodels;

import io.longtape.serving.ModelException;
import io.longtape.weights.WeightValues;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers requests in the process of a model, one after the other. */
final class ChildServer {

  private final WireReader in;
  private final WireWriter out;
  private ModelHost model;

  ChildServer(WireReader in, WireWriter out) {
    this.in = in;
    this.out = out;
  }

  /**
   * Serves for ever.
   *
   * @throws IOException when the one that asks has gone
   */
  void serve() throws IOException {
    out.writeInt(ChildRequest.GREETING);
    out.flush();
    while (true) {
      in.allow(Long.MAX_VALUE);
      ChildRequest request = ChildRequest.valueOf(in.readString());
      answer(request);
      out.flush();
    }
  }

  private void answer(ChildRequest request) throws IOException {
    Map<String, HeapTensor> answer;
    try {
      answer = perform(request);
    } catch (IllegalArgumentException e) {
      refuse(ChildRequest.ILLEGAL, e.getMessage());
      return;
    } catch (ModelException e) {
      refuse(ChildRequest.FAILED, e.getMessage());
      return;
    } catch (RuntimeException | StackOverflowError e) {
      refuse(ChildRequest.FAILED, e.toString());
      return;
    }
    out.writeInt(ChildRequest.DONE);
    out.writeTensors(answer);
  }

  private Map<String, HeapTensor> perform(ChildRequest request) throws IOException {
    switch (request) {
      case LOAD -> model = load(Path.of(in.readString()), in.readStrings());
      case RUN -> {
        return model.run(in.readString(), in.readTensors());
      }
      case WEIGHTS -> {
        return tensors(model.weights(in.readString()));
      }
      case RESET -> model.resetStates();
      case SAVE -> model.save(Path.of(in.readString()));
    }
    return Map.of();
  }

  private static ModelHost load(Path directory, List<String> allowedOps) {
    return SavedModelLoader.create()
        .withAllowedOps(allowedOps.toArray(String[]::new))
        .loadHost(directory);
  }

  private void refuse(int answer, String message) throws IOException {
    out.writeInt(answer);
    out.writeString(String.valueOf(message));
  }

  private static Map<String, HeapTensor> tensors(WeightValues weights) {
    Map<String, HeapTensor> tensors = new LinkedHashMap<>();
    for (String name : weights.names()) {
      WeightValues.Value value = weights.get(name);
      tensors.put(name, new HeapTensor(ElementType.FLOAT32, value.shape(), value.data()));
    }
    return tensors;
  }
}
