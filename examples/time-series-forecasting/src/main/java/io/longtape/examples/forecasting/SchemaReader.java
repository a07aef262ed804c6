package io.longtape.examples.forecasting;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.longtape.data.DataException;
import io.longtape.data.scaling.StandardScaler;
import io.longtape.serving.ModelException;
import io.longtape.serving.SavedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reads the schema of a saved model and refuses one that no forecaster could have written. */
final class SchemaReader {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
          .build();

  private final Path model;

  SchemaReader(Path model) {
    this.model = model;
  }

  ForecasterSchema read() {
    byte[] json = SavedModel.extra(model, ForecasterSchema.FILE);
    ForecasterSchema schema;
    try {
      JsonNode tree = JSON.readTree(json);
      requireKind(tree);
      schema = JSON.treeToValue(tree, ForecasterSchema.class);
    } catch (IOException e) {
      throw unreadable(String.valueOf(e.getMessage()).lines().findFirst().orElse(""), e);
    }
    try {
      check(schema);
    } catch (DataException e) {
      throw unreadable(e.getMessage(), e);
    }
    return schema;
  }

  private void requireKind(JsonNode tree) {
    String kind = tree.path("kind").asText();
    int version = tree.path("schemaVersion").asInt();
    if (!kind.equals(ForecasterSchema.KIND) || version != ForecasterSchema.VERSION) {
      throw new ModelException(
          "the model in %s is of kind '%s', version %d; expected '%s', version %d"
              .formatted(model, kind, version, ForecasterSchema.KIND, ForecasterSchema.VERSION));
    }
  }

  private static void check(ForecasterSchema schema) {
    schema.step();
    List<String> columns = schema.windowSpec().columns();
    List<String> scaled = schema.scaling().stream().map(ColumnScaling::column).toList();
    if (!scaled.equals(columns)) {
      throw new DataException("it scales the columns " + scaled + ", but reads " + columns);
    }
    for (ColumnScaling column : schema.scaling()) {
      if (!column.dtype().equals(ColumnScaling.DTYPE)) {
        throw new DataException(
            "column '%s' has the dtype %s, expected %s"
                .formatted(column.column(), column.dtype(), ColumnScaling.DTYPE));
      }
    }
    schema.scaling().forEach(column -> new StandardScaler(column.offset(), column.scale()));
    if (schema.margins().size() != schema.outputs()) {
      throw new DataException(
          "it has %d margins for %d outputs".formatted(schema.margins().size(), schema.outputs()));
    }
  }

  private ModelException unreadable(String reason, Exception cause) {
    return new ModelException(
        "the schema %s of the model in %s cannot be read: %s"
            .formatted(ForecasterSchema.FILE, model, reason),
        cause);
  }
}
