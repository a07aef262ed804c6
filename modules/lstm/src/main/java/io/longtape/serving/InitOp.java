package io.longtape.serving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/**
 * The op that fills a saved model's lookup tables when it is loaded. TensorFlow Java's exporter
 * writes none, and without it the tables stay empty.
 */
final class InitOp {

  private static final String SIGNATURE = "__saved_model_init_op";
  private static final String NODE = "longtape_init_tables";

  private InitOp() {}

  /** Adds it to a model that was written, unless that has no tables. */
  static void addTo(Path savedModel) throws IOException {
    SavedModel.Builder model = SavedModel.newBuilder().mergeFrom(Files.readAllBytes(savedModel));
    MetaGraphDef.Builder meta = model.getMetaGraphsBuilder(0);
    List<String> tables =
        meta.getGraphDef().getNodeList().stream()
            .filter(node -> GraphCheck.TABLE_INITIALIZERS.contains(node.getOp()))
            .map(node -> "^" + node.getName())
            .toList();
    if (tables.isEmpty()) {
      return;
    }
    meta.getGraphDefBuilder()
        .addNode(NodeDef.newBuilder().setName(NODE).setOp("NoOp").addAllInput(tables));
    TensorInfo op =
        TensorInfo.newBuilder()
            .setName(NODE)
            .setDtype(DataType.DT_INVALID)
            .setTensorShape(TensorShapeProto.newBuilder().setUnknownRank(true))
            .build();
    meta.putSignatureDef(SIGNATURE, SignatureDef.newBuilder().putOutputs(SIGNATURE, op).build());
    Files.write(savedModel, model.build().toByteArray());
  }
}
