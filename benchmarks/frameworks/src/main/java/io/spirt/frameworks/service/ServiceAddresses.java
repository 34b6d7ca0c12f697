package io.spirt.frameworks.service;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spirt.local.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Where a run's services are and how to get in. Has passwords: never printed. Immutable. */
public final class ServiceAddresses {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, String> values;

  public ServiceAddresses(Map<String, String> values) {
    this.values = new TreeMap<>(values);
  }

  /**
   * The value of a key.
   *
   * @throws IllegalStateException if no service of the run has it
   */
  public String get(String key) {
    String value = values.get(key);
    if (value == null) {
      throw new IllegalStateException("no service of this run has an address " + key);
    }
    return value;
  }

  /** True if a service of the run has that key. */
  public boolean has(String key) {
    return values.containsKey(key);
  }

  /** Reads what {@link #write} wrote. */
  public static ServiceAddresses read(Path file) {
    try {
      return new ServiceAddresses(
          JSON.readValue(Files.readAllBytes(file), new TypeReference<Map<String, String>>() {}));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the addresses of the run's services", e);
    }
  }

  /** Writes a file that nobody else may read. */
  public void write(Path file) {
    try {
      PrivateFiles.write(file, JSON.writeValueAsBytes(values));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** Keys only. */
  @Override
  public String toString() {
    return values.keySet().toString();
  }
}
