package io.longtape.scenario.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PageTemplateTest {
  private static final String ATTACK = "</script><img src=x onerror=alert(1)><!-- & \u2028";
  private static final Pattern DATA =
      Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>");

  @Test
  void aHostileNameStaysTextInMarkupAndData() throws IOException {
    Contestant evil = Contestant.of(ATTACK, Kind.MODEL, ATTACK, Map.of(ATTACK, 1.0)).build();
    ForecastChart chart =
        ForecastChart.of(ATTACK, ATTACK, List.of(ATTACK), new double[] {1})
            .withForecast(ATTACK, new double[] {1});

    String html =
        PageTemplate.render(
            report(evil),
            Page.of(ATTACK, ATTACK)
                .withUnit(ATTACK)
                .withCommand(ATTACK)
                .withChart(ATTACK, ATTACK, chart));

    String ours = withoutScripts(html);
    assertThat(ours).contains("onerror=alert(1)").doesNotContain("<img", "<!--");
    Matcher data = DATA.matcher(html);
    assertThat(data.find()).isTrue();
    JsonNode read = Json.MAPPER.readTree(data.group(1));
    assertThat(read.at("/contestants/0/id").asText()).isEqualTo(ATTACK);
    assertThat(read.at("/charts/0/series/1/name").asText()).isEqualTo(ATTACK);
  }

  @Test
  void everyScriptThatOpensCloses() {
    String html = PageTemplate.render(SampleReport.report(), Page.of("t", "l"));

    assertThat(html.split("(?i)<script", -1)).hasSize(1 + 3);
    assertThat(html.split("(?i)</script", -1)).hasSize(1 + 3);
  }

  @Test
  void lossesAndTiesAreSaidLikeWins() {
    String html =
        PageTemplate.render(
            report(
                    contestant("lstm", Kind.MODEL, 100),
                    contestant("worse", Kind.BASELINE, 125),
                    contestant("level", Kind.BASELINE, 100.5),
                    contestant("better", Kind.CONTROL, 80))
                .judgedBy("mae"),
            Page.of("t", "l"));

    assertThat(withoutScripts(html))
        .contains("<span class=\"outcome\">better than</span> <b>worse</b>", "−20.0 %")
        .contains("<span class=\"outcome\">level with</span> <b>level</b>", "−0.5 %")
        .contains("<span class=\"outcome\">worse than</span> <b>better</b>", "+25.0 %");
  }

  private static String withoutScripts(String html) {
    return Pattern.compile("<script>.*?</script>", Pattern.DOTALL).matcher(html).replaceAll("");
  }

  private static Contestant contestant(String id, Kind kind, double mae) {
    return Contestant.of(id, kind, id, Map.of("mae", mae)).build();
  }

  private static Report report(Contestant... contestants) {
    return Report.of(
        ATTACK,
        new Dataset(ATTACK, 1, ATTACK, ATTACK),
        Split.ofRows(1, 0, 0),
        1,
        List.of(contestants),
        Provenance.ofThisRun(null, List.of(ATTACK)));
  }
}
