package io.spirt.local.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Asks the control endpoint of a run in another process. */
public final class ControlClient {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int OK = 200;

  /** What was asked for was not done; the message says why. */
  public static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    RefusedException(String message) {
      super(message);
    }
  }

  private ControlClient() {}

  /**
   * Asks for an action and waits until it is done.
   *
   * @param file where the endpoint described itself
   * @param progress told how it goes
   * @return the action's result
   * @throws RefusedException if it was not done
   * @throws IOException if nobody answers, or the other process ends meanwhile
   */
  public static <T> T ask(Path file, String action, Class<T> result, Consumer<String> progress)
      throws RefusedException, IOException {
    ControlFile control = JSON.readValue(Files.readAllBytes(file), ControlFile.class);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + control.port() + "/" + action))
            .header("Authorization", "Bearer " + control.token())
            .POST(BodyPublishers.noBody())
            .build();
    try {
      HttpResponse<InputStream> response =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .build()
              .send(request, BodyHandlers.ofInputStream());
      if (response.statusCode() != OK) {
        throw new ConnectException("another program answers there");
      }
      return read(response.body(), result, progress);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static <T> T read(InputStream body, Class<T> result, Consumer<String> progress)
      throws RefusedException, IOException {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode said = JSON.readTree(line);
        if (said.has("refused")) {
          throw new RefusedException(said.get("refused").asText());
        }
        if (said.has("result")) {
          return JSON.treeToValue(said.get("result"), result);
        }
        progress.accept(said.path("progress").asText());
      }
      throw new IOException("the run's process has ended meanwhile");
    }
  }
}
