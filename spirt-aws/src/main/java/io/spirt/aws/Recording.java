package io.spirt.aws;

import io.spirt.functions.RoundRecord;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the records of a run that were not read before. Used by one thread. */
final class Recording {
  private final DeployedRun run;
  private final Set<String> read = new HashSet<>();
  private final Map<Integer, RoundRecord> entries = new HashMap<>();

  Recording(DeployedRun run) {
    this.run = run;
  }

  /**
   * What is new since the last call.
   *
   * @param again also looks again at the entries that were read, since a peer may enter anew
   */
  List<RoundRecord> news(boolean again) {
    List<String> keys =
        run.objects().records(run.name()).stream()
            .filter(key -> !read.contains(key) || (again && DeployedRun.isEntry(key)))
            .toList();
    List<RoundRecord> records = run.records(keys);
    read.addAll(keys);
    return records.stream().filter(this::isNews).toList();
  }

  private boolean isNews(RoundRecord record) {
    return record.round() >= 0 || !record.equals(entries.put(record.rank(), record));
  }
}
