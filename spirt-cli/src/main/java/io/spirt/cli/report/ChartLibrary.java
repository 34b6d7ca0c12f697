package io.spirt.cli.report;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The source of Chart.js, from its jar on the class path. */
final class ChartLibrary {
  private static final String VERSION_FILE =
      "/META-INF/maven/org.webjars.npm/chart.js/pom.properties";
  private static final String SOURCE_FILE =
      "/META-INF/resources/webjars/chart.js/%s/dist/chart.umd.js";

  private ChartLibrary() {}

  /** JavaScript that defines {@code Chart}; safe inside a script element. */
  static String source() {
    // The map is for debuggers, which would look for it beside the page.
    return Template.text(SOURCE_FILE.formatted(version()))
        .replaceAll("(?m)^//# sourceMappingURL=.*$", "")
        .replace("</script", "<\\/script");
  }

  private static String version() {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(Template.text(VERSION_FILE)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }
}
