package io.spirt.frameworks.service;

import io.spirt.local.Resources;
import java.nio.file.Path;
import java.util.Map;

/** A store or broker that a framework's design uses, started on this machine for one run. */
public interface Service {

  /** Such as {@code shared Redis}; told to people. */
  String title();

  /**
   * Starts it.
   *
   * @param folder private to the run, and to this service
   * @param resources closes it
   * @return addresses and passwords by key, such as {@code redis.port}; members read them from a
   *     file that only the run's user can read
   * @throws IllegalStateException if it cannot start, saying what to do
   */
  Map<String, String> start(Path folder, Resources resources);
}
