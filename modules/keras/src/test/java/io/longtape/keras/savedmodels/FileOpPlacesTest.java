package io.longtape.keras.savedmodels;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.longtape.serving.ModelException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.NodeDef;

/** Ops on files: where the saver and the filling of tables need them, and nowhere else. */
class FileOpPlacesTest {

  private static final NodeDef READ = TestGraph.nodeOf("read", "RestoreV2", "file").build();

  @Test
  void theSaverOfKerasMayUseFiles() {
    requirePasses(keras("_temp/part"));
  }

  @Test
  void theSaverOfTensorFlow1MayUseFiles() {
    requirePasses(
        saver()
            .node("save/SaveV2", "SaveV2", "save/Const", "names")
            .node("save/control", "Identity", "save/Const", "^save/SaveV2")
            .node("save/RestoreV2", "RestoreV2", "save/Const", "names")
            .node("save/restore_all", "NoOp", "^save/RestoreV2")
            .saver("save/Const", "save/control", "save/restore_all"));
  }

  @Test
  void theSaverMayNotLeaveItsFolder() {
    requireRefused(keras("/../../../home/me/.profile"), "ShardedFilename");
  }

  @Test
  void theSaverMayNotLeaveItsFolderInSteps() {
    requireRefused(joined("/.", "./home", ""), "RestoreV2");
    requireRefused(joined("a", "b", "/../"), "RestoreV2");
    requirePasses(joined("a", ".b", ""));
  }

  private static TestGraph joined(String first, String second, String separator) {
    AttrValue between = AttrValue.newBuilder().setS(ByteString.copyFromUtf8(separator)).build();
    return saver()
        .node(TestGraph.constant("first", first))
        .node(TestGraph.constant("second", second))
        .node(
            TestGraph.nodeOf("join", "StringJoin", "save/Const", "first", "second")
                .putAttr("separator", between)
                .build())
        .node("restore", "RestoreV2", "join", "names")
        .saver("save/Const", "x", "restore");
  }

  @Test
  void variablesAreReadWithoutTheSaver() {
    requireRefused(
        saver()
            .node("save/SaveV2", "SaveV2", "save/Const", "names")
            .node("Variable", "VarHandleOp", "^save/SaveV2")
            .node("saved", "Identity", "save/Const", "^save/SaveV2", "^Variable")
            .saver("save/Const", "saved", "restore")
            .node("restore", "NoOp"),
        "SaveV2");
  }

  @Test
  void functionsOfTheSaverAreCalledInPlainWaysAlone() {
    requireRefused(
        saver()
            .node(TestGraph.constant("mine", "/home/me/file"))
            .function("restore_fn", List.of("file"), READ)
            .call("fine", "restore_fn", "save/Const")
            .node(
                TestGraph.nodeOf("other", "If", "condition", "mine", "^fine")
                    .putAttr("then_branch", functionOf("restore_fn"))
                    .build())
            .node("condition", "Const")
            .saver("save/Const", "x", "other"),
        "RestoreV2");
  }

  @Test
  void functionsOfTheSaverReplaceNoOthers() {
    FunctionDef.Builder restore = FunctionDef.newBuilder().addNodeDef(READ);
    restore.getSignatureBuilder().setName("restore_fn").addInputArgBuilder().setName("file");
    TestGraph plain =
        saver()
            .function(restore.build())
            .call("restored", "restore_fn", "save/Const")
            .saver("save/Const", "x", "restored");
    TestGraph replaceable =
        saver()
            .function(restore.putAttr("api_implements", AttrValue.getDefaultInstance()).build())
            .call("restored", "restore_fn", "save/Const")
            .saver("save/Const", "x", "restored");

    requirePasses(plain);
    requireRefused(replaceable, "RestoreV2");
  }

  private static AttrValue functionOf(String name) {
    return AttrValue.newBuilder().setFunc(NameAttrList.newBuilder().setName(name)).build();
  }

  @Test
  void theSaverMayNotNameFilesItself() {
    requireRefused(
        saver()
            .node(TestGraph.constant("mine", "/home/me/file"))
            .node("save", "SaveV2", "mine", "names")
            .saver("save/Const", "save", "restore")
            .node("restore", "NoOp"),
        "SaveV2");
    requireRefused(
        saver()
            .node(TestGraph.constant("mine", "/home/me/file"))
            .node("restore", "RestoreV2", "mine", "names")
            .saver("save/Const", "x", "restore"),
        "RestoreV2");
  }

  @Test
  void signaturesMayNotUseTheSaver() {
    requireRefused(keras("_temp/part").signature("steal", "restored"), "RestoreV2");
    requireRefused(keras("_temp/part").signature("write", "saved"), "ShardedFilename");
    requireRefused(keras("_temp/part").node("after", "Identity", "saved"), "ShardedFilename");
    requireRefused(keras("_temp/part").collection("train_op", "saved"), "ShardedFilename");
    requireRefused(
        keras("_temp/part").signature("__saved_model_init_op", "saved"), "ShardedFilename");
  }

  @Test
  void restoringMayNotSave() {
    requireRefused(
        saver()
            .node("write", "SaveV2", "save/Const", "names")
            .node("restore", "NoOp", "^write")
            .node("save", "Identity", "save/Const", "^restore")
            .saver("save/Const", "save", "restore"),
        "SaveV2");
  }

  @Test
  void functionsOfTheSaverMayNotBeCalledByOthers() {
    requireRefused(keras("_temp/part").call("again", "restore_fn", "x"), "RestoreV2");
    requireRefused(
        keras("_temp/part")
            .function("wrapper", List.of("a"), TestGraph.nodeOf("call", "restore_fn", "a").build())
            .call("again", "wrapper", "x"),
        "RestoreV2");
  }

  @Test
  void functionsThatNobodyCallsMayNotUseFiles() {
    requireRefused(new TestGraph().function("alone", List.of("file"), READ), "RestoreV2");
  }

  @Test
  void functionsOfTheSaverAreGivenItsFile() {
    requireRefused(
        saver()
            .node(TestGraph.constant("mine", "/home/me/file"))
            .function("restore_fn", List.of("file"), READ)
            .call("restored", "restore_fn", "mine")
            .saver("save/Const", "x", "restored"),
        "RestoreV2");
  }

  @Test
  void aFunctionThatCallsItselfEnds() {
    requireRefused(
        saver()
            .function(
                "restore_fn",
                List.of("file"),
                TestGraph.nodeOf("one", "restore_fn", "file").build(),
                TestGraph.nodeOf("two", "restore_fn", "file").build(),
                READ)
            .call("restored", "restore_fn", "save/Const")
            .saver("save/Const", "x", "restored"),
        "RestoreV2");
  }

  @Test
  void aNameOfManyPartsEnds() {
    TestGraph graph = saver().node("pack0", "Identity", "save/Const");
    for (int i = 1; i <= 80; i++) {
      graph.node("pack" + i, "Pack", "pack" + (i - 1), "pack" + (i - 1));
    }
    graph.node("restore", "RestoreV2", "pack80").saver("save/Const", "x", "restore");

    requireRefused(graph, "RestoreV2");
  }

  @Test
  void tablesAreFilledFromAssets() {
    requirePasses(table("vocabulary", "vocabulary").collection("saved_model_main_op", "init"));
    requirePasses(table("vocabulary", "vocabulary").signature("__saved_model_init_op", "init"));
  }

  @Test
  void tablesAreFilledFromNothingElse() {
    requireRefused(
        table("vocabulary", "other").collection("saved_model_main_op", "init"),
        "InitializeTableFromTextFileV2");
    requireRefused(
        table("vocabulary", "vocabulary")
            .collection("saved_model_main_op", "init")
            .signature("leak", "fill"),
        "InitializeTableFromTextFileV2");
    requireRefused(table("vocabulary", "vocabulary"), "InitializeTableFromTextFileV2");
    requireRefused(
        table("vocabulary", "vocabulary").collection("table_initializer", "init"),
        "InitializeTableFromTextFileV2");
  }

  /** The saver that Keras exports, with functions. */
  private static TestGraph keras(String suffix) {
    return saver()
        .function(
            "save_fn",
            List.of("file", "names"),
            TestGraph.constant("part", suffix),
            TestGraph.nodeOf("join", "StringJoin", "file", "part:output:0").build(),
            TestGraph.nodeOf("shard", "ShardedFilename", "join:output:0", "n", "n").build(),
            TestGraph.nodeOf("save", "SaveV2", "shard:filename:0", "names").build(),
            TestGraph.nodeOf("pack", "Pack", "shard:filename:0", "^save").build(),
            TestGraph.nodeOf("merge", "MergeV2Checkpoints", "pack:output:0", "file").build(),
            TestGraph.nodeOf("id", "Identity", "file", "^merge").build())
        .function("restore_fn", List.of("file"), READ)
        .call("saved", "save_fn", "save/Const", "names")
        .call("restored", "restore_fn", "save/Const")
        .saver("save/Const", "saved", "restored");
  }

  private static TestGraph saver() {
    return new TestGraph()
        .node("save/filename", "Placeholder")
        .node("save/Const", "PlaceholderWithDefault", "save/filename")
        .node("names", "Const");
  }

  private static TestGraph table(String file, String asset) {
    return new TestGraph()
        .node(TestGraph.constant(file, "/home/me/secrets"))
        .node("table", "HashTableV2")
        .function(
            "fill_fn",
            List.of("table", "file"),
            TestGraph.nodeOf("fill", "InitializeTableFromTextFileV2", "table", "file").build())
        .call("fill", "fill_fn", "table", file)
        .node("init", "NoOp", "^fill")
        .asset(asset, "words.txt");
  }

  private static void requirePasses(TestGraph graph) {
    assertThatCode(() -> GraphGuard.check(graph.index(), new AllowedOps(Set.of())))
        .doesNotThrowAnyException();
  }

  private static void requireRefused(TestGraph graph, String op) {
    assertThatThrownBy(() -> GraphGuard.check(graph.index(), new AllowedOps(Set.of())))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("the op " + op)
        .hasMessageContaining("touches files");
  }
}
