package io.spirt.emulator.gateway;

import io.spirt.faults.TcpProxy;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Stands between the functions and the emulator and notes which calls they make. Thread-safe.
 *
 * <p>A secret that is watched for may come in an answer, but not in a request: that would put it
 * into a queue, a history or an object.
 */
public final class RecordingGateway implements AutoCloseable {
  private final CallParser parser;
  private final TcpProxy proxy;
  private final Set<RecordedCall> calls = Collections.synchronizedSet(new LinkedHashSet<>());
  private final ConcurrentMap<String, Set<Map<String, String>>> contexts =
      new ConcurrentHashMap<>();
  private final ConcurrentMap<String, String> secrets = new ConcurrentHashMap<>();
  private final Set<String> leaks = ConcurrentHashMap.newKeySet();

  /**
   * Starts on a free port of loopback.
   *
   * @param emulator port of the emulator on loopback
   * @param account that the emulator pretends to be
   */
  public RecordingGateway(int emulator, String account) {
    this.parser = new CallParser(account);
    this.proxy = new TcpProxy(emulator, () -> this::forward);
  }

  /** What the functions take for AWS. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + proxy.port());
  }

  /** Watches for a text that no request may hold. */
  public void watchFor(String what, String secret) {
    secrets.put(secret, what);
  }

  /** The calls so far, each once, in the order in which they were first made. */
  public List<RecordedCall> calls() {
    synchronized (calls) {
      return List.copyOf(calls);
    }
  }

  /** The encryption contexts that were used, by the caller's name. */
  public Map<String, Set<Map<String, String>>> encryptionContexts() {
    return Map.copyOf(contexts);
  }

  /** Requests that held a secret: what, and in which call. */
  public Set<String> leaks() {
    return Set.copyOf(leaks);
  }

  private void forward(InputStream client, OutputStream server) throws IOException {
    RequestReader requests =
        new RequestReader(new BufferedInputStream(client), new BufferedOutputStream(server));
    for (Optional<WireRequest> request = requests.next();
        request.isPresent();
        request = requests.next()) {
      note(request.get());
    }
  }

  private void note(WireRequest request) {
    List<RecordedCall> made = parser.calls(request);
    calls.addAll(made);
    parser
        .encryptionContext(request)
        .ifPresent(
            context ->
                contexts
                    .computeIfAbsent(request.application(), caller -> ConcurrentHashMap.newKeySet())
                    .add(context));
    String text = request.target() + request.body();
    secrets.forEach(
        (secret, what) -> {
          if (text.contains(secret)) {
            leaks.add(what + " in " + made);
          }
        });
  }

  @Override
  public void close() {
    proxy.close();
  }
}
