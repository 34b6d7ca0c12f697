package io.spirt.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spirt.cli.SampleRuns;
import io.spirt.local.report.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {
  private static final Pattern LOADS =
      Pattern.compile(
          "(<link\\b|<img\\b|<iframe\\b|\\ssrc\\s*=|\\bhref\\s*=\\s*[\"']|@import|url\\(|import\\()");
  private static final Pattern DATA =
      Pattern.compile(
          "<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL);

  @TempDir private Path folder;

  @Test
  void holdsTheFiguresOfTheRun() throws IOException {
    JsonNode data = data(SampleRuns.succeeded(3));
    assertThat(data.get("epochs")).hasSize(3);
    assertThat(data.at("/peers/1/paramsDigest").asText()).isEqualTo(SampleRuns.DIGEST);
    assertThat(data.at("/job/model/name").asText()).isEqualTo("lenet5");
  }

  @Test
  void loadsNothingFromElsewhere() {
    assertThat(LOADS.matcher(HtmlReport.page(SampleRuns.succeeded(1))).find()).isFalse();
  }

  @Test
  void bringsTheChartLibraryAlong() {
    assertThat(HtmlReport.page(SampleRuns.succeeded(1)))
        .contains("Chart.js v")
        .doesNotContain("sourceMappingURL");
  }

  @Test
  void leavesNoPlaceOfTheTemplateEmpty() {
    assertThat(HtmlReport.page(SampleRuns.diverged())).doesNotContainPattern("\\{\\{[a-z]+}}");
  }

  @Test
  void textOfAFailureCannotEndTheScript() throws IOException {
    String hostile = "</script><script>alert(1)</script><!-- \u2028 $1 \\ {{script}}";
    RunReport report = SampleRuns.failed(hostile);
    assertThat(HtmlReport.page(report)).doesNotContain("alert(1)</script>");
    assertThat(data(report).get("failure").asText()).isEqualTo(hostile);
  }

  @Test
  void replacesAnEarlierPage() throws IOException {
    Path file = Files.writeString(folder.resolve(HtmlReport.FILE_NAME), "old");
    HtmlReport.write(SampleRuns.failed("no reason"), file);
    assertThat(file).content().startsWith("<!doctype html>").doesNotContain("old\n");
  }

  private static JsonNode data(RunReport report) throws IOException {
    Matcher found = DATA.matcher(HtmlReport.page(report));
    assertThat(found.find()).isTrue();
    return new ObjectMapper().readTree(found.group(1));
  }
}
