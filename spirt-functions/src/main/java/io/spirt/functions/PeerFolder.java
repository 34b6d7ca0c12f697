package io.spirt.functions;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The settings of peers on one machine: one file per peer, {@code <rank>.json}, that only its owner
 * can read. They hold secrets, which never go into the environment or an event. What was read is
 * kept. Thread-safe.
 */
public final class PeerFolder implements PeerSource {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final Map<Integer, PeerSettings> settings = new ConcurrentHashMap<>();

  public PeerFolder(Path folder) {
    this.folder = folder;
  }

  @Override
  public PeerSettings of(int rank) {
    return settings.computeIfAbsent(rank, this::read);
  }

  private PeerSettings read(int rank) {
    Path file = file(rank);
    if (!Files.exists(file)) {
      throw new PermanentException("no settings of a peer of rank " + rank + " are here");
    }
    try {
      return JSON.readValue(file.toFile(), PeerSettings.class);
    } catch (IOException e) {
      // Not its message: that may quote what is in the file.
      throw new UncheckedIOException(
          "cannot read " + file, new IOException(e.getClass().getSimpleName()));
    }
  }

  /** Writes a peer's settings, whole or not at all. */
  public void write(PeerSettings peer) throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path fresh = Files.createTempFile(folder, "peer", ".tmp");
    JSON.writeValue(fresh.toFile(), peer);
    Files.move(fresh, file(peer.rank()), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    settings.put(peer.rank(), peer);
  }

  private Path file(int rank) {
    return folder.resolve(rank + ".json");
  }
}
