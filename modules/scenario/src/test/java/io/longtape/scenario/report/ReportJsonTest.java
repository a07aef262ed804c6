package io.longtape.scenario.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportJsonTest {
  private static final Provenance PROVENANCE =
      new Provenance(
          "0.1.0", "17", null, "Linux", 2, 1024, null, List.of("train", "--horizon", "2"));

  @TempDir private Path directory;

  @Test
  void aSmallReportIsWrittenLikeThis() throws IOException {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("rmse", 3.5);
    metrics.put("mae", 2.0);
    metrics.put("mase", Double.NaN);
    Contestant lstm =
        Contestant.of("lstm", Kind.MODEL, "é ü 日", metrics)
            .parameters(12)
            .trainSeconds(1.5)
            .predictMicros(20, Double.POSITIVE_INFINITY)
            .scaledMetrics(0.25, 0.5)
            .byHorizon(1.0, Double.NaN)
            .history(new History(List.of(new History.Epoch(1, 0.5, Double.NaN, 0.01))))
            .build();
    Contestant naive = Contestant.of("naive", Kind.BASELINE, "last", Map.of("mae", 4.0)).build();
    Report report =
        Report.of(
                "forecasting",
                new Dataset("births", 10, "ab", null),
                new Split(6, 2, 2, 1L),
                7,
                List.of(lstm, naive),
                PROVENANCE)
            .judgedBy("mae");

    ReportWriter.writeJson(report, directory.resolve("r.json"));

    assertThat(Files.readString(directory.resolve("r.json")))
        .isEqualTo(
            """
            {
              "schemaVersion": 1,
              "scenario": "forecasting",
              "dataset": {
                "name": "births",
                "rows": 10,
                "sha256": "ab"
              },
              "split": {
                "train": 6,
                "validation": 2,
                "test": 2,
                "testWindows": 1
              },
              "seed": 7,
              "contestants": [ {
                "id": "lstm",
                "kind": "model",
                "description": "é ü 日",
                "parameters": 12,
                "trainSeconds": 1.5,
                "predictMicros": 20.0,
                "metrics": {
                  "rmse": 3.5,
                  "mae": 2.0
                },
                "scaledMetrics": {
                  "mse": 0.25,
                  "mae": 0.5
                },
                "byHorizon": [ 1.0, null ],
                "history": {
                  "epochs": [ {
                    "epoch": 1,
                    "loss": 0.5,
                    "learningRate": 0.01
                  } ]
                }
              }, {
                "id": "naive",
                "kind": "baseline",
                "description": "last",
                "metrics": {
                  "mae": 4.0
                }
              } ],
              "verdicts": [ {
                "model": "lstm",
                "against": "naive",
                "metric": "mae",
                "value": 2.0,
                "reference": 4.0,
                "change": -0.5,
                "outcome": "won"
              } ],
              "provenance": {
                "longtape": "0.1.0",
                "java": "17",
                "os": "Linux",
                "cpus": 2,
                "maxMemory": 1024,
                "arguments": [ "train", "--horizon", "2" ]
              }
            }
            """);
  }

  @Test
  void whatWasWrittenReadsBackEqual() throws IOException {
    Report report = SampleReport.report();

    ReportWriter.writeJson(report, directory.resolve("r.json"));

    assertThat(Json.MAPPER.readValue(directory.resolve("r.json").toFile(), Report.class))
        .isEqualTo(report);
  }

  @Test
  void twoContestantsNeedTwoIds() {
    Contestant naive = Contestant.of("naive", Kind.BASELINE, "last", Map.of()).build();

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Report.of(
                    "s",
                    new Dataset("d", 1, "ab", null),
                    Split.ofRows(1, 0, 0),
                    1,
                    List.of(naive, naive),
                    PROVENANCE))
        .withMessage("two contestants have the id 'naive'; ids must be unique");
  }

  @Test
  void thisRunKnowsItsVersionAndMachine() {
    Provenance here = Provenance.ofThisRun("2.18.0", List.of("train"));

    assertThat(here.longtape()).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
    assertThat(here.created()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
    assertThat(here.withoutTime().created()).isNull();
  }
}
