package io.spirt.cost.price;

import io.spirt.deployment.Architecture;
import java.util.Map;
import java.util.Optional;

/** The prices of one region. Immutable. */
public final class RegionPrices {
  private static final double SECONDS_OF_HOUR = 3600;
  private static final double MEGABYTES_OF_GIGABYTE = 1024;

  private final String region;
  private final PriceFile file;
  private final PriceFile.Region prices;

  RegionPrices(String region, PriceFile file, PriceFile.Region prices) {
    this.region = region;
    this.file = file;
    this.prices = prices;
  }

  /** The region's name. */
  public String region() {
    return region;
  }

  /** The file that the prices are from. */
  public PriceFile file() {
    return file;
  }

  /**
   * Dollars for one unit of an item.
   *
   * @throws UnknownPriceException if the file has no price for it
   */
  public double dollars(Item item) {
    return dollars(item.word());
  }

  /**
   * Dollars for one unit of what has this name in the price file.
   *
   * @throws UnknownPriceException if the file has no price for it
   */
  public double dollars(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new UnknownPriceException(
                    "no price of %s in %s in the price file of %s"
                        .formatted(name, region, file.effective())));
  }

  /**
   * Dollars for a second of an EC2 instance.
   *
   * @throws UnknownPriceException if the file has no price for the type, with those it has
   */
  public double instanceSecond(String type) {
    return find("ec2." + type + ".second")
        .or(() -> find("ec2." + type + ".hour").map(hour -> hour / SECONDS_OF_HOUR))
        .orElseThrow(
            () ->
                new UnknownPriceException(
                    "no price of the instance type %s in %s; there are prices of %s"
                        .formatted(type, region, String.join(", ", instanceTypes()))));
  }

  /**
   * Dollars for a second of a function. Proportional to its memory, unless the file has a table by
   * memory: then the size has to be in it.
   *
   * @throws UnknownPriceException if the file has no price for it
   */
  public double functionSecond(Architecture architecture, int megabytes) {
    Map<Integer, Double> table =
        prices.lambdaSecondByMegabytes() == null
            ? null
            : prices.lambdaSecondByMegabytes().get(architecture.word());
    if (table == null) {
      return dollars("lambda." + architecture.word() + ".gigabyte-second")
          * megabytes
          / MEGABYTES_OF_GIGABYTE;
    }
    Double second = table.get(megabytes);
    if (second == null) {
      throw new UnknownPriceException(
          "no price of a function of %d MB in the table of %s"
              .formatted(megabytes, file.effective()));
    }
    return second;
  }

  private Iterable<String> instanceTypes() {
    return prices.dollars().keySet().stream()
        .filter(name -> name.startsWith("ec2.") && name.endsWith(".hour"))
        .map(name -> name.substring("ec2.".length(), name.length() - ".hour".length()))
        .sorted()
        .toList();
  }

  private Optional<Double> find(String name) {
    return Optional.ofNullable(prices.dollars().get(name));
  }
}
