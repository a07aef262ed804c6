package io.longtape.autodiff;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The tape is of use to anyone with TensorFlow Java: it needs nothing else. */
@AnalyzeClasses(packages = "io.longtape", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule autodiffStandsOnTensorFlowAlone =
      classes()
          .that()
          .resideInAPackage("io.longtape.autodiff..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.longtape.autodiff..",
              "java..",
              "org.tensorflow",
              "org.tensorflow.op..",
              "org.tensorflow.ndarray..",
              "org.tensorflow.types..",
              "org.tensorflow.proto..",
              "org.tensorflow.exceptions..",
              "org.tensorflow.internal.c_api..",
              "org.bytedeco.javacpp..",
              "com.google.protobuf..");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("io.longtape.(**)").should().beFreeOfCycles();
}
