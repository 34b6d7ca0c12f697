package io.spirt.emulator.gateway;

/**
 * A call of AWS that a function made, in the words of IAM.
 *
 * @param caller the function's name, empty if the caller did not say
 * @param action such as {@code s3:GetObject}
 * @param resource ARN of what it was made on; {@code *} if the request does not say
 */
public record RecordedCall(String caller, String action, String resource) {}
