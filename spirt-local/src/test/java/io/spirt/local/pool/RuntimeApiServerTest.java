package io.spirt.local.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The protocol as AWS documents it (2018-06-01), seen from the function's side. */
class RuntimeApiServerTest {
  private static final Instant DEADLINE = Instant.ofEpochMilli(1_800_000_000_123L);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Semaphore idle = new Semaphore(0);
  private final CompletableFuture<String> initError = new CompletableFuture<>();
  private final Invocation invocation = new Invocation(new byte[] {'{', '}'}, DEADLINE, () -> {});
  private RuntimeApiServer server;

  @BeforeEach
  void starts() throws IOException {
    server = new RuntimeApiServer(idle::release, initError::complete);
  }

  @AfterEach
  void closes() {
    server.close();
  }

  @Test
  void givesTheNextInvocationWithItsHeaders() throws Exception {
    HttpResponse<String> next = next();
    assertThat(next.statusCode()).isEqualTo(200);
    assertThat(next.body()).isEqualTo("{}");
    assertThat(header(next, "Lambda-Runtime-Aws-Request-Id")).isEqualTo(invocation.id());
    assertThat(header(next, "Lambda-Runtime-Deadline-Ms")).isEqualTo("1800000000123");
    assertThat(header(next, "Lambda-Runtime-Invoked-Function-Arn")).startsWith("arn:aws:lambda:");
    assertThat(server.current()).isSameAs(invocation);
  }

  @Test
  void takesTheResponse() throws Exception {
    next();
    assertThat(post("invocation/" + invocation.id() + "/response", "\"done\"")).isEqualTo(202);
    assertThat(invocation.result().join()).asString().isEqualTo("\"done\"");
    assertThat(server.current()).isNull();
  }

  @Test
  void takesTheError() throws Exception {
    next();
    String error = "{\"errorType\": \"a.b.C\", \"errorMessage\": \"no\"}";
    assertThat(post("invocation/" + invocation.id() + "/error", error)).isEqualTo(202);
    assertThat(failure().type()).isEqualTo("a.b.C");
    assertThat(failure()).hasMessage("no");
  }

  @Test
  void anErrorThatIsNotJsonFailsTheInvocationToo() throws Exception {
    next();
    assertThat(post("invocation/" + invocation.id() + "/error", "out of paper")).isEqualTo(202);
    assertThat(failure().type()).isEqualTo("Lambda.Unknown");
    assertThat(failure()).hasMessage("out of paper");
  }

  @Test
  void refusesTheOutcomeOfAnotherInvocation() throws Exception {
    next();
    assertThat(post("invocation/another/response", "\"done\"")).isEqualTo(400);
    assertThat(post("invocation/another/error", "{}")).isEqualTo(400);
    assertThat(post("invocation//response", "{}")).isEqualTo(400);
    assertThat(invocation.result()).isNotDone();
  }

  @Test
  void refusesASecondOutcome() throws Exception {
    next();
    String path = "invocation/" + invocation.id() + "/response";
    assertThat(post(path, "1")).isEqualTo(202);
    assertThat(post(path, "2")).isEqualTo(400);
    assertThat(invocation.result().join()).asString().isEqualTo("1");
  }

  @Test
  void passesOnWhatWentWrongAtInit() throws Exception {
    assertThat(post("init/error", "{\"errorMessage\": \"no store\"}")).isEqualTo(202);
    assertThat(initError.join()).isEqualTo("no store");
  }

  private HttpResponse<String> next() throws Exception {
    CompletableFuture<HttpResponse<String>> asked =
        http.sendAsync(
            HttpRequest.newBuilder(uri("invocation/next")).build(), BodyHandlers.ofString());
    idle.acquire();
    server.give(invocation);
    return asked.join();
  }

  private int post(String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.ofString(body)).build();
    return http.send(request, BodyHandlers.discarding()).statusCode();
  }

  private URI uri(String path) {
    return URI.create("http://" + server.address() + "/2018-06-01/runtime/" + path);
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElseThrow();
  }

  private FunctionErrorException failure() {
    return (FunctionErrorException) catchThrowable(invocation.result()::join).getCause();
  }
}
