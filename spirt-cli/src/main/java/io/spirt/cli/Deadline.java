package io.spirt.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a time such as {@code 90s}, {@code 45m}, {@code 2h} or {@code 1h30m}. */
final class Deadline implements ITypeConverter<Duration> {
  private static final Pattern PARTS =
      Pattern.compile("(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,6})s)?");

  @Override
  public Duration convert(String text) {
    Matcher parts = PARTS.matcher(text);
    if (!parts.matches() || text.isEmpty()) {
      throw new TypeConversionException(
          "'" + text + "': a time such as 2h, 45m or 1h30m is wanted");
    }
    Duration time =
        Duration.ofHours(number(parts.group(1)))
            .plusMinutes(number(parts.group(2)))
            .plusSeconds(number(parts.group(3)));
    if (time.isZero()) {
      throw new TypeConversionException("'" + text + "': a time above 0 is wanted");
    }
    return time;
  }

  private static long number(String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
