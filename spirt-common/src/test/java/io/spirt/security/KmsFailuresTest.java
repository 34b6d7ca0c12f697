package io.spirt.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DecryptRequest;
import software.amazon.awssdk.services.kms.model.DecryptResponse;
import software.amazon.awssdk.services.kms.model.EncryptRequest;
import software.amazon.awssdk.services.kms.model.EncryptResponse;
import software.amazon.awssdk.services.kms.model.IncorrectKeyException;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.KmsException;

/** What becomes of KMS's errors. */
class KmsFailuresTest {
  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(
            InvalidCiphertextException.builder().statusCode(400), "InvalidCiphertext", false),
        Arguments.of(IncorrectKeyException.builder().statusCode(400), "IncorrectKey", false),
        Arguments.of(KmsException.builder().statusCode(400), "AccessDeniedException", false),
        Arguments.of(KmsException.builder().statusCode(400), "ThrottlingException", true),
        Arguments.of(KmsException.builder().statusCode(500), "KMSInternalException", true),
        Arguments.of(KmsException.builder().statusCode(503), "Unavailable", true));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void saysKeyAndErrorAndWhetherItMayPass(
      KmsException.Builder error, String code, boolean mayPass) {
    KmsException e =
        (KmsException)
            error.awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build()).build();
    assertFailure(e, code, mayPass);
  }

  static Stream<Arguments> unreached() {
    return Stream.of(
        Arguments.of(SdkClientException.create("no route"), "SdkClientException"),
        Arguments.of(ApiCallTimeoutException.create(1000), "ApiCallTimeoutException"));
  }

  @ParameterizedTest
  @MethodSource("unreached")
  void mayPassWhenKmsWasNotReached(SdkException e, String name) {
    assertFailure(e, name, true);
  }

  private static void assertFailure(SdkException e, String word, boolean mayPass) {
    KeyService service = new KmsKeyService(new Failing(e));
    KeyServiceException encrypting =
        catchThrowableOfType(
            KeyServiceException.class, () -> service.encrypt("key-1", new byte[] {1}, Map.of()));
    assertThat(encrypting).hasMessage("KMS does not encrypt with key 'key-1': " + word).hasCause(e);
    assertThat(encrypting.mayPass()).isEqualTo(mayPass);
    KeyServiceException decrypting =
        catchThrowableOfType(
            KeyServiceException.class, () -> service.decrypt("key-1", new byte[] {1}, Map.of()));
    assertThat(decrypting).hasMessage("KMS does not decrypt with key 'key-1': " + word);
    assertThat(decrypting.mayPass()).isEqualTo(mayPass);
  }

  /** A client whose calls all fail. */
  private static final class Failing implements KmsClient {
    private final SdkException e;

    Failing(SdkException e) {
      this.e = e;
    }

    @Override
    public EncryptResponse encrypt(EncryptRequest request) {
      throw e;
    }

    @Override
    public DecryptResponse decrypt(DecryptRequest request) {
      throw e;
    }

    @Override
    public String serviceName() {
      return "kms";
    }

    @Override
    public void close() {}
  }
}
