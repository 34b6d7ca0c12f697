package io.spirt.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spirt.testing.S3Endpoint;
import io.spirt.testing.Threads;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;

/**
 * Against S3Mock, and also against the server that the environment variable {@code
 * SPIRT_TEST_S3_ENDPOINT} names, such as {@code http://127.0.0.1:4566}.
 */
@ParameterizedClass
@MethodSource("endpoints")
class S3ObjectStoreTest extends ObjectStoreContract {
  private static final String EMBEDDED = "embedded";

  private static S3Endpoint endpoint;
  private static S3Client client;
  private static String bucket;

  @Parameter String name;
  private String prefix;
  private ObjectStore store;

  static Stream<String> endpoints() {
    return Stream.concat(
        Stream.of(EMBEDDED), Stream.ofNullable(System.getenv("SPIRT_TEST_S3_ENDPOINT")));
  }

  @BeforeParameterizedClassInvocation
  static void start(String name) {
    endpoint = name.equals(EMBEDDED) ? S3Endpoint.embedded() : S3Endpoint.running(URI.create(name));
    client = endpoint.client();
    bucket = "spirt-test-" + UUID.randomUUID();
    client.createBucket(request -> request.bucket(bucket));
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    client.close();
    endpoint.close();
  }

  @BeforeEach
  void open() {
    prefix = "tests/" + UUID.randomUUID() + "/";
    store = new S3ObjectStore(client, bucket, prefix);
  }

  @Override
  ObjectStore store() {
    return store;
  }

  @Test
  void putsObjectsBelowItsPrefix() {
    store.put("a", new byte[] {7});
    ObjectStore whole = new S3ObjectStore(client, bucket, "");
    assertThat(whole.get(prefix + "a")).containsExactly(7);
    assertThat(whole.list(prefix)).containsExactly(prefix + "a");
  }

  @Test
  void doesNotSeeWhatIsBesideItsPrefix() {
    ObjectStore inner = new S3ObjectStore(client, bucket, prefix + "in/");
    store.put("in/a", new byte[1]);
    store.put("inner", new byte[1]);
    assertThat(inner.list("")).containsExactly("a");
  }

  /** S3 answers a listing in pages of 1,000. */
  @Test
  void listsMoreThanAThousandKeys() throws Exception {
    List<String> keys = IntStream.rangeClosed(1, 1_001).mapToObj(i -> "%06d".formatted(i)).toList();
    Threads.together(
        4,
        thread -> {
          for (int i = thread; i < keys.size(); i += 4) {
            store.put(keys.get(i), new byte[0]);
          }
          return thread;
        });
    assertThat(store.list("")).isEqualTo(keys);
  }

  @Test
  void saysWhereItIs() {
    assertThat(store.uri()).isEqualTo(URI.create("s3://" + bucket + "/" + prefix));
    ObjectStore odd = new S3ObjectStore(client, bucket, "zwei wörter/");
    assertThat(odd.uri().getPath()).isEqualTo("/zwei wörter/");
    assertThatThrownBy(() -> odd.get("none")).isInstanceOf(NoSuchObjectException.class);
  }

  @Test
  void aMissingBucketIsNotAMissingObject() {
    ObjectStore nowhere = new S3ObjectStore(client, "spirt-test-no-such-bucket", "");
    assertThatThrownBy(() -> nowhere.get("a")).isInstanceOf(NoSuchBucketException.class);
    assertThatThrownBy(() -> nowhere.list("")).isInstanceOf(NoSuchBucketException.class);
    assertThatThrownBy(() -> nowhere.delete("a")).isInstanceOf(NoSuchBucketException.class);
  }
}
