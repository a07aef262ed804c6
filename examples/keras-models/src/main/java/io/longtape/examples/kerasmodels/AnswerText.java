package io.longtape.examples.kerasmodels;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.longtape.data.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.tensorflow.ndarray.NdArray;

/** What a model answered, as JSON in the form of TensorFlow Serving or as CSV. */
final class AnswerText {

  private static final JsonMapper JSON =
      JsonMapper.builder().disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS).build();

  private AnswerText() {}

  /** {@code {"predictions": [...]}} for examples, {@code {"outputs": ...}} for whole arrays. */
  static String json(Prediction prediction) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    if (prediction.byRow()) {
      ArrayNode rows = answer.putArray("predictions");
      prediction.examples().forEach(example -> rows.add(unwrapped(example)));
    } else {
      answer.set("outputs", unwrapped(prediction.batches().get(0)));
    }
    try {
      return JSON.writeValueAsString(answer) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A header and a row for each example; the columns of an output with axes are numbered. */
  static String csv(Prediction prediction) {
    if (!prediction.byRow()) {
      throw new DataException(
          "whole arrays have no rows for CSV; give --out a .json file, or the input as"
              + " \"instances\"");
    }
    List<Map<String, NdArray<?>>> examples = prediction.examples();
    StringBuilder text = new StringBuilder();
    print(text, header(examples.get(0)));
    for (Map<String, NdArray<?>> example : examples) {
      List<Object> cells = new ArrayList<>();
      example.values().forEach(output -> output.scalars().forEach(v -> cells.add(v.getObject())));
      print(text, cells);
    }
    return text.toString();
  }

  /** Only one output needs no name, as in TensorFlow Serving. */
  private static JsonNode unwrapped(Map<String, NdArray<?>> outputs) {
    if (outputs.size() == 1) {
      return JsonArrays.write(outputs.values().iterator().next());
    }
    ObjectNode named = JsonNodeFactory.instance.objectNode();
    outputs.forEach((name, output) -> named.set(name, JsonArrays.write(output)));
    return named;
  }

  private static List<String> header(Map<String, NdArray<?>> example) {
    List<String> names = new ArrayList<>();
    example.forEach(
        (name, output) -> {
          if (output.size() == 1) {
            names.add(name);
          } else {
            output.scalars().forEachIndexed((at, value) -> names.add(name + indices(at)));
          }
        });
    return names;
  }

  private static String indices(long[] at) {
    StringBuilder text = new StringBuilder();
    for (long index : at) {
      text.append('.').append(index);
    }
    return text.toString();
  }

  private static void print(StringBuilder text, List<?> cells) {
    try {
      CSVFormat.RFC4180.builder().setRecordSeparator('\n').get().printRecord(text, cells.toArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
