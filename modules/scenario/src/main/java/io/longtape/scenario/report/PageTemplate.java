package io.longtape.scenario.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import freemarker.core.HTMLOutputFormat;
import freemarker.core.TemplateHTMLOutputModel;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import freemarker.template.TemplateModelException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes the page's HTML: a template with everything that it needs inside. */
final class PageTemplate {
  private static final String ECHARTS =
      inScript(resource("/META-INF/resources/webjars/echarts/5.3.1/dist/echarts.min.js"));

  private static final Configuration FREEMARKER = configuration();

  private PageTemplate() {}

  static String render(Report report, Page page) {
    StringWriter html = new StringWriter();
    try {
      FREEMARKER.getTemplate("report.ftlh").process(model(report, page), html);
    } catch (IOException | TemplateException e) {
      throw new IllegalStateException("the page cannot be rendered: " + e.getMessage(), e);
    }
    return html.toString();
  }

  private static Map<String, Object> model(Report report, Page page) throws TemplateModelException {
    Standings standings = new Standings(report, page);
    Map<String, Object> model = new HashMap<>();
    model.put("report", report);
    model.put("page", page);
    model.put("head", standings.head());
    model.put("groups", standings.groups());
    model.put("body", standings.body());
    model.put("verdicts", report.verdicts().stream().map(v -> Words.of(v, page)).toList());
    model.put("facts", facts(report));
    model.put("style", markup(resource("page.css")));
    model.put("script", markup(inScript(resource("page.js"))));
    model.put("echarts", markup(ECHARTS));
    model.put("data", markup(Json.insideScript(Data.of(report, page))));
    return model;
  }

  /** What the script needs: charts, and the contestants in the order that gives them colours. */
  private record Data(List<Named> contestants, List<ObjectNode> charts) {
    record Named(String id, Kind kind) {}

    static Data of(Report report, Page page) {
      return new Data(
          report.contestants().stream().map(c -> new Named(c.id(), c.kind())).toList(),
          page.sections().stream().map(section -> section.chart().options()).toList());
    }
  }

  private static Map<String, Object> facts(Report report) {
    Split split = report.split();
    return Map.of(
        "rows", Words.count(report.dataset().rows()),
        "train", Words.count(split.train()),
        "validation", Words.count(split.validation()),
        "test", Words.count(split.test()),
        "testWindows", split.testWindows() == null ? "" : Words.count(split.testWindows()),
        "memory", Words.memory(report.provenance().maxMemory()));
  }

  private static TemplateHTMLOutputModel markup(String text) throws TemplateModelException {
    return HTMLOutputFormat.INSTANCE.fromMarkup(text);
  }

  /** A script must not hold the tag that would end its element. */
  private static String inScript(String script) {
    return script.replaceAll("(?i)</(script)", "<\\\\/$1");
  }

  private static String resource(String name) {
    try (InputStream in = PageTemplate.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read", e);
    }
  }

  private static Configuration configuration() {
    Configuration configuration = new Configuration(Configuration.VERSION_2_3_35);
    configuration.setClassForTemplateLoading(PageTemplate.class, "");
    configuration.setDefaultEncoding(StandardCharsets.UTF_8.name());
    configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    configuration.setLogTemplateExceptions(false);
    configuration.setNumberFormat("computer");
    return configuration;
  }
}
