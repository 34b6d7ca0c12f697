package io.spirt.emulator.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;

/** Signed requests to services whose clients are not to be had. Thread-safe. */
final class SignedRequests {
  private static final Set<String> SET_BY_THE_CLIENT = Set.of("host", "content-length");

  private final Endpoint endpoint;
  private final String service;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /**
   * @param service what requests are signed for, such as {@code cloudformation}
   */
  SignedRequests(Endpoint endpoint, String service) {
    this.endpoint = endpoint;
    this.service = service;
  }

  /**
   * A call in the query protocol.
   *
   * @return XML
   * @throws AwsFailureException if the service refuses it
   */
  String query(Map<String, String> parameters) {
    String form =
        parameters.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    return send(form, Map.of("Content-Type", "application/x-www-form-urlencoded"));
  }

  /**
   * A call in the JSON protocol.
   *
   * @return JSON
   * @throws AwsFailureException if the service refuses it
   */
  String json(String target, String body) {
    return send(body, Map.of("Content-Type", "application/x-amz-json-1.1", "X-Amz-Target", target));
  }

  private String send(String body, Map<String, String> headers) {
    byte[] bytes = body.getBytes(UTF_8);
    ContentStreamProvider payload = () -> new ByteArrayInputStream(bytes);
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder().method(SdkHttpMethod.POST).uri(endpoint.uri().resolve("/"));
    headers.forEach(request::putHeader);
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                to ->
                    to.identity(endpoint.credentials())
                        .request(request.build())
                        .payload(payload)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, endpoint.region().id()));
    return send(signed.request(), bytes);
  }

  private String send(SdkHttpRequest signed, byte[] body) {
    URI uri = signed.getUri();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofByteArray(body));
    for (Map.Entry<String, List<String>> header : signed.headers().entrySet()) {
      if (!SET_BY_THE_CLIENT.contains(header.getKey().toLowerCase(java.util.Locale.ROOT))) {
        header.getValue().forEach(value -> request.header(header.getKey(), value));
      }
    }
    try {
      HttpResponse<String> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new AwsFailureException(service, response.statusCode(), response.body());
      }
      return response.body();
    } catch (IOException e) {
      throw new UncheckedIOException("no answer of " + uri, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + uri, e);
    }
  }
}
