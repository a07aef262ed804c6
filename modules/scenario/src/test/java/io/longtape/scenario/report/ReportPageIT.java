package io.longtape.scenario.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;

/** The page in a real browser. Switched on by {@code -Dlongtape.chromium=PATH}. */
@EnabledIfSystemProperty(named = "longtape.chromium", matches = ".+")
class ReportPageIT {
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final String ATTACK = "</script><img src=x onerror=\"window.hacked=1\">";

  @TempDir private Path directory;
  private Browser browser;

  @BeforeEach
  void open() {
    browser = new Browser(directory.resolve("profile"));
  }

  @AfterEach
  void close() {
    browser.close();
  }

  @Test
  void everyChartIsDrawnAndNothingIsFetched() throws IOException {
    show(SampleReport.report());

    assertThat(browser.number("document.querySelectorAll('.chart canvas').length")).isEqualTo(3);
    assertThat(inkOfCharts()).hasSize(3).allSatisfy(ink -> assertThat(ink).isGreaterThan(2000));
    assertThat(browser.requests()).containsExactly(address());
    screenshot("light", 1280);

    point(0, 400);
    assertThat(browser.text("#chart-0 > div:last-child"))
        .contains("80 % interval of lstm", "truth", "seasonal-naive-7");
    screenshot("tooltip", 1280);
    assertThat(browser.consoleErrors()).isEmpty();
  }

  @Test
  void theTableSortsByPressingAHeading() {
    show(SampleReport.report());
    assertThat(ids())
        .containsExactly(
            "boosted-trees",
            "lstm",
            "seasonal-naive-7",
            "same-day-last-year",
            "lstm-shuffled",
            "naive");

    press("RMSE");
    assertThat(ids()).startsWith("boosted-trees", "lstm", "same-day-last-year", "seasonal-naive-7");
    press("RMSE");
    assertThat(ids()).startsWith("naive", "lstm-shuffled", "seasonal-naive-7");
    press("Coverage 80 %");
    assertThat(ids())
        .containsExactly(
            "lstm-shuffled",
            "lstm",
            "seasonal-naive-7",
            "same-day-last-year",
            "boosted-trees",
            "naive");
    assertThat(browser.text("#contestants [aria-sort]")).isEqualTo("Coverage 80 %");
  }

  @Test
  void aPhoneNeedsNoSidewaysScrolling() throws IOException {
    browser.screen(390, 844, true);
    show(SampleReport.report());

    assertThat(browser.number("document.scrollingElement.scrollWidth")).isEqualTo(390);
    assertThat(browser.number("innerWidth")).isEqualTo(390);
    assertThat(inkOfCharts()).allSatisfy(ink -> assertThat(ink).isGreaterThan(1000));
    screenshot("phone", 390);
  }

  @Test
  void theDarkSchemeIsTakenUpWhileThePageIsOpen() throws IOException {
    show(SampleReport.report());
    assertThat(background()).isEqualTo("rgb(251, 251, 249)");
    String light = firstLineColour();

    browser.scheme("dark");

    assertThat(background()).isEqualTo("rgb(17, 22, 29)");
    assertThat(light).isEqualTo("#0072b2");
    assertThat(firstLineColour()).isEqualTo("#56b4e9");
    assertThat(inkOfCharts()).allSatisfy(ink -> assertThat(ink).isGreaterThan(2000));
    assertThat(browser.consoleErrors()).isEmpty();
    screenshot("dark", 1280);
  }

  @Test
  void paperIsLightAndNothingIsCutOff() throws IOException {
    show(SampleReport.report());
    browser.scheme("dark");

    browser.screen(720, 1000, false);
    browser.paper();

    assertThat(browser.value("getComputedStyle(document.documentElement).backgroundColor"))
        .isEqualTo("rgb(255, 255, 255)");
    assertThat(firstLineColour()).isEqualTo("#0072b2");
    assertThat(inkOfCharts()).hasSize(3).allSatisfy(ink -> assertThat(ink).isGreaterThan(2000));
    assertThat(browser.number("document.querySelector('.chart canvas').clientHeight"))
        .isGreaterThan(200);
    assertThat(browser.number("document.scrollingElement.scrollWidth")).isEqualTo(720);
    screenshot("print", 720);
  }

  @Test
  void theKeyboardMovesThroughTimeAndSwitchesLinesOff() {
    show(SampleReport.report());
    WebElement chart = browser.driver().findElement(By.id("chart-0"));
    double start = browser.number(ECHART + ".getOption().dataZoom[0].start");

    chart.sendKeys(Keys.ARROW_LEFT);
    assertThat(browser.number(ECHART + ".getOption().dataZoom[0].start")).isLessThan(start - 5);

    browser.driver().findElements(By.cssSelector(".legend button")).get(0).sendKeys(Keys.ENTER);
    assertThat(browser.value(ECHART + ".getOption().legend[0].selected"))
        .isEqualTo(Map.of("truth", false));
  }

  @Test
  void namesAreShownAsTheyAreAndNeverRun() {
    Contestant evil =
        Contestant.of(ATTACK, Kind.MODEL, ATTACK, Map.of("mae", 1.0, ATTACK, 2.0)).build();
    Report sample = SampleReport.report();
    Report report =
        Report.of(
            ATTACK,
            new Dataset(ATTACK, 1, ATTACK, ATTACK),
            sample.split(),
            1,
            List.of(evil, sample.contestants().get(1)),
            sample.provenance());
    ForecastChart chart =
        ForecastChart.of(ATTACK, ATTACK, List.of(ATTACK, "b"), new double[] {1, 2})
            .withForecast(ATTACK, new double[] {2, 1})
            .withBand(ATTACK, ATTACK + " band", new double[] {0, 0}, new double[] {3, 3});
    ReportWriter.write(report, Page.of(ATTACK, ATTACK).withChart(ATTACK, ATTACK, chart), directory);
    browser.open(directory.resolve(ReportWriter.HTML));
    point(0, 0);

    assertThat(browser.text("h1")).isEqualTo(ATTACK);
    assertThat(browser.text("#chart-0 > div:last-child")).contains(ATTACK);
    assertThat(browser.number("document.querySelectorAll('img').length")).isZero();
    assertThat(browser.value("window.hacked === undefined")).isEqualTo(true);
    assertThat(browser.consoleErrors()).isEmpty();
    assertThat(browser.requests()).containsExactly(address());
  }

  private static final String ECHART =
      "echarts.getInstanceByDom(document.getElementById('chart-0'))";

  private void show(Report report) {
    ReportWriter.write(report, SampleReport.page(report), directory);
    browser.open(directory.resolve(ReportWriter.HTML));
  }

  /** Shows the tooltip of one point of time. */
  private void point(int chart, int index) {
    browser.value(
        "echarts.getInstanceByDom(document.getElementById('chart-"
            + chart
            + "')).dispatchAction({type: 'showTip', seriesIndex: 1, dataIndex: "
            + index
            + "})");
  }

  private String address() {
    return directory.resolve(ReportWriter.HTML).toUri().toString();
  }

  /** How many pixels of each canvas differ from its top left corner. */
  private List<Long> inkOfCharts() {
    return browser.numbers(
        """
        [...document.querySelectorAll('.chart canvas')].map(canvas => {
          const words = new Uint32Array(canvas.getContext('2d')
              .getImageData(0, 0, canvas.width, canvas.height).data.buffer);
          return words.reduce((count, word) => count + (word !== words[0]), 0);
        })\
        """);
  }

  private String firstLineColour() {
    return (String) browser.value(ECHART + ".getOption().series[2].lineStyle.color");
  }

  private String background() {
    return (String) browser.value("getComputedStyle(document.body).backgroundColor");
  }

  private List<String> ids() {
    return browser.driver().findElements(By.cssSelector("#contestants tbody tr")).stream()
        .map(row -> row.getDomAttribute("data-id"))
        .toList();
  }

  private void press(String heading) {
    browser.driver().findElements(By.cssSelector("#contestants thead button")).stream()
        .filter(button -> button.getText().replace('\n', ' ').equals(heading))
        .findFirst()
        .orElseThrow()
        .click();
  }

  /** The whole page in one picture. */
  private void screenshot(String name, int width) throws IOException {
    long height = browser.number("document.documentElement.scrollHeight").longValue();
    browser.screen(width, (int) height, width < 600);
    Files.createDirectories(SCREENSHOTS);
    Files.write(
        SCREENSHOTS.resolve(name + ".png"), browser.driver().getScreenshotAs(OutputType.BYTES));
  }
}
