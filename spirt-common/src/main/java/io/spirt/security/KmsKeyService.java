package io.spirt.security;

import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KmsException;

/** The key service of AWS. Key ids are those of symmetric KMS keys: ids, ARNs or aliases. */
public final class KmsKeyService implements KeyService {
  private static final int SERVER_ERROR = 500;

  private final KmsClient client;

  /**
   * @param client stays the caller's
   */
  public KmsKeyService(KmsClient client) {
    this.client = client;
  }

  @Override
  public byte[] encrypt(String keyId, byte[] plaintext, Map<String, String> context) {
    KeyService.requireEncryptable(plaintext);
    try {
      return client
          .encrypt(
              request ->
                  request
                      .keyId(keyId)
                      .plaintext(SdkBytes.fromByteArray(plaintext))
                      .encryptionContext(context))
          .ciphertextBlob()
          .asByteArray();
    } catch (SdkException e) {
      throw refused("encrypt", keyId, e);
    }
  }

  @Override
  public byte[] decrypt(String keyId, byte[] ciphertext, Map<String, String> context) {
    try {
      return client
          .decrypt(
              request ->
                  request
                      .keyId(keyId)
                      .ciphertextBlob(SdkBytes.fromByteArray(ciphertext))
                      .encryptionContext(context))
          .plaintext()
          .asByteArray();
    } catch (SdkException e) {
      throw refused("decrypt", keyId, e);
    }
  }

  private static KeyServiceException refused(String what, String keyId, SdkException e) {
    String code =
        e instanceof KmsException kms && kms.awsErrorDetails() != null
            ? kms.awsErrorDetails().errorCode()
            : e.getClass().getSimpleName();
    return new KeyServiceException(
        "KMS does not %s with key '%s': %s".formatted(what, keyId, code), mayPass(e), e);
  }

  private static boolean mayPass(SdkException e) {
    if (e instanceof SdkServiceException service) {
      return service.isThrottlingException() || service.statusCode() >= SERVER_ERROR;
    }
    return e instanceof SdkClientException;
  }
}
