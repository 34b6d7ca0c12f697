package io.spirt.functions;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spirt.database.DatabaseAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the peers' databases and queues are. Holds passwords: kept in a file that only its owner
 * can read, never in the environment or in an event. Immutable.
 */
public final class PeerDirectory {

  /**
   * One peer.
   *
   * @param rank the peer's rank
   * @param database its database
   * @param syncQueueUrl its sync inbox
   */
  public record Entry(
      @JsonProperty("rank") int rank,
      @JsonProperty("database") DatabaseAddress database,
      @JsonProperty("syncQueueUrl") String syncQueueUrl) {}

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<Integer, Entry> entries = new TreeMap<>();

  public PeerDirectory(List<Entry> peers) {
    peers.forEach(entry -> entries.put(entry.rank(), entry));
  }

  /**
   * The entry of a peer.
   *
   * @throws PermanentException if no such peer is known
   */
  public Entry of(int rank) {
    Entry entry = entries.get(rank);
    if (entry == null) {
      throw new PermanentException("no peer of rank " + rank + "; known: " + entries.keySet());
    }
    return entry;
  }

  /** Reads what {@link #write} wrote. */
  public static PeerDirectory read(Path file) {
    try {
      return new PeerDirectory(List.of(JSON.readValue(file.toFile(), Entry[].class)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the peers from " + file, e);
    }
  }

  /** Writes a file that only its owner can read. */
  public void write(Path file) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    JSON.writeValue(file.toFile(), entries.values());
  }
}
