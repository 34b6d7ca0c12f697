package io.spirt.cost.price;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Prices by region, with the day from which they held and where they were found.
 *
 * @param name what prices these are
 * @param effective day from which they held, such as {@code 2026-11-01}
 * @param sources where the figures were found
 * @param regions prices by region
 */
public record PriceFile(
    String name, String effective, List<String> sources, Map<String, Region> regions) {
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final String CURRENT = "prices-2026-11.json";
  private static final String THESIS = "prices-thesis.json";

  /**
   * One region's entry.
   *
   * @param sameAs region whose prices hold here, too, or null
   * @param dollars price by name, see {@link Item}; instances are {@code ec2.TYPE.hour}
   * @param lambdaSecondByMegabytes dollars for a second of a function by architecture and memory,
   *     for prices that were published as such a table; may be null
   */
  public record Region(
      String sameAs,
      Map<String, Double> dollars,
      Map<String, Map<Integer, Double>> lambdaSecondByMegabytes) {}

  /** Copies the collections. */
  public PriceFile {
    sources = List.copyOf(sources);
    regions = new TreeMap<>(regions);
  }

  /** The newest prices that come with SPIRT. */
  public static PriceFile current() {
    return resource(CURRENT);
  }

  /** The prices that the thesis on SPIRT calculates with; too few for an estimate. */
  public static PriceFile thesis() {
    return resource(THESIS);
  }

  /**
   * Reads a price file.
   *
   * @param text the JSON document
   * @throws UnknownPriceException if it is none
   */
  public static PriceFile read(String text) {
    try {
      PriceFile file = JSON.readValue(text, PriceFile.class);
      if (file.effective() == null) {
        throw new UnknownPriceException("the price file has no day from which it held: effective");
      }
      return file;
    } catch (JsonProcessingException e) {
      throw new UnknownPriceException("not a price file: " + e.getOriginalMessage(), e);
    } catch (NullPointerException e) {
      throw new UnknownPriceException("not a price file: it needs sources and regions", e);
    }
  }

  /**
   * The prices of a region.
   *
   * @throws UnknownPriceException if the file has none for it
   */
  public RegionPrices region(String region) {
    Region found = regions.get(region);
    String same = region;
    while (found != null && found.sameAs() != null) {
      same = found.sameAs();
      found = regions.get(same);
    }
    if (found == null || found.dollars() == null) {
      throw new UnknownPriceException(
          "no prices for the region %s; there are some for %s; others can come from --prices FILE"
              .formatted(region, String.join(", ", regionNames())));
    }
    return new RegionPrices(region, this, found);
  }

  /** The regions that have prices. */
  public SortedSet<String> regionNames() {
    return new TreeSet<>(regions.keySet());
  }

  private static PriceFile resource(String file) {
    try (InputStream in = PriceFile.class.getResourceAsStream(file)) {
      return read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
