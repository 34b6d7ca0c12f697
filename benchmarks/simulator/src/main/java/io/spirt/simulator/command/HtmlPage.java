package io.spirt.simulator.command;

import java.util.ArrayList;
import java.util.List;

/** A page without scripts: the table and the plots beside it. */
final class HtmlPage {
  private HtmlPage() {}

  static List<String> of(String title, List<String> table, List<String> plots) {
    List<String> lines = new ArrayList<>();
    lines.add("<!DOCTYPE html>");
    lines.add("<html lang=\"en\"><head><meta charset=\"utf-8\">");
    lines.add("<title>SPIRT, simulated</title>");
    lines.add("<style>body{font-family:sans-serif;margin:2em}img{max-width:100%}</style>");
    lines.add("</head><body>");
    lines.add("<h1>Simulated, not measured</h1>");
    lines.add("<p>" + escaped(title) + "</p>");
    lines.add("<pre>");
    table.forEach(line -> lines.add(escaped(line)));
    lines.add("</pre>");
    plots.forEach(plot -> lines.add("<p><img src=\"%s\" alt=\"%s\"></p>".formatted(plot, plot)));
    lines.add(
        "<p>Parameters with their sources are in <a href=\"result.json\">result.json</a>.</p>");
    lines.add("</body></html>");
    return lines;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
