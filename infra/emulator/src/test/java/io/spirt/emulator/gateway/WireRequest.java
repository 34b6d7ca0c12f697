package io.spirt.emulator.gateway;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One HTTP request as it went over the wire.
 *
 * @param method such as {@code PUT}
 * @param target path and query, still encoded
 * @param headers by name in lower case
 * @param body a character for each byte; empty if it was not kept
 */
record WireRequest(String method, String target, Map<String, String> headers, String body) {
  private static final Pattern SCOPE =
      Pattern.compile("Credential=[^/]+/[0-9]{8}/([^/]+)/([^/]+)/aws4_request");
  private static final Pattern APPLICATION = Pattern.compile("(?:^| )app/([^ /]+)");

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /** The path, without the query. */
  String path() {
    int mark = target.indexOf('?');
    return mark < 0 ? target : target.substring(0, mark);
  }

  /** The query, empty if there is none. */
  String query() {
    int mark = target.indexOf('?');
    return mark < 0 ? "" : target.substring(mark + 1);
  }

  /** The service that the request is signed for, such as {@code sqs}; empty if it is not signed. */
  String service() {
    return scope(2);
  }

  /** The region that the request is signed for; empty if it is not signed. */
  String region() {
    return scope(1);
  }

  private String scope(int group) {
    Matcher scope = SCOPE.matcher(header("authorization").orElse(""));
    return scope.find() ? scope.group(group) : "";
  }

  /**
   * What the SDK's application id begins with, which is the function's name; libraries add their
   * own to it. Empty without one; the last, if there are several.
   */
  String application() {
    return APPLICATION
        .matcher(header("user-agent").orElse(""))
        .results()
        .reduce((first, second) -> second)
        .map(application -> application.group(1))
        .orElse("");
  }
}
