package io.spirt.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spirt.cli.SampleRuns;
import io.spirt.faults.Fault;
import io.spirt.faults.FaultPlanReader;
import io.spirt.faults.FiredFault;
import io.spirt.monitor.report.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

  private static final String PLAN =
      "{\"faults\": [{\"kind\": \"kill-database\", \"rank\": 1, \"stage\": \"sync\"}]}";

  @TempDir private Path folder;

  @Test
  void holdsTheFiguresOfTheRun() throws IOException {
    JsonNode data = data(SampleRuns.succeeded(3));
    assertThat(data.get("epochs")).hasSize(3);
    assertThat(data.at("/peers/1/paramsDigest").asText()).isEqualTo(SampleRuns.DIGEST);
    assertThat(data.at("/job/model/name").asText()).isEqualTo("lenet5");
  }

  @Test
  void holdsWhatHappenedToThePeers() throws IOException {
    JsonNode data = data(SampleRuns.withFailedPeer());
    assertThat(data.get("events")).hasSize(3);
    assertThat(data.at("/events/1/sentence").asText())
        .isEqualTo("rank 3 failed (round 12): sync: the own database does not answer");
    assertThat(data.at("/refusedMessages/replayed").asInt()).isEqualTo(2);
    assertThat(data.at("/peers/3/status").asText()).isEqualTo("removed");
  }

  @Test
  void holdsTheFaultsThatWereActedOut() throws IOException {
    Fault fault = FaultPlanReader.read(PLAN).faults().get(0);
    FiredFault fired = new FiredFault(fault, 1_200, "killed the database of rank 1");
    JsonNode data = data(HtmlReport.page(SampleRuns.succeeded(1), List.of(fired)));
    assertThat(data.at("/faults/0/what").asText()).isEqualTo("killed the database of rank 1");
    assertThat(data.at("/faults/0/millis").asInt()).isEqualTo(1_200);
  }

  @Test
  void loadsNothingFromElsewhere() {
    assertThat(LOADS.matcher(HtmlReport.page(SampleRuns.succeeded(1), List.of())).find()).isFalse();
  }

  @Test
  void bringsTheChartLibraryAlong() {
    assertThat(HtmlReport.page(SampleRuns.succeeded(1), List.of()))
        .contains("Chart.js v")
        .doesNotContain("sourceMappingURL");
  }

  @Test
  void leavesNoPlaceOfTheTemplateEmpty() {
    assertThat(HtmlReport.page(SampleRuns.diverged(), List.of()))
        .doesNotContainPattern("\\{\\{[a-z]+}}");
  }

  @Test
  void textOfAFailureCannotEndTheScript() throws IOException {
    String hostile = "</script><script>alert(1)</script><!-- \u2028 $1 \\ {{script}}";
    RunReport report = SampleRuns.failed(hostile);
    assertThat(HtmlReport.page(report, List.of())).doesNotContain("alert(1)</script>");
    assertThat(data(report).get("failure").asText()).isEqualTo(hostile);
  }

  @Test
  void replacesAnEarlierPage() throws IOException {
    Path file = Files.writeString(folder.resolve(HtmlReport.FILE_NAME), "old");
    HtmlReport.write(SampleRuns.failed("no reason"), List.of(), file);
    assertThat(file).content().startsWith("<!doctype html>").doesNotContain("old\n");
  }

  private static JsonNode data(RunReport report) throws IOException {
    return data(HtmlReport.page(report, List.of()));
  }

  private static JsonNode data(String page) throws IOException {
    Matcher found = DATA.matcher(page);
    assertThat(found.find()).isTrue();
    return new ObjectMapper().readTree(found.group(1));
  }
}
