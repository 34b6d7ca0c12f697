package io.spirt.aws;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What a failure of the AWS SDK means, in one line that says what to do. */
public final class AwsProblem {
  private static final Set<String> BAD_CREDENTIALS =
      Set.of(
          "ExpiredToken",
          "ExpiredTokenException",
          "InvalidAccessKeyId",
          "InvalidClientTokenId",
          "SignatureDoesNotMatch",
          "UnrecognizedClientException");
  private static final int FORBIDDEN = 403;

  private AwsProblem() {}

  /**
   * The line.
   *
   * @return empty if the failure is not one of the SDK
   */
  public static Optional<String> of(Throwable failure) {
    if (failure instanceof AwsServiceException service) {
      return Optional.of(ofService(service));
    }
    return failure instanceof SdkException ? Optional.of(ofClient(failure)) : Optional.empty();
  }

  private static String ofService(AwsServiceException failure) {
    String code = "";
    String said = String.valueOf(failure.getMessage());
    if (failure.awsErrorDetails() != null) {
      code = String.valueOf(failure.awsErrorDetails().errorCode());
      said = failure.awsErrorDetails().serviceName() + " says: " + said(failure);
    }
    if (BAD_CREDENTIALS.contains(code)) {
      return "AWS does not accept these credentials ("
          + code
          + "): renew them, for instance with 'aws sso login', or choose others with AWS_PROFILE";
    }
    if (failure.statusCode() == FORBIDDEN || code.startsWith("AccessDenied")) {
      return "access denied; " + said + "; use credentials that may do this, see AWS_PROFILE";
    }
    return said + (code.isEmpty() ? "" : " (" + code + ")");
  }

  private static String said(AwsServiceException failure) {
    String message = failure.awsErrorDetails().errorMessage();
    return message == null || message.isBlank() ? "HTTP " + failure.statusCode() : message;
  }

  private static String ofClient(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    String lower = message.toLowerCase(Locale.ROOT);
    if (lower.contains("unable to load credentials")) {
      return "no AWS credentials were found: run 'aws configure', or set AWS_PROFILE, or"
          + " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY";
    }
    if (lower.contains("unable to load region")) {
      return "no AWS region is set: set AWS_REGION to that of the stack, such as us-east-1";
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownHostException || cause instanceof ConnectException) {
        return "AWS cannot be reached ("
            + cause.getMessage()
            + "): check the network, AWS_REGION and AWS_ENDPOINT_URL";
      }
    }
    return message;
  }
}
