package io.spirt.emulator.iam;

/**
 * A call that somebody made in a role.
 *
 * @param role name of the role
 * @param action such as {@code s3:GetObject}
 * @param resource ARN
 */
public record RoleCall(String role, String action, String resource) {}
