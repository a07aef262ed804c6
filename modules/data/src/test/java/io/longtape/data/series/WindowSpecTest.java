package io.longtape.data.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longtape.data.DataException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowSpecTest {
  private static final WindowSpec SPEC = WindowSpec.of(28, 7, List.of("births"));

  @Test
  void optionalPartsAreEmpty() {
    assertThat(SPEC)
        .isEqualTo(
            new WindowSpec(
                28, 7, List.of("births"), List.of(), List.of(), List.of(), List.of(), List.of()));
    assertThat(SPEC.largestLag()).isZero();
    assertThat(SPEC.columns()).containsExactly("births");
  }

  @Test
  void eachPartCanBeSet() {
    WindowSpec spec =
        SPEC.withPastCovariates(List.of("rain"))
            .withFutureCovariates(List.of("holiday"))
            .withCalendar(List.of(CalendarFeature.MONTH))
            .withLags(List.of(364, 7))
            .withEffects(List.of(CalendarEffect.DATE));

    assertThat(spec)
        .isEqualTo(
            new WindowSpec(
                28,
                7,
                List.of("births"),
                List.of("rain"),
                List.of("holiday"),
                List.of(CalendarFeature.MONTH),
                List.of(364, 7),
                List.of(CalendarEffect.DATE)));
    assertThat(spec.withEffects(List.of()).withLags(List.of()).withCalendar(List.of()))
        .isEqualTo(
            SPEC.withFutureCovariates(List.of("holiday")).withPastCovariates(List.of("rain")));
    assertThat(
            SPEC.withEffects(List.of(CalendarEffect.DATE))
                .withPastCovariates(List.of("rain"))
                .withFutureCovariates(List.of("holiday"))
                .withCalendar(List.of(CalendarFeature.MONTH))
                .withLags(List.of(364, 7)))
        .isEqualTo(spec);
    assertThat(spec.largestLag()).isEqualTo(364);
    assertThat(spec.columns()).containsExactly("births", "rain", "holiday");
  }

  @Test
  void contextAndHorizonAreAtLeastOne() {
    assertThatThrownBy(() -> WindowSpec.of(0, 7, List.of("births")))
        .isInstanceOf(DataException.class)
        .hasMessage("context must be at least 1 row, but is 0");
    assertThatThrownBy(() -> WindowSpec.of(28, 0, List.of("births")))
        .isInstanceOf(DataException.class)
        .hasMessage("horizon must be at least 1 row, but is 0");
    assertThatThrownBy(() -> WindowSpec.of(28, 7, List.of()))
        .isInstanceOf(DataException.class)
        .hasMessage("at least one target column is needed");
  }

  @Test
  void aColumnHasOneRole() {
    String message = "column 'births' has more than one role, or the same one twice";
    assertThatThrownBy(() -> SPEC.withPastCovariates(List.of("births"))).hasMessage(message);
    assertThatThrownBy(() -> SPEC.withFutureCovariates(List.of("births"))).hasMessage(message);
    assertThatThrownBy(() -> WindowSpec.of(28, 7, List.of("births", "births")))
        .isInstanceOf(DataException.class)
        .hasMessage(message);
    assertThatThrownBy(
            () -> SPEC.withPastCovariates(List.of("rain")).withFutureCovariates(List.of("rain")))
        .isInstanceOf(DataException.class);
  }

  @Test
  void lagsDoNotLookBeyondTheOrigin() {
    assertThatThrownBy(() -> SPEC.withLags(List.of(364, 6)))
        .isInstanceOf(DataException.class)
        .hasMessage("lag 6 is below the horizon 7: it would look beyond the forecast origin");
    assertThat(SPEC.withLags(List.of(7)).lags()).containsExactly(7);
  }

  @Test
  void effectsDoNotLookBeyondTheOrigin() {
    List<CalendarEffect> effects = List.of(CalendarEffect.NTH_WEEKDAY);
    WindowSpec tooLong = WindowSpec.of(28, 287, List.of("births"));

    assertThat(WindowSpec.of(28, 286, List.of("births")).withEffects(effects).effects())
        .isEqualTo(effects);
    assertThat(tooLong.withEffects(List.of()).horizon()).isEqualTo(287);
    assertThatThrownBy(() -> tooLong.withEffects(effects))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "horizon 287 is too long for calendar effects: they are known at most 286 rows from the"
                + " forecast origin on");
  }

  @Test
  void lagsCalendarFeaturesAndEffectsAreThereOnce() {
    assertThatThrownBy(() -> SPEC.withLags(List.of(7, 14, 7)))
        .isInstanceOf(DataException.class)
        .hasMessage("lag 7 is there twice");
    assertThatThrownBy(
            () -> SPEC.withCalendar(List.of(CalendarFeature.MONTH, CalendarFeature.MONTH)))
        .isInstanceOf(DataException.class)
        .hasMessage("calendar feature MONTH is there twice");
    assertThatThrownBy(() -> SPEC.withEffects(List.of(CalendarEffect.DATE, CalendarEffect.DATE)))
        .isInstanceOf(DataException.class)
        .hasMessage("calendar effect DATE is there twice");
  }

  @Test
  void listsAreCopies() {
    List<String> targets = new ArrayList<>(List.of("births"));
    WindowSpec spec = WindowSpec.of(28, 7, targets);

    targets.add("rain");

    assertThat(spec.targets()).containsExactly("births");
  }
}
