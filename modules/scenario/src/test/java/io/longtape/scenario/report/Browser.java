package io.longtape.scenario.report;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Headless Chromium that keeps to itself, and the few questions that the tests ask of a page. */
final class Browser implements AutoCloseable {
  private static final Pattern REQUEST =
      Pattern.compile("\"Network\\.requestWillBeSent\".*?\"request\":\\{.*?\"url\":\"([^\"]*)\"");

  /** Held so that its level stays: Selenium warns of each Chromium newer than itself. */
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium.devtools");

  static {
    SELENIUM.setLevel(Level.SEVERE);
  }

  private final ChromeDriver driver;

  Browser(Path profile) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(required("longtape.chromium").toString());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--force-color-profile=srgb",
        "--hide-scrollbars",
        "--window-size=1280,900",
        "--user-data-dir=" + profile);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    File executable = required("longtape.chromedriver").toFile();
    driver =
        new ChromeDriver(
            new ChromeDriverService.Builder().usingDriverExecutable(executable).build(), options);
    scheme("light");
  }

  private static Path required(String property) {
    String path = System.getProperty(property);
    if (path == null || !Files.isExecutable(Path.of(path))) {
      throw new IllegalStateException(
          "-D" + property + " must name a program that can be run; found " + path);
    }
    return Path.of(path);
  }

  ChromeDriver driver() {
    return driver;
  }

  /** Opens a page; what the browser asked for until then is forgotten. */
  void open(Path page) {
    driver.get("about:blank");
    driver.manage().logs().get(LogType.PERFORMANCE);
    driver.get(page.toUri().toString());
  }

  /** Emulates a screen, so that narrow ones are as narrow as they say. */
  void screen(int width, int height, boolean mobile) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", mobile));
    settle();
  }

  /** Emulates a system that prefers {@code light} or {@code dark}. */
  void scheme(String name) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", name))));
    settle();
  }

  /** Emulates paper on a system that prefers dark. */
  void paper() {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "media",
            "print",
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
    settle();
  }

  /** Waits until the page has taken up a change of its surroundings and has drawn twice. */
  private void settle() {
    driver.executeAsyncScript(
        "const done = arguments[0];"
            + "requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50)))");
  }

  Object value(String expression) {
    return driver.executeScript("return (" + expression + ")");
  }

  Double number(String expression) {
    return ((Number) value(expression)).doubleValue();
  }

  List<Long> numbers(String expression) {
    return ((List<?>) value(expression)).stream().map(n -> ((Number) n).longValue()).toList();
  }

  String text(String selector) {
    return driver.findElement(By.cssSelector(selector)).getText();
  }

  /** What the console complained of. */
  List<String> consoleErrors() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  /** Addresses that the page asked for; what is inlined as {@code data:} does not count. */
  List<String> requests() {
    List<String> addresses = new ArrayList<>();
    for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
      Matcher request = REQUEST.matcher(entry.getMessage());
      if (request.find() && !request.group(1).startsWith("data:")) {
        addresses.add(request.group(1));
      }
    }
    return addresses;
  }

  @Override
  public void close() {
    driver.quit();
  }
}
