package io.longtape.keras.savedmodels;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tensorflow.proto.AssetFileDef;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.CollectionDef;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SaverDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/** Puts graphs together as data. The signature {@code serving_default} gives the node {@code y}. */
final class TestGraph {

  static final Path DIRECTORY = Path.of("some-model");

  private final MetaGraphDef.Builder meta = MetaGraphDef.newBuilder();

  TestGraph() {
    meta.getMetaInfoDefBuilder().addTags(SavedModelFile.TAG);
    node("x", "Placeholder");
    node("y", "Identity", "x");
    signature("serving_default", "y");
  }

  static NodeDef.Builder nodeOf(String name, String op, String... inputs) {
    return NodeDef.newBuilder().setName(name).setOp(op).addAllInput(List.of(inputs));
  }

  static NodeDef constant(String name, String text) {
    return nodeOf(name, "Const")
        .putAttr("dtype", AttrValue.newBuilder().setType(DataType.DT_STRING).build())
        .putAttr("value", AttrValue.newBuilder().setTensor(scalar(text)).build())
        .build();
  }

  private static TensorProto scalar(String text) {
    return TensorProto.newBuilder()
        .setDtype(DataType.DT_STRING)
        .setTensorShape(TensorShapeProto.getDefaultInstance())
        .addStringVal(ByteString.copyFromUtf8(text))
        .build();
  }

  TestGraph node(NodeDef node) {
    meta.getGraphDefBuilder().addNode(node);
    return this;
  }

  TestGraph node(String name, String op, String... inputs) {
    return node(nodeOf(name, op, inputs).build());
  }

  TestGraph call(String name, String function, String... inputs) {
    AttrValue f =
        AttrValue.newBuilder().setFunc(NameAttrList.newBuilder().setName(function)).build();
    return node(nodeOf(name, "StatefulPartitionedCall", inputs).putAttr("f", f).build());
  }

  TestGraph function(String name, List<String> arguments, NodeDef... nodes) {
    OpDef.Builder signature = OpDef.newBuilder().setName(name);
    arguments.forEach(argument -> signature.addInputArgBuilder().setName(argument));
    return function(
        FunctionDef.newBuilder().setSignature(signature).addAllNodeDef(List.of(nodes)).build());
  }

  TestGraph function(FunctionDef function) {
    meta.getGraphDefBuilder().getLibraryBuilder().addFunction(function);
    return this;
  }

  TestGraph signature(String name, String output) {
    TensorInfo tensor = TensorInfo.newBuilder().setName(output + ":0").build();
    meta.putSignatureDef(name, SignatureDef.newBuilder().putOutputs("y", tensor).build());
    return this;
  }

  TestGraph saver(String file, String save, String restore) {
    meta.setSaverDef(
        SaverDef.newBuilder()
            .setFilenameTensorName(file + ":0")
            .setSaveTensorName(save + ":0")
            .setRestoreOpName(restore));
    return this;
  }

  TestGraph asset(String node, String file) {
    meta.addAssetFileDef(
        AssetFileDef.newBuilder()
            .setFilename(file)
            .setTensorInfo(TensorInfo.newBuilder().setName(node + ":0")));
    return this;
  }

  TestGraph collection(String name, String node) {
    meta.putCollectionDef(
        name,
        CollectionDef.newBuilder()
            .setNodeList(CollectionDef.NodeList.newBuilder().addValue(node))
            .build());
    return this;
  }

  GraphIndex index() {
    return new GraphIndex(DIRECTORY, meta.build());
  }

  GraphIndex index(Path directory) {
    return new GraphIndex(directory, meta.build());
  }

  void write(Path directory) throws IOException {
    SavedModel model =
        SavedModel.newBuilder().setSavedModelSchemaVersion(1).addMetaGraphs(meta).build();
    Files.write(directory.resolve(SavedModelFile.NAME), model.toByteArray());
  }
}
