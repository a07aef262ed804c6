package io.longtape.keras.configs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.longtape.layers.Dense;
import io.longtape.layers.Input;
import io.longtape.losses.BinaryCrossentropy;
import io.longtape.losses.Loss;
import io.longtape.losses.MeanAbsoluteError;
import io.longtape.losses.MeanSquaredError;
import io.longtape.losses.PinballLoss;
import io.longtape.losses.SparseCategoricalCrossentropy;
import io.longtape.metrics.AUC;
import io.longtape.metrics.Accuracy;
import io.longtape.metrics.F1Score;
import io.longtape.metrics.LossMetric;
import io.longtape.models.CompileOptions;
import io.longtape.networks.Functional;
import io.longtape.networks.LayeredNetwork;
import io.longtape.networks.Sequential;
import io.longtape.optimizers.Adam;
import io.longtape.optimizers.Clipping;
import io.longtape.optimizers.RMSprop;
import io.longtape.optimizers.SGD;
import io.longtape.optimizers.schedules.CosineDecay;
import io.longtape.optimizers.schedules.LearningRateSchedule;
import io.longtape.serving.ModelException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What src/test/python/compile_configs.py made, and what is refused. */
class CompileConfigTest {

  private static final LayeredNetwork ONE = Sequential.of(Input.of(4), Dense.of(3).withName("y"));

  private static CompileOptions made(String name) {
    Fixture fixture =
        Fixture.all("compiled.json").stream()
            .filter(other -> other.toString().equals(name))
            .findAny()
            .orElseThrow();
    LayeredNetwork network =
        NetworkConfig.read(fixture.json().get("model"), layer -> Optional.empty()).network();
    return CompileConfig.read(fixture.json().get("compile_config"), network).orElseThrow();
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Test
  void optimizersWithTheirArguments() {
    assertThat(made("Adam").optimizer())
        .hasToString(
            Adam.of(0.02)
                .withBeta1(0.8)
                .withBeta2(0.99)
                .withEpsilon(1e-5)
                .withAmsgrad(true)
                .toString());
    assertThat(made("Adam").optimizer().learningRate().rate(7)).isEqualTo((double) 0.02f);
    assertThat(made("SGD").optimizer())
        .hasToString(
            SGD.of(0.1)
                .withMomentum(0.9)
                .withNesterov(true)
                .withClipping(Clipping.byGlobalNorm(0.5))
                .toString());
    assertThat(made("RMSprop").optimizer())
        .hasToString(
            RMSprop.of(0.1)
                .withRho(0.8)
                .withMomentum(0.2)
                .withEpsilon(1e-6)
                .withCentered(true)
                .withClipping(Clipping.byValue(0.01))
                .toString());
    assertThat(made("cosine with warm-up").optimizer().learningRate())
        .isEqualTo(CosineDecay.of(0.01, 10).withWarmup(0.2, 3));
  }

  @Test
  void lossesWeightsAndMetricsOfEachOutput() {
    CompileOptions list = made("a list of losses");
    assertThat(list.loss("level")).hasValue(MeanSquaredError.of());
    assertThat(list.loss("rising")).hasValue(BinaryCrossentropy.of());
    assertThat(list.lossWeight("level")).isEqualTo(0.5);
    assertThat(list.lossWeight("rising")).isEqualTo(2);
    assertThat(list.metrics("level"))
        .extracting(metric -> metric.kerasName())
        .containsExactly("mae");
    assertThat(list.metrics("rising")).containsExactly(Accuracy.of(), AUC.of());

    CompileOptions named = made("losses by output");
    assertThat(named.loss("level")).hasValue(MeanSquaredError.of());
    assertThat(named.lossWeight("level")).isEqualTo(0.25);
    assertThat(named.metrics("level")).isEmpty();
    assertThat(named.weightedMetrics("level"))
        .containsExactly(
            LossMetric.of(MeanAbsoluteError.of()).withName("mae"),
            LossMetric.of(MeanSquaredError.of()).withName("mse"));
    assertThat(made("an output without a loss").loss("rising")).isEmpty();
    assertThat(made("a loss weight of one output").runEagerly()).isTrue();
  }

  @Test
  void classesFromTheNetwork() {
    assertThat(made("metrics of classifier and one_hot").metrics("dense"))
        .contains(F1Score.of(F1Score.Average.MACRO, 3));
    assertThat(made("SparseCategoricalCrossentropy").loss("dense"))
        .hasValue(SparseCategoricalCrossentropy.of().withFromLogits(true).withIgnoreClass(1));
  }

  @Test
  void nothingToTrain() {
    assertThat(CompileConfig.read(json("{'optimizer': 'adam', 'loss': null}"), ONE)).isEmpty();
    assertThat(CompileConfig.read(json("{'optimizer': 'adam'}"), ONE)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {'optimizer': 'lion', 'loss': 'mse'} | optimizer (lion): there is no such optimizer here; there are: Adam, AdamW, Nadam, RMSprop, SGD
          {'optimizer': {'class_name': 'Adam', 'config': {'use_ema': true}}, 'loss': 'mse'} | optimizer (Adam): argument 'use_ema' is true; only false is supported
          {'optimizer': {'class_name': 'Adam', 'config': {'beta_1': 2}}, 'loss': 'mse'} | optimizer (Adam): beta_1 must be at least 0 and below 1 in float32, but is 2.0
          {'optimizer': {'class_name': 'Adam', 'config': {'beta_3': 2}}, 'loss': 'mse'} | optimizer (Adam): argument 'beta_3' is 2; there is no such argument here
          {'optimizer': {'class_name': 'Adam', 'config': {'gradient_accumulation_steps': 2}}, 'loss': 'mse'} | optimizer (Adam): argument 'gradient_accumulation_steps' is 2; only null is supported
          {'optimizer': {'module': 'mine', 'class_name': 'Adam', 'config': {}}, 'loss': 'mse'} | optimizer: Adam of 'mine' is code of the model's own, which is never run here
          {'optimizer': 'adam', 'loss': 'my_loss'} | loss (my_loss): there is no such loss here
          {'optimizer': 'adam', 'loss': 'crossentropy'} | loss (crossentropy): there is no such loss here
          {'optimizer': 'adam', 'loss': {'class_name': 'Huber', 'config': {'reduction': 'sum'}}} | loss (Huber): argument 'reduction' is 'sum'; supported are: sum_over_batch_size, auto
          {'optimizer': 'adam', 'loss': {'z': 'mse'}} | compile_config, argument 'loss': there is no output 'z'; there are: y
          {'optimizer': 'adam', 'loss': ['mse', 'mse']} | compile_config: argument 'loss' is ['mse','mse']; there must be one for each of 1 outputs
          {'optimizer': 'adam', 'loss': 'mse', 'loss_weights': 'much'} | loss_weights must be a number, but is 'much'
          {'optimizer': 'adam', 'loss': 'mse', 'metrics': ['mine']} | metrics[0] (mine): there is no such metric here
          {'optimizer': 'adam', 'loss': 'mse', 'metrics': 'mse'} | compile_config: argument 'metrics' is 'mse'; must be a list or an object
          {'optimizer': 'adam', 'loss': 'mse', 'metrics': [{'class_name': 'Accuracy', 'config': {}}]} | metrics[0] (Accuracy): equal numbers are not counted here; 'accuracy' by name is supported
          {'optimizer': 'adam', 'loss': 'mse', 'metrics': [{'class_name': 'F1Score', 'config': {'average': null}}]} | metrics[0] (F1Score): argument 'average' is null; a number for each class is not supported; average them
          {'optimizer': 'adam', 'loss': 'mse', 'colour': 1} | compile_config: argument 'colour' is 1; there is no such argument here
          {'loss': 'mse'} | compile_config: argument 'optimizer' is missing; one is needed
          """)
  void refusesByName(String config, String problem) {
    assertThatThrownBy(() -> CompileConfig.read(json(config), ONE))
        .isInstanceOf(ModelException.class)
        .extracting(e -> e.getMessage().replace('"', '\''))
        .isEqualTo(problem);
  }

  @Test
  void refusesToWriteWhatKerasDoesNotHave() {
    Loss pinball = PinballLoss.of(0.5);
    assertThatThrownBy(
            () -> CompileConfig.write(CompileOptions.of(Adam.of(0.1), pinball), List.of("y")))
        .hasMessage("the loss 'pinball' has no equal in Keras, or a part of it has none");
    Adam warm = Adam.of(LearningRateSchedule.constant(0.1).withWarmup(5));
    assertThatThrownBy(
            () -> CompileConfig.write(CompileOptions.of(warm, MeanSquaredError.of()), List.of("y")))
        .hasMessage("the optimizer 'adam' has no equal in Keras, or a part of it has none");
  }

  @Test
  void refusesMetricsOfAnOutputThatIsNotTrained() {
    Input x = Input.of(4);
    Functional two =
        Functional.of(
            List.of(x),
            List.of(Dense.of(1).withName("a").apply(x), Dense.of(1).withName("b").apply(x)));
    JsonNode config = json("{'optimizer': 'sgd', 'loss': {'a': 'mse'}, 'metrics': {'b': ['mae']}}");
    assertThatThrownBy(() -> CompileConfig.read(config, two))
        .isInstanceOf(ModelException.class)
        .hasMessage(
            "compile_config: the output 'b' has metrics or a loss weight, but no loss; that is not"
                + " supported");
  }
}
