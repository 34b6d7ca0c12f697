package io.spirt.security;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.spirt.testing.MiniStack;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KmsException;

/**
 * Against the server that the environment variable {@code SPIRT_KMS_ENDPOINT} names, such as {@code
 * http://127.0.0.1:4566}, or else a {@link MiniStack} of its own; without either the tests are
 * skipped.
 */
class KmsKeyServiceTest extends KeyServiceContract {
  @TempDir private static Path folder;

  private static MiniStack emulator;
  private static KmsClient client;
  private static boolean authenticates;

  @BeforeAll
  static void connect() {
    client =
        KmsClient.builder()
            .endpointOverride(endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .build();
    authenticates = authenticates();
  }

  private static URI endpoint() {
    String running = System.getenv("SPIRT_KMS_ENDPOINT");
    if (running != null) {
      return URI.create(running);
    }
    assumeTrue(
        MiniStack.executable().isPresent(),
        MiniStack.HINT + ", or SPIRT_KMS_ENDPOINT=http://127.0.0.1:4566 to a KMS that runs");
    emulator =
        MiniStack.start(MiniStack.executable().get(), Map.of(), folder.resolve("ministack.log"));
    return emulator.endpoint();
  }

  /** KMS refuses a ciphertext with a flipped bit. An emulator may decrypt it to something else. */
  private static boolean authenticates() {
    String keyId = client.createKey().keyMetadata().keyId();
    byte[] ciphertext =
        client
            .encrypt(request -> request.keyId(keyId).plaintext(SdkBytes.fromUtf8String("secret")))
            .ciphertextBlob()
            .asByteArray();
    ciphertext[ciphertext.length - 1] ^= 1;
    try {
      client.decrypt(
          request ->
              request
                  .keyId(keyId)
                  .ciphertextBlob(SdkBytes.fromByteArray(ciphertext))
                  .encryptionContext(Map.of()));
      return false;
    } catch (KmsException e) {
      return true;
    }
  }

  @AfterAll
  static void close() {
    if (client != null) {
      client.close();
    }
    if (emulator != null) {
      emulator.close();
    }
  }

  @Override
  KeyService service() {
    return new KmsKeyService(client);
  }

  @Override
  String newKey() {
    return client.createKey().keyMetadata().keyId();
  }

  @Override
  String noKey() {
    return new UUID(1, 2).toString();
  }

  @Override
  void needsAuthenticatedCiphertexts() {
    assumeTrue(
        authenticates, "this emulator of KMS decrypts altered ciphertexts, which KMS does not");
  }
}
