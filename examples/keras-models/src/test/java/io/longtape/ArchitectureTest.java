package io.longtape;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * The direction of the modules: examples, then scenario and keras, then data, evaluation and lstm
 * side by side, then TensorFlow. It stands here because this module has all of them on its class
 * path.
 */
@AnalyzeClasses(packages = "io.longtape", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String[] LSTM = {
    "io.longtape.activations..",
    "io.longtape.callbacks..",
    "io.longtape.checkpoints..",
    "io.longtape.config..",
    "io.longtape.datasets..",
    "io.longtape.initializers..",
    "io.longtape.layers..",
    "io.longtape.losses..",
    "io.longtape.metrics..",
    "io.longtape.models..",
    "io.longtape.networks..",
    "io.longtape.optimizers..",
    "io.longtape.serving..",
    "io.longtape.weights.."
  };

  @ArchTest
  static final ArchRule autodiffKnowsTensorFlowAlone =
      noClasses()
          .that()
          .resideInAPackage("io.longtape.autodiff..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(LSTM);

  @ArchTest
  static final ArchRule dataStandsOnCommonsCsvAlone =
      classes()
          .that()
          .resideInAPackage("io.longtape.data..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("io.longtape.data..", "java..", "org.apache.commons.csv..");

  @ArchTest
  static final ArchRule evaluationStandsOnTheJdkAlone =
      classes()
          .that()
          .resideInAPackage("io.longtape.evaluation..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("io.longtape.evaluation..", "java..");

  @ArchTest
  static final ArchRule lstmKnowsNothingAboveOrBesideIt =
      noClasses()
          .that()
          .resideInAnyPackage(LSTM)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.longtape.data..",
              "io.longtape.evaluation..",
              "io.longtape.keras..",
              "io.longtape.scenario..",
              "io.longtape.examples..");

  @ArchTest
  static final ArchRule kerasStandsOnLstmAndWhatThatStandsOn =
      classes()
          .that()
          .resideInAPackage("io.longtape.keras..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(LSTM)
                  .or(
                      resideInAnyPackage(
                          "io.longtape.keras..",
                          "io.longtape.autodiff..",
                          "java..",
                          "org.tensorflow..",
                          "org.bytedeco..",
                          "com.google.protobuf..",
                          "com.fasterxml.jackson..",
                          "io.jhdf..")));

  @ArchTest
  static final ArchRule scenarioKnowsNoExample =
      noClasses()
          .that()
          .resideInAPackage("io.longtape.scenario..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.longtape.examples..", "io.longtape.keras..");

  @ArchTest
  static final ArchRule reportsAndMeasurementsKnowNoCommandLine =
      noClasses()
          .that()
          .resideInAnyPackage("io.longtape.scenario.report..", "io.longtape.scenario.run..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.longtape.scenario.cli..", "picocli..");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("io.longtape.(**)").should().beFreeOfCycles();
}
