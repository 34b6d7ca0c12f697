package io.spirt.security;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KmsException;

/**
 * Against the server that the environment variable {@code SPIRT_KMS_ENDPOINT} names, such as {@code
 * http://127.0.0.1:4566}; without it the tests are skipped.
 */
class KmsKeyServiceTest extends KeyServiceContract {
  private static KmsClient client;
  private static boolean authenticates;

  @BeforeAll
  static void connect() {
    String endpoint = System.getenv("SPIRT_KMS_ENDPOINT");
    assumeTrue(
        endpoint != null,
        "no KMS to test against: pip install ministack, run ministack, and set"
            + " SPIRT_KMS_ENDPOINT=http://127.0.0.1:4566");
    client =
        KmsClient.builder()
            .endpointOverride(URI.create(endpoint))
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .build();
    authenticates = authenticates();
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
        authenticates,
        "the server of SPIRT_KMS_ENDPOINT decrypts altered ciphertexts, which KMS does not");
  }
}
