package io.spirt.benchmarks.replay.output;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Pieces of a self-contained page: no script, nothing to load. Used by one thread. */
final class HtmlText {
  private final StringBuilder text = new StringBuilder();

  /** Starts a page. */
  static HtmlText page(String title) {
    HtmlText page = new HtmlText();
    page.text
        .append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
        .append(escape(title))
        .append("</title>\n<style>\n")
        .append(style())
        .append("</style>\n</head>\n<body>\n");
    return page.element("h1", "", title);
  }

  /** Adds an element that holds text. */
  HtmlText element(String name, String className, String content) {
    return raw(open(name, className)).raw(escape(content)).raw("</" + name + ">\n");
  }

  /** Adds a list of sentences; nothing if there are none. */
  HtmlText list(List<String> sentences, String className) {
    if (sentences.isEmpty()) {
      return this;
    }
    raw(open("ul", className)).raw("\n");
    sentences.forEach(sentence -> element("li", "", sentence));
    return raw("</ul>\n");
  }

  /** Adds a table. */
  HtmlText table(List<String> heads, List<List<String>> rows) {
    raw("<table>\n<tr>");
    heads.forEach(head -> raw("<th>").raw(escape(head)).raw("</th>"));
    raw("</tr>\n");
    for (List<String> row : rows) {
      raw("<tr>");
      row.forEach(cell -> raw("<td>").raw(escape(cell)).raw("</td>"));
      raw("</tr>\n");
    }
    return raw("</table>\n");
  }

  /** Adds a picture, embedded. */
  HtmlText image(byte[] png, String description) {
    return raw("<figure><img alt=\"")
        .raw(escape(description))
        .raw("\" src=\"data:image/png;base64,")
        .raw(Base64.getEncoder().encodeToString(png))
        .raw("\"></figure>\n");
  }

  /** Adds text that is HTML already. */
  HtmlText raw(String html) {
    text.append(html);
    return this;
  }

  /** The whole page. */
  String end() {
    return text + "</body>\n</html>\n";
  }

  private static String open(String name, String className) {
    return className.isEmpty() ? "<" + name + ">" : "<%s class=\"%s\">".formatted(name, className);
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static String style() {
    try (InputStream in = HtmlText.class.getResourceAsStream("page.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
